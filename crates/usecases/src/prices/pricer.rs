//! Prices products by a list, for lines, searches and the product's own page.
use super::{book, shelf::Shelf};
use crate::{Denied, products::variants::Chosen};
use chrono::NaiveDateTime;
use domain::{
    categories::Categories,
    ids::{CategoryId, CompanyId, PriceListId},
    money::{self, Currency, rates::Rates},
    pricing::{
        Item, PriceList, Scope,
        price::{PriceBook, Priced, Wanted, price},
        why::{Why, WhyStep},
    },
    refusal::{Refusal, pricing::PricingRefusal},
    units::Unit,
};
use rust_decimal::Decimal;
use store::{Conn, prices as stored, prices::ProductPrice};
use wire::prices::PriceListRef;

/// A list with those it is based on, the units and the categories, at a moment.
pub(crate) struct Pricer {
    /// The units and the categories.
    pub shelf: Shelf,
    lists: Vec<PriceList>,
    list: Option<PriceListId>,
    currency: Currency,
    at: NaiveDateTime,
}

impl Pricer {
    /// Reads what is needed; without a list, public prices.
    /// # Errors
    /// `not_a_choice` at `list`.
    pub async fn of(
        conn: &mut Conn,
        company: CompanyId,
        list: Option<PriceListId>,
        (currency, at): (Currency, NaiveDateTime),
    ) -> Result<Pricer, Denied> {
        let mut lists = Vec::new();
        book::follow(conn, company, list.into_iter().collect(), &mut lists).await?;
        if list.is_some() && lists.is_empty() {
            return Err(Denied::at("list", Refusal::NotAChoice));
        }
        Ok(Pricer { shelf: Shelf::of(conn, company).await?, lists, list, currency, at })
    }

    /// Goes on with another list.
    /// # Errors
    /// [`Denied`].
    pub async fn add(&mut self, conn: &mut Conn, company: CompanyId, list: PriceListId) -> Result<(), Denied> {
        book::follow(conn, company, vec![list], &mut self.lists).await?;
        self.list = Some(list);
        Ok(())
    }

    /// What one costs as it stands on a line, with the account. The unit is as written; empty for the product's own.
    /// # Errors
    /// Where there is no price.
    pub fn price(
        &self,
        product: &ProductPrice,
        chosen: &Chosen,
        (quantity, unit): (Decimal, &str),
    ) -> Result<(Decimal, Priced), Denied> {
        let unit = self.shelf.line_unit(&product.unit, unit);
        let item = self.shelf.item(product, chosen, self.currency);
        let rates = Rates::none(self.currency);
        let book = PriceBook { lists: &self.lists, rates: &rates, show_discounts: true };
        let wanted = Wanted { quantity, unit, currency: self.currency, at: self.at };
        let found = price(&book, self.list, &item, &wanted).map_err(refused)?;
        Ok((round(&found, &item, unit, self.currency), found))
    }

    /// Names of the lists that accounts may speak of.
    /// # Errors
    /// [`Denied`].
    pub async fn names(&self, conn: &mut Conn, company: CompanyId) -> Result<Vec<PriceListRef>, Denied> {
        let names = stored::lists(conn, company).await?.into_iter();
        let names = names.filter(|row| self.lists.iter().any(|list| list.id.0 == row.id));
        Ok(names.map(|row| PriceListRef { id: PriceListId(row.id), name: row.name }).collect())
    }
}

/// Whole names of the categories that accounts speak of.
pub(crate) fn spoken_of<'a>(whys: impl Iterator<Item = &'a Why>, tree: &Categories) -> Vec<(CategoryId, String)> {
    let mut found: Vec<CategoryId> = whys
        .flat_map(|why| &why.0)
        .filter_map(|step| match step {
            WhyStep::Rule { scope: Scope::Category(category), .. } => Some(*category),
            _ => None,
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|id| (id, tree.path(id))).collect()
}

/// The price of one as it stands on a line: to the cent, or as finely as the product or the rule is priced; in another
/// unit than the product's as finely as can be kept, for a gramme may cost less than a cent.
fn round(found: &Priced, item: &Item, unit: Unit, currency: Currency) -> Decimal {
    if unit.id != item.unit.id {
        return money::round(found.unit_price, 6).normalize();
    }
    let fixed = found.why.0.iter().filter_map(|step| match step {
        WhyStep::Fixed { price } => Some(price.normalize().scale()),
        _ => None,
    });
    let finest = fixed.chain([currency.decimals(), item.list_price.normalize().scale()]).max().unwrap_or(2);
    money::round(found.unit_price, finest.min(6))
}

/// The account without what follows from the cost, where the cost is in it.
pub(crate) fn discreet(why: Why) -> Why {
    if !why.0.iter().any(|step| matches!(step, WhyStep::Cost { .. })) {
        return why;
    }
    Why(why.0.into_iter().filter(|step| matches!(step, WhyStep::Rule { .. } | WhyStep::NoRule { .. })).collect())
}

fn refused(refusal: PricingRefusal) -> Denied {
    match refusal {
        PricingRefusal::AmountTooLarge => Refusal::AmountTooLarge.into(),
        PricingRefusal::ListCycle { .. } => Denied::at("list", Refusal::BasedOnItself),
        _ => Denied::at("list", Refusal::NotAChoice),
    }
}
