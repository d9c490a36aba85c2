//! Quotations, by what a seller can do with them.
pub mod answer_comment;
pub mod cancel;
pub mod compare;
pub mod copy;
pub mod create;
pub mod document;
pub mod expire;
pub mod link;
pub mod list;
pub mod offer;
pub mod pdf;
pub mod price;
pub mod read;
pub mod rows;
pub mod save;
pub mod send;
pub mod tax_lines;
pub mod why_tax;
pub(crate) mod working;

pub(crate) use working::{check_lines, search_text};

pub use answer_comment::answer_comment;
pub use cancel::cancel;
pub use compare::compare;
pub use copy::copy;
pub use create::create;
pub use link::{renew_link, revoke_link};
pub use list::list;
pub use offer::offer;
pub use pdf::pdf;
pub use price::price_lines;
pub use read::read;
pub use save::save;
pub use send::send;
pub use tax_lines::tax_lines;
pub use why_tax::why_tax;
