//! Why a line bears the tax it has.
use crate::{Cx, Denied, Staff, fiscal, taxes};
use domain::{
    actors::Permission,
    fiscal::replace::replaced,
    ids::{PartyId, TaxId},
    tax::{book::TaxBook, dated::rate_day},
};
use store::{
    products::record as products,
    quotes::{record, sources},
};
use wire::{
    fiscal::{TaxAccount, WhyTax},
    products::TaxView,
};

/// The product's own tax, what the fiscal position makes of it, and how that position came to be. Nothing is written.
/// # Errors
/// [`Denied::NotFound`].
pub async fn why_tax(by: &Staff, cx: &Cx, command: WhyTax) -> Result<TaxAccount, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let company = scope.company;
    let mut conn = cx.store.reader().await?;
    let quote = record::load(&mut conn, scope, command.quote).await?;
    let party = sources::party(&mut conn, company, PartyId(quote.party_id)).await?;
    let positions = fiscal::find::load(&mut conn, company).await?;
    let day = rate_day(command.delivery_on, by.zone().day(cx.clock.now()));
    let book = taxes::book::load(&mut conn, company, day).await?;
    let product = match command.product {
        Some(product) => Some(products::load(&mut conn, company, product).await?),
        None => None,
    };
    let own = product.map(|product| (TaxId(product.tax_id), fiscal::find::supply_of(&product.kind)));
    let replacements = positions.replacements(command.position);
    let expected = own.and_then(|(tax, supply)| view(&book, replaced(&replacements, tax, supply)));
    Ok(TaxAccount {
        own: own.and_then(|(tax, supply)| Some((view(&book, tax)?, supply))),
        expected,
        found: positions.find(&party, &quote.shipment())?,
        day,
    })
}

fn view(book: &TaxBook, id: TaxId) -> Option<TaxView> {
    let booked = book.find(id)?;
    Some(TaxView { id, name: booked.name.clone(), percent: booked.percent().get() })
}
