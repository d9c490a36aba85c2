//! The picture, what its colours mean, and the same figures as a table.
use super::{
    chart::{BASE, Bar, Chart, FOOT, Point, across},
    desk::figure,
    grid::Grid,
};
use ::wire::pivot::{Drawn, Group, PivotQuery, PivotView};
use domain::{
    crm::pivot::{Axis, Measure, Sums},
    formats,
};
use i18n::{T, groups};
use leptos::prelude::*;
use rust_decimal::Decimal;

/// Series that have a colour of their own; what is more stands together.
const COLOURS: usize = 8;
/// Groups that have room on a page; more are scrolled.
const ROOM: usize = 16;
/// Pixels of a group that is scrolled.
const WIDE: usize = 56;
/// Pixels between the figures at the left and the picture.
const GAP: usize = 8;

/// The graph.
#[component]
pub(super) fn Graph(t: T, view: PivotView, query: PivotQuery) -> impl IntoView {
    let (names, values) = series(t, &view, &query);
    let drawn = match query.drawn {
        // What does not add up does not stand on each other.
        Drawn::Stacked if !query.measure.adds_up() || query.columns.is_some_and(Axis::overlaps) => Drawn::Beside,
        drawn => drawn,
    };
    let chart = Chart::new(values, view.targets.clone(), drawn, query.measure == Measure::Count);
    let label = t.measure_picture(groups::measure(t, query.measure), groups::axis(t, query.rows));
    let region = label.clone();
    let legend = legend(t, &names, view.targets.iter().any(Option::is_some));
    let picture = picture(t, &chart, &view, &query, &names);
    let (ticks, beside) = ticks(t, &chart, &query);
    let width = if view.rows.len() > ROOM { (view.rows.len() * WIDE).to_string() } else { "100%".to_owned() };
    view! {
        <div class="graph">
            {legend}
            <div class="chart">
                <svg class="ticks" width=beside height=FOOT aria-hidden="true">{ticks}</svg>
                <div class="scroll-x" role="region" tabindex="0" aria-label=region>
                    <svg class="picture" width=width height=FOOT role="img" aria-label=label>{picture}</svg>
                </div>
            </div>
            <details class="pivot">
                <summary>{t.measure_as_table()}</summary>
                <Grid t view query/>
            </details>
        </div>
    }
}

/// The series with their names, and of each group their figures.
fn series(t: T, view: &PivotView, query: &PivotQuery) -> (Vec<String>, Vec<Vec<Option<Decimal>>>) {
    let totals = view.totals();
    let rows = 0..view.rows.len() as u32;
    let Some(axis) = query.columns else {
        let values = rows.map(|row| vec![totals.of(Some(row), None, None).figure(query.measure)]).collect();
        return (vec![groups::measure(t, query.measure).to_owned()], values);
    };
    let all = view.columns.len();
    let own = if all > COLOURS { COLOURS - 1 } else { all };
    let name = |group: &Group| groups::name(t, axis, &group.key, &group.name);
    let mut names: Vec<String> = view.columns.iter().take(own).map(name).collect();
    if own < all {
        names.push(t.measure_others().to_owned());
    }
    let values = rows.map(|row| {
        let of = |column: usize| totals.of(Some(row), None, u32::try_from(column).ok());
        let mut values: Vec<Option<Decimal>> = (0..own).map(|column| of(column).figure(query.measure)).collect();
        if own < all {
            let others = (own..all).fold(Sums::default(), |sums, column| sums.and(&of(column)));
            values.push(others.figure(query.measure));
        }
        values
    });
    (names, values.collect())
}

fn legend(t: T, names: &[String], targets: bool) -> impl IntoView + use<> {
    let one = |(at, name): (usize, &String)| {
        view! {
            <li>
                <svg width="12" height="12" aria-hidden="true"><rect class=format!("s{at}") width="12" height="12" rx="2"></rect></svg>
                {name.clone()}
            </li>
        }
    };
    let names = names.iter().enumerate().map(one).collect_view();
    let target = targets.then(|| {
        view! {
            <li>
                <svg width="16" height="12" aria-hidden="true"><line class="target" x1="0" x2="16" y1="6" y2="6"></line></svg>
                {t.measure_target()}
            </li>
        }
    });
    view! { <ul class="legend">{names}{target}</ul> }
}

/// The figures at the left, and the pixels they need: a scale of ten millions is wider than one of thousands.
fn ticks(t: T, chart: &Chart, query: &PivotQuery) -> (impl IntoView + use<>, usize) {
    let tick = |value: Decimal| {
        let words = match query.measure {
            Measure::WonShare => formats::percent(t.figures(), value),
            _ => formats::quantity(t.figures(), value),
        };
        (chart.y(value), words)
    };
    let ticks: Vec<(u32, String)> = chart.scale.lines().into_iter().map(tick).collect();
    let wide = beside(ticks.iter().map(|(_, words)| words.as_str()));
    let text = |(y, words): (u32, String)| view! { <text x={wide - GAP} y=y dy="4" text-anchor="end">{words}</text> };
    (ticks.into_iter().map(text).collect_view(), wide)
}

/// Pixels beside the picture for figures of a scale.
fn beside<'a>(figures: impl Iterator<Item = &'a str>) -> usize {
    /// As much as most scales need, so that pictures of one page stand under each other.
    const USUAL: usize = 72;
    /// Pixels of a figure in the face of an axis.
    const FIGURE: usize = 8;
    let longest = figures.map(|words| words.chars().count()).max().unwrap_or_default();
    (longest * FIGURE + GAP).max(USUAL)
}

fn picture(t: T, chart: &Chart, view: &PivotView, query: &PivotQuery, names: &[String]) -> impl IntoView + use<> {
    let said = |group: usize, series: usize| {
        let name = view.rows.get(group).map(|group| groups::name(t, query.rows, &group.key, &group.name));
        let value =
            chart.values.get(group).and_then(|values| values.get(series).copied().flatten()).unwrap_or_default();
        let value = figure(t, query.measure, value, &view.currency);
        let of = names.get(series).cloned().unwrap_or_default();
        format!("{}, {of}: {value}", name.unwrap_or_default())
    };
    let grid = chart.scale.lines().into_iter().map(|value| {
        let y = chart.y(value);
        view! { <line class=if y == BASE { "base" } else { "step" } x1="0" x2="100%" y1=y y2=y></line> }
    });
    let grid = grid.collect_view();
    let bars = chart.bars().into_iter().map(|bar| {
        let Bar { group, series, x, wide, y, high } = bar;
        view! {
            <rect class=format!("s{series}") x=across(x) width=across(wide) y=y height=high><title>{said(group, series)}</title></rect>
        }
    });
    let bars = bars.collect_view();
    let lines = chart.lines().into_iter().flatten().map(|piece| {
        let joined = piece.windows(2).map(|pair| {
            let (from, to) = (pair.first().copied(), pair.last().copied());
            from.zip(to).map(|(from, to)| {
                view! { <line class=format!("l{}", from.series) x1=across(from.x) y1=from.y x2=across(to.x) y2=to.y></line> }
            })
        });
        let joined = joined.collect_view();
        let points = piece.iter().map(|point| {
            let Point { group, series, x, y } = *point;
            view! { <circle class=format!("s{series}") cx=across(x) cy=y r="4"><title>{said(group, series)}</title></circle> }
        });
        let points = points.collect_view();
        view! { <g>{joined}{points}</g> }
    });
    let lines = lines.collect_view();
    let targets = chart.targets.iter().enumerate().filter_map(|(group, target)| {
        let target = (*target)?;
        let (from, to) = chart.span(group);
        let y = chart.y(target);
        let words = format!("{}: {}", t.measure_target(), figure(t, query.measure, target, &view.currency));
        Some(view! { <line class="target" x1=across(from) x2=across(to) y1=y y2=y><title>{words}</title></line> })
    });
    let targets = targets.collect_view();
    let feet = view.rows.iter().enumerate().map(|(group, row)| {
        let words = shortened(&groups::short(t, query.rows, &row.key, &row.name), view.rows.len());
        view! { <text x=across(chart.middle(group)) y={BASE + 18} text-anchor="middle">{words}</text> }
    });
    let feet = feet.collect_view();
    view! { {grid}{bars}{lines}{targets}{feet} }
}

/// Names under the groups share the width between them; the whole ones stand in the table.
fn shortened(name: &str, groups: usize) -> String {
    /// Letters that fit under all groups together, on a narrow page.
    const ALL: usize = 96;
    let room = (ALL / groups.max(1)).clamp(12, 40);
    if name.chars().count() <= room { name.to_owned() } else { name.chars().take(room - 1).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn the_figures_of_a_scale_have_room_whatever_their_length() {
        assert_eq!(beside(std::iter::empty()), 72);
        assert_eq!(beside(["0", "800 000"].into_iter()), 72);
        assert_eq!(beside(["0", "100 000 000 000"].into_iter()), 128);
    }
}
