//! Stories of selling, each told on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod account;
mod board;
mod copies;
mod customers;
mod home;
mod import;
mod margins;
mod notes;
mod opportunities;
mod prices;
mod products;
mod settings;
mod templates;
mod versions;
