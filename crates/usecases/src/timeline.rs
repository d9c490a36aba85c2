//! Stored events as timeline entries.
use crate::clock::Zone;
use store::events::EventRow;
use wire::messages::{FieldChange, TimelineEntry};

/// Entries of a timeline that a page shows at once.
pub const ENTRIES: i64 = 100;

/// Stored events as a page shows them.
pub fn entries(rows: &[EventRow], zone: Zone) -> Vec<TimelineEntry> {
    rows.iter().map(|row| entry(row, zone)).collect()
}

fn entry(row: &EventRow, zone: Zone) -> TimelineEntry {
    let data = row.read();
    TimelineEntry {
        id: row.id,
        at: zone.stamp_micros(row.at),
        what: row.what.clone(),
        actor_kind: row.actor_kind.clone(),
        actor: row.actor.clone(),
        body: data.body,
        number: data.number,
        quote_version: data.quote_version,
        changes: data
            .changes
            .into_iter()
            .map(|change| FieldChange { field: change.field, old: change.old, new: change.new })
            .collect(),
    }
}
