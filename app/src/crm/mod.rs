//! The pipeline: the board, one opportunity, and what moves them.
pub(crate) mod activities;
pub mod api;
mod board;
mod customer;
mod filters;
mod health;
mod list;
mod lose;
mod merge;
mod peek;
mod record;
pub mod saved_views;
pub(crate) mod tags;
mod views;

pub use activities::MatrixPage;
pub use board::BoardPage;
pub(crate) use board::{NewOpportunity, closing, thousandths};
pub use list::OpportunitiesPage;
pub(crate) use lose::lost_reasons;
pub use merge::MergePage;
pub(crate) use merge::{PartyDuplicates, Resembles};
pub use peek::Peek;
pub use record::OpportunityPage;
pub use saved_views::SavedViewForm;
pub use tags::TagsPage;
