//! Which taxes lines would have under another fiscal position.
use crate::{Cx, Denied, Staff, fiscal, taxes};
use domain::{
    actors::Permission,
    fiscal::{finland::Supply, replace::Replacement, replace::replaced},
    ids::{ProductId, TaxId},
    quotes::line::MOST_LINES,
    refusal::Refusal,
};
use std::collections::{BTreeMap, btree_map::Entry};
use store::{products::record as products, quotes::record};
use wire::{
    fiscal::{LineTax, TaxAsk, TaxLines},
    products::TaxView,
};

/// Taxes lines anew. Nothing is written. A line without a product counts as goods.
/// # Errors
/// [`Denied::NotFound`]; `too_many_lines` at `lines`.
pub async fn tax_lines(by: &Staff, cx: &Cx, command: TaxLines) -> Result<Vec<LineTax>, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let company = scope.company;
    if command.lines.len() > MOST_LINES {
        return Err(Denied::at("lines", Refusal::TooManyLines { most: MOST_LINES as u32 }));
    }
    let mut conn = cx.store.reader().await?;
    record::load(&mut conn, scope, command.quote).await?;
    let positions = fiscal::find::load(&mut conn, company).await?;
    let (before, after) = (positions.replacements(command.from), positions.replacements(command.to));
    let book = taxes::book::load(&mut conn, company, by.zone().day(cx.clock.now())).await?;
    let mut known: BTreeMap<ProductId, (TaxId, Supply)> = BTreeMap::new();
    let mut found = Vec::new();
    for ask in &command.lines {
        let own = match ask.product {
            Some(product) => match known.entry(product) {
                Entry::Occupied(known) => Some(*known.get()),
                Entry::Vacant(unknown) => {
                    let product = products::load(&mut conn, company, product).await?;
                    let supply = fiscal::find::supply_of(&product.kind);
                    Some(*unknown.insert((TaxId(product.tax_id), supply)))
                }
            },
            None => None,
        };
        let (tax, by_hand) = taxed(ask, own, &before, &after);
        if let Some(booked) = book.find(tax) {
            let tax = TaxView { id: tax, name: booked.name.clone(), percent: booked.percent().get() };
            found.push(LineTax { id: ask.id, tax, by_hand });
        }
    }
    Ok(found)
}

fn taxed(ask: &TaxAsk, own: Option<(TaxId, Supply)>, before: &[Replacement], after: &[Replacement]) -> (TaxId, bool) {
    match own {
        Some((own, supply)) => (replaced(after, own, supply), ask.tax != replaced(before, own, supply)),
        None => {
            let origin = before.iter().find(|one| one.to == ask.tax).map_or(ask.tax, |one| one.from);
            (replaced(after, origin, Supply::Goods), false)
        }
    }
}
