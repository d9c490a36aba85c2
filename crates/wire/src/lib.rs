//! What travels between browser and server: read models, commands, and one problem type.
//!
//! Plain data. A read model says what a page shows, not how it is stored; a command says what somebody
//! wants, unchecked. Use-cases fill the first and check the second.
pub mod account;
pub mod activities;
pub mod approvals;
pub mod assignment;
pub mod calendars;
pub mod categories;
pub mod chance;
pub mod combos;
pub mod content;
pub mod crm;
pub mod currencies;
pub mod delivery;
pub mod fiscal;
pub mod imports;
pub mod intake;
pub mod mailboxes;
pub mod matrix;
pub mod merge;
pub mod messages;
pub mod offers;
pub mod opportunities;
pub mod orders;
pub mod palette;
pub mod parties;
pub mod payments;
pub mod portal;
pub mod presence;
pub mod prices;
pub mod problem;
pub mod products;
pub mod proposals;
pub mod quotes;
pub mod seals;
pub mod settings;
pub mod shared;
pub mod statements;
pub mod steps;
pub mod tags;
pub mod taxes;
pub mod teams;
pub mod templates;
pub mod terms;
pub mod today;
pub mod units;
