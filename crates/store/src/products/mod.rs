//! What is sold: the row and the lists.
pub mod categories;
pub mod combos;
pub mod facts;
pub mod list;
pub mod pictures;
pub mod record;
pub mod tags;
pub mod variants;
pub mod words;
