//! Opportunities in groups: the same ones that board and list show, counted and summed by the database.
mod export;
mod names;

pub use export::export;

use super::{list_opportunities, tags::Known};
use crate::{Cx, Denied, Staff, clock::Zone};
use domain::{
    actors::Permission,
    crm::pivot::{Axis, Measure, Sums},
    days::Instant,
    ids::{StageId, TeamId, UserId},
    periods::{Month, Span},
};
use names::Names;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use store::{
    company,
    crm::list::pivot::{self as stored, GroupRow, Grouping},
};
use uuid::Uuid;
use wire::{
    opportunities::StageRef,
    pivot::{Cell, Group, MOST_COLUMNS, MOST_GROUPS, MOST_ROWS, PivotQuery, PivotView},
    shared::{TeamRef, UserRef},
};

/// Months of coming that are told apart; what came before is in none.
const MONTHS: u32 = 240;
/// Databases know months only; a quarter is three of their groups.
const MOST_READ: i64 = MOST_GROUPS as i64 * 3;

/// The groups within the actor's reach. Where there are more than anybody reads, none is told and the answer says so.
/// # Errors
/// [`Denied`].
pub async fn pivot(by: &Staff, cx: &Cx, query: PivotQuery) -> Result<PivotView, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let query = query.sound();
    let now = cx.clock.now();
    let today = by.zone().day(now);
    let mut filter = list_opportunities::filter(by, &query.filter, today);
    if query.every_state() {
        filter.state.clear();
    }
    let axes = [Some(query.rows), query.then, query.columns];
    let grouping = Grouping {
        axes,
        months: if axes.contains(&Some(Axis::Created)) { months(by.zone(), Month::of(today)) } else { Vec::new() },
        days: (query.measure == Measure::Days).then(|| ahead(by.zone(), now)),
    };
    let mut conn = cx.store.reader().await?;
    let found = stored::groups(&mut conn, scope, &filter, &grouping, MOST_READ + 1).await?;
    // Those of an axis that overlaps are counted once more, without it: its groups do not add up to their totals.
    let mut once = Vec::new();
    let whole = axes.map(|axis| axis.filter(|axis| !axis.overlaps()));
    if query.overlapping().is_some() {
        let grouping = Grouping { axes: whole, ..grouping };
        once = stored::groups(&mut conn, scope, &filter, &grouping, MOST_READ + 1).await?;
    }
    let names = Names::read(&mut conn, scope.company).await?;
    let (once_cells, _) = cells(&once, whole, query.by);
    let (cells, [rows, then, columns]) = cells(&found, axes, query.by);
    let [rows, then, columns] = [(Some(query.rows), rows), (query.then, then), (query.columns, columns)]
        .map(|(axis, keys)| names.in_order(axis, keys));
    let too_many = found.len() as i64 > MOST_READ
        || cells.len() > MOST_GROUPS as usize
        || rows.len() > MOST_ROWS
        || columns.len() > MOST_COLUMNS;
    let mut view = PivotView {
        rows,
        then,
        columns,
        cells: Vec::new(),
        once: Vec::new(),
        too_many,
        targets: Vec::new(),
        currency: by.currency,
        stages: company::stages(&mut conn, scope.company)
            .await?
            .into_iter()
            .map(|stage| StageRef { id: StageId(stage.id), retired: stage.place().retired, name: stage.name })
            .collect(),
        owners: company::owners(&mut conn, scope.company)
            .await?
            .into_iter()
            .map(|owner| UserRef { id: UserId(owner.id), name: owner.name })
            .collect(),
        teams: company::teams(&mut conn, scope.company)
            .await?
            .into_iter()
            .map(|(id, name)| TeamRef { id: TeamId(id), name })
            .collect(),
        tags: Known::read(&mut conn, scope.company, &[]).await?.offered,
        plans: super::recurring::offered(&mut conn, scope.company).await?,
    };
    if too_many {
        view.rows.clear();
        view.then.clear();
        view.columns.clear();
        return Ok(view);
    }
    let every = [true, query.then.is_some(), query.columns.is_some()];
    view.cells = placed(&cells, &view, every);
    view.once = placed(&once_cells, &view, whole.map(|axis| axis.is_some()));
    if query.rows == Axis::Closed && query.measure == Measure::Expected {
        view.targets = crate::targets::of_periods(by, &mut conn, &query, &view.rows).await?;
    }
    Ok(view)
}

/// Keys of a group, one for each axis; empty for none.
type Keys = [String; 3];
/// What is known of each group.
type Cells = BTreeMap<Keys, Sums>;

/// The groups with their keys written as addresses and files have them, and which keys there are of each axis.
fn cells(found: &[GroupRow], axes: [Option<Axis>; 3], by: Span) -> (Cells, [BTreeSet<String>; 3]) {
    let mut cells = Cells::new();
    let mut keys: [BTreeSet<String>; 3] = Default::default();
    for row in found {
        let of = |axis: Option<Axis>, id: Option<Uuid>, text: &Option<String>| -> String {
            match (axis, id, text) {
                (None, ..) | (_, None, None) => String::new(),
                (_, Some(id), _) => id.to_string(),
                (Some(axis), None, Some(text)) if axis.is_time() && by == Span::Quarter => {
                    text.parse::<Month>().map_or_else(|_| text.clone(), |month| by.key(month))
                }
                (_, None, Some(text)) => text.clone(),
            }
        };
        let [a, b, c] = axes;
        let key = [of(a, row.a_id, &row.a), of(b, row.b_id, &row.b), of(c, row.c_id, &row.c)];
        for (of_axis, one) in keys.iter_mut().zip(&key) {
            of_axis.insert(one.clone());
        }
        let sums = cells.entry(key).or_default();
        *sums = sums.and(&sums_of(row));
    }
    (cells, keys)
}

fn sums_of(row: &GroupRow) -> Sums {
    Sums {
        count: row.count,
        expected: thousandths(row.expected),
        weighted: thousandths(row.weighted),
        monthly: thousandths(row.monthly),
        monthly_weighted: thousandths(row.monthly_weighted),
        won: row.won,
        lost: row.lost,
        days: row.days,
        timed: row.timed,
    }
}

fn thousandths(sum: i64) -> Decimal {
    Decimal::new(sum, 3).normalize()
}

/// The groups by their places among rows, parts and columns, of those that they are told apart by.
fn placed(cells: &Cells, view: &PivotView, [by_rows, by_then, by_columns]: [bool; 3]) -> Vec<Cell> {
    let places =
        |groups: &[Group]| -> BTreeMap<String, u32> { groups.iter().map(|group| group.key.clone()).zip(0..).collect() };
    let (rows, then, columns) = (places(&view.rows), places(&view.then), places(&view.columns));
    let mut placed: Vec<Cell> = cells
        .iter()
        .map(|([row, part, column], sums)| Cell {
            row: rows.get(row).copied().filter(|_| by_rows),
            then: then.get(part).copied().filter(|_| by_then),
            column: columns.get(column).copied().filter(|_| by_columns),
            sums: *sums,
        })
        .collect();
    placed.sort_by_key(|cell| (cell.row, cell.then, cell.column));
    placed
}

/// When each of the last months begins on a clock, the last first.
fn months(zone: Zone, last: Month) -> Vec<(i64, String)> {
    let begins = |month: Month| zone.instant(month.first().and_time(chrono::NaiveTime::MIN)).0;
    (0..MONTHS).map(|back| last.back(back)).map(|month| (begins(month), month.to_string())).collect()
}

/// By how much a clock goes before UTC now, in microseconds: near enough for days that are averaged.
fn ahead(zone: Zone, now: Instant) -> i64 {
    zone.local(now).signed_duration_since(now.utc()).num_microseconds().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn months_begin_at_midnight_of_the_clock_winter_and_summer() {
        let zone = Zone::named("Europe/Helsinki");
        let all = months(zone, "2026-11".parse().unwrap());
        assert_eq!(all.len(), MONTHS as usize);
        assert!(all.windows(2).all(|pair| pair[0].0 > pair[1].0));
        for (from, key) in all {
            let local = zone.local(Instant(from));
            assert_eq!(local.to_string(), format!("{key}-01 00:00:00"));
        }
    }

    #[test]
    fn quarters_are_three_months_together() {
        let row = |month: &str, count| GroupRow {
            a_id: None,
            a: Some(month.into()),
            b_id: None,
            b: None,
            c_id: None,
            c: None,
            count,
            expected: count * 1000,
            weighted: 0,
            monthly: 0,
            monthly_weighted: 0,
            won: 0,
            lost: 0,
            days: 0,
            timed: 0,
        };
        let found = [row("2026-10", 1), row("2026-12", 2), row("2027-01", 4)];
        let (cells, [rows, ..]) = cells(&found, [Some(Axis::Close), None, None], Span::Quarter);
        assert_eq!(rows.into_iter().collect::<Vec<_>>(), ["2026-Q4", "2027-Q1"]);
        let counts: Vec<i64> = cells.values().map(|sums| sums.count).collect();
        assert_eq!(counts, [3, 4]);
    }
}
