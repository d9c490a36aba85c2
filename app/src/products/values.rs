//! A product's fields as texts of a sheet, and back; and the rules that check them on leaving.
use crate::sheet::{Values, text};
use domain::{ids::TaxId, refusal::Refusal};
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::products::{ProductFields, ProductKind};

const GOODS: &str = "goods";
const SERVICE: &str = "service";

/// The key of a kind, for a choice of two.
pub(super) const fn kind_key(kind: ProductKind) -> &'static str {
    match kind {
        ProductKind::Goods => GOODS,
        ProductKind::Service => SERVICE,
    }
}

/// The fields as texts.
pub(super) fn values(fields: &ProductFields) -> Values {
    vec![
        ("kind", kind_key(fields.kind).to_owned()),
        ("name", fields.name.clone()),
        ("code", fields.code.clone()),
        ("description", fields.description.clone()),
        ("unit", fields.unit.clone()),
        ("unit_price", fields.unit_price.normalize().to_string()),
        ("cost", fields.cost.normalize().to_string()),
        ("tax", fields.tax.to_string()),
        ("active", fields.active.to_string()),
    ]
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
    }
}

/// What can be said about a field without asking the server.
pub(super) fn check(code: &str, typed: &str) -> Result<(), Refusal> {
    let empty = typed.trim().is_empty();
    match code {
        "name" | "unit_price" | "tax" if empty => Err(Refusal::Required),
        "cost" if empty => Ok(()),
        "unit_price" | "cost" => match typed.parse::<Decimal>() {
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
        };
        assert_eq!(fields(&values(&product)), product);
    }

    #[test]
    fn a_price_is_there_and_not_below_nothing() {
        assert_eq!(check("unit_price", ""), Err(Refusal::Required));
        assert_eq!(check("unit_price", "-1"), Err(Refusal::TooSmall { least: Decimal::ZERO }));
        assert_eq!(check("unit_price", "0"), Ok(()));
        assert_eq!(check("description", ""), Ok(()));
    }
}
