//! The groups as a file for spreadsheets.
use crate::{Cx, Denied, Staff, files::Download};
use domain::{
    crm::pivot::{Measure, Sums},
    formats,
};
use i18n::{T, groups};
use intake::sheet;
use rust_decimal::Decimal;
use wire::pivot::PivotQuery;

/// What the page shows, row by row, with its totals; figures as they are typed. What a spreadsheet would run as a formula
/// is text.
/// # Errors
/// [`Denied`].
pub async fn export(by: &Staff, cx: &Cx, query: PivotQuery) -> Result<Download, Denied> {
    let query = query.sound();
    let view = super::pivot(by, cx, query.clone()).await?;
    let t = T::new(by.language());
    let totals = view.totals();
    let figure =
        |sums: Sums| sums.figure(query.measure).map_or_else(String::new, |value| written(t, value, query.measure));
    let columns: Vec<Option<u32>> = (0..view.columns.len() as u32).map(Some).chain([None]).collect();
    let mut head = vec![groups::axis(t, query.rows).to_owned()];
    head.extend(query.then.map(|axis| groups::axis(t, axis).to_owned()));
    if let Some(axis) = query.columns {
        head.extend(view.columns.iter().map(|group| groups::name(t, axis, &group.key, &group.name)));
    }
    head.push(format!("{}, {}", t.measure_all(), groups::measure(t, query.measure)));
    let mut out = vec![head];
    for (row, group) in (0..).zip(&view.rows) {
        let name = groups::name(t, query.rows, &group.key, &group.name);
        let mut line = |then: Option<u32>, part: Option<String>| {
            let mut cells = vec![name.clone()];
            cells.extend(part);
            cells.extend(columns.iter().map(|column| figure(totals.of(Some(row), then, *column))));
            out.push(cells);
        };
        match query.then {
            None => line(None, None),
            Some(axis) => {
                for part in view.parts(row) {
                    let Some(group) = view.then.get(part as usize) else { continue };
                    line(Some(part), Some(groups::name(t, axis, &group.key, &group.name)));
                }
            }
        }
    }
    let mut last = vec![t.measure_all().to_owned()];
    last.extend(query.then.map(|_| String::new()));
    last.extend(columns.iter().map(|column| figure(totals.of(None, None, *column))));
    out.push(last);
    let bytes = sheet::csv(out.iter().map(|row| row.iter().map(String::as_str).collect()));
    Ok(Download { name: format!("{}.csv", t.measure_pivot()), media_type: "text/csv; charset=utf-8".to_owned(), bytes })
}

/// A figure as spreadsheets of the reader's language read one: no groups of thousands.
fn written(t: T, value: Decimal, measure: Measure) -> String {
    let plain = formats::plain(if measure == Measure::Count { value.trunc() } else { value });
    match t.lang() {
        i18n::Lang::En => plain,
        i18n::Lang::Fi | i18n::Lang::Sv => plain.replace('.', ","),
    }
}
