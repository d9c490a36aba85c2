//! The pipeline: the board, one opportunity, and what moves them.
pub(crate) mod activities;
pub mod api;
mod board;
mod customer;
mod list;
mod lose;
mod record;

pub use board::BoardPage;
pub(crate) use board::{NewOpportunity, closing, thousandths};
pub use list::OpportunitiesPage;
pub use record::OpportunityPage;
