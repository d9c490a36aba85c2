//! How a sale from Finland is taxed: at home, to Åland, to a business or a consumer in the Union, beyond it.
use super::place::{Address, Country};
use crate::tax::notes::LegalNote;
use serde::{Deserialize, Serialize};

/// What is sold, as far as its tax goes: goods and services follow different articles of Directive 2006/112/EC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Supply {
    /// Something that is delivered.
    Goods,
    /// Something that is done.
    Service,
}

/// How the sale is taxed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "treatment", rename_all = "snake_case")]
pub enum Treatment {
    /// With Finnish tax.
    Domestic,
    /// With the tax of the consumer's country through the One Stop Shop, once the seller is above 10,000 € a year;
    /// below it Finnish tax (Directive 2006/112/EC articles 33, 59c).
    Consumer {
        /// The country of consumption.
        country: Country,
    },
    /// Without tax, for this reason.
    Untaxed {
        /// The reason.
        note: LegalNote,
    },
}

/// Decides how a sale from mainland Finland is taxed.
///
/// Goods to Åland leave the Union's VAT area (although Finnish tax is paid there at import), services there are
/// domestic. `business` means a VAT number that holds in the Union.
///
/// ```
/// use domain::{fiscal::{finland::{Supply, Treatment, treatment}, place::{Address, Country}}, tax::notes::LegalNote};
/// let norway = Address::in_country(Country::parse("NO").unwrap());
/// assert_eq!(treatment(&norway, false, Supply::Goods), Treatment::Untaxed { note: LegalNote::Export });
/// ```
pub fn treatment(delivery: &Address, business: bool, supply: Supply) -> Treatment {
    let Some(country) = delivery.country else { return Treatment::Domestic };
    match supply {
        Supply::Goods if delivery.on_aland() => Treatment::Untaxed { note: LegalNote::Export },
        Supply::Service if delivery.on_aland() => Treatment::Domestic,
        _ if country == Country::FI => Treatment::Domestic,
        Supply::Goods if !country.in_the_union() => Treatment::Untaxed { note: LegalNote::Export },
        // A service to a business beyond the Union is not Finland's to tax (article 44).
        Supply::Service if !country.in_the_union() => Treatment::Untaxed { note: LegalNote::OutsideScope },
        Supply::Goods if business => Treatment::Untaxed { note: LegalNote::IntraCommunitySupply },
        Supply::Service if business => Treatment::Untaxed { note: LegalNote::ReverseCharge },
        _ => Treatment::Consumer { country },
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn each_customer_gets_the_right_tax() {
        let to = |country: &str| Address::in_country(Country::parse(country).unwrap());
        let mariehamn = Address { postcode: Some("22100".into()), ..to("FI") };
        let untaxed = |note| Treatment::Untaxed { note };
        let germany = Treatment::Consumer { country: Country::parse("DE").unwrap() };
        for (address, business, supply, expected) in [
            (to("FI"), true, Supply::Goods, Treatment::Domestic),
            (to("DE"), true, Supply::Goods, untaxed(LegalNote::IntraCommunitySupply)),
            (to("DE"), true, Supply::Service, untaxed(LegalNote::ReverseCharge)),
            (to("DE"), false, Supply::Goods, germany),
            (to("DE"), false, Supply::Service, germany),
            (to("NO"), true, Supply::Goods, untaxed(LegalNote::Export)),
            (to("NO"), false, Supply::Goods, untaxed(LegalNote::Export)),
            (to("NO"), true, Supply::Service, untaxed(LegalNote::OutsideScope)),
            (mariehamn.clone(), false, Supply::Goods, untaxed(LegalNote::Export)),
            (mariehamn, true, Supply::Service, Treatment::Domestic),
            (to("AX"), true, Supply::Goods, untaxed(LegalNote::Export)),
        ] {
            assert_eq!(treatment(&address, business, supply), expected, "{address:?} {business} {supply:?}");
        }
    }
}
