//! The board: every open opportunity in the lane of its stage.
mod card;
mod close;
mod create;
mod desk;
mod lane;
mod layout;
mod page;
mod rails;
mod read;
mod tools;

pub(crate) use card::{closing, next_step, plus};
pub(crate) use create::NewOpportunity;
pub(crate) use lane::{recurs, thousandths};
pub use page::BoardPage;
