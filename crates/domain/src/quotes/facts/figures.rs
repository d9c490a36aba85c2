//! The figures of a choice, as the page writes them and by the names it finds them under.
use super::Facts;
use crate::{
    formats::{figure, money},
    lang::Lang,
    money::round,
    quotes::{chosen::Chosen, content::ContentLine, role::LineMark, totals::TaxTotal},
};
use rust_decimal::Decimal;

/// A figure's place on the page: the name of its attribute.
pub const NAMES: [&str; 6] = ["data-total", "data-net", "data-before", "data-sum", "data-tax", "data-base"];

impl Facts {
    /// What stands at a place of the page: `name` is one of [`NAMES`], `key` its value, and `nth` which of several places
    /// with both, from 0; it is looked at where such places differ. Nothing where there is no such figure: the page then has other rows than the choice.
    pub fn figure(&self, chosen: &Chosen, lang: Lang, (name, key, nth): (&str, &str, usize)) -> Option<String> {
        let currency = &self.choosable.currency;
        let (amount, with_currency) = match name {
            "data-total" => (total(chosen, key, nth)?, true),
            "data-tax" => (row(chosen, key, nth)?.tax, true),
            "data-base" => (row(chosen, key, nth)?.base, false),
            _ => (self.of_line(chosen, name, key)?, false),
        };
        Some(if with_currency { money(lang, amount, currency) } else { figure(lang, amount, currency.decimals()) })
    }

    /// How many rows of taxes, discounts and instalments the page must have to show a choice; nothing where it must have
    /// other lines than were sent.
    pub fn rows(&self, chosen: &Chosen) -> Option<(usize, usize, usize)> {
        let parts = chosen.schedule.as_ref().map_or(0, |schedule| schedule.parts.len());
        let discounted = usize::from(!chosen.totals.discounts.is_zero());
        (chosen.lines.len() == self.ids.len()).then_some((chosen.totals.taxes.len(), discounted, parts))
    }

    fn of_line(&self, chosen: &Chosen, name: &str, key: &str) -> Option<Decimal> {
        let id = self.line(key)?;
        let at = chosen.lines.iter().position(|line| line.id() == id)?;
        match (name, chosen.lines.get(at)?) {
            ("data-sum", ContentLine::Section { net, .. }) => Some(*net),
            ("data-net", ContentLine::Product { mark: LineMark::Combo, .. }) => {
                let items = chosen.lines.get(at + 1..).unwrap_or_default().iter().map_while(|line| match line {
                    ContentLine::Product { mark: LineMark::ComboItem, net, .. } => Some(*net),
                    _ => None,
                });
                Some(items.sum())
            }
            ("data-net", ContentLine::Product { net, .. }) => Some(*net),
            ("data-before", ContentLine::Product { quantity, unit_price, .. }) => {
                Some(round(quantity * unit_price, self.choosable.currency.decimals()))
            }
            _ => None,
        }
    }
}

fn total(chosen: &Chosen, key: &str, nth: usize) -> Option<Decimal> {
    let totals = &chosen.totals;
    Some(match key {
        "before" => totals.before_discounts,
        "discounts" => -totals.discounts,
        "net" => totals.net,
        "tax" => totals.tax,
        "gross" => totals.gross,
        "part" => chosen.schedule.as_ref()?.parts.get(nth)?.amount,
        "early" => chosen.schedule.as_ref()?.early.as_ref()?.amount,
        _ => return None,
    })
}

/// Rows that differ in their legal reason alone share a key.
fn row<'a>(chosen: &'a Chosen, key: &str, nth: usize) -> Option<&'a TaxTotal> {
    chosen.totals.taxes.iter().filter(|tax| tax.key() == key).nth(nth)
}
