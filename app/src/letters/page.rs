//! The settings of mail texts: a table of them, and the one that is edited in a drawer.
use super::{api::list_mail_texts, form::MailTextForm};
use crate::{
    i18n::use_t,
    quotes::language_name,
    settings::SetPage,
    ui::{Badge, Button, Empty, IconName, Table, Tone},
};
use domain::quotes::letter::Occasion;
use i18n::T;
use leptos::prelude::*;
use wire::letters::MailTextRow;

/// The page.
#[component]
pub fn MailTextsPage() -> impl IntoView {
    let t = use_t();
    SetPage {
        title: t.letters_title(),
        topic: "mail_text",
        drawer: "mail-text-form",
        blank: None,
        heading: |t, row: &Option<MailTextRow>| {
            row.as_ref().map_or_else(|| t.letters_new().to_owned(), |row| row.fields.name.clone())
        },
        acts: None,
        rows: |t, rows, on_edit| view! { <Rows t rows on_edit/> }.into_any(),
        form: |t, stored, open| view! { <MailTextForm t stored open/> }.into_any(),
    }
    .view(list_mail_texts)
}

/// The words of an occasion.
pub(super) fn occasion_words(t: T, occasion: Occasion) -> &'static str {
    match occasion {
        Occasion::First => t.letters_occasion_first(),
        Occasion::Update => t.letters_occasion_update(),
        Occasion::Again => t.letters_occasion_again(),
        Occasion::Reminder => t.letters_occasion_reminder(),
    }
}

#[component]
fn Rows(t: T, rows: Vec<MailTextRow>, on_edit: Callback<Option<MailTextRow>>) -> impl IntoView {
    let head = move || {
        view! {
            <th scope="col">{t.letters_name()}</th>
            <th scope="col">{t.letters_occasion()}</th>
            <th scope="col">{t.letters_languages()}</th>
            <th scope="col">{t.terms_column_state()}</th>
        }
    };
    let none = rows.is_empty();
    let row = move |row: MailTextRow| {
        let active = row.fields.active;
        let (tone, state) = match (active, row.fields.usual) {
            (true, true) => (Tone::Positive, t.letters_usual_short()),
            (true, false) => (Tone::Plain, t.terms_in_use()),
            (false, _) => (Tone::Plain, t.terms_retired()),
        };
        let languages = row.fields.letters.iter().map(|letter| language_name(t, letter.language)).collect::<Vec<_>>();
        let (name, occasion) = (row.fields.name.clone(), occasion_words(t, row.fields.occasion));
        view! {
            <tr class=(!active).then_some("dim")>
                <th scope="row" class="c-title"><button type="button" class="link" on:click=move |_| on_edit.run(Some(row.clone()))>{name}</button></th>
                <td class="c-sub">{occasion}</td>
                <td class="c-note">{languages.join(", ")}</td>
                <td class="c-end"><Badge tone>{state}</Badge></td>
            </tr>
        }
    };
    let rows = rows.into_iter().map(row).collect_view();
    view! {
        <section id="mail-texts">
            <div class="row"><p class="muted t-13 prose">{t.letters_what()}</p><span class="push"></span>
                <Button small=true icon=IconName::Plus on_press=move |()| on_edit.run(None)>{t.letters_new()}</Button>
            </div>
            {match none {
                true => view! { <Empty small=true><p>{t.letters_none()}</p></Empty> }.into_any(),
                false => view! { <div class="card gap"><Table label=t.letters_title() cards=true head>{rows}</Table></div> }.into_any(),
            }}
        </section>
    }
}
