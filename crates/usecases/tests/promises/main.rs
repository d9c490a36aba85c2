//! What the program promises, each test named after its promise, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod accepting;
mod changes;
mod choosing;
mod delivering;
mod expiring;
mod more_time;
mod numbers;
mod opening;
mod outbox;
mod proposing;
mod reading;
mod recipients;
mod refusals;
mod refusals_of_visitors;
mod reminding;
mod retrying;
mod saving;
mod scopes;
mod sealing;
mod sent;
mod shelves;
mod totals;
mod trail;
