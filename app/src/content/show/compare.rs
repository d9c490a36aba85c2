//! Alternatives side by side: a card for each, whose rows stand in line; on a phone one under the other.
use super::{Place, words};
use domain::quotes::{
    blocks::{Cell, Column, Row},
    template::Words,
};
use leptos::prelude::*;

pub(super) fn comparison(place: &Place, heading: &Words, columns: &[Column], rows: &[Row]) -> Option<AnyView> {
    if columns.is_empty() || columns.iter().all(|column| words(place, &column.name).1.is_empty()) {
        return None;
    }
    let t = place.t;
    let (lang, heading) = words(place, heading);
    let headed = !heading.is_empty();
    let heading = headed.then(|| view! { <h2 lang=lang dir="auto">{heading.to_owned()}</h2> });
    let card = |(at, column): (usize, &Column)| {
        let (lang, name) = words(place, &column.name);
        let name = name.to_owned();
        let name = if headed {
            view! { <h3 lang=lang dir="auto">{name}</h3> }.into_any()
        } else {
            view! { <h2 lang=lang dir="auto">{name}</h2> }.into_any()
        };
        let best = column.best.then(|| view! { <small class="best">{t.content_compare_recommended()}</small> });
        let rows: Vec<AnyView> = rows.iter().map(|row| pair(place, row, row.cells.get(at))).collect();
        let class = if column.best { "card best" } else { "card" };
        view! { <li class=class><div>{name}{best}</div><dl>{rows}</dl></li> }.into_any()
    };
    let cards: Vec<AnyView> = columns.iter().enumerate().map(card).collect();
    let class = format!("compare of{}", columns.len());
    Some(view! { <section class="said">{heading}<ul class=class>{cards}</ul></section> }.into_any())
}

fn pair(place: &Place, row: &Row, cell: Option<&Cell>) -> AnyView {
    let t = place.t;
    let (lang, name) = words(place, &row.name);
    let sign = |sign: &'static str, said: &'static str| {
        view! { <dd><span aria-hidden="true">{sign}</span><span class="sr">{said}</span></dd> }.into_any()
    };
    let cell = match cell {
        Some(Cell::Yes) => sign("✓", t.content_compare_yes()),
        Some(Cell::Words { text }) if !words(place, text).1.is_empty() => {
            let (lang, text) = words(place, text);
            view! { <dd lang=lang dir="auto">{text.to_owned()}</dd> }.into_any()
        }
        _ => sign("–", t.content_compare_no()),
    };
    view! { <div><dt lang=lang dir="auto">{name.to_owned()}</dt>{cell}</div> }.into_any()
}
