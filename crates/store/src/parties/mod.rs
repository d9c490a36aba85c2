//! Customers: the row with its addresses, the lists, and merging two that are the same.
pub mod found;
pub mod list;
pub mod merges;
pub mod pairs;
pub mod record;
