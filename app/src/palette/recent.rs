//! The records that were opened from the palette last: kept by this browser, for each person apart.
use crate::frame::use_me;
use domain::palette::RecordKind;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wire::palette::{FoundFact, FoundRecord};

/// Kept and shown.
const MOST: usize = 8;

#[derive(Clone, Serialize, Deserialize)]
struct Recent {
    kind: RecordKind,
    id: Uuid,
    name: String,
    beside: String,
}

fn key() -> Option<String> {
    use_me().map(|me| format!("palette-recent-{}", me.id))
}

/// The key under which they are kept; to be asked for in a component's body.
pub(super) fn place() -> StoredValue<Option<String>> {
    StoredValue::new(key())
}

fn read(key: &str) -> Vec<Recent> {
    let storage = window().local_storage().ok().flatten();
    let kept = storage.and_then(|storage| storage.get_item(key).ok().flatten());
    kept.and_then(|kept| serde_json::from_str(&kept).ok()).unwrap_or_default()
}

/// The last ones, newest first.
pub(super) fn recent(key: Option<&str>) -> Vec<FoundRecord> {
    let kept = key.map(read).unwrap_or_default();
    kept.into_iter()
        .take(MOST)
        .map(|one| FoundRecord {
            kind: one.kind,
            id: one.id,
            name: one.name,
            beside: one.beside,
            fact: FoundFact::Words(String::new()),
        })
        .collect()
}

/// Puts one first.
pub(super) fn remember(key: Option<&str>, record: &FoundRecord) {
    let Some(key) = key else { return };
    let first = Recent { kind: record.kind, id: record.id, name: record.name.clone(), beside: record.beside.clone() };
    let mut kept = read(key);
    kept.retain(|one| one.id != record.id);
    kept.insert(0, first);
    kept.truncate(MOST);
    if let (Some(storage), Ok(text)) = (window().local_storage().ok().flatten(), serde_json::to_string(&kept)) {
        let _ = storage.set_item(key, &text);
    }
}
