//! One's own account: the calendar feed of one's activities.
pub mod api;
mod page;

pub use page::AccountPage;
