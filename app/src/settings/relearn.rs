//! Chances learned anew, batch after batch, with how far it is.
use super::api::relearn_chances;
use crate::i18n::use_t;
use crate::ui::{Banner, Button, IconName, Tone};
use domain::formats;
use leptos::{prelude::*, task::spawn_local};
use wire::crm::RelearnChances;

/// The button with its progress.
#[component]
pub(super) fn Relearn() -> impl IntoView {
    let t = use_t();
    let busy = RwSignal::new(false);
    let said = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let start = move |()| {
        busy.set(true);
        wrong.set(None);
        spawn_local(async move {
            let (mut next, mut done) = (Some(RelearnChances::default()), 0_i64);
            while let Some(batch) = next.take() {
                let answer = relearn_chances(batch).await;
                // The page was left: what was done stays right, and the rest is done another time.
                if busy.is_disposed() {
                    return;
                }
                match answer {
                    Ok(batch) => {
                        done += i64::from(batch.seen);
                        said.set(t.settings_relearned(formats::figure(t.figures(), done.into(), 0)));
                        next = batch.next;
                    }
                    Err(error) => wrong.set(Some(error.sentence(t))),
                }
            }
            busy.set(false);
        });
    };
    view! {
        <p class="t-13 muted">{t.settings_relearn_what()}</p>
        {move || wrong.get().map(|wrong| view! { <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner> })}
        <div class="row gap">
            <Button busy busy_label=t.settings_relearning() on_press=start>{t.settings_relearn()}</Button>
            <span role="status">{said}</span>
        </div>
    }
}
