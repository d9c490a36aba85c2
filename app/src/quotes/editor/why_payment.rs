//! Why an instalment, the discount for paying early, the deposit, or the weight of the goods is what it is: the rule in
//! words, and the sum.
use super::{
    desk::{Desk, Row},
    keys::Kind,
    why_figure::{Askable, Figure},
};
use crate::{delivery::words::weight, terms::sentence_case};
use domain::{
    formats,
    money::{self, step::Step},
    payment::deposit::Deposit,
    refusal::Fields,
    terms::{
        Part, PaymentTerms,
        early::{EarlyDiscount, EarlyTaxes},
    },
};
use i18n::terms::{deposit_due, sentence, when};
use leptos::prelude::*;
use rust_decimal::Decimal;
use wire::terms::TermsChoice;

/// A sum in words and figures, and the rule it follows.
pub type Account = (Vec<(String, String)>, Option<String>);

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

    fn paid_early(self) -> Option<(EarlyDiscount, Decimal)> {
        let (net, gross) = self.sums_to();
        let early = self.payment_terms()?.early?;
        let amount = early.to_pay(net, gross, Step::of(self.currency)).ok()?;
        Some((early, amount))
    }
}

/// The figure as it stands. Tracked.
pub fn shown(desk: Desk, figure: Figure) -> String {
    let money = |value| formats::money(desk.t.figures(), value, &desk.currency);
    let (_, gross) = desk.sums_to();
    match figure {
        Figure::Instalment(at) => money(desk.instalments().get(at).copied().unwrap_or_default()),
        Figure::Early => money(desk.paid_early().map(|(_, amount)| amount).unwrap_or_default()),
        Figure::Deposit => money(desk.demanded().map(|one| one.of(gross, &desk.currency)).unwrap_or_default()),
        _ => weight(
            desk.t,
            desk.delivering.answer.with(|found| found.as_ref().map(|found| found.load.weight)).unwrap_or_default(),
        ),
    }
}

/// The sum that the figure is. Tracked.
pub fn account(desk: Desk, figure: Figure) -> Account {
    match figure {
        Figure::Instalment(at) => instalment(desk, at).unwrap_or_default(),
        Figure::Early => early(desk).unwrap_or_default(),
        Figure::Deposit => deposit(desk).unwrap_or_default(),
        _ => of_weight(desk),
    }
}

/// A share of a sum: the sum, the share of it, and what rounding does.
fn share(desk: Desk, (of, whole): (&str, Decimal), percent: Decimal) -> Vec<(String, String)> {
    let (t, lang) = (desk.t, desk.t.figures());
    let exact = (whole * percent / Decimal::ONE_HUNDRED).normalize();
    let off = money::round(exact, desk.currency.decimals()) - exact;
    let mut rows = vec![
        (of.to_owned(), formats::money(lang, whole, &desk.currency)),
        (t.quotes_why_times(formats::percent(lang, percent)), formats::quantity(lang, exact)),
    ];
    if !off.is_zero() {
        rows.push((t.quotes_why_rounded().to_owned(), formats::quantity(lang, off.normalize())));
    }
    rows
}

fn instalment(desk: Desk, at: usize) -> Option<Account> {
    let (t, lang) = (desk.t, desk.t.figures());
    let money = |value| formats::money(lang, value, &desk.currency);
    let terms = desk.payment_terms()?;
    let (_, gross) = desk.sums_to();
    let own = terms.instalments.get(at)?;
    let due = sentence_case(&when(t, own.due));
    let rows = match own.part {
        // The last one takes the balance, whatever it says.
        _ if at + 1 == terms.instalments.len() => {
            let before = desk.instalments().into_iter().take(at).enumerate();
            let before = before.map(|(at, amount)| (t.quotes_why_instalment(at + 1), money(-amount)));
            std::iter::once((t.quotes_to_pay().to_owned(), money(gross))).chain(before).collect()
        }
        Part::Percent(percent) => share(desk, (t.quotes_to_pay(), gross), percent),
        Part::Fixed(sum) => vec![(t.quotes_why_fixed().to_owned(), money(sum))],
    };
    let last = (at > 0 && at + 1 == terms.instalments.len()).then(|| t.terms_last_what().to_owned());
    let rule = t.quotes_why_terms(sentence(t, &terms, desk.currency));
    let words = [Some(rule), last, Some(format!("{due}. {}", t.terms_of_invoice()))];
    Some((rows, Some(words.into_iter().flatten().collect::<Vec<_>>().join(" "))))
}

fn early(desk: Desk) -> Option<Account> {
    let (t, lang) = (desk.t, desk.t.figures());
    let money = |value| formats::money(lang, value, &desk.currency);
    let (early, amount) = desk.paid_early()?;
    let (net, gross) = desk.sums_to();
    let of_gross = early.taxes == EarlyTaxes::Reduced;
    let whole = if of_gross { (t.quotes_to_pay(), gross) } else { (t.quotes_net(), net) };
    let mut rows = share(desk, whole, early.percent);
    if !of_gross {
        rows.insert(0, (t.quotes_to_pay().to_owned(), money(gross)));
    }
    rows.push((t.quotes_why_off().to_owned(), money(amount - gross)));
    let rule = if of_gross { t.quotes_why_early_gross() } else { t.quotes_why_early_net() };
    Some((rows, Some(format!("{}: {rule} {}", t.terms_paid_early(early.days), t.terms_of_invoice()))))
}

fn deposit(desk: Desk) -> Option<Account> {
    let (t, lang) = (desk.t, desk.t.figures());
    let money = |value| formats::money(lang, value, &desk.currency);
    let demanded = desk.demanded()?;
    let (_, gross) = desk.sums_to();
    let rows = match demanded.part {
        Part::Percent(percent) => share(desk, (t.quotes_to_pay(), gross), percent),
        Part::Fixed(sum) if sum > gross => {
            vec![(t.quotes_why_fixed().to_owned(), money(sum)), (t.quotes_to_pay().to_owned(), money(gross))]
        }
        Part::Fixed(sum) => vec![(t.quotes_why_fixed().to_owned(), money(sum))],
    };
    Some((rows, Some(format!("{} {}.", t.quotes_why_deposit(), sentence_case(&deposit_due(t, demanded.days))))))
}

/// What each line's goods weigh.
fn of_weight(desk: Desk) -> Account {
    let t = desk.t;
    let load = desk.delivering.answer.with(|found| found.as_ref().map(|found| found.load.clone()));
    let Some(load) = load else { return Account::default() };
    let name = |row: &Row| {
        let named = row.data.with_untracked(|data| data.name.clone());
        format!("{}. {named}", row.number.get_untracked())
    };
    desk.rows.with(|rows| {
        let lines = load.weights.iter().filter_map(|(id, kilograms)| {
            let row = rows.iter().find(|row| row.id == *id && row.kind == Kind::Product)?;
            Some((name(row), weight(t, *kilograms)))
        });
        let unknown = load.unweighed.len();
        (lines.collect(), (unknown > 0).then(|| t.delivery_unweighed(unknown)))
    })
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
