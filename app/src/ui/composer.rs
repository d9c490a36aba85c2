//! Composers: a message that leaves the company and a note that stays look different and are two boxes.
use super::button::{Button, Look};
use super::icon::{Icon, IconName};
use super::text_input::TextArea;
use leptos::{context::Provider, prelude::*};

/// Who will read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// People outside: spruce head.
    Outside,
    /// Colleagues only: amber, dashed, with a lock.
    Inside,
}

/// A box to write in. `to` shows who receives it (outside always does), `tools` stand at the left of the foot.
///
/// ```ignore
/// view! {
///     <Composer id="message" readers=Readers::Outside title=t.message_to_customer() aside=t.leaves_the_company()
///         value=text send_label=t.send_to(2) busy=sending error=refusal on_send=move || send()
///         to=move || view! { <span class="faint">{t.to()}</span> <Chip value="Päivi Mäkelä"/> }/>
///     <Composer id="note" readers=Readers::Inside title=t.internal_note() aside=t.only_your_team()
///         value=note send_label=t.save_note() on_send=move || save()/>
/// }
/// ```
#[component]
pub fn Composer(
    /// Id of the text, once per page.
    #[prop(into)]
    id: String,
    /// Who will read it.
    readers: Readers,
    /// What it is.
    #[prop(into)]
    title: String,
    /// At the head's right: who reads it, in words.
    #[prop(into)]
    aside: String,
    /// What is written, in both directions.
    value: RwSignal<String>,
    /// An example.
    #[prop(optional, into)]
    placeholder: Signal<Option<String>>,
    /// Most characters.
    #[prop(default = 10_000)]
    longest: u32,
    /// Who receives it.
    #[prop(optional, into)]
    to: Option<ViewFn>,
    /// Tools at the left of the foot.
    #[prop(optional, into)]
    tools: Option<ViewFn>,
    /// Says what sending does: "Send to 2", "Save note".
    #[prop(into)]
    send_label: Signal<String>,
    /// At work.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Why it was refused; what was written stays.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Told of the button and of Ctrl Enter, when something is written.
    #[prop(into)]
    on_send: Callback<()>,
) -> impl IntoView {
    let outside = readers == Readers::Outside;
    let heading = format!("{id}-title");
    let named_by = heading.clone();
    let error_id = format!("{id}-error");
    let link = super::field::FieldLink {
        id: StoredValue::new(id),
        described_by: {
            let error_id = error_id.clone();
            Signal::derive(move || error.with(Option::is_some).then(|| error_id.clone()))
        },
        invalid: Signal::derive(move || error.with(Option::is_some)),
        problem: RwSignal::new(None),
        echo: RwSignal::new(None),
    };
    let send = move || {
        if !busy.get_untracked() && value.with_untracked(|text| !text.trim().is_empty()) {
            on_send.run(());
        }
    };
    let nothing = Signal::derive(move || value.with(|text| text.trim().is_empty()));
    view! {
        <section class=if outside { "compose out" } else { "compose note" } aria-labelledby=named_by>
            <header>
                <Icon name=if outside { IconName::Send } else { IconName::Lock }/>
                <h3 id=heading>{title.clone()}</h3>
                <span class="push">{aside}</span>
            </header>
            {to.map(|to| view! { <div class="to">{to.run()}</div> })}
            <Provider value=link>
                <TextArea value rows=if outside { 3 } else { 1 } class="" label=title placeholder longest on_send=move || send()/>
            </Provider>
            {move || error.get().map(|error| view! {
                <p class="error" id=error_id.clone() role="alert"><Icon name=IconName::Alert/><span>{error}</span></p>
            })}
            <footer>
                {tools.map(|tools| tools.run())}
                <span class="push"></span>
                <Button small=true look=if outside { Look::Primary } else { Look::Normal } disabled=nothing busy on_press=move || send()>
                    {send_label}
                </Button>
            </footer>
        </section>
    }
}
