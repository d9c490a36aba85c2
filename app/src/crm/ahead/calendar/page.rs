//! The page of the calendar.
use super::{
    asked::{Asked, Show as Shown, Span},
    beside::Beside,
    desk::Desk,
    grid::{Grid, focus_day},
    plan::PlanDialog,
};
use crate::{
    crm::{
        activities::Dialogs,
        ahead::{api::read_calendar, when::WhenDialog, words},
        filters::{Choices, Filters},
        views::{Look, Views},
    },
    frame::{ProblemPage, today},
    i18n::use_t,
    live::on_change,
    ui::{Button, Icon, IconName, Look as Drawn, Select, Skeleton, month_name},
};
use chrono::{Datelike, NaiveDate};
use domain::formats;
use i18n::T;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use wire::{
    ahead::{CalendarView, MOST_SHOWN},
    opportunities::OpportunityFilter,
};

/// `/calendar`; which days, whose and what stands in its address.
#[component]
pub fn CalendarPage() -> impl IntoView {
    let t = use_t();
    let map = use_query_map();
    let asked = Memo::new(move |_| map.with(|map| Asked::read(map, today())));
    let filter = Memo::new(move |_| asked.with(|asked| asked.filter.clone()));
    let found = Resource::new(move || asked.get(), |asked| read_calendar(asked.query()));
    let choices = Signal::derive(move || {
        let offered = found.get().and_then(Result::ok).map(|view| view.offered).unwrap_or_default();
        Choices {
            stages: offered.stages,
            owners: offered.owners,
            teams: offered.teams,
            tags: offered.tags,
            has: Vec::new(),
            plans: offered.plans,
        }
    });
    let navigate = use_navigate();
    let show = Callback::new(move |(asked, replace): (Asked, bool)| {
        let options = NavigateOptions { replace, scroll: false, ..NavigateOptions::default() };
        navigate(&asked.address(today()), options);
    });
    let go = move |(filter, replace): (OpportunityFilter, bool)| {
        show.run((Asked { filter, ..asked.get_untracked() }, replace));
    };
    // Keys that leave what is shown are on that day again once it is there.
    let turned = StoredValue::new(None::<NaiveDate>);
    let turn = Callback::new(move |day: NaiveDate| {
        turned.set_value(Some(day));
        show.run((Asked { day, ..asked.get_untracked() }, false));
    });
    let planning = RwSignal::new(false);
    let title = move || asked.with(|asked| titled(t, asked));
    let arrow = move |ahead: bool| {
        let (icon, words) =
            if ahead { (IconName::Right, t.ahead_next()) } else { (IconName::Left, t.ahead_previous()) };
        let href = move || asked.with(|asked| asked.beside(ahead).address(today()));
        view! { <a class="btn icon ghost sm" href=href aria-label=words><Icon name=icon/></a> }
    };
    let length = move |span: Span| {
        let words = match span {
            Span::Month => t.ahead_month(),
            Span::Week => t.ahead_week(),
            Span::Day => t.ahead_day(),
        };
        let href = move || asked.with(|asked| Asked { span, ..asked.clone() }.address(today()));
        view! { <a href=href aria-current=move || (asked.read().span == span).then_some("page")>{words}</a> }
    };
    view! {
        <Title text=t.ahead_calendar()/>
        <div class="fit">
            <header class="top bare wraps">
                <h1>{title}</h1>
                {arrow(false)}
                <a class="btn sm" href=move || asked.with(|asked| Asked { day: today(), ..asked.clone() }.address(today()))>{t.ahead_now()}</a>
                {arrow(true)}
                <span class="push"></span>
                <nav class="seg sm" aria-label=t.ahead_length()>{Span::ALL.into_iter().map(length).collect_view()}</nav>
                <Views here=Look::Calendar filter/>
                <Button look=Drawn::Primary icon=IconName::Plus on_press=move |()| planning.set(true)>
                    <span class="wide">{t.ahead_new_activity()}</span>
                    <span class="narrow sr">{t.ahead_new_activity()}</span>
                </Button>
            </header>
            <Filters filter look=Look::Calendar choices go=Callback::new(go)/>
            <Transition fallback=move || view! { <Skeleton rows=8/> }>
                {move || Suspend::new(async move {
                    match found.await {
                        Ok(view) => view! { <Days view asked=asked.get_untracked() show turn turned planning/> }.into_any(),
                        Err(error) => view! { <ProblemPage error/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

/// The days, once what is on them is there.
#[component]
fn Days(
    view: CalendarView,
    asked: Asked,
    show: Callback<(Asked, bool)>,
    turn: Callback<NaiveDate>,
    turned: StoredValue<Option<NaiveDate>>,
    /// Told by the head of the page: something is to be planned.
    planning: RwSignal<bool>,
) -> impl IntoView {
    let t = use_t();
    let owners = view.offered.owners.clone();
    let label = titled(t, &asked);
    let region = label.clone();
    let shown = RwSignal::new(asked.show.code().to_owned());
    let desk = Desk::new(t, view, asked);
    on_change("opportunity", None, move || desk.hear());
    Effect::new(move |_| {
        if let Some(day) = turned.try_update_value(Option::take).flatten() {
            desk.at.set(day);
            request_animation_frame(move || {
                focus_day(day);
            });
        }
    });
    Effect::new(move |_| {
        if planning.get() {
            planning.set(false);
            desk.plan(desk.at.get_untracked());
        }
    });
    let kinds = Shown::ALL.map(|show| {
        let words = match show {
            Shown::All => t.ahead_show_all(),
            Shown::Activities => t.ahead_show_activities(),
            Shown::Closings => t.ahead_show_closings(),
        };
        (show.code().to_owned(), words.to_owned())
    });
    let choose = move |code: String| {
        let wanted = Shown::ALL.into_iter().find(|show| show.code() == code).unwrap_or_default();
        show.run((Asked { show: wanted, ..desk.asked.get_value() }, true));
    };
    let nothing = Memo::new(move |_| desk.items.with(Vec::is_empty));
    let lead = Signal::derive(move || desk.moving.with(|item| item.as_ref().map(|item| item.title().to_owned())));
    let was = Signal::derive(move || desk.moving.with(|item| item.as_ref().map(super::desk::Item::day)));
    view! {
        <div class="tools">
            <Select value=shown options=Signal::stored(kinds.to_vec()) label=t.ahead_show() on_choose=choose/>
            <span class="faint t-13 wide">{t.ahead_keys()}</span>
        </div>
        <Show when=move || desk.more.get()><p class="page muted" role="status">{t.ahead_too_many(MOST_SHOWN)}</p></Show>
        <Show when=move || nothing.get()><p class="page muted narrow">{t.ahead_nothing()}</p></Show>
        <div class="calbody">
            <div class="calview" tabindex="0" role="region" aria-label=region><Grid desk label turn/></div>
            <Beside desk/>
        </div>
        <p class="sr" role="status">{desk.said}</p>
        <WhenDialog open=desk.asking lead was on_day=move |day| desk.answer(day)/>
        <PlanDialog desk/>
        <Dialogs desk=desk.hands owners/>
    }
}

/// What the days are called.
fn titled(t: T, asked: &Asked) -> String {
    match asked.span {
        Span::Month => format!("{} {}", month_name(t, asked.day.month()), asked.day.year()),
        Span::Week => format!("{}, {}", formats::week(t.lang(), asked.day), asked.day.iso_week().year()),
        Span::Day => words::full(t, asked.day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leptos_router::params::ParamsMap;

    #[test]
    fn the_heading_names_the_days_in_the_readers_language() {
        let today = NaiveDate::from_ymd_opt(2027, 1, 2).unwrap_or_default();
        let said = |lang, span| {
            let asked = Asked { span, ..Asked::read(&ParamsMap::new(), today) };
            titled(T::new(lang), &asked)
        };
        assert_eq!(said(i18n::Lang::En, Span::Month), "January 2027");
        // The second of January is still in the last week of the year before.
        assert_eq!(said(i18n::Lang::Fi, Span::Week), "vko\u{a0}53, 2026");
        assert_eq!(said(i18n::Lang::Fi, Span::Day), "lauantai 2.1.2027");
    }
}
