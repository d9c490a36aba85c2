//! Text: one line, or an area that grows with what is typed.
use super::bind::{bind_text, event_text};
use super::field::FieldLink;
use super::icon::{Icon, IconName};
use leptos::{html, prelude::*};

/// One line of text. In a [`super::field::Field`] it takes id and description from there; alone it needs `label`.
///
/// ```ignore
/// let name = RwSignal::new(String::new());
/// view! {
///     <Field id="name" label=t.name()><TextInput value=name autocomplete="name" on_leave=move |text| save(text)/></Field>
///     <TextInput value=query kind="search" icon=IconName::Search label=t.search() placeholder=t.number_customer()/>
/// }
/// ```
#[component]
pub fn TextInput(
    /// What is typed, in both directions.
    value: RwSignal<String>,
    /// `text`, `email`, `tel`, `url`, `search`, `password`; `date` for a day as the browser writes it.
    #[prop(default = "text")]
    kind: &'static str,
    /// Name in a form that is posted.
    #[prop(optional, into)]
    name: Option<String>,
    /// Id, when no field gives one.
    #[prop(optional, into)]
    id: Option<String>,
    /// Spoken label, when no field gives one.
    #[prop(optional, into)]
    label: Option<String>,
    /// An example; never a label.
    #[prop(optional, into)]
    placeholder: Signal<Option<String>>,
    /// What the browser may fill in.
    #[prop(optional, into)]
    autocomplete: Option<String>,
    /// Id of a `<datalist>` of words to choose from.
    #[prop(optional)]
    list: Option<&'static str>,
    /// Drawn before the text.
    #[prop(optional)]
    icon: Option<IconName>,
    /// Most characters.
    #[prop(optional)]
    longest: Option<u32>,
    /// Must be filled in.
    #[prop(optional)]
    required: bool,
    /// Shown, not changed.
    #[prop(optional, into)]
    read_only: Signal<bool>,
    /// Takes the focus when its dialog opens.
    #[prop(optional)]
    autofocus: bool,
    /// More classes: `short`, `find`.
    #[prop(optional, into)]
    class: Option<String>,
    /// Told when the focus leaves and the text has changed.
    #[prop(optional, into)]
    on_leave: Option<Callback<String>>,
    /// Told of Enter.
    #[prop(optional, into)]
    on_enter: Option<Callback<String>>,
) -> impl IntoView {
    let link = FieldLink::here(id);
    let node = NodeRef::<html::Input>::new();
    let before = StoredValue::new(value.get_untracked());
    bind_text(move || node.get(), value.into(), move |text| value.set(text));
    let framed = icon.is_some();
    let more = class.unwrap_or_default();
    let own = if framed { String::new() } else { format!("input {more}") };
    let input = view! {
        <input
            node_ref=node
            type=kind
            class=own.trim().to_owned()
            id=link.id()
            name=name
            value=value.get_untracked()
            placeholder=placeholder
            autocomplete=autocomplete
            list=list.filter(|list| !list.is_empty())
            maxlength=longest.map(|n| n.to_string())
            required=required
            readonly=read_only
            autofocus=autofocus
            aria-label=label
            aria-describedby=link.described_by
            aria-invalid=move || link.invalid.get().then_some("true")
            on:input=move |event| value.set(event_text(&event))
            on:focus=move |_| before.set_value(value.get_untracked())
            on:blur=move |_| {
                // A field taken off the page loses the focus when its signals are gone already.
                let Some(text) = value.try_get_untracked() else { return };
                if before.try_with_value(|before| *before != text) == Some(true) && let Some(on_leave) = on_leave {
                    before.set_value(text.clone());
                    on_leave.run(text);
                }
            }
            on:keydown=move |event| {
                if event.key() == "Enter" && !event.is_composing() && let Some(on_enter) = on_enter {
                    event.prevent_default();
                    on_enter.run(value.get_untracked());
                }
            }
        />
    };
    match icon {
        None => input.into_any(),
        Some(name) => {
            view! { <span class=format!("input {more}").trim().to_owned()><Icon name/>{input}</span> }.into_any()
        }
    }
}

/// Text of several lines; grows with it where the browser can.
///
/// ```ignore
/// view! { <Field id="note" label=t.note()><TextArea value=note rows=3/></Field> }
/// ```
#[component]
pub fn TextArea(
    /// What is typed, in both directions.
    value: RwSignal<String>,
    /// Lines shown when empty.
    #[prop(default = 3)]
    rows: u32,
    /// Name in a form that is posted.
    #[prop(optional, into)]
    name: Option<String>,
    /// Id, when no field gives one.
    #[prop(optional, into)]
    id: Option<String>,
    /// Spoken label, when no field gives one.
    #[prop(optional, into)]
    label: Option<String>,
    /// An example; never a label.
    #[prop(optional, into)]
    placeholder: Signal<Option<String>>,
    /// Most characters.
    #[prop(optional)]
    longest: Option<u32>,
    /// `input` unless said otherwise.
    #[prop(default = "input")]
    class: &'static str,
    /// Shown, not changed.
    #[prop(optional, into)]
    read_only: Signal<bool>,
    /// Told when the focus leaves and the text has changed.
    #[prop(optional, into)]
    on_leave: Option<Callback<String>>,
    /// Told of Ctrl Enter (Cmd Enter).
    #[prop(optional, into)]
    on_send: Option<Callback<()>>,
) -> impl IntoView {
    let link = FieldLink::here(id);
    let node = NodeRef::<html::Textarea>::new();
    let before = StoredValue::new(value.get_untracked());
    bind_text(move || node.get(), value.into(), move |text| value.set(text));
    view! {
        <textarea
            node_ref=node
            class=class
            rows=rows.to_string()
            id=link.id()
            name=name
            placeholder=placeholder
            maxlength=longest.map(|n| n.to_string())
            readonly=read_only
            aria-label=label
            aria-describedby=link.described_by
            aria-invalid=move || link.invalid.get().then_some("true")
            inner_html=escaped(&value.get_untracked())
            on:input=move |event| value.set(event_text(&event))
            on:focus=move |_| before.set_value(value.get_untracked())
            on:blur=move |_| {
                // A field taken off the page loses the focus when its signals are gone already.
                let Some(text) = value.try_get_untracked() else { return };
                if before.try_with_value(|before| *before != text) == Some(true) && let Some(on_leave) = on_leave {
                    before.set_value(text.clone());
                    on_leave.run(text);
                }
            }
            on:keydown=move |event| {
                if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && let Some(on_send) = on_send {
                    event.prevent_default();
                    on_send.run(());
                }
            }
        ></textarea>
    }
}

/// Text as the content of a textarea: nothing in it is markup, and a first line feed is not swallowed.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    if text.starts_with('\n') {
        out.push('\n');
    }
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_script_in_a_text_area_stays_text() {
        assert_eq!(escaped("</textarea><script>x&y"), "&lt;/textarea&gt;&lt;script&gt;x&amp;y");
        assert_eq!(escaped("\nsecond"), "\n\nsecond");
    }
}
