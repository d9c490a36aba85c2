//! Attributes and variants of a product: what is typed, what is made of it, what a choice comes to.
use crate::{Cx, Denied, Staff, denied};
use domain::{
    actors::Permission,
    ids::{CompanyId, ProductId, ValueId, VariantId},
    lang::Lang,
    pricing::variants::{self, Attribute, Creates, MOST_VARIANTS, Value},
    quotes::{line::UnitPrice, template::Words},
    refusal::{Fields, Refusal},
    text,
};
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use store::{
    Conn, StoreError, Unit, columns,
    events::{By, Change, EventData, NewEvent},
    products::variants::{self as stored, VariantRecord},
};
use wire::products::{EditVariant, VariantRow};

/// Most attributes of a product, and values of one.
const MOST: (usize, usize) = (10, 100);

/// Takes typed attributes.
/// # Errors
/// Refusals at `attributes`, added to `fields`.
pub(super) fn take(typed: &[Attribute], fields: &mut Fields) -> Vec<Attribute> {
    let mut wrong = |refusal| fields.refuse("attributes", refusal);
    let most = |most: usize| Refusal::TooLarge { most: Decimal::from(most) };
    if typed.len() > MOST.0 || typed.iter().any(|one| one.values.len() > MOST.1) {
        wrong(most(MOST.1));
        return Vec::new();
    }
    let (mut ids, mut names) = (BTreeSet::new(), BTreeSet::new());
    let mut taken = Vec::new();
    for attribute in typed {
        let name = text::required_line(&attribute.name, 60);
        let mut own = BTreeSet::new();
        let mut values = Vec::new();
        for value in &attribute.values {
            let extra = UnitPrice::new(value.extra).map(UnitPrice::get);
            let mut words = Words::default();
            for lang in Lang::ALL {
                match text::optional_line(value.words.get(lang), 60) {
                    Ok(text) => words.set(lang, &text),
                    Err(refusal) => wrong(refusal),
                }
            }
            match (text::required_line(&value.name, 60), extra) {
                (Ok(name), Ok(extra)) => {
                    if !own.insert(text::fold(&name)) || !ids.insert(value.id.0) {
                        wrong(Refusal::AlreadyTaken);
                    }
                    values.push(Value { id: value.id, name, extra, words });
                }
                (Err(refusal), _) | (_, Err(refusal)) => wrong(refusal),
            }
        }
        match name {
            Ok(name) if values.is_empty() => {
                drop(name);
                wrong(Refusal::Required);
            }
            Ok(name) => {
                if !names.insert(text::fold(&name)) || !ids.insert(attribute.id.0) {
                    wrong(Refusal::AlreadyTaken);
                }
                taken.push(Attribute { id: attribute.id, name, creates: attribute.creates, values });
            }
            Err(refusal) => wrong(refusal),
        }
    }
    if variants::ahead(&taken).is_err() {
        wrong(most(MOST_VARIANTS));
    }
    taken
}

/// Writes the attributes, makes the variants that are made ahead, and puts those aside that the attributes no longer
/// make; they come back when they do.
/// # Errors
/// [`StoreError`].
pub(super) async fn put(
    unit: &mut Unit,
    company: CompanyId,
    product: ProductId,
    attributes: &[Attribute],
) -> Result<(), StoreError> {
    stored::put_attributes(unit, product.0, attributes).await?;
    let making: Vec<&Attribute> = attributes.iter().filter(|one| one.creates != Creates::Never).collect();
    for row in stored::list(&mut unit.conn, company, product).await? {
        let ids: Vec<ValueId> = values(&row.made_of);
        let whole = !making.is_empty()
            && ids.len() == making.len()
            && making.iter().all(|one| one.values.iter().filter(|value| ids.contains(&value.id)).count() == 1);
        if whole != (row.whole == 1) {
            stored::set_whole(unit, company, row.id, whole).await?;
        }
    }
    for made in variants::ahead(attributes).unwrap_or_default() {
        if let Some(key) = variants::made_of(&made) {
            stored::make(unit, company, product, &key).await?;
        }
    }
    Ok(())
}

fn values(made_of: &str) -> Vec<ValueId> {
    made_of.split(',').filter_map(|id| id.parse().ok()).collect()
}

/// The variants of a product with their names.
/// # Errors
/// [`Denied`].
pub(super) async fn rows(
    conn: &mut Conn,
    company: CompanyId,
    product: ProductId,
    attributes: &[Attribute],
) -> Result<Vec<VariantRow>, Denied> {
    let name = |row: &VariantRecord| {
        let ids = values(&row.made_of);
        let all = attributes.iter().flat_map(|attribute| &attribute.values);
        all.filter(|value| ids.contains(&value.id)).map(|value| value.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let rows = stored::list(conn, company, product).await?;
    let row = |row: &VariantRecord| VariantRow {
        id: VariantId(row.id),
        version: row.version,
        name: name(row),
        code: row.code.clone(),
        unit_price: row.unit_price.map(columns::decimal),
        cost: row.cost.map(columns::decimal),
        active: row.active == 1,
    };
    Ok(rows.iter().filter(|row| row.whole == 1).map(row).collect())
}

/// The variants of a product, for a price rule's form.
/// # Errors
/// [`Denied::NotFound`].
pub async fn variants(by: &Staff, cx: &Cx, product: ProductId) -> Result<Vec<VariantRow>, Denied> {
    let company = by.scope(Permission::Catalog)?.company;
    let mut conn = cx.store.reader().await?;
    store::products::record::load(&mut conn, company, product).await?;
    let attributes = stored::attributes(&mut conn, product).await?;
    rows(&mut conn, company, product, &attributes).await
}

/// The attributes of a product, for choosing.
/// # Errors
/// [`Denied::NotFound`].
pub async fn attributes(by: &Staff, cx: &Cx, product: ProductId) -> Result<Vec<Attribute>, Denied> {
    let company = by.scope(Permission::Sell)?.company;
    let mut conn = cx.store.reader().await?;
    store::products::record::load(&mut conn, company, product).await?;
    Ok(stored::attributes(&mut conn, product).await?)
}

/// Gives a variant a code, a price and a cost of its own, or takes it off sale. Answers its version.
/// # Errors
/// [`Denied::NotAllowed`], [`Denied::Stale`], [`Denied::NotFound`], refusals by field.
pub async fn edit_variant(by: &Staff, cx: &Cx, command: EditVariant) -> Result<i64, Denied> {
    let company = by.scope(Permission::Catalog)?.company;
    let who = by.by();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (who, command) = (who.clone(), command.clone());
            Box::pin(async move { write(unit, company, who, command).await })
        })
        .await
}

async fn write(unit: &mut Unit, company: CompanyId, who: By, command: EditVariant) -> Result<i64, Denied> {
    let before = stored::load(&mut unit.conn, company, command.id).await?.ok_or(Denied::NotFound)?;
    let mut row = VariantRecord { version: command.version, ..before.clone() };
    let mut fields = Fields::new();
    row.code = fields.take("code", text::optional_line(&command.code, 50)).unwrap_or_default();
    let mut price = |field: &str, typed: Option<Decimal>| {
        let taken = typed.map(|typed| fields.take(field, super::fields::price(typed)).unwrap_or_default());
        // Bounded above, so it fits.
        taken.map(|price| columns::millionths(price).unwrap_or_default())
    };
    row.unit_price = price("unit_price", command.unit_price);
    row.cost = price("cost", command.cost);
    row.active = i64::from(command.active);
    denied::all_right(fields)?;
    let figure = |figure: Option<i64>| figure.map(|figure| columns::decimal(figure).to_string()).unwrap_or_default();
    let changes: Vec<Change> = [
        Change::of("code", &before.code, &row.code),
        Change::of("unit_price", figure(before.unit_price), figure(row.unit_price)),
        Change::of("cost", figure(before.cost), figure(row.cost)),
        Change::of("active", before.active == 1, row.active == 1),
    ]
    .into_iter()
    .flatten()
    .collect();
    if changes.is_empty() && before.version == command.version {
        return Ok(before.version);
    }
    let version = stored::update(unit, &row).await?;
    let data = EventData { body: row.code.clone(), changes, ..EventData::default() };
    unit.event(NewEvent::new(company, "product", row.product_id, "product.variant_changed", who).with(data));
    unit.announce(company, "product", row.product_id);
    Ok(version)
}

/// What a choice of values makes of a product.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chosen {
    /// The variant, if it was made already.
    pub variant: Option<VariantId>,
    /// Its code; empty where it has none.
    pub code: String,
    /// Its own price.
    pub unit_price: Option<i64>,
    /// Its own cost.
    pub cost: Option<i64>,
    /// What the values add.
    pub extras: Decimal,
    /// The values in words of each language; none where nothing is chosen.
    pub words: Words,
    /// What makes the variant; none where nothing does.
    pub made_of: Option<String>,
}

/// Reads a choice of values; none unless it is one value of each attribute, of a variant that is on sale.
/// # Errors
/// [`Denied`].
pub(crate) async fn choice(
    conn: &mut Conn,
    company: CompanyId,
    product: ProductId,
    choices: &[ValueId],
) -> Result<Option<Chosen>, Denied> {
    let attributes = stored::attributes(conn, product).await?;
    let Some(chosen) = variants::chosen(&attributes, choices).filter(|chosen| !chosen.is_empty()) else {
        return Ok(None);
    };
    let made_of = variants::made_of(&chosen);
    let row = match &made_of {
        Some(key) => stored::find(conn, company, product, key).await?,
        None => None,
    };
    if row.as_ref().is_some_and(|row| row.active == 0) {
        return Ok(None);
    }
    let unit_price = row.as_ref().and_then(|row| row.unit_price);
    let extras = variants::extras(&chosen, unit_price.is_some()).map_err(|_| Denied::from(Refusal::AmountTooLarge))?;
    let mut words = Words::default();
    for lang in Lang::ALL {
        words.set(lang, &variants::words(&chosen, lang));
    }
    Ok(Some(Chosen {
        variant: row.as_ref().map(|row| VariantId(row.id)),
        code: row.as_ref().map(|row| row.code.clone()).unwrap_or_default(),
        unit_price,
        cost: row.as_ref().and_then(|row| row.cost),
        extras,
        words,
        made_of,
    }))
}
