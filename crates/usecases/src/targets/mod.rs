//! What people and teams are to sell in a month, and how far they have come.
mod progress;
mod read;
mod set;

pub(crate) use progress::{of_periods, progress};
pub use read::read;
pub use set::set;

use domain::money::Currency;
use rust_decimal::Decimal;
use store::{columns, targets::TargetRecord};

/// The amount of a target. One of another currency is none any more: nobody has said it in this one.
fn amount(row: &TargetRecord, currency: &Currency) -> Option<Decimal> {
    (row.currency == currency.code()).then(|| columns::decimal(row.amount))
}

/// A sum as it is kept.
fn thousandths(sum: i64) -> Decimal {
    Decimal::new(sum, 3).normalize()
}
