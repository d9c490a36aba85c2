//! Combos on quotations: what there is to choose, what it costs, whether it is whole.
pub(crate) mod check;
pub mod offer;
pub(crate) mod price;

pub use offer::offer;
