//! The unit of a product's line: one of those that convert into its own.
use super::{
    cell::cell_label,
    desk::{Desk, Row},
    keyboard::Keyboard,
    keys::Column,
};
use crate::ui::{Field, Select};
use domain::{lang::Lang, units::written::find};
use leptos::{html, prelude::*};

/// Units a line can be in, in the document's language; none where there is no choice but to write.
pub fn choices(desk: Desk, row: Row) -> Option<Vec<String>> {
    let lang = desk.head.language.with_untracked(|code| Lang::parse(code)).unwrap_or_default();
    let (product, now) = row.data.with_untracked(|data| (data.product, data.unit.clone()));
    product?;
    desk.view.with_untracked(|view| {
        let own = find(&view.units, &now)?;
        let alike = view.units.iter().filter(|unit| unit.active && unit.unit.category == own.unit.category);
        // What stands on the line is kept as it is written.
        let words = |unit: &domain::units::written::NamedUnit| {
            if unit.unit.id == own.unit.id { now.clone() } else { unit.symbol.of(lang).to_owned() }
        };
        let mut choices: Vec<String> = alike.map(words).collect();
        if !choices.contains(&now) {
            choices.insert(0, now.clone());
        }
        (choices.len() > 1).then_some(choices)
    })
}

fn choose(desk: Desk, row: Row, unit: &str) {
    desk.view.with_untracked(|view| desk.write(row, |data| data.take_unit(&view.units, unit)));
}

impl Desk {
    /// Writes a known unit as a language does; one that nobody knows stays as it is.
    pub fn write_unit(self, unit: &mut String, language: Lang) {
        let symbol = self.view.with_untracked(|view| Some(find(&view.units, unit)?.symbol.of(language).to_owned()));
        if let Some(symbol) = symbol.filter(|symbol| !symbol.is_empty()) {
            *unit = symbol;
        }
    }
}

/// In the grid.
#[component]
pub fn UnitSelect(
    /// The line.
    row: Row,
    /// The keyboard of the grid.
    keyboard: Keyboard,
    /// What there is to choose.
    units: Vec<String>,
) -> impl IntoView {
    let desk = keyboard.desk;
    let node = NodeRef::<html::Select>::new();
    let now = row.data.with_untracked(|data| data.unit.clone());
    Effect::new(move |_| {
        if let Some(select) = node.get() {
            let _ = select.focus();
        }
    });
    view! {
        <select
            node_ref=node
            aria-label=cell_label(keyboard, row, Column::Unit)
            on:change=move |event| choose(desk, row, &event_target_value(&event))
        >
            {units.into_iter().map(|unit| {
                let (selected, words) = (unit == now, unit.clone());
                view! { <option value=unit selected=selected>{words}</option> }
            }).collect_view()}
        </select>
    }
}

/// In the line's drawer.
#[component]
pub fn UnitField(
    /// The line.
    row: Row,
    /// The desk.
    desk: Desk,
    /// What there is to choose.
    units: Vec<String>,
) -> impl IntoView {
    let chosen = RwSignal::new(row.data.with_untracked(|data| data.unit.clone()));
    let options: Vec<(String, String)> = units.into_iter().map(|unit| (unit.clone(), unit)).collect();
    view! {
        <Field id="sheet-unit" label=desk.t.quotes_line_unit()>
            <Select value=chosen options=Signal::stored(options) on_choose=move |unit: String| choose(desk, row, &unit)/>
        </Field>
    }
}
