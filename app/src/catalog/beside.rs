//! The form of what is open in a table, beside it.
use crate::{
    ui::{Banner, Button, IconName, Look, Toasts, Tone, use_toasts},
    wire::{AppError, error_at},
};
use domain::refusal::FieldRefusal;
use i18n::T;
use leptos::prelude::*;
use uuid::Uuid;
use wire::{problem::Problem, shared::IdempotencyKey};

/// Which one's form is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Open<I> {
    /// None.
    Nothing,
    /// That of a new one.
    New,
    /// That of a known one.
    Known(I),
}

/// One form. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct BesideForm<I: Copy + PartialEq + Send + Sync + 'static> {
    t: T,
    toasts: Toasts,
    known: Open<I>,
    open: RwSignal<Open<I>>,
    reload: Callback<()>,
    key: StoredValue<IdempotencyKey>,
    wrong: RwSignal<Option<String>>,
    /// What is wrong with which field.
    pub refused: RwSignal<Vec<FieldRefusal>>,
}

impl<I: Copy + PartialEq + Send + Sync + 'static> BesideForm<I> {
    /// The form of `known`; `reload` reads the table again.
    pub(crate) fn new(t: T, known: Open<I>, open: RwSignal<Open<I>>, reload: Callback<()>) -> BesideForm<I> {
        BesideForm {
            t,
            toasts: use_toasts(),
            known,
            open,
            reload,
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

    /// Says what became of it; where it was done the form goes, unless another one is open by now.
    pub(crate) fn answered<V>(self, answer: Result<V, AppError>, done: &'static str) {
        let error = match answer {
            Ok(_) => {
                self.toasts.say(done);
                self.reload.run(());
                let _ = self.open.try_update(|open| {
                    if *open == self.known {
                        *open = Open::Nothing;
                    }
                });
                return;
            }
            Err(error) => error,
        };
        // Nothing was kept: other fields make another command, which needs a key of its own.
        self.key.set_value(IdempotencyKey(Uuid::new_v4()));
        let said = error.sentence(self.t);
        let at_fields = match error.0 {
            // What stands at its field is not said twice.
            Problem::Refused { refusals } => {
                let all = refusals.iter().all(|one| !one.field.is_empty());
                self.refused.set(refusals);
                all
            }
            _ => false,
        };
        self.wrong.set((!at_fields).then_some(said));
    }

    /// What is wrong with a field, in words.
    pub(crate) fn at(self, field: &'static str) -> Signal<Option<String>> {
        error_at(self.t, self.refused, move || field)
    }

    /// What is said above the fields.
    pub(crate) fn banner(self) -> impl IntoView {
        move || {
            let wrong = self.wrong.get()?;
            Some(view! { <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner> })
        }
    }

    /// The buttons that save and that go away without saving.
    pub(crate) fn buttons(
        self,
        busy: Signal<bool>,
        (save, saving, cancel): (&'static str, &'static str, &'static str),
    ) -> impl IntoView {
        view! {
            <Button look=Look::Primary submit=true busy busy_label=saving>{save}</Button>
            <Button look=Look::Ghost on_press=move |()| self.open.set(Open::Nothing)>{cancel}</Button>
        }
    }
}
