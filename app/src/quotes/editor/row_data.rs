//! One line of the grid as data: the last good values, and beside them what was typed and could not be read.
use super::{
    keys::{Column, Kind},
    row_figures::{figure, figure_or_zero, plain},
};
use domain::{
    formats,
    ids::{LineId, ProductId, TaxId, ValueId},
    lang::Lang,
    margin::Margin,
    money::Currency,
    quotes::{
        group::{Offer, Shape},
        line::{
            LONGEST_DESCRIPTION, LONGEST_NAME, Line, LineInput, Percent, ProductLine, ProductLineInput, Quantity,
            UnitPrice,
        },
        quantity_from::QuantityFrom,
        role::LineRole,
        totals::line_net,
    },
    refusal::Refusal,
    tax::book::TaxBook,
    text,
    units::written::{NamedUnit, converted},
};
use rust_decimal::Decimal;
use std::collections::HashMap;
use wire::{
    offers::Offered,
    prices::LinePrice,
    products::{ProductRow, TaxView},
    quotes::QuoteView,
};

/// What was typed into a cell and refused; the line keeps its last good value meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The cell.
    pub column: Column,
    /// What was typed.
    pub text: String,
    /// Why it cannot be taken.
    pub why: Refusal,
}

/// One line. Sections and notes use the name alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowData {
    /// The line's lasting identity.
    pub id: LineId,
    /// What it is.
    pub kind: Kind,
    /// The product it was made from.
    pub product: Option<ProductId>,
    /// What it is called; a heading; a remark.
    pub name: String,
    /// More about it.
    pub description: String,
    /// How much.
    pub quantity: Quantity,
    /// Where the quantity comes from.
    pub quantity_from: QuantityFrom,
    /// The unit.
    pub unit: String,
    /// Price of one unit.
    pub unit_price: UnitPrice,
    /// Discount in percent.
    pub discount: Percent,
    /// The tax.
    pub tax: TaxId,
    /// Its rate.
    pub tax_percent: Percent,
    /// Whether a person set price or discount: no price list changes them unasked.
    pub price_by_hand: bool,
    /// The values chosen about the product.
    pub choices: Vec<ValueId>,
    /// What it is there for.
    pub role: LineRole,
    /// What one costs us; 0 where that is not known, or not for this reader to know.
    pub cost: Decimal,
    /// What a heading is besides its words.
    pub shape: Shape,
    /// What the customer may decide about a line.
    pub offer: Offer,
    /// Cells that hold what cannot be read.
    pub wrong: Vec<Wrong>,
}

impl RowData {
    /// An empty line.
    pub fn empty(id: LineId, kind: Kind, tax: Option<&TaxView>) -> RowData {
        RowData {
            id,
            kind,
            product: None,
            name: String::new(),
            description: String::new(),
            quantity: Quantity::ONE,
            quantity_from: QuantityFrom::Start,
            unit: String::new(),
            unit_price: UnitPrice::ZERO,
            discount: Percent::ZERO,
            tax: tax.map_or(TaxId(uuid::Uuid::nil()), |tax| tax.id),
            tax_percent: tax.and_then(|tax| Percent::new(tax.percent).ok()).unwrap_or(Percent::ZERO),
            price_by_hand: false,
            choices: Vec::new(),
            role: LineRole::Sold,
            cost: Decimal::ZERO,
            shape: Shape::default(),
            offer: Offer::default(),
            wrong: Vec::new(),
        }
    }

    /// A stored line.
    pub fn stored(input: &LineInput) -> RowData {
        let words = |id, kind, name: &String| RowData { name: name.clone(), ..RowData::empty(id, kind, None) };
        match input {
            LineInput::Section { id, title, shape } => RowData { shape: *shape, ..words(*id, Kind::Section, title) },
            LineInput::Note { id, text } => words(*id, Kind::Note, text),
            LineInput::Product(line) => RowData {
                product: line.product,
                description: line.description.clone(),
                quantity: Quantity::new(line.quantity).unwrap_or(Quantity::ONE),
                quantity_from: line.quantity_from,
                unit: line.unit.clone(),
                unit_price: UnitPrice::new(line.unit_price).unwrap_or(UnitPrice::ZERO),
                discount: Percent::new(line.discount).unwrap_or(Percent::ZERO),
                tax: line.tax,
                tax_percent: Percent::new(line.tax_percent).unwrap_or(Percent::ZERO),
                price_by_hand: line.price_by_hand,
                choices: line.choices.clone(),
                offer: line.offer,
                role: line.role,
                ..words(line.id, Kind::Product, &line.name)
            },
        }
    }

    /// The stored lines of a quotation with what they cost.
    pub fn all(view: &QuoteView) -> Vec<RowData> {
        let costs: HashMap<LineId, Decimal> = view.costs.iter().flatten().copied().collect();
        let costing = |data: RowData| RowData { cost: costs.get(&data.id).copied().unwrap_or_default(), ..data };
        view.lines.iter().map(RowData::stored).map(costing).collect()
    }

    /// What is saved of it; nothing before it has a name.
    pub fn input(&self) -> Option<LineInput> {
        if self.name.is_empty() {
            return None;
        }
        Some(match self.kind {
            Kind::Section => LineInput::Section { id: self.id, title: self.name.clone(), shape: self.shape },
            Kind::Note => LineInput::Note { id: self.id, text: self.name.clone() },
            Kind::Product => LineInput::Product(ProductLineInput {
                id: self.id,
                product: self.product,
                name: self.name.clone(),
                description: self.description.clone(),
                quantity: self.quantity.get(),
                quantity_from: self.quantity_from,
                unit: self.unit.clone(),
                unit_price: self.unit_price.get(),
                discount: self.discount.get(),
                tax: self.tax,
                tax_percent: self.tax_percent.get(),
                price_by_hand: self.price_by_hand,
                choices: self.choices.clone(),
                offer: self.offer,
                role: self.role,
            }),
        })
    }

    /// The line for adding up: figures without words, so that nothing is copied per key.
    pub fn figures(&self) -> Line {
        match self.kind {
            Kind::Section => Line::Section { id: self.id, title: String::new(), shape: self.shape },
            Kind::Note => Line::Note { id: self.id, text: String::new() },
            Kind::Product => Line::Product(self.product_figures()),
        }
    }

    fn product_figures(&self) -> ProductLine {
        ProductLine {
            id: self.id,
            product: None,
            name: String::new(),
            description: String::new(),
            quantity: self.quantity,
            unit: String::new(),
            unit_price: self.unit_price,
            discount: self.discount,
            tax: self.tax,
            tax_percent: self.tax_percent,
            offer: self.offer,
            role: self.role,
        }
    }

    /// What the line costs by itself, without tax.
    pub fn net(&self, currency: &Currency, book: &TaxBook) -> Decimal {
        line_net(&self.product_figures(), currency, book)
    }

    /// What is earned on the line; without a known cost all of it.
    pub fn margin(&self, currency: &Currency, book: &TaxBook) -> Margin {
        Margin::of_line(self.net(currency, book), self.cost, self.quantity.get()).unwrap_or_default()
    }

    /// Why a cell's text was refused.
    pub fn wrong_at(&self, column: Column) -> Option<&Wrong> {
        self.wrong.iter().find(|wrong| wrong.column == column)
    }

    /// A line that says nothing at all.
    pub fn is_blank(&self) -> bool {
        self.name.is_empty() && !self.lacks_name()
    }

    /// A line that was begun and has no name yet: it is not saved before it has one.
    pub fn lacks_name(&self) -> bool {
        self.name.is_empty() && !(self.unit_price == UnitPrice::ZERO && self.description.is_empty())
    }

    /// What a cell shows at rest.
    pub fn shown(&self, lang: Lang, currency: &Currency, column: Column) -> String {
        if let Some(wrong) = self.wrong_at(column) {
            return wrong.text.clone();
        }
        match column {
            Column::Name => self.name.clone(),
            Column::Quantity => formats::quantity(lang, self.quantity.get()),
            Column::Unit => self.unit.clone(),
            Column::Price => formats::unit_price(lang, self.unit_price.get(), currency),
            Column::Discount => formats::quantity(lang, self.discount.get()),
            Column::Tax => formats::percent(lang, self.tax_percent.get()),
            Column::Menu => String::new(),
        }
    }

    /// What a cell's input begins with: no thousands apart, so that it reads back as it stands.
    pub fn typed(&self, lang: Lang, column: Column) -> String {
        if let Some(wrong) = self.wrong_at(column) {
            return wrong.text.clone();
        }
        match column {
            Column::Quantity => plain(lang, self.quantity.get()),
            Column::Price => plain(lang, self.unit_price.get()),
            Column::Discount => plain(lang, self.discount.get()),
            Column::Name => self.name.clone(),
            Column::Unit => self.unit.clone(),
            Column::Tax => self.tax.to_string(),
            Column::Menu => String::new(),
        }
    }

    /// Takes what was typed into a cell: a good value is taken at once, another one is kept beside it.
    pub fn take(&mut self, column: Column, typed: &str) {
        self.wrong.retain(|wrong| wrong.column != column);
        let before = (self.unit_price, self.discount);
        let longest = if self.kind == Kind::Note { LONGEST_DESCRIPTION } else { LONGEST_NAME };
        let taken = match column {
            Column::Name if self.kind == Kind::Note => text::required_text(typed, longest).map(|name| self.name = name),
            // An empty line may stay empty; one that had a name needs one.
            Column::Name if self.name.is_empty() && typed.trim().is_empty() => Ok(()),
            Column::Name => text::required_line(typed, longest).map(|name| self.name = name),
            Column::Quantity => {
                figure(typed).and_then(Quantity::new).map(|value| self.count(value, QuantityFrom::Hand))
            }
            Column::Unit => text::optional_line(typed, 20).map(|unit| self.unit = unit),
            Column::Price => figure(typed).and_then(UnitPrice::new).map(|value| self.unit_price = value),
            Column::Discount => figure_or_zero(typed).and_then(Percent::new).map(|value| self.discount = value),
            Column::Tax | Column::Menu => Ok(()),
        };
        // What a person sets, no price list changes unasked.
        self.price_by_hand |= before != (self.unit_price, self.discount);
        if let Err(why) = taken {
            self.wrong.push(Wrong { column, text: typed.to_owned(), why });
        }
    }

    /// Takes a quantity and where it comes from; the same one again comes from where it came.
    pub fn count(&mut self, quantity: Quantity, from: QuantityFrom) {
        if self.quantity != quantity {
            (self.quantity, self.quantity_from) = (quantity, from);
        }
    }

    /// Takes the description.
    /// # Errors
    /// When it is too long.
    pub fn take_description(&mut self, typed: &str) -> Result<(), Refusal> {
        self.description = text::optional_text(typed, LONGEST_DESCRIPTION)?;
        Ok(())
    }

    /// Takes another tax.
    pub fn take_tax(&mut self, tax: &TaxView) {
        self.wrong.retain(|wrong| wrong.column != Column::Tax);
        self.tax = tax.id;
        self.tax_percent = Percent::new(tax.percent).unwrap_or(self.tax_percent);
    }

    /// Takes the price and discount a list gives.
    pub fn take_price(&mut self, price: &LinePrice) {
        self.wrong.retain(|wrong| !matches!(wrong.column, Column::Price | Column::Discount));
        self.unit_price = UnitPrice::new(price.unit_price).unwrap_or(self.unit_price);
        self.discount = Percent::new(price.discount).unwrap_or(self.discount);
        self.price_by_hand = false;
    }

    /// Whether price or discount are others than a list gives.
    pub fn stands_otherwise(&self, price: &LinePrice) -> bool {
        self.unit_price.get() != price.unit_price || self.discount.get() != price.discount
    }

    /// Becomes the chosen product, taxed by `tax`: everything but the quantity and the discount.
    pub fn take_product(&mut self, product: &ProductRow, tax: &TaxView) {
        self.wrong.retain(|wrong| matches!(wrong.column, Column::Quantity | Column::Discount));
        self.product = Some(product.id);
        self.choices.clear();
        self.role = LineRole::Sold;
        self.cost = product.cost.unwrap_or_default();
        self.name = text::clean_line(&product.name);
        self.description.clone_from(&product.description);
        self.unit.clone_from(&product.unit);
        self.unit_price = UnitPrice::new(product.unit_price).unwrap_or(self.unit_price);
        self.take_tax(tax);
        // A discount that was typed stays; the price is the product's own now.
        self.price_by_hand &= self.discount != Percent::ZERO;
    }

    /// Becomes an offered product, at the price its list gives; a discount that was typed stays.
    pub fn take_offered(&mut self, offered: &Offered, tax: &TaxView) {
        self.take_product(&offered.product, tax);
        if !self.price_by_hand {
            self.unit_price = UnitPrice::new(offered.unit_price).unwrap_or(self.unit_price);
            self.discount = Percent::new(offered.discount).unwrap_or(self.discount);
        }
    }

    /// Goes over to another unit; the price goes with it where the two convert.
    pub fn take_unit(&mut self, units: &[NamedUnit], unit: &str) {
        self.wrong.retain(|wrong| wrong.column != Column::Unit);
        if let Some(price) = converted(units, self.unit_price.get(), &self.unit, unit) {
            self.unit_price = UnitPrice::new(price).unwrap_or(self.unit_price);
        }
        unit.clone_into(&mut self.unit);
    }

    /// Takes one cell of the line above.
    pub fn take_from(&mut self, above: &RowData, column: Column) {
        self.wrong.retain(|wrong| wrong.column != column);
        match column {
            Column::Name => {
                self.name.clone_from(&above.name);
                if self.kind == Kind::Product && above.kind == Kind::Product {
                    if self.product != above.product {
                        (self.product, self.cost) = (above.product, above.cost);
                    }
                    self.choices.clone_from(&above.choices);
                    self.description.clone_from(&above.description);
                }
            }
            Column::Quantity => self.count(above.quantity, QuantityFrom::Above),
            Column::Unit => self.unit.clone_from(&above.unit),
            Column::Price => (self.unit_price, self.price_by_hand) = (above.unit_price, true),
            Column::Discount => (self.discount, self.price_by_hand) = (above.discount, true),
            Column::Tax => (self.tax, self.tax_percent) = (above.tax, above.tax_percent),
            Column::Menu => {}
        }
    }

    /// Marks a cell the server refused and returns to what was stored before.
    pub fn refuse(&mut self, column: Column, why: Refusal, before: Option<&RowData>, lang: Lang) {
        let text = self.typed(lang, column);
        match before {
            Some(before) => {
                self.take_from(before, column);
                self.quantity_from = before.quantity_from;
            }
            // A line that was never stored is held back as a whole until its name is typed anew.
            None => self.name.clear(),
        }
        self.wrong.retain(|wrong| wrong.column != column);
        self.wrong.push(Wrong { column, text, why });
    }
}

#[cfg(test)]
#[path = "row_data_tests.rs"]
mod tests;
