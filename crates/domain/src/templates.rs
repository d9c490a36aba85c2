//! What a quotation template becomes: lines with prices of the customer's list.
use crate::{
    ids::PriceListId,
    pricing::{
        Item,
        price::{PriceBook, Priced, Wanted, price},
    },
    refusal::pricing::PricingRefusal,
};

/// A line of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateLine<T> {
    /// A product with how much of it.
    Product(Box<(Item, Wanted)>),
    /// Anything without a price: a section, a note.
    Other(T),
}

/// A line made from a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppliedLine<T> {
    /// A product at its price.
    Product(Priced),
    /// A section or note, as it was.
    Other(T),
}

/// Prices the lines of a template for a customer's list, in their order; optional ones too, so that a customer sees
/// what they would cost (section 5.5 of the behaviour map).
///
/// # Errors
/// As [`price`].
pub fn apply<T: Clone>(
    lines: &[TemplateLine<T>],
    book: &PriceBook<'_>,
    list: Option<PriceListId>,
) -> Result<Vec<AppliedLine<T>>, PricingRefusal> {
    let one = |line: &TemplateLine<T>| match line {
        TemplateLine::Product(product) => price(book, list, &product.0, &product.1).map(AppliedLine::Product),
        TemplateLine::Other(other) => Ok(AppliedLine::Other(other.clone())),
    };
    lines.iter().map(one).collect()
}
