//! The form of a discount on the whole: percent, amount or total, with the lines it makes and what is left to pay.
use super::{desk::Desk, discounting::wish_words};
use crate::{
    quotes::account::{AnswerBelow, AskBelow, told},
    ui::{Banner, Button, Dialog, Field, IconName, Look, NumberInput, Segment, Segmented, Tone},
};
use domain::{
    formats,
    quotes::{role::Wish, whole::Whole},
};
use leptos::prelude::*;
use rust_decimal::Decimal;

/// A figure of the form.
#[derive(Clone, Copy, PartialEq)]
enum Asked {
    /// One of the lines it makes.
    Line(usize),
    /// What there is to pay without it.
    Before,
    /// What there is to pay with it.
    After,
}

const PERCENT: &str = "percent";
const AMOUNT: &str = "amount";
const TOTAL: &str = "total";

/// The dialog.
#[component]
pub fn DiscountDialog() -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let open = desk.discounting.asking;
    let kind = RwSignal::new(PERCENT.to_owned());
    let figure = RwSignal::new(None::<Decimal>);
    // It opens with what stands.
    Effect::new(move |_| {
        if !open.get() {
            return;
        }
        let standing = desk.discounting.standing.get_untracked();
        let (key, value) = match standing.map(|standing| standing.wish) {
            Some(Wish::Percent(percent)) => (PERCENT, Some(percent)),
            Some(Wish::Amount(amount)) => (AMOUNT, Some(amount)),
            Some(Wish::Total(total)) => (TOTAL, Some(total)),
            None => (PERCENT, None),
        };
        kind.set(key.to_owned());
        figure.set(value);
    });
    let wish = move || {
        let figure = figure.get()?;
        Some(match kind.get().as_str() {
            AMOUNT => Wish::Amount(figure),
            TOTAL => Wish::Total(figure),
            _ => Wish::Percent(figure),
        })
    };
    let found = Memo::new(move |_| if open.get() { wish().map(|wish| desk.try_discount(wish)) } else { None });
    let error = Signal::derive(move || match found.get() {
        Some(Err(why)) => Some(i18n::problem::refusal_sentence(t, &why)),
        _ => None,
    });
    let nothing = Signal::derive(move || !matches!(found.get(), Some(Ok(whole)) if !whole.lines.is_empty()));
    let give = move |()| {
        if let (Some(wish), Some(Ok(whole))) = (untrack(wish), found.get_untracked())
            && !whole.lines.is_empty()
        {
            desk.give_discount(wish, &whole);
            open.set(false);
        }
    };
    let take_away = move |()| {
        desk.take_discount_away();
        open.set(false);
    };
    let stands = move || desk.discounting.standing.with(Option::is_some);
    let kinds = move || {
        vec![
            Segment::new(PERCENT, t.discount_percent()),
            Segment::new(AMOUNT, t.discount_amount()),
            Segment::new(TOTAL, t.discount_total()),
        ]
    };
    let symbol = desk.currency.symbol().to_owned();
    let field = move || {
        let (label, unit) = match kind.get().as_str() {
            AMOUNT => (t.discount_amount_off(), symbol.clone()),
            TOTAL => (t.discount_total_to(), symbol.clone()),
            _ => (t.discount_percent_off(), "%".to_owned()),
        };
        view! { <Field id="whole-figure" label error><NumberInput value=figure unit/></Field> }
    };
    view! {
        <Dialog id="whole-discount" open title=t.discount_whole()
            on_submit=give
            footer=move || view! {
                <Show when=stands><Button on_press=take_away>{t.discount_take_away()}</Button></Show>
                <Button look=Look::Primary submit=true disabled=nothing>{t.discount_do()}</Button>
            }
        >
            <div class="stack">
                <Segmented id="whole-kind" label=t.discount_whole() value=kind options=kinds() block=true/>
                {field.clone()}
                <div role="status">
                    {move || match found.get() {
                        Some(Ok(whole)) if whole.lines.is_empty() => view! { <p class="faint t-13">{t.discount_nothing()}</p> }.into_any(),
                        Some(Ok(whole)) => view! { <Preview desk wish=untrack(wish) whole/> }.into_any(),
                        _ => ().into_any(),
                    }}
                </div>
            </div>
        </Dialog>
    }
}

/// The lines it makes, and what there is to pay before and after.
#[component]
fn Preview(desk: Desk, wish: Option<Wish>, whole: Whole) -> impl IntoView {
    let (t, lang, currency) = (desk.t, desk.t.figures(), desk.currency);
    let money = move |value: Decimal| formats::money(lang, value, &currency);
    let why = RwSignal::new(None::<Asked>);
    let ask = move |which, words: String| {
        view! { <AskBelow which open=why place="why-whole" words=Signal::stored(words)/> }
    };
    let lines = whole.lines.iter().enumerate().map(|(at, line)| {
        let rate = desk.book.with_untracked(|book| book.find(line.tax).map(|booked| booked.name.clone()));
        let rate = rate.unwrap_or_else(|| formats::percent(lang, line.tax_percent.get()));
        view! { <span>{rate}</span><span>{ask(Asked::Line(at), money(line.unit_price.get()))}</span> }
    });
    let kept = StoredValue::new(whole.clone());
    let account = Callback::new(move |asked| {
        kept.with_value(|whole| match asked {
            Asked::Before => told(t, desk.words().gross(&whole.before), money(whole.before.gross)),
            Asked::After => told(t, desk.words().gross(&whole.after), money(whole.after.gross)),
            Asked::Line(at) => {
                let result = whole.lines.get(at).map(|line| money(line.unit_price.get())).unwrap_or_default();
                let words = wish.map(|wish| wish_words(t, wish, &currency)).unwrap_or_default();
                let rows = [
                    (t.discount_why_of().to_owned(), whole.before.gross),
                    (words, whole.after.gross - whole.before.gross),
                    (t.discount_why_tax().to_owned(), whole.after.tax - whole.before.tax),
                ];
                told(t, desk.words().parts(rows, Some(t.discount_why_shared())), result)
            }
        })
    });
    let wanted = match wish {
        Some(Wish::Amount(amount)) => Some(whole.before.gross - amount),
        Some(Wish::Total(total)) => Some(total),
        _ => None,
    };
    let off = wanted.filter(|wanted| *wanted != whole.after.gross).map(|wanted| {
        view! { <Banner tone=Tone::Amber icon=IconName::Alert>{t.discount_nearest(money(wanted))}</Banner> }
    });
    view! {
        <h3 class="t-13 muted">{t.discount_makes()}</h3>
        <div class="kv">
            {lines.collect_view()}
            <span class="sum">{t.discount_before()}</span><span class="sum">{ask(Asked::Before, money(whole.before.gross))}</span>
            <span class="sum">{t.discount_after()}</span><span class="sum">{ask(Asked::After, money(whole.after.gross))}</span>
        </div>
        <AnswerBelow id="why-whole" open=why account/>
        {off}
    }
}
