//! What a combo is made of: choices with their items, as people type them, checked.
use crate::Denied;
use domain::{
    combos::{Choice, Item, LONGEST_NAME, MOST_CHOICES, MOST_ITEMS},
    ids::{CompanyId, ProductId},
    lang::Lang,
    quotes::template::Words,
    refusal::{Fields, Refusal},
    text,
};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use store::{
    Conn, StoreError,
    products::{
        combos as stored,
        record::{self, ProductRecord},
    },
};
use wire::products::ProductName;

/// The field of all its refusals.
const FIELD: &str = "combo";

/// The choices of a combo with the names of their items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Kept {
    /// The choices, in order.
    pub choices: Vec<Choice>,
    /// The items, each once.
    pub names: Vec<ProductName>,
}

/// Takes typed choices.
/// # Errors
/// Refusals at `combo`, added to `fields`.
pub(super) async fn take(
    conn: &mut Conn,
    company: CompanyId,
    typed: &[Choice],
    row: &mut ProductRecord,
    fields: &mut Fields,
) -> Result<Kept, Denied> {
    row.combo = 0;
    if typed.is_empty() {
        return Ok(Kept::default());
    }
    for (count, most) in
        std::iter::once((typed.len(), MOST_CHOICES)).chain(typed.iter().map(|c| (c.items.len(), MOST_ITEMS)))
    {
        if count > most {
            fields.refuse(FIELD, Refusal::TooLarge { most: most.into() });
            return Ok(Kept::default());
        }
    }
    if row.attributes > 0 {
        fields.refuse(FIELD, Refusal::ComboVaries);
    }
    if stored::is_item(conn, company, row.id).await? {
        fields.refuse(FIELD, Refusal::ComboNested);
    }
    // What is in it already may stay when it goes out of use.
    let before = stored::choices(conn, ProductId(row.id)).await?;
    let before: BTreeSet<_> = before.iter().flat_map(|choice| &choice.items).map(|item| item.product).collect();
    let mut names: BTreeMap<ProductId, ProductName> = BTreeMap::new();
    let mut ids = BTreeSet::new();
    let mut kept = Kept::default();
    for choice in typed {
        if !ids.insert(choice.id) {
            fields.refuse(FIELD, Refusal::ComboDoubled);
        }
        if choice.items.is_empty() {
            fields.refuse(FIELD, Refusal::ComboIncomplete);
        }
        let mut name = Words::default();
        for lang in Lang::ALL {
            let typed = fields.take(FIELD, text::optional_line(choice.name.get(lang), LONGEST_NAME));
            name.set(lang, &typed.unwrap_or_default());
        }
        let (mut own, mut items) = (BTreeSet::new(), Vec::new());
        for item in &choice.items {
            if !own.insert(item.product) {
                fields.refuse(FIELD, Refusal::ComboDoubled);
            }
            if !names.contains_key(&item.product)
                && let Some(found) =
                    product(conn, company, (item.product, before.contains(&item.product)), row, fields).await?
            {
                names.insert(item.product, found.clone());
                kept.names.push(found);
            }
            if let Some(extra) = fields.take(FIELD, extra(item.extra)) {
                items.push(Item { product: item.product, extra });
            }
        }
        kept.choices.push(Choice { id: choice.id, name, items });
    }
    row.combo = i64::try_from(kept.choices.len()).unwrap_or_default();
    Ok(kept)
}

/// Looks at a product that is to be an item.
async fn product(
    conn: &mut Conn,
    company: CompanyId,
    (id, known): (ProductId, bool),
    row: &ProductRecord,
    fields: &mut Fields,
) -> Result<Option<ProductName>, Denied> {
    let found = match record::load(conn, company, id).await {
        Ok(found) => found,
        Err(StoreError::NotFound) => {
            fields.refuse(FIELD, Refusal::NotThere);
            return Ok(None);
        }
        Err(other) => return Err(other.into()),
    };
    if found.id == row.id || found.combo > 0 {
        fields.refuse(FIELD, Refusal::ComboNested);
    } else if found.attributes > 0 && !known {
        fields.refuse(FIELD, Refusal::ComboVaries);
    } else if found.active == 0 && !known {
        fields.refuse(FIELD, Refusal::OutOfUse);
    }
    Ok(Some(ProductName { id, code: found.code, name: found.name }))
}

/// What an item costs on top: nothing or more.
fn extra(typed: Decimal) -> Result<Decimal, Refusal> {
    super::fields::price(typed)
}

/// The stored choices of a product.
/// # Errors
/// [`Denied`].
pub(super) async fn read(conn: &mut Conn, company: CompanyId, row: &ProductRecord) -> Result<Kept, Denied> {
    if row.combo == 0 {
        return Ok(Kept::default());
    }
    let choices = stored::choices(conn, ProductId(row.id)).await?;
    let products = stored::products(conn, company, ProductId(row.id)).await?;
    let named = |id: ProductId| {
        let found = products.iter().find(|product| product.id == id.0);
        found.map(|found| ProductName { id, code: found.code.clone(), name: found.name.clone() })
    };
    let mut names: Vec<ProductName> = Vec::new();
    for item in choices.iter().flat_map(|choice| &choice.items) {
        if !names.iter().any(|name| name.id == item.product) {
            names.extend(named(item.product));
        }
    }
    Ok(Kept { choices, names })
}

impl Kept {
    /// The choices in words, for the audit trail.
    pub fn told(&self) -> String {
        let item = |item: &Item| {
            let name = self.names.iter().find(|name| name.id == item.product).map(|name| name.name.as_str());
            let name = name.unwrap_or_default();
            if item.extra.is_zero() { name.to_owned() } else { format!("{name} +{}", item.extra.normalize()) }
        };
        let choice = |choice: &Choice| {
            let items: Vec<String> = choice.items.iter().map(item).collect();
            // Each language is told: another name in one of them is a change.
            let named = Lang::ALL.into_iter().map(|lang| (lang.code(), choice.name.get(lang)));
            let named = named.filter(|(_, name)| !name.is_empty()).map(|(code, name)| format!("{code} {name}"));
            let name = named.collect::<Vec<_>>().join(", ");
            if name.is_empty() { items.join(", ") } else { format!("{name}: {}", items.join(", ")) }
        };
        self.choices.iter().map(choice).collect::<Vec<_>>().join("; ")
    }
}
