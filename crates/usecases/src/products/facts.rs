//! The facts of a product beside name and price, as people type them, checked: category, weight, volume, lead time,
//! texts in other languages, what is offered beside it, what a combo is made of.
use super::{combo, variants};
use crate::Denied;
use domain::{
    ids::{CategoryId, CompanyId, ProductId},
    lang::Lang,
    pricing::variants::{Attribute, Value},
    product_tags,
    quotes::line::{LONGEST_DESCRIPTION, LONGEST_NAME},
    refusal::{Fields, Refusal},
    text,
};
use rust_decimal::Decimal;
use store::{
    Conn, StoreError, Unit, columns,
    events::Change,
    products::{
        categories,
        facts::{self as stored, LinkRecord, TextRecord},
        record::{self, ProductRecord},
        tags as stored_tags,
    },
};
use wire::products::{ProductFacts, ProductName, ProductText};

/// Most products that are offered beside one, of each kind.
const MOST_BESIDE: usize = 20;
const OPTIONAL: &str = "optional";
const ACCESSORY: &str = "accessory";

/// What is written beside the row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Beside {
    category: String,
    texts: Vec<TextRecord>,
    links: Vec<(&'static str, ProductName)>,
    attributes: Vec<Attribute>,
    combo: combo::Kept,
    tags: Vec<String>,
}

/// Takes the typed facts into the row; answers what is written beside it.
/// # Errors
/// Refusals by field, added to `fields`: `category`, `weight`, `name_sv`, `optional` …
pub(crate) async fn take(
    conn: &mut Conn,
    company: CompanyId,
    typed: &ProductFacts,
    row: &mut ProductRecord,
    fields: &mut Fields,
) -> Result<Beside, Denied> {
    let mut beside = Beside::default();
    row.category_id = typed.category.map(|category| category.0);
    if let Some(category) = typed.category {
        let tree = categories::tree(conn, company).await?;
        beside.category = tree.path(category);
        if tree.get(category).is_none() {
            fields.refuse("category", Refusal::NotAChoice);
        }
    }
    row.weight = fields.take("weight", amount(typed.weight)).unwrap_or_default();
    row.volume = fields.take("volume", amount(typed.volume)).unwrap_or_default();
    let most = 3_650;
    let days = if typed.lead_days > most { Err(Refusal::TooLarge { most: most.into() }) } else { Ok(typed.lead_days) };
    row.lead_days = i64::from(fields.take("lead_days", days).unwrap_or_default());
    for lang in Lang::ALL {
        let Some(text) = typed.texts.iter().find(|text| text.language == lang) else { continue };
        let code = lang.code();
        let name = fields.take(format!("name_{code}"), text::optional_line(&text.name, LONGEST_NAME));
        let more = text::optional_text(&text.description, LONGEST_DESCRIPTION);
        let more = fields.take(format!("description_{code}"), more);
        let (name, description) = (name.unwrap_or_default(), more.unwrap_or_default());
        if !(name.is_empty() && description.is_empty()) {
            beside.texts.push(TextRecord { language: code.to_owned(), name, description });
        }
    }
    for (kind, field, ids) in [(OPTIONAL, "optional", &typed.optional), (ACCESSORY, "accessories", &typed.accessories)]
    {
        if ids.len() > MOST_BESIDE {
            fields.refuse(field, Refusal::TooLarge { most: MOST_BESIDE.into() });
            continue;
        }
        for id in ids {
            match record::load(conn, company, *id).await {
                Ok(other) if other.id != row.id => {
                    let name = ProductName { id: *id, code: other.code, name: other.name };
                    if !beside.links.contains(&(kind, name.clone())) {
                        beside.links.push((kind, name));
                    }
                }
                Ok(_) => fields.refuse(field, Refusal::NotAChoice),
                Err(StoreError::NotFound) => fields.refuse(field, Refusal::NotThere),
                Err(other) => return Err(other.into()),
            }
        }
    }
    beside.tags = fields.take("tags", tags(conn, company, &typed.tags).await?).unwrap_or_default();
    beside.attributes = variants::take(&typed.attributes, fields);
    row.attributes = i64::try_from(beside.attributes.len()).unwrap_or_default();
    beside.combo = combo::take(conn, company, &typed.combo, row, fields).await?;
    Ok(beside)
}

/// Tags as they are known, or to be made.
async fn tags(conn: &mut Conn, company: CompanyId, typed: &[String]) -> Result<Result<Vec<String>, Refusal>, Denied> {
    if typed.is_empty() {
        return Ok(Ok(Vec::new()));
    }
    let known: Vec<String> = stored_tags::list(conn, company).await?.into_iter().map(|tag| tag.name).collect();
    let read = product_tags::read(&typed.join(","), &known);
    // Menus show all of a company's tags: new ones end where there would be more than that many.
    let new = |names: &Vec<String>| names.iter().filter(|name| !known.contains(name)).count();
    Ok(match read {
        Ok(names) if new(&names) > 0 && known.len() + new(&names) > product_tags::MOST => {
            Err(Refusal::TooLarge { most: Decimal::from(product_tags::MOST) })
        }
        read => read,
    })
}

/// Kilograms or cubic metres of one: from nothing, six decimals.
fn amount(typed: Decimal) -> Result<i64, Refusal> {
    let (typed, most) = (typed.normalize(), Decimal::from(1_000_000));
    if typed < Decimal::ZERO {
        return Err(Refusal::TooSmall { least: Decimal::ZERO });
    }
    if typed > most {
        return Err(Refusal::TooLarge { most });
    }
    if typed.scale() > 6 {
        return Err(Refusal::TooManyDecimals { decimals: 6 });
    }
    columns::millionths(typed).map_err(|_| Refusal::AmountTooLarge)
}

/// Writes what stands beside a product's row.
/// # Errors
/// [`StoreError`].
pub(crate) async fn put(unit: &mut Unit, product: &ProductRecord, beside: &Beside) -> Result<(), StoreError> {
    stored::put_texts(unit, product.id, &beside.texts).await?;
    let links: Vec<_> = beside.links.iter().map(|(kind, other)| (*kind, other.id.0)).collect();
    stored::put_links(unit, product.id, &links).await?;
    stored_tags::put(unit, CompanyId(product.company_id), product.id, &beside.tags).await?;
    store::products::combos::put(unit, product.id, &beside.combo.choices).await?;
    variants::put(unit, CompanyId(product.company_id), ProductId(product.id), &beside.attributes).await
}

/// What stands beside a stored product's row.
/// # Errors
/// [`Denied`].
pub(crate) async fn read(conn: &mut Conn, company: CompanyId, row: &ProductRecord) -> Result<Beside, Denied> {
    let category = match row.category_id {
        Some(id) => categories::tree(conn, company).await?.path(CategoryId(id)),
        None => String::new(),
    };
    let texts = stored::texts(conn, ProductId(row.id)).await?;
    let link = |link: LinkRecord| {
        let kind = if link.kind == ACCESSORY { ACCESSORY } else { OPTIONAL };
        (kind, ProductName { id: ProductId(link.id), code: link.code, name: link.name })
    };
    let links = stored::links(conn, company, ProductId(row.id)).await?.into_iter().map(link).collect();
    let attributes = store::products::variants::attributes(conn, ProductId(row.id)).await?;
    let combo = combo::read(conn, company, row).await?;
    let tags = stored_tags::names(conn, company, ProductId(row.id)).await?;
    Ok(Beside { category, texts, links, attributes, combo, tags })
}

impl Beside {
    /// The facts as they are typed.
    /// # Errors
    /// A fault when a column cannot be read.
    pub(crate) fn facts(&self, row: &ProductRecord) -> Result<ProductFacts, Denied> {
        let of = |wanted: &str| {
            self.links.iter().filter(|(kind, _)| *kind == wanted).map(|(_, other)| other.id).collect::<Vec<_>>()
        };
        let text = |text: &TextRecord| {
            Ok(ProductText {
                language: columns::lang(&text.language)?,
                name: text.name.clone(),
                description: text.description.clone(),
            })
        };
        Ok(ProductFacts {
            category: row.category_id.map(CategoryId),
            weight: columns::decimal(row.weight),
            volume: columns::decimal(row.volume),
            lead_days: columns::count(row.lead_days)?,
            tags: self.tags.clone(),
            texts: self.texts.iter().map(text).collect::<Result<_, StoreError>>()?,
            optional: of(OPTIONAL),
            accessories: of(ACCESSORY),
            attributes: self.attributes.clone(),
            combo: self.combo.choices.clone(),
        })
    }

    /// What it is chosen by.
    pub(crate) fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// Names of what is offered beside it, and of what a combo is made of.
    pub(crate) fn names(&self) -> Vec<ProductName> {
        let mut names: Vec<ProductName> = Vec::new();
        for other in self.links.iter().map(|(_, other)| other).chain(&self.combo.names) {
            if !names.contains(other) {
                names.push(other.clone());
            }
        }
        names
    }

    /// Names in other languages, to be found by.
    pub(crate) fn searched(&self) -> String {
        self.texts.iter().map(|text| text.name.as_str()).collect::<Vec<_>>().join(" ")
    }

    fn chosen_by(&self) -> String {
        let one = |attribute: &Attribute| {
            let value = |value: &Value| {
                let extra = (!value.extra.is_zero()).then(|| format!(" +{}", value.extra));
                let words = Lang::ALL.map(|lang| (lang.code(), value.words.get(lang)));
                let words: Vec<String> = words
                    .iter()
                    .filter(|(_, word)| !word.is_empty())
                    .map(|(code, word)| format!("{code}: {word}"))
                    .collect();
                let words = (!words.is_empty()).then(|| format!(" [{}]", words.join(", ")));
                format!("{}{}{}", value.name, extra.unwrap_or_default(), words.unwrap_or_default())
            };
            let values: Vec<String> = attribute.values.iter().map(value).collect();
            format!("{} ({}): {}", attribute.name, attribute.creates.code(), values.join(", "))
        };
        self.attributes.iter().map(one).collect::<Vec<_>>().join("; ")
    }

    fn told(&self, wanted: &str) -> String {
        let names = self.links.iter().filter(|(kind, _)| *kind == wanted).map(|(_, other)| other.name.as_str());
        names.collect::<Vec<_>>().join("; ")
    }

    fn said(&self) -> String {
        let said = self.texts.iter().map(|text| format!("{}: {} {}", text.language, text.name, text.description));
        said.collect::<Vec<_>>().join("; ")
    }
}

/// What changed in the facts.
pub(crate) fn changes(
    (before, old): (&ProductRecord, &Beside),
    (after, new): (&ProductRecord, &Beside),
) -> impl Iterator<Item = Change> {
    let figure = columns::decimal;
    [
        Change::of("category", &old.category, &new.category),
        Change::of("weight", figure(before.weight), figure(after.weight)),
        Change::of("volume", figure(before.volume), figure(after.volume)),
        Change::of("lead_days", before.lead_days, after.lead_days),
        Change::of("tags", product_tags::written(&old.tags), product_tags::written(&new.tags)),
        Change::of("texts", old.said(), new.said()),
        Change::of("optional", old.told(OPTIONAL), new.told(OPTIONAL)),
        Change::of("accessories", old.told(ACCESSORY), new.told(ACCESSORY)),
        Change::of("attributes", old.chosen_by(), new.chosen_by()),
        Change::of("combo", old.combo.told(), new.combo.told()),
    ]
    .into_iter()
    .flatten()
}
