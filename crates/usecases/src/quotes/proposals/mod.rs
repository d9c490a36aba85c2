//! What customers propose to change about a version, as its seller reads and answers it.
pub mod answer;
pub mod read;
mod words;

pub use answer::answer_proposal;
pub use read::read_proposal;

pub(crate) use read::{item, note};
pub(crate) use words::{answers, asked, changes};
