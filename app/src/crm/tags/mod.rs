//! Tags of opportunities: shown in their tints, given on the record, kept in the settings.
pub mod api;
mod form;
mod give;
mod page;
mod show;

pub(super) use give::GiveTags;
pub use page::TagsPage;
pub(super) use show::Tags;
pub(crate) use show::tint_name;
