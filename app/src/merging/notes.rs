//! On the page of a record: what may be the same, and what was merged into it, each with the way back.
use super::desk::Merging;
use crate::{
    i18n::use_t,
    ui::{Button, Icon, IconName, use_toasts},
};
use domain::{days::Stamp, formats};
use i18n::T;
use leptos::{prelude::*, task::spawn_local};

/// The quiet panel of possible duplicates, a list item each; nothing where there are none.
pub(crate) fn duplicates(t: T, rows: Vec<AnyView>) -> Option<AnyView> {
    (!rows.is_empty()).then(|| {
        let count = rows.len();
        view! {
            <section class="panel" aria-labelledby="duplicates">
                <header><h2 id="duplicates">{t.merge_duplicates(count.to_string())}</h2></header>
                <ul class="rel">{rows}</ul>
            </section>
        }
        .into_any()
    })
}

/// A merge that stands.
#[derive(Clone, PartialEq)]
pub(crate) struct Note<B> {
    /// What takes it back, but for the version, which `back` of [`notes`] adds.
    pub merge: B,
    /// What the merged one is called.
    pub name: String,
    /// Who merged.
    pub by: String,
    /// When.
    pub at: Stamp,
}

/// What was merged into the record; nothing where there is none. `back` makes the command of a merge that is to be taken
/// back; `on_change` is told when it was tried.
pub(crate) fn notes<V: Merging, B: Clone + PartialEq + Send + Sync + 'static>(
    merges: Memo<Vec<Note<B>>>,
    back: impl Fn(B) -> V::Back + Copy + Send + Sync + 'static,
    on_change: Callback<()>,
) -> impl IntoView {
    let t = use_t();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let apart = move |Note { merge, name, .. }: Note<B>| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let back = back(merge);
        spawn_local(async move {
            match V::take_back(back).await {
                Ok(kept) => toasts.say(V::taken_apart(t, &name, &kept)),
                Err(error) => toasts.warn(error.sentence(t)),
            }
            if !busy.is_disposed() {
                busy.set(false);
                on_change.run(());
            }
        });
    };
    let row = move |note: Note<B>| {
        let when = t.merge_note_when(&note.by, formats::date(t.figures(), note.at.local.date()));
        let label = t.merge_take_apart_of(&note.name);
        let title = t.merge_note(&note.name);
        view! {
            <li>
                <Icon name=IconName::Merge/>
                <span>{title}" "<span class="faint">{when}</span></span>
                <Button small=true busy busy_label=t.merge_taking_apart() on_press=move |()| apart(note.clone())>
                    <span aria-hidden="true">{t.merge_take_apart()}</span><span class="sr">{label}</span>
                </Button>
            </li>
        }
    };
    move || {
        let merges = merges.get();
        (!merges.is_empty())
            .then(|| view! { <ul class="merges t-13">{merges.into_iter().map(row).collect_view()}</ul> })
    }
}
