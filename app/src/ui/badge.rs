//! Badge: a state, never pressed. Chip: a filter that can be taken off. Diff: what changed.
use super::icon::{Icon, IconName};
use super::words::words;
use leptos::prelude::*;

/// What a state means; the words say which state it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Outlined: as expected, nobody waits.
    #[default]
    Plain,
    /// Soft spruce: under way.
    Accent,
    /// Amber: somebody waits.
    Amber,
    /// Soft green: passed.
    Positive,
    /// Red: wrong, refused.
    Danger,
    /// Solid green: accepted. The only solid one.
    Solid,
    /// Dashed grey: out of use.
    Off,
}

impl Tone {
    /// The class that gives the tone, for banners and badges alike.
    pub const fn class(self) -> &'static str {
        match self {
            Tone::Plain => "",
            Tone::Accent => " accent",
            Tone::Amber => " amber",
            Tone::Positive => " positive",
            Tone::Danger => " danger",
            Tone::Solid => " solid",
            Tone::Off => " off",
        }
    }
}

/// A state in a word or two, with an icon or without.
///
/// ```ignore
/// view! { <Badge tone=Tone::Amber icon=IconName::Ask>"1 question"</Badge> }
/// ```
#[component]
pub fn Badge(
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// Drawn before the words.
    #[prop(optional)]
    icon: Option<IconName>,
    /// The state.
    children: Children,
) -> impl IntoView {
    let class = format!("badge{}{}", tone.class(), if icon.is_none() { " plain" } else { "" });
    view! { <span class=class>{icon.map(|name| view! { <Icon name/> })}{children()}</span> }
}

/// A fact that can be taken off: a filter, a recipient.
///
/// ```ignore
/// view! { <Chip what=t.team() value="Tampere" on_remove=move || team.set(None)/> }
/// ```
#[component]
pub fn Chip(
    /// Name of the field, in grey.
    #[prop(optional, into)]
    what: Option<String>,
    /// Its value.
    #[prop(into)]
    value: String,
    /// Told when it is taken off; without it the chip stays.
    #[prop(optional, into)]
    on_remove: Option<Callback<()>>,
) -> impl IntoView {
    let label = words().ui_remove(match &what {
        Some(what) => format!("{what} {value}"),
        None => value.clone(),
    });
    view! {
        <span class="chip">
            {what.map(|what| view! { <span class="what">{what}</span> })}
            {value}
            {on_remove.map(|on_remove| view! {
                <button type="button" aria-label=label on:click=move |_| on_remove.run(())><Icon name=IconName::Cross/></button>
            })}
        </span>
    }
}

/// A difference between two versions: `−492,00 €`, `+1 line`.
#[component]
pub fn Diff(children: Children) -> impl IntoView {
    view! { <span class="chip diff">{children()}</span> }
}
