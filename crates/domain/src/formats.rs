//! Figures, money, dates and times as the reader writes them.
//!
//! Finnish and Swedish: `1 234,56 €`, `23.11.2026`, `25,5 %` with no-break spaces and the true minus.
//! English: `€1,234.56`, `23 Nov 2026`, `25.5%`.
use crate::{
    lang::Lang,
    money::{self, Currency},
};
use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike, Weekday};
use rust_decimal::Decimal;

const NBSP: char = '\u{a0}';
const MINUS: char = '\u{2212}';

/// A figure with exactly `decimals` decimals, grouped by thousands, rounded half away from zero.
///
/// ```
/// use domain::{formats::figure, lang::Lang};
/// use rust_decimal::Decimal;
/// assert_eq!(figure(Lang::Fi, Decimal::new(-1234567, 2), 2), "\u{2212}12\u{a0}345,67");
/// assert_eq!(figure(Lang::En, Decimal::new(1234567, 2), 2), "12,345.67");
/// ```
pub fn figure(lang: Lang, value: Decimal, decimals: u32) -> String {
    let rounded = money::round(value, decimals);
    let (whole, fraction) = digits(rounded, decimals as usize);
    let (group, point) = if lang == Lang::En { (',', '.') } else { (NBSP, ',') };
    let mut out = String::with_capacity(whole.len() + fraction.len() + 8);
    if rounded.is_sign_negative() && !rounded.is_zero() {
        out.push(MINUS);
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(group);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(point);
        out.push_str(&fraction);
    }
    out
}

/// The digits before the point and those behind it, at least `decimals`; without the sign. By hand: the customer's page
/// carries this function, and formatting in general would weigh more than all the rest of it.
fn digits(value: Decimal, decimals: usize) -> (String, String) {
    let figure = value.unpack();
    let mut parts = [figure.hi, figure.mid, figure.lo];
    let scale = figure.scale as usize;
    let mut all = vec![b'0'; decimals.saturating_sub(scale)];
    while parts != [0; 3] || all.len() <= scale.max(decimals) {
        let mut rest = 0_u64;
        for part in &mut parts {
            let now = rest << 32 | u64::from(*part);
            *part = (now / 10) as u32;
            rest = now % 10;
        }
        all.push(b'0' + rest as u8);
    }
    let mut digits: String = all.iter().rev().map(|digit| char::from(*digit)).collect();
    let fraction = digits.split_off(digits.len() - scale.max(decimals));
    (digits, fraction)
}

/// A figure as programs write it, without trailing zeros: `1234.5`, `-0.25`.
///
/// ```
/// use domain::formats::plain;
/// use rust_decimal::Decimal;
/// assert_eq!(plain(Decimal::new(-2550, 2)), "-25.5");
/// assert_eq!(plain(Decimal::new(0, 3)), "0");
/// ```
pub fn plain(value: Decimal) -> String {
    let value = value.normalize();
    let (whole, fraction) = digits(value, 0);
    let mut out = String::new();
    if value.is_sign_negative() && !value.is_zero() {
        out.push('-');
    }
    out.push_str(&whole);
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(&fraction);
    }
    out
}

/// A figure with as many decimals as it has, at most six: for quantities and for editing.
pub fn quantity(lang: Lang, value: Decimal) -> String {
    let value = value.normalize();
    figure(lang, value, value.scale().min(6))
}

/// A unit price: at least the currency's decimals, more when it has more.
pub fn unit_price(lang: Lang, value: Decimal, currency: &Currency) -> String {
    let value = value.normalize();
    figure(lang, value, value.scale().clamp(currency.decimals(), 6))
}

/// An amount with its currency: `1 234,56 €`, `€1,234.56`.
pub fn money(lang: Lang, value: Decimal, currency: &Currency) -> String {
    let figure = figure(lang, value, currency.decimals());
    let symbol = currency.symbol();
    match lang {
        Lang::En if symbol.len() <= 3 && !symbol.is_ascii() || symbol == "$" => match figure.strip_prefix(MINUS) {
            Some(positive) => format!("{MINUS}{symbol}{positive}"),
            None => format!("{symbol}{figure}"),
        },
        _ => format!("{figure}{NBSP}{symbol}"),
    }
}

/// A whole amount without decimals, for boards and sums: `17 318 €`.
pub fn money_short(lang: Lang, value: Decimal, currency: &Currency) -> String {
    let full = figure(lang, value, 0);
    let symbol = currency.symbol();
    if lang == Lang::En && (symbol == "$" || !symbol.is_ascii()) {
        format!("{symbol}{full}")
    } else {
        format!("{full}{NBSP}{symbol}")
    }
}

/// A percentage with as few decimals as it has: `25,5 %`, `25.5%`.
pub fn percent(lang: Lang, value: Decimal) -> String {
    let figure = quantity(lang, value);
    if lang == Lang::En { format!("{figure}%") } else { format!("{figure}{NBSP}%") }
}

const MONTHS_EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A date: `23.11.2026`, `23 Nov 2026`.
pub fn date(lang: Lang, day: NaiveDate) -> String {
    match lang {
        Lang::En => format!("{} {} {}", day.day(), month_en(day), day.year()),
        Lang::Fi | Lang::Sv => format!("{}.{}.{}", day.day(), day.month(), day.year()),
    }
}

/// A date without its year: `23.11.`, `23 Nov`.
pub fn date_short(lang: Lang, day: NaiveDate) -> String {
    match lang {
        Lang::En => format!("{} {}", day.day(), month_en(day)),
        Lang::Fi => format!("{}.{}.", day.day(), day.month()),
        Lang::Sv => format!("{}.{}", day.day(), day.month()),
    }
}

fn month_en(day: NaiveDate) -> &'static str {
    MONTHS_EN.get(day.month0() as usize).copied().unwrap_or("")
}

/// A time of day: `14.30` in Finnish and Swedish, `14:30` in English.
pub fn time(lang: Lang, at: NaiveDateTime) -> String {
    let sign = if lang == Lang::En { ':' } else { '.' };
    format!("{}{sign}{:02}", at.hour(), at.minute())
}

/// Date and time as a sentence has them: `23.11.2026 klo 14.30`, `23.11.2026 kl. 14.30`, `23 Nov 2026, 14:30`.
pub fn date_time(lang: Lang, at: NaiveDateTime) -> String {
    let (day, time) = (date(lang, at.date()), time(lang, at));
    match lang {
        Lang::En => format!("{day}, {time}"),
        Lang::Fi => format!("{day} klo {time}"),
        Lang::Sv => format!("{day} kl. {time}"),
    }
}

/// Date and time in the form of one language on a screen in another: the form without its word, `23.11.2026 14.30`.
///
/// ```
/// use chrono::NaiveDate;
/// use domain::{formats::moment, lang::Lang};
/// let at = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap().and_hms_opt(14, 30, 0).unwrap();
/// assert_eq!(moment(Lang::En, Lang::Fi, at), "23.11.2026 14.30");
/// assert_eq!(moment(Lang::Fi, Lang::Fi, at), "23.11.2026 klo 14.30");
/// ```
pub fn moment(lang: Lang, form: Lang, at: NaiveDateTime) -> String {
    if lang == form {
        return date_time(lang, at);
    }
    format!("{} {}", date(form, at.date()), time(form, at))
}

/// The ISO week: `vko 48`, `v. 48`, `week 48`.
pub fn week(lang: Lang, day: NaiveDate) -> String {
    let week = day.iso_week().week();
    match lang {
        Lang::En => format!("week {week}"),
        Lang::Fi => format!("vko{NBSP}{week}"),
        Lang::Sv => format!("v.{NBSP}{week}"),
    }
}

/// The weekday's short name: `ma`, `mån`, `Mon`.
pub fn weekday_short(lang: Lang, day: NaiveDate) -> &'static str {
    let names = match lang {
        Lang::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        Lang::Fi => ["ma", "ti", "ke", "to", "pe", "la", "su"],
        Lang::Sv => ["mån", "tis", "ons", "tors", "fre", "lör", "sön"],
    };
    names[weekday_index(day.weekday())]
}

/// The weekday's full name: `maanantai`, `måndag`, `Monday`.
pub fn weekday(lang: Lang, day: NaiveDate) -> &'static str {
    let names = match lang {
        Lang::En => ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
        Lang::Fi => ["maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai"],
        Lang::Sv => ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"],
    };
    names[weekday_index(day.weekday())]
}

const fn weekday_index(day: Weekday) -> usize {
    day.num_days_from_monday() as usize
}

/// A file size: `1,2 MB`, `840 kB`.
pub fn size(lang: Lang, bytes: i64) -> String {
    let value = Decimal::from(bytes);
    if bytes >= 1_000_000 {
        format!("{}{NBSP}MB", figure(lang, value / Decimal::from(1_000_000), 1))
    } else {
        format!("{}{NBSP}kB", figure(lang, (value / Decimal::from(1_000)).max(Decimal::ONE), 0))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
    }

    #[test]
    fn each_language_writes_its_own_form() {
        let amount = Decimal::new(123_456, 2);
        assert_eq!(money(Lang::Fi, amount, &Currency::EUR), "1\u{a0}234,56\u{a0}€");
        assert_eq!(money(Lang::Sv, amount, &Currency::EUR), "1\u{a0}234,56\u{a0}€");
        assert_eq!(money(Lang::En, amount, &Currency::EUR), "€1,234.56");
        assert_eq!(money(Lang::En, -amount, &Currency::EUR), "\u{2212}€1,234.56");
        assert_eq!(money(Lang::En, amount, &Currency::parse("SEK").unwrap()), "1,234.56\u{a0}kr");
        assert_eq!(percent(Lang::Fi, Decimal::new(2550, 2)), "25,5\u{a0}%");
        assert_eq!(percent(Lang::En, Decimal::new(2550, 2)), "25.5%");
        assert_eq!(date(Lang::Fi, day()), "23.11.2026");
        assert_eq!(date(Lang::En, day()), "23 Nov 2026");
        assert_eq!(date_time(Lang::Fi, day().and_hms_opt(14, 30, 0).unwrap()), "23.11.2026 klo 14.30");
        assert_eq!(week(Lang::Fi, day()), "vko\u{a0}48");
        assert_eq!(weekday(Lang::Sv, day()), "måndag");
    }

    #[test]
    fn a_rounded_zero_has_no_minus() {
        assert_eq!(figure(Lang::Fi, Decimal::new(-1, 3), 2), "0,00");
    }

    proptest! {
        #[test]
        fn digits_written_by_hand_are_those_of_the_library(lo: u32, mid: u32, hi in 0_u32..65_536, negative: bool, scale in 0_u32..=28, decimals in 0_u32..=6) {
            // Longer ones the library cannot write.
            let value = Decimal::from_parts(lo, mid, hi, negative, scale);
            prop_assert_eq!(plain(value), value.normalize().to_string());
            let rounded = money::round(value, decimals);
            let ours: String = figure(Lang::En, value, decimals).chars().filter(|c| *c != ',' && *c != MINUS).collect();
            prop_assert_eq!(ours, format!("{:.*}", decimals as usize, rounded.abs()));
        }
    }

    #[test]
    fn quantities_keep_what_they_have() {
        assert_eq!(quantity(Lang::Fi, Decimal::new(12500, 3)), "12,5");
        assert_eq!(unit_price(Lang::Fi, Decimal::new(98, 1), &Currency::EUR), "9,80");
        assert_eq!(unit_price(Lang::Fi, Decimal::new(12345, 4), &Currency::EUR), "1,2345");
    }
}
