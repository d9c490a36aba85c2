//! What the store promises, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod backup;
mod plans;
mod schema;
mod statements;
mod units;
