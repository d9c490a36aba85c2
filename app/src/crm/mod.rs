//! The pipeline: the board, one opportunity, and what moves them.
pub(crate) mod activities;
pub mod api;
mod board;
mod customer;
mod filters;
mod health;
mod list;
mod lose;
mod measure;
mod merge;
mod record;
pub(crate) mod tags;
mod views;

pub use activities::MatrixPage;
pub use board::BoardPage;
pub(crate) use board::{NewOpportunity, closing, thousandths};
pub use list::OpportunitiesPage;
pub use measure::{GraphPage, PivotPage};
pub use merge::MergePage;
pub(crate) use merge::{PartyDuplicates, Resembles};
pub use record::OpportunityPage;
pub use tags::TagsPage;
