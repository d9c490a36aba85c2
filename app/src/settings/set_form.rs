//! The form of a set's member in its drawer: what is refused at its field, a key for each try, and the buttons.
use crate::{
    ui::{Banner, Button, IconName, Look, Toasts, Tone, use_toasts},
    wire::{AppError, refused_at},
};
use domain::refusal::{FieldRefusal, Refusal};
use i18n::T;
use leptos::prelude::*;
use uuid::Uuid;
use wire::{problem::Problem, shared::IdempotencyKey};

/// What is said above the fields, where some of them are wrong.
#[derive(Clone, Copy)]
pub(crate) enum Above {
    /// Nothing: one sees them all at once.
    Nothing,
    /// What was refused first.
    First,
    /// What these words make of it.
    Words(fn(T, &[FieldRefusal]) -> String),
}

/// What the buttons say.
#[derive(Clone, Copy)]
pub(crate) struct Foot {
    /// Away without saving.
    pub cancel: &'static str,
    /// Saving.
    pub save: &'static str,
    /// While it is saved.
    pub saving: &'static str,
}

impl Foot {
    /// What they usually say.
    pub(crate) fn usual(t: T) -> Foot {
        Foot { cancel: t.tags_cancel(), save: t.tags_save(), saving: t.tags_saving() }
    }
}

/// What such a form says.
#[derive(Clone, Copy)]
pub(crate) struct SetWords {
    /// Above the fields, where somebody else was faster.
    pub stale: &'static str,
    /// Above the fields, where some of them are wrong.
    pub above: Above,
    /// On the buttons.
    pub foot: Foot,
}

/// One form. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct SetForm {
    t: T,
    words: SetWords,
    open: RwSignal<bool>,
    toasts: Toasts,
    key: StoredValue<IdempotencyKey>,
    wrong: RwSignal<Option<String>>,
    /// What is wrong with which field.
    pub refused: RwSignal<Vec<FieldRefusal>>,
}

impl SetForm {
    /// A form in a drawer that closes when its work is done.
    pub(crate) fn new(t: T, words: SetWords, open: RwSignal<bool>) -> SetForm {
        SetForm {
            t,
            words,
            open,
            toasts: use_toasts(),
            key: StoredValue::new(IdempotencyKey(Uuid::new_v4())),
            wrong: RwSignal::new(None),
            refused: RwSignal::new(Vec::new()),
        }
    }

    /// The key of the try that comes next.
    pub(crate) fn key(self) -> IdempotencyKey {
        self.key.get_value()
    }

    /// Forgets what was said of the try before.
    pub(crate) fn begin(self) {
        self.wrong.set(None);
        self.refused.set(Vec::new());
    }

    /// Tries it with what is given.
    pub(crate) fn run<I: Send + Sync + 'static>(self, saving: Action<I, ()>, given: I) {
        self.begin();
        saving.dispatch(given);
    }

    /// Says what became of it.
    pub(crate) fn answered<V>(self, answer: Result<V, AppError>, done: &'static str) {
        match answer {
            Ok(_) => {
                self.toasts.say(done);
                self.open.set(false);
            }
            Err(error) => self.refuse(error),
        }
    }

    /// Says why it was not done; what was typed stays.
    pub(crate) fn refuse(self, error: AppError) {
        if error.is_stale() {
            self.wrong.set(Some(self.words.stale.to_owned()));
            return;
        }
        let said = error.sentence(self.t);
        let Problem::Refused { refusals } = error.0 else {
            self.wrong.set(Some(said));
            return;
        };
        // Nothing was kept: other fields make another command, which needs a key of its own.
        self.key.set_value(IdempotencyKey(Uuid::new_v4()));
        self.wrong.set(match self.words.above {
            Above::Nothing => None,
            Above::First => Some(said),
            Above::Words(words) => Some(words(self.t, &refusals)),
        });
        self.refused.set(refusals);
    }

    /// Says something above the fields.
    pub(crate) fn warn(self, words: &str) {
        self.wrong.set(Some(words.to_owned()));
    }

    /// What was refused at a field. Tracked.
    pub(crate) fn refusal(self, field: &str) -> Option<Refusal> {
        self.refused.with(|all| all.iter().find(|one| one.field == field).map(|one| one.refusal.clone()))
    }

    /// What is wrong with a field, in words.
    pub(crate) fn at(self, field: impl Into<String>) -> Signal<Option<String>> {
        let field = field.into();
        Signal::derive(move || refused_at(self.t, self.refused, &field))
    }

    /// The same for what is no field, such as rows: a line of its own.
    pub(crate) fn beside(self, field: &'static str) -> impl IntoView {
        move || {
            let said = refused_at(self.t, self.refused, field)?;
            Some(view! { <span class="error" role="alert">{said}</span> })
        }
    }

    /// What is said above the fields.
    pub(crate) fn banner(self) -> impl IntoView {
        move || {
            let wrong = self.wrong.get()?;
            Some(view! { <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner> })
        }
    }

    /// The buttons below them: away without saving, and saving.
    pub(crate) fn foot(self, saving: Action<(), ()>) -> impl IntoView {
        self.foot_with(None, saving, ())
    }

    /// The same with something before them, and where saving is given something.
    pub(crate) fn foot_with<I>(self, before: Option<AnyView>, saving: Action<I, ()>, given: I) -> impl IntoView
    where
        I: Clone + Send + Sync + 'static,
    {
        let Foot { cancel, save, saving: busy_label } = self.words.foot;
        let press = move |()| self.run(saving, given.clone());
        view! {
            <div class="ending">
                {before}
                <Button on_press=move |()| self.open.set(false)>{cancel}</Button>
                <Button look=Look::Primary busy=saving.pending() busy_label=busy_label on_press=press>{save}</Button>
            </div>
        }
    }
}
