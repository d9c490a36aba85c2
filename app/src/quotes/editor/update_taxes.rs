//! The offer to update the taxes after another fiscal position: how many lines, from which sum to which, and why.
use super::{desk::Desk, taxing::Offer, why_figure::named};
use crate::{
    quotes::account::{Account, AnswerBelow, AskBelow, told},
    ui::{Button, Dialog, Look},
};
use domain::formats;
use leptos::prelude::*;

/// A figure of the dialog.
#[derive(Clone, Copy, PartialEq)]
enum Asked {
    /// How many lines would have another tax.
    Lines,
    /// What there is to pay now.
    Before,
    /// What there would be to pay.
    After,
}

/// The dialog; taxes chosen by hand are counted and kept.
#[component]
pub fn UpdateTaxes() -> impl IntoView {
    let desk = Desk::here();
    let (t, lang, currency) = (desk.t, desk.t.figures(), desk.currency);
    let offer = desk.taxing.offer;
    let (open, why) = (RwSignal::new(false), RwSignal::new(None::<Asked>));
    Effect::new(move |_| open.set(offer.with(Option::is_some)));
    let sum = move |value| formats::money(lang, value, &currency);
    let account = Callback::new(move |asked| {
        let Some(offer) = offer.get_untracked() else { return ().into_any() };
        match asked {
            Asked::Lines => told(t, lines(desk, &offer), offer.taxes.len().to_string()),
            Asked::Before => told(t, desk.words().gross(&offer.before), sum(offer.before.gross)),
            Asked::After => told(t, desk.words().gross(&offer.after), sum(offer.after.gross)),
        }
    });
    view! {
        <Dialog
            id="update-taxes"
            open
            title=t.taxes_update()
            on_close=move |()| { offer.set(None); why.set(None); }
            footer=move || view! {
                <Button on_press=move |()| open.set(false)>{t.taxes_update_not()}</Button>
                <Button look=Look::Primary on_press=move |()| { desk.take_taxes(); open.set(false); }>{t.taxes_update_do()}</Button>
            }
        >
            {move || offer.get().map(|offer| {
                let ask = move |which, words: String| view! {
                    <AskBelow which open=why place="why-update-taxes" words=Signal::stored(words)/>
                };
                view! {
                    <div class="kv">
                        <span>{t.taxes_update_count()}</span><span>{ask(Asked::Lines, offer.taxes.len().to_string())}</span>
                        {(offer.kept > 0).then(|| view! { <span>{t.taxes_update_kept()}</span><span>{offer.kept}</span> })}
                        <span>{t.taxes_update_before()}</span><span>{ask(Asked::Before, sum(offer.before.gross))}</span>
                        <span class="sum">{t.taxes_update_after()}</span><span class="sum">{ask(Asked::After, sum(offer.after.gross))}</span>
                    </div>
                }
            })}
            <AnswerBelow id="why-update-taxes" open=why account/>
        </Dialog>
    }
}

/// Each line that would have another tax: from which to which.
fn lines(desk: Desk, offer: &Offer) -> Account {
    let rows = desk.rows.with_untracked(|rows| {
        let moved = rows.iter().filter_map(|row| Some((*row, offer.taxes.iter().find(|line| line.id == row.id)?)));
        moved.map(|(row, line)| (named(row), format!("{} → {}", desk.tax_name(row), line.tax.name))).collect()
    });
    (rows, Some(desk.t.taxes_update_why().to_owned()))
}
