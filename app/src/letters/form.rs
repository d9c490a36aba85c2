//! The form of a mail text: its name, what it is written for, and what it says in each language.
use super::{Places, api::save_mail_text, page::occasion_words};
use crate::{
    quotes::language_name,
    settings::{Above, Foot, SetForm, SetWords},
    ui::{Check, Field, Segment, Segmented, Select, TextArea, TextInput},
    wire::AppError,
};
use domain::{lang::Lang, quotes::letter::Occasion};
use i18n::T;
use leptos::prelude::*;
use wire::{
    letters::{Letter, MailTextFields, MailTextRow, SaveMailText},
    problem::Problem,
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
    let foot = Foot { cancel: t.terms_cancel(), save: t.terms_save(), saving: t.terms_saving() };
    let form = SetForm::new(t, SetWords { stale: t.letters_stale(), above: Above::First, foot }, open);
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
    let saving = Action::new(move |(): &()| {
        let (id, version) = known.map_or((None, 0), |(id, version)| (Some(id), version));
        let command = SaveMailText { key: form.key(), id, version, fields: untrack(fields) };
        async move {
            let answer = save_mail_text(command).await;
            if let Err(AppError(Problem::Refused { refusals })) = &answer {
                // The language in which something is wrong comes to the front.
                let codes = refusals.iter().filter_map(|one| one.field.split_once('.'));
                if let Some(code) = codes.map(|(code, _)| code.to_owned()).next() {
                    shown.set(code);
                }
            }
            form.answered(answer, t.terms_saved());
        }
    });
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
                    <Field id="mail-text-subject" label=t.quotes_subject() error=form.at(field("subject"))>
                        <TextInput value=subject longest=200/>
                    </Field>
                    <Field id="mail-text-message" label=t.quotes_message() hint=t.letters_fields_hint().to_owned() error=form.at(field("message"))>
                        <TextArea value=message rows=10/>
                    </Field>
                    <Places t area="mail-text-message" value=message language/>
                </div>
            }
        })
    };
    view! {
        {form.banner()}
        <div class="stack">
            <Field id="mail-text-name" label=t.letters_name() error=form.at("name")><TextInput value=name longest=100/></Field>
            <Field id="mail-text-occasion" label=t.letters_occasion()><Select value=occasion options=occasions/></Field>
            <Segmented id="mail-text-language" label=t.letters_language() value=shown small=true options=languages/>
            {sheet}
            <p class="hint">{t.letters_language_hint()}</p>
            <Check value=usual>{t.letters_usual()}</Check>
            <Check value=active>{t.terms_active()}</Check>
            {form.foot(saving)}
        </div>
    }
}
