//! What is due when, as a list under the totals.
use domain::{formats, money::Currency, terms::schedule::Schedule};
use i18n::{T, terms::when};
use leptos::prelude::*;
use rust_decimal::Decimal;

/// The instalments with their amounts, and what paying early costs.
#[component]
pub fn ScheduleList(
    /// The reader's texts.
    t: T,
    /// What is due.
    schedule: Schedule,
    /// The currency of the amounts.
    currency: Currency,
    /// Shows an amount, of an instalment by its place or of paying early, so that one can ask why.
    #[prop(optional)]
    ask: Option<Callback<(Option<usize>, String), AnyView>>,
) -> impl IntoView {
    let money = move |part: Option<usize>, value: Decimal| {
        let words = formats::money(t.figures(), value, &currency);
        ask.map_or_else(|| words.clone().into_any(), |ask| ask.run((part, words.clone())))
    };
    let early = schedule.early.map(|early| {
        view! { <span>{t.terms_paid_early(early.days)}</span><span>{money(None, early.amount)}</span> }
    });
    let parts = schedule.parts.into_iter().enumerate().map(|(at, part)| {
        let when = sentence_case(&when(t, part.due));
        view! { <span>{when}</span><span>{money(Some(at), part.amount)}</span> }
    });
    view! {
        <section id="schedule" aria-label=t.terms_schedule()>
            <h3 class="t-13">{t.terms_schedule()}</h3>
            <div class="kv">{parts.collect_view()}{early}</div>
            <small class="faint">{t.terms_of_invoice()}</small>
        </section>
    }
}

/// With a capital first, as words that stand alone begin.
pub fn sentence_case(words: &str) -> String {
    let mut rest = words.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}
