//! A price that contains one tax, turned into one that contains another.
use crate::{
    money::{
        checked::{Exact, plus, sum},
        step::Step,
    },
    tax::{
        Tax, TaxRounding,
        line::{Amounts, Reading, compute},
    },
};
use rust_decimal::Decimal;

/// The unit price under the mapped taxes, unrounded.
///
/// The included taxes are taken out and the new included ones put in, so that the price without tax stays. A
/// price of which some tax comes on top stays as it is (section 9.7 of the behaviour map).
///
/// ```
/// use domain::{fiscal::reprice::reprice, ids::TaxId, tax::Tax};
/// use rust_decimal::Decimal;
/// let tax = |percent| [Tax::percent(TaxId(uuid::Uuid::nil()), Decimal::from(percent)).included()];
/// assert_eq!(reprice(Decimal::from(121), &tax(21), &tax(6)), Ok(Decimal::from(106)));
/// ```
///
/// # Errors
/// [`crate::refusal::pricing::PricingRefusal::AmountTooLarge`],
/// [`crate::refusal::pricing::PricingRefusal::TaxGroupsTooDeep`].
pub fn reprice(price: Decimal, original: &[Tax], mapped: &[Tax]) -> Exact {
    if original == mapped || original.iter().any(|tax| !tax.price_included) {
        return Ok(price);
    }
    let exact =
        |price, taxes, reading| compute(Amounts::one(price), taxes, TaxRounding::PerDocument, Step::CENT, reading);
    let net = exact(price, original, Reading::AsPriced)?.total_excluded;
    let gross = exact(net, mapped, Reading::WithoutTax)?;
    let included = gross.taxes.iter().filter(|tax| tax.tax.price_included && !tax.tax.reverse_charge);
    plus(net, sum(included.map(|tax| tax.amount))?)
}
