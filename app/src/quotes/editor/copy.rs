//! Duplicating: a new quotation from this one, opened at once.
use super::{autosave::Standing, desk::Desk};
use crate::{quotes::api::copy_quote, ui::Toasts};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::NavigateOptions;
use uuid::Uuid;
use wire::{quotes::CopyQuote, shared::IdempotencyKey};

/// Makes the copy of what is stored and goes there. What is not stored yet would be missing from it: then it says so.
pub fn duplicate(desk: Desk, toasts: Toasts, go: impl Fn(&str, NavigateOptions) + 'static) {
    let t = desk.t;
    if desk.saver.standing.get_untracked() != Standing::Saved {
        toasts.warn(t.quotes_copy_not_saved());
        return;
    }
    let command = CopyQuote { key: IdempotencyKey(Uuid::new_v4()), id: desk.id };
    spawn_local(async move {
        match copy_quote(command).await {
            Ok(id) => {
                go(&format!("/quotations/{id}"), NavigateOptions::default());
                toasts.say(t.quotes_copied());
            }
            Err(error) => toasts.warn(error.sentence(t)),
        }
    });
}
