//! One opportunity: where it stands, its facts, what happened, what belongs to it.
mod acts;
mod beside;
mod chance;
mod custom;
mod head;
mod health;
mod next;
mod page;
mod props;
mod related;
mod stages;
mod values;

pub use page::OpportunityPage;
pub(super) use values::label;
