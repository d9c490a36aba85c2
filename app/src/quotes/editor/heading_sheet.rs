//! What a heading is, in the line's drawer: whether it lies within the section above, and what the customer is shown.
use super::desk::{Desk, Row};
use crate::{
    quotes::heading::{grouping_words, printing_words},
    ui::{Check, Field, Select},
};
use domain::quotes::group::{Grouping, Printing, Shape};
use leptos::prelude::*;

/// The fields of a heading besides its words.
#[component]
pub fn HeadingFields(row: Row, desk: Desk) -> impl IntoView {
    let t = desk.t;
    let shape = row.data.with_untracked(|data| data.shape);
    let subsection = RwSignal::new(shape.subsection);
    let printing = RwSignal::new(shape.printing.code().to_owned());
    let options: Vec<(String, String)> = Printing::ALL
        .into_iter()
        .map(|printing| (printing.code().to_owned(), printing_words(t, printing).to_owned()))
        .collect();
    let within = move |subsection: bool| {
        desk.write(row, |data| data.shape = Shape { subsection, ..data.shape });
        desk.left();
    };
    let print = move |code: String| {
        if let Some(printing) = Printing::parse(&code) {
            desk.write(row, |data| data.shape = Shape { printing, ..data.shape });
            desk.left();
        }
    };
    let grouping = RwSignal::new(shape.grouping.code().to_owned());
    let groupings: Vec<(String, String)> = Grouping::ALL
        .into_iter()
        .map(|grouping| (grouping.code().to_owned(), grouping_words(t, grouping).to_owned()))
        .collect();
    let choose = move |code: String| {
        if let Some(grouping) = Grouping::parse(&code) {
            desk.write(row, |data| data.shape = Shape { grouping, ..data.shape });
            desk.left();
        }
    };
    view! {
        <Check value=subsection id="sheet-subsection" on_change=within>{t.quotes_subsection_of()}</Check>
        <Field id="sheet-grouping" label=t.quotes_grouping() hint=t.quotes_grouping_hint()>
            <Select value=grouping options=Signal::stored(groupings) on_choose=choose/>
        </Field>
        <Field id="sheet-printing" label=t.quotes_printing() hint=t.quotes_printing_hint()>
            <Select value=printing options=Signal::stored(options) on_choose=print/>
        </Field>
    }
}
