//! One of a few, all in sight: radio buttons in one frame.
use super::icon::{Icon, IconName};
use leptos::prelude::*;

/// One of the few.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// What the signal holds when it is chosen.
    pub key: String,
    /// What is read.
    pub words: String,
    /// Drawn before the words.
    pub icon: Option<IconName>,
}

impl Segment {
    /// A segment of words alone.
    pub fn new(key: impl Into<String>, words: impl Into<String>) -> Segment {
        Segment { key: key.into(), words: words.into(), icon: None }
    }

    /// The same with an icon.
    #[must_use]
    pub fn icon(mut self, icon: IconName) -> Segment {
        self.icon = Some(icon);
        self
    }
}

/// One of a few. Arrow keys move the choice, as in every group of radio buttons.
///
/// ```ignore
/// view! {
///     <Segmented id="view" label=t.view() value=view small=true
///         options=vec![Segment::new("board", t.board()).icon(IconName::Board), Segment::new("list", t.list())]/>
/// }
/// ```
#[component]
pub fn Segmented(
    /// Names the group in the page; once per page.
    #[prop(into)]
    id: String,
    /// Spoken name of the group.
    #[prop(into)]
    label: String,
    /// Key of the chosen one, in both directions.
    value: RwSignal<String>,
    /// The few.
    options: Vec<Segment>,
    /// Lower, for tool rows.
    #[prop(optional)]
    small: bool,
    /// As wide as its place, all equal.
    #[prop(optional)]
    block: bool,
    /// Told of each choice a person makes.
    #[prop(optional, into)]
    on_choose: Option<Callback<String>>,
) -> impl IntoView {
    let class = format!("seg{}{}", if small { " sm" } else { "" }, if block { " block" } else { "" });
    let segments = options
        .into_iter()
        .map(|Segment { key, words, icon }| {
            let mine = StoredValue::new(key.clone());
            let chosen = move || mine.with_value(|mine| value.with(|value| value == mine));
            let at_first = mine.with_value(|mine| value.with_untracked(|value| value == mine));
            view! {
                <label>
                    <input
                        type="radio"
                        class="sr"
                        name=id.clone()
                        value=key
                        checked=at_first
                        prop:checked=chosen
                        on:change=move |_| {
                            let key = mine.get_value();
                            value.set(key.clone());
                            if let Some(on_choose) = on_choose {
                                on_choose.run(key);
                            }
                        }
                    />
                    {icon.map(|name| view! { <Icon name/> })}
                    {words}
                </label>
            }
        })
        .collect_view();
    view! { <div class=class role="radiogroup" aria-label=label>{segments}</div> }
}
