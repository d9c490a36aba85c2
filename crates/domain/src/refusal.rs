//! Every way a rule says no, with the data of the sentence that the browser makes of it; nothing here is for people to read.
mod fields;
pub mod pricing;
pub use fields::{FieldRefusal, Fields};
/// A rule's no, with the data of its sentence: sums and percentages exact, days as days, lengths in characters.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Refusal {
    /// Something must be typed here.
    #[error("required")]
    Required,
    /// The text is longer than may be kept; both in characters.
    #[error("too long: {length} of {longest}")]
    TooLong {
        /// Most characters allowed.
        longest: u32,
        /// Characters that were typed.
        length: u32,
    },
    /// The text is shorter than needed, in characters.
    #[error("too short: at least {shortest}")]
    TooShort {
        /// Fewest characters allowed.
        shortest: u32,
    },
    /// No figure could be read.
    #[error("not a figure")]
    NotAFigure,
    /// No day could be read.
    #[error("not a day")]
    NotADay,
    /// A day in a year that cannot be meant: [`crate::days::foreseeable`].
    #[error("not in a year that can be meant")]
    YearOutOfReach,
    /// The figure is below what is allowed.
    #[error("below {least}")]
    TooSmall {
        /// Smallest value allowed.
        least: rust_decimal::Decimal,
    },
    /// The figure is above what is allowed.
    #[error("above {most}")]
    TooLarge {
        /// Largest value allowed.
        most: rust_decimal::Decimal,
    },
    /// The figure has more decimals than are kept.
    #[error("at most {decimals} decimals")]
    TooManyDecimals {
        /// Most decimals allowed.
        decimals: u32,
    },
    /// The value is not one of those offered.
    #[error("not one of the choices")]
    NotAChoice,
    /// The e-mail address cannot be right.
    #[error("not an e-mail address")]
    EmailInvalid,
    /// The business id's form or check digit is wrong.
    #[error("not a business id")]
    BusinessIdInvalid,
    /// The VAT number's form or check digit is wrong for its country.
    #[error("not a VAT number")]
    VatNumberInvalid,
    /// An e-invoice address or its operator cannot be right.
    #[error("not an e-invoice address: {fault:?}")]
    EInvoiceInvalid {
        /// What of it.
        fault: crate::parties::e_invoice::EInvoiceFault,
    },
    /// The account number's form or check digits are wrong.
    #[error("not an account number")]
    IbanInvalid,
    /// The file is no statement of an account.
    #[error("not an account statement")]
    NotAStatement,
    /// The file holds more payments than can be read at once.
    #[error("more than {most} payments")]
    TooManyPayments {
        /// Most that are read.
        most: u32,
    },
    /// An entry of a statement cannot be read.
    #[error("entry {entry} cannot be read")]
    EntryUnreadable {
        /// Which, from 1.
        entry: u32,
    },
    /// The bank's code is not of its form.
    #[error("not a bank code")]
    BicInvalid,
    /// The company has no bank account to be paid to.
    #[error("no bank account")]
    NoBankAccount,
    /// Another record has this value already.
    #[error("already taken")]
    AlreadyTaken,
    /// A period ends before it starts.
    #[error("ends before it starts")]
    EndsBeforeStart,
    /// The least is above the most.
    #[error("least above most")]
    LeastAboveMost,
    /// A price list would be based on itself.
    #[error("based on itself")]
    BasedOnItself,
    /// Of two values only one may be given.
    #[error("one of two")]
    OneOfTwo,
    /// The file is larger than is read, or has more rows or columns.
    #[error("file too large")]
    FileTooLarge,
    /// The file is none of a kind that is read, or broken.
    #[error("file cannot be read")]
    FileUnreadable,
    /// The file holds no rows below a heading.
    #[error("file is empty")]
    FileEmpty,
    /// The percentages of the instalments do not come to 100.
    #[error("instalments come to {sum} percent")]
    InstalmentsNotWhole {
        /// What they come to.
        sum: rust_decimal::Decimal,
    },
    /// A discount for paying early goes with one instalment only.
    #[error("an early discount needs one instalment")]
    NeedsOneInstalment,
    /// Not an address of the web or of a mailbox.
    #[error("link invalid")]
    LinkInvalid,
    /// The file is no picture of a kind that is read, or broken.
    #[error("picture cannot be read")]
    PictureUnreadable,
    /// More bytes or pixels than a picture may have.
    #[error("picture too large")]
    PictureTooLarge,
    /// The file that was handed over has nothing in it.
    #[error("file has nothing in it")]
    AttachmentEmpty,
    /// The file is of no kind that is taken, or is not what it says it is.
    #[error("kind of file not taken")]
    FileKind,
    /// The file is no film of a kind that browsers play.
    #[error("kind of film not taken")]
    FilmKind,
    /// An office document with programs in it.
    #[error("file holds macros")]
    FileMacros,
    /// A file is larger than it may be here.
    #[error("file larger than {most} MB")]
    FileOver {
        /// The most, in megabytes.
        most: u32,
    },
    /// More files than go here.
    #[error("more than {most} files")]
    TooManyFiles {
        /// The most.
        most: u32,
    },
    /// Other records need it.
    #[error("in use")]
    InUse,
    /// The product is no longer on sale.
    #[error("out of use")]
    OutOfUse,
    /// A combo would hold a combo.
    #[error("a combo in a combo")]
    ComboNested,
    /// What is chosen by attributes is neither a combo nor in one.
    #[error("attributes in a combo")]
    ComboVaries,
    /// A choice of a combo has no item.
    #[error("combo incomplete")]
    ComboIncomplete,
    /// The same choice, or the same item of one, stands in a combo twice.
    #[error("twice in a combo")]
    ComboDoubled,
    /// An item of a combo stands apart from it.
    #[error("apart from its combo")]
    ComboApart,
    /// The combo's own line decides this.
    #[error("follows the combo")]
    FollowsCombo,
    /// The date lies in the past.
    #[error("in the past")]
    InThePast,
    /// What was asked cannot be done in this state.
    #[error("not in state {state:?}")]
    NotInThisState {
        /// The state the quotation is in.
        state: crate::quotes::state::QuoteState,
    },
    /// The customer has a version of it already, or is about to have one.
    #[error("with the customer already")]
    CustomerHasIt,
    /// A quotation without a single product line cannot be sent.
    #[error("nothing to sell")]
    NoLines,
    /// More lines than a quotation may have.
    #[error("too many lines")]
    TooManyLines {
        /// Most lines allowed.
        most: u32,
    },
    /// A line or document grows beyond what can be kept exactly.
    #[error("amount too large")]
    AmountTooLarge,
    /// More is given than the seller may give without approval.
    #[error("needs approval")]
    NeedsApproval,
    /// The customer read another version than the one that is valid now.
    #[error("version {shown} shown, {valid} valid")]
    VersionSuperseded {
        /// The version the page showed.
        shown: u32,
        /// The version that is valid now.
        valid: u32,
    },
    /// The content the customer saw is not the content that was sent.
    #[error("content differs from what was shown")]
    ContentDiffers,
    /// Other boxes are ticked than those whose figures were shown.
    #[error("choice changed since its figures were shown")]
    ChoiceChanged,
    /// A proposal that asks for nothing else than what is offered.
    #[error("nothing is proposed")]
    NothingProposed,
    /// A proposal that leaves out everything.
    #[error("nothing would be left")]
    NothingLeft,
    /// What is proposed may be chosen without asking.
    #[error("may be chosen")]
    YoursToChoose,
    /// A line is to be left out and to be changed.
    #[error("left out and changed")]
    LeftOutAndChanged,
    /// The proposal was answered, or a newer one took its place.
    #[error("proposal is closed")]
    ProposalClosed,
    /// The quotation's validity has ended.
    #[error("expired on {on}")]
    QuoteExpired {
        /// The last day it was valid.
        on: chrono::NaiveDate,
    },
    /// The quotation was accepted already.
    #[error("already accepted")]
    AlreadyAccepted,
    /// The time in which the acceptance could be taken back is over.
    #[error("too late to take back")]
    GraceOver,
    /// Something was paid already, so the order is not cancelled by a press.
    #[error("something was paid")]
    PaymentCame,
    /// The contract was withdrawn from already.
    #[error("withdrawn already")]
    AlreadyWithdrawn,
    /// There is no right to withdraw from this contract, or not any more.
    #[error("no right to withdraw")]
    NoWithdrawal,
    /// The quotation was declined already.
    #[error("already declined")]
    AlreadyDeclined,
    /// The seller has withdrawn the quotation.
    #[error("cancelled by the seller")]
    QuoteCancelled,
    /// The consent sentence must be agreed to.
    #[error("consent is needed")]
    ConsentNeeded,
    /// A box that says "I mean it" was not ticked.
    #[error("not ticked")]
    TickNeeded,
    /// There is no ink on the pad.
    #[error("signature is empty")]
    SignatureEmpty,
    /// Too little ink to be a signature.
    #[error("signature is too small")]
    SignatureTooSmall,
    /// More strokes or points than a signature may have.
    #[error("signature is too large")]
    SignatureTooLarge,
    /// The signature's data is not of the agreed form.
    #[error("signature cannot be read")]
    SignatureUnreadable,
    /// Another signer comes first.
    #[error("another signer comes first")]
    SignerFirst,
    /// Who has signed signs, declines or chooses once more.
    #[error("has signed already")]
    AlreadySigned,
    /// Another choice than the one somebody has signed.
    #[error("another choice was signed")]
    ChoiceSigned,
    /// What a recipient does is somebody else's to do.
    #[error("not theirs: {why:?}")]
    NotYours {
        /// Why.
        why: crate::quotes::recipient::NotYours,
    },
    /// The customer's approver has not approved yet.
    #[error("approval first")]
    ApprovalFirst,
    /// The customer's approver has refused.
    #[error("approval refused")]
    ApprovalRefused,
    /// An approver answers again.
    #[error("answered already")]
    AlreadyAnswered,
    /// What is taken was approved as it is.
    #[error("choice is approved")]
    ChoiceApproved,
    /// A sending to nobody who may sign.
    #[error("no signer")]
    NoSigner,
    /// More recipients than a quotation is sent to.
    #[error("at most {most} recipients")]
    TooManyRecipients {
        /// Most recipients at once.
        most: u32,
    },
    /// A text has a place that nothing is known for.
    #[error("unknown place {place}")]
    UnknownPlace {
        /// The word between the braces.
        place: String,
    },
    /// A subject cannot hold a link.
    #[error("link in a subject")]
    LinkInSubject,
    /// The last day of what was to go out is over.
    #[error("was valid until {on}")]
    OfferOver {
        /// That day.
        on: chrono::NaiveDate,
    },
    /// The customer has no longer the address it was to go to.
    #[error("address is gone")]
    AddressGone,
    /// Whoever was to send it no longer works here, or may no longer send.
    #[error("sender is gone")]
    SenderGone,
    /// Its moment is over already, or a year away.
    #[error("moment out of reach")]
    MomentOutOfReach,
    /// The same address twice among the recipients.
    #[error("recipient named twice")]
    RecipientTwice,
    /// Address and password do not belong together (or there is no such account).
    #[error("sign-in failed")]
    SignInFailed,
    /// Too many failed attempts; seconds until the next one counts.
    #[error("wait {seconds} s")]
    TooManyAttempts {
        /// Seconds to wait.
        seconds: u32,
    },
    /// A one-time link that was used, replaced or is too old.
    #[error("link used or too old")]
    LinkSpent,
    /// A password everybody would try first.
    #[error("password is too common")]
    PasswordTooCommon,
    /// The actor's role does not allow this.
    #[error("not allowed")]
    NotAllowed,
    /// The same idempotency key came with another command.
    #[error("key was used for something else")]
    KeyReused,
    /// A stage of another team's pipeline, or one that is gone.
    #[error("no such stage")]
    NoSuchStage,
    /// Fields that have to be filled in first.
    #[error("fill in first: {names}")]
    FillInFirst {
        /// Their names, with commas between.
        names: String,
    },
    /// A record would be merged with itself.
    #[error("the same record")]
    SameRecord,
    /// Somebody merged the record into another already.
    #[error("already merged")]
    AlreadyMerged,
    /// What was won is not merged.
    #[error("won ones are not merged")]
    WonNotMerged,
    /// The merge was taken back already.
    #[error("merge taken back already")]
    MergeTakenBack,
    /// A merge of customers is too long ago to be taken back.
    #[error("merged too long ago")]
    MergeTooOld,
    /// The named thing is not there (or not the actor's to see).
    #[error("not there")]
    NotThere,
    /// A limit on how often has been reached.
    #[error("too often")]
    TooOften,
}
