//! Prices of a quotation's lines.
use super::lists::rates;
use crate::{
    checks::{Checks, figure},
    form::{Form, same_length},
    rules::{Shop, today},
    texts::{currency, price},
};
use domain::{
    ids::PriceListId,
    money::Currency,
    pricing::{Item, Scope, price::Priced},
    tax::{
        TotalsRules,
        document::{DocumentLine, totals},
        line::Amounts,
    },
};
use rust_decimal::Decimal;
use serde_json::Value;

/// The untaxed amounts of lines, and of all of them.
pub fn nets(lines: &[Amounts]) -> Result<(Vec<Decimal>, Decimal), String> {
    let document: Vec<DocumentLine<'_>> = lines.iter().map(|line| DocumentLine::new(*line, &[])).collect();
    let sums = totals(&document, &TotalsRules::default()).map_err(|refusal| refusal.to_string())?.document;
    Ok((sums.lines.iter().map(|line| line.untaxed).collect(), sums.untaxed))
}

pub fn amounts(priced: &Priced, quantity: Decimal) -> Amounts {
    Amounts { price_unit: priced.unit_price, quantity, discount: priced.discount }
}

/// One answer, or one for each question.
pub fn answers(what: &str, expected: Option<&Value>, questions: usize) -> Result<Vec<Value>, String> {
    match expected {
        None => Ok(vec![Value::Null; questions]),
        Some(Value::Array(list)) => same_length(what, questions, list.len()).map(|()| list.clone()),
        Some(one) => same_length(what, questions, 1).map(|()| vec![one.clone()]),
    }
}

pub fn sale_price(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    if input.has("template_price") {
        extras(input, expect, checks)
    } else if input.has("order_pricelist_rule") {
        through_base(input, expect, checks)
    } else if input.has("steps") && input.has("lines") {
        updated(input, expect, checks)
    } else if input.has("steps") {
        steps(input, expect, checks)
    } else {
        rule(input, expect, checks)
    }
}

fn extras(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let mut shop = Shop::new();
    let base = input.need_figure(&["template_price"])?;
    let extras = input.need_list(&["no_variant_attribute_extras", "attribute_extras"])?;
    for (extra, expected) in extras.iter().zip(answers("price_unit", expect.get("price_unit"), extras.len())?) {
        let item = Item { extras: figure("extra", extra)?, ..shop.item("product", base) };
        checks.exact("price_unit", shop.simply(None, &item, Decimal::ONE)?.unit_price, &expected)?;
    }
    Ok(())
}

fn through_base(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let mut shop = Shop::new();
    let item = shop.item("product", input.figure(&["product_price"])?.unwrap_or_default());
    let mut rules = Vec::new();
    for form in input.forms(&["base_pricelist_rules"])? {
        rules.push(shop.read(&form, Scope::All, item.unit)?);
    }
    shop.add_list("base", rules);
    let rule = shop.read(&input.need_form(&["order_pricelist_rule"])?, Scope::All, item.unit)?;
    let list = shop.add_list("order", vec![rule]);
    let quantities = input.need_list(&["quantities"])?;
    for key in ["price_unit", "discount"] {
        for (quantity, expected) in quantities.iter().zip(answers(key, expect.get(key), quantities.len())?) {
            let priced = shop.simply(Some(list), &item, figure("quantity", quantity)?)?;
            checks.exact(key, if key == "discount" { priced.discount } else { priced.unit_price }, &expected)?;
        }
    }
    Ok(())
}

/// One rule for one product, on one line or several.
fn rule(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let mut shop = Shop::new();
    let read = price(input.need_text(&["product_price_per_unit", "product_price"])?)?;
    let base = read.currency.unwrap_or(Currency::EUR);
    shop.rates = rates(input, base)?;
    shop.show_discounts = input.flag("discount_shown_on_lines", true)?;
    let mut item = shop.item("product", read.amount);
    if let Some(unit) = read.unit {
        item.unit = shop.units.unit(unit)?;
    }
    let list = match input.form(&["rule"])? {
        None => None,
        Some(form) => {
            let rule = shop.read(&form, Scope::Product(item.product), item.unit)?;
            Some(shop.add_list("order", vec![rule]))
        }
    };
    let mut wanted = Vec::new();
    if input.has("lines") {
        for line in input.forms(&["lines"])? {
            let unit = line.text(&["uom"])?.map_or(Ok(item.unit), |unit| shop.units.unit(unit))?;
            wanted.push((line.figure(&["qty", "quantity"])?.unwrap_or(Decimal::ONE), unit));
            line.finish()?;
        }
    } else {
        wanted.push((input.figure(&["qty", "quantity"])?.unwrap_or(Decimal::ONE), item.unit));
    }
    let ask = |shop: &Shop, (quantity, unit)| shop.ask(list, &item, quantity, unit, base, today());
    for key in ["price_unit", "discount", "subtotal"] {
        for (at, expected) in answers(key, expect.get(key), wanted.len())?.iter().enumerate() {
            let priced = ask(&shop, wanted[at])?;
            let got = match key {
                "price_unit" => priced.unit_price,
                "discount" => priced.discount,
                _ => nets(&[amounts(&priced, wanted[at].0)])?.1,
            };
            checks.exact(&format!("{key} of line {}", at + 1), got, expected)?;
        }
    }
    if let Some(text) = input.text(&["then"])? {
        // `set line 2 qty to 3`
        let words: Vec<&str> = text.split_whitespace().collect();
        let ["set", "line", line, "qty", "to", quantity] = words[..] else { return Err(format!("no step: {text:?}")) };
        let at: usize = line.parse().map_err(|_| format!("no line: {line:?}"))?;
        let place = at.checked_sub(1).and_then(|at| wanted.get_mut(at)).ok_or_else(|| format!("no line {at}"))?;
        place.0 = crate::texts::figure(quantity)?;
        let priced = ask(&shop, *place)?;
        for (what, got) in [("discount", priced.discount), ("price_unit", priced.unit_price)] {
            if let Some(expected) = expect.get(&format!("after_then_line{at}_{what}")) {
                checks.exact(&format!("{what} after {text:?}"), got, expected)?;
            }
        }
    }
    Ok(())
}

/// The same line in other units and currencies.
fn steps(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let mut shop = Shop::new();
    let read = price(input.need_text(&["product_price_per_unit", "product_price"])?)?;
    let base = read.currency.unwrap_or(Currency::EUR);
    for (at, step) in input.forms(&["steps"])?.iter().enumerate() {
        shop.rates = rates(step, base)?;
        let item = shop.item("product", read.amount);
        let unit = step.text(&["uom"])?.map_or(Ok(item.unit), |unit| shop.units.unit(unit))?;
        let target = step.text(&["currency"])?.map_or(Ok(base), currency)?;
        let quantity = step.figure(&["qty", "quantity"])?.unwrap_or(Decimal::ONE);
        step.finish()?;
        let priced = shop.ask(None, &item, quantity, unit, target, today())?;
        if let Some(expected) = expect.get(&format!("price_unit_step{}", at + 1)) {
            checks.exact("price_unit", priced.unit_price, expected)?;
        }
        if let Some(expected) = expect.get(&format!("order_total_step{}", at + 1)) {
            checks.figure("total", nets(&[amounts(&priced, quantity)])?.1, expected)?;
        }
    }
    Ok(())
}

/// Prices of all lines looked up again after a list changes.
fn updated(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let mut shop = Shop::new();
    let mut items = Vec::new();
    for (at, line) in input.forms(&["lines"])?.iter().enumerate() {
        let item = shop.item(&format!("product {at}"), line.need_figure(&["price"])?);
        items.push((item, line.figure(&["qty", "quantity"])?.unwrap_or(Decimal::ONE)));
        line.finish()?;
    }
    let steps = input.need_list(&["steps"])?;
    let mut list: Option<PriceListId> = Some(shop.add_list("order", Vec::new()));
    let expected = |key: &str| answers(key, expect.get(key), steps.len());
    let (total, discount, before) =
        (expected("total")?, expected("line_discount")?, expected("amount_before_discount")?);
    for (at, step) in steps.iter().enumerate() {
        let text = step.as_str().ok_or("a step is no text")?;
        if let Some(spoken) = text.strip_prefix("add ").and_then(|text| text.strip_suffix(" then update")) {
            let rule = shop.spoken(spoken, Scope::All)?;
            let mut rules = shop.lists.last().map(|list| list.rules.clone()).unwrap_or_default();
            rules.push(rule);
            list = Some(shop.add_list("order", rules));
        } else if text == "remove pricelist then update" {
            list = None;
        } else if text != "update prices, no rule" {
            return Err(format!("no step: {text:?}"));
        }
        let mut lines = Vec::new();
        for (item, quantity) in &items {
            let priced = shop.simply(list, item, *quantity)?;
            checks.exact(&format!("discount after {text:?}"), priced.discount, &discount[at])?;
            lines.push(amounts(&priced, *quantity));
        }
        checks.figure(&format!("total after {text:?}"), nets(&lines)?.1, &total[at])?;
        let undiscounted: Vec<Amounts> =
            lines.iter().map(|line| Amounts { discount: Decimal::ZERO, ..*line }).collect();
        checks.figure(&format!("before discount after {text:?}"), nets(&undiscounted)?.1, &before[at])?;
    }
    Ok(())
}
