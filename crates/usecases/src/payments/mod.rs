//! Deposits demanded on acceptance: made with the order, told to the payer, marked as paid.
pub(crate) mod block;
pub(crate) mod demand;
mod mark;

pub use mark::{mark_paid, undo_paid};
