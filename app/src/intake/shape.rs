//! What the page of our own asks for: its fields, and questions of the company's own.
use crate::ui::{Button, Check, Field, IconName, Select, TextInput};
use domain::webforms::{FormShape, MOST_QUESTIONS, Need, Question};
use i18n::T;
use leptos::prelude::*;
use wire::intake::OwnField;

/// A question as it is being written.
#[derive(Clone, Copy)]
struct Asked {
    key: usize,
    words: RwSignal<String>,
    long: RwSignal<bool>,
    must: RwSignal<bool>,
    /// The field of a team's own that the answer fills, by id; empty for none.
    field: RwSignal<String>,
}

/// The shape as it is being chosen. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    company: RwSignal<String>,
    email: RwSignal<String>,
    phone: RwSignal<String>,
    message: RwSignal<String>,
    questions: RwSignal<Vec<Asked>>,
    next: StoredValue<usize>,
}

impl Shape {
    pub(super) fn of(shape: &FormShape) -> Shape {
        let code = |need: Need| RwSignal::new(need.code().to_owned());
        let asked = |(key, question): (usize, &Question)| Asked {
            key,
            words: RwSignal::new(question.words.clone()),
            long: RwSignal::new(question.long),
            must: RwSignal::new(question.must),
            field: RwSignal::new(question.field.map(|field| field.to_string()).unwrap_or_default()),
        };
        Shape {
            company: code(shape.company),
            email: code(shape.email),
            phone: code(shape.phone),
            message: code(shape.message),
            questions: RwSignal::new(shape.questions.iter().enumerate().map(asked).collect()),
            next: StoredValue::new(shape.questions.len()),
        }
    }

    /// As it stands.
    pub(super) fn typed(self) -> FormShape {
        let need = |code: RwSignal<String>| code.with_untracked(|code| Need::parse(code)).unwrap_or_default();
        let question = |asked: &Asked| Question {
            words: asked.words.get_untracked(),
            long: asked.long.get_untracked(),
            must: asked.must.get_untracked(),
            field: asked.field.with_untracked(|field| field.parse().ok()),
        };
        FormShape {
            company: need(self.company),
            email: need(self.email),
            phone: need(self.phone),
            message: need(self.message),
            questions: self.questions.with_untracked(|all| all.iter().map(question).collect()),
        }
    }
}

/// The choices. `at` says what was wrong with a field.
#[component]
pub(super) fn ShapeFields(
    /// The reader's texts.
    t: T,
    /// What is chosen.
    shape: Shape,
    /// Fields of the teams' own that answers can fill.
    own: Vec<OwnField>,
    /// What was refused at a field.
    at: impl Fn(String) -> Signal<Option<String>> + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let words = |need: Need| match need {
        Need::Off => t.intake_need_off(),
        Need::Asked => t.intake_need_asked(),
        Need::Demanded => t.intake_need_demanded(),
    };
    let needs: Vec<(String, String)> =
        Need::ALL.into_iter().map(|need| (need.code().to_owned(), words(need).to_owned())).collect();
    let needs = Signal::stored(needs);
    let none = (String::new(), t.intake_question_field_none().to_owned());
    let own: Vec<_> = own.into_iter().map(|field| (field.id.to_string(), field.called())).collect();
    let any = !own.is_empty();
    let own = Signal::stored(std::iter::once(none).chain(own).collect::<Vec<_>>());
    let add = move || {
        let key = shape.next.get_value();
        shape.next.set_value(key + 1);
        let text = || RwSignal::new(String::new());
        let asked = Asked { key, words: text(), long: RwSignal::new(false), must: RwSignal::new(false), field: text() };
        shape.questions.update(|all| all.push(asked));
    };
    let question = move |asked: Asked| {
        // Where it stands now, since those before it can go.
        let place = move || shape.questions.with(|all| all.iter().position(|one| one.key == asked.key)).unwrap_or(0);
        let wrong = Signal::derive(move || at(format!("question-{}", place())).get());
        let remove = move |()| shape.questions.update(|all| all.retain(|one| one.key != asked.key));
        view! {
            <div class="stack">
                <Field id=format!("web-form-question-{}", asked.key) label=t.intake_question() error=wrong><TextInput value=asked.words longest=120/></Field>
                {any.then(|| view! {
                    <Field id=format!("web-form-fills-{}", asked.key) label=t.intake_question_field()><Select value=asked.field options=own/></Field>
                })}
                <div class="row wrap">
                    <Check value=asked.long>{t.intake_question_long()}</Check>
                    <Check value=asked.must>{t.intake_question_must()}</Check>
                    <Button small=true icon=IconName::Trash on_press=remove>{t.intake_question_remove()}</Button>
                </div>
            </div>
        }
    };
    view! {
        <h3>{t.intake_shape()}</h3>
        <p class="muted t-13">{t.intake_shape_what()}</p>
        <Field id="web-form-ask-company" label=t.intake_company()><Select value=shape.company options=needs/></Field>
        <Field id="web-form-ask-email" label=t.intake_email() error=at("email".to_owned())><Select value=shape.email options=needs/></Field>
        <Field id="web-form-ask-phone" label=t.intake_phone()><Select value=shape.phone options=needs/></Field>
        <Field id="web-form-ask-message" label=t.intake_message()><Select value=shape.message options=needs/></Field>
        <For each=move || shape.questions.get() key=|asked| asked.key children=question/>
        {move || (shape.questions.read().len() < MOST_QUESTIONS).then(|| view! {
            <div class="row"><Button small=true icon=IconName::Plus on_press=move |()| add()>{t.intake_question_add()}</Button></div>
        })}
    }
}
