//! Another customer for a draft that nobody has yet; then what their prices and taxes would change is offered.
use super::{autosave::Standing, desk::Desk, taxing::ask};
use crate::{
    quotes::{
        api::{change_party, read_quote},
        customer_field::{CustomerField, customer_of},
    },
    ui::{Banner, Button, Choice, Dialog, IconName, Look, Tone, use_toasts},
};
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;
use wire::{
    quotes::{ChangeParty, ChangedParty},
    shared::IdempotencyKey,
};

impl Desk {
    /// Whether the customer can be another: nobody has a version, and none waits to be sent. Tracked.
    pub fn may_change_party(self) -> bool {
        let waits = |view: &wire::quotes::QuoteView| view.scheduled.as_ref().is_some_and(|one| one.failed.is_none());
        !self.closed.get()
            && self.view.with(|view| view.sent_version.is_none() && view.versions.is_empty() && !waits(view))
    }

    /// Whether another fiscal position can move a tax.
    fn bears_taxes(self) -> bool {
        self.rows.with_untracked(|rows| rows.iter().any(|row| row.data.with_untracked(ask).is_some()))
    }
}

/// The dialog.
#[component]
pub fn ChangePartyDialog(
    /// Whether it is shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    let desk = Desk::here();
    let (t, toasts) = (desk.t, use_toasts());
    let customer = RwSignal::new(None::<Choice>);
    let (busy, missing) = (RwSignal::new(false), RwSignal::new(false));
    let problem = RwSignal::new(None::<String>);
    let key = StoredValue::new(IdempotencyKey(Uuid::nil()));
    Effect::new(move |_| {
        if open.get() {
            key.set_value(IdempotencyKey(Uuid::new_v4()));
            customer.set(None);
            problem.set(None);
            missing.set(false);
        }
    });
    // Prices are offered when the offer of taxes is answered: one question at a time.
    let next = StoredValue::new(None::<ChangedParty>);
    let go_on = move || {
        let Some(changed) = next.try_update_value(Option::take).flatten() else { return };
        match changed.other_currency {
            true => desk.pricing.other_currency.set(Some(changed.list)),
            false => desk.offer_prices(|| ()),
        }
    };
    Effect::new(move |before: Option<bool>| {
        let offered = desk.taxing.offer.with(Option::is_some);
        if before == Some(true) && !offered {
            go_on();
        }
        offered
    });
    let change = move |()| {
        let Some(chosen) = customer.get_untracked() else {
            missing.set(true);
            return;
        };
        // What was typed last is stored before fields are filled anew.
        if desk.saver.standing.get_untracked() != Standing::Saved {
            desk.left();
            problem.set(Some(t.quotes_change_customer_unsaved().to_owned()));
            return;
        }
        let name = chosen.words.clone();
        let before = desk.saver.stored.with_value(|stored| stored.fields.clone());
        busy.set(true);
        spawn_local(async move {
            let done = async {
                let party = customer_of(chosen.clone(), t.company_lang()).await?;
                // Tried again it is the one that was made.
                let _ = customer.try_set(Some(Choice { key: party.to_string(), ..chosen }));
                let command = ChangeParty { key: key.get_value(), id: desk.id, version: desk.saver.version(), party };
                let changed = change_party(command).await?;
                Ok::<_, crate::wire::AppError>((changed, read_quote(desk.id).await?))
            };
            let done = done.await;
            if busy.try_set(false).is_some() {
                return;
            }
            match done {
                Ok((changed, view)) => {
                    open.set(false);
                    let now = view.fields.clone();
                    desk.take_in(view);
                    toasts.say(t.quotes_changed_customer(name));
                    let prices = changed.other_currency || before.price_list != now.price_list;
                    next.set_value(prices.then_some(changed));
                    if before.fiscal_position != now.fiscal_position && desk.bears_taxes() {
                        // The lines are still taxed as for the customer before.
                        desk.taxing.settle(&before);
                        desk.offer_taxes(go_on);
                    } else {
                        go_on();
                    }
                }
                Err(error) => {
                    key.set_value(IdempotencyKey(Uuid::new_v4()));
                    problem.set(Some(error.sentence(t)));
                }
            }
        });
    };
    let error = Signal::derive(move || {
        (missing.get() && customer.with(Option::is_none)).then(|| t.quotes_customer_needed().to_owned())
    });
    view! {
        <Dialog
            id="change-party"
            open
            title=t.quotes_change_customer()
            on_submit=change
            footer=move || view! {
                <Button on_press=move |()| open.set(false)>{t.quotes_not_now()}</Button>
                <Button look=Look::Primary submit=true busy>{t.quotes_change_customer()}</Button>
            }
        >
            <div class="stack loose">
                {move || problem.get().map(|problem| view! { <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{problem}</Banner> })}
                <CustomerField id="change-customer" customer error/>
                <p class="faint t-13">{t.quotes_change_customer_what()}</p>
            </div>
        </Dialog>
    }
}
