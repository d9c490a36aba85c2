//! A month on the scale of all months: what is won, where it is likely to end, its middle, and its target.
use crate::crm::thousandths;
use leptos::prelude::*;
use rust_decimal::Decimal;

/// What is drawn; everything in one currency.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Marks {
    /// Won already.
    pub won: Decimal,
    /// Where it ends eight times of ten.
    pub likely: (Decimal, Decimal),
    /// The middle of that.
    pub middle: Decimal,
    /// What is to be sold.
    pub target: Option<Decimal>,
    /// Where all scales end.
    pub most: Decimal,
}

/// The picture; the figures stand beside it in words.
#[component]
pub(super) fn Scale(#[prop(into)] marks: Signal<Marks>) -> impl IntoView {
    let drawn = move || {
        let marks = marks.get();
        let at = |value: Decimal| thousandths(value, marks.most);
        let (low, high) = (at(marks.likely.0), at(marks.likely.1));
        let won = at(marks.won);
        view! {
            <rect class="track" y="5" width="100%" height="6" rx="3"></rect>
            {(won > 0).then(|| view! { <rect class="won" y="5" width=percent(won) height="6" rx="3"></rect> })}
            {(high > low).then(|| view! {
                <rect class="span" x=percent(low) y="5" width=percent(high - low) height="6" rx="3"></rect>
            })}
            {(marks.middle > Decimal::ZERO).then(|| view! {
                <rect class="mid" x=percent(at(marks.middle).min(990)) y="1" width="3" height="14"></rect>
            })}
            {marks.target.map(|target| {
                let x = percent(at(target).min(995));
                view! { <line class="goal" x1=x.clone() x2=x y1="0" y2="16"></line> }
            })}
        }
    };
    view! { <svg class="range" aria-hidden="true">{drawn}</svg> }
}

/// What the marks mean.
#[component]
pub(super) fn Legend() -> impl IntoView {
    let t = crate::i18n::use_t();
    let mark = |class: &'static str| {
        view! { <svg class="range" aria-hidden="true"><rect class=class y="5" width="100%" height="6" rx="3"></rect></svg> }
    };
    view! {
        <ul class="legend">
            <li>{mark("won")}{t.ahead_mark_won()}</li>
            <li>{mark("span")}{t.ahead_mark_likely()}</li>
            <li><svg class="range" aria-hidden="true"><rect class="mid" x="7" y="1" width="3" height="14"></rect></svg>{t.ahead_mark_middle()}</li>
            <li><svg class="range" aria-hidden="true"><line class="goal" x1="8" x2="8" y1="0" y2="16"></line></svg>{t.ahead_mark_target()}</li>
        </ul>
    }
}

fn percent(thousandths: u32) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}
