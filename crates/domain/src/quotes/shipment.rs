//! Where and how what is sold is delivered: the address, the delivery term with its place, and whether all goes at once.
use super::content::PostalAddress;
use crate::{
    refusal::{Fields, Refusal},
    text,
};
use serde::{Deserialize, Serialize};

/// Who pays and bears the risk until where: the rules of Incoterms 2020.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Incoterm {
    /// Ex works.
    Exw,
    /// Free carrier.
    Fca,
    /// Carriage paid to.
    Cpt,
    /// Carriage and insurance paid to.
    Cip,
    /// Delivered at place.
    Dap,
    /// Delivered at place unloaded.
    Dpu,
    /// Delivered duty paid.
    Ddp,
    /// Free alongside ship.
    Fas,
    /// Free on board.
    Fob,
    /// Cost and freight.
    Cfr,
    /// Cost, insurance and freight.
    Cif,
}

impl Incoterm {
    /// All of them, in the order of the rules: those for any transport, then those for ships.
    pub const ALL: [Incoterm; 11] = [
        Incoterm::Exw,
        Incoterm::Fca,
        Incoterm::Cpt,
        Incoterm::Cip,
        Incoterm::Dap,
        Incoterm::Dpu,
        Incoterm::Ddp,
        Incoterm::Fas,
        Incoterm::Fob,
        Incoterm::Cfr,
        Incoterm::Cif,
    ];

    /// Its three letters.
    pub fn code(self) -> &'static str {
        match self {
            Incoterm::Exw => "EXW",
            Incoterm::Fca => "FCA",
            Incoterm::Cpt => "CPT",
            Incoterm::Cip => "CIP",
            Incoterm::Dap => "DAP",
            Incoterm::Dpu => "DPU",
            Incoterm::Ddp => "DDP",
            Incoterm::Fas => "FAS",
            Incoterm::Fob => "FOB",
            Incoterm::Cfr => "CFR",
            Incoterm::Cif => "CIF",
        }
    }

    /// Its English name, which is the same in every language's contracts.
    pub fn name(self) -> &'static str {
        match self {
            Incoterm::Exw => "Ex Works",
            Incoterm::Fca => "Free Carrier",
            Incoterm::Cpt => "Carriage Paid To",
            Incoterm::Cip => "Carriage and Insurance Paid To",
            Incoterm::Dap => "Delivered at Place",
            Incoterm::Dpu => "Delivered at Place Unloaded",
            Incoterm::Ddp => "Delivered Duty Paid",
            Incoterm::Fas => "Free Alongside Ship",
            Incoterm::Fob => "Free On Board",
            Incoterm::Cfr => "Cost and Freight",
            Incoterm::Cif => "Cost, Insurance and Freight",
        }
    }

    /// Reads the three letters of a term of Incoterms 2020; none for anything else.
    pub fn parse(code: &str) -> Option<Incoterm> {
        Incoterm::ALL.into_iter().find(|term| term.code() == code)
    }
}

/// Where and how a quotation's goods are delivered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Shipment {
    /// Who receives it there; the customer when empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub recipient: String,
    /// Where it goes; the customer's own address when nothing of it is filled.
    pub address: PostalAddress,
    /// The delivery term.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incoterm: Option<Incoterm>,
    /// The place the delivery term names.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// Whether everything is delivered at once; otherwise each thing as soon as it can be.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub at_once: bool,
}

impl Shipment {
    /// Whether it says nothing of its own.
    pub fn is_usual(&self) -> bool {
        *self == Shipment::default()
    }

    /// Whether it names an address: any part of one.
    pub fn has_address(&self) -> bool {
        let PostalAddress { street, postcode, city, country } = &self.address;
        [street, postcode, city, country].iter().any(|part| !part.is_empty())
    }

    /// Recipient and address in the order of an envelope, without empty lines. The country stands by its code where it
    /// is not `home`.
    pub fn lines(&self, home: &str) -> Vec<String> {
        let address = &self.address;
        let town = format!("{} {}", address.postcode, address.city).trim().to_owned();
        let country = if address.country == home { String::new() } else { address.country.clone() };
        let lines = [self.recipient.clone(), address.street.clone(), town, country];
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }

    /// The delivery term with its place, as contracts write it; empty without a term.
    ///
    /// ```
    /// use domain::quotes::shipment::{Incoterm, Shipment};
    /// let shipment = Shipment { incoterm: Some(Incoterm::Dap), place: "Seinäjoki".into(), ..Shipment::default() };
    /// assert_eq!(shipment.term(), "DAP Seinäjoki (Incoterms 2020)");
    /// assert_eq!(Shipment::default().term(), "");
    /// ```
    pub fn term(&self) -> String {
        match self.incoterm {
            Some(term) if self.place.is_empty() => format!("{} (Incoterms 2020)", term.code()),
            Some(term) => format!("{} {} (Incoterms 2020)", term.code(), self.place),
            None => String::new(),
        }
    }

    /// The delivery term and its place as they were typed, even where one of them is still missing.
    pub fn told(&self) -> String {
        format!("{} {}", self.incoterm.map(Incoterm::code).unwrap_or_default(), self.place).trim().to_owned()
    }

    /// Checks what was typed; refusals stand at `shipment.street` and so on.
    pub fn check(&self, fields: &mut Fields) -> Shipment {
        let mut line = |name: &str, typed: &str, longest: usize| {
            fields.take(format!("shipment.{name}"), text::optional_line(typed, longest)).unwrap_or_default()
        };
        let mut checked = Shipment {
            recipient: line("recipient", &self.recipient, 200),
            address: PostalAddress {
                street: line("street", &self.address.street, 200),
                postcode: line("postcode", &self.address.postcode, 20),
                city: line("city", &self.address.city, 100),
                country: String::new(),
            },
            incoterm: self.incoterm,
            place: line("place", &self.place, 100),
            at_once: self.at_once,
        };
        let country = self.address.country.trim().to_uppercase();
        if country.is_empty() || country.len() == 2 && country.bytes().all(|letter| letter.is_ascii_uppercase()) {
            checked.address.country = country;
        } else {
            fields.refuse("shipment.country", Refusal::NotAChoice);
        }
        checked
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn typed(text: &str, country: &str) -> Shipment {
        let part = || text.to_owned();
        Shipment {
            recipient: part(),
            address: PostalAddress { street: part(), postcode: part(), city: part(), country: country.into() },
            incoterm: Some(Incoterm::Fca),
            place: part(),
            at_once: true,
        }
    }

    #[test]
    fn every_term_is_read_back_and_says_its_name() {
        for term in Incoterm::ALL {
            assert_eq!(Incoterm::parse(term.code()), Some(term));
            assert_eq!(serde_json::to_string(&term).unwrap(), format!("\"{}\"", term.code()));
            assert!(!term.name().is_empty());
        }
        assert_eq!(Incoterm::parse("DDU"), None, "a term of 2000 is none of 2020");
    }

    #[test]
    fn what_is_wrong_is_told_at_its_field() {
        let mut fields = Fields::new();
        typed(&"ä".repeat(300), "Norja").check(&mut fields);
        let refused = fields.into_refusals();
        let told: Vec<&str> = refused.iter().map(|one| one.field.as_str()).collect();
        let expected = ["recipient", "street", "postcode", "city", "place", "country"];
        assert_eq!(told, expected.map(|name| format!("shipment.{name}")));
    }

    #[test]
    fn an_envelope_has_no_empty_lines_and_names_a_foreign_country() {
        let mut shipment = Shipment::default();
        assert!(!shipment.has_address() && shipment.lines("FI").is_empty() && shipment.is_usual());
        shipment.address.city = "Oslo".into();
        shipment.address.country = "NO".into();
        assert_eq!(shipment.lines("FI"), ["Oslo", "NO"]);
        assert_eq!(shipment.lines("NO"), ["Oslo"]);
    }

    proptest! {
        #[test]
        fn what_was_checked_stays_as_it_is(text in ".{0,30}", country in "[a-z]{2}|") {
            let first = typed(&text, &country).check(&mut Fields::new());
            let mut fields = Fields::new();
            prop_assert_eq!(&first.check(&mut fields), &first);
            let written = serde_json::to_string(&first).unwrap();
            prop_assert_eq!(serde_json::from_str::<Shipment>(&written).unwrap(), first);
        }
    }
}
