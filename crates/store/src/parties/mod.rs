//! Customers: the row with its addresses, and the lists.
pub mod list;
pub mod record;
