//! The words of the mail: the text they come from, and subject and message in each language that somebody reads.
use super::{
    desk::Desk,
    letter::{Letter, Sheet, document},
};
use crate::{
    letters::Places,
    quotes::language_name,
    ui::{Field, Segment, Segmented, Select, TextArea, TextInput},
};
use domain::lang::Lang;
use leptos::prelude::*;
use wire::problem::Problem;

/// The fields.
#[component]
pub fn LetterWords(
    /// What is typed.
    letter: Letter,
    /// What was refused.
    problem: RwSignal<Option<Problem>>,
) -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let choices = Signal::derive(move || {
        letter.letters.with(|all| {
            let named = |name: &str| if name.is_empty() { t.letters_own().to_owned() } else { name.to_owned() };
            let choice = all.choices.iter();
            choice
                .map(|one| (one.id.map(|id| id.to_string()).unwrap_or_default(), named(&one.name)))
                .collect::<Vec<_>>()
        })
    });
    let several = Memo::new(move |_| choices.with(|choices| choices.len() > 1));
    // The choice that the words on the page came from.
    let before = StoredValue::new(String::new());
    Effect::new(move |_| before.set_value(letter.choice.get()));
    let choosing = RwSignal::new(letter.choice.get_untracked());
    Effect::new(move |_| choosing.set(letter.choice.get()));
    let choose = Callback::new(move |now: String| {
        letter.choose(&before.get_value(), &now);
        letter.choice.set(now);
    });
    let languages = Memo::new(move |_| letter.languages(desk));
    // A language that nobody reads any more is not written in.
    let language = Memo::new(move |_| {
        let shown = Lang::parse(&letter.shown.get()).unwrap_or_default();
        if languages.with(|all| all.contains(&shown)) { shown } else { document(desk) }
    });
    let tabs = move || {
        let all = languages.get();
        (all.len() > 1).then(|| {
            let options: Vec<Segment> =
                all.into_iter().map(|lang| Segment::new(lang.code(), language_name(t, lang))).collect();
            view! { <Segmented id="send-language-of-text" label=t.letters_language() value=letter.shown small=true options/> }
        })
    };
    view! {
        {move || several.get().then(|| view! {
            <Field id="send-text" label=t.letters_from()><Select value=choosing options=choices on_choose=choose/></Field>
        })}
        {tabs}
        {move || view! { <Words sheet=letter.sheet(language.get()) problem/> }}
    }
}

#[component]
fn Words(sheet: Sheet, problem: RwSignal<Option<Problem>>) -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let Sheet { language, subject, message } = sheet;
    let error = move |what: &'static str| {
        Signal::derive(move || {
            let own = document(desk) == language;
            let field = if own { what.to_owned() } else { format!("others.{}.{what}", language.code()) };
            problem.with(|problem| problem.as_ref()?.at(&field).map(|why| i18n::problem::refusal_sentence(t, why)))
        })
    };
    let hint = format!("{} {}", t.quotes_message_hint(), t.letters_fields_hint());
    view! {
        <div class="stack loose">
            <Field id="send-subject" label=t.quotes_subject() error=error("subject")><TextInput value=subject/></Field>
            <Field id="send-message" label=t.quotes_message() hint error=error("message")>
                <TextArea value=message rows=7/>
            </Field>
            <Places t area="send-message" value=message language/>
        </div>
    }
}
