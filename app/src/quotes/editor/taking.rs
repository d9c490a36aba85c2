//! Taking in what another seller stored beside what is typed on this page.
use super::{
    desk::{Desk, Row, number},
    row_data::RowData,
    saver::Stored,
};
use leptos::prelude::*;
use wire::quotes::QuoteView;

impl Desk {
    /// Takes in what another seller changed beside what is typed here. Lines that nobody else touched are left alone, and
    /// so is the cell that is edited; lines without a name yet stay after the one they stand after.
    pub fn take_merged(self, theirs: &QuoteView, mine: &Stored, merged: Stored) {
        let lines = self.rows.get_untracked();
        let view = QuoteView { lines: merged.lines.clone(), ..theirs.clone() };
        let mut rows: Vec<Row> = Vec::new();
        for data in RowData::all(&view) {
            let known = lines.iter().find(|row| row.id == data.id && row.kind == data.kind).copied();
            let touched = mine.lines.iter().find(|line| line.id() == data.id) != data.input().as_ref();
            rows.push(match known {
                Some(row) => {
                    if touched {
                        row.data.update(|now| *now = RowData { wrong: std::mem::take(&mut now.wrong), ..data });
                    }
                    row
                }
                None => self.make(data),
            });
        }
        for (at, row) in
            lines.iter().enumerate().filter(|(_, row)| row.data.with_untracked(|data| data.input().is_none()))
        {
            let above = lines.get(..at).unwrap_or_default().iter().rev();
            let place = above.filter_map(|above| rows.iter().position(|row| row.id == above.id)).next();
            rows.insert(place.map_or(0, |place| place + 1), *row);
        }
        number(&rows);
        if rows != lines {
            self.rows.set(rows);
        }
        self.head.merge(&mine.fields, &merged.fields);
        self.tick.update(|tick| *tick += 1);
    }
}
