//! The page of one opportunity.
use super::{
    acts::Acts, chance::Odds, head::Head, health::Health, next::NextStep, props::Props, related::Related,
    stages::Stages, values,
};
use crate::{
    assignment::WhyOwned,
    crm::{
        activities::{Desk, Dialogs, Planned},
        api::{edit_opportunity, read_opportunity},
        lose::LoseDialog,
        merge::Merges,
    },
    frame::ProblemPage,
    i18n::use_t,
    live::on_change,
    messages::{NoteComposer, Timeline},
    sheet::{Clashes, Keeper, Sheet},
    ui::{Banner, Button, IconName, Look, Skeleton, Tone, lasting},
    wire::AppError,
};
use domain::{crm::OpportunityState, formats, ids::OpportunityId};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_params_map},
};
use wire::{crm::OpportunityView, messages::Subject, problem::Problem};

/// `/opportunities/:id`.
#[component]
pub fn OpportunityPage() -> impl IntoView {
    let params = use_params_map();
    let id =
        Memo::new(move |_| params.with(|params| params.get_str("id").and_then(|id| id.parse::<OpportunityId>().ok())));
    let view = Resource::new_blocking(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => read_opportunity(id).await,
                None => Err(AppError::from(Problem::NotFound)),
            }
        },
    );
    view! {
        <Transition fallback=move || view! { <div class="page"><Skeleton rows=8/></div> }>
            {move || Suspend::new(async move {
                match view.await {
                    Ok(first) => view! { <Record first/> }.into_any(),
                    Err(error) => view! { <ProblemPage error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// The record itself, once it is there.
#[component]
fn Record(first: OpportunityView) -> impl IntoView {
    let t = use_t();
    let id = first.id;
    let version = first.version;
    let sheet = Sheet::new("opportunity", values::values(&first), values::check);
    let view = RwSignal::new(first);
    let keeper = Keeper::new(
        t,
        sheet,
        version,
        move |version, typed| async move {
            let saved = edit_opportunity(values::command(id, version, &typed)).await?;
            view.update(|view| view.version = saved);
            Ok(saved)
        },
        move || async move { read_opportunity(id).await.map(|fresh| (fresh.version, values::values(&fresh))) },
    );
    let acts = Acts::new(t, view, keeper);
    let types = view.with_untracked(|view| view.activity_types.clone());
    let desk = Desk::new(t, types, move || acts.read());
    let owners = view.with_untracked(|view| view.owners.clone());
    let contact = view.with_untracked(|view| (view.contact_name.clone(), view.email.clone()));
    on_change("opportunity", Some(id.0), move || acts.read());
    // Its quotations have names of their own; which of them belong here only the server knows.
    on_change("quote", None, move || acts.read());
    let navigate = StoredValue::new(use_navigate());
    // One that was merged leads to the one it lives on in, whether it was so before or became so meanwhile.
    let asked = use_params_map();
    Effect::new(move |_| {
        let lives_on = acts.moved.get().unwrap_or(id).to_string();
        if asked.with_untracked(|asked| asked.get_str("id").is_some_and(|asked| asked != lives_on)) {
            let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
            navigate.with_value(|navigate| navigate(&format!("/opportunities/{lives_on}"), options));
        }
    });
    let offer = move |()| {
        acts.offer(move |quote| {
            navigate.with_value(|navigate| navigate(&format!("/quotations/{quote}"), NavigateOptions::default()));
        });
    };
    let offer_button = move |small: bool| {
        view! {
            <Button look=Look::Primary small icon=IconName::Document busy=acts.offering busy_label=t.crm_making_quotation() on_press=offer>
                {t.crm_new_quotation()}
            </Button>
        }
    };
    let title = Memo::new(move |_| view.with(|view| view.title.clone()));
    let lead = Signal::derive(move || {
        view.with(|view| {
            Some(match &view.party {
                Some(party) => format!("{} · {}", view.title, party.name),
                None => view.title.clone(),
            })
        })
    });
    view! {
        <Title text=lasting(move || title.try_get())/>
        <Head acts offer=move || offer_button(false)/>
        <Clashes keeper label=move |code: &'static str| values::label(t, code)/>
        <Stages acts/>
        <div class="record">
            <aside aria-label=t.crm_properties()><Props acts/><Odds acts/><WhyOwned view/></aside>
            <section class="mid" aria-labelledby="timeline">
                <h2 class="sr" id="timeline">{t.crm_timeline()}</h2>
                <div class="stack">
                    <p class="muted t-13 narrow">{move || view.with(|view| in_short(t, view))}</p>
                    <Ended view/>
                    <Merges view on_change=move |()| acts.read()/>
                    <NextStep view offer=move || offer_button(true) on_won=move |()| acts.close(OpportunityState::Won, String::new()) desk/>
                    <Health view/>
                    <Planned view desk/>
                </div>
                <NoteComposer subject=Subject::Opportunity(id) on_saved=move |()| acts.read()/>
                <Timeline entries=Signal::derive(move || view.with(|view| view.timeline.clone()))/>
            </section>
            <aside aria-label=t.crm_related()><Related view/></aside>
        </div>
        <Dialogs desk owners contact/>
        <LoseDialog open=acts.asking lead on_lose=move |reason: String| acts.close(OpportunityState::Lost, reason)/>
    }
}

/// How it ended, and why.
#[component]
fn Ended(view: RwSignal<OpportunityView>) -> impl IntoView {
    let t = use_t();
    let end = Memo::new(move |_| view.with(|view| (view.state, view.lost_reason.clone())));
    move || match end.get() {
        (OpportunityState::Open, _) => ().into_any(),
        (OpportunityState::Won, _) => {
            view! { <Banner tone=Tone::Positive icon=IconName::Flag><b>{t.crm_is_won()}</b></Banner> }.into_any()
        }
        (OpportunityState::Lost, reason) => view! {
            <Banner icon=IconName::Cross>
                <b>{t.crm_is_lost()}</b>
                {(!reason.is_empty()).then(|| view! { " " {t.crm_is_lost_because(&reason)} })}
            </Banner>
        }
        .into_any(),
    }
}

/// On a phone, the facts in one line.
fn in_short(t: i18n::T, view: &OpportunityView) -> String {
    let party = view.party.as_ref().map(|party| party.name.clone());
    let expected = formats::money_short(t.figures(), view.expected.value, &view.expected.currency);
    let close = view.expected_close.map(|day| formats::date(t.figures(), day));
    [party, Some(expected), close].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
