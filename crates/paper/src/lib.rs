//! Data in, PDF bytes out: the quotation, plain or signed with its certificate.
//!
//! `quote.rs` is the document from top to bottom; `text.rs` shapes text, `flow.rs` breaks pages,
//! `tags.rs` keeps the structure that screen readers follow, `write.rs` makes the file, `sign.rs` the place for a signature.
#![allow(clippy::float_arithmetic, reason = "lengths on paper; amounts come in already worded")]

mod above;
mod band;
mod certificate;
mod clean;
mod error;
mod facts;
mod flow;
mod fonts;
mod head;
mod ink;
mod input;
mod lines;
mod measure;
mod pack;
mod press;
mod prose;
mod quote;
mod sign;
mod signature;
mod sums;
mod table;
mod tags;
mod text;
mod write;

pub use error::PaperError;
pub use input::{
    Above, Certificate, Event, InCombo, Letterhead, Line, ListedFile, Means, ProductLine, QuoteDocument, Seal,
    SignatureBlock, SignatureMark, SignedBefore, VatRow,
};
pub use quote::{quote_pdf, quote_pdf_to_sign};
pub use sign::{SignaturePlace, ToSign};

/// Name of the file attached to a signed quotation.
pub const ATTACHMENT: &str = "quotation.json";
