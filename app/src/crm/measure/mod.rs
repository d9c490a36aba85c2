//! Opportunities in groups: as a table of two axes, and drawn.
pub mod api;
mod chart;
mod desk;
mod graph;
mod grid;
mod page;
mod scale;
mod tools;
mod walk;

pub use page::{GraphPage, PivotPage};
