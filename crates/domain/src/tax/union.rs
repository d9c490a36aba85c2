//! Standard rates of VAT in the member states, for sales to consumers there.
use super::dated::DatedRate;
use crate::fiscal::place::Country;
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Code, rate in tenths of a percent on 2024-01-01, and what it became since: year, month, rate.
///
/// Directive 2006/112/EC articles 96 and 97 set the frame; the rates are those the member states have laid down. Finland
/// is not among them: its rates are in [`super::finland`].
const STANDARD: [(&str, i64, Option<(i32, u32, i64)>); 26] = [
    ("AT", 200, None),
    ("BE", 210, None),
    ("BG", 200, None),
    ("CY", 190, None),
    ("CZ", 210, None),
    ("DE", 190, None),
    ("DK", 250, None),
    ("EE", 220, Some((2025, 7, 240))),
    ("ES", 210, None),
    ("FR", 200, None),
    ("GR", 240, None),
    ("HR", 250, None),
    ("HU", 270, None),
    ("IE", 230, None),
    ("IT", 220, None),
    ("LT", 210, None),
    ("LU", 170, None),
    ("LV", 210, None),
    ("MT", 180, None),
    ("NL", 210, None),
    ("PL", 230, None),
    ("PT", 230, None),
    ("RO", 190, Some((2025, 8, 210))),
    ("SE", 250, None),
    ("SI", 220, None),
    ("SK", 200, Some((2025, 1, 230))),
];

/// The member states beside Finland with their standard rates since 2024.
///
/// ```
/// use domain::tax::union::standard_rates;
/// let rates = standard_rates();
/// let (_, estonia) = rates.iter().find(|(country, _)| country.code() == "EE").unwrap();
/// assert_eq!(estonia.last().unwrap().rate.to_string(), "24");
/// ```
pub fn standard_rates() -> Vec<(Country, Vec<DatedRate>)> {
    let rate = |year, month, tenths| {
        let from = NaiveDate::from_ymd_opt(year, month, 1)?;
        Some(DatedRate { from, rate: Decimal::new(tenths, 1).normalize() })
    };
    let states = STANDARD.iter().filter_map(|(code, first, change)| {
        let since = change.and_then(|(year, month, tenths)| rate(year, month, tenths));
        Some((Country::parse(code)?, rate(2024, 1, *first).into_iter().chain(since).collect()))
    });
    states.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_member_state_but_finland_has_a_rate() {
        let rates = standard_rates();
        let others = Country::union().into_iter().filter(|country| *country != Country::FI);
        assert_eq!(rates.len(), STANDARD.len());
        assert!(others.into_iter().all(|country| rates.iter().any(|(known, _)| *known == country)));
        let lawful = |rate: &DatedRate| rate.rate >= Decimal::from(15);
        assert!(rates.iter().flat_map(|(_, rates)| rates).all(lawful), "directive article 97: at least 15 %");
    }
}
