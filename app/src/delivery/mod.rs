//! Delivery methods: the list, the form of one, and the words in which they and their prices are told.
mod account;
pub mod api;
mod example;
mod labels;
mod list;
mod page;
mod rule;
mod rule_form;
mod typed;
pub mod words;

pub use account::Account;
pub use list::MethodsPage;
pub use page::MethodPage;
