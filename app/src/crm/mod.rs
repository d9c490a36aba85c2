//! The pipeline: the board, one opportunity, and what moves them.
pub(crate) mod activities;
mod ahead;
pub mod api;
mod board;
mod customer;
mod filters;
mod health;
mod list;
mod lose;
mod merge;
mod record;
pub(crate) mod tags;
mod views;

pub use activities::MatrixPage;
pub use ahead::{CalendarPage, ForecastPage};
pub use board::BoardPage;
pub(crate) use board::{NewOpportunity, closing, next_step, thousandths};
pub use list::OpportunitiesPage;
pub use merge::MergePage;
pub(crate) use merge::{PartyDuplicates, Resembles};
pub use record::OpportunityPage;
pub use tags::TagsPage;
