//! Every hostile file of the corpus, read as a statement.
#![allow(clippy::panic)]
use super::*;
use crate::corpora;
use std::time::{Duration, Instant};

#[test]
fn no_hostile_file_is_more_than_a_sentence() {
    let files: Vec<String> =
        corpora::xml().into_iter().filter(|(kind, _)| kind == "statement").map(|(_, file)| file).collect();
    assert!(files.len() >= 90);
    for file in files {
        let shown: String = file.chars().take(120).collect();
        let begun = Instant::now();
        let found = read(file.as_bytes());
        assert!(begun.elapsed() < Duration::from_secs(20), "{shown}");
        if file.contains("<!DOCTYPE") {
            assert!(found.is_err(), "{shown}: {found:?}");
        }
        // What can be read is what stands there: no entity was expanded, no other file read, no amount bent.
        for entry in found.unwrap_or_default() {
            assert!(entry.amount >= Decimal::ZERO && entry.currency.len() == 3, "{shown}: {entry:?}");
            assert!(!format!("{entry:?}").contains("root:") && entry.message.len() < 100, "{shown}: {entry:?}");
        }
    }
}
