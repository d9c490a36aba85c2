//! The form of a mail text: its name, what it is written for, and what it says in each language.
use super::{Places, api::save_mail_text, page::occasion_words};
use crate::{
    quotes::language_name,
    ui::{
        Banner, Button, Check, Field, IconName, Look, Segment, Segmented, Select, TextArea, TextInput, Tone, use_toasts,
    },
};
use domain::{lang::Lang, quotes::letter::Occasion, refusal::FieldRefusal};
use i18n::T;
use leptos::prelude::*;
use uuid::Uuid;
use wire::{
    letters::{Letter, MailTextFields, MailTextRow, SaveMailText},
    problem::Problem,
    shared::IdempotencyKey,
};

/// What is typed in one language.
#[derive(Clone, Copy)]
struct Sheet {
    language: Lang,
    subject: RwSignal<String>,
    message: RwSignal<String>,
}

/// The form in its drawer.
#[component]
pub(super) fn MailTextForm(
    /// The reader's texts.
    t: T,
    /// The text; none for a new one.
    stored: Option<MailTextRow>,
    /// Whether the drawer is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let toasts = use_toasts();
    let known = stored.as_ref().map(|stored| (stored.id, stored.version));
    let blank = || MailTextFields { active: true, ..MailTextFields::default() };
    let first = stored.map_or_else(blank, |stored| stored.fields);
    let sheets = Lang::ALL.map(|language| {
        let said = first.letters.iter().find(|letter| letter.language == language).cloned().unwrap_or_default();
        Sheet { language, subject: RwSignal::new(said.subject), message: RwSignal::new(said.message) }
    });
    let begun = first.letters.first().map_or(t.lang(), |letter| letter.language);
    let shown = RwSignal::new(begun.code().to_owned());
    let name = RwSignal::new(first.name);
    let occasion = RwSignal::new(first.occasion.code().to_owned());
    let (usual, active) = (RwSignal::new(first.usual), RwSignal::new(first.active));
    let refused = RwSignal::new(Vec::<FieldRefusal>::new());
    let wrong = RwSignal::new(None::<String>);
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    let fields = move || MailTextFields {
        name: name.get(),
        occasion: Occasion::parse(&occasion.get()).unwrap_or_default(),
        usual: usual.get(),
        active: active.get(),
        letters: sheets
            .iter()
            .map(|sheet| Letter {
                language: sheet.language,
                subject: sheet.subject.get(),
                message: sheet.message.get(),
            })
            .collect(),
    };
    let saving = Action::new(move |fields: &MailTextFields| {
        let fields = fields.clone();
        async move {
            let (id, version) = known.map_or((None, 0), |(id, version)| (Some(id), version));
            match save_mail_text(SaveMailText { key: key.get_value(), id, version, fields }).await {
                Ok(_) => {
                    toasts.say(t.terms_saved().to_owned());
                    open.set(false);
                }
                Err(error) if error.is_stale() => wrong.set(Some(t.letters_stale().to_owned())),
                Err(error) => {
                    wrong.set(Some(error.sentence(t)));
                    if let Problem::Refused { refusals } = error.0 {
                        key.set_value(IdempotencyKey(Uuid::new_v4()));
                        // The language in which something is wrong comes to the front.
                        let codes = refusals.iter().filter_map(|one| one.field.split_once('.'));
                        if let Some(code) = codes.map(|(code, _)| code.to_owned()).next() {
                            shown.set(code);
                        }
                        refused.set(refusals);
                    }
                }
            }
        }
    });
    let save = move |()| {
        wrong.set(None);
        refused.set(Vec::new());
        saving.dispatch(untrack(fields));
    };
    let at = move |field: String| {
        Signal::derive(move || {
            refused.with(|all| {
                let found = all.iter().find(|one| one.field == field);
                found.map(|one| i18n::problem::refusal_sentence(t, &one.refusal))
            })
        })
    };
    let occasions: Vec<(String, String)> =
        Occasion::ALL.map(|one| (one.code().to_owned(), occasion_words(t, one).to_owned())).into();
    let languages: Vec<Segment> = Lang::ALL.map(|lang| Segment::new(lang.code(), language_name(t, lang))).into();
    // Only another language draws the fields anew.
    let code = Memo::new(move |_| shown.get());
    let sheet = move || {
        let code = code.get();
        let sheet = sheets.into_iter().find(|sheet| sheet.language.code() == code);
        sheet.map(|Sheet { language, subject, message }| {
            let field = |what: &str| format!("{}.{what}", language.code());
            view! {
                <div class="stack">
                    <Field id="mail-text-subject" label=t.quotes_subject() error=at(field("subject"))>
                        <TextInput value=subject longest=200/>
                    </Field>
                    <Field id="mail-text-message" label=t.quotes_message() hint=t.letters_fields_hint().to_owned() error=at(field("message"))>
                        <TextArea value=message rows=10/>
                    </Field>
                    <Places t area="mail-text-message" value=message language/>
                </div>
            }
        })
    };
    view! {
        {move || wrong.get().map(|wrong| view! { <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner> })}
        <div class="stack">
            <Field id="mail-text-name" label=t.letters_name() error=at("name".into())><TextInput value=name longest=100/></Field>
            <Field id="mail-text-occasion" label=t.letters_occasion()><Select value=occasion options=occasions/></Field>
            <Segmented id="mail-text-language" label=t.letters_language() value=shown small=true options=languages/>
            {sheet}
            <p class="hint">{t.letters_language_hint()}</p>
            <Check value=usual>{t.letters_usual()}</Check>
            <Check value=active>{t.terms_active()}</Check>
            <div class="ending">
                <Button on_press=move |()| open.set(false)>{t.terms_cancel()}</Button>
                <Button look=Look::Primary busy=saving.pending() busy_label=t.terms_saving() on_press=save>{t.terms_save()}</Button>
            </div>
        </div>
    }
}
