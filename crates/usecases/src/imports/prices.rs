//! Prices: rules of price lists for single products, found by list, product, quantity and days.
use super::{
    apply::Writing,
    by,
    judge::{Bench, Candidate, Found, Target},
    written::{TakenBack, Written},
};
use crate::{Denied, prices::fields::MOST_RULES};
use domain::{
    ids::{CompanyId, PriceListId},
    imports::{
        values::{Values, written as figure},
        verdict::Existing,
    },
    refusal::{FieldRefusal, Refusal},
};
use rust_decimal::Decimal;
use std::collections::{HashMap, hash_map::Entry};
use store::{
    Conn, Unit, columns,
    events::{Change, EventData, NewEvent},
    imports::{
        products::{self as products, By},
        record::ImportRecord,
    },
    prices::{self as stored, RuleRecord},
};
use uuid::Uuid;

/// What finds a rule.
const PLACE: [&str; 5] = ["list", "product", "min_quantity", "from", "until"];

/// Where in which list a rule stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    list: Uuid,
    product: Uuid,
    min_quantity: i64,
    from: Option<String>,
    until: Option<String>,
}

impl Place {
    fn of(values: &Values, list: Uuid, product: Uuid) -> Result<Place, Denied> {
        let quantity = values.get("min_quantity").map_or(Ok(Decimal::ZERO), |text| text.parse());
        Ok(Place {
            list,
            product,
            min_quantity: columns::millionths(quantity.map_err(Denied::fault)?)?,
            from: values.get("from").cloned(),
            until: values.get("until").cloned(),
        })
    }

    fn text(&self) -> [String; 5] {
        [
            self.list.to_string(),
            self.product.to_string(),
            self.min_quantity.to_string(),
            self.from.clone().unwrap_or_default(),
            self.until.clone().unwrap_or_default(),
        ]
    }

    fn read(after: &Values) -> Option<Place> {
        let [list, product, min_quantity, from, until] = PLACE.map(|name| after.get(name).cloned().unwrap_or_default());
        let day = |text: String| Some(text).filter(|text| !text.is_empty());
        Some(Place {
            list: list.parse().ok()?,
            product: product.parse().ok()?,
            min_quantity: min_quantity.parse().ok()?,
            from: day(from),
            until: day(until),
        })
    }

    /// Whether a rule stands here. Formulas are left alone: a new rule below one applies.
    fn holds(&self, rule: &RuleRecord) -> bool {
        rule.product_id == Some(self.product)
            && rule.variant_id.is_none()
            && rule.min_quantity == self.min_quantity
            && rule.valid_from == self.from
            && rule.valid_until == self.until
            && (rule.kind == "fixed" || (rule.kind == "percentage" && rule.base == "list_price"))
    }

    fn rule(&self) -> RuleRecord {
        RuleRecord {
            category_id: None,
            variant_id: None,
            id: Uuid::now_v7(),
            scope: "product".into(),
            product_id: Some(self.product),
            min_quantity: self.min_quantity,
            valid_from: self.from.clone(),
            valid_until: self.until.clone(),
            kind: "fixed".into(),
            price: 0,
            percent: 0,
            base: "list_price".into(),
            base_list_id: None,
            round_to: None,
            surcharge: 0,
            min_margin: None,
            max_margin: None,
            product_name: None,
        }
    }
}

/// The place each row means, and the rule that stands there.
pub(super) async fn find(
    bench: &mut Bench,
    conn: &mut Conn,
    rows: &[Result<Values, Vec<FieldRefusal>>],
) -> Result<Vec<Found>, Denied> {
    let codes: Vec<String> = rows.iter().filter_map(|row| row.as_ref().ok()?.get("product")).cloned().collect();
    let mut products: HashMap<String, Vec<(Uuid, String)>> = HashMap::new();
    for found in products::found(conn, bench.company, By::Code, &codes).await? {
        let known = products.entry(found.row.code).or_default();
        if !known.iter().any(|(id, _)| *id == found.row.id) {
            known.push((found.row.id, found.row.name));
        }
    }
    let mut all = Vec::with_capacity(rows.len());
    let mut room: HashMap<Uuid, usize> = HashMap::new();
    for row in rows {
        let Ok(values) = row else {
            all.push(Ok(None));
            continue;
        };
        let list = values.get("price_list").and_then(|name| bench.lists.iter().find(|(_, known)| known == name));
        let (Some((list, list_name)), Some(code)) = (list.cloned(), values.get("product")) else {
            all.push(Ok(None));
            continue;
        };
        let (product, name) = match products.get(code).map(Vec::as_slice) {
            Some([one]) => one.clone(),
            Some([_, _, ..]) => {
                all.push(Err(vec![FieldRefusal::at("product", Refusal::AlreadyTaken)]));
                continue;
            }
            _ => {
                all.push(Err(vec![FieldRefusal::at("product", Refusal::NotThere)]));
                continue;
            }
        };
        let place = Place::of(values, list, product)?;
        let rules = rules_of(bench, conn, list).await?;
        let existing = rules.iter().find(|rule| place.holds(rule)).map(price);
        let taken = room.entry(list).or_insert(rules.len());
        if existing.is_none() {
            *taken += 1;
        }
        if *taken > MOST_RULES {
            let most = Decimal::from(MOST_RULES);
            all.push(Err(vec![FieldRefusal::at("price_list", Refusal::TooLarge { most })]));
            continue;
        }
        let name = format!("{list_name}: {name}");
        let existing = existing.map(|values| Existing { values, by: "product".into(), name, sure: true });
        all.push(Ok(Some(Candidate { existing, target: Target::Rule(place) })));
    }
    Ok(all)
}

async fn rules_of<'b>(bench: &'b mut Bench, conn: &mut Conn, list: Uuid) -> Result<&'b mut Vec<RuleRecord>, Denied> {
    if let Entry::Vacant(unknown) = bench.rules.entry(list) {
        unknown.insert(stored::rules(conn, bench.company, PriceListId(list)).await?);
    }
    Ok(bench.rules.entry(list).or_default())
}

/// A rule's price as values: one of the two.
fn price(rule: &RuleRecord) -> Values {
    let (field, value) = if rule.kind == "fixed" { ("price", rule.price) } else { ("percent", rule.percent) };
    Values::from([(field.to_owned(), figure(columns::decimal(value)))])
}

/// Gives the rule the price or the percentage that stands in the values.
fn set_price(rule: &mut RuleRecord, values: &Values) -> Result<(), Denied> {
    for (field, kind) in [("price", "fixed"), ("percent", "percentage")] {
        let Some(text) = values.get(field).filter(|text| !text.is_empty()) else { continue };
        let value = columns::millionths(text.parse::<Decimal>().map_err(Denied::fault)?)?;
        kind.clone_into(&mut rule.kind);
        (rule.price, rule.percent) = if kind == "fixed" { (value, 0) } else { (0, value) };
    }
    Ok(())
}

/// Writes the rows; answers for each the list and what is kept for taking it back.
pub(super) async fn write(
    unit: &mut Unit,
    bench: &mut Bench,
    import: &ImportRecord,
    rows: &[Writing],
) -> Result<Vec<(Uuid, Written)>, Denied> {
    let mut written = Vec::with_capacity(rows.len());
    for Writing { judged, .. } in rows {
        let Some(Target::Rule(place)) = &judged.target else { return Err(Denied::fault("a price without its place")) };
        let rules = rules_of(bench, &mut unit.conn, place.list).await?;
        let at = rules.iter().position(|rule| place.holds(rule));
        let before = at.and_then(|at| rules.get(at)).map(price);
        let rule = match at.and_then(|at| rules.get_mut(at)) {
            Some(rule) => rule,
            None => {
                rules.push(place.rule());
                rules.last_mut().ok_or_else(|| Denied::fault("a list that does not grow"))?
            }
        };
        set_price(rule, &judged.values)?;
        let mut after = price(rule);
        after.extend(PLACE.map(str::to_owned).into_iter().zip(place.text()));
        written.push((place.list, Written { before, version: 0, after }));
    }
    keep_lists(unit, bench, import).await?;
    Ok(written)
}

/// Takes back what a row wrote, where its price is still the one it wrote.
pub(super) async fn back(
    unit: &mut Unit,
    bench: &mut Bench,
    _import: &ImportRecord,
    (_, written): (Uuid, &Written),
) -> Result<TakenBack, Denied> {
    let place = Place::read(&written.after).ok_or_else(|| Denied::fault("a price without its place"))?;
    let rules = rules_of(bench, &mut unit.conn, place.list).await?;
    let Some(at) = rules.iter().position(|rule| place.holds(rule)) else { return Ok(TakenBack::Undone) };
    let Some(rule) = rules.get_mut(at) else { return Ok(TakenBack::Undone) };
    if price(rule).iter().any(|(field, value)| written.after.get(field) != Some(value)) {
        return Ok(TakenBack::Kept);
    }
    match &written.before {
        Some(before) => set_price(rule, before)?,
        None => drop(rules.remove(at)),
    }
    Ok(TakenBack::Undone)
}

/// Writes the lists whose rules were touched.
pub(super) async fn keep_lists(unit: &mut Unit, bench: &Bench, import: &ImportRecord) -> Result<(), Denied> {
    let mut touched: Vec<_> = bench.rules.iter().collect();
    // Always in the same order, so that two servers never wait for one another.
    touched.sort_by_key(|(list, _)| **list);
    for (list, rules) in touched {
        let Some(row) = stored::find(&mut unit.conn, bench.company, PriceListId(*list)).await? else { continue };
        let before = stored::rules(&mut unit.conn, bench.company, PriceListId(*list)).await?;
        if before == *rules {
            continue;
        }
        stored::update(unit, &row, rules).await?;
        told(unit, bench.company, import, (*list, row.name), (before.len(), rules.len()));
    }
    Ok(())
}

fn told(
    unit: &mut Unit,
    company: CompanyId,
    import: &ImportRecord,
    (list, name): (Uuid, String),
    (old, new): (usize, usize),
) {
    // The rules themselves stand in the import; the trail says how many there are.
    let change = Change { field: "rules".into(), old: old.to_string(), new: format!("{new} ({})", import.file_name) };
    let data = EventData { body: name, changes: vec![change], ..EventData::default() };
    unit.event(NewEvent::new(company, "price_list", list, "price_list.changed", by(import)).with(data));
    unit.announce(company, "price_list", list);
}
