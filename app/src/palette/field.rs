//! The field with its list: typing, asking, moving, choosing.
use super::{
    actions::Action,
    api::search_everything,
    change::change,
    onward::{self, Ask},
    opener::Opener,
    recent::{place, recent, remember},
    rows::{Act, Group, Row, address, groups},
};
use crate::{
    account::api::set_language,
    crm::api::{read_opportunity, schedule_activity},
    frame::{today, use_me, wear},
    i18n::use_t,
    parties::api::suggest_parties,
    quotes::api::create_quote,
    ui::{Icon, IconName, Kbd, follow, use_toasts},
};
use domain::{
    actors::Role,
    crm::activities::{ActivityKind, proposed_day},
    ids::OpportunityId,
    palette::{RecordKind, matched, rank},
};
use leptos::{html, leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use leptos_router::hooks::use_navigate;
use std::time::Duration;
use uuid::Uuid;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent, ScrollIntoViewOptions, ScrollLogicalPosition};
use wire::{
    activities::{ActivityFields, ScheduleActivity},
    crm::OpportunityView,
    opportunities::ChangeTo,
    palette::FoundRecord,
    quotes::CreateQuote,
    shared::{IdempotencyKey, Suggestion},
};

/// Wait so long after the last key before asking.
const PAUSE: Duration = Duration::from_millis(150);

/// The palette itself, in the browser's own modal window: Esc closes it and the focus goes back to where it was.
#[component]
pub fn Palette(
    /// Whether it is shown, in both directions.
    open: RwSignal<bool>,
) -> impl IntoView {
    let t = use_t();
    let node = NodeRef::<html::Dialog>::new();
    follow(node, open);
    view! {
        <dialog class="dialog palette" id="palette" node_ref=node aria-label=t.palette_name() on:close=move |_| open.set(false)
            on:click=move |event| {
                // Beside the palette: the window itself is hit, nothing in it.
                let beside = event.target().is_some_and(|hit| hit.dyn_ref::<web_sys::HtmlDialogElement>().is_some());
                if beside { open.set(false) }
            }>
            <Show when=move || open.get()><Finder open/></Show>
        </dialog>
    }
}

/// Its content, new at each opening.
#[component]
fn Finder(open: RwSignal<bool>) -> impl IntoView {
    let t = use_t();
    let toasts = use_toasts();
    let role = use_me().map_or(Role::Seller, |me| me.role);
    let keys = Opener::here().keys;
    let navigate = StoredValue::new(use_navigate());
    let place = place();
    let typed = RwSignal::new(String::new());
    let (records, parties) = (RwSignal::new(Vec::<FoundRecord>::new()), RwSignal::new(Vec::<Suggestion>::new()));
    let asking = RwSignal::new(Ask::Anything);
    // The opportunity the question is about.
    let subject = RwSignal::new(None::<OpportunityView>);
    let active = RwSignal::new(0_usize);
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    // Numbers the questions, so that a late answer to an old one is dropped.
    let asked = StoredValue::new(0_u32);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let shown = Memo::new(move |_| {
        let text = typed.get();
        match asking.get() {
            Ask::Anything => {}
            Ask::Customer => return onward::customers(t, parties.get()),
            Ask::About(record) => {
                let rows = onward::about(t, &record).into_iter().filter(|row| rank(&row.words, text.trim()).is_some());
                return vec![Group { caption: t.palette_about(), rows: rows.collect() }];
            }
            ask => {
                let answers = |view: &OpportunityView| onward::answers(t, &ask, view, today(), &text);
                return subject.with(|view| view.as_ref().map(answers)).unwrap_or_default();
            }
        }
        let found = if text.trim().is_empty() { place.with_value(|key| recent(key.as_deref())) } else { records.get() };
        groups(t, role, &text, found)
    });
    let count = move || shown.with_untracked(|groups| groups.iter().map(|group| group.rows.len()).sum::<usize>());
    let forget = move || {
        if let Some(handle) = timer.try_update_value(Option::take).flatten() {
            handle.clear();
        }
        asked.update_value(|asked| *asked = asked.wrapping_add(1));
    };
    on_cleanup(forget);
    let ask = move || {
        forget();
        let text = typed.get_untracked().trim().to_owned();
        let whom = match asking.get_untracked() {
            Ask::Anything => false,
            Ask::Customer => true,
            // What answers is here already.
            _ => return,
        };
        if !whom && (text.is_empty() || text.starts_with('>')) {
            records.set(Vec::new());
            return;
        }
        let mine = asked.get_value();
        let later = set_timeout_with_handle(
            move || {
                spawn_local(async move {
                    if whom {
                        let found = suggest_parties(text).await;
                        if asked.try_get_value() == Some(mine) {
                            parties.set(found.unwrap_or_default());
                            active.set(0);
                        }
                    } else {
                        let found = search_everything(text).await;
                        if asked.try_get_value() == Some(mine) {
                            match found {
                                Ok(found) => records.set(found),
                                Err(error) => toasts.warn(error.sentence(t)),
                            }
                            active.set(0);
                        }
                    }
                });
            },
            PAUSE,
        );
        timer.set_value(later.ok());
    };
    let turn_to = move |next: Ask| {
        let about = next.about();
        asking.set(next);
        typed.set(String::new());
        active.set(0);
        subject.set(None);
        ask();
        if let Some(id) = about {
            spawn_local(async move {
                let found = read_opportunity(id).await;
                if asking.try_get_untracked().and_then(|ask| ask.about()) != Some(id) {
                    return;
                }
                match found {
                    Ok(view) => subject.set(Some(view)),
                    Err(error) => toasts.warn(error.sentence(t)),
                }
            });
        }
    };
    let change = move |id: OpportunityId, to: ChangeTo| {
        spawn_local(async move {
            if change(t, toasts, id, to).await {
                open.set(false);
            }
        });
    };
    let plan = move |id: OpportunityId, kind: ActivityKind| {
        let summary = typed.get_untracked().trim().to_owned();
        let title = subject.with_untracked(|view| view.as_ref().map(|view| view.title.clone())).unwrap_or_default();
        let due_on = Some(proposed_day(kind, today()));
        let fields = ActivityFields { kind, type_id: None, summary, note: String::new(), due_on, user: None };
        let command = ScheduleActivity { key: key.get_value(), opportunity: id, fields };
        spawn_local(async move {
            match schedule_activity(command).await {
                Ok(_) => {
                    open.set(false);
                    toasts.say(t.palette_said_planned(title));
                }
                Err(error) => toasts.warn(error.sentence(t)),
            }
        });
    };
    let go = move |to: String| {
        open.set(false);
        navigate.with_value(|navigate| navigate(&to, Default::default()));
    };
    let act = move |act: Act| match act {
        Act::Open(record) => {
            place.with_value(|key| remember(key.as_deref(), &record));
            go(address(&record));
        }
        Act::Quote(party) => {
            let command = CreateQuote {
                key: key.get_value(),
                opportunity: None,
                party: Some(party),
                title: String::new(),
                lines: Vec::new(),
                template: None,
            };
            let navigate = navigate.get_value();
            spawn_local(async move {
                match create_quote(command).await {
                    Ok(id) => {
                        open.set(false);
                        navigate(&format!("/quotations/{id}"), Default::default());
                    }
                    Err(error) => toasts.warn(error.sentence(t)),
                }
            });
        }
        Act::Ask(next) => turn_to(next),
        Act::Change(id, to) => change(id, to),
        Act::Plan(id, kind) => plan(id, kind),
        Act::Do(Action::QuotationFor) => turn_to(Ask::Customer),
        Act::Do(Action::NewOpportunity) => go("/pipeline?new".to_owned()),
        Act::Do(Action::NewQuotation) => go("/quotations?new".to_owned()),
        Act::Do(Action::NewCustomer) => go("/customers/new".to_owned()),
        Act::Do(Action::NewProduct) => go("/products/new".to_owned()),
        Act::Do(Action::Go(part)) => go(part.href().to_owned()),
        Act::Do(Action::Wear(theme)) => {
            wear(theme.code());
            open.set(false);
        }
        Act::Do(Action::Keys) => {
            open.set(false);
            keys.set(true);
        }
        Act::Do(Action::Speak(lang)) => spawn_local(async move {
            match set_language(lang).await {
                // Every text of the page changes, and the table behind them.
                Ok(()) => drop(window().location().reload()),
                Err(error) => toasts.warn(error.sentence(t)),
            }
        }),
        // The form behind one's own name, which is on every page.
        Act::Do(Action::SignOut) => {
            let button = document().query_selector("#you form[action='/sign-out'] button").ok().flatten();
            if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
                button.click();
            }
        }
    };
    let pick = move |at: usize| {
        let row = shown.with_untracked(|groups| groups.iter().flat_map(|group| &group.rows).nth(at).cloned());
        if let Some(Row { act: what, .. }) = row {
            act(what);
        }
    };
    // The record in the chosen row, where something can be done with it.
    let record_at = move |at: usize| {
        let row = shown.with_untracked(|groups| groups.iter().flat_map(|group| &group.rows).nth(at).cloned());
        let Some(Row { act: Act::Open(record), .. }) = row else { return None };
        (!onward::about(t, &record).is_empty()).then_some(record)
    };
    let peek_signal = Opener::here().peek;
    let peek = move |at: usize| {
        let row = shown.with_untracked(|groups| groups.iter().flat_map(|group| &group.rows).nth(at).cloned());
        match row {
            Some(Row { act: Act::Open(record), .. }) if record.kind == RecordKind::Opportunity => {
                open.set(false);
                peek_signal.set(Some(OpportunityId(record.id)));
            }
            _ => pick(at),
        }
    };
    let step = move |down: bool| {
        let rows = count();
        if rows == 0 {
            return;
        }
        let at = active.get_untracked();
        let to = if down { (at + 1) % rows } else { (at + rows - 1) % rows };
        active.set(to);
        if let Some(row) = document().get_element_by_id(&row_id(to)) {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            row.scroll_into_view_with_scroll_into_view_options(&options);
        }
    };
    let press = move |event: KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        match event.key().as_str() {
            // An opportunity is looked at beside the page instead of opened.
            "Enter" if event.alt_key() => peek(active.get_untracked()),
            "ArrowDown" => step(true),
            "ArrowUp" => step(false),
            "Enter" => pick(active.get_untracked()),
            "Tab" if !event.shift_key() => match record_at(active.get_untracked()) {
                Some(record) => turn_to(Ask::About(record)),
                None => return,
            },
            // One step back first.
            "Escape" if asking.get_untracked() != Ask::Anything => turn_to(Ask::Anything),
            _ => return,
        }
        event.prevent_default();
    };
    let hear = move |text: String| {
        typed.set(text);
        active.set(0);
        ask();
    };
    let words = move || asking.with(|ask| ask.words(t));
    let total = move || shown.with(|groups| groups.iter().map(|group| group.rows.len()).sum::<usize>());
    view! {
        <div class="ask">
            <Icon name=IconName::Search/>
            <input type="text" role="combobox" id="palette-field" autofocus=true autocomplete="off" spellcheck="false" maxlength="200"
                aria-expanded="true" aria-autocomplete="list" aria-controls="palette-list" aria-label=words placeholder=words
                aria-activedescendant=move || (total() > 0).then(|| row_id(active.get()))
                prop:value=move || typed.get()
                on:input=move |event| hear(event_target_value(&event))
                on:keydown=press/>
            <Kbd>"Esc"</Kbd>
        </div>
        <div role="listbox" id="palette-list" aria-label=t.palette_name() tabindex="-1">
            {move || rows(shown.get(), typed.get(), active, pick)}
        </div>
        <p class="none" role="status">{move || (total() == 0).then(|| t.palette_nothing())}</p>
        <div class="hints" aria-hidden="true">
            <span><Kbd>"↑"</Kbd><Kbd>"↓"</Kbd>{t.palette_choose()}</span>
            <span><Kbd>"↵"</Kbd>{t.palette_open()}</span>
            <span><Kbd>"Tab"</Kbd>{t.palette_actions_on()}</span>
            <span class="push"><Kbd>">"</Kbd>{t.palette_only()}</span>
        </div>
    }
}

fn row_id(at: usize) -> String {
    format!("palette-row-{at}")
}

fn rows(
    groups: Vec<Group>,
    typed: String,
    active: RwSignal<usize>,
    pick: impl Fn(usize) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let typed = typed.trim_start().trim_start_matches('>').trim().to_owned();
    let mut first = 0;
    let mut shown = Vec::new();
    for (nth, group) in groups.into_iter().enumerate() {
        let start = first;
        first += group.rows.len();
        let caption = format!("palette-group-{nth}");
        let rows = (start..).zip(group.rows).map(|(at, row)| {
            let on = move || active.get() == at;
            view! {
                <div role="option" id=row_id(at) class:on=on aria-selected=move || if on() { "true" } else { "false" }
                    on:pointermove=move |_| if active.get_untracked() != at { active.set(at) }
                    on:click=move |_| pick(at)>
                    <Icon name=row.icon/>
                    <span class="words cut">{marked(row.words, &typed)}</span>
                    {(!row.fact.is_empty()).then(|| view! { <span class="push num">{row.fact}</span> })}
                </div>
            }
        });
        let rows = rows.collect_view();
        shown.push(view! {
            <div role="group" aria-labelledby=caption>
                <div class="cap" id=caption.clone() role="presentation">{group.caption}</div>
                {rows}
            </div>
        });
    }
    shown
}

/// The words with what was typed marked in them.
fn marked(words: String, typed: &str) -> AnyView {
    let Some(place) = matched(&words, typed) else { return words.into_any() };
    let (before, rest) = words.split_at(place.start);
    let (hit, after) = rest.split_at(place.len());
    view! { {before.to_owned()}<mark>{hit.to_owned()}</mark>{after.to_owned()} }.into_any()
}
