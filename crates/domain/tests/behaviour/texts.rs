//! Small texts of the cases: `1000.00 USD per t`, `dozen (12 units)`, `4.2 (420%)`.
use domain::{
    ids::{UnitCategoryId, UnitId},
    money::{Currency, step::Step},
    units::Unit,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The figure a text starts with, and the rest.
pub fn leading_figure(text: &str) -> Result<(Decimal, &str), String> {
    let text = text.trim();
    let belongs = |at: usize, c: char| c.is_ascii_digit() || c == '.' || (at == 0 && matches!(c, '-' | '+'));
    let end = text.char_indices().find(|(at, c)| !belongs(*at, *c)).map_or(text.len(), |(at, _)| at);
    let (figure, rest) = text.split_at(end);
    let figure = Decimal::from_str_exact(figure).map_err(|_| format!("no figure at the start of {text:?}"))?;
    Ok((figure, rest.trim()))
}

/// A figure and nothing else.
pub fn figure(text: &str) -> Result<Decimal, String> {
    match leading_figure(text)? {
        (figure, "") => Ok(figure),
        (_, rest) => Err(format!("{rest:?} after the figure in {text:?}")),
    }
}

/// A percentage: `10%`, `10 %` or `10`.
pub fn percentage(text: &str) -> Result<Decimal, String> {
    match leading_figure(text)? {
        (figure, "" | "%") => Ok(figure),
        (_, rest) => Err(format!("{rest:?} after the percentage in {text:?}")),
    }
}

/// What stands in brackets, and what stands before them.
pub fn brackets(text: &str) -> (&str, Option<&str>) {
    match text.split_once('(') {
        Some((before, rest)) => (before.trim(), Some(rest.trim().trim_end_matches(')').trim())),
        None => (text.trim(), None),
    }
}

pub fn currency(code: &str) -> Result<Currency, String> {
    Currency::parse(code).ok_or_else(|| format!("no currency: {code:?}"))
}

/// A price: `1000.00`, `20.00 USD`, `100.00 USD per t`, `-0.50 per unit`.
pub struct PriceText<'a> {
    pub amount: Decimal,
    pub currency: Option<Currency>,
    pub unit: Option<&'a str>,
}

pub fn price(text: &str) -> Result<PriceText<'_>, String> {
    let (amount, rest) = leading_figure(text)?;
    let (code, unit) = match rest.split_once("per ") {
        Some((code, unit)) => (code.trim(), Some(unit.trim())),
        None => (rest, None),
    };
    let currency = if code.is_empty() { None } else { Some(currency(code)?) };
    Ok(PriceText { amount, currency, unit })
}

/// The units of a case; a definition in brackets is remembered.
pub struct UnitBook {
    ratios: BTreeMap<String, Decimal>,
}

impl UnitBook {
    pub fn new() -> UnitBook {
        let known = [("unit", 1), ("dozen", 12)];
        UnitBook { ratios: known.map(|(name, ratio)| (name.to_owned(), Decimal::from(ratio))).into() }
    }

    /// Reads definitions of all texts first, so that a unit may be used before it is explained.
    pub fn learn(&mut self, text: &str) -> Result<(), String> {
        let (name, Some(definition)) = brackets(text) else { return Ok(()) };
        // `1 t = 1000 kg`, or `12 units` of the unit before the brackets.
        let (larger, smaller) = match definition.split_once('=') {
            Some((larger, smaller)) => (leading_figure(larger)?, leading_figure(smaller)?),
            None => ((Decimal::ONE, name), leading_figure(definition)?),
        };
        let (larger_name, smaller_name) = (single(larger.1), single(smaller.1));
        let smaller_ratio = *self.ratios.entry(smaller_name).or_insert(Decimal::ONE);
        self.ratios.insert(larger_name, smaller.0 * smaller_ratio / larger.0);
        Ok(())
    }

    pub fn unit(&mut self, text: &str) -> Result<Unit, String> {
        self.learn(text)?;
        let name = single(brackets(text).0);
        let at = self.ratios.keys().position(|known| *known == name);
        let (at, ratio) = at.zip(self.ratios.get(&name)).ok_or_else(|| format!("no unit: {text:?}"))?;
        Ok(Unit {
            id: UnitId(Uuid::from_u128(at as u128)),
            category: UnitCategoryId(Uuid::nil()),
            ratio: *ratio,
            rounding: Step::CENT,
        })
    }
}

/// `units` is `unit`.
fn single(name: &str) -> String {
    let name = name.trim();
    name.strip_suffix('s').filter(|name| name.len() > 2).unwrap_or(name).to_owned()
}
