//! The rows of a combobox's list.
use super::choices::{Choice, Face, matched};
use super::finder::Finder;
use crate::ui::avatar::Avatar;
use crate::ui::button::flag;
use crate::ui::icon::Icon;
use crate::ui::words::words;
use leptos::prelude::*;

/// What is found, or that nothing is, then the acts on what was typed. There only while the list is open.
#[component]
pub(super) fn Rows(finder: Finder) -> impl IntoView {
    let t = words();
    move || {
        finder.open.get().then(|| {
            let text = finder.query.get();
            let found = finder.rows.get();
            let known = found.len();
            let nothing = known == 0 && !finder.searching.get();
            let found = found
                .into_iter()
                .enumerate()
                .map(|(at, choice)| {
                    let typed = text.clone();
                    view! { <Row finder at><Offered choice typed/></Row> }
                })
                .collect_view();
            let extras = finder
                .last_rows
                .get()
                .into_iter()
                .enumerate()
                .map(|(at, extra)| {
                    view! {
                        <Row finder at=known + at>
                            <Icon name=extra.icon/>
                            <span class="words">{extra.words}</span>
                        </Row>
                    }
                })
                .collect_view();
            view! {
                {found}
                {nothing.then(|| view! {
                    <div class="none" role="option" aria-disabled="true" aria-selected="false">{t.ui_no_matches()}</div>
                })}
                {extras}
            }
        })
    }
}

/// One row that can be chosen.
#[component]
fn Row(finder: Finder, at: usize, children: Children) -> impl IntoView {
    let on = move || finder.active.get() == Some(at);
    view! {
        <div
            role="option"
            id=finder.row_id(at)
            class:on=on
            aria-selected=move || flag(on())
            on:pointermove=move |_| if finder.active.get_untracked() != Some(at) { finder.active.set(Some(at)) }
            on:click=move |_| finder.pick(at)
        >
            {children()}
        </div>
    }
}

/// The content of a choice: initials, words with the match in bold, note, fact.
#[component]
fn Offered(choice: Choice, typed: String) -> impl IntoView {
    let Choice { words, note, fact, face, .. } = choice;
    let face = (face != Face::None).then(|| view! { <Avatar name=words.clone() org=face == Face::Org silent=true/> });
    let words = match matched(&words, &typed) {
        None => words.into_any(),
        Some(at) => {
            let (before, rest) = words.split_at(at.start);
            let (hit, after) = rest.split_at(at.len());
            view! { {before.to_owned()}<mark>{hit.to_owned()}</mark>{after.to_owned()} }.into_any()
        }
    };
    view! {
        {face}
        <span class="words">
            {words}
            {(!note.is_empty()).then(|| view! { <small>{note}</small> })}
        </span>
        {(!fact.is_empty()).then(|| view! { <span class="push">{fact}</span> })}
    }
}
