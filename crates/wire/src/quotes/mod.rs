//! Quotations: list, editor, sending, links, comments.
mod fields;
mod party;
mod reading;
mod scheduled;
mod sending;

pub use fields::*;
pub use party::*;
pub use reading::*;
pub use scheduled::*;
pub use sending::*;

use crate::{
    approvals::ApprovalView,
    fiscal::{FiscalChoice, FiscalFound},
    messages::TimelineEntry,
    parties::PartyRef,
    prices::PriceListRef,
    products::TaxView,
    shared::{Amount, AttachmentView, IdempotencyKey, TeamRef, UserRef},
    terms::TermsChoice,
    warehouses::WarehouseRef,
};
use chrono::NaiveDate;
use domain::{
    days::Stamp,
    files::KeptFile,
    ids::{CommentId, LineId, OpportunityId, OrderId, PartyId, QuoteId, TemplateId},
    lang::{Lang, Texts},
    quotes::{
        blocks::Block, content::PostalAddress, difference::Difference, line::LineInput, signing::Signing,
        state::QuoteState, totals::Totals,
    },
    tax::book::TaxBook,
    units::written::NamedUnit,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A row of a list of quotations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteRow {
    /// Which.
    pub id: QuoteId,
    /// Its number.
    pub number: String,
    /// The working version's number.
    pub draft_version: u32,
    /// The version with the customer, if any.
    pub sent_version: Option<u32>,
    /// What it is about.
    pub title: String,
    /// Whose.
    pub party: PartyRef,
    /// Where it stands.
    pub state: QuoteState,
    /// Whether somebody has read the sent version.
    pub read: bool,
    /// Unanswered questions of the customer.
    pub open_questions: i64,
    /// Why it was declined, by code; empty otherwise.
    pub decline_reason: String,
    /// Its net.
    pub net: Amount,
    /// The last day it can be accepted.
    pub valid_until: Option<NaiveDate>,
    /// When something last happened.
    pub moved: Stamp,
    /// Who answers for it.
    pub owner: Option<UserRef>,
}

/// The editor of one quotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteView {
    /// Which.
    pub id: QuoteId,
    /// Why the consumer has no right to withdraw, by code, or an empty text; nothing where the customer is none.
    pub exempt: Option<String>,
    /// For saving: the version of the row that was read (not the version the customer sees).
    pub version: i64,
    /// Its number.
    pub number: String,
    /// Where it stands.
    pub state: QuoteState,
    /// The working version's number.
    pub draft_version: u32,
    /// The version with the customer, if any.
    pub sent_version: Option<u32>,
    /// Whether the working version differs from the one with the customer.
    pub unsent_changes: bool,
    /// Every version that was sent, newest first.
    pub versions: Vec<VersionRow>,
    /// The opportunity it belongs to.
    pub opportunity: Option<OpportunityRef>,
    /// The customer.
    pub party: PartyRef,
    /// The customer's e-mail address, offered as the recipient.
    pub party_email: String,
    /// The customer's address.
    pub party_address: PostalAddress,
    /// The customer's business id or VAT number.
    pub party_business_id: String,
    /// Who answers for it.
    pub owner: Option<UserRef>,
    /// The fields that can be edited.
    pub fields: QuoteFields,
    /// What its fields would be by themselves, and where from.
    pub usual: Vec<Usual>,
    /// Whose work it is; a team that is out of use too.
    pub team: Option<TeamRef>,
    /// Colleagues it can be given to.
    pub people: Vec<UserRef>,
    /// Teams it can be given to.
    pub teams: Vec<TeamRef>,
    /// Currency of its amounts.
    pub currency: domain::money::Currency,
    /// The exchange rate it is made at, where it is not in the company's own currency.
    #[serde(default)]
    pub rate: Option<domain::money::rates::FrozenRate>,
    /// What a discount on the whole is called on documents.
    #[serde(default)]
    pub discount_words: DiscountWords,
    /// What stands above the lines.
    #[serde(default)]
    pub blocks: Vec<Block>,
    /// The lines.
    pub lines: Vec<LineInput>,
    /// What one unit of each product line cost us when it came onto the line, where that is known; nothing at all for
    /// those who may not see costs.
    #[serde(default)]
    pub costs: Option<Vec<(LineId, Decimal)>>,
    /// What they come to, by the server.
    pub totals: Totals,
    /// Taxes to choose from.
    pub taxes: Vec<TaxView>,
    /// All taxes at the rates of its day, to add up by.
    pub book: TaxBook,
    /// Fiscal positions to choose from, and the one it has.
    pub positions: Vec<FiscalChoice>,
    /// What the customer's address and numbers lead to now.
    pub fiscal: FiscalFound,
    /// The selling company's VAT number.
    pub seller_vat_number: String,
    /// How it stands with approval.
    pub approval: ApprovalView,
    /// Price lists to choose from, and the one it has.
    pub price_lists: Vec<PriceListRef>,
    /// Payment terms to choose from and to recognize.
    #[serde(default)]
    pub payment_terms: Vec<TermsChoice>,
    /// Warehouses to choose from, and the one it has.
    #[serde(default)]
    pub warehouses: Vec<WarehouseRef>,
    /// Units of measure that lines can be in.
    pub units: Vec<NamedUnit>,
    /// Links given to the customer.
    pub links: Vec<LinkRow>,
    /// Whose signatures make the order, where several sign.
    #[serde(default)]
    pub signing: Signing,
    /// What is known of the customer's reading of the version that was sent.
    #[serde(default)]
    pub reading: ReadingNote,
    /// Reminders before it ends.
    #[serde(default)]
    pub reminders: RemindersView,
    /// A sending that waits for its moment, or could not go.
    #[serde(default)]
    pub scheduled: Option<ScheduledView>,
    /// Comments of both sides, oldest first.
    pub comments: Vec<CommentView>,
    /// The customer's wish for more time, where the version that has ended waits for an answer to it.
    #[serde(default)]
    pub time_wish: Option<TimeWish>,
    /// What the customer proposes, where it waits for an answer.
    #[serde(default)]
    pub proposal: Option<crate::proposals::ProposalNote>,
    /// What the customer has chosen of the version that was sent, while it can be accepted.
    pub chosen: Option<CustomerChoice>,
    /// Its files.
    pub files: Vec<AttachmentView>,
    /// Its order, once accepted.
    pub order: Option<OrderRef>,
    /// What happened, newest first.
    pub timeline: Vec<TimelineEntry>,
    /// When it was last saved.
    pub saved: Stamp,
}

/// What a discount on the whole is called, in the languages of documents: a browser has the texts of its reader only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiscountWords {
    /// Of an amount.
    pub plain: Texts,
    /// Of a percentage, with `{percent}` in its place.
    pub percent: Texts,
    /// For the lines of one tax, with `{discount}` and `{rate}` in their places.
    pub taxed: Texts,
}

/// An opportunity, as other pages name one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpportunityRef {
    /// Which.
    pub id: OpportunityId,
    /// What it is about.
    pub title: String,
}

/// An order, as other pages name one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderRef {
    /// Which.
    pub id: OrderId,
    /// Its number.
    pub number: String,
}

/// A version that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionRow {
    /// Its number.
    pub number: u32,
    /// When it was sent.
    pub sent: Stamp,
    /// SHA-256 of its content, in hex.
    pub sha256: String,
    /// Its net.
    pub net: Amount,
}

/// Ask what differs between two versions of a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompareVersions {
    /// Which quotation.
    pub id: QuoteId,
    /// The earlier version; the one before `to` when empty.
    pub from: Option<u32>,
    /// The later version; the newest when empty.
    pub to: Option<u32>,
}

/// A version to choose: one that was sent, or the draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionEntry {
    /// Its number.
    pub number: u32,
    /// When it was sent; nothing for the draft.
    pub sent: Option<Stamp>,
    /// Who sent it; empty for the draft, and where nobody knows any more.
    pub by: String,
    /// Its net.
    pub net: Amount,
}

/// All versions of a quotation, and what differs between two of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionsView {
    /// Which quotation.
    pub id: QuoteId,
    /// Its number.
    pub number: String,
    /// Language of the document.
    pub language: Lang,
    /// Currency of its amounts.
    pub currency: domain::money::Currency,
    /// All versions, newest first.
    pub versions: Vec<VersionEntry>,
    /// The earlier one compared.
    pub from: u32,
    /// The later one compared.
    pub to: u32,
    /// What differs between them.
    pub difference: Difference,
}

/// Make a quotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreateQuote {
    /// Same key, same quotation.
    pub key: IdempotencyKey,
    /// For this opportunity.
    pub opportunity: Option<OpportunityId>,
    /// For this customer; may be empty when the opportunity names one.
    pub party: Option<PartyId>,
    /// What it is about; the opportunity's title when empty.
    pub title: String,
    /// Lines to begin with; most often none.
    pub lines: Vec<LineInput>,
    /// Begin with the texts and lines of this template, before other lines.
    #[serde(default)]
    pub template: Option<TemplateId>,
}

/// Save the working version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaveQuote {
    /// Which.
    pub id: QuoteId,
    /// The row version that was read.
    pub version: i64,
    /// The head.
    pub fields: QuoteFields,
    /// All lines, in order.
    pub lines: Vec<LineInput>,
}

/// What a save answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedQuote {
    /// The row's version now.
    pub version: i64,
    /// The working version's number now (one more after the first edit of a sent quotation).
    pub draft_version: u32,
    /// What the lines come to, by the server.
    pub totals: Totals,
    /// All taxes at the rates of the day it has now.
    pub book: TaxBook,
    /// How it stands with approval now.
    pub approval: ApprovalView,
    /// When it was saved.
    pub saved: Stamp,
}

/// A comment on a quotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentView {
    /// Which.
    pub id: CommentId,
    /// The version it was written on.
    pub quote_version: u32,
    /// The line it is about; none for the whole.
    pub line: Option<LineId>,
    /// What that line is called.
    pub line_name: String,
    /// Whether the customer wrote it.
    pub by_customer: bool,
    /// Who wrote it.
    pub author: String,
    /// The text.
    pub body: String,
    /// When.
    pub at: Stamp,
    /// Whether the seller has answered since.
    pub answered: bool,
    /// Files that came with it.
    pub files: Vec<AttachmentView>,
}

/// Answer the customer on the quotation's page; a mail tells them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerComment {
    /// Same key, one answer.
    pub key: IdempotencyKey,
    /// The quotation.
    pub quote: QuoteId,
    /// The line it is about; none for the whole.
    pub line: Option<LineId>,
    /// The text.
    pub body: String,
    /// Files that go with it, as they were brought.
    #[serde(default)]
    pub files: Vec<KeptFile>,
}

/// Withdraw a quotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CancelQuote {
    /// Which.
    pub id: QuoteId,
    /// The row version that was read.
    pub version: i64,
}

/// Make a quotation as a copy of another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CopyQuote {
    /// Same key, one copy.
    pub key: IdempotencyKey,
    /// The one it is copied from.
    pub id: QuoteId,
}
