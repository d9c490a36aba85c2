//! Customers: the list, the page of one, the form for a new one, merging two.
pub mod api;
mod country;
mod fields;
mod list;
mod merge;
mod new;
mod page;
mod quotations;
mod values;

pub use country::{country_name, country_options};
pub use list::ListPage;
pub use merge::{PairsPage, PartyMergePage};
pub use page::PartyPage;
