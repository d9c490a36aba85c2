//! The table: rows that open into parts, columns, totals of both and of all.
use super::{desk::figure, walk::walk};
use crate::{
    crm::views::Look,
    ui::{Button, Icon, IconName, Table},
};
use ::wire::pivot::{Group, PivotQuery, PivotView, Totals};
use domain::crm::pivot::{Axis, Sums};
use i18n::{T, groups};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// What every cell is drawn from.
#[derive(Clone)]
struct Sheet {
    t: T,
    view: PivotView,
    query: PivotQuery,
    totals: Totals,
}

impl Sheet {
    fn name(&self, axis: Axis, group: &Group) -> String {
        groups::name(self.t, axis, &group.key, &group.name)
    }

    /// A figure; it leads to the list where the list can show just those.
    fn cell(&self, sums: Sums, at: &[(Axis, &Group)], row: &str, column: &str) -> AnyView {
        let Some(value) = sums.figure(self.query.measure) else {
            return view! { <td class="num faint" tabindex="-1">"–"</td> }.into_any();
        };
        let said = figure(self.t, self.query.measure, value, &self.view.currency);
        let keys: Vec<(Axis, &str)> = at.iter().map(|(axis, group)| (*axis, group.key.as_str())).collect();
        match self.query.listed(&keys) {
            Some(filter) => {
                let label = self.t.measure_cell(row, column, &said);
                view! {
                    <td class="num"><a href=Look::List.address(&filter) aria-label=label>{said}</a></td>
                }
                .into_any()
            }
            None => view! { <td class="num" tabindex="-1">{said}</td> }.into_any(),
        }
    }

    /// The figures of a row, a part of one, or of all, with their total.
    fn line(&self, row: Option<u32>, then: Option<u32>, name: &str) -> Vec<AnyView> {
        let group = |groups: &'_ [Group], at: Option<u32>| at.and_then(|at| groups.get(at as usize).cloned());
        let mut at: Vec<(Axis, Group)> = Vec::new();
        at.extend(group(&self.view.rows, row).map(|group| (self.query.rows, group)));
        if let Some(axis) = self.query.then {
            at.extend(group(&self.view.then, then).map(|group| (axis, group)));
        }
        let of = |column: Option<(Axis, &Group)>, sums: Sums, words: &str| {
            let mut at: Vec<(Axis, &Group)> = at.iter().map(|(axis, group)| (*axis, group)).collect();
            at.extend(column);
            self.cell(sums, &at, name, words)
        };
        let mut cells = Vec::new();
        if let Some(axis) = self.query.columns {
            for (place, group) in (0..).zip(&self.view.columns) {
                let sums = self.totals.of(row, then, Some(place));
                cells.push(of(Some((axis, group)), sums, &self.name(axis, group)));
            }
        }
        cells.push(of(None, self.totals.of(row, then, None), self.t.measure_all()));
        cells
    }
}

/// The table.
#[component]
pub(super) fn Grid(t: T, view: PivotView, query: PivotQuery) -> impl IntoView {
    let totals = view.totals();
    let sheet = StoredValue::new(Sheet { t, view, query, totals });
    let opened = RwSignal::new(BTreeSet::<u32>::new());
    let count = sheet.with_value(|sheet| sheet.view.rows.len() as u32);
    let opens = sheet.with_value(|sheet| sheet.query.then.is_some());
    let every = move || opened.with(|opened| opened.len() as u32 == count);
    let turn = move |()| {
        let all = if untrack(every) { BTreeSet::new() } else { (0..count).collect() };
        opened.set(all);
    };
    let head = move || {
        sheet.with_value(|sheet| {
            let rows = groups::axis(t, sheet.query.rows);
            let columns = sheet.query.columns.map(|axis| {
                let head = |group: &Group| view! { <th scope="col" class="num">{sheet.name(axis, group)}</th> };
                sheet.view.columns.iter().map(head).collect_view()
            });
            view! { <th scope="col">{rows}</th> {columns} <th scope="col" class="num">{t.measure_all()}</th> }
        })
    };
    let foot = move || {
        sheet.with_value(|sheet| {
            let cells = sheet.line(None, None, t.measure_all());
            view! { <tr><th scope="row">{t.measure_all()}</th>{cells}</tr> }
        })
    };
    let title = sheet.with_value(|sheet| format!("{}: {}", t.measure_pivot(), groups::measure(t, sheet.query.measure)));
    view! {
        <div on:keydown=move |event| walk(&event)>
            <Table label=title head foot>
                {(0..count).map(|row| view! { <Row t sheet row opened opens/> }).collect_view()}
            </Table>
        </div>
        <p class="tablefoot">
            <span class="faint wide">{t.measure_keys()}</span>
            <span class="push"></span>
            {opens.then(|| view! {
                <Button small=true on_press=turn>
                    {move || if every() { t.measure_close_all() } else { t.measure_open_all() }}
                </Button>
            })}
        </p>
    }
}

/// A row, and its parts while it is open.
#[component]
fn Row(t: T, sheet: StoredValue<Sheet>, row: u32, opened: RwSignal<BTreeSet<u32>>, opens: bool) -> impl IntoView {
    let (name, cells) = sheet.with_value(|sheet| {
        let name =
            sheet.view.rows.get(row as usize).map(|group| sheet.name(sheet.query.rows, group)).unwrap_or_default();
        let cells = sheet.line(Some(row), None, &name);
        (name, cells)
    });
    let is_open = Memo::new(move |_| opened.with(|opened| opened.contains(&row)));
    let turn = move |_| {
        opened.update(|opened| {
            if !opened.remove(&row) {
                opened.insert(row);
            }
        });
    };
    let label = t.measure_open_row(&name);
    let head = if opens {
        view! {
            <button type="button" class="opens" aria-label=label aria-expanded=move || if is_open.get() { "true" } else { "false" } on:click=turn>
                <Icon name=IconName::Right/>{name.clone()}
            </button>
        }
        .into_any()
    } else {
        name.clone().into_any()
    };
    let parts = move || {
        is_open.get().then(|| {
            sheet.with_value(|sheet| {
                let Some(axis) = sheet.query.then else { return Vec::new() };
                let part = |place: u32| {
                    let group = sheet.view.then.get(place as usize)?;
                    let part = sheet.name(axis, group);
                    let cells = sheet.line(Some(row), Some(place), &format!("{name}, {part}"));
                    Some(view! { <tr class="part"><th scope="row" tabindex="-1">{part}</th>{cells}</tr> })
                };
                sheet.view.parts(row).into_iter().filter_map(part).collect::<Vec<_>>()
            })
        })
    };
    view! { <tr><th scope="row" tabindex="-1">{head}</th>{cells}</tr> {parts} }
}
