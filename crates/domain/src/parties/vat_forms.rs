//! What a VAT number looks like in each country, and where its check digit comes from.
//!
//! Forms: European Commission, VIES, "VAT identification number structure"; check digits: the tax authorities'
//! published rules. A country whose rule is not published has a form only.
use super::vat_checks as check;

/// A country's forms and its rule. In a form `#` is a figure, `+` a figure but 0, `@` a letter, `*` either;
/// anything else stands for itself.
pub(super) struct Country {
    /// The prefix of its numbers.
    pub code: &'static str,
    forms: &'static [&'static str],
    rule: fn(&str) -> bool,
}

impl Country {
    /// Whether a number, without its prefix, is one of this country's.
    pub fn accepts(&self, number: &str) -> bool {
        self.forms.iter().any(|form| fits(form, number)) && (self.rule)(number)
    }
}

fn fits(form: &str, number: &str) -> bool {
    form.len() == number.len()
        && form.bytes().zip(number.bytes()).all(|(sign, c)| match sign {
            b'#' => c.is_ascii_digit(),
            b'+' => c.is_ascii_digit() && c != b'0',
            b'@' => c.is_ascii_uppercase(),
            b'*' => c.is_ascii_digit() || c.is_ascii_uppercase(),
            sign => sign == c,
        })
}

const fn country(code: &'static str, forms: &'static [&'static str], rule: fn(&str) -> bool) -> Country {
    Country { code, forms, rule }
}

/// The European Union, Northern Ireland (`XI`), Great Britain, Norway, Switzerland.
pub(super) const COUNTRIES: [Country; 31] = [
    country("AT", &["U########"], check::austria),
    country("BE", &["0#########", "1#########"], check::belgium),
    country("BG", &["#########", "##########"], check::bulgaria),
    country("CY", &["########@"], check::cyprus),
    country("CZ", &["########", "#########", "##########"], check::czechia),
    country("DE", &["+########"], check::mod_11_10),
    country("DK", &["+#######"], check::denmark),
    country("EE", &["#########"], check::estonia),
    country("EL", &["#########"], check::greece),
    country("ES", &["@#######@", "@########", "########@"], check::spain),
    country("FI", &["########"], check::finland),
    country("FR", &["**#########"], check::france),
    country("HR", &["###########"], check::mod_11_10),
    country("HU", &["########"], check::hungary),
    country("IE", &["#######@", "#######@@", "#@#####@"], check::ireland),
    country("IT", &["###########"], check::luhn),
    country("LT", &["#######1#", "##########1#"], check::lithuania),
    country("LU", &["########"], check::luxembourg),
    country("LV", &["###########"], check::latvia),
    country("MT", &["########"], check::malta),
    country("NL", &["#########B##"], check::netherlands),
    country("PL", &["##########"], check::poland),
    country("PT", &["+########"], check::portugal),
    country("RO", &ROMANIA, check::romania),
    country("SE", &["############"], check::sweden),
    country("SI", &["+#######"], check::slovenia),
    country("SK", &["+#########"], check::slovakia),
    country("XI", &BRITISH, check::britain),
    country("GB", &BRITISH, check::britain),
    country("NO", &["#########", "#########MVA"], check::norway),
    country("CH", &["E#########", "E#########MWST", "E#########TVA", "E#########IVA"], check::switzerland),
];

const ROMANIA: [&str; 9] = ["+#", "+##", "+###", "+####", "+#####", "+######", "+#######", "+########", "+#########"];
const BRITISH: [&str; 4] = ["#########", "############", "GD###", "HA###"];
