//! A list's fields as people type them, checked, and as they are stored.
use super::book;
use crate::{Denied, denied};
use domain::{
    fiscal::place::CountryGroup,
    ids::{CategoryId, CompanyId, PriceListId, ProductId, VariantId},
    pricing::{PriceBase, PriceList, cycle},
    quotes::line::{Quantity, UnitPrice},
    refusal::{Fields, Refusal, pricing::PricingRefusal},
    text,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use store::{
    Unit, columns,
    prices::{self as stored, ListRecord, RuleRecord},
    products::{categories, variants},
    quotes::sources,
};
use uuid::Uuid;
use wire::prices::{PriceListFields, RuleFields, RulePrice};

/// Most rules of one list: a page still shows them.
pub(crate) const MOST_RULES: usize = 2_000;

/// Most countries of one list.
const MOST_COUNTRIES: usize = 300;

/// Takes the typed fields into the row; answers the rules as rows.
/// # Errors
/// Refusals by field: `name`, `rules.2.percent` …
pub(super) async fn take(
    unit: &mut Unit,
    typed: &PriceListFields,
    row: &mut ListRecord,
) -> Result<Vec<RuleRecord>, Denied> {
    let (company, id) = (CompanyId(row.company_id), PriceListId(row.id));
    let mut fields = Fields::new();
    row.name = fields.take("name", text::required_line(&typed.name, 100)).unwrap_or_default();
    (row.active, row.for_all) = (i64::from(typed.active), i64::from(typed.for_all));
    let codes: Vec<String> = typed.countries.split_whitespace().map(str::to_ascii_uppercase).collect();
    row.countries = codes.join(" ");
    if codes.len() > MOST_COUNTRIES || CountryGroup::parse(&row.countries).is_none() {
        fields.refuse("countries", Refusal::NotAChoice);
    }
    if typed.rules.len() > MOST_RULES {
        fields.refuse("rules", Refusal::TooLarge { most: Decimal::from(MOST_RULES) });
        return Err(Denied::Refused(fields.into_refusals()));
    }
    let mut rules = Vec::new();
    let mut known = BTreeMap::new();
    let categories = categories::tree(&mut unit.conn, company).await?;
    for (at, rule) in typed.rules.iter().enumerate() {
        if let Some(product) = rule.product {
            if let std::collections::btree_map::Entry::Vacant(unknown) = known.entry(product) {
                unknown.insert(sources::has_product(&mut unit.conn, company, product.0).await?);
            }
            if known.get(&product) == Some(&false) {
                fields.refuse(format!("rules.{at}.product"), Refusal::NotThere);
            }
        }
        if let Some(variant) = rule.variant {
            let found = variants::load(&mut unit.conn, company, variant).await?;
            if found.is_none_or(|found| Some(found.product_id) != rule.product.map(|product| product.0)) {
                fields.refuse(format!("rules.{at}.variant"), Refusal::NotThere);
            }
        }
        if rule.product.is_none() && rule.category.is_some_and(|category| categories.get(category).is_none()) {
            fields.refuse(format!("rules.{at}.category"), Refusal::NotThere);
        }
        if let Some(base) = base_list(&rule.price)
            && stored::find(&mut unit.conn, company, base).await?.is_none()
        {
            fields.refuse(format!("rules.{at}.base"), Refusal::NotAChoice);
        }
        rules.push(checked(rule, at, &mut fields));
    }
    denied::all_right(fields)?;
    no_circle(unit, company, id, row, typed).await?;
    Ok(rules)
}

async fn no_circle(
    unit: &mut Unit,
    company: CompanyId,
    id: PriceListId,
    row: &ListRecord,
    typed: &PriceListFields,
) -> Result<(), Denied> {
    let mine = PriceList { rules: typed.rules(), ..book::list(row, &[])? };
    let based_on: Vec<PriceListId> = mine.based_on().collect();
    let mut lists = vec![mine];
    book::follow(&mut unit.conn, company, based_on, &mut lists).await?;
    if cycle::check(&lists).is_err() {
        let at = typed.rules.iter().position(|rule| leads_back(&lists, base_list(&rule.price), id)).unwrap_or_default();
        return Err(Denied::at(&format!("rules.{at}.base"), Refusal::BasedOnItself));
    }
    Ok(())
}

/// Whether a base comes back to the list.
fn leads_back(lists: &[PriceList], base: Option<PriceListId>, to: PriceListId) -> bool {
    let mut open: Vec<PriceListId> = base.into_iter().collect();
    let mut seen = Vec::new();
    while let Some(next) = open.pop() {
        if next == to {
            return true;
        }
        if !seen.contains(&next) {
            seen.push(next);
            open.extend(lists.iter().filter(|list| list.id == next).flat_map(PriceList::based_on));
        }
    }
    false
}

fn base_list(price: &RulePrice) -> Option<PriceListId> {
    match price {
        RulePrice::Percentage { base: PriceBase::List(list), .. }
        | RulePrice::Formula { base: PriceBase::List(list), .. } => Some(*list),
        _ => None,
    }
}

/// A price that is typed into a rule: not below nothing.
fn price(typed: Decimal) -> Result<Decimal, Refusal> {
    match UnitPrice::new(typed)?.get() {
        price if price < Decimal::ZERO => Err(Refusal::TooSmall { least: Decimal::ZERO }),
        price => Ok(price),
    }
}

/// Percent off: never more than all of it; on top up to ten times.
fn percent(typed: Decimal) -> Result<Decimal, Refusal> {
    let least = Decimal::from(-1000);
    match typed.normalize() {
        typed if typed < least => Err(Refusal::TooSmall { least }),
        typed if typed > Decimal::ONE_HUNDRED => Err(Refusal::TooLarge { most: Decimal::ONE_HUNDRED }),
        typed if typed.scale() > 2 => Err(Refusal::TooManyDecimals { decimals: 2 }),
        typed => Ok(typed),
    }
}

fn checked(rule: &RuleFields, at: usize, fields: &mut Fields) -> RuleRecord {
    let name = |field: &str| format!("rules.{at}.{field}");
    // Bounded, so each fits.
    let put = |value: Option<Decimal>| value.and_then(|value| columns::millionths(value).ok()).unwrap_or_default();
    let quantity = match rule.min_quantity {
        any if any.is_zero() => Ok(Decimal::ZERO),
        typed => Quantity::new(typed).map(Quantity::get),
    };
    let mut row = RuleRecord {
        id: Uuid::now_v7(),
        scope: scope_code(rule).into(),
        product_id: rule.product.map(|product| product.0),
        variant_id: rule.variant.map(|variant| variant.0),
        category_id: rule.category.filter(|_| rule.product.is_none()).map(|category| category.0),
        min_quantity: put(fields.take(name("min_quantity"), quantity)),
        valid_from: rule.from.map(columns::day_text),
        valid_until: rule.until.map(columns::day_text),
        kind: String::new(),
        price: 0,
        percent: 0,
        base: "list_price".into(),
        base_list_id: base_list(&rule.price).map(|list| list.0),
        round_to: None,
        surcharge: 0,
        min_margin: None,
        max_margin: None,
        product_name: None,
    };
    match &rule.price {
        RulePrice::Fixed { price: typed } => {
            row.kind = "fixed".into();
            row.price = put(fields.take(name("price"), price(*typed)));
        }
        RulePrice::Percentage { percent: typed, base } => {
            row.kind = "percentage".into();
            row.base = base_code(*base).into();
            row.percent = put(fields.take(name("percent"), percent(*typed)));
        }
        RulePrice::Formula { base, discount, round_to, surcharge, min_margin, max_margin } => {
            row.kind = "formula".into();
            row.base = base_code(*base).into();
            row.percent = put(fields.take(name("percent"), percent(*discount)));
            let step = |typed: Decimal| match price(typed)? {
                step if step.is_zero() => Err(Refusal::TooSmall { least: Decimal::new(1, 2) }),
                step => Ok(step),
            };
            row.round_to = round_to.map(|typed| put(fields.take(name("round_to"), step(typed))));
            let surcharge = UnitPrice::new(*surcharge).map(UnitPrice::get);
            row.surcharge = put(fields.take(name("surcharge"), surcharge));
            let margin = |typed: Decimal| UnitPrice::new(typed).map(UnitPrice::get);
            row.min_margin = min_margin.map(|typed| put(fields.take(name("min_margin"), margin(typed))));
            row.max_margin = max_margin.map(|typed| put(fields.take(name("max_margin"), margin(typed))));
        }
    }
    match rule.rule(domain::ids::PriceRuleId(row.id)).check() {
        Err(PricingRefusal::DatesReversed) => fields.refuse(name("until"), Refusal::EndsBeforeStart),
        Err(PricingRefusal::MarginsReversed) => fields.refuse(name("max_margin"), Refusal::LeastAboveMost),
        _ => {}
    }
    row
}

const fn scope_code(rule: &RuleFields) -> &'static str {
    match (rule.product, rule.category) {
        (Some(_), _) if rule.variant.is_some() => "variant",
        (Some(_), _) => "product",
        (None, Some(_)) => "category",
        (None, None) => "all",
    }
}

const fn base_code(base: PriceBase) -> &'static str {
    match base {
        PriceBase::ListPrice => "list_price",
        PriceBase::Cost => "cost",
        PriceBase::List(_) => "list",
    }
}

/// A stored rule as it is typed.
/// # Errors
/// A fault when a column cannot be read.
pub(super) fn typed(row: &RuleRecord) -> Result<RuleFields, Denied> {
    let figure = columns::decimal;
    let base = match (row.base.as_str(), row.base_list_id) {
        ("cost", _) => PriceBase::Cost,
        ("list", Some(list)) => PriceBase::List(PriceListId(list)),
        _ => PriceBase::ListPrice,
    };
    let price = match row.kind.as_str() {
        "fixed" => RulePrice::Fixed { price: figure(row.price) },
        "percentage" => RulePrice::Percentage { percent: figure(row.percent), base },
        "formula" => RulePrice::Formula {
            base,
            discount: figure(row.percent),
            round_to: row.round_to.map(figure),
            surcharge: figure(row.surcharge),
            min_margin: row.min_margin.map(figure),
            max_margin: row.max_margin.map(figure),
        },
        other => return Err(Denied::fault(format!("unknown kind of rule {other}"))),
    };
    Ok(RuleFields {
        product: row.product_id.map(ProductId),
        variant: row.variant_id.map(VariantId),
        category: row.category_id.map(CategoryId),
        min_quantity: figure(row.min_quantity),
        from: columns::optional_day(row.valid_from.clone())?,
        until: columns::optional_day(row.valid_until.clone())?,
        price,
    })
}
