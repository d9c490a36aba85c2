//! Why an instalment, the discount for paying early, the deposit, the exchange rate, or what the goods weigh and fill is
//! what it is: the rule in words, and the sum.
use super::{
    desk::Desk,
    keys::Kind,
    why_figure::{Askable, Figure, named},
};
use crate::{
    delivery::words::{volume, weight},
    quotes::account::Account,
};
use domain::{
    formats,
    ids::LineId,
    money::{rates::FrozenRate, step::Step},
    payment::deposit::Deposit,
    refusal::Fields,
    terms::PaymentTerms,
};
use i18n::{T, terms::deposit_due};
use leptos::prelude::*;
use rust_decimal::Decimal;
use wire::{delivery::LoadView, terms::TermsChoice};

impl Desk {
    /// The company's terms of payment that the quotation's sentence is; nothing where it is in own words. Tracked.
    pub fn payment_terms(self) -> Option<PaymentTerms> {
        let says = self.head.payment_terms.get();
        self.view.with(|view| TermsChoice::find(&view.payment_terms, &says).map(|choice| choice.terms.clone()))
    }

    /// What is demanded on acceptance, where it can be read. Tracked.
    pub fn demanded(self) -> Option<Deposit> {
        self.head.deposit.typed().check(&mut Fields::new())
    }

    fn sums_to(self) -> (Decimal, Decimal) {
        self.sums.with(|sums| (sums.totals.net, sums.totals.gross))
    }

    fn instalments(self) -> Vec<Decimal> {
        let (_, gross) = self.sums_to();
        let step = Step::of(self.currency);
        self.payment_terms().and_then(|terms| terms.amounts_of(gross, step).ok()).unwrap_or_default()
    }

    fn paid_early(self) -> Option<Decimal> {
        let (net, gross) = self.sums_to();
        self.payment_terms()?.early?.to_pay(net, gross, Step::of(self.currency)).ok()
    }

    /// What the goods weigh and fill, as the server said last. Tracked.
    fn load(self) -> Option<LoadView> {
        self.delivering.answer.with(|found| found.as_ref().map(|found| found.load.clone()))
    }
}

/// The figure as it stands. Tracked.
pub fn shown(desk: Desk, figure: Figure) -> String {
    let money = |value| formats::money(desk.t.figures(), value, &desk.currency);
    let (_, gross) = desk.sums_to();
    match figure {
        Figure::Instalment(at) => money(desk.instalments().get(at).copied().unwrap_or_default()),
        Figure::Early => money(desk.paid_early().unwrap_or_default()),
        Figure::Deposit => money(desk.demanded().map(|one| one.of(gross, &desk.currency)).unwrap_or_default()),
        Figure::Volume => volume(desk.t, desk.load().unwrap_or_default().volume),
        Figure::Rate => desk.view.with(|view| view.rate).map(|rate| rate_words(desk, &rate)).unwrap_or_default(),
        _ => weight(desk.t, desk.load().unwrap_or_default().weight),
    }
}

fn rate_words(desk: Desk, rate: &FrozenRate) -> String {
    i18n::currencies::rate_of(desk.t, desk.t.figures(), rate)
}

/// The sum that the figure is. Tracked.
pub fn account(desk: Desk, figure: Figure) -> Account {
    let words = desk.words();
    let sums = desk.sums_to();
    let found = match figure {
        Figure::Instalment(at) => desk.payment_terms().and_then(|terms| words.instalment(&terms, sums.1, at)),
        Figure::Early => desk.payment_terms().and_then(|terms| words.early(&terms, sums)),
        Figure::Deposit => desk.demanded().map(|demanded| words.deposit(&demanded, sums.1)),
        Figure::Rate => desk.view.with(|view| view.rate).map(|rate| words.rate(&rate)),
        Figure::Volume => desk.load().map(|load| {
            let unknown = load.unmeasured();
            let note = (unknown > 0).then(|| desk.t.delivery_unmeasured(unknown));
            (measured(desk, &load.volumes, volume), note)
        }),
        _ => desk.load().map(|load| {
            let unknown = load.unweighed.len();
            let note = (unknown > 0).then(|| desk.t.delivery_unweighed(unknown));
            (measured(desk, &load.weights, weight), note)
        }),
    };
    found.unwrap_or_default()
}

/// What the goods of each line measure.
fn measured(desk: Desk, lines: &[(LineId, Decimal)], words: fn(T, Decimal) -> String) -> Vec<(String, String)> {
    desk.rows.with(|rows| {
        let lines = lines.iter().filter_map(|(id, measure)| {
            let row = rows.iter().find(|row| row.id == *id && row.kind == Kind::Product)?;
            Some((named(*row), words(desk.t, *measure)))
        });
        lines.collect()
    })
}

/// The exchange rate below the totals; nothing in the company's own currency.
#[component]
pub fn RateSum() -> impl IntoView {
    let desk = Desk::here();
    let rate = Memo::new(move |_| desk.view.with(|view| view.rate));
    move || {
        rate.get().map(|rate| {
            view! { <p class="faint t-12 gap"><Askable figure=Figure::Rate words=rate_words(desk, &rate)/></p> }
        })
    }
}

/// The deposit below the totals; nothing where none is demanded.
#[component]
pub fn DepositSum() -> impl IntoView {
    let desk = Desk::here();
    let t = desk.t;
    let demanded = Memo::new(move |_| desk.demanded().filter(|_| !desk.sums_to().1.is_zero()));
    move || {
        demanded.get().map(|one| {
            let words = Signal::derive(move || shown(desk, Figure::Deposit));
            view! {
                <div class="kv" id="deposit-sum">
                    <span>{t.quotes_deposit()}<br/><small class="faint">{deposit_due(t, one.days)}</small></span>
                    <span><Askable figure=Figure::Deposit words/></span>
                </div>
            }
        })
    }
}
