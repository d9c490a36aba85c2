//! Numbers of every country: right ones, and each of them with a figure changed.
use super::*;

/// Published examples, of authorities and of companies that print theirs.
const RIGHT: [&str; 48] = [
    "ATU13585627",
    "BE0428759497",
    "BG175074752",
    "BG7523169263",
    "CHE107787577IVA",
    "CHE-107.787.577",
    "CY10259033P",
    "CZ25123891",
    "DE136695976",
    "DK13585628",
    "EE100931558",
    "EE100594102",
    "EL094259216",
    "GR 094259216",
    "ES54362315K",
    "ESX2482300W",
    "ESB58378431",
    "FI07375462",
    "FI-2077474-0",
    "FR40303265045",
    "FR23334175221",
    "FRK7399859412",
    "GB980780684",
    "GBGD001",
    "GBHA500",
    "HR33392005961",
    "HU12892312",
    "IE6433435F",
    "IE6433435OA",
    "IE8D79739I",
    "IT00743110157",
    "LT119511515",
    "LT100001919017",
    "LU15027442",
    "LV40003521600",
    "LV16117519997",
    "MT11679112",
    "NL004495445B01",
    "NL123456789B13",
    "NO995525828MVA",
    "PL8567346215",
    "PT501964843",
    "RO18547290",
    "SE123456789701",
    "SI50223054",
    "SK2022749619",
    "XI980780684",
    "US123456789",
];

#[test]
fn numbers_of_every_country_are_read() {
    for number in RIGHT {
        assert!(VatNumber::parse(number).is_ok(), "{number}");
    }
}

#[test]
fn every_country_has_an_example() {
    for country in &COUNTRIES {
        assert!(RIGHT.iter().any(|number| number.starts_with(country.code)), "{}", country.code);
    }
}

/// Every rule here notices a single wrong figure. Ten-figure Bulgarian and personal Latvian numbers have no rule;
/// neither has a country that is not listed, nor a French key with a letter beside its own SIREN.
#[test]
fn a_single_wrong_figure_is_noticed() {
    let without_rule = ["BG7523169263", "LV16117519997", "US123456789", "GBGD001", "GBHA500", "FRK7399859412"];
    for number in RIGHT.iter().filter(|number| !without_rule.contains(number)) {
        let at = number.find(|c: char| c.is_ascii_digit()).map_or(0, |first| first + 4);
        let at = number.char_indices().skip(at).find(|(_, c)| c.is_ascii_digit()).map_or(0, |(at, _)| at);
        let mut wrong = (*number).to_owned();
        let figure = wrong.as_bytes()[at];
        let other = if figure == b'9' { '0' } else { char::from(figure + 1) };
        wrong.replace_range(at..=at, &other.to_string());
        assert_eq!(VatNumber::parse(&wrong), Err(Refusal::VatNumberInvalid), "{number} → {wrong}");
    }
}

#[test]
fn what_cannot_be_a_number_is_refused() {
    for wrong in [
        "",
        "F",
        "FI",
        "FI0737546",
        "FI073754622",
        "FI0737546A",
        "07375462",
        "12345678",
        "ATX13585627",
        "DE036695976",
        "FI07375462; DROP",
        "FI0737546²",
        "SE123456789700",
        "SE1234567897",
        "NL004495445C01",
        "BE2428759497",
        "NO995525828MV",
        "GBGD500",
        "HR3339200596",
        "X1234567",
        "FI07375462FI07375462FI07375462",
    ] {
        assert_eq!(VatNumber::parse(wrong), Err(Refusal::VatNumberInvalid), "{wrong}");
    }
}
