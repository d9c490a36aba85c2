//! A figure that can be asked why: the button it is, and the popover that tells the sum behind it.
mod below;
mod words;

pub use below::{AnswerBelow, AskBelow};
pub use words::{LineSum, Words};

use crate::{
    i18n::use_t,
    ui::{Edge, IconButton, IconName, place::place},
};
use i18n::T;
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// A sum in words and figures, and the rule it follows.
pub type Account = (Vec<(String, String)>, Option<String>);

/// The sum line by line, what it comes to, and the rule.
pub fn told(t: T, (rows, note): Account, result: String) -> AnyView {
    view! {
        <div class="kv gap">
            {rows.into_iter().map(|(words, figure)| view! { <span>{words}</span><span>{figure}</span> }).collect_view()}
            <span class="sum">{t.quotes_why_result()}</span><span class="sum">{result}</span>
        </div>
        {note.map(|note| view! { <p class="faint t-12 gap">{note}</p> })}
    }
    .into_any()
}

/// The element of a figure.
pub fn anchor(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id).and_then(|found| found.dyn_into::<HtmlElement>().ok())
}

/// The popover; Esc or a press outside closes it.
#[component]
pub fn AccountPop(
    /// Once per page.
    id: &'static str,
    /// The figure that is asked, by the id of its button; closed without one.
    #[prop(into)]
    asked: Signal<Option<String>>,
    /// The question; its heading.
    #[prop(into)]
    label: Signal<String>,
    /// The sum of what is asked.
    account: Callback<(), AnyView>,
    /// Told when it was closed: takes the question away, and puts the focus back.
    on_close: Callback<()>,
) -> impl IntoView {
    let t = use_t();
    let node = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let (Some(asked), Some(pop)) = (asked.get(), node.get()) else { return };
        let _ = pop.show_popover();
        if let Some(anchor) = anchor(&asked) {
            place(&anchor, &pop, Edge::End, false);
        }
        let close = pop.query_selector("button").ok().flatten().and_then(|found| found.dyn_into::<HtmlElement>().ok());
        if let Some(close) = close {
            let _ = close.focus();
        }
    });
    let close = move || {
        if let Some(pop) = node.get_untracked() {
            let _ = pop.hide_popover();
        }
    };
    let toggled = move || {
        let open = node.get_untracked().is_some_and(|pop| pop.matches(":popover-open").unwrap_or_default());
        if !open && asked.with_untracked(Option::is_some) {
            on_close.run(());
        }
    };
    view! {
        <div node_ref=node id=id class="pop sheet" popover="auto" role="dialog" aria-label=label on:toggle=move |_| toggled()>
            {move || asked.get().map(|_| view! {
                <div class="row">
                    <b>{label}</b>
                    <span class="push"></span>
                    <IconButton small=true icon=IconName::Cross label=t.prices_close() keys="Esc" on_press=move |()| close()/>
                </div>
                {account.run(())}
            })}
        </div>
    }
}

/// What is asked on a page whose figures do not move.
#[derive(Clone)]
struct Asked {
    id: String,
    words: String,
    account: Account,
}

/// The figure of this page that is asked why.
#[derive(Clone, Copy)]
pub struct Accounts(RwSignal<Option<Asked>>);

impl Accounts {
    /// Nothing asked yet. Once per page, before its figures.
    pub fn provide() {
        provide_context(Accounts(RwSignal::new(None)));
    }
}

/// A figure that can be asked why. Its page provides [`Accounts`] and has an [`AccountPopover`].
#[component]
pub fn AskAccount(
    /// Names the button on the page.
    #[prop(into)]
    id: String,
    /// What the figure says.
    words: String,
    /// The sum it is.
    account: Account,
) -> impl IntoView {
    let t = use_t();
    let Accounts(asked) = expect_context::<Accounts>();
    let told = Asked { id: id.clone(), words: words.clone(), account };
    view! {
        <button type="button" class="link ask" id=id aria-haspopup="dialog" title=t.quotes_why_figure()
            on:click=move |_| asked.set(Some(told.clone()))
        >{words}</button>
    }
}

/// The popover of a page whose figures are [`AskAccount`].
#[component]
pub fn AccountPopover() -> impl IntoView {
    let t = use_t();
    let Accounts(asked) = expect_context::<Accounts>();
    let id = Signal::derive(move || asked.with(|asked| asked.as_ref().map(|asked| asked.id.clone())));
    let label = Signal::derive(move || asked.get().map(|asked| t.prices_why(asked.words)).unwrap_or_default());
    let account = Callback::new(move |()| match asked.get() {
        Some(asked) => told(t, asked.account, asked.words),
        None => ().into_any(),
    });
    let on_close = Callback::new(move |()| {
        let was = asked.try_update(Option::take).flatten();
        if let Some(anchor) = was.and_then(|was| anchor(&was.id)) {
            let _ = anchor.focus();
        }
    });
    view! { <AccountPop id="why-figure" asked=id label account on_close/> }
}
