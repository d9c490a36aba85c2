//! A product's fields as texts of a sheet, and back; and the rules that check them on leaving.
use super::{attributes, combo};
use crate::sheet::{Values, text};
use domain::{
    ids::{ProductId, TaxId},
    lang::Lang,
    product_tags,
    refusal::Refusal,
};
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::products::{ProductFacts, ProductFields, ProductKind, ProductText};

const GOODS: &str = "goods";
const SERVICE: &str = "service";

/// The key of a kind, for a choice of two.
pub(super) const fn kind_key(kind: ProductKind) -> &'static str {
    match kind {
        ProductKind::Goods => GOODS,
        ProductKind::Service => SERVICE,
    }
}

/// Codes of name and description in each language.
pub(super) const TEXTS: [(Lang, &str, &str); 3] = [
    (Lang::Fi, "name_fi", "description_fi"),
    (Lang::Sv, "name_sv", "description_sv"),
    (Lang::En, "name_en", "description_en"),
];

fn joined(ids: &[ProductId]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

/// The fields as texts.
pub(super) fn values(fields: &ProductFields) -> Values {
    let facts = &fields.facts;
    let mut values = vec![
        ("kind", kind_key(fields.kind).to_owned()),
        ("name", fields.name.clone()),
        ("code", fields.code.clone()),
        ("description", fields.description.clone()),
        ("unit", fields.unit.clone()),
        ("unit_price", fields.unit_price.normalize().to_string()),
        ("cost", fields.cost.normalize().to_string()),
        ("tax", fields.tax.to_string()),
        ("active", fields.active.to_string()),
        ("category", facts.category.map(|id| id.to_string()).unwrap_or_default()),
        ("weight", facts.weight.normalize().to_string()),
        ("volume", facts.volume.normalize().to_string()),
        ("lead_days", facts.lead_days.to_string()),
        ("tags", product_tags::written(&facts.tags)),
        ("optional", joined(&facts.optional)),
        ("accessories", joined(&facts.accessories)),
        ("attributes", attributes::text(&facts.attributes)),
        ("combo", combo::text(&facts.combo)),
    ];
    for (lang, name, description) in TEXTS {
        let text = facts.texts.iter().find(|text| text.language == lang);
        values.push((name, text.map(|text| text.name.clone()).unwrap_or_default()));
        values.push((description, text.map(|text| text.description.clone()).unwrap_or_default()));
    }
    values
}

/// The texts as fields. A price or tax that cannot be read was refused by [`check`] before.
pub(super) fn fields(values: &Values) -> ProductFields {
    let get = |code: &str| text(values, code).to_owned();
    ProductFields {
        code: get("code"),
        name: get("name"),
        description: get("description"),
        kind: if text(values, "kind") == SERVICE { ProductKind::Service } else { ProductKind::Goods },
        unit: get("unit"),
        unit_price: text(values, "unit_price").parse().unwrap_or_default(),
        cost: text(values, "cost").parse().unwrap_or_default(),
        tax: text(values, "tax").parse().unwrap_or(TaxId(Uuid::nil())),
        active: text(values, "active") != "false",
        facts: facts(values),
    }
}

fn facts(values: &Values) -> ProductFacts {
    let get = |code: &str| text(values, code);
    let ids = |code: &str| get(code).split(',').filter_map(|id| id.parse().ok()).collect();
    let written = |(language, name, description): (Lang, &str, &str)| ProductText {
        language,
        name: get(name).to_owned(),
        description: get(description).to_owned(),
    };
    let texts = TEXTS.into_iter().map(written).filter(|text| !(text.name.is_empty() && text.description.is_empty()));
    ProductFacts {
        category: get("category").parse().ok(),
        weight: get("weight").parse().unwrap_or_default(),
        volume: get("volume").parse().unwrap_or_default(),
        lead_days: get("lead_days").parse().unwrap_or_default(),
        texts: texts.collect(),
        tags: product_tags::read(get("tags"), &[]).unwrap_or_default(),
        optional: ids("optional"),
        accessories: ids("accessories"),
        attributes: attributes::read(get("attributes")),
        combo: combo::read(get("combo")),
    }
}

/// What can be said about a field without asking the server.
pub(super) fn check(code: &str, typed: &str) -> Result<(), Refusal> {
    let empty = typed.trim().is_empty();
    match code {
        "name" | "unit_price" | "tax" if empty => Err(Refusal::Required),
        "tags" => product_tags::read(typed, &[]).map(|_| ()),
        "cost" | "weight" | "volume" | "lead_days" if empty => Ok(()),
        "lead_days" => match typed.parse::<Decimal>() {
            Ok(days) if !days.is_integer() => Err(Refusal::TooManyDecimals { decimals: 0 }),
            Ok(days) if days.is_sign_negative() && !days.is_zero() => Err(Refusal::TooSmall { least: Decimal::ZERO }),
            Ok(days) if days > Decimal::from(3_650) => Err(Refusal::TooLarge { most: Decimal::from(3_650) }),
            Ok(_) => Ok(()),
            Err(_) => Err(Refusal::NotAFigure),
        },
        "unit_price" | "cost" | "weight" | "volume" => match typed.parse::<Decimal>() {
            Ok(price) if price.is_sign_negative() && !price.is_zero() => {
                Err(Refusal::TooSmall { least: Decimal::ZERO })
            }
            Ok(_) => Ok(()),
            Err(_) => Err(Refusal::NotAFigure),
        },
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_comes_back_from_its_texts_whole() {
        let product = ProductFields {
            code: "HAVU-16".into(),
            name: "Ilma-vesilämpöpumppu".into(),
            description: "Kaksi\nriviä".into(),
            kind: ProductKind::Service,
            unit: "kpl".into(),
            unit_price: Decimal::new(1_070_050, 2),
            cost: Decimal::new(690_000, 2),
            tax: TaxId(Uuid::from_u128(7)),
            active: false,
            facts: ProductFacts {
                weight: Decimal::new(1845, 1),
                lead_days: 12,
                tags: vec!["Painava".into(), "ulkokäyttö".into()],
                texts: vec![ProductText { language: Lang::Sv, name: "Pump".into(), description: String::new() }],
                optional: vec![ProductId(Uuid::from_u128(8)), ProductId(Uuid::from_u128(9))],
                ..ProductFacts::default()
            },
        };
        assert_eq!(fields(&values(&product)), product);
    }

    #[test]
    fn tags_that_cannot_be_kept_are_told_at_their_field() {
        assert_eq!(check("tags", "painava, ulkokäyttö"), Ok(()));
        assert!(check("tags", &"x".repeat(60)).is_err(), "what cannot be read is never taken for none");
    }

    #[test]
    fn a_price_is_there_and_not_below_nothing() {
        assert_eq!(check("unit_price", ""), Err(Refusal::Required));
        assert_eq!(check("unit_price", "-1"), Err(Refusal::TooSmall { least: Decimal::ZERO }));
        assert_eq!(check("unit_price", "0"), Ok(()));
        assert_eq!(check("description", ""), Ok(()));
    }
}
