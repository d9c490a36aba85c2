//! The real program, asked over HTTP and on its command line.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
mod calendars;
mod commands;
#[path = "../../../testdata/corpora/corpora.rs"]
mod corpora;
mod doors;
mod every_command;
mod gates;
mod halves;
mod hostile;
mod intake;
mod kill;
mod live;
mod mail;
mod people;
mod proxy;
mod running;
mod script;
mod seals;
mod teams;
mod trouble;
