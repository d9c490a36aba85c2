//! Customers: the list, the page of one, the form for a new one.
pub mod api;
mod country;
mod fields;
mod list;
mod new;
mod page;
mod quotations;
mod values;

pub use country::{country_name, country_options};
pub use list::ListPage;
pub use page::PartyPage;
