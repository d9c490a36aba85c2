//! Settings: the company, its users, teams, stages.
use crate::{
    products::TaxView,
    shared::{IdempotencyKey, TeamRef},
};
use domain::{
    actors::Role,
    ids::{StageId, TeamId, UserId},
    lang::Lang,
    quotes::content::PostalAddress,
};
use serde::{Deserialize, Serialize};

/// Everything the settings page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsView {
    /// For saving the company: the version that was read.
    pub version: i64,
    /// The company.
    pub company: CompanyFields,
    /// Users.
    pub users: Vec<UserRow>,
    /// Teams.
    pub teams: Vec<TeamRef>,
    /// Stages of the pipeline.
    pub stages: Vec<StageRow>,
    /// Taxes.
    pub taxes: Vec<TaxView>,
    /// Whether a mail server is set up.
    pub mail_ready: bool,
}

/// The company's own data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompanyFields {
    /// Registered name.
    pub name: String,
    /// Business id.
    pub business_id: String,
    /// VAT number.
    pub vat_number: String,
    /// Address.
    pub address: PostalAddress,
    /// E-mail address that mails come from.
    pub email: String,
    /// Phone number.
    pub phone: String,
    /// Language of new customers and of the company.
    pub language: Lang,
    /// Days a quotation is usually valid.
    pub valid_days: u32,
    /// Usual payment terms.
    pub payment_terms: String,
    /// Usual terms.
    pub terms: String,
    /// Whether sellers too see what things cost and what is earned.
    #[serde(default)]
    pub sellers_see_margin: bool,
    /// Whether new quotations are accepted by name alone, without a signature.
    #[serde(default)]
    pub unsigned: bool,
    /// Who is paid, where it is not the company under its own name.
    #[serde(default)]
    pub payee: String,
    /// Days a delivery takes beside what its products take.
    #[serde(default)]
    pub delivery_days: u32,
    /// The account that is paid to.
    #[serde(default)]
    pub iban: String,
    /// The code of its bank.
    #[serde(default)]
    pub bic: String,
}

/// Change the company's own data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EditCompany {
    /// The version that was read.
    pub version: i64,
    /// The fields.
    pub fields: CompanyFields,
}

/// A user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserRow {
    /// Who.
    pub id: UserId,
    /// For changing them: the version that was read.
    pub version: i64,
    /// First and last name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// The role.
    pub role: Role,
    /// The team.
    pub team: Option<TeamId>,
    /// Whether they may sign in.
    pub active: bool,
}

/// Make a user; a mail with a one-time link lets them set a password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddUser {
    /// Same key, one user.
    pub key: IdempotencyKey,
    /// First and last name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// The role.
    pub role: Role,
    /// The team.
    pub team: Option<TeamId>,
}

/// A stage of the pipeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageRow {
    /// Which.
    pub id: StageId,
    /// Its name.
    pub name: String,
    /// Chance of winning from here, percent.
    pub chance: u8,
}

/// When customers are reminded of offers that end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReminderDays {
    /// Days before the end, as typed: `7, 2`; empty for no reminders.
    pub days: String,
}

/// What the company promises to whoever changes their mind after accepting, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegretFields {
    /// Minutes in which an acceptance can be taken back; `0` for none.
    pub grace: String,
    /// Days in which a consumer may withdraw from the contract.
    pub days: String,
    /// What consumers are told of that right, in Finnish; `{days}` stands for the days.
    pub fi: String,
    /// In Swedish.
    pub sv: String,
    /// In English.
    pub en: String,
}
