//! The calendar: activities on the day they are due, deals on the day they are expected to close.
mod asked;
mod beside;
mod cell;
mod desk;
mod grid;
mod item;
mod page;
mod plan;

pub use page::CalendarPage;
