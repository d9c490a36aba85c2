//! Payment terms in words: what a document says, written out of the instalments.
use crate::T;
use domain::{
    formats,
    lang::{Lang, Texts},
    money::Currency,
    payment::deposit::Deposit,
    terms::{
        Part, PaymentTerms,
        due::Due,
        early::{EarlyDiscount, EarlyTaxes},
    },
};

/// When an instalment is due, counted from the invoice.
pub fn when(t: T, due: Due) -> String {
    match due {
        Due::DaysAfter { days: 0 } => t.terms_at_once().to_owned(),
        Due::DaysAfter { days } => t.terms_within(days),
        Due::DaysAfterMonthEnd { days: 0 } | Due::OnDayOfNextMonth { days: 0, day: 0 } => {
            t.terms_month_end().to_owned()
        }
        Due::DaysAfterMonthEnd { days } => t.terms_after_month_end(days),
        Due::DaysAfterNextMonthEnd { days: 0 } => t.terms_next_month_end().to_owned(),
        Due::DaysAfterNextMonthEnd { days } => t.terms_after_next_month_end(days),
        Due::OnDayOfNextMonth { days, day: 0 } => t.terms_days_then_month_end(days),
        Due::OnDayOfNextMonth { days: 0, day } => t.terms_on_day(day),
        Due::OnDayOfNextMonth { days, day } => t.terms_days_then_on_day(days, day),
    }
}

/// The sentence of payment terms. Its figures are in the form of the language itself: the same terms have the same
/// sentence wherever they are written.
///
/// ```
/// use domain::{ids::PaymentTermsId, money::Currency, terms::{Instalment, Part, PaymentTerms, due::Due}};
/// use i18n::{Lang, T, terms::sentence};
/// let part = |percent: i64, days| Instalment { part: Part::Percent(percent.into()), due: Due::DaysAfter { days } };
/// let id: PaymentTermsId = "00000000-0000-0000-0000-000000000000".parse().unwrap();
/// let terms = |instalments| PaymentTerms { id, instalments, early: None };
/// let fi = |instalments| sentence(T::new(Lang::Fi), &terms(instalments), Currency::EUR).replace('\u{a0}', " ");
/// assert_eq!(fi(vec![part(100, 14)]), "14 pv netto");
/// assert_eq!(fi(vec![part(30, 0), part(70, 14)]), "30 % heti, loput 14 päivän kuluessa");
/// ```
pub fn sentence(t: T, terms: &PaymentTerms, currency: Currency) -> String {
    let t = t.with_figures_of(t.lang());
    let mut parts: Vec<String> = match terms.instalments.as_slice() {
        [only] => vec![match only.due {
            Due::DaysAfter { days } if days > 0 => t.terms_net(days),
            due => t.terms_single(when(t, due)),
        }],
        several => {
            let last = several.len().saturating_sub(1);
            let part = |at: usize, part: Part| match part {
                _ if at == last => t.terms_rest().to_owned(),
                Part::Percent(percent) => formats::percent(t.figures(), percent),
                Part::Fixed(amount) => formats::money(t.figures(), amount, &currency),
            };
            let one =
                |(at, one): (usize, &domain::terms::Instalment)| t.terms_part(part(at, one.part), when(t, one.due));
            several.iter().enumerate().map(one).collect()
        }
    };
    parts.extend(terms.early.as_ref().map(|discount| early(t, discount)));
    parts.join(", ")
}

/// The discount for paying early, as a part of a sentence.
fn early(t: T, early: &EarlyDiscount) -> String {
    let percent = formats::percent(t.figures(), early.percent);
    match early.taxes {
        EarlyTaxes::Reduced => t.terms_early(early.days, percent),
        EarlyTaxes::Kept | EarlyTaxes::AlwaysReduced => t.terms_early_net(early.days, percent),
    }
}

/// The sentence in every language.
pub fn sentences(terms: &PaymentTerms, currency: Currency) -> Texts {
    let mut texts = Texts::default();
    for lang in Lang::ALL {
        *texts.place(lang) = sentence(T::new(lang), terms, currency);
    }
    texts
}

/// When a deposit is due, counted from the acceptance.
pub fn deposit_due(t: T, days: u32) -> String {
    match days {
        0 => t.portal_deposit_now().to_owned(),
        days => t.portal_deposit_days(i64::from(days)),
    }
}

/// How much is demanded on acceptance: a share of the total with tax, or a sum.
pub fn deposit(t: T, figures: Lang, deposit: &Deposit, currency: &Currency) -> String {
    match deposit.part {
        Part::Percent(percent) => t.terms_deposit_share(formats::percent(figures, percent)),
        Part::Fixed(sum) => formats::money(figures, sum, currency),
    }
}
