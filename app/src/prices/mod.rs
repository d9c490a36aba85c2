//! Price lists: the lists, the form of one, and the account of a price.
mod account;
pub mod api;
mod countries;
mod example;
mod list;
mod page;
mod rule;
mod rule_form;

pub use account::{Account, in_short};
pub use list::ListsPage;
pub use page::PriceListPage;
pub(crate) use rule_form::product_choices;
