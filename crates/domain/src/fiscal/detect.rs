//! Which fiscal position a sale falls under, and why.
use super::{
    FiscalPosition,
    place::{Address, Country},
};
use crate::{ids::FiscalPositionId, parties::PartyKind};
use serde::{Deserialize, Serialize};

/// What decides which fiscal position a sale falls under.
#[derive(Clone, Copy, Debug)]
pub struct Sale<'a> {
    /// The customer's own address.
    pub customer: &'a Address,
    /// Where it is delivered.
    pub delivery: &'a Address,
    /// The customer's VAT number; leave it out where it must be verified and is not.
    pub vat_number: Option<&'a str>,
    /// Whether the customer is a company or a person; none where that is not known.
    pub buyer: Option<PartyKind>,
    /// The selling company's VAT number.
    pub company_vat_number: Option<&'a str>,
    /// The position set by hand on the delivery address.
    pub set_on_delivery: Option<FiscalPositionId>,
    /// The position set by hand on the customer.
    pub set_on_customer: Option<FiscalPositionId>,
}

/// The position and how it was found: the answer to "why this tax?".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detected {
    /// The position; none leaves the products' own taxes.
    pub position: Option<FiscalPositionId>,
    /// How it came to be.
    pub because: Because,
    /// The address that was looked at.
    pub address: Address,
    /// Every automatic position that was looked at, in order, with what did not fit.
    pub considered: Vec<Considered>,
}

/// How a position came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// Set by hand on the delivery address.
    SetOnDelivery,
    /// Set by hand on the customer.
    SetOnCustomer,
    /// The first automatic one that fits.
    Automatic,
    /// The customer has no country, so none is looked for.
    NoCountry,
    /// None fits.
    NoneFits,
}

/// An automatic position that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Considered {
    /// The position.
    pub position: FiscalPositionId,
    /// What did not fit; none for the one that was taken.
    pub misses: Option<Condition>,
}

/// A condition of a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// The customer has a VAT number.
    VatNumber,
    /// The customer is a company, or a person.
    Buyer,
    /// The postcode lies in the range.
    Postcode,
    /// The region is one of these.
    Region,
    /// The country is this one.
    Country,
    /// The country belongs to the group.
    CountryGroup,
}

/// Finds the fiscal position of a sale (section 9.7 of the behaviour map).
///
/// Set by hand on the delivery address, else on the customer; else, of the automatic ones ordered by the depth of
/// their company's branch and then by sequence, the first whose conditions all hold.
pub fn detect(positions: &[FiscalPosition], sale: &Sale<'_>) -> Detected {
    let address = address(sale);
    let found = |position, because, considered| Detected { position, because, address: address.clone(), considered };
    if let Some(set) = sale.set_on_delivery {
        return found(Some(set), Because::SetOnDelivery, Vec::new());
    }
    if let Some(set) = sale.set_on_customer {
        return found(Some(set), Because::SetOnCustomer, Vec::new());
    }
    if sale.customer.country.is_none() {
        return found(None, Because::NoCountry, Vec::new());
    }
    let mut ordered: Vec<&FiscalPosition> = positions.iter().filter(|position| position.automatic).collect();
    ordered.sort_by_key(|position| (std::cmp::Reverse(position.branch_depth), position.sequence));
    let mut considered = Vec::new();
    for position in ordered {
        let misses = misses(position, address, sale);
        considered.push(Considered { position: position.id, misses });
        if misses.is_none() {
            return found(Some(position.id), Because::Automatic, considered);
        }
    }
    found(None, Because::NoneFits, considered)
}

/// The address that decides: the delivery's, unless customer and company are registered in the same country of
/// the European Union; then the customer's own.
fn address<'a>(sale: &Sale<'a>) -> &'a Address {
    let prefix = |number: &str| number.get(..2).and_then(Country::parse).filter(|country| country.in_the_union());
    let (customer, company) = (sale.vat_number.and_then(prefix), sale.company_vat_number.and_then(prefix));
    if sale.delivery.country.is_none() || (customer.is_some() && customer == company) {
        sale.customer
    } else {
        sale.delivery
    }
}

/// The first condition that does not hold.
fn misses(position: &FiscalPosition, address: &Address, sale: &Sale<'_>) -> Option<Condition> {
    let region = |regions: &[String]| {
        regions.is_empty()
            || address.region().is_some_and(|region| regions.iter().any(|of| of.eq_ignore_ascii_case(region)))
    };
    let postcode = |position: &FiscalPosition| {
        position.postcodes.as_ref().is_none_or(|range| address.postcode.as_deref().is_some_and(|c| range.contains(c)))
    };
    let has_number = sale.vat_number.is_some_and(|number| !number.trim().is_empty());
    let conditions = [
        (Condition::VatNumber, !position.vat_required || has_number),
        (Condition::Buyer, position.buyer.is_none_or(|buyer| sale.buyer == Some(buyer))),
        (Condition::Postcode, postcode(position)),
        (Condition::Region, region(&position.regions)),
        (Condition::Country, position.country.is_none_or(|country| address.country == Some(country))),
        (Condition::CountryGroup, position.country_group.as_ref().is_none_or(|group| group.contains(address))),
    ];
    conditions.into_iter().find(|(_, holds)| !holds).map(|(condition, _)| condition)
}

#[cfg(test)]
#[path = "detect_tests.rs"]
mod tests;
