//! The form of a set's member in its drawer: what is refused at its field, a key for each try, and the two buttons.
use crate::{
    ui::{Banner, Button, IconName, Look, Toasts, Tone, use_toasts},
    wire::AppError,
};
use domain::refusal::FieldRefusal;
use i18n::T;
use leptos::prelude::*;
use uuid::Uuid;
use wire::{problem::Problem, shared::IdempotencyKey};

/// What such a form says.
#[derive(Clone, Copy)]
pub(crate) struct SetWords {
    /// Above the fields, where somebody else was faster.
    pub stale: &'static str,
    /// Above the fields, where some of them are wrong; none where one sees them all at once.
    pub look: Option<&'static str>,
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
        self.wrong.set(self.words.look.map(str::to_owned));
        self.refused.set(refusals);
    }

    /// Says something above the fields.
    pub(crate) fn warn(self, words: &str) {
        self.wrong.set(Some(words.to_owned()));
    }

    /// What is wrong with a field, in words.
    pub(crate) fn at(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            let found =
                self.refused.with(|all| all.iter().find(|one| one.field == field).map(|one| one.refusal.clone()))?;
            Some(i18n::problem::refusal_sentence(self.t, &found))
        })
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
        let t = self.t;
        let press = move |()| {
            self.begin();
            saving.dispatch(());
        };
        view! {
            <div class="ending">
                <Button on_press=move |()| self.open.set(false)>{t.tags_cancel()}</Button>
                <Button look=Look::Primary busy=saving.pending() busy_label=t.tags_saving() on_press=press>{t.tags_save()}</Button>
            </div>
        }
    }
}
