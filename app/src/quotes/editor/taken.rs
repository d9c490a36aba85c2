//! Whether a line of a group is in the total, and whether it is recommended, in the line's drawer.
use super::{
    desk::{Desk, Row},
    keys::Kind,
    row_data::RowData,
};
use crate::ui::Check;
use domain::quotes::{
    group::{self, Grouping, Part},
    line::Line,
};
use leptos::prelude::*;

/// The ticks; nothing for a line outside groups.
#[component]
pub fn Taken(row: Row, desk: Desk) -> impl IntoView {
    let t = desk.t;
    let Some(group) = untrack(|| group_of(desk, row)) else { return ().into_any() };
    let taken = RwSignal::new(desk.sums.with_untracked(|sums| !sums.left_out.contains(&row.id)));
    let take = move |taken: bool| {
        desk.write(row, |data| data.offer.left_out = !taken);
        // Of a group of which one is taken, the others give way.
        if taken && group.single {
            for other in group.others.iter().filter(|other| other.data.with_untracked(|data| !data.offer.left_out)) {
                desk.change(*other, |data| data.offer.left_out = true);
            }
        }
        desk.left();
    };
    let recommended = RwSignal::new(row.data.with_untracked(|data| data.offer.recommended));
    let recommend = move |recommended: bool| {
        desk.write(row, |data| data.offer.recommended = recommended);
        desk.left();
    };
    view! {
        <Check value=taken id="sheet-taken" on_change=take>{t.quotes_taken()}</Check>
        <Check value=recommended id="sheet-recommended" on_change=recommend>{t.quotes_recommended()}</Check>
    }
    .into_any()
}

/// The group a line stands in.
struct Group {
    single: bool,
    others: Vec<Row>,
}

fn group_of(desk: Desk, row: Row) -> Option<Group> {
    desk.rows.with_untracked(|rows| {
        let lines: Vec<Line> = rows.iter().map(|row| row.data.with_untracked(RowData::figures)).collect();
        let parts: Vec<Part> = group::parts(&lines);
        let groups = group::groups(&parts);
        let at = rows.iter().position(|other| other.id == row.id)?;
        let (heading, grouping): (usize, Grouping) = groups.get(at).copied().flatten()?;
        let same = |(other, group): &(&Row, &Option<(usize, Grouping)>)| {
            other.id != row.id && other.kind == Kind::Product && group.is_some_and(|(at, _)| at == heading)
        };
        let others = rows.iter().zip(&groups).filter(same).map(|(other, _)| *other).collect();
        Some(Group { single: grouping.single(), others })
    })
}
