//! Who signs in: users, their sessions, links that work once, failed attempts.
pub mod calendars;
pub mod failures;
pub mod one_time;
pub mod people;
pub mod sessions;
pub mod users;
