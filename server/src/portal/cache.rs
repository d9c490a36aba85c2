//! Rendered pages that are still right: what was sent never changes, and every change of a quotation raises its
//! row's version, which is part of the key.
use app::portal::Prepared;
use chrono::NaiveDate;
use domain::{ids::QuoteId, lang::Lang};
use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
};

/// Most pages kept; then all are forgotten and made again as they are asked for.
const MOST: usize = 500;

/// What a rendered page depends on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The quotation.
    pub quote: QuoteId,
    /// Its row's version.
    pub row_version: i64,
    /// The address it is read under.
    pub public_id: String,
    /// The version asked for.
    pub version: Option<u32>,
    /// The language asked for.
    pub lang: Option<Lang>,
    /// The version the reader read before.
    pub read_before: Option<u32>,
    /// Whether the reader lets the seller see how long each part is read.
    pub shares_reading: bool,
    /// The company's day.
    pub today: NaiveDate,
}

/// Rendered pages.
#[derive(Default)]
pub struct Cache(RwLock<HashMap<Key, Arc<Prepared>>>);

impl Cache {
    /// The page, where it was rendered before.
    pub fn find(&self, key: &Key) -> Option<Arc<Prepared>> {
        self.0.read().ok()?.get(key).cloned()
    }

    /// Keeps a page.
    pub fn keep(&self, key: Key, page: Arc<Prepared>) {
        if let Ok(mut pages) = self.0.write() {
            if pages.len() >= MOST {
                pages.clear();
            }
            pages.insert(key, page);
        }
    }
}
