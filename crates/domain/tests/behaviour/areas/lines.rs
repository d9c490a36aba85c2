//! Discounts shown on lines, quantities, combos; templates.
use super::{
    lists::plain,
    prices::{amounts, answers, nets},
};
use crate::{
    checks::{Checks, figure},
    form::Form,
    rules::{Shop, today},
    taxes::TaxBook,
};
use domain::{
    combos::{Item, Priced as PricedCombo, PricedChoice},
    ids::{ComboChoiceId, PriceListId, ProductId},
    money::{Currency, step::Step},
    pricing::{Scope, price::Priced},
    tax::{
        TotalsRules,
        document::{DocumentLine, totals},
        line::Amounts,
    },
    templates::{AppliedLine, TemplateLine, apply},
};
use rust_decimal::Decimal;
use serde_json::Value;
use uuid::Uuid;

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
    let mut sold = PricedCombo { price: priced.unit_price, choices: Vec::new() };
    let mut picks = Vec::new();
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
        let id = ComboChoiceId(Uuid::from_u128(sold.choices.len() as u128));
        let product = |at: usize| ProductId(Uuid::from_u128(at as u128));
        picks.push((id, product(read.iter().position(|(_, _, chosen)| *chosen).unwrap_or_default())));
        let item =
            |(at, (_, extra, _)): (usize, &(Decimal, Decimal, bool))| Item { product: product(at), extra: *extra };
        sold.choices.push(PricedChoice { id, base, items: read.iter().enumerate().map(item).collect() });
    }
    let shares = sold.shares(&picks, Step::CENT).map_err(|refusal| refusal.to_string())?;
    let shares: Vec<Decimal> = shares.iter().map(|share| share.unit_price).collect();
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
