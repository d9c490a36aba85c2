//! Combobox: type to find one of many; from memory at once, from elsewhere after 200 ms.
use super::avatar::Avatar;
use super::bind::{bind_text, event_text};
use super::button::flag;
pub use super::choices::{Choice, Extra, Face};
use super::choices::{matched, matching};
use super::field::FieldLink;
use super::icon::{Icon, IconName};
use super::place::{Edge, place};
use super::words::words;
use leptos::{html, leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use std::{future::Future, pin::Pin, time::Duration};
use web_sys::KeyboardEvent;

/// What a search answers with, later.
pub type Found = Pin<Box<dyn Future<Output = Vec<Choice>> + Send>>;

/// An answer as a search gives it.
pub fn found(answer: impl Future<Output = Vec<Choice>> + Send + 'static) -> Found {
    Box::pin(answer)
}

/// Wait so long after the last key before asking elsewhere.
const PAUSE: Duration = Duration::from_millis(200);
/// From memory, no more than this many rows.
const ROWS: usize = 50;

/// Finds one of many. Give `options` when all are at hand, `search` when they must be asked for, or both:
/// then `options` are shown until something is typed.
///
/// Arrows, Home and End move, Enter chooses, Esc closes and puts the old choice back, Alt ↓ opens.
///
/// ```ignore
/// let customer = RwSignal::new(None::<Choice>);
/// view! {
///     <Field id="customer" label=t.customer()>
///         <Combobox chosen=customer
///             search=move |typed: String| found(async move { find_parties(typed).await })
///             extras=move |typed: String| vec![Extra { key: "create", words: t.create(&typed), icon: IconName::Plus }]
///             on_extra=move |(key, typed)| create(typed)/>
///     </Field>
/// }
/// ```
#[component]
pub fn Combobox(
    /// What is chosen, in both directions.
    chosen: RwSignal<Option<Choice>>,
    /// What is at hand.
    #[prop(optional, into)]
    options: Signal<Vec<Choice>>,
    /// Asks elsewhere for what was typed.
    #[prop(optional, into)]
    search: Option<Callback<String, Found>>,
    /// Last rows for what was typed.
    #[prop(optional, into)]
    extras: Option<Callback<String, Vec<Extra>>>,
    /// Told of a last row: its key and what was typed.
    #[prop(optional, into)]
    on_extra: Option<Callback<(&'static str, String)>>,
    /// Told of each choice a person makes; none when cleared.
    #[prop(optional, into)]
    on_choose: Option<Callback<Option<Choice>>>,
    /// Id, when no field gives one. Needed either way.
    #[prop(optional, into)]
    id: Option<String>,
    /// Spoken label, when no field gives one.
    #[prop(optional, into)]
    label: Option<String>,
    /// An example; never a label.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Drawn before the text.
    #[prop(optional)]
    icon: Option<IconName>,
    /// Without frame, for the cell of a grid.
    #[prop(optional)]
    bare: bool,
    /// Takes the focus as soon as it is there.
    #[prop(optional)]
    autofocus: bool,
    /// Empties itself after each choice: for adding one after the other.
    #[prop(optional)]
    adding: bool,
    /// Told of each key the list has no use for.
    #[prop(optional, into)]
    on_key: Option<Callback<KeyboardEvent>>,
) -> impl IntoView {
    let t = words();
    let link = FieldLink::here(id);
    let list_id = link.id.with_value(|id| format!("{id}-list"));
    let list_id = StoredValue::new(list_id);
    let row_id = move |at: usize| list_id.with_value(|list| format!("{list}-{at}"));
    let input = NodeRef::<html::Input>::new();
    let list = NodeRef::<html::Div>::new();

    let name =
        move || chosen.with_untracked(|chosen| chosen.as_ref().map_or_else(String::new, |one| one.words.clone()));
    let typed = RwSignal::new(name());
    // What the rows answer to: nothing just after opening, so that all are offered.
    let query = RwSignal::new(String::new());
    let remote = RwSignal::new(None::<Vec<Choice>>);
    let open = RwSignal::new(false);
    let active = RwSignal::new(None::<usize>);
    let searching = RwSignal::new(false);
    let asked = StoredValue::new(0_u32);
    let timer = StoredValue::new(None::<TimeoutHandle>);

    let rows = Memo::new(move |_| {
        let query = query.get();
        match remote.get() {
            Some(found) if search.is_some() && !query.trim().is_empty() => found,
            _ => {
                let mut found = options.with(|options| matching(options, &query));
                found.truncate(ROWS);
                found
            }
        }
    });
    let last_rows = Memo::new(move |_| {
        let query = query.get();
        extras.map_or_else(Vec::new, |extras| extras.run(query.trim().to_owned()))
    });
    let count = move || rows.with(Vec::len) + last_rows.with(Vec::len);

    bind_text(move || input.get(), typed.into(), move |text| typed.set(text));
    Effect::new(move |_| {
        chosen.track();
        if !open.get_untracked() {
            typed.set(name());
        }
    });
    if autofocus {
        Effect::new(move |_| {
            if let Some(input) = input.get() {
                let _ = input.focus();
                input.select();
            }
        });
    }

    let settle = move || {
        if let (Some(input), Some(list)) = (input.get_untracked(), list.get_untracked()) {
            let anchor = input.parent_element().map_or_else(
                || input.clone().into(),
                |parent| wasm_bindgen::JsCast::unchecked_into::<web_sys::HtmlElement>(parent),
            );
            let anchor = if bare { input.into() } else { anchor };
            place(&anchor, &list, Edge::Start, !bare);
        }
    };
    let show = move || {
        if !open.get_untracked() {
            open.set(true);
            if let Some(list) = list.get_untracked() {
                let _ = list.show_popover();
            }
        }
        request_animation_frame(settle);
    };
    let hide = move || {
        if let Some(handle) = timer.try_update_value(Option::take).flatten() {
            handle.clear();
        }
        asked.update_value(|n| *n += 1);
        searching.set(false);
        active.set(None);
        if open.get_untracked() {
            open.set(false);
            if let Some(list) = list.get_untracked() {
                let _ = list.hide_popover();
            }
        }
    };
    let ask = move |text: String| {
        let Some(search) = search else { return };
        if let Some(handle) = timer.try_update_value(Option::take).flatten() {
            handle.clear();
        }
        asked.update_value(|n| *n += 1);
        let mine = asked.get_value();
        if text.trim().is_empty() {
            remote.set(None);
            searching.set(false);
            return;
        }
        searching.set(true);
        let later = set_timeout_with_handle(
            move || {
                let answer = search.run(text.trim().to_owned());
                spawn_local(async move {
                    let found = answer.await;
                    // A later question or a closed list makes this answer old.
                    if asked.try_get_value() == Some(mine) {
                        searching.set(false);
                        remote.set(Some(found));
                        active.set((count() > 0).then_some(0));
                        request_animation_frame(settle);
                    }
                });
            },
            PAUSE,
        );
        timer.set_value(later.ok());
    };
    let hear = move |text: String| {
        typed.set(text.clone());
        query.set(text.clone());
        if search.is_none() {
            active.set((count() > 0).then_some(0));
        }
        show();
        ask(text);
    };
    let take = move |choice: Option<Choice>| {
        hide();
        if adding {
            typed.set(String::new());
            query.set(String::new());
            remote.set(None);
        } else {
            chosen.set(choice.clone());
            typed.set(name());
        }
        if let Some(on_choose) = on_choose {
            on_choose.run(choice);
        }
    };
    let pick = move |at: usize| {
        let known = rows.with_untracked(Vec::len);
        if at < known {
            if let Some(choice) = rows.with_untracked(|rows| rows.get(at).cloned()) {
                take(Some(choice));
            }
        } else if let Some(extra) = last_rows.with_untracked(|rows| rows.get(at - known).cloned()) {
            let text = query.get_untracked().trim().to_owned();
            hide();
            if let Some(on_extra) = on_extra {
                on_extra.run((extra.key, text));
            }
        }
    };
    let leave = move || {
        hide();
        // An emptied text clears the choice; any other text that was not chosen goes back.
        if typed.with_untracked(|typed| typed.trim().is_empty()) && chosen.with_untracked(Option::is_some) && !adding {
            take(None);
        } else {
            typed.set(name());
        }
        query.set(String::new());
        remote.set(None);
    };
    let reveal = move || {
        if let Some(at) = active.get_untracked()
            && let Some(row) = document().get_element_by_id(&row_id(at))
        {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            row.scroll_into_view_with_scroll_into_view_options(&options);
        }
    };
    let key = move |event: KeyboardEvent| {
        let rows = count();
        let is_open = open.get_untracked();
        let go = match event.key().as_str() {
            "ArrowDown" if is_open => active.get_untracked().map_or(Some(0), |at| Some((at + 1) % rows.max(1))),
            "ArrowUp" if is_open => {
                active.get_untracked().map_or(rows.checked_sub(1), |at| Some((at + rows.max(1) - 1) % rows.max(1)))
            }
            "ArrowDown" | "ArrowUp" if !bare || event.alt_key() => {
                event.prevent_default();
                show();
                return;
            }
            "Enter" if is_open && active.get_untracked().is_some() => {
                event.prevent_default();
                if let Some(at) = active.get_untracked() {
                    pick(at);
                }
                return;
            }
            "Escape" if is_open => {
                event.prevent_default();
                event.stop_propagation();
                hide();
                typed.set(name());
                query.set(String::new());
                return;
            }
            _ => {
                if let Some(on_key) = on_key {
                    on_key.run(event);
                }
                return;
            }
        };
        event.prevent_default();
        active.set(go.filter(|_| rows > 0));
        reveal();
    };

    let field = view! {
        <input
            node_ref=input
            type="text"
            role="combobox"
            autocomplete="off"
            id=link.id()
            value=typed.get_untracked()
            placeholder=placeholder
            aria-label=label.clone()
            aria-autocomplete="list"
            aria-expanded=move || flag(open.get())
            aria-controls=list_id.get_value()
            aria-activedescendant=move || active.get().filter(|_| open.get()).map(row_id)
            aria-describedby=link.described_by
            aria-invalid=move || link.invalid.get().then_some("true")
            on:input=move |event| hear(event_text(&event))
            on:click=move |_| show()
            on:blur=move |_| leave()
            on:keydown=key
        />
    };
    let field = if bare {
        field.into_any()
    } else {
        view! {
            <span class="input">
                {icon.map(|name| view! { <Icon name/> })}
                {field}
            </span>
        }
        .into_any()
    };
    view! {
        <div class="combobox">
            {field}
            <div
                node_ref=list
                id=list_id.get_value()
                class="menu"
                popover="manual"
                role="listbox"
                aria-label=label
                // The press must not take the focus from the text before the choice is made.
                on:pointerdown=move |event| event.prevent_default()
                on:mousedown=move |event| event.prevent_default()
            >
                {move || open.get().then(|| {
                    let text = query.get();
                    let found = rows.get();
                    let known = found.len();
                    let more = last_rows.get();
                    let nothing = known == 0 && !searching.get();
                    view! {
                        {found.into_iter().enumerate().map(|(at, choice)| {
                            let typed = text.clone();
                            view! { <Row id=row_id(at) at active pick=pick><Offered choice typed/></Row> }
                        }).collect_view()}
                        {nothing.then(|| view! { <div class="none" role="option" aria-disabled="true" aria-selected="false">{t.ui_no_matches()}</div> })}
                        {more.into_iter().enumerate().map(|(at, extra)| {
                            let at = known + at;
                            view! { <Row id=row_id(at) at active pick=pick><Icon name=extra.icon/><span class="words">{extra.words}</span></Row> }
                        }).collect_view()}
                    }
                })}
            </div>
            <span class="sr" role="status">
                {move || open.get().then(|| if searching.get() { t.ui_searching().to_owned() } else { t.ui_matches(rows.with(Vec::len)) })}
            </span>
        </div>
    }
}

/// One row of the list.
#[component]
fn Row(
    id: String,
    at: usize,
    active: RwSignal<Option<usize>>,
    #[prop(into)] pick: Callback<usize>,
    children: Children,
) -> impl IntoView {
    let on = move || active.get() == Some(at);
    view! {
        <div
            role="option"
            id=id
            class:on=on
            aria-selected=move || flag(on())
            on:pointermove=move |_| if active.get_untracked() != Some(at) { active.set(Some(at)) }
            on:click=move |_| pick.run(at)
        >
            {children()}
        </div>
    }
}

/// The content of a choice: initials, words with the match in bold, note, fact.
#[component]
fn Offered(choice: Choice, typed: String) -> impl IntoView {
    let words = match matched(&choice.words, &typed) {
        None => choice.words.clone().into_any(),
        Some(at) => {
            let (before, rest) = choice.words.split_at(at.start);
            let (hit, after) = rest.split_at(at.len());
            view! { {before.to_owned()}<mark>{hit.to_owned()}</mark>{after.to_owned()} }.into_any()
        }
    };
    let face = (choice.face != Face::None).then(|| {
        view! { <Avatar name=choice.words.clone() org=choice.face == Face::Org silent=true/> }
    });
    view! {
        {face}
        <span class="words">
            {words}
            {(!choice.note.is_empty()).then(|| view! { <small>{choice.note.clone()}</small> })}
        </span>
        {(!choice.fact.is_empty()).then(|| view! { <span class="push">{choice.fact.clone()}</span> })}
    }
}
