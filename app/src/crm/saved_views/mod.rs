//! Saved views: tabs that are links with a name, and the form that keeps, shares and takes them away.
pub mod api;
mod form;
mod tabs;

pub use form::SavedViewForm;
pub(super) use tabs::SavedViews;
