//! The least and the most the customer may take of a line, in the line's drawer.
use super::desk::{Desk, Row};
use crate::ui::{Field, TextInput};
use domain::{
    figures::parse_amount,
    formats,
    quotes::group::Offer,
    refusal::{Fields, Refusal},
};
use leptos::prelude::*;
use rust_decimal::Decimal;

/// Both bounds; the quantity is fixed where neither is set. What cannot be is said and not taken over.
#[component]
pub fn Range(row: Row, desk: Desk) -> impl IntoView {
    let t = desk.t;
    let offer = row.data.with_untracked(|data| data.offer);
    let text = |bound: Option<Decimal>| {
        RwSignal::new(bound.map(|bound| formats::quantity(t.figures(), bound)).unwrap_or_default())
    };
    let (least, most) = (text(offer.least), text(offer.most));
    let wrong = RwSignal::new(None::<(bool, Refusal)>);
    Effect::new(move |before: Option<(String, String)>| {
        let now = (least.get(), most.get());
        if before.is_some_and(|before| before != now) {
            match read(row, &now) {
                Ok(offer) => {
                    wrong.set(None);
                    desk.write(row, |data| data.offer = offer);
                }
                Err(why) => wrong.set(Some(why)),
            }
        }
        now
    });
    let error = move |of_most: bool| {
        Signal::derive(move || {
            wrong.with(|wrong| {
                let (at, why) = wrong.as_ref()?;
                (*at == of_most).then(|| i18n::problem::refusal_sentence(t, why))
            })
        })
    };
    view! {
        <div class="cols-2">
            <Field id="sheet-least" label=t.quotes_least() error=error(false)>
                <TextInput value=least on_leave=move |_| desk.left()/>
            </Field>
            <Field id="sheet-most" label=t.quotes_most() error=error(true)>
                <TextInput value=most on_leave=move |_| desk.left()/>
            </Field>
        </div>
        <p class="hint">{t.quotes_range_hint()}</p>
    }
}

/// The line's offer with these bounds, or what is wrong and whether it is the most.
fn read(row: Row, (least, most): &(String, String)) -> Result<Offer, (bool, Refusal)> {
    let figure = |text: &str, of_most: bool| match text.trim() {
        "" => Ok(None),
        text => parse_amount(text).map(Some).map_err(|_| (of_most, Refusal::NotAFigure)),
    };
    let (least, most) = (figure(least, false)?, figure(most, true)?);
    let (offer, quantity) = row.data.with_untracked(|data| (data.offer, data.quantity));
    let mut fields = Fields::new();
    match (Offer { least, most, ..offer }).read(Some(quantity), "line", &mut fields) {
        Some(offer) => Ok(offer),
        None => {
            let first = fields.into_refusals().into_iter().next();
            let of_most = first
                .as_ref()
                .is_some_and(|first| first.field == "line.most" || matches!(first.refusal, Refusal::TooLarge { .. }));
            // A bound that leaves the line's own quantity out is wrong itself.
            Err((
                of_most,
                first.map_or(Refusal::NotAChoice, |first| match first.refusal {
                    Refusal::TooLarge { .. } => Refusal::TooSmall { least: quantity.get() },
                    Refusal::TooSmall { .. } if first.field == "line.quantity" => {
                        Refusal::TooLarge { most: quantity.get() }
                    }
                    other => other,
                }),
            ))
        }
    }
}
