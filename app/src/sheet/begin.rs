//! The form in which a record begins: its fields, a button that makes it, and the way to its page.
use super::Sheet;
use crate::{
    ui::{Banner, Button, IconName, Look, Tone},
    wire::AppError,
};
use i18n::T;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use std::future::Future;
use uuid::Uuid;
use wire::{problem::Problem, shared::IdempotencyKey};

/// What tells one such form from another.
pub struct Begin {
    /// Where the way out leads.
    pub back: &'static str,
    /// What its button says.
    pub save: &'static str,
    /// While it is made.
    pub saving: &'static str,
    /// What the way out says.
    pub cancel: &'static str,
    /// Everything above the buttons.
    pub fields: AnyView,
}

impl Begin {
    /// Draws it. `create` makes the record of what the sheet says and answers the address of its page.
    pub fn view<F>(
        self,
        t: T,
        sheet: Sheet,
        create: impl Fn(IdempotencyKey, Sheet) -> F + Send + Sync + 'static,
    ) -> impl IntoView
    where
        F: Future<Output = Result<String, AppError>> + Send + 'static,
    {
        let Begin { back, save: words, saving: busy_label, cancel, fields } = self;
        let navigate = use_navigate();
        let wrong = RwSignal::new(None::<String>);
        let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
        let saving = Action::new(move |(): &()| {
            let (made, navigate) = (create(key.get_value(), sheet), navigate.clone());
            async move {
                match made.await {
                    Ok(page) => navigate(&page, Default::default()),
                    Err(error) => {
                        let said = error.sentence(t);
                        let elsewhere = match error.0 {
                            // Nothing was made: other fields make another command, which needs a key of its own.
                            Problem::Refused { refusals } => {
                                key.set_value(IdempotencyKey(Uuid::new_v4()));
                                !sheet.refuse(refusals).is_empty()
                            }
                            _ => true,
                        };
                        wrong.set(elsewhere.then_some(said));
                        sheet.focus_first_wrong();
                    }
                }
            }
        });
        let save = move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            wrong.set(None);
            if saving.pending().get_untracked() {
                return;
            }
            if sheet.check_all() {
                saving.dispatch(());
            } else {
                sheet.focus_first_wrong();
            }
        };
        view! {
            <form class="form" novalidate=true on:submit=save>
                {fields}
                <footer>
                    {move || wrong.get().map(|wrong| view! {
                        <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner>
                    })}
                    <Button look=Look::Primary submit=true busy=saving.pending() busy_label>
                        {words}
                    </Button>
                    <a class="btn ghost" href=back>{cancel}</a>
                </footer>
            </form>
        }
    }
}
