//! The ways of delivering that companies in Finland usually have, with prices to be replaced by one's own.
use super::{create, fields};
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    delivery::{Comparison, DeliveryRule, Limits, Measure},
    fiscal::place::Country,
    ids::{CompanyId, TaxId},
    lang::Lang,
    quotes::template::Words,
};
use i18n::T;
use rust_decimal::Decimal;
use store::{Unit, delivery as stored, events::By, quotes::sources};
use wire::delivery::{AddUsualMethods, MethodFields};

/// Adds pick-up, parcels by weight, and freight to two zones, as far as no method has the name; the rest stays as it is.
/// Answers how many were added.
/// # Errors
/// [`Denied::NotAllowed`] without the catalogue's permission.
pub async fn add_usual(by: &Staff, cx: &Cx, command: AddUsualMethods) -> Result<usize, Denied> {
    let company = by.scope(Permission::Catalog)?.company;
    let (who, key) = (by.by(), command.key.0);
    cx.store
        .once(cx.clock.now(), by.asker(), key, &command, move |unit| {
            let who = who.clone();
            Box::pin(async move { write(unit, company, who).await })
        })
        .await
}

async fn write(unit: &mut Unit, company: CompanyId, who: By) -> Result<usize, Denied> {
    let known: Vec<Words> = stored::list(&mut unit.conn, company).await?.iter().map(fields::names).collect();
    let Some(tax) = sources::taxes(&mut unit.conn, company).await?.first().map(|tax| TaxId(tax.id)) else {
        return Ok(0);
    };
    let mut added = 0;
    for method in methods(tax) {
        if known.iter().any(|names| Lang::ALL.iter().any(|lang| same(names, &method.names, *lang))) {
            continue;
        }
        create::write(unit, company, who.clone(), method).await?;
        added += 1;
    }
    Ok(added)
}

fn same(known: &Words, new: &Words, lang: Lang) -> bool {
    !known.get(lang).is_empty() && known.get(lang) == new.get(lang)
}

fn methods(tax: TaxId) -> Vec<MethodFields> {
    let cents = |cents: i64| Decimal::new(cents, 2);
    let up_to = |weight: i64, base: i64, factor: i64| DeliveryRule {
        variable: Measure::Weight,
        operator: Comparison::AtMost,
        value: Decimal::from(weight),
        base_price: cents(base),
        factor_price: cents(factor),
        factor: Measure::Weight,
    };
    let above = |weight: i64, base: i64, factor: i64| DeliveryRule {
        operator: Comparison::Above,
        ..up_to(weight, base, factor)
    };
    let in_finland = |prefixes: &[&str]| Limits {
        countries: vec![Country::FI],
        postcode_prefixes: prefixes.iter().map(ToString::to_string).collect(),
        ..Limits::default()
    };
    let method = |name: fn(T) -> &'static str, rules: Vec<DeliveryRule>, limits: Limits| {
        let mut names = Words::default();
        Lang::ALL.into_iter().for_each(|lang| names.set(lang, name(T::new(lang))));
        MethodFields { names, by_rules: !rules.is_empty(), rules, limits, ..MethodFields::empty(tax) }
    };
    vec![
        method(|t| t.delivery_usual_pick_up(), Vec::new(), Limits::default()),
        MethodFields {
            free_from: Some(Decimal::from(1_000)),
            ..method(
                |t| t.delivery_usual_parcel(),
                vec![up_to(5, 990, 0), up_to(15, 1_490, 0), up_to(30, 2_290, 0)],
                Limits { max_weight: Some(Decimal::from(30)), ..in_finland(&[]) },
            )
        },
        method(
            |t| t.delivery_usual_freight_near(),
            vec![up_to(100, 8_000, 0), up_to(250, 12_000, 0), up_to(500, 19_000, 0), above(500, 4_000, 30)],
            in_finland(&["0", "1", "2", "3"]),
        ),
        method(
            |t| t.delivery_usual_freight_far(),
            vec![up_to(100, 12_000, 0), up_to(250, 19_000, 0), up_to(500, 29_000, 0), above(500, 6_500, 45)],
            in_finland(&["4", "5", "6", "7", "8", "9"]),
        ),
    ]
}
