//! What is sold: the row and the lists.
pub mod list;
pub mod record;
