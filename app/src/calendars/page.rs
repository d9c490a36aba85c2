//! `/account`: one's own calendar feed. The address is shown once, when it is made.
use super::api::{make_calendar, read_calendar, turn_calendar_off};
use crate::{
    frame::use_me,
    i18n::use_t,
    ui::{Banner, Button, Field, IconName, Look, Skeleton, TextInput, Tone, use_toasts},
    wire::AppError,
};
use domain::formats;
use i18n::T;
use leptos::prelude::*;
use leptos_meta::Title;
use wire::calendars::CalendarFeed;

/// The page.
#[component]
pub fn AccountPage() -> impl IntoView {
    let t = use_t();
    let found = Resource::new(|| (), |()| read_calendar());
    let name = use_me().map(|me| me.name).unwrap_or_default();
    view! {
        <Title text=t.calendars_account()/>
        <header class="top"><h1>{t.calendars_account()}</h1><span class="faint">{name}</span></header>
        <div class="form">
            <section id="calendar">
                <h2>{t.calendars_title()}<small>{t.calendars_what()}</small></h2>
                <div>
                    <Transition fallback=move || view! { <Skeleton rows=3/> }>
                        {move || Suspend::new(async move {
                            match found.await {
                                Ok(feed) => view! { <Feed t feed/> }.into_any(),
                                Err(error) => view! {
                                    <Banner tone=Tone::Danger icon=IconName::Alert page=true urgent=true>{error.sentence(t)}</Banner>
                                }.into_any(),
                            }
                        })}
                    </Transition>
                </div>
            </section>
        </div>
    }
}

/// Whether there is one, and what can be done about it.
#[component]
fn Feed(t: T, feed: CalendarFeed) -> impl IntoView {
    let toasts = use_toasts();
    let made = RwSignal::new(feed.made);
    let address = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let failed = move |error: AppError| problem.set(Some(error.sentence(t)));
    let reread = move || async move {
        match read_calendar().await {
            Ok(feed) => made.set(feed.made),
            Err(error) => failed(error),
        }
    };
    let making = Action::new(move |(): &()| async move {
        problem.set(None);
        match make_calendar().await {
            Ok(new) => {
                address.set(new.address);
                reread().await;
            }
            Err(error) => failed(error),
        }
    });
    let ending = Action::new(move |(): &()| async move {
        problem.set(None);
        match turn_calendar_off().await {
            Ok(()) => {
                address.set(String::new());
                made.set(None);
                toasts.say(t.calendars_is_off());
            }
            Err(error) => failed(error),
        }
    });
    let on = Memo::new(move |_| made.with(Option::is_some));
    let told = move || match made.get() {
        None => t.calendars_none().to_owned(),
        Some(at) => t.calendars_since(formats::date(t.figures(), at.local.date())),
    };
    let fresh = Memo::new(move |_| address.with(|address| !address.is_empty()));
    view! {
        <div class="stack">
            {move || problem.get().map(|problem| view! { <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{problem}</Banner> })}
            <p role="status">{told}</p>
            <Show when=move || fresh.get()>
                <Field id="calendar-address" label=t.calendars_address() hint=t.calendars_once().to_owned()>
                    <TextInput value=address read_only=Signal::stored(true)/>
                </Field>
            </Show>
            <div class="row wrap gap">
                <Button look=Look::Primary icon=IconName::Calendar busy=making.pending() busy_label=t.calendars_busy()
                    on_press=move |()| { making.dispatch(()); }>
                    {move || if on.get() { t.calendars_renew() } else { t.calendars_make() }}
                </Button>
                <Show when=move || on.get()>
                    <Button busy=ending.pending() busy_label=t.calendars_busy() on_press=move |()| { ending.dispatch(()); }>
                        {t.calendars_off()}
                    </Button>
                </Show>
            </div>
            <Show when=move || on.get()><p class="muted t-13">{t.calendars_renew_what()}</p></Show>
        </div>
    }
}
