//! Prices and discounts of a quotation's lines; templates.
use super::lists::{plain, rates};
use crate::{
    checks::{Checks, figure},
    form::{Form, same_length},
    rules::{Shop, today},
    taxes::TaxBook,
    texts::{currency, price},
};
use domain::{
    ids::PriceListId,
    money::{Currency, step::Step},
    pricing::{
        Item, Scope,
        combo::{ComboChoice, prices},
        price::Priced,
    },
    tax::{
        TotalsRules,
        document::{DocumentLine, totals},
        line::Amounts,
    },
    templates::{AppliedLine, TemplateLine, apply},
};
use rust_decimal::Decimal;
use serde_json::Value;

/// The untaxed amounts of lines, and of all of them.
fn nets(lines: &[Amounts]) -> Result<(Vec<Decimal>, Decimal), String> {
    let document: Vec<DocumentLine<'_>> = lines.iter().map(|line| DocumentLine::new(*line, &[])).collect();
    let sums = totals(&document, &TotalsRules::default()).map_err(|refusal| refusal.to_string())?.document;
    Ok((sums.lines.iter().map(|line| line.untaxed).collect(), sums.untaxed))
}

fn amounts(priced: &Priced, quantity: Decimal) -> Amounts {
    Amounts { price_unit: priced.unit_price, quantity, discount: priced.discount }
}

/// One answer, or one for each question.
fn answers(what: &str, expected: Option<&Value>, questions: usize) -> Result<Vec<Value>, String> {
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

pub fn sale_line(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    if input.has("combo_choices") {
        combo(input, expect, checks)
    } else if input.has("steps") {
        shown(input, expect, checks)
    } else {
        quantity(input, expect, checks)
    }
}

/// Which rules show a discount.
fn shown(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let mut shop = Shop::new();
    let list_price = input.need_figure(&["price"])?;
    let steps = input.need_list(&["steps"])?;
    for (at, step) in steps.iter().enumerate() {
        let item = shop.item("product", list_price);
        let rule = shop.spoken(plain(step.as_str().ok_or("a step is no text")?), Scope::Product(item.product))?;
        let list = shop.add_list("order", vec![rule]);
        let priced = shop.simply(Some(list), &item, Decimal::ONE)?;
        for (key, got) in [("price_unit", priced.unit_price), ("discount_percent", priced.discount)] {
            checks.exact(key, got, &answers(key, expect.get(key), steps.len())?[at])?;
        }
        let net = nets(&[amounts(&priced, Decimal::ONE)])?.1;
        checks.figure("subtotal", net, &answers("subtotal", expect.get("subtotal"), steps.len())?[at])?;
    }
    Ok(())
}

fn quantity(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let digits = input.figure(&["quantity_precision_digits"])?.unwrap_or(Decimal::TWO);
    let digits = u32::try_from(digits).map_err(|_| "no number of digits")?;
    let quantity = Step::decimals(digits).round(input.need_figure(&["qty", "quantity"])?);
    let taxes = TaxBook::default().read(input.list(&["taxes"])?.map(Vec::as_slice).unwrap_or_default())?;
    let line = Amounts {
        price_unit: input.need_figure(&["price", "price_unit"])?,
        quantity,
        discount: input.figure(&["discount", "discount_percent"])?.unwrap_or_default(),
    };
    let sums = totals(&[DocumentLine::new(line, &taxes)], &TotalsRules::default());
    let sums = sums.map_err(|refusal| refusal.to_string())?.document;
    for (key, got) in [("stored_qty", quantity), ("subtotal", sums.untaxed), ("tax", sums.tax), ("total", sums.total)] {
        if let Some(expected) = expect.get(key) {
            checks.figure(key, got, expected)?;
        }
    }
    Ok(())
}

fn combo(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let mut shop = Shop::new();
    let item = shop.item("combo", input.need_figure(&["combo_product_price"])?);
    let list = match input.form(&["rule"])? {
        None => None,
        Some(form) => {
            let rule = shop.read(&form, Scope::Product(item.product), item.unit)?;
            Some(shop.add_list("order", vec![rule]))
        }
    };
    let quantity = input.figure(&["qty", "quantity"])?.unwrap_or(Decimal::ONE);
    let priced = shop.simply(list, &item, quantity)?;
    let mut choices = Vec::new();
    for choice in input.forms(&["combo_choices"])? {
        choice.text(&["name"])?;
        let items = choice.forms(&["items"])?;
        let mut read = Vec::new();
        for item in &items {
            item.text(&["product"])?;
            let chosen = item.flag("chosen", false)?;
            let extra = item.figure(&["extra"])?.unwrap_or_default();
            read.push((item.need_figure(&["sales_price"])?, extra, chosen));
            item.finish()?;
        }
        choice.finish()?;
        let base = read.iter().map(|(price, _, _)| *price).min().ok_or("a choice without items")?;
        let extra = read.iter().find(|(_, _, chosen)| *chosen).or(read.first()).map(|(_, extra, _)| *extra);
        choices.push(ComboChoice { base, extra: extra.unwrap_or_default() });
    }
    let shares = prices(priced.unit_price, &choices, Step::CENT).map_err(|refusal| refusal.to_string())?;
    if let Some(expected) = expect.get("combo_line_price") {
        checks.figure("combo_line_price", Decimal::ZERO, expected)?;
    }
    for (share, expected) in shares.iter().zip(answers("items", expect.get("item_line_prices"), shares.len())?) {
        checks.figure("item_line_prices", *share, &expected)?;
    }
    for expected in answers("items", expect.get("item_discounts"), shares.len())? {
        checks.figure("item_discounts", priced.discount, &expected)?;
    }
    let line = |share: &Decimal, discount| Amounts { price_unit: *share, quantity, discount };
    for (key, discount) in [("untaxed_before_discount", Decimal::ZERO), ("untaxed", priced.discount)] {
        if let Some(expected) = expect.get(key) {
            let lines: Vec<Amounts> = shares.iter().map(|share| line(share, discount)).collect();
            checks.figure(key, nets(&lines)?.1, expected)?;
        }
    }
    Ok(())
}

pub fn template(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let lists = input.need_list(&["pricelists"])?;
    let (prices, discounts) = (
        answers("price_unit", expect.get("price_unit"), lists.len())?,
        answers("discount", expect.get("discount"), lists.len())?,
    );
    for (at, list) in lists.iter().enumerate() {
        let mut shop = Shop::new();
        let mut lines = Vec::new();
        let mut names = Vec::new();
        let at_time = today();
        for line in input.forms(&["template_lines"])? {
            if let Some(section) = line.text(&["section", "note"])? {
                line.flag("optional", false)?;
                lines.push(TemplateLine::Other(section.to_owned()));
            } else {
                let name = line.need_text(&["product"])?;
                let item = shop.item(name, line.need_figure(&["sales_price"])?);
                let quantity = line.figure(&["qty", "quantity"])?.unwrap_or(Decimal::ONE);
                let unit = item.unit;
                let wanted = domain::pricing::price::Wanted { quantity, unit, currency: Currency::EUR, at: at_time };
                names.push((name.to_owned(), quantity));
                lines.push(TemplateLine::Product(Box::new((item, wanted))));
            }
            line.finish()?;
        }
        let list = template_list(&mut shop, list)?;
        let book = domain::pricing::price::PriceBook {
            lists: &shop.lists,
            rates: &shop.rates,
            show_discounts: shop.show_discounts,
        };
        let applied = apply(&lines, &book, list).map_err(|refusal| refusal.to_string())?;
        let priced: Vec<&Priced> = applied
            .iter()
            .filter_map(|line| match line {
                AppliedLine::Product(priced) => Some(priced),
                AppliedLine::Other(_) => None,
            })
            .collect();
        let wanted = answers("price_unit", Some(&prices[at]).filter(|value| !value.is_null()), priced.len())?;
        let wanted_discounts =
            answers("discount", Some(&discounts[at]).filter(|value| !value.is_null()), priced.len())?;
        for (place, priced) in priced.iter().enumerate() {
            checks.exact("price_unit", priced.unit_price, &wanted[place])?;
            checks.exact("discount", priced.discount, &wanted_discounts[place])?;
            let (name, quantity) = &names[place];
            if at + 1 == lists.len()
                && let Some(expected) = expect.get(&format!("{name}_subtotal_last"))
            {
                checks.figure(&format!("{name} subtotal"), nets(&[amounts(priced, *quantity)])?.1, expected)?;
            }
        }
        if let Some(expected) = expect.get("line_count") {
            checks.figure("line_count", Decimal::from(applied.len()), expected)?;
        }
    }
    Ok(())
}

/// `none`, or a kind of rule with a figure for each product.
fn template_list(shop: &mut Shop, list: &Value) -> Result<Option<PriceListId>, String> {
    if list.as_str() == Some("none") {
        return Ok(None);
    }
    let mut rules = Vec::new();
    for (kind, products) in Form::new("pricelist", list)?.entries() {
        for (name, value) in Form::new(kind, products)?.entries() {
            let product = domain::ids::ProductId(shop.names.uuid(name));
            let amount = figure(name, value)?;
            rules.push(shop.spoken(&format!("{kind} {amount}"), Scope::Product(product))?);
        }
    }
    Ok(Some(shop.add_list("order", rules)))
}
