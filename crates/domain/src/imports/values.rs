//! What a cell says, in one written form per value: so records and rows are compared as text.
use super::fields::{Field, Form};
use crate::{
    figures::parse_amount,
    parties::{business_id::BusinessId, email::Email, vat_number::VatNumber},
    product_tags,
    quotes::line::{Quantity, UnitPrice},
    refusal::Refusal,
    text::{self, fold},
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Values by the code of their field; a field without one is empty.
pub type Values = BTreeMap<String, String>;

/// What a cell may name: the company's taxes and price lists.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Names and percentages, in order.
    pub taxes: Vec<(String, Decimal)>,
    /// Names.
    pub price_lists: Vec<String>,
    /// Tags of products, as they are written.
    pub tags: Vec<String>,
}

/// Reads a cell for a field; an empty cell is an empty value.
/// # Errors
/// Why the text cannot stand there.
pub fn read(field: &Field, cell: &str, known: &Known) -> Result<String, Refusal> {
    let line = text::clean_line(cell);
    if line.is_empty() {
        return Ok(String::new());
    }
    match field.form {
        Form::Tags => product_tags::read(cell, &known.tags).map(|names| product_tags::written(&names)),
        Form::Line(longest) => text::optional_line(cell, longest),
        Form::Text(longest) => text::optional_text(cell, longest),
        Form::Price => Ok(written(price(figure(&line, false)?)?)),
        Form::Percent => Ok(written(percent(figure(&line, true)?)?)),
        Form::Quantity => match figure(&line, false)? {
            none if none.is_zero() => Ok(String::new()),
            some => Ok(written(Quantity::new(some)?.get())),
        },
        Form::Day => Ok(day(&line)?.format("%Y-%m-%d").to_string()),
        Form::Flag => flag(&fold(&line)).map(|on| if on { "1" } else { "0" }.to_owned()).ok_or(Refusal::NotAChoice),
        Form::Choice(choices) => {
            let word = fold(&line);
            let found =
                choices.iter().find(|(code, words)| *code == word || words.split('|').any(|known| known == word));
            found.map(|(code, _)| (*code).to_owned()).ok_or(Refusal::NotAChoice)
        }
        Form::Email => Email::parse(&line).map(String::from),
        Form::BusinessId => BusinessId::parse(&line).map(String::from),
        Form::VatNumber => VatNumber::parse(&line).map(String::from),
        Form::Country => country(&line).ok_or(Refusal::NotAChoice),
        Form::Tax => tax(&line, known).ok_or(Refusal::NotAChoice),
        Form::PriceList => {
            let name = fold(&line);
            known.price_lists.iter().find(|list| fold(list) == name).cloned().ok_or(Refusal::NotAChoice)
        }
    }
}

/// A figure's one written form.
pub fn written(value: Decimal) -> String {
    value.normalize().to_string()
}

/// A figure and nothing else: no sum is worked out, no formula run.
pub(crate) fn figure(line: &str, percent: bool) -> Result<Decimal, Refusal> {
    let bare = line.strip_suffix(if percent { '%' } else { '€' }).unwrap_or(line);
    let bare = bare.strip_suffix("EUR").unwrap_or(bare).trim();
    let digits = bare.strip_prefix(['-', '−', '–']).unwrap_or(bare);
    let plain = digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '\'' | '’') || c.is_whitespace());
    if !plain {
        return Err(Refusal::NotAFigure);
    }
    parse_amount(bare).map_err(|_| Refusal::NotAFigure)
}

/// A price list knows no credits: those are typed on a line.
fn price(value: Decimal) -> Result<Decimal, Refusal> {
    match UnitPrice::new(value)?.get() {
        price if price < Decimal::ZERO => Err(Refusal::TooSmall { least: Decimal::ZERO }),
        price => Ok(price),
    }
}

/// As in a price list's form: never more than all of it off; on top up to ten times.
fn percent(value: Decimal) -> Result<Decimal, Refusal> {
    let least = Decimal::from(-1000);
    match value.normalize() {
        value if value < least => Err(Refusal::TooSmall { least }),
        value if value > Decimal::ONE_HUNDRED => Err(Refusal::TooLarge { most: Decimal::ONE_HUNDRED }),
        value if value.scale() > 2 => Err(Refusal::TooManyDecimals { decimals: 2 }),
        value => Ok(value),
    }
}

/// `2026-11-23`, with a time behind it or without; `23.11.2026`; `23/11/2026`.
pub(crate) fn day(line: &str) -> Result<NaiveDate, Refusal> {
    let first = line.split([' ', 'T']).next().unwrap_or(line);
    let read = |form: &str| NaiveDate::parse_from_str(first, form).ok();
    let found = read("%Y-%m-%d").or_else(|| read("%d.%m.%Y")).or_else(|| read("%d/%m/%Y"));
    found.filter(|day| (1900..2200).contains(&chrono::Datelike::year(day))).ok_or(Refusal::NotADay)
}

pub(crate) fn flag(word: &str) -> Option<bool> {
    match word {
        "1" | "true" | "yes" | "y" | "x" | "on" | "kylla" | "k" | "tosi" | "ja" | "j" | "sant" | "active"
        | "aktiivinen" | "aktiv" => Some(true),
        "0" | "false" | "no" | "n" | "off" | "ei" | "e" | "epatosi" | "nej" | "falskt" | "inactive" | "poistunut"
        | "utgangen" => Some(false),
        _ => None,
    }
}

/// A code of two letters, or the name of a country people here write most.
fn country(line: &str) -> Option<String> {
    let known = match fold(line).as_str() {
        "finland" | "suomi" => "FI",
        "sweden" | "ruotsi" | "sverige" => "SE",
        "norway" | "norja" | "norge" => "NO",
        "denmark" | "tanska" | "danmark" => "DK",
        "estonia" | "viro" | "estland" | "eesti" => "EE",
        "germany" | "saksa" | "tyskland" | "deutschland" => "DE",
        "aland" | "aland islands" | "ahvenanmaa" => "AX",
        _ => "",
    };
    if !known.is_empty() {
        return Some(known.to_owned());
    }
    (line.len() == 2 && line.bytes().all(|byte| byte.is_ascii_alphabetic())).then(|| line.to_uppercase())
}

/// By name, or by percent where one tax alone has it.
fn tax(line: &str, known: &Known) -> Option<String> {
    let name = fold(line);
    if let Some((found, _)) = known.taxes.iter().find(|(tax, _)| fold(tax) == name) {
        return Some(found.clone());
    }
    let percent = figure(line, true).ok()?;
    let mut alike = known.taxes.iter().filter(|(_, of)| *of == percent);
    let found = alike.next()?;
    alike.next().is_none().then(|| found.0.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::{ImportKind, fields};

    fn said(kind: ImportKind, code: &str, cell: &str) -> Result<String, Refusal> {
        let known = Known {
            taxes: vec![
                ("25,5 %".into(), Decimal::new(255, 1)),
                ("Nolla".into(), Decimal::ZERO),
                ("Veroton".into(), Decimal::ZERO),
            ],
            price_lists: vec!["B2B 2026".into()],
            tags: vec!["Painava".into()],
        };
        fields::named(kind, code).map_or(Err(Refusal::NotThere), |field| read(field, cell, &known))
    }

    #[test]
    fn cells_are_read_as_people_write_them() {
        use ImportKind::{Customers, Prices, Products};
        for (kind, code, cell, meant) in [
            (Products, "unit_price", "1 234,50", "1234.5"),
            (Products, "unit_price", "1\u{a0}234,50 €", "1234.5"),
            (Products, "unit_price", "1.234,50", "1234.5"),
            (Products, "unit_price", "12.5", "12.5"),
            (Products, "tags", "ulkokäyttö; PAINAVA,", "Painava, ulkokäyttö"),
            (Products, "tax", "25,5", "25,5 %"),
            (Products, "tax", "25.5 %", "25,5 %"),
            (Products, "tax", "veroton", "Veroton"),
            (Products, "active", "Kyllä", "1"),
            (Products, "active", "false", "0"),
            (Products, "kind", "Työ", "service"),
            (Products, "name", "  Pumppu \n iso ", "Pumppu iso"),
            (Customers, "language", "Ruotsi", "sv"),
            (Customers, "billing.country", "Suomi", "FI"),
            (Customers, "billing.country", "se", "SE"),
            (Customers, "price_list", "b2b 2026", "B2B 2026"),
            (Prices, "from", "1.3.2026", "2026-03-01"),
            (Prices, "until", "2026-03-31 00:00:00", "2026-03-31"),
            (Prices, "percent", "12,5 %", "12.5"),
            (Prices, "min_quantity", "0", ""),
            (Prices, "price", "", ""),
        ] {
            assert_eq!(said(kind, code, cell).as_deref(), Ok(meant), "{code} {cell}");
        }
    }

    #[test]
    fn what_cannot_stand_there_is_refused() {
        use ImportKind::{Customers, Prices, Products};
        for (kind, code, cell, refusal) in [
            (Products, "unit_price", "=1+2", Refusal::NotAFigure),
            (Products, "unit_price", "3*12", Refusal::NotAFigure),
            (Products, "unit_price", "10 %", Refusal::NotAFigure),
            (Products, "unit_price", "-1", Refusal::TooSmall { least: Decimal::ZERO }),
            (Products, "unit_price", "1e5", Refusal::NotAFigure),
            (Products, "tax", "24", Refusal::NotAChoice),
            (Products, "tax", "0", Refusal::NotAChoice),
            (Products, "active", "ehkä", Refusal::NotAChoice),
            (Customers, "email", "myynti@lapuankylma", Refusal::EmailInvalid),
            (Customers, "business_id", "1928374-5", Refusal::BusinessIdInvalid),
            (Customers, "billing.country", "Suomessa", Refusal::NotAChoice),
            (Prices, "from", "31.2.2026", Refusal::NotADay),
            (Prices, "percent", "101", Refusal::TooLarge { most: Decimal::ONE_HUNDRED }),
        ] {
            assert_eq!(said(kind, code, cell), Err(refusal), "{code} {cell}");
        }
    }
}
