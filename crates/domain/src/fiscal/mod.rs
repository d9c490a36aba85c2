//! Fiscal positions: whose sale is taxed how, which taxes replace which, and why.
//!
//! Section 9.7 of the behaviour map.
pub mod detect;
pub mod finland;
pub mod mapping;
pub mod place;
pub mod postcode;
pub mod replace;
pub mod reprice;

use crate::{
    ids::{FiscalPositionId, TaxId},
    parties::PartyKind,
    refusal::pricing::PricingRefusal,
    tax::notes::LegalNote,
};
use place::{Country, CountryGroup};
use postcode::PostcodeRange;
use serde::{Deserialize, Serialize};

/// A way of treating taxes for some customers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiscalPosition {
    /// Which position.
    pub id: FiscalPositionId,
    /// Its place among the automatic ones; the first that fits is taken.
    pub sequence: i32,
    /// How deep its company lies in the line of branches; deeper ones come first.
    pub branch_depth: u32,
    /// Whether it is found by itself, or only chosen by hand.
    pub automatic: bool,
    /// Only for customers with a VAT number.
    pub vat_required: bool,
    /// Only for companies, or only for persons. The behaviour map has no such condition: it takes whoever has a VAT
    /// number for a business, which beyond the Union nobody has.
    pub buyer: Option<PartyKind>,
    /// Only for this country.
    pub country: Option<Country>,
    /// Only for these countries.
    pub country_group: Option<CountryGroup>,
    /// Only for these regions (ISO 3166-2, the part after the country); empty for all.
    pub regions: Vec<String>,
    /// Only for these postcodes.
    pub postcodes: Option<PostcodeRange>,
    /// Which taxes replace which. Without any, all taxes fall away, as for an export.
    pub mapping: Vec<TaxReplacement>,
    /// What the document must say.
    pub note: Option<LegalNote>,
}

/// A tax and what stands in its place; nothing removes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxReplacement {
    /// The product's tax.
    pub from: TaxId,
    /// What replaces it.
    pub to: Vec<TaxId>,
}

impl FiscalPosition {
    /// A position that fits everybody, changes nothing yet and is chosen by hand.
    pub const fn new(id: FiscalPositionId) -> FiscalPosition {
        FiscalPosition {
            id,
            sequence: 0,
            branch_depth: 0,
            automatic: false,
            vat_required: false,
            buyer: None,
            country: None,
            country_group: None,
            regions: Vec::new(),
            postcodes: None,
            mapping: Vec::new(),
            note: None,
        }
    }

    /// Whether it may be kept.
    /// # Errors
    /// [`PricingRefusal::CountryOutsideGroup`] when its country is not of its group.
    pub fn check(&self) -> Result<(), PricingRefusal> {
        match (self.country, &self.country_group) {
            (Some(country), Some(group)) if !group.countries.contains(&country) => {
                Err(PricingRefusal::CountryOutsideGroup)
            }
            _ => Ok(()),
        }
    }
}
