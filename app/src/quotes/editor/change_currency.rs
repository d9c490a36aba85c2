//! A price list in another currency was chosen: what that makes of the quotation, said before it is done.
use super::{autosave::Standing, desk::Desk};
use crate::{
    quotes::{
        account::{AnswerBelow, AskBelow, told},
        api::{ask_currency, change_currency},
    },
    ui::{Banner, Button, Dialog, IconName, Look, Tone, use_toasts},
};
use domain::{formats, ids::PriceListId, money::Currency};
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;
use wire::{
    currencies::{ChangeCurrency, CurrencyChange},
    shared::{Amount, IdempotencyKey},
};

/// A figure of the dialog.
#[derive(Clone, Copy, PartialEq)]
enum Asked {
    /// The net now.
    Before,
    /// The net after.
    After,
    /// The exchange rate.
    Rate,
}

/// Opens the page anew: every figure on it is in the other currency.
pub fn lay_out_anew() {
    let _ = window().location().reload();
}

impl Desk {
    /// The currency a list is in; the company's own without one.
    pub fn currency_of(self, list: Option<PriceListId>, own: Currency) -> Currency {
        let Some(list) = list else { return own };
        let found = self
            .view
            .with_untracked(|view| view.price_lists.iter().find(|known| known.id == list).map(|known| known.currency));
        found.unwrap_or(self.currency)
    }
}

/// The dialog. It opens when [`super::pricing::Pricing::other_currency`] names a list.
#[component]
pub fn ChangeCurrencyDialog() -> impl IntoView {
    let desk = Desk::here();
    let (t, toasts, own) = (desk.t, use_toasts(), crate::frame::currency());
    let wanted = desk.pricing.other_currency;
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let found = RwSignal::new(None::<CurrencyChange>);
    let problem = RwSignal::new(None::<String>);
    let why = RwSignal::new(None::<Asked>);
    let key = StoredValue::new(IdempotencyKey(Uuid::nil()));
    let command = move |list| ChangeCurrency { key: key.get_value(), id: desk.id, version: desk.saver.version(), list };
    Effect::new(move |_| {
        let Some(list) = wanted.get() else { return };
        key.set_value(IdempotencyKey(Uuid::new_v4()));
        found.set(None);
        why.set(None);
        problem.set(None);
        open.set(true);
        spawn_local(async move {
            match ask_currency(command(list)).await {
                Ok(answer) => drop(found.try_set(Some(answer))),
                Err(error) => drop(problem.try_set(Some(error.sentence(t)))),
            }
        });
    });
    let change = move |()| {
        let Some(list) = wanted.get_untracked() else { return };
        busy.set(true);
        spawn_local(async move {
            let answer = change_currency(command(list)).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(_) => {
                    toasts.say(t.currencies_changed(desk.currency_of(list, own).code()));
                    lay_out_anew();
                }
                Err(error) => drop(problem.try_set(Some(error.sentence(t)))),
            }
        });
    };
    // What was typed last is stored before it is converted.
    let unsaved = Signal::derive(move || desk.saver.standing.get() != Standing::Saved);
    let to = move || desk.currency_of(wanted.get().flatten(), own).code().to_owned();
    let lang = t.figures();
    let money = move |amount: &Amount| formats::money(lang, amount.value, &amount.currency);
    let ask = move |which, words: String| {
        view! { <AskBelow which open=why place="why-currency" words=Signal::stored(words)/> }
    };
    let account = Callback::new(move |asked| {
        let Some(found) = found.get_untracked() else { return ().into_any() };
        match asked {
            Asked::Before => {
                let totals = desk.sums.with_untracked(|sums| sums.totals.clone());
                told(t, desk.words().net(&totals, Vec::new()), money(&found.before))
            }
            Asked::Rate => {
                let figure = found.rate.map(|rate| formats::quantity(lang, rate.per_base)).unwrap_or_default();
                found.rate.map_or_else(|| ().into_any(), |rate| told(t, desk.words().rate(&rate), figure))
            }
            Asked::After => {
                let mut rows = vec![
                    (t.currencies_change_before().to_owned(), money(&found.before)),
                    (t.currencies_change_priced().to_owned(), found.priced.to_string()),
                ];
                if found.converted > 0 {
                    rows.push((t.currencies_change_converted().to_owned(), found.converted.to_string()));
                }
                if let Some(rate) = found.rate {
                    let words = t.currencies_change_rate(formats::date(lang, rate.on));
                    rows.push((words, formats::quantity(lang, rate.per_base)));
                }
                told(t, (rows, Some(t.currencies_change_why().to_owned())), money(&found.after))
            }
        }
    });
    view! {
        <Dialog
            id="change-currency"
            open
            title=Signal::derive(move || t.currencies_change_title(to()))
            on_close=move |()| wanted.set(None)
            footer=move || view! {
                <Button on_press=move |()| open.set(false)>{t.currencies_change_not(desk.currency.code())}</Button>
                <Button look=Look::Primary busy disabled=unsaved on_press=change>{t.currencies_change_do()}</Button>
            }
        >
            {move || problem.get().map(|problem| view! { <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{problem}</Banner> })}
            {move || found.get().map(|found| view! {
                <div class="kv">
                    {found.rate.map(|rate| view! {
                        <span>{t.currencies_change_rate(formats::date(lang, rate.on))}</span>
                        <span>{ask(Asked::Rate, formats::quantity(lang, rate.per_base))}</span>
                    })}
                    <span>{t.currencies_change_priced()}</span><span>{found.priced}</span>
                    {(found.converted > 0).then(|| view! { <span>{t.currencies_change_converted()}</span><span>{found.converted}</span> })}
                    <span>{t.currencies_change_before()}</span><span>{ask(Asked::Before, money(&found.before))}</span>
                    <span class="sum">{t.currencies_change_after()}</span><span class="sum">{ask(Asked::After, money(&found.after))}</span>
                </div>
            })}
            <AnswerBelow id="why-currency" open=why account/>
        </Dialog>
    }
}
