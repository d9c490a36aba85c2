//! Fields that a team adds to its opportunities: what kinds there are, and what is typed into them in one written form.
use crate::{
    figures::{FigureError, parse_amount},
    formats,
    imports::values,
    lang::Lang,
    money::{AMOUNT_LIMIT, Currency},
    refusal::Refusal,
    richtext::safe_link,
    text,
};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Most fields of a team that are in use.
pub const MOST: usize = 40;
/// Most that one field offers to choose from.
pub const MOST_CHOICES: usize = 60;
/// Longest name of a field or a choice, in characters.
pub const LONGEST: usize = 60;
/// Longest text, in characters; what is kept is also looked up by.
pub const LONGEST_TEXT: usize = 300;
/// Most decimals of a figure.
const DECIMALS: u32 = 6;
/// What yes is written as.
pub const YES: &str = "yes";
/// What no is written as.
pub const NO: &str = "no";

/// What can stand in a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A line of text.
    #[default]
    Text,
    /// A figure without decimals.
    Whole,
    /// A figure.
    Figure,
    /// An amount in the company's currency.
    Money,
    /// A day.
    Day,
    /// Yes or no.
    YesNo,
    /// One of several.
    One,
    /// Several of several.
    Several,
    /// An address that can be followed.
    Link,
}

impl Kind {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [Kind; 9] = [
        Kind::Text,
        Kind::Whole,
        Kind::Figure,
        Kind::Money,
        Kind::Day,
        Kind::YesNo,
        Kind::One,
        Kind::Several,
        Kind::Link,
    ];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Whole => "whole",
            Kind::Figure => "figure",
            Kind::Money => "money",
            Kind::Day => "day",
            Kind::YesNo => "yes_no",
            Kind::One => "one",
            Kind::Several => "several",
            Kind::Link => "link",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether it offers something to choose from.
    pub const fn chooses(self) -> bool {
        matches!(self, Kind::One | Kind::Several)
    }

    /// Whether opportunities can be found by what stands in it.
    pub const fn finds(self) -> bool {
        matches!(self, Kind::YesNo | Kind::One | Kind::Several)
    }
}

/// Something to choose from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Which: what is kept where it was chosen, so that it can be renamed.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// Whether it is offered no more; where it was chosen it stays.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
}

/// What was typed in one written form; nothing for an empty field. `had` is what stands there: what is offered no more may
/// stay. Amounts have at most `decimals` decimals.
///
/// # Errors
/// The refusal of the kind: `not_a_figure`, `too_many_decimals`, `too_large`, `too_small`, `not_a_day`, `not_a_choice`,
/// `link_invalid`, `too_long`.
pub fn read(
    kind: Kind,
    choices: &[Choice],
    had: &[String],
    typed: &[String],
    decimals: u32,
) -> Result<Vec<String>, Refusal> {
    if kind.chooses() {
        return chosen(kind, choices, had, typed);
    }
    let line = text::clean_line(typed.first().map(String::as_str).unwrap_or_default());
    if line.is_empty() {
        return Ok(Vec::new());
    }
    let written = match kind {
        Kind::Whole => figure(&line, 0, AMOUNT_LIMIT)?,
        Kind::Figure => figure(&line, DECIMALS, AMOUNT_LIMIT)?,
        Kind::Money => figure(&line, decimals, AMOUNT_LIMIT)?,
        Kind::Day => day(&line).ok_or(Refusal::NotADay)?.to_string(),
        Kind::YesNo if line == YES || line == NO => line,
        Kind::YesNo => return Err(Refusal::NotAChoice),
        Kind::Link => link(&line)?,
        Kind::Text | Kind::One | Kind::Several => text::required_line(&line, LONGEST_TEXT)?,
    };
    Ok(vec![written])
}

/// What somebody wrote who knows nothing of the field, in its written form: days as people here write them, yes and no in three
/// languages, choices by their names, amounts with a sign of the currency. No sum is worked out.
///
/// # Errors
/// As [`read`]; `not_a_choice` also for a name that no choice in use has.
pub fn understood(kind: Kind, choices: &[Choice], written: &str, decimals: u32) -> Result<Vec<String>, Refusal> {
    let line = text::clean_line(written);
    if line.is_empty() {
        return Ok(Vec::new());
    }
    let typed = match kind {
        Kind::One | Kind::Several => named(kind, choices, written).ok_or(Refusal::NotAChoice)?,
        Kind::YesNo => {
            let yes = values::flag(&text::fold(&line)).ok_or(Refusal::NotAChoice)?;
            vec![if yes { YES } else { NO }.to_owned()]
        }
        Kind::Day => vec![values::day(&line)?.to_string()],
        Kind::Whole | Kind::Figure | Kind::Money => vec![values::figure(&line, false)?.normalize().to_string()],
        Kind::Text | Kind::Link => vec![line],
    };
    read(kind, choices, &[], &typed, decimals)
}

/// The choices that are named: the whole text is one, or each part of it between commas, semicolons and line ends.
fn named(kind: Kind, choices: &[Choice], written: &str) -> Option<Vec<String>> {
    let known = |name: &str| {
        let name = text::fold(&text::clean_line(name));
        let found = choices.iter().find(|choice| !choice.retired && text::fold(&choice.name) == name);
        found.map(|choice| choice.id.to_string())
    };
    match known(written) {
        Some(whole) => Some(vec![whole]),
        None if kind == Kind::One => None,
        None => {
            let parts = written.split([',', ';', '\n']).filter(|part| !part.trim().is_empty());
            parts.take(MOST_CHOICES + 1).map(known).collect()
        }
    }
}

fn chosen(kind: Kind, choices: &[Choice], had: &[String], typed: &[String]) -> Result<Vec<String>, Refusal> {
    let mut all = BTreeSet::new();
    for one in typed.iter().filter(|one| !one.trim().is_empty()).take(MOST_CHOICES + 1) {
        let id = one.trim();
        let known = choices.iter().find(|choice| choice.id.to_string() == id).ok_or(Refusal::NotAChoice)?;
        if known.retired && !had.iter().any(|had| had == id) {
            return Err(Refusal::NotAChoice);
        }
        all.insert(id.to_owned());
    }
    let most = if kind == Kind::One { 1 } else { MOST_CHOICES };
    if all.len() > most {
        return Err(Refusal::TooLarge { most: Decimal::from(most) });
    }
    Ok(all.into_iter().collect())
}

fn figure(line: &str, decimals: u32, most: Decimal) -> Result<String, Refusal> {
    let value = parse_amount(line).map_err(|error| match error {
        FigureError::TooLarge => Refusal::TooLarge { most },
        FigureError::Empty | FigureError::NotAFigure | FigureError::DivisionByZero => Refusal::NotAFigure,
    })?;
    let value = value.normalize();
    if value > most {
        return Err(Refusal::TooLarge { most });
    }
    if value < -most {
        return Err(Refusal::TooSmall { least: -most });
    }
    if value.scale() > decimals {
        return Err(Refusal::TooManyDecimals { decimals });
    }
    Ok(value.to_string())
}

/// A day of four-digit years, as it is kept.
fn day(line: &str) -> Option<NaiveDate> {
    let day: NaiveDate = line.parse().ok()?;
    (1..=9999).contains(&day.year()).then_some(day)
}

/// An address that leads to the web or a mailbox; one that begins with a name leads to the web.
fn link(line: &str) -> Result<String, Refusal> {
    let full = if line.contains("://") || line.contains(':') { line.to_owned() } else { format!("https://{line}") };
    let address = safe_link(&full).ok_or(Refusal::LinkInvalid)?;
    text::required_line(address, LONGEST_TEXT)
}

/// What stands in a field as it is read; `yes` and `no` are the reader's words.
pub fn words(
    kind: Kind,
    choices: &[Choice],
    stored: &[String],
    (lang, currency): (Lang, &Currency),
    (yes, no): (&str, &str),
) -> String {
    let first = stored.first().map(String::as_str).unwrap_or_default();
    let amount = || first.parse::<Decimal>().ok();
    let shown = match kind {
        Kind::Money => amount().map(|value| formats::money(lang, value, currency)),
        Kind::Whole | Kind::Figure => amount().map(|value| formats::quantity(lang, value)),
        Kind::Day => day(first).map(|day| formats::date(lang, day)),
        Kind::YesNo if first == YES => Some(yes.to_owned()),
        Kind::YesNo if first == NO => Some(no.to_owned()),
        Kind::One | Kind::Several => {
            let named = choices.iter().filter(|choice| stored.contains(&choice.id.to_string()));
            Some(named.map(|choice| choice.name.as_str()).collect::<Vec<_>>().join(", "))
        }
        Kind::Text | Kind::Link | Kind::YesNo => None,
    };
    shown.unwrap_or_else(|| first.to_owned())
}

#[cfg(test)]
#[path = "custom_tests.rs"]
mod tests;
