//! What products are priced with beside the lists: the units and the tree of categories.
use crate::{Denied, products::variants::Chosen, units};
use domain::{
    categories::Categories,
    ids::{CategoryId, CompanyId, ProductId, UnitCategoryId, UnitId},
    money::{Currency, step::Step},
    pricing::Item,
    units::{
        Unit,
        written::{NamedUnit, find, key},
    },
};
use rust_decimal::Decimal;
use store::{Conn, columns, prices::ProductPrice, products::categories};
use uuid::Uuid;

/// A unit nobody knows: what is written is one of itself.
const ONE: Unit =
    Unit { id: UnitId(Uuid::nil()), category: UnitCategoryId(Uuid::nil()), ratio: Decimal::ONE, rounding: Step::CENT };

/// The units and the tree.
pub(crate) struct Shelf {
    /// The company's units.
    pub units: Vec<NamedUnit>,
    /// Its categories.
    pub categories: Categories,
}

impl Shelf {
    /// Reads both.
    /// # Errors
    /// [`Denied`].
    pub async fn of(conn: &mut Conn, company: CompanyId) -> Result<Shelf, Denied> {
        Ok(Shelf {
            units: units::read::named(conn, company).await?,
            categories: categories::tree(conn, company).await?,
        })
    }

    /// The unit a text on a product means.
    pub fn unit(&self, written: &str) -> Unit {
        find(&self.units, written).map_or(ONE, |found| found.unit)
    }

    /// The unit a text on a line means, for a product that is sold in `own`: one that does not convert is taken for
    /// the product's own, as before there were units.
    pub fn line_unit(&self, own: &str, written: &str) -> Unit {
        let own_unit = self.unit(own);
        if written.is_empty() || key(own) == key(written) {
            return own_unit;
        }
        let found = find(&self.units, written).map(|found| found.unit);
        found.filter(|unit| unit.category == own_unit.category).unwrap_or(own_unit)
    }

    /// A product as the engine prices it, with what was chosen about it.
    pub fn item(&self, product: &ProductPrice, chosen: &Chosen, currency: Currency) -> Item {
        Item {
            product: ProductId(product.id),
            variant: chosen.variant,
            categories: product.category_id.map(|id| self.categories.chain(CategoryId(id))).unwrap_or_default(),
            unit: self.unit(&product.unit),
            list_price: columns::decimal(chosen.unit_price.unwrap_or(product.unit_price)),
            extras: chosen.extras,
            currency,
            cost: columns::decimal(chosen.cost.unwrap_or(product.cost)),
            cost_currency: currency,
        }
    }
}
