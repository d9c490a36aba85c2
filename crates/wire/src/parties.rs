//! Customers: companies and persons.
use crate::{
    delivery::DeliveryRef,
    merge::PartyDuplicate,
    messages::TimelineEntry,
    quotes::QuoteRow,
    shared::{IdempotencyKey, UserRef},
};
use domain::{
    days::Stamp,
    ids::{DeliveryMethodId, FiscalPositionId, PartyId, PriceListId, UserId},
    lang::Lang,
    parties::PartyKind,
    quotes::content::PostalAddress,
};
use serde::{Deserialize, Serialize};

/// A customer, as other pages name one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyRef {
    /// Which.
    pub id: PartyId,
    /// Its name.
    pub name: String,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyRow {
    /// Which.
    pub id: PartyId,
    /// Company or person.
    pub kind: PartyKind,
    /// Its name.
    pub name: String,
    /// Town.
    pub city: String,
    /// Country code.
    pub country: String,
    /// E-mail address.
    pub email: String,
    /// Phone number.
    pub phone: String,
    /// Who looks after it.
    pub owner: Option<UserRef>,
}

/// A customer with everything around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyView {
    /// Which; none on the form for a new one.
    pub id: PartyId,
    /// For saving: the version that was read.
    pub version: i64,
    /// The fields.
    pub fields: PartyFields,
    /// Who looks after it.
    pub owner: Option<UserRef>,
    /// Customers that may be the same.
    pub duplicates: Vec<PartyDuplicate>,
    /// Colleagues it can be given to.
    #[serde(default)]
    pub people: Vec<UserRef>,
    /// Ways of delivering to choose from, and the one it has.
    #[serde(default)]
    pub methods: Vec<DeliveryRef>,
    /// Its quotations, newest first, a few.
    pub quotes: Vec<QuoteRow>,
    /// What happened, newest first.
    pub timeline: Vec<TimelineEntry>,
    /// When it was made.
    pub created: Stamp,
}

/// The fields of a customer, as shown and as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PartyFields {
    /// Company or person.
    pub kind: PartyKind,
    /// Its name.
    pub name: String,
    /// The contact person's name (companies).
    pub contact_name: String,
    /// E-mail address.
    pub email: String,
    /// Phone number.
    pub phone: String,
    /// Language of documents.
    pub language: Lang,
    /// Finnish business id.
    pub business_id: String,
    /// VAT number.
    pub vat_number: String,
    /// Where it takes electronic invoices; may be empty.
    #[serde(default)]
    pub e_invoice: String,
    /// The operator who delivers them there; may be empty.
    #[serde(default)]
    pub e_invoice_operator: String,
    /// Where invoices go.
    pub billing: PostalAddress,
    /// Where goods go; empty when the same.
    pub delivery: PostalAddress,
    /// Payment terms in words; empty for the company's own.
    pub payment_terms: String,
    /// Its price list; none for the usual one.
    pub price_list: Option<PriceListId>,
    /// Its fiscal position, set by hand; none to find it by address and VAT number.
    #[serde(default)]
    pub fiscal_position: Option<FiscalPositionId>,
    /// How its goods usually come; none for no usual way.
    pub delivery_method: Option<DeliveryMethodId>,
    /// Who looks after it; none leaves it with whom it is.
    pub owner: Option<UserId>,
}

/// Make a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreateParty {
    /// Same key, same customer.
    pub key: IdempotencyKey,
    /// The fields.
    pub fields: PartyFields,
}

/// Change a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EditParty {
    /// Which.
    pub id: PartyId,
    /// The version that was read.
    pub version: i64,
    /// The fields.
    pub fields: PartyFields,
}
