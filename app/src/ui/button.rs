//! Buttons: one primary per view, each named after what it does.
use super::icon::{Icon, IconName};
use leptos::prelude::*;

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// Outlined: any act.
    #[default]
    Normal,
    /// Filled: the one act this view is for.
    Primary,
    /// Bare: cancel, tools.
    Ghost,
    /// Outlined in red, with its own verb: "Delete 14 lines".
    Danger,
}

impl Look {
    pub(super) const fn class(self) -> &'static str {
        match self {
            Look::Normal => "",
            Look::Primary => " primary",
            Look::Ghost => " ghost",
            Look::Danger => " danger",
        }
    }
}

/// A button with words, optionally an icon before them. A link that looks like one is `<a class="btn primary">`.
///
/// ```ignore
/// view! {
///     <Button look=Look::Primary icon=IconName::Send busy=sending busy_label=t.sending() on_press=move || send()>
///         {t.send()}
///     </Button>
///     <Button pressed=margin_shown on_press=move || margin_shown.update(|on| *on = !*on)>{t.margin()}</Button>
/// }
/// ```
#[component]
pub fn Button(
    /// Words on the button.
    children: Children,
    /// How much it asks for attention.
    #[prop(optional)]
    look: Look,
    /// Drawn before the words.
    #[prop(optional)]
    icon: Option<IconName>,
    /// 26 px high instead of 32.
    #[prop(optional)]
    small: bool,
    /// As wide as its place.
    #[prop(optional)]
    block: bool,
    /// Sends the form it stands in.
    #[prop(optional)]
    submit: bool,
    /// A switch: pressed or not.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// Cannot be pressed; say why nearby.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// At work: presses are ignored, the width is kept.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Words while at work: "Sending…".
    #[prop(optional, into)]
    busy_label: Option<String>,
    /// Told of each press.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    let class = format!("btn{}{}{}", look.class(), if small { " sm" } else { "" }, if block { " block" } else { "" });
    let words = children();
    let words = match busy_label {
        None => words.into_any(),
        Some(label) => view! {
            <span class="swap">
                <span class:gone=busy>{words}</span>
                <span class:gone=move || !busy.get()>{label}</span>
            </span>
        }
        .into_any(),
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=class
            disabled=disabled
            aria-pressed=move || pressed.map(|on| flag(on.get()))
            aria-busy=move || busy.get().then_some("true")
            on:click=move |event| {
                if busy.get_untracked() {
                    event.prevent_default();
                } else if let Some(on_press) = on_press {
                    on_press.run(());
                }
            }
        >
            {icon.map(|name| view! { <Icon name/> })}
            {words}
        </button>
    }
}

/// A button that is only an icon; its words are spoken and shown on hover.
///
/// ```ignore
/// view! { <IconButton icon=IconName::Undo label=t.undo() keys="Ctrl Z" on_press=move || undo()/> }
/// ```
#[component]
pub fn IconButton(
    /// Which drawing.
    icon: IconName,
    /// What it does.
    #[prop(into)]
    label: Signal<String>,
    /// Its shortcut, added to the words.
    #[prop(optional, into)]
    keys: Option<String>,
    /// Ghost unless said otherwise.
    #[prop(default = Look::Ghost)]
    look: Look,
    /// 26 px instead of 32.
    #[prop(optional)]
    small: bool,
    /// A switch: pressed or not.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// Cannot be pressed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Told of each press.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    let class = format!("btn icon{}{}", look.class(), if small { " sm" } else { "" });
    let words = Signal::derive(move || match &keys {
        Some(keys) => format!("{}, {keys}", label.get()),
        None => label.get(),
    });
    view! {
        <button
            type="button"
            class=class
            disabled=disabled
            aria-label=words
            title=words
            aria-pressed=move || pressed.map(|on| flag(on.get()))
            on:click=move |_| {
                if let Some(on_press) = on_press {
                    on_press.run(());
                }
            }
        >
            <Icon name=icon/>
        </button>
    }
}

/// `true` and `false` as ARIA writes them.
pub(super) const fn flag(on: bool) -> &'static str {
    if on { "true" } else { "false" }
}
