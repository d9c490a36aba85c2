//! The fields of an opportunity as people type them, checked.
use crate::Denied;
use chrono::NaiveDate;
use domain::{
    days,
    ids::{CompanyId, PartyId},
    money::{self, AMOUNT_LIMIT, Currency},
    parties::email::Email,
    refusal::{Fields, Refusal},
    text,
};
use rust_decimal::Decimal;
use store::{StoreError, Unit, columns, crm::record::OpportunityRecord, parties};
use wire::crm::{CreateOpportunity, EditOpportunity};

/// What both forms have.
pub(super) struct Typed<'a> {
    pub title: &'a str,
    pub contact_name: &'a str,
    pub email: &'a str,
    pub phone: &'a str,
    pub expected: Decimal,
    pub expected_close: Option<NaiveDate>,
}

impl<'a> From<&'a CreateOpportunity> for Typed<'a> {
    fn from(form: &'a CreateOpportunity) -> Self {
        let CreateOpportunity { title, contact_name, email, phone, expected, expected_close, .. } = form;
        Typed { title, contact_name, email, phone, expected: *expected, expected_close: *expected_close }
    }
}

impl<'a> From<&'a EditOpportunity> for Typed<'a> {
    fn from(form: &'a EditOpportunity) -> Self {
        let EditOpportunity { title, contact_name, email, phone, expected, expected_close, .. } = form;
        Typed { title, contact_name, email, phone, expected: *expected, expected_close: *expected_close }
    }
}

/// Takes the typed fields into the row, or notes what is wrong with each.
pub(super) fn take(typed: &Typed<'_>, currency: &Currency, row: &mut OpportunityRecord, fields: &mut Fields) {
    let line = |fields: &mut Fields, field: &str, text: &str, longest: usize| {
        fields.take(field, text::optional_line(text, longest)).unwrap_or_default()
    };
    row.title = fields.take("title", text::required_line(typed.title, 200)).unwrap_or_default();
    row.contact_name = line(fields, "contact_name", typed.contact_name, 100);
    row.phone = line(fields, "phone", typed.phone, 40);
    row.email = match typed.email.trim() {
        "" => String::new(),
        email => fields.take("email", Email::parse(email)).map(String::from).unwrap_or_default(),
    };
    let expected = fields.take("expected", expected(typed.expected, currency)).unwrap_or_default();
    // Bounded above, so it fits.
    row.expected = columns::millionths(expected).unwrap_or_default();
    let close = typed.expected_close.map(columns::day_text);
    // What stands there from before keeps nobody from changing something else.
    if close != row.expected_close && typed.expected_close.is_some_and(|day| days::foreseeable(day).is_none()) {
        fields.refuse("expected_close", Refusal::YearOutOfReach);
    }
    row.expected_close = close;
    weigh(row, currency);
}

/// Weighs what it brings, once and in a month, by its chance.
pub(crate) fn weigh(row: &mut OpportunityRecord, currency: &Currency) {
    row.weighted = weighted(row.expected, row.chance, currency);
    row.monthly_weighted = weighted(row.monthly, row.chance, currency);
}

/// An amount that is hoped for: no less than nothing, and as many decimals as the currency has.
pub(crate) fn expected(value: Decimal, currency: &Currency) -> Result<Decimal, Refusal> {
    let (value, decimals) = (value.normalize(), currency.decimals());
    if value.is_sign_negative() && !value.is_zero() {
        Err(Refusal::TooSmall { least: Decimal::ZERO })
    } else if value > AMOUNT_LIMIT {
        Err(Refusal::TooLarge { most: AMOUNT_LIMIT })
    } else if value.scale() > decimals {
        Err(Refusal::TooManyDecimals { decimals })
    } else {
        Ok(value)
    }
}

/// Expected revenue times the chance of winning, in millionths, rounded to the currency.
pub(crate) fn weighted(expected: i64, chance: i64, currency: &Currency) -> i64 {
    let share = columns::decimal(expected) * Decimal::new(chance.clamp(0, 100), 2);
    columns::millionths(money::round(share, currency.decimals())).unwrap_or_default()
}

/// The name of the customer a form names, which must be the company's. It is held, so that what is written for it until the
/// unit ends moves along when it is merged.
/// # Errors
/// `not_there` at `party`.
pub(super) async fn party_name(unit: &mut Unit, company: CompanyId, party: Option<PartyId>) -> Result<String, Denied> {
    let Some(party) = party else { return Ok(String::new()) };
    let gone = |error| match error {
        StoreError::NotFound => Denied::at("party", Refusal::NotThere),
        other => other.into(),
    };
    parties::merges::hold(unit, company, party).await.map_err(gone)?;
    Ok(parties::record::load(&mut unit.conn, company, party).await.map_err(gone)?.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weighted_is_rounded_to_the_cent() {
        assert_eq!(weighted(100_010_000, 33, &Currency::EUR), 33_000_000);
        assert_eq!(weighted(0, 100, &Currency::EUR), 0);
    }

    #[test]
    fn expected_revenue_has_bounds() {
        let eur = Currency::EUR;
        assert_eq!(expected(Decimal::new(-1, 2), &eur), Err(Refusal::TooSmall { least: Decimal::ZERO }));
        assert_eq!(expected(AMOUNT_LIMIT + Decimal::ONE, &eur), Err(Refusal::TooLarge { most: AMOUNT_LIMIT }));
        assert_eq!(expected(Decimal::new(1, 3), &eur), Err(Refusal::TooManyDecimals { decimals: 2 }));
        assert_eq!(expected(AMOUNT_LIMIT, &eur), Ok(AMOUNT_LIMIT.normalize()));
    }
}
