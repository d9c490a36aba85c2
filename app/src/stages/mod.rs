//! The settings of stages: those of all teams, and those of one.
pub mod api;
mod form;
mod page;

pub use page::StagesPage;
