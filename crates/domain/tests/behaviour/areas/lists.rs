//! Price lists.
use crate::{
    checks::Checks,
    form::{Form, same_length},
    rules::{Shop, instant, today},
    texts::{brackets, currency, price},
};
use domain::{
    fiscal::place::{Address, Country, CountryGroup},
    ids::CategoryId,
    money::{Currency, rates::Rate, rates::Rates},
    pricing::{PriceBase, PriceList, RuleKind, Scope, choose::choose, cycle},
};
use rust_decimal::Decimal;
use serde_json::Value;

pub fn run(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    if input.has("links_existing") {
        links(input, expect, checks)
    } else if input.has("pricelists_in_sequence") {
        chosen(input, expect, checks)
    } else if input.has("pricelist") {
        queries(input, expect, checks)
    } else {
        one_rule(input, expect, checks)
    }
}

/// `rate_XWC_per_USD`: units of the first for one of the second.
pub fn rates(form: &Form<'_>, base: Currency) -> Result<Rates, String> {
    let mut rates = Rates::none(base);
    for (key, value) in form.entries_like("rate_") {
        let pair = key.trim_start_matches("rate_").split_once("_per_").ok_or_else(|| format!("no rate: {key:?}"))?;
        let (of, per) = (currency(pair.0)?, currency(pair.1)?);
        let rate = crate::checks::figure(key, value)?;
        let per_base = if per == base {
            rate
        } else if of == base {
            Decimal::ONE / rate
        } else {
            return Err(format!("a rate that does not concern {base}: {key:?}"));
        };
        let from = "1970-01-01".parse().map_err(|_| "no date")?;
        rates.rates.push(Rate { currency: if per == base { of } else { per }, from, per_base });
    }
    Ok(rates)
}

fn queries(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let mut shop = Shop::new();
    input.text(&["rule_order"])?;
    let categories = input.text(&["category_tree"])?.map(category_line).transpose()?.unwrap_or_default();
    let queries = input.forms(&["queries"])?;
    let list = match input.form(&["pricelist"])? {
        None => None,
        Some(form) => {
            let unit = shop.unit();
            let mut rules = Vec::new();
            for rule in form.forms(&["rules"])? {
                rules.push(shop.read(&rule, Scope::All, unit)?);
            }
            form.finish()?;
            Some(shop.add_list("asked", rules))
        }
    };
    for query in &queries {
        if let Some(unit) = query.text(&["target_uom", "uom"])? {
            shop.units.learn(unit)?;
        }
    }
    let expected = expect.need_list(&["unit_prices"])?;
    same_length("queries", queries.len(), expected.len())?;
    for (query, expected) in queries.iter().zip(expected) {
        let read = price(query.need_text(&["product_price", "sales_price"])?)?;
        let base = read.currency.unwrap_or(Currency::EUR);
        shop.rates = rates(query, base)?;
        shop.lists.iter_mut().for_each(|list| list.currency = base);
        let name = query.text(&["product"])?.unwrap_or("product");
        let mut item = shop.item(name, read.amount);
        if let Some(unit) = read.unit {
            item.unit = shop.units.unit(unit)?;
        }
        item.cost = query.figure(&["cost"])?.unwrap_or_default();
        if let Some(category) = query.text(&["category"])? {
            let mut line = vec![category.to_owned()];
            while let Some((_, parent)) = categories.iter().find(|(child, _)| line.last() == Some(child)) {
                if line.contains(parent) {
                    return Err(format!("a category under itself: {parent:?}"));
                }
                line.push(parent.clone());
            }
            item.categories = line.iter().map(|name| CategoryId(shop.names.uuid(name))).collect();
        }
        let quantity = query.figure(&["quantity", "qty"])?.unwrap_or(Decimal::ONE);
        let unit = match query.text(&["target_uom", "uom"])? {
            Some(unit) => shop.units.unit(unit)?,
            None => item.unit,
        };
        let target = query.text(&["target_currency"])?.map_or(Ok(base), currency)?;
        let at = query.text(&["date"])?.map_or_else(|| Ok(today()), instant)?;
        query.finish()?;
        let priced = shop.ask(list, &item, quantity, unit, target, at)?;
        checks.exact(query.path(), priced.net, expected)?;
    }
    Ok(())
}

/// `A is a child category of B; …`: each child with its parent.
fn category_line(text: &str) -> Result<Vec<(String, String)>, String> {
    let one = |part: &str| {
        let pair = part.split_once(" is a child category of ").or_else(|| part.split_once(" is a child of "));
        let (child, parent) = pair.ok_or_else(|| format!("no category tree: {part:?}"))?;
        Ok((child.trim().to_owned(), parent.trim().to_owned()))
    };
    text.split(';').filter(|part| !part.trim().is_empty()).map(one).collect()
}

fn one_rule(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let mut shop = Shop::new();
    let name = input.text(&["product"])?.unwrap_or("product");
    let read = price(input.need_text(&["sales_price_per_unit", "product_price_per_unit", "product_price"])?)?;
    let base = read.currency.unwrap_or(Currency::EUR);
    shop.rates = rates(input, base)?;
    let mut item = shop.item(name, read.amount);
    if let Some(unit) = read.unit {
        item.unit = shop.units.unit(unit)?;
    }
    let rule = shop.read(&input.need_form(&["rule"])?, Scope::Product(item.product), item.unit)?;
    let list = shop.add_list("asked", vec![rule]);
    let queries = input.forms(&["queries"])?;
    let expected = expect.need_list(&["unit_prices_in_query_uom", "unit_prices"])?;
    same_length("queries", queries.len(), expected.len())?;
    for (query, expected) in queries.iter().zip(expected) {
        let quantity = query.figure(&["quantity", "qty"])?.unwrap_or(Decimal::ONE);
        let unit = query.text(&["uom", "target_uom"])?.map_or(Ok(item.unit), |unit| shop.units.unit(unit))?;
        query.finish()?;
        let priced = shop.ask(Some(list), &item, quantity, unit, base, today())?;
        checks.exact(query.path(), priced.net, expected)?;
    }
    Ok(())
}

fn chosen(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let mut shop = Shop::new();
    let mut names: Vec<String> = Vec::new();
    for (at, form) in input.forms(&["pricelists_in_sequence"])?.iter().enumerate() {
        let name = form.need_text(&["name"])?;
        shop.add_list(name, Vec::new());
        let groups = form.list(&["country_groups"])?.map(Vec::as_slice).unwrap_or_default();
        let list: &mut PriceList = shop.lists.last_mut().ok_or("no list")?;
        list.sequence = i32::try_from(at).map_err(|_| "too many lists")?;
        list.country_groups = groups.iter().map(group).collect::<Result<_, _>>()?;
        names.push(name.to_owned());
        form.finish()?;
    }
    let (mut set, mut address) = (None, Address::default());
    let named = |name: &str| {
        let at = names.iter().position(|known| known == name);
        at.map(|at| shop.lists[at].id).ok_or_else(|| format!("no list {name:?}"))
    };
    let steps = input.need_list(&["steps"])?;
    let (found, explicit) = (expect.list(&["pricelist_after_step"])?, expect.list(&["explicit_value_after_step"])?);
    for (at, step) in steps.iter().enumerate() {
        let text = step.as_str().ok_or("a step is no text")?;
        match text.split_once('=').map(|(what, value)| (what.trim(), value.trim())) {
            Some(("partner country" | "customer country", code)) => {
                address = Address::in_country(Country::parse(code).ok_or_else(|| format!("no country: {code:?}"))?);
            }
            Some((what, name)) if what.starts_with("set") && what.contains("pricelist") => set = Some(named(name)?),
            _ => return Err(format!("no step: {text:?}")),
        }
        let name = |id| shop.lists.iter().position(|list| Some(list.id) == id).map(|at| names[at].as_str());
        let list = choose(&shop.lists, set, &address, None).map(|chosen| chosen.list);
        for (what, got, expected) in [("list", name(list), found), ("set list", name(set), explicit)] {
            if let Some(expected) = expected {
                same_length("steps", steps.len(), expected.len())?;
                checks.equal(&format!("{what} after {text:?}"), got, expected[at].as_str());
            }
        }
    }
    Ok(())
}

fn group(value: &Value) -> Result<CountryGroup, String> {
    match value {
        Value::String(name) if matches!(name.as_str(), "Europe" | "EU" | "European Union") => Ok(CountryGroup::union()),
        Value::Array(codes) => {
            let code =
                |code: &Value| code.as_str().and_then(Country::parse).ok_or_else(|| format!("no country: {code}"));
            Ok(CountryGroup {
                countries: codes.iter().map(code).collect::<Result<_, _>>()?,
                excluded_regions: Vec::new(),
            })
        }
        other => Err(format!("no country group: {other}")),
    }
}

/// Lists that are based on each other.
fn links(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let mut shop = Shop::new();
    for link in input.need_list(&["links_existing"])? {
        let (from, to) = link_names(link)?;
        add_link(&mut shop, from, to);
    }
    attempts(&mut shop, input.need_list(&["attempts"])?, expect.need_list(&["attempts"])?, checks)?;
    if let Some(then) = input.form(&["then"])? {
        if let Some(name) = then.text(&["drop_rules_of"])? {
            shop.add_list(name, Vec::new());
        }
        for link in then.list(&["add_ok"])?.map(Vec::as_slice).unwrap_or_default() {
            let (from, to) = link_names(link)?;
            add_link(&mut shop, from, to);
            checks.equal(&format!("{from} on {to}"), cycle::check(&shop.lists).is_ok(), true);
        }
        attempts(&mut shop, then.need_list(&["attempts"])?, expect.need_list(&["then_attempts"])?, checks)?;
        then.finish()?;
    }
    Ok(())
}

fn attempts(shop: &mut Shop, links: &[Value], expected: &[Value], checks: &mut Checks) -> Result<(), String> {
    same_length("attempts", links.len(), expected.len())?;
    for (link, expected) in links.iter().zip(expected) {
        let (from, to) = link_names(link)?;
        let before = shop.lists.clone();
        add_link(shop, from, to);
        let got = if cycle::check(&shop.lists).is_ok() { "ok" } else { "validation_error" };
        checks.equal(&format!("{from} on {to}"), Some(got), expected.as_str());
        shop.lists = before;
    }
    Ok(())
}

fn link_names(value: &Value) -> Result<(&str, &str), String> {
    let pair = value.as_str().and_then(|text| text.split_once("->"));
    pair.map(|(from, to)| (from.trim(), to.trim())).ok_or_else(|| format!("no link: {value}"))
}

fn add_link(shop: &mut Shop, from: &str, to: &str) {
    let other = domain::ids::PriceListId(shop.names.uuid(&format!("list {to}")));
    let own = domain::ids::PriceListId(shop.names.uuid(&format!("list {from}")));
    let kind = RuleKind::Percentage { percent: Decimal::TEN, base: PriceBase::List(other) };
    let rule = shop.rule(Scope::All, Decimal::ZERO, kind);
    let mut rules = shop.lists.iter().find(|list| list.id == own).map(|list| list.rules.clone()).unwrap_or_default();
    rules.push(rule);
    shop.add_list(from, rules);
    if !shop.lists.iter().any(|list| list.id == other) {
        shop.add_list(to, Vec::new());
    }
}

/// The name before the brackets.
pub fn plain(text: &str) -> &str {
    brackets(text).0
}
