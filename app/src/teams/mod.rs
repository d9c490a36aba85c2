//! Teams: what each takes, who is in it, and in which order they are asked.
pub mod api;
mod form;
mod member;
mod page;
mod rule;

pub use page::TeamsPage;
