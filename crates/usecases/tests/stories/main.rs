//! Stories of selling, each told on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod account;
mod approvals;
mod board;
mod catalog;
mod content;
mod copies;
mod currencies;
mod customers;
mod delivery;
mod discounts;
mod home;
mod import;
mod imports;
mod margins;
mod notes;
mod opportunities;
mod presence;
mod prices;
mod products;
mod settings;
mod taxes;
mod templates;
mod terms;
mod units;
mod variants;
mod versions;
