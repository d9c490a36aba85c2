//! Reading taxes: as objects, or as `15% included`, `fixed 0.05 included, affects later`.
use crate::{checks::figure, form::Form, texts::leading_figure};
use domain::{
    ids::{TaxGroupId, TaxId},
    tax::{Tax, TaxGroup, TaxKind},
};
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Equal definitions are the same tax, on whichever line they stand; the second one of a line is another.
#[derive(Default)]
pub struct TaxBook {
    ids: BTreeMap<(String, usize), TaxId>,
    groups: BTreeMap<String, TaxGroupId>,
}

impl TaxBook {
    /// The taxes of a line.
    pub fn read(&mut self, taxes: &[Value]) -> Result<Vec<Tax>, String> {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let mut read = Vec::with_capacity(taxes.len());
        for value in taxes {
            let mut tax = match value {
                Value::String(text) => short(text)?,
                value => self.object(value)?,
            };
            let definition = format!("{tax:?}");
            let count = seen.entry(definition.clone()).or_default();
            let next = Uuid::from_u128(self.ids.len() as u128 + 1);
            tax.id = *self.ids.entry((definition, *count)).or_insert(TaxId(next));
            *count += 1;
            read.push(tax);
        }
        Ok(read)
    }

    fn object(&mut self, value: &Value) -> Result<Tax, String> {
        let form = Form::new("tax", value)?;
        let amount = || form.need_figure(&["amount"]);
        let kind = match form.need_text(&["kind"])? {
            "percent" => TaxKind::Percent(amount()?),
            "division" => TaxKind::Division(amount()?),
            "fixed" => TaxKind::Fixed(amount()?),
            "group" => {
                form.get("amount");
                let children = form.need_list(&["children", "taxes", "children_in_application_order"])?;
                TaxKind::Group(self.read(children)?)
            }
            other => return Err(format!("no kind of tax: {other:?}")),
        };
        let group = form.text(&["tax_group"])?.map(|name| self.group(name));
        let reverse_charge = match form.list(&["reverse_charge_pair"])? {
            None => false,
            Some(pair) => {
                let pair: Vec<_> =
                    pair.iter().map(|part| figure("reverse_charge_pair", part)).collect::<Result<_, _>>()?;
                if pair.len() != 2 || pair[0] != -pair[1] || pair[0].abs() != rust_decimal::Decimal::ONE_HUNDRED {
                    return Err(format!("no reverse charge: {pair:?}"));
                }
                true
            }
        };
        let tax = Tax {
            price_included: form.flag("price_included", false)?,
            affects_later: form.flag("affects_base_of_later_taxes", false)?,
            affected_by_earlier: form.flag("base_affected_by_earlier_taxes", true)?,
            reverse_charge,
            group,
            ..Tax::new(TaxId(Uuid::nil()), kind)
        };
        form.finish()?;
        Ok(tax)
    }

    pub fn group(&mut self, name: &str) -> TaxGroupId {
        let next = TaxGroupId(Uuid::from_u128(self.groups.len() as u128 + 1));
        *self.groups.entry(name.to_owned()).or_insert(next)
    }

    /// The rows of the totals block: in the order of their names, figures within them as figures.
    pub fn rows(&self, preceding: &BTreeMap<String, String>) -> Vec<TaxGroup> {
        let mut names: Vec<&String> = self.groups.keys().collect();
        names.sort_by_key(|name| {
            let start = name.trim_end_matches(|c: char| c.is_ascii_digit());
            (start.to_owned(), name[start.len()..].parse::<u64>().unwrap_or(0))
        });
        let row = |(at, name): (usize, &String)| TaxGroup {
            id: self.groups[name],
            sequence: i32::try_from(at).unwrap_or(i32::MAX),
            preceding_subtotal: preceding.get(name).cloned(),
        };
        names.into_iter().enumerate().map(row).collect()
    }
}

/// Reads the short form.
pub fn short(text: &str) -> Result<Tax, String> {
    let unknown = || format!("no tax: {text:?}");
    let mut words = text.split([',', ' ']).filter(|word| !word.is_empty()).peekable();
    let named = match words.peek() {
        Some(&("fixed" | "percent" | "division")) => words.next(),
        _ => None,
    };
    let amount = words.next().ok_or_else(unknown)?;
    let (amount, sign) = leading_figure(amount)?;
    let sign = if sign.is_empty() && words.peek() == Some(&"%") { words.next().unwrap_or("") } else { sign };
    let kind = match (named, sign) {
        (Some("fixed"), "") => TaxKind::Fixed(amount),
        (Some("division"), "" | "%") => TaxKind::Division(amount),
        (None | Some("percent"), "%") | (Some("percent"), "") => TaxKind::Percent(amount),
        _ => return Err(unknown()),
    };
    let mut tax = Tax::new(TaxId(Uuid::nil()), kind);
    while let Some(word) = words.next() {
        match word {
            "incl" | "incl." | "included" => tax.price_included = true,
            "excl" | "excl." | "excluded" => tax.price_included = false,
            "affects" if words.peek() == Some(&"later") => {
                words.next();
                tax.affects_later = true;
            }
            "unaffected" => tax.affected_by_earlier = false,
            _ => return Err(unknown()),
        }
    }
    Ok(tax)
}
