//! Categories of the demo company's products, and what there is to know about some of them.
use super::catalog::Product;
use crate::{Cx, Denied, Staff, categories, products};
use domain::{
    ids::{CategoryId, ProductId},
    lang::Lang,
};
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::{
    categories::{CategoryFields, SaveCategory},
    products::{EditProduct, ProductText},
    shared::IdempotencyKey,
};

/// Categories, each after the one it is in, with the codes of their products.
const TREE: [(&str, Option<&str>, &[&str]); 7] = [
    ("Lämpöpumput", None, &[]),
    ("Ilma-vesilämpöpumput", Some("Lämpöpumput"), &["HV-12", "HV-16"]),
    ("Ilmalämpöpumput", Some("Lämpöpumput"), &["HI-50"]),
    ("Maalämpöpumput", Some("Lämpöpumput"), &["MA-20"]),
    ("Varaajat", None, &["PV-500", "PV-1000"]),
    ("Aurinkosähkö", None, &["AP-440", "IN-5", "IN-10", "AK-10", "EV-01"]),
    ("Työt ja palvelut", None, &["AS-01", "SU-01", "SA-01", "PU-01", "PO-01", "HU-01", "HU-02", "TO-01"]),
];

/// Puts the products into their categories, and says more about the pumps.
pub(super) async fn fill(cx: &Cx, by: &Staff, listed: &[Product]) -> Result<(), Denied> {
    let id = |code: &str| listed.iter().find(|product| product.code == code).map(|product| product.id);
    let mut made: Vec<(&str, CategoryId)> = Vec::new();
    for (name, parent, codes) in TREE {
        let parent = parent.and_then(|parent| made.iter().find(|(name, _)| *name == parent)).map(|(_, id)| *id);
        let fields = CategoryFields { name: name.into(), parent };
        let command = SaveCategory { key: IdempotencyKey(Uuid::new_v4()), id: None, version: 0, fields };
        let category = categories::save(by, cx, command).await?;
        made.push((name, category));
        for product in codes.iter().filter_map(|code| id(code)) {
            about(cx, by, product, Some(category), &id).await?;
        }
    }
    Ok(())
}

async fn about(
    cx: &Cx,
    by: &Staff,
    product: ProductId,
    category: Option<CategoryId>,
    id: &(impl Fn(&str) -> Option<ProductId> + Sync),
) -> Result<(), Denied> {
    let mut view = products::read(by, cx, product).await?;
    let facts = &mut view.fields.facts;
    facts.category = category;
    if let "HV-12" | "HV-16" = view.fields.code.as_str() {
        facts.weight = Decimal::from(184);
        facts.volume = Decimal::new(145, 2);
        facts.lead_days = 12;
        let text = |language, pump: &str, description: &str| ProductText {
            language,
            name: format!("{pump} {} kW", view.fields.code.replace("HV-", "Havu ")),
            description: description.into(),
        };
        facts.texts = vec![
            text(Lang::Sv, "Luft-vattenvärmepump", "Utedel, innedel, styrenhet"),
            text(Lang::En, "Air-to-water heat pump", "Outdoor unit, indoor unit, controller"),
        ];
        facts.accessories = ["PV-500", "AS-01"].into_iter().filter_map(id).collect();
        facts.optional = ["HU-01", "EV-01"].into_iter().filter_map(id).collect();
    }
    products::edit(by, cx, EditProduct { id: product, version: view.version, fields: view.fields }).await?;
    Ok(())
}
