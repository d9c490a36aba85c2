//! What a document is made of. Everything is computed and worded before it comes here; paper only
//! sets it. Any text may hold anything a user can type; line ends make paragraphs.

use chrono::{NaiveDate, NaiveDateTime};
use domain::lang::Lang;
use domain::money::Currency;
use rust_decimal::Decimal;

/// A quotation, plain or signed.
#[derive(Clone, Debug)]
pub struct QuoteDocument {
    /// Language of the document.
    pub lang: Lang,
    /// Number of the quotation.
    pub number: String,
    /// Version, counted from one.
    pub version: u32,
    /// The version that came after this one, if any.
    pub superseded_by: Option<u32>,
    /// The language the version is written in, where this is a copy to read in another one.
    pub copy_of: Option<Lang>,
    /// Day of the version.
    pub date: NaiveDate,
    /// When its content became what it is, UTC: sent, or signed. Not the time of printing, so that
    /// printing again gives the same bytes.
    pub made_at: NaiveDateTime,
    /// Last day it can be accepted.
    pub valid_until: Option<NaiveDate>,
    /// Title; empty if it has none.
    pub title: String,
    /// A few sentences before the lines; empty if there are none.
    pub introduction: String,
    /// What stands above the lines besides words, in its order.
    pub above: Vec<Above>,
    /// Who sells.
    pub seller: Letterhead,
    /// Who buys: name, contact person, address, one after the other.
    pub buyer: Vec<String>,
    /// Where it is delivered, if elsewhere.
    pub delivery_address: String,
    /// The buyer's own reference.
    pub customer_reference: String,
    /// Who made the quotation, with phone or e-mail.
    pub salesperson: String,
    /// When and how it is delivered.
    pub delivery: String,
    /// When it is paid.
    pub payment_terms: String,
    /// Whether it is accepted without a signature.
    pub unsigned: bool,
    /// Terms of the sale.
    pub terms: String,
    /// Lines in their order.
    pub lines: Vec<Line>,
    /// VAT by rate.
    pub vat: Vec<VatRow>,
    /// What must be said about the VAT, a paragraph each; empty if nothing.
    pub vat_notes: String,
    /// Sum without VAT.
    pub net: Decimal,
    /// VAT.
    pub tax: Decimal,
    /// Sum with VAT.
    pub gross: Decimal,
    /// Currency of every amount.
    pub currency: Currency,
    /// SHA-256 of the content, hexadecimal: the hash of `attached_json` where there is one.
    pub content_sha256: String,
    /// Signatures before the one that made the order, the first first.
    pub signed_before: Vec<SignedBefore>,
    /// How it was signed, if it was.
    pub signature: Option<SignatureBlock>,
    /// The page that proves the signature.
    pub certificate: Option<Certificate>,
    /// The content in canonical JSON, attached to the file as [`crate::ATTACHMENT`].
    pub attached_json: Option<Vec<u8>>,
}

/// Something above the lines that is more than words.
#[derive(Clone, Debug)]
pub enum Above {
    /// Alternatives side by side.
    Comparison {
        /// The heading.
        title: String,
        /// What the alternatives are called.
        columns: Vec<String>,
        /// Each row's name, and what each alternative says to it.
        rows: Vec<(String, Vec<String>)>,
    },
    /// Files that go with the quotation.
    Files {
        /// The heading.
        title: String,
        /// The files.
        files: Vec<ListedFile>,
    },
}

/// A file that goes with the quotation, and is not in the document.
#[derive(Clone, Debug)]
pub struct ListedFile {
    /// What it shows; empty where its name says enough.
    pub about: String,
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: i64,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
}

/// Who sells.
#[derive(Clone, Debug, Default)]
pub struct Letterhead {
    /// Name of the company.
    pub name: String,
    /// Business id.
    pub business_id: String,
    /// Street, postcode, town.
    pub address: Vec<String>,
    /// E-mail.
    pub email: String,
    /// Phone.
    pub phone: String,
}

/// One line of the quotation.
#[derive(Clone, Debug)]
pub enum Line {
    /// A heading over the lines that follow.
    Section {
        /// Its words.
        title: String,
        /// Sum of its lines, where it is shown.
        subtotal: Option<Decimal>,
        /// Whether it lies within the section above it.
        within: bool,
    },
    /// A remark between lines.
    Note {
        /// Its words.
        text: String,
    },
    /// Something sold.
    Product(ProductLine),
}

/// What a line has to do with a combo.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InCombo {
    /// Nothing.
    #[default]
    Alone,
    /// It is one: a heading over its items, with what they come to.
    Whole,
    /// It is an item of the one above it.
    Item,
}

/// Something sold.
#[derive(Clone, Debug)]
pub struct ProductLine {
    /// Number of the line.
    pub position: String,
    /// Name.
    pub name: String,
    /// More about it; empty if there is none.
    pub description: String,
    /// Quantity.
    pub quantity: Decimal,
    /// Unit of the quantity.
    pub unit: String,
    /// Price of one unit.
    pub unit_price: Decimal,
    /// Discount in percent; zero is not shown.
    pub discount_percent: Decimal,
    /// VAT in percent.
    pub vat_percent: Decimal,
    /// Sum of the line without VAT.
    pub net: Decimal,
    /// Whether the line is shown without its price.
    pub unpriced: bool,
    /// What it has to do with a combo.
    pub combo: InCombo,
}

/// One rate of VAT.
#[derive(Clone, Debug)]
pub struct VatRow {
    /// Percent.
    pub percent: Decimal,
    /// What it is called, if it is no percentage; empty otherwise.
    pub name: String,
    /// Sum it is computed from.
    pub net: Decimal,
    /// VAT.
    pub tax: Decimal,
    /// Sum with VAT.
    pub gross: Decimal,
}

/// How a quotation was signed.
#[derive(Clone, Debug)]
pub struct SignatureBlock {
    /// The sentence the signer agreed to, as it was shown.
    pub consent: String,
    /// Name of the signer.
    pub name: String,
    /// Role of the signer; empty if not told.
    pub role: String,
    /// Company signed for; empty for a person.
    pub company: String,
    /// When, in the seller's time.
    pub at: NaiveDateTime,
    /// The signature itself.
    pub mark: SignatureMark,
    /// When the seller sent the version, in the seller's time.
    pub sent_at: Option<NaiveDateTime>,
}

/// A signature that others had to follow.
#[derive(Clone, Debug)]
pub struct SignedBefore {
    /// The signature.
    pub signature: SignatureBlock,
    /// How it came.
    pub means: Means,
}

/// How a signature came.
#[derive(Clone, Debug)]
pub struct Means {
    /// The address the signer's personal link went to; empty if it went another way.
    pub link_sent_to: String,
    /// The program and device that signed, in words.
    pub device: String,
    /// The network address that signed.
    pub network_address: String,
    /// The language the page was read in when it was signed.
    pub read_in: Lang,
}

/// A signature, as it was given.
#[derive(Clone, Debug)]
pub enum SignatureMark {
    /// Strokes of a pen on a pad of any scale, y downwards.
    Drawn(Vec<Vec<(i32, i32)>>),
    /// A typed name.
    Typed(String),
    /// None: the version demanded no signature.
    Unsigned,
}

/// What proves a signature.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// Business id of the signer's company; empty if unknown.
    pub business_id: String,
    /// SHA-256 of the file as it was sent, hexadecimal; empty if it was not sent as a file.
    pub file_sha256: String,
    /// What was chosen of what one may choose, in words; empty where there was no choice, or nothing was taken.
    pub choice: String,
    /// SHA-256 of the choice, hexadecimal; empty where there was none.
    pub choice_sha256: String,
    /// The buyer's purchase order number; empty if not given.
    pub purchase_order: String,
    /// Where the buyer takes electronic invoices; empty if not given.
    pub e_invoice: String,
    /// How the signature came.
    pub means: Means,
    /// What happened to this version, oldest first.
    pub events: Vec<Event>,
    /// The organisation's seal on the evidence; none if it was not sealed.
    pub seal: Option<Seal>,
    /// Where anyone can verify the document; empty if nowhere.
    pub verify_url: String,
}

/// The organisation's seal on the evidence of a signature.
#[derive(Clone, Debug)]
pub struct Seal {
    /// Whose seal.
    pub organisation: String,
    /// When it was made, in the seller's time.
    pub at: NaiveDateTime,
    /// SHA-256 of the sealed evidence, hexadecimal.
    pub evidence_sha256: String,
    /// The public half of the key, Ed25519, hexadecimal.
    pub public_key: String,
    /// The signature, hexadecimal.
    pub signature: String,
    /// SHA-256 of the certificate of the file's own signature, hexadecimal; empty where it has none.
    pub file_certificate_sha256: String,
}

/// One event of the certificate.
#[derive(Clone, Debug)]
pub struct Event {
    /// When, UTC.
    pub at: NaiveDateTime,
    /// What, in the document's language.
    pub text: String,
    /// Its value in the audit chain, hexadecimal.
    pub chain: String,
}
