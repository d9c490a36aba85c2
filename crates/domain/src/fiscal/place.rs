//! Countries, groups of countries, and the places inside them that are taxed differently.
use serde::{Deserialize, Serialize};
use std::fmt;

/// A country by its ISO 3166-1 code of two letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country([u8; 2]);

impl Country {
    /// Finland.
    pub const FI: Country = Country(*b"FI");

    /// Reads a code of two letters; Greece's VAT prefix `EL` is its code `GR`.
    pub fn parse(code: &str) -> Option<Country> {
        let bytes: [u8; 2] = code.trim().as_bytes().try_into().ok()?;
        let code = bytes.map(|byte| byte.to_ascii_uppercase());
        code.iter().all(u8::is_ascii_uppercase).then_some(Country(if code == *b"EL" { *b"GR" } else { code }))
    }

    /// The code, e.g. `FI`.
    pub fn code(&self) -> &str {
        // Only ASCII letters get in, so this cannot fail.
        std::str::from_utf8(&self.0).unwrap_or("FI")
    }

    /// Whether it is a member state of the European Union.
    ///
    /// ```
    /// use domain::fiscal::place::Country;
    /// assert!(Country::parse("SE").unwrap().in_the_union());
    /// assert!(!Country::parse("NO").unwrap().in_the_union());
    /// assert!(!Country::parse("GB").unwrap().in_the_union());
    /// ```
    pub fn in_the_union(self) -> bool {
        UNION.contains(&self.0)
    }

    /// The 27 member states of the European Union, by their codes.
    pub fn union() -> Vec<Country> {
        UNION.iter().map(|code| Country(*code)).collect()
    }

    /// Every code of two letters that is no member state: whatever is not in the Union lies beyond it.
    pub fn beyond_union() -> Vec<Country> {
        let letters = || b'A'..=b'Z';
        let all = letters().flat_map(|first| letters().map(move |second| Country([first, second])));
        // Greece's other code and Finland's Åland are no countries of their own here.
        all.filter(|country| !country.in_the_union() && !matches!(&country.0, b"EL" | b"AX")).collect()
    }
}

/// The member states since 2020-02-01 (Treaty on European Union, article 52).
const UNION: [[u8; 2]; 27] = [
    *b"AT", *b"BE", *b"BG", *b"CY", *b"CZ", *b"DE", *b"DK", *b"EE", *b"ES", *b"FI", *b"FR", *b"GR", *b"HR", *b"HU",
    *b"IE", *b"IT", *b"LT", *b"LU", *b"LV", *b"MT", *b"NL", *b"PL", *b"PT", *b"RO", *b"SE", *b"SI", *b"SK",
];

/// The region code of Åland: ISO 3166-2 `FI-01`.
pub const ALAND: &str = "01";

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl TryFrom<String> for Country {
    type Error = &'static str;
    fn try_from(code: String) -> Result<Self, Self::Error> {
        Country::parse(&code).ok_or("a country is two letters")
    }
}

impl From<Country> for String {
    fn from(country: Country) -> String {
        country.code().to_owned()
    }
}

/// Several countries, without some of their regions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountryGroup {
    /// Its countries.
    pub countries: Vec<Country>,
    /// Regions that do not belong to it, with their country.
    pub excluded_regions: Vec<(Country, String)>,
}

impl CountryGroup {
    /// The European Union as a group: all member states, no region left out.
    pub fn union() -> CountryGroup {
        CountryGroup { countries: Country::union(), excluded_regions: Vec::new() }
    }

    /// The European Union's VAT area for goods: without Åland (Directive 2006/112/EC article 6; protocol 2 of
    /// Finland's accession).
    pub fn union_vat_area() -> CountryGroup {
        CountryGroup { excluded_regions: vec![(Country::FI, ALAND.to_owned())], ..CountryGroup::union() }
    }

    /// Reads codes parted by spaces; `EU` is the whole Union. Nothing for a word that is no code.
    ///
    /// ```
    /// use domain::fiscal::place::CountryGroup;
    /// assert_eq!(CountryGroup::parse("EU NO").unwrap().countries.len(), 28);
    /// assert!(CountryGroup::parse("Norway").is_none());
    /// ```
    pub fn parse(codes: &str) -> Option<CountryGroup> {
        let mut countries = Vec::new();
        for code in codes.split_whitespace() {
            match code {
                "EU" => countries.extend(Country::union()),
                code => countries.push(Country::parse(code)?),
            }
        }
        countries.sort_unstable();
        countries.dedup();
        Some(CountryGroup { countries, excluded_regions: Vec::new() })
    }

    /// Whether an address lies in it.
    pub fn contains(&self, address: &Address) -> bool {
        let Some(country) = address.country else { return false };
        let excluded = address.region().is_some_and(|region| {
            self.excluded_regions.iter().any(|(of, excluded)| *of == country && excluded.eq_ignore_ascii_case(region))
        });
        self.countries.contains(&country) && !excluded
    }
}

/// What of an address decides its taxes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// The country.
    pub country: Option<Country>,
    /// The region: ISO 3166-2 after the country, e.g. `01` for Åland.
    pub region: Option<String>,
    /// The postcode.
    pub postcode: Option<String>,
}

impl Address {
    /// An address of which only the country is known.
    pub const fn in_country(country: Country) -> Address {
        Address { country: Some(country), region: None, postcode: None }
    }

    /// The region: the one that is given, or what the postcode tells. Finnish postcodes 22xxx are Åland's.
    ///
    /// ```
    /// use domain::fiscal::place::{Address, Country};
    /// let postcode = |code: &str| Address { postcode: Some(code.into()), ..Address::in_country(Country::FI) };
    /// assert_eq!(postcode("22100").region(), Some("01"));
    /// assert_eq!(postcode("20100").region(), None);
    /// ```
    pub fn region(&self) -> Option<&str> {
        if let Some(region) = self.region.as_deref().map(str::trim).filter(|region| !region.is_empty()) {
            return Some(region.get(..3).filter(|start| start.ends_with('-')).map_or(region, |_| &region[3..]));
        }
        let postcode = self.postcode.as_deref()?.trim();
        let aland = postcode.len() == 5 && postcode.starts_with("22") && postcode.bytes().all(|b| b.is_ascii_digit());
        (self.country == Some(Country::FI) && aland).then_some(ALAND)
    }

    /// Whether it lies on Åland.
    pub fn on_aland(&self) -> bool {
        Country::parse("AX") == self.country || (self.country == Some(Country::FI) && self.region() == Some(ALAND))
    }

    /// Whether goods that go there stay in the European Union's VAT area.
    pub fn in_union_vat_area(&self) -> bool {
        self.country.is_some_and(Country::in_the_union) && !self.on_aland()
    }
}
