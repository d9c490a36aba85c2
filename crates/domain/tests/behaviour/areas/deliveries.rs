//! Delivery methods.
use crate::{
    checks::Checks,
    form::{Form, same_length},
    rules::Names,
    taxes::TaxBook,
    texts::{UnitBook, leading_figure},
};
use domain::{
    delivery::{
        Comparison, DeliveryKind, DeliveryMethod, DeliveryRule, Limits, Measure,
        load::{Load, LoadLine},
    },
    fiscal::{place::Address, reprice::reprice},
    ids::{DeliveryMethodId, TagId},
    money::step::Step,
    tax::{
        Tax, TaxRounding,
        line::{Amounts, Reading, compute},
    },
};
use rust_decimal::Decimal;
use serde_json::Value;
use uuid::Uuid;

fn method(kind: DeliveryKind) -> DeliveryMethod {
    DeliveryMethod {
        id: DeliveryMethodId(Uuid::nil()),
        kind,
        margin: Decimal::ZERO,
        fixed_margin: Decimal::ZERO,
        free_from: None,
        limits: Limits::default(),
    }
}

/// A figure that may be followed by a remark in brackets.
fn remarked(form: &Form<'_>, key: &str) -> Result<Option<Decimal>, String> {
    let Some(text) = form.text(&[key])? else { return Ok(None) };
    match leading_figure(text)? {
        (figure, rest) if rest.is_empty() || rest.starts_with('(') => Ok(Some(figure)),
        (_, rest) => Err(format!("{rest:?} after the figure in {text:?}")),
    }
}

fn measure(name: &str) -> Result<Measure, String> {
    Ok(match name {
        "weight" => Measure::Weight,
        "volume" => Measure::Volume,
        "weight*volume" | "wv" => Measure::WeightVolume,
        "price" => Measure::Price,
        "quantity" => Measure::Quantity,
        other => return Err(format!("no measure: {other:?}")),
    })
}

fn rule(form: &Form<'_>) -> Result<DeliveryRule, String> {
    let operator = form.text(&["operator"])?.unwrap_or("<=");
    let rule = DeliveryRule {
        variable: measure(form.text(&["variable"])?.unwrap_or("quantity"))?,
        operator: Comparison::parse(operator).ok_or_else(|| format!("no comparison: {operator:?}"))?,
        value: form.figure(&["value"])?.unwrap_or_default(),
        base_price: form.figure(&["base_price"])?.unwrap_or_default(),
        factor_price: form.figure(&["factor_price"])?.unwrap_or_default(),
        factor: measure(form.text(&["factor"])?.unwrap_or("weight"))?,
    };
    form.finish()?;
    Ok(rule)
}

pub fn rate(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let carrier = input.form(&["carrier"])?;
    let carrier = carrier.as_ref().unwrap_or(input);
    let mut rules = Vec::new();
    if let Some(form) = carrier.form(&["rule"])? {
        rules.push(rule(&form)?);
    }
    if carrier.has("rules") {
        for form in carrier.forms(&["rules"])? {
            rules.push(rule(&form)?);
        }
    }
    let fixed = carrier.figure(&["carrier_price", "price"])?;
    let kind = match (carrier.text(&["type"])?, rules.is_empty(), fixed) {
        (Some("fixed") | None, true, Some(_)) => DeliveryKind::Fixed,
        (Some("base_on_rule" | "rules") | None, false, None) => DeliveryKind::Rules { rules },
        (kind, ..) => return Err(format!("no delivery method: {kind:?}")),
    };
    let mut method = method(kind);
    method.margin = remarked(carrier, "margin")?.unwrap_or_default();
    method.fixed_margin = remarked(carrier, "fixed_margin")?.unwrap_or_default();
    method.free_from = carrier.figure(&["free_over", "free_from"])?;
    if input.has("carrier") {
        carrier.finish()?;
    }
    let mut units = UnitBook::new();
    let unit = units.unit("unit")?;
    let mut lines = Vec::new();
    if let Some(product) = input.form(&["product"])? {
        lines.push(LoadLine {
            service: false,
            quantity: input.figure(&["qty", "quantity"])?.unwrap_or(Decimal::ONE),
            unit,
            product_unit: unit,
            weight: product.figure(&["weight"])?.unwrap_or_default(),
            volume: product.figure(&["volume"])?.unwrap_or_default(),
            tags: &[],
        });
        product.finish()?;
    }
    let total = input.figure(&["order_total", "order_total_tax_included"])?.unwrap_or_default();
    let load = Load::of(&lines, total).map_err(|refusal| refusal.to_string())?;
    let currency = input.figure(&["order_currency_per_main_company_currency"])?.unwrap_or(Decimal::ONE);
    let mut book = TaxBook::default();
    let mut taxes = |key: &str| -> Result<Option<Vec<Tax>>, String> {
        match input.get(key) {
            None => Ok(None),
            Some(Value::Array(list)) => book.read(list).map(Some),
            Some(one) => book.read(std::slice::from_ref(one)).map(Some),
        }
    };
    let own = taxes("product_tax")?.unwrap_or_default();
    let mapped = taxes("fiscal_position_maps_to")?.unwrap_or_else(|| own.clone());
    let priced = method
        .price(fixed.unwrap_or_default(), &load, currency, |price| reprice(price, &own, &mapped))
        .map_err(|refusal| refusal.to_string())?;
    let line = compute(Amounts::one(priced.price), &mapped, TaxRounding::PerLine, Step::CENT, Reading::AsPriced)
        .map_err(|refusal| refusal.to_string())?;
    for (key, got) in [
        ("price", priced.price),
        ("delivery_line_price", priced.price),
        ("subtotal", line.total_excluded),
        ("delivery_line_subtotal", line.total_excluded),
        ("total", line.total_included),
    ] {
        if let Some(expected) = expect.get(key) {
            checks.exact(key, got, expected)?;
        }
    }
    Ok(())
}

pub fn availability(input: &Form<'_>, expect: &Form<'_>, checks: &mut Checks) -> Result<(), String> {
    let (rows, expected) = (input.forms(&["rows"])?, expect.need_list(&["available"])?);
    same_length("rows", rows.len(), expected.len())?;
    let (mut names, mut units) = (Names::default(), UnitBook::new());
    for (row, expected) in rows.iter().zip(expected) {
        let mut tags = |key: &str| -> Result<Vec<TagId>, String> {
            let list = row.list(&[key])?.map(Vec::as_slice).unwrap_or_default();
            let tag = |tag: &Value| tag.as_str().map(|tag| TagId(names.uuid(tag))).ok_or(format!("no tag: {tag}"));
            list.iter().map(tag).collect()
        };
        let limits = Limits {
            max_weight: row.figure(&["max_weight"])?,
            max_volume: row.figure(&["max_volume"])?,
            must_have_tags: tags("must_have_any_tag")?,
            excluded_tags: tags("excluded_tags")?,
            ..Limits::default()
        };
        let (product_tags, service_tags) = (tags("product_tags")?, tags("other_service_line_tags")?);
        let piece = units.unit("unit")?;
        let mut goods = LoadLine {
            service: false,
            quantity: Decimal::ONE,
            unit: piece,
            product_unit: piece,
            weight: Decimal::ZERO,
            volume: Decimal::ZERO,
            tags: &product_tags,
        };
        if let Some(line) = row.form(&["line"])? {
            goods.weight = line.figure(&["weight"])?.unwrap_or_default();
            goods.volume = line.figure(&["volume"])?.unwrap_or_default();
            goods.quantity = line.figure(&["qty", "quantity"])?.unwrap_or(Decimal::ONE);
            goods.unit = line.text(&["uom"])?.map_or(Ok(piece), |unit| units.unit(unit))?;
            line.finish()?;
        }
        row.finish()?;
        let service = LoadLine { service: true, tags: &service_tags, ..goods.clone() };
        let lines = if service_tags.is_empty() { vec![goods] } else { vec![goods, service] };
        let load = Load::of(&lines, Decimal::ZERO).map_err(|refusal| refusal.to_string())?;
        let method = DeliveryMethod { limits, ..method(DeliveryKind::Fixed) };
        let got = method.unavailable(&Address::default(), &load, &lines);
        checks.equal(&format!("{} available ({got:?})", row.path()), Some(got.is_none()), expected.as_bool());
    }
    Ok(())
}
