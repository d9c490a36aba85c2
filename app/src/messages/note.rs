//! The internal note: it has no recipients and never leaves the company.
use super::api::add_note;
use crate::i18n::use_t;
use crate::ui::{Composer, Kbd, Readers, on_key, use_toasts};
use leptos::prelude::*;
use uuid::Uuid;
use wasm_bindgen::JsCast;
use wire::{
    messages::{AddNote, Subject},
    shared::IdempotencyKey,
};

/// Id of the box, for the key that opens it.
const BOX: &str = "internal-note";

/// The box for an internal note on a record; once per page. `n` opens it, Ctrl Enter saves.
/// What was typed stays when saving fails, and a second try with it makes no second note.
///
/// ```ignore
/// view! { <NoteComposer subject=Subject::Quote(id) on_saved=move |()| view.refetch()/> }
/// ```
#[component]
pub fn NoteComposer(
    /// What the note hangs on.
    #[prop(into)]
    subject: Signal<Subject>,
    /// Told when a note was saved: read the timeline again.
    #[prop(optional, into)]
    on_saved: Option<Callback<()>>,
) -> impl IntoView {
    let t = use_t();
    let toasts = use_toasts();
    let text = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    let saving = Action::new(move |command: &AddNote| {
        let command = command.clone();
        async move {
            match add_note(command).await {
                Ok(()) => {
                    key.set_value(IdempotencyKey(Uuid::new_v4()));
                    text.set(String::new());
                    toasts.say(t.messages_note_saved());
                    if let Some(on_saved) = on_saved {
                        on_saved.run(());
                    }
                }
                Err(error) => wrong.set(Some(error.sentence(t))),
            }
        }
    });
    let save = move || {
        wrong.set(None);
        saving.dispatch(AddNote { key: key.get_value(), subject: subject.get_untracked(), body: text.get_untracked() });
    };
    on_key("n", open_box);
    view! {
        <Composer
            id=BOX
            readers=Readers::Inside
            title=t.messages_note()
            aside=t.messages_note_who_reads()
            placeholder=Some(t.messages_note_example().to_owned())
            value=text
            tools=move || view! { <span class="t-12 wide"><Kbd>"n"</Kbd>" "{t.messages_note_key()}</span> }
            send_label=Signal::derive(move || {
                if saving.pending().get() { t.messages_saving() } else { t.messages_note_save() }.to_owned()
            })
            busy=saving.pending()
            error=wrong
            on_send=move |()| save()
        />
    }
}

fn open_box() {
    let found = document().get_element_by_id(BOX).and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(found) = found {
        let _ = found.focus();
    }
}
