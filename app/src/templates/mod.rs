//! Templates of quotations: the list, the form of one, keeping a quotation as one.
pub mod api;
mod conditions;
mod life;
mod line;
mod list;
mod page;
mod save_as;

pub use list::TemplatesPage;
pub use page::TemplatePage;
pub use save_as::SaveAs;

/// Whether who is signed in may make and change templates.
pub fn may_change() -> bool {
    crate::frame::use_me().is_some_and(|me| me.role.may(domain::actors::Permission::Catalog))
}
