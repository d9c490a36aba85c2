//! Prices products by a list, for lines, searches and the product's own page.
use super::{book, shelf::Shelf};
use crate::{Denied, currencies, products::variants::Chosen};
use chrono::NaiveDateTime;
use domain::{
    categories::Categories,
    ids::{CategoryId, CompanyId, PriceListId},
    money::{
        self, Currency,
        rates::{FrozenRate, Rates},
    },
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

/// In which money is priced: a currency, and its rate where it is not the company's own.
#[derive(Clone, Copy)]
pub(crate) struct Purse {
    /// The currency of the prices.
    pub currency: Currency,
    /// Its rate against the company's currency; none where that is the same.
    pub rate: Option<FrozenRate>,
}

impl Purse {
    /// The company's own currency, which products are priced in.
    fn own(&self) -> Currency {
        self.rate.map_or(self.currency, |rate| rate.base)
    }
}

impl From<Currency> for Purse {
    fn from(currency: Currency) -> Purse {
        Purse { currency, rate: None }
    }
}

/// A list with those it is based on, the units and the categories, at a moment.
pub(crate) struct Pricer {
    /// The units and the categories.
    pub shelf: Shelf,
    lists: Vec<PriceList>,
    list: Option<PriceListId>,
    purse: Purse,
    rates: Rates,
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
        (purse, at): (impl Into<Purse>, NaiveDateTime),
    ) -> Result<Pricer, Denied> {
        let purse = purse.into();
        let mut lists = Vec::new();
        book::follow(conn, company, list.into_iter().collect(), &mut lists).await?;
        if list.is_some() && lists.is_empty() {
            return Err(Denied::at("list", Refusal::NotAChoice));
        }
        let shelf = Shelf::of(conn, company).await?;
        let mut pricer = Pricer { shelf, lists, list, purse, rates: Rates::none(purse.own()), at };
        pricer.read_rates(conn, company).await?;
        Ok(pricer)
    }

    /// Reads the rates where a list is in another currency; the document's own rate is the one that goes with it.
    async fn read_rates(&mut self, conn: &mut Conn, company: CompanyId) -> Result<(), Denied> {
        let own = self.purse.own();
        if self.rates.rates.is_empty() && self.lists.iter().any(|list| list.currency != own) {
            self.rates = currencies::rates(conn, company, own).await?;
        }
        if let Some(frozen) = &self.purse.rate {
            self.rates = std::mem::replace(&mut self.rates, Rates::none(own)).held(frozen);
        }
        Ok(())
    }

    /// Goes on with another list.
    /// # Errors
    /// [`Denied`].
    pub async fn add(&mut self, conn: &mut Conn, company: CompanyId, list: PriceListId) -> Result<(), Denied> {
        book::follow(conn, company, vec![list], &mut self.lists).await?;
        self.list = Some(list);
        self.read_rates(conn, company).await
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
        let item = self.shelf.item(product, chosen, self.purse.own());
        let currency = self.purse.currency;
        let book = PriceBook { lists: &self.lists, rates: &self.rates, show_discounts: true };
        let wanted = Wanted { quantity, unit, currency, at: self.at };
        let found = price(&book, self.list, &item, &wanted).map_err(refused)?;
        Ok((round(&found, &item, unit, currency), found))
    }

    /// Names of the lists that accounts may speak of.
    /// # Errors
    /// [`Denied`].
    pub async fn names(&self, conn: &mut Conn, company: CompanyId) -> Result<Vec<PriceListRef>, Denied> {
        let names = stored::lists(conn, company).await?.into_iter();
        let names = names.filter(|row| self.lists.iter().any(|list| list.id.0 == row.id));
        names.map(super::read::named).collect()
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
    let own = item.currency == currency;
    let fixed = found.why.0.iter().filter_map(|step| match step {
        WhyStep::Fixed { price } => Some(price.normalize().scale()),
        _ => None,
    });
    let finest =
        fixed.chain([currency.decimals()]).chain(own.then(|| item.list_price.normalize().scale())).max().unwrap_or(2);
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
