//! Banner: what stands over a page or a part of it: one fact, what to do about it.
use super::badge::Tone;
use super::icon::{Icon, IconName};
use leptos::prelude::*;

/// A banner with an icon. Give `urgent` to one that appears after an act, so that it is spoken.
///
/// ```ignore
/// view! {
///     <Banner tone=Tone::Amber icon=IconName::Clock act=move || view! { <Button small=true>{t.extend()}</Button> }>
///         <b>{t.expires_in(2)}</b>
///     </Banner>
/// }
/// ```
#[component]
pub fn Banner(
    /// Plain, Accent, Amber, Danger or Positive.
    #[prop(optional)]
    tone: Tone,
    /// Drawn before the words.
    #[prop(default = IconName::Info)]
    icon: IconName,
    /// Across the whole page, under its head.
    #[prop(optional)]
    page: bool,
    /// Spoken at once.
    #[prop(optional)]
    urgent: bool,
    /// At the right: what to do.
    #[prop(optional, into)]
    act: Option<ViewFn>,
    /// The fact.
    children: Children,
) -> impl IntoView {
    let class = format!("banner{}{}", tone.class(), if page { " page" } else { "" });
    view! {
        <div class=class role=if urgent { "alert" } else { "note" }>
            <Icon name=icon/>
            <div class="grow">{children()}</div>
            {act.map(|act| view! { <div class="push">{act.run()}</div> })}
        </div>
    }
}
