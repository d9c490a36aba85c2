//! On a customer's page: what was merged into it, each with the way back.
use super::{api::take_back_party_merge, words};
use crate::{
    i18n::use_t,
    ui::{Button, Icon, IconName, use_toasts},
};
use domain::formats;
use leptos::{prelude::*, task::spawn_local};
use wire::parties::{PartyMergeNote, PartyView, TakeBackPartyMerge};

/// Merges that can be taken apart; nothing where there are none.
#[component]
pub(in crate::parties) fn Merges(
    /// The customer.
    view: RwSignal<PartyView>,
    /// Told when something changed.
    #[prop(into)]
    on_change: Callback<()>,
) -> impl IntoView {
    let t = use_t();
    let toasts = use_toasts();
    let merges = Memo::new(move |_| view.with(|view| view.merges.clone()));
    let busy = RwSignal::new(false);
    let apart = move |merge: PartyMergeNote| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let version = view.with_untracked(|view| view.version);
        spawn_local(async move {
            match take_back_party_merge(TakeBackPartyMerge { merge: merge.id, version }).await {
                Ok(back) => toasts.say(words::taken_apart(t, &merge.name, &back.kept)),
                Err(error) => toasts.warn(error.sentence(t)),
            }
            if !busy.is_disposed() {
                busy.set(false);
                on_change.run(());
            }
        });
    };
    let row = move |merge: PartyMergeNote| {
        let when = t.merge_note_when(&merge.by, formats::date(t.figures(), merge.at.local.date()));
        let label = t.merge_take_apart_of(&merge.name);
        let title = t.merge_note(&merge.name);
        view! {
            <li>
                <Icon name=IconName::Merge/>
                <span>{title}" "<span class="faint">{when}</span></span>
                <Button small=true busy busy_label=t.merge_taking_apart() on_press=move |()| apart(merge.clone())>
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
