//! Orders.
use crate::{
    messages::TimelineEntry,
    parties::PartyRef,
    payments::PaymentView,
    portal::{EarlierSigner, WithdrawalDone},
    quotes::OpportunityRef,
    seals::SealFacts,
    shared::{Amount, AttachmentView, UserRef},
};
use domain::{
    days::Stamp,
    ids::{OrderId, QuoteId},
    parties::e_invoice::EInvoice,
    quotes::content::Content,
};
use serde::{Deserialize, Serialize};

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderRow {
    /// Which.
    pub id: OrderId,
    /// Its number.
    pub number: String,
    /// Whose.
    pub party: PartyRef,
    /// What it is about.
    pub title: String,
    /// Its net.
    pub net: Amount,
    /// When it was made.
    pub created: Stamp,
    /// Who answers for it.
    pub owner: Option<UserRef>,
    /// Whether it was cancelled.
    pub cancelled: bool,
}

/// Put the e-invoice address that came with an order into the customer's record, where there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakeEInvoice {
    /// The order it came with.
    pub order: OrderId,
}

/// An order with everything around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderView {
    /// Which.
    pub id: OrderId,
    /// Its number.
    pub number: String,
    /// Whose.
    pub party: PartyRef,
    /// The quotation it came from.
    pub quote: QuoteId,
    /// That quotation's number.
    pub quote_number: String,
    /// The version that was accepted.
    pub quote_version: u32,
    /// The opportunity, if any.
    pub opportunity: Option<OpportunityRef>,
    /// Who answers for it.
    pub owner: Option<UserRef>,
    /// Exactly what was accepted, without what was left out of the total.
    pub content: Content,
    /// SHA-256 of that content, in hex.
    pub content_sha256: String,
    /// Who accepted it.
    pub accepted_by: String,
    /// In which role.
    pub accepted_role: String,
    /// The customer's purchase order number.
    pub purchase_order: String,
    /// Where the customer takes electronic invoices, where it was told.
    pub e_invoice: Option<EInvoice>,
    /// Whether the customer's record has no such address yet, and may take this one.
    pub e_invoice_is_new: bool,
    /// Those who signed before, the first first: name, role, when.
    pub signed_before: Vec<EarlierSigner>,
    /// The deposit it demands, where it does.
    pub payment: Option<PaymentView>,
    /// When it was accepted.
    pub accepted: Stamp,
    /// The organisation's seal on the acceptance, once it is made.
    pub seal: Option<SealFacts>,
    /// When it was cancelled: the customer took the acceptance back.
    pub cancelled: Option<Stamp>,
    /// What a consumer has withdrawn from, oldest first.
    pub withdrawals: Vec<WithdrawalDone>,
    /// Its files: the signed PDF among them once it is drawn.
    pub files: Vec<AttachmentView>,
    /// What happened, newest first.
    pub timeline: Vec<TimelineEntry>,
}
