//! Customers: companies and persons.
use crate::{
    delivery::DeliveryRef,
    merge::{MergeField, PartyDuplicate},
    messages::TimelineEntry,
    quotes::QuoteRow,
    shared::{IdempotencyKey, UserRef},
};
use domain::{
    crm::duplicates::Reason,
    days::Stamp,
    ids::{DeliveryMethodId, FiscalPositionId, PartyId, PartyMergeId, PriceListId, UserId},
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
    /// What was merged into it and can be taken apart.
    #[serde(default)]
    pub merges: Vec<PartyMergeNote>,
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

/// A merge that stands, as the one that stayed shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyMergeNote {
    /// Which.
    pub id: PartyMergeId,
    /// The name of the merged one.
    pub name: String,
    /// Who merged.
    pub by: String,
    /// When.
    pub at: Stamp,
}

/// One of two that are merged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartySide {
    /// Which.
    pub id: PartyId,
    /// The version that was read.
    pub version: i64,
    /// Its name.
    pub name: String,
    /// How many opportunities it has.
    pub opportunities: i64,
    /// How many orders it has.
    pub orders: i64,
    /// When it was made.
    pub created: Stamp,
}

/// How much is moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyMergeCounts {
    /// Opportunities.
    pub opportunities: i64,
    /// Quotations.
    pub quotes: i64,
    /// Orders.
    pub orders: i64,
    /// Entries of the timeline, which are shown from then on.
    pub entries: i64,
}

/// Where two stand among the pairs that are to be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairPlace {
    /// Which one it is, from 1.
    pub at: usize,
    /// How many there are.
    pub of: usize,
    /// The pair before.
    pub previous: Option<(PartyId, PartyId)>,
    /// The pair after.
    pub next: Option<(PartyId, PartyId)>,
}

/// What merging two customers would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyMergePreview {
    /// The one that stays.
    pub stays: PartySide,
    /// The one that is merged into it.
    pub goes: PartySide,
    /// Why they are taken for the same; none when somebody chose two that are not.
    pub reasons: Vec<Reason>,
    /// Every field.
    pub fields: Vec<MergeField>,
    /// What is moved.
    pub counts: PartyMergeCounts,
    /// Where they stand among the pairs.
    pub place: Option<PairPlace>,
    /// Days in which it can be taken back.
    pub days: i64,
}

/// Merge one customer into another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MergeParties {
    /// Same key, same merge.
    pub key: IdempotencyKey,
    /// The one that stays.
    pub stays: PartyId,
    /// Its version that was read.
    pub stays_version: i64,
    /// The one that is merged into it.
    pub goes: PartyId,
    /// Its version that was read.
    pub goes_version: i64,
    /// Fields that are taken from the merged one, by code.
    pub taken: Vec<String>,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergedParties {
    /// The merge, for taking it back.
    pub merge: PartyMergeId,
    /// The version of the one that stayed.
    pub version: i64,
}

/// Take a merge back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakeBackPartyMerge {
    /// Which.
    pub merge: PartyMergeId,
    /// The version of the one that stayed.
    pub version: i64,
}

/// What was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenBackParty {
    /// The one that is there again.
    pub id: PartyId,
    /// Fields of the one that stayed that were changed since, and stay as they are, by code.
    pub kept: Vec<String>,
}

/// Two customers that may be the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyPair {
    /// The older one.
    pub one: PartyRef,
    /// Its town; may be empty.
    pub one_city: String,
    /// The younger one.
    pub other: PartyRef,
    /// Its town; may be empty.
    pub other_city: String,
    /// Why, the strongest reason first.
    pub reasons: Vec<Reason>,
}

/// Pairs to be judged, the likeliest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyPairs {
    /// The first of them.
    pub pairs: Vec<PartyPair>,
    /// Whether there are more.
    pub more: bool,
}

/// Say that two customers are not the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TellApart {
    /// Same key, said once.
    pub key: IdempotencyKey,
    /// One of them.
    pub one: PartyId,
    /// The other.
    pub other: PartyId,
}
