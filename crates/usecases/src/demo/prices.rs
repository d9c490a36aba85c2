//! The demo company's price list and the customers that have it.
use super::catalog::Product;
use crate::{Cx, Denied, Staff, parties, prices};
use domain::{ids::PartyId, pricing::PriceBase};
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::{
    parties::EditParty,
    prices::{CreatePriceList, PriceListFields, RuleFields, RulePrice},
    shared::IdempotencyKey,
};

/// Places of its customers among the demo company's.
const CUSTOMERS: [usize; 2] = [13, 17];

/// Makes the list and gives it to its customers; quotations that are there already keep the prices they have.
pub(super) async fn fill(
    cx: &Cx,
    by: &Staff,
    products: &[Product],
    customers: &[(PartyId, &'static str)],
) -> Result<(), Denied> {
    let whole = |count: i64| Decimal::from(count);
    let rule = |code: &str, from: i64, price: RulePrice| {
        let product = products.iter().find(|product| product.code == code).map(|product| product.id);
        let product = product.ok_or_else(|| Denied::fault(format!("no product {code}")))?;
        Ok::<_, Denied>(RuleFields {
            product: Some(product),
            variant: None,
            category: None,
            min_quantity: whole(from),
            from: None,
            until: None,
            price,
        })
    };
    let rules = vec![
        rule("HV-16", 3, RulePrice::Fixed { price: whole(9_540) })?,
        rule("AP-440", 10, RulePrice::Percentage { percent: whole(12), base: PriceBase::ListPrice })?,
        rule(
            "HV-12",
            1,
            RulePrice::Formula {
                base: PriceBase::ListPrice,
                discount: whole(5),
                round_to: Some(whole(20)),
                surcharge: Decimal::ZERO,
                min_margin: None,
                max_margin: None,
            },
        )?,
    ];
    let fields = PriceListFields {
        name: "B2B 2026".into(),
        active: true,
        for_all: false,
        currency: None,
        countries: String::new(),
        rules,
    };
    let key = IdempotencyKey(Uuid::new_v4());
    let list = prices::create(by, cx, CreatePriceList { key, fields }).await?;
    for (id, _) in CUSTOMERS.into_iter().filter_map(|at| customers.get(at)) {
        let mut view = parties::read(by, cx, *id).await?;
        view.fields.price_list = Some(list);
        parties::edit(by, cx, EditParty { id: *id, version: view.version, fields: view.fields }).await?;
    }
    Ok(())
}
