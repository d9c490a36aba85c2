//! The goods of a quotation: its lines of products, with what one of each measures.
use super::offers::{products_of, refused};
use crate::{Denied, prices::shelf::Shelf};
use domain::{
    delivery::{
        Limits,
        load::{Load, LoadLine},
    },
    ids::{CategoryId, CompanyId, LineId, ProductId, TagId},
    quotes::{
        delivery::FrozenGoods,
        line::{self, LineInput, ProductLineInput},
    },
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use store::{
    Conn, columns,
    products::{
        record::{self as products, ProductRecord},
        tags,
    },
};
use uuid::Uuid;

/// The lines of products, with the products.
pub(super) struct Goods {
    lines: Vec<(ProductLineInput, ProductId)>,
    /// With their tags and the categories they are in: a method's limits name either.
    products: BTreeMap<ProductId, (ProductRecord, Vec<TagId>)>,
    shelf: Shelf,
}

impl Goods {
    pub(super) async fn of(conn: &mut Conn, company: CompanyId, lines: &[LineInput]) -> Result<Goods, Denied> {
        let shelf = Shelf::of(conn, company).await?;
        let mut goods = Goods { lines: Vec::new(), products: BTreeMap::new(), shelf };
        for line in products_of(lines).filter(|line| line.role.is_sold() || line.role.is_combo_item()) {
            let Some(product) = line.product else { continue };
            if line::Quantity::new(line.quantity).is_err() {
                continue;
            }
            if !goods.products.contains_key(&product) {
                let found = match products::load(conn, company, product).await {
                    Ok(found) => found,
                    Err(store::StoreError::NotFound) => continue,
                    Err(other) => return Err(other.into()),
                };
                let chain = found.category_id.map(|id| goods.shelf.categories.chain(CategoryId(id)));
                let tags = chain.unwrap_or_default().into_iter().map(|category| TagId(category.0)).collect();
                goods.products.insert(product, (found, tags));
            }
            goods.lines.push((line.clone(), product));
        }
        let ids: Vec<Uuid> = goods.products.keys().map(|id| id.0).collect();
        for (product, own) in tags::of_many(conn, company, &ids).await? {
            if let Some((_, known)) = goods.products.get_mut(&ProductId(product)) {
                known.extend(own.into_iter().map(|tag| TagId(tag.id)));
            }
        }
        Ok(goods)
    }

    pub(super) fn lines(&self) -> Vec<LoadLine<'_>> {
        let line = |(line, product): &(ProductLineInput, ProductId)| {
            let (product, tags) = self.products.get(product)?;
            Some(LoadLine {
                service: product.kind == "service",
                quantity: line.quantity,
                unit: self.shelf.line_unit(&product.unit, &line.unit),
                product_unit: self.shelf.unit(&product.unit),
                weight: columns::decimal(product.weight),
                volume: columns::decimal(product.volume),
                tags: tags.as_slice(),
            })
        };
        self.lines.iter().filter_map(line).collect()
    }

    /// What is frozen of each line with a version, under a method with these limits.
    pub(super) fn frozen(&self, limits: &Limits) -> Vec<FrozenGoods> {
        let lines = self.lines.iter().zip(self.lines());
        lines.map(|((line, _), measured)| FrozenGoods::of(line.id, &measured, limits)).collect()
    }

    fn carried(&self) -> impl Iterator<Item = (&ProductLineInput, &ProductRecord)> {
        self.lines
            .iter()
            .filter_map(|(line, product)| Some((line, &self.products.get(product)?.0)))
            .filter(|(_, product)| product.kind != "service")
    }

    /// What the goods of each line weigh or fill, where that is known: by the same rule as all of them.
    pub(super) fn measures(&self, of: fn(&Load) -> Decimal) -> Result<Vec<(domain::ids::LineId, Decimal)>, Denied> {
        let mut measures = Vec::new();
        // Every line has its product: `of` keeps no other.
        for ((line, _), measured) in self.lines.iter().zip(self.lines()) {
            if measured.service {
                continue;
            }
            let own = of(&Load::of(std::slice::from_ref(&measured), Decimal::ZERO).map_err(refused)?);
            if !own.is_zero() {
                measures.push((line.id, own.normalize()));
            }
        }
        Ok(measures)
    }

    /// Days the product of each line takes until it is there, where it takes any.
    pub(super) fn leads(&self) -> Result<Vec<(LineId, u32)>, Denied> {
        let days = self.lines.iter().filter_map(|(line, product)| {
            let (product, _) = self.products.get(product)?;
            (product.lead_days > 0).then(|| Ok((line.id, columns::count(product.lead_days)?)))
        });
        days.collect()
    }

    pub(super) fn count(&self) -> usize {
        self.carried().count()
    }

    pub(super) fn unweighed(&self) -> Vec<LineId> {
        self.carried().filter(|(_, product)| product.weight == 0).map(|(line, _)| line.id).collect()
    }
}
