//! Web forms, and the posts that came in by them.
pub mod posts;
pub mod sources;
