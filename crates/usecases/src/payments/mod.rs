//! Deposits demanded on acceptance: made with the order, told to the payer, marked as paid.
pub(crate) mod block;
pub(crate) mod demand;
mod mark;
mod statements;

pub use mark::{mark_paid, undo_paid};
pub use statements::{bring_statement, list_statements, read_statement, take_statement, undo_statement};
