//! The virtual bar code of Finnish bank transfers: 54 digits that a bank fills a payment from.
use super::{iban::Iban, reference::Reference};
use chrono::NaiveDate;
use rust_decimal::{Decimal, prelude::ToPrimitive};

/// Which way the reference is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// Version 4: the Finnish reference.
    National,
    /// Version 5: the international one.
    International,
}

/// The 54 digits; none for an account outside Finland. An amount that does not fit is left for the payer to type.
pub fn digits(
    version: Version,
    iban: &Iban,
    amount: Decimal,
    reference: &Reference,
    due: Option<NaiveDate>,
) -> Option<String> {
    let account = iban.finnish()?;
    let cents = (amount * Decimal::ONE_HUNDRED).round().to_u64().filter(|cents| *cents <= 99_999_999).unwrap_or(0);
    let due = due.map_or_else(|| "000000".to_owned(), |day| day.format("%y%m%d").to_string());
    let number = reference.as_str();
    Some(match version {
        Version::National => format!("4{account}{cents:08}000{number:0>20}{due}"),
        Version::International => {
            format!("5{account}{cents:08}{:02}{number:0>21}{due}", reference.international_check())
        }
    })
}
