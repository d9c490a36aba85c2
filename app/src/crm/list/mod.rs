//! Opportunities as a list: filtered, sorted, changed in place, and many at once.
mod bulk;
mod cells;
mod desk;
mod keys;
mod marks;
mod own;
mod page;
mod row;

pub use page::OpportunitiesPage;
