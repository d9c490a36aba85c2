//! How long a quotation holds.
use chrono::{Days, NaiveDate};

/// The last day of a quotation written on `today`: the template's days when it has any, else the company's; none at
/// all means that it does not end (section 5.2 of the behaviour map).
///
/// ```
/// use domain::validity::valid_until;
/// let day = |text: &str| text.parse().unwrap();
/// assert_eq!(valid_until(day("2020-05-02"), 5, None), Some(day("2020-05-07")));
/// assert_eq!(valid_until(day("2020-05-02"), 5, Some(10)), Some(day("2020-05-12")));
/// assert_eq!(valid_until(day("2020-05-02"), 0, Some(0)), None);
/// ```
pub fn valid_until(today: NaiveDate, company_days: u32, template_days: Option<u32>) -> Option<NaiveDate> {
    let days = template_days.filter(|days| *days > 0).unwrap_or(company_days);
    if days == 0 { None } else { today.checked_add_days(Days::new(days.into())) }
}

/// Whether a quotation with this last day has ended; the last day still holds.
pub fn is_expired(until: Option<NaiveDate>, today: NaiveDate) -> bool {
    until.is_some_and(|until| until < today)
}
