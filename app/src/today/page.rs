//! The page.
use super::{
    activities::Mine,
    api::read_today,
    funnel::{Funnel, Stepless},
    greeting::{greeting, lead},
    keys::Keys,
    moved::Moved,
    unowned::Ownerless,
    waiting::{Group, Unquoted, Waiting, urgency},
};
use crate::{
    crm::activities::{Desk, Dialogs},
    frame::{ProblemPage, now, use_me},
    i18n::use_t,
    live::on_change,
    targets::Progressed,
    ui::{Banner, Due, Empty, Icon, IconName, Skeleton, Tone},
};
use domain::formats;
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use wire::today::{TodayView, WaitingQuote};

/// `/`.
#[component]
pub fn TodayPage() -> impl IntoView {
    let t = use_t();
    let first = Resource::new_blocking(|| (), |()| read_today());
    let day = now().local.date();
    let lang = t.lang();
    let written = format!(
        "{} {} · {}",
        formats::weekday_short(lang, day),
        formats::date_short(lang, day),
        formats::week(lang, day)
    );
    let no_password = use_me().is_some_and(|me| !me.has_password);
    view! {
        <Title text=t.frame_today()/>
        <header class="top">
            <h1>{t.frame_today()}</h1>
            <span class="faint nowrap wide">{written}</span>
            <span class="push"></span>
            <a class="btn wide" href="/pipeline?new"><Icon name=IconName::Plus/>{t.crm_new_opportunity()}</a>
            <a class="btn primary" href="/quotations?new"><Icon name=IconName::Document/>{t.crm_new_quotation()}</a>
        </header>
        {no_password.then(|| view! {
            <Banner tone=Tone::Amber icon=IconName::Key page=true
                act=move || view! { <a class="btn sm" href="/set-password">{t.frame_set_password()}</a> }>
                {t.frame_no_password()}
            </Banner>
        })}
        <Transition fallback=move || view! { <div class="page"><Skeleton rows=8/></div> }>
            {move || Suspend::new(async move {
                match first.await {
                    Ok(first) => view! { <Day first/> }.into_any(),
                    Err(error) => view! { <ProblemPage error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// The day itself, once it is read.
#[component]
fn Day(first: TodayView) -> impl IntoView {
    let types = first.activity_types.clone();
    let view = RwSignal::new(first);
    let read = move || {
        spawn_local(async move {
            if let Ok(fresh) = read_today().await {
                view.try_set(fresh);
            }
        });
    };
    on_change("quote", None, read);
    on_change("opportunity", None, read);
    on_change("target", None, read);
    let desk = Desk::new(use_t(), types, read);
    view! {
        {move || shown(view.get(), desk).into_any()}
        <Dialogs desk/>
    }
}

fn shown(view: TodayView, desk: Desk) -> impl IntoView {
    let t = use_t();
    let at = now().local;
    let today = at.date();
    let name = use_me().map(|me| me.name).unwrap_or_default();
    let said = lead(t, &view, today);
    let (urgent, later): (Vec<WaitingQuote>, Vec<WaitingQuote>) =
        view.waiting.into_iter().partition(|quote| urgency(quote, today) != Due::Later);
    let mine = view.activities;
    let nothing = mine.is_empty()
        && urgent.is_empty()
        && later.is_empty()
        && view.without_quote.is_empty()
        && view.unowned.is_empty();
    let rows = move |quotes: Vec<WaitingQuote>| {
        quotes.into_iter().map(|quote| view! { <Waiting quote today/> }).collect_view()
    };
    let unquoted = view.without_quote;
    view! {
        <div class="today">
            <section>
                <p class="hello">{greeting(t, at, &name)}</p>
                <p class="lead">{said}</p>
                {nothing.then(|| view! {
                    <Empty small=true>
                        <p>{t.today_nothing_waits()}</p>
                        <a class="btn" href="/pipeline">{t.today_open_board()}</a>
                    </Empty>
                })}
                {(!mine.is_empty()).then(|| view! { <Keys/> })}
                <Mine activities=mine today desk/>
                <Ownerless all=view.unowned more=view.unowned_more today desk/>
                {(!urgent.is_empty()).then(|| view! {
                    <Group id="urgent" due=Due::Over title=t.today_waits() count=urgent.len()>{rows(urgent)}</Group>
                })}
                {(!later.is_empty()).then(|| view! {
                    <Group id="later" due=Due::Now title=t.today_soon() count=later.len()>{rows(later)}</Group>
                })}
                {(!unquoted.is_empty()).then(|| view! {
                    <Group id="unquoted" due=Due::Later title=t.today_without_quote() count=unquoted.len()>
                        {unquoted.into_iter().map(|opportunity| view! { <Unquoted opportunity today/> }).collect_view()}
                    </Group>
                })}
            </section>
            <aside aria-label=t.today_moved()>
                <header><h2>{t.today_moved()}</h2></header>
                <Moved quotes=view.moved today/>
                <header><h2>{t.today_pipeline()}</h2><a class="push link" href="/pipeline">{t.today_open_board()}</a></header>
                <Funnel stages=view.stages/>
                {view.progress.into_iter().map(|progress| view! { <Progressed progress/> }).collect_view()}
                <Stepless count=view.stepless.0 sum=view.stepless.1/>
            </aside>
        </div>
    }
}
