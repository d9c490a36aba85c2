//! The page on which two customers are compared and merged.
use super::{
    api::{merge_parties, preview_party_merge, take_back_party_merge, tell_apart},
    words,
};
use crate::{
    i18n::use_t,
    merging::{Desk, Merging, Side, of_two},
    ui::{Button, Icon, IconName},
    wire::AppError,
};
use domain::{crm::duplicates::Reason, formats, ids::PartyId};
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use wire::{
    merge::MergeField,
    parties::{MergeParties, PartyMergePreview, PartySide, TakeBackPartyMerge, TellApart},
    shared::IdempotencyKey,
};

impl Merging for PartyMergePreview {
    type Id = PartyId;
    type Back = TakeBackPartyMerge;
    const KIND: &'static str = "party";
    const QUIET: bool = true;

    fn sides(&self, t: T) -> [Side<PartyId>; 2] {
        [&self.stays, &self.goes].map(|side: &PartySide| {
            let mut about = vec![t.party_merge_since(formats::date(t.figures(), side.created.local.date()))];
            if side.opportunities > 0 {
                about.push(t.party_merge_hangs_opportunities(side.opportunities.to_string()));
            }
            if side.orders > 0 {
                about.push(t.party_merge_hangs_orders(side.orders.to_string()));
            }
            Side {
                id: side.id,
                row: side.id.0,
                version: side.version,
                name: side.name.clone(),
                about: about.join(", "),
            }
        })
    }

    fn fields(&self) -> &[MergeField] {
        &self.fields
    }

    fn reasons(&self) -> &[Reason] {
        &self.reasons
    }

    fn counts(&self, t: T) -> Vec<(&'static str, i64)> {
        let counts = self.counts;
        vec![
            (t.party_merge_count_opportunities(), counts.opportunities),
            (t.merge_count_quotes(), counts.quotes),
            (t.merge_count_orders(), counts.orders),
            (t.merge_count_entries(), counts.entries),
        ]
    }

    fn words(t: T, field: &MergeField) -> [String; 3] {
        let (stays, goes) = words::values(t, field);
        [words::label(t, &field.code), stays, goes]
    }

    fn page(id: PartyId) -> String {
        format!("/customers/{id}")
    }

    fn taken_apart(t: T, name: &str, kept: &[String]) -> String {
        words::taken_apart(t, name, kept)
    }

    async fn preview(stays: PartyId, goes: PartyId) -> Result<PartyMergePreview, AppError> {
        preview_party_merge(stays, goes).await
    }

    async fn merge(
        (stays, stays_version): (PartyId, i64),
        (goes, goes_version): (PartyId, i64),
        key: IdempotencyKey,
        taken: Vec<String>,
    ) -> Result<TakeBackPartyMerge, AppError> {
        let command = MergeParties { key, stays, stays_version, goes, goes_version, taken };
        let done = merge_parties(command).await?;
        Ok(TakeBackPartyMerge { merge: done.merge, version: done.version })
    }

    async fn take_back(back: TakeBackPartyMerge) -> Result<Vec<String>, AppError> {
        Ok(take_back_party_merge(back).await?.kept)
    }
}

/// `/customers/:id/merge/:other`: the first stays, the other is merged into it.
#[component]
pub fn PartyMergePage() -> impl IntoView {
    of_two(|first: PartyMergePreview| view! { <Comparison first/> }.into_any())
}

#[component]
fn Comparison(first: PartyMergePreview) -> impl IntoView {
    let t = use_t();
    let (stays, goes) = (first.stays.id, first.goes.id);
    let days = first.days;
    let desk = Desk::new(t, first);
    let different = move |()| {
        let Some(key) = desk.begin() else { return };
        let command = TellApart { key, one: stays, other: goes };
        let (names, next) = desk.view.with_untracked(|view| {
            let names = (view.stays.name.clone(), view.goes.name.clone());
            (names, view.place.and_then(|place| place.next.or(place.previous)))
        });
        spawn_local(async move {
            match tell_apart(command).await {
                Ok(()) => {
                    desk.toasts.say(t.party_merge_said_different(&names.0, &names.1));
                    if !desk.view.is_disposed() {
                        desk.go.run(next.map_or_else(|| "/customers/duplicates".to_owned(), address));
                    }
                }
                Err(error) => desk.failed(error),
            }
        });
    };
    let more = view! { <p class="muted t-13">{t.party_merge_links()}</p> };
    let below = view! {
        <p class="muted t-13">{t.party_merge_hint(days.to_string())}</p>
        <p class="narrow"><a class="link" href=address((goes, stays))>{t.merge_swap()}</a></p>
    };
    view! {
        <Title text=t.party_merge_title()/>
        <header class="top">
            <nav class="crumb wide" aria-label=t.party_merge_path()>
                <a href="/customers">{t.parties_customers()}</a><span>"/"</span>
                <a href="/customers/duplicates">{t.party_merge_pairs()}</a><span>"/"</span>
            </nav>
            <h1>{t.party_merge_title()}</h1>
            <span class="push"></span>
            <Place view=desk.view/>
            <Button busy=desk.busy busy_label=t.party_merge_telling() on_press=different>{t.party_merge_different()}</Button>
            <a class="btn wide" href=address((goes, stays))>{t.merge_swap()}</a>
        </header>
        {desk.body(t.party_merge_title(), more.into_any(), below.into_any())}
    }
}

fn address((stays, goes): (PartyId, PartyId)) -> String {
    format!("/customers/{stays}/merge/{goes}")
}

/// Where the two stand among the pairs, and the ways to the pairs beside.
#[component]
fn Place(view: RwSignal<PartyMergePreview>) -> impl IntoView {
    let t = use_t();
    let way = move |to: Option<(PartyId, PartyId)>, name: &'static str, icon: IconName| {
        to.map(|to| view! { <a class="btn ghost icon" href=address(to) aria-label=name><Icon name=icon/></a> })
    };
    move || {
        view.with(|view| view.place).map(|place| {
            view! {
                <span class="muted t-13 nowrap">{t.party_merge_place(place.at.to_string(), place.of.to_string())}</span>
                {way(place.previous, t.party_merge_previous(), IconName::Left)}
                {way(place.next, t.party_merge_next(), IconName::Right)}
            }
        })
    }
}
