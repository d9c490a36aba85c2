//! Stories of selling, each told on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod account;
mod approvals;
mod board;
mod catalog;
mod copies;
mod customers;
mod home;
mod import;
mod imports;
mod margins;
mod notes;
mod opportunities;
mod prices;
mod products;
mod settings;
mod taxes;
mod templates;
mod terms;
mod units;
mod variants;
mod versions;
