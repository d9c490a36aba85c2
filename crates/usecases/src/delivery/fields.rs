//! A method's fields as people type them, checked, and as they are stored.
use crate::{Denied, denied};
use domain::{
    delivery::{Comparison, DeliveryRule, Limits, Measure},
    ids::{CategoryId, CompanyId, DeliveryMethodId, ProductId, TagId, TaxId},
    lang::Lang,
    quotes::{
        line::{LONGEST_NAME, UnitPrice},
        template::Words,
    },
    refusal::{Fields, Refusal},
    text,
};
use rust_decimal::Decimal;
use store::{
    Unit, columns,
    delivery::{MethodRecord, RuleRecord},
    products::{categories, tags},
    quotes::sources,
};
use wire::delivery::MethodFields;

/// Most rules of one method.
const MOST_RULES: usize = 200;
/// Most countries, postcodes or categories of one method.
const MOST_PLACES: usize = 500;

/// Takes the typed fields into the row; answers the rules as rows.
/// # Errors
/// Refusals by field: `name_fi`, `rules.2.value` …
pub(super) async fn take(
    unit: &mut Unit,
    typed: &MethodFields,
    row: &mut MethodRecord,
) -> Result<Vec<RuleRecord>, Denied> {
    let company = CompanyId(row.company_id);
    let mut fields = Fields::new();
    let own = columns::lang(&sources::company(&mut unit.conn, company).await?.language)?;
    for lang in Lang::ALL {
        let read = match lang == own {
            true => text::required_line(typed.names.get(lang), LONGEST_NAME),
            false => text::optional_line(typed.names.get(lang), LONGEST_NAME),
        };
        let name = fields.take(format!("name_{}", lang.code()), read).unwrap_or_default();
        *match lang {
            Lang::Fi => &mut row.name_fi,
            Lang::Sv => &mut row.name_sv,
            Lang::En => &mut row.name_en,
        } = name;
    }
    if !(0..=100_000).contains(&typed.position) {
        fields.refuse("position", Refusal::TooLarge { most: Decimal::from(100_000) });
    }
    row.position = typed.position;
    row.active = i64::from(typed.active);
    row.kind = if typed.by_rules { "rules" } else { "fixed" }.into();
    if let Some(product) = typed.product
        && Some(product.0) != row.product_id
        && !sources::has_product(&mut unit.conn, company, product.0).await?
    {
        fields.refuse("product", Refusal::NotThere);
    }
    row.product_id = typed.product.map(|product| product.0);
    if typed.tax.0 != row.tax_id && sources::tax(&mut unit.conn, company, typed.tax).await?.is_none() {
        fields.refuse("tax", Refusal::NotAChoice);
    }
    row.tax_id = typed.tax.0;
    let mut put = |field: &str, read: Result<Decimal, Refusal>| {
        // Bounded, so it fits.
        fields.take(field, read).and_then(|value| columns::millionths(value).ok()).unwrap_or_default()
    };
    row.price = put("price", not_below_nothing(typed.price));
    row.margin = put("margin", percent(typed.margin));
    row.fixed_margin = put("fixed_margin", UnitPrice::new(typed.fixed_margin).map(UnitPrice::get));
    row.free_from = typed.free_from.map(|from| put("free_from", not_below_nothing(from)));
    if typed.by_rules && typed.rules.is_empty() {
        fields.refuse("rules", Refusal::Required);
    }
    if typed.rules.len() > MOST_RULES {
        fields.refuse("rules", Refusal::TooLarge { most: Decimal::from(MOST_RULES) });
        return Err(Denied::Refused(fields.into_refusals()));
    }
    let kept = if typed.by_rules { typed.rules.as_slice() } else { &[] };
    let rules = kept.iter().enumerate().map(|(at, rule)| checked(rule, at, row, &mut fields)).collect();
    let limits = limits(&typed.limits, &mut fields);
    let tree = categories::tree(&mut unit.conn, company).await?;
    let tags = tags::list(&mut unit.conn, company).await?;
    let known = |tag: &TagId| tree.get(CategoryId(tag.0)).is_some() || tags.iter().any(|known| known.id == tag.0);
    for (field, named) in [("only", &limits.must_have_tags), ("not", &limits.excluded_tags)] {
        if !named.iter().all(known) {
            fields.refuse(field, Refusal::NotThere);
        }
    }
    denied::all_right(fields)?;
    row.limits = serde_json::to_string(&limits).map_err(Denied::fault)?;
    Ok(rules)
}

fn limits(typed: &Limits, fields: &mut Fields) -> Limits {
    let mut limits = typed.clone();
    limits.countries.sort_unstable();
    limits.countries.dedup();
    limits.postcode_prefixes = typed
        .postcode_prefixes
        .iter()
        .map(|prefix| prefix.split_whitespace().collect::<String>().to_uppercase())
        .filter(|prefix| !prefix.is_empty())
        .collect();
    let strange = |prefix: &String| prefix.len() > 10 || !prefix.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if limits.postcode_prefixes.iter().any(strange) {
        fields.refuse("postcodes", Refusal::NotAChoice);
    }
    let many = [
        limits.countries.len(),
        limits.postcode_prefixes.len(),
        limits.excluded_tags.len(),
        limits.must_have_tags.len(),
    ];
    if many.into_iter().any(|count| count > MOST_PLACES) {
        fields.refuse("postcodes", Refusal::TooLarge { most: Decimal::from(MOST_PLACES) });
    }
    for (field, most) in [("max_weight", limits.max_weight), ("max_volume", limits.max_volume)] {
        if let Some(most) = most {
            fields.take(field, not_below_nothing(most));
        }
    }
    limits
}

fn checked(rule: &DeliveryRule, at: usize, row: &MethodRecord, fields: &mut Fields) -> RuleRecord {
    let mut put = |field: &str, typed: Decimal| {
        let read = fields.take(format!("rules.{at}.{field}"), not_below_nothing(typed));
        read.and_then(|value| columns::millionths(value).ok()).unwrap_or_default()
    };
    RuleRecord {
        method_id: row.id,
        variable: measure_code(rule.variable).into(),
        operator: sign(rule.operator).into(),
        value: put("value", rule.value),
        base_price: put("base_price", rule.base_price),
        factor_price: put("factor_price", rule.factor_price),
        factor: measure_code(rule.factor).into(),
    }
}

fn not_below_nothing(typed: Decimal) -> Result<Decimal, Refusal> {
    match UnitPrice::new(typed)?.get() {
        figure if figure < Decimal::ZERO => Err(Refusal::TooSmall { least: Decimal::ZERO }),
        figure => Ok(figure),
    }
}

/// Percent on top; never more than all of it off.
fn percent(typed: Decimal) -> Result<Decimal, Refusal> {
    let (least, most) = (Decimal::NEGATIVE_ONE * Decimal::ONE_HUNDRED, Decimal::ONE_THOUSAND);
    match typed.normalize() {
        typed if typed < least => Err(Refusal::TooSmall { least }),
        typed if typed > most => Err(Refusal::TooLarge { most }),
        typed if typed.scale() > 2 => Err(Refusal::TooManyDecimals { decimals: 2 }),
        typed => Ok(typed),
    }
}

const fn measure_code(measure: Measure) -> &'static str {
    match measure {
        Measure::Weight => "weight",
        Measure::Volume => "volume",
        Measure::WeightVolume => "weight_volume",
        Measure::Price => "price",
        Measure::Quantity => "quantity",
    }
}

fn measure(code: &str) -> Option<Measure> {
    [Measure::Weight, Measure::Volume, Measure::WeightVolume, Measure::Price, Measure::Quantity]
        .into_iter()
        .find(|measure| measure_code(*measure) == code)
}

const fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "=",
        Comparison::AtMost => "<=",
        Comparison::Below => "<",
        Comparison::AtLeast => ">=",
        Comparison::Above => ">",
    }
}

/// The names of a stored method.
pub(crate) fn names(row: &MethodRecord) -> Words {
    let mut names = Words::default();
    for (lang, name) in [(Lang::Fi, &row.name_fi), (Lang::Sv, &row.name_sv), (Lang::En, &row.name_en)] {
        names.set(lang, name);
    }
    names
}

/// A stored method with its rules as it is typed.
/// # Errors
/// A fault when a column cannot be read.
pub(crate) fn typed(row: &MethodRecord, rules: &[RuleRecord]) -> Result<MethodFields, Denied> {
    let figure = columns::decimal;
    let rule = |rule: &RuleRecord| {
        Ok::<_, Denied>(DeliveryRule {
            variable: columns::code(&rule.variable, measure)?,
            operator: columns::code(&rule.operator, Comparison::parse)?,
            value: figure(rule.value),
            base_price: figure(rule.base_price),
            factor_price: figure(rule.factor_price),
            factor: columns::code(&rule.factor, measure)?,
        })
    };
    let mine = rules.iter().filter(|rule| rule.method_id == row.id);
    Ok(MethodFields {
        names: names(row),
        position: row.position,
        active: row.active == 1,
        product: row.product_id.map(ProductId),
        tax: TaxId(row.tax_id),
        price: figure(row.price),
        rules: mine.map(rule).collect::<Result<_, _>>()?,
        by_rules: row.kind == "rules",
        margin: figure(row.margin),
        fixed_margin: figure(row.fixed_margin),
        free_from: row.free_from.map(figure),
        limits: if row.limits == "{}" {
            Limits::default()
        } else {
            serde_json::from_str(&row.limits).map_err(Denied::fault)?
        },
    })
}

/// The id of a stored method.
pub(crate) const fn id(row: &MethodRecord) -> DeliveryMethodId {
    DeliveryMethodId(row.id)
}
