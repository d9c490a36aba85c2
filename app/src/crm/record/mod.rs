//! One opportunity: where it stands, its facts, what happened, what belongs to it.
mod acts;
mod head;
mod next;
mod page;
mod props;
mod related;
mod stages;
mod values;

pub use page::OpportunityPage;
pub(super) use values::label;
