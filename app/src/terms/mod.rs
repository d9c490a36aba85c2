//! Payment terms: their settings, how a form chooses them, and what is due when.
pub mod api;
mod choice;
pub mod deposit;
mod form;
mod instalment;
mod page;
mod schedule;

pub use choice::{ChosenTerms, TermsField, TermsWords};
pub use page::TermsPage;
pub use schedule::{ScheduleList, sentence_case};
