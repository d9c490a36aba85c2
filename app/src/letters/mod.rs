//! Texts of the mails that go with quotations: their settings, and the fields one puts into a text.
pub mod api;
mod form;
mod page;
mod places;

pub use page::MailTextsPage;
pub(crate) use places::Places;
