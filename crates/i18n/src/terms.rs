//! Payment terms as documents say them.
use crate::{Lang, T};
use chrono::NaiveDate;
use domain::{
    formats,
    money::{Currency, step::Step},
    terms::{Instalment, Part, PaymentTerms, due::Due},
};
use rust_decimal::Decimal;

/// The terms as one sentence for each instalment, and one for the discount of paying early.
///
/// ```
/// use domain::{ids::PaymentTermsId, money::Currency, terms::{Instalment, Part, PaymentTerms, due::Due}};
/// use i18n::{Lang, T, terms::terms_text};
/// use rust_decimal::Decimal;
/// let part = |percent: i64, days| Instalment { part: Part::Percent(percent.into()), due: Due::DaysAfter { days } };
/// let terms = |instalments| PaymentTerms { id: PaymentTermsId(uuid::Uuid::nil()), instalments, early: None };
/// let say = |terms: &PaymentTerms| terms_text(T::new(Lang::Fi), Lang::Fi, terms, &Currency::EUR);
/// assert_eq!(say(&terms(vec![part(100, 14)])), "14 pv laskun päiväyksestä netto");
/// assert_eq!(say(&terms(vec![part(30, 0), part(70, 14)])), "30\u{a0}% heti laskun saavuttua, 70\u{a0}% 14 pv laskun päiväyksestä");
/// ```
pub fn terms_text(t: T, figures: Lang, terms: &PaymentTerms, currency: &Currency) -> String {
    let mut sentences: Vec<String> = match terms.instalments.as_slice() {
        [one] => vec![capital(&t.terms_sentence_net(due(t, one.due)))],
        several => {
            let part =
                |one: &Instalment| t.terms_sentence_part(part_text(figures, one.part, currency), due(t, one.due));
            vec![capital(&several.iter().map(part).collect::<Vec<_>>().join(", "))]
        }
    };
    if let Some(early) = terms.early {
        sentences.push(t.terms_sentence_early(formats::percent(figures, early.percent), early.days));
    }
    sentences.join(". ")
}

/// Each instalment with its amount; nothing where there is one only.
pub fn schedule(
    t: T,
    figures: Lang,
    terms: &PaymentTerms,
    (total, issued, currency): (Decimal, NaiveDate, &Currency),
) -> Vec<(String, String)> {
    if terms.instalments.len() < 2 {
        return Vec::new();
    }
    let amounts = terms.instalments_of(total, issued, Step::of(*currency)).unwrap_or_default();
    let row = |(one, amount): (&Instalment, domain::terms::instalments::DueAmount)| {
        let words = t.terms_sentence_part(part_text(figures, one.part, currency), due(t, one.due));
        (words, formats::money(figures, amount.amount, currency))
    };
    terms.instalments.iter().zip(amounts).map(row).collect()
}

fn part_text(figures: Lang, part: Part, currency: &Currency) -> String {
    match part {
        Part::Percent(percent) => formats::percent(figures, percent),
        Part::Fixed(amount) => formats::money(figures, amount, currency),
    }
}

fn due(t: T, due: Due) -> String {
    match due {
        Due::DaysAfter { days: 0 } => t.terms_sentence_now().to_owned(),
        Due::DaysAfter { days } => t.terms_sentence_days(days),
        Due::DaysAfterMonthEnd { days: 0 } => t.terms_sentence_this_month_end().to_owned(),
        Due::DaysAfterMonthEnd { days } => t.terms_sentence_month_end(days),
        Due::DaysAfterNextMonthEnd { days } => t.terms_sentence_next_month_end(days),
        Due::OnDayOfNextMonth { days, day: 0 } => t.terms_sentence_day_end(days),
        Due::OnDayOfNextMonth { days, day } => t.terms_sentence_day(days, day),
    }
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
