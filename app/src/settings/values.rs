//! The company's fields as texts of a sheet, and back; and the rules that check them on leaving.
use crate::sheet::{Values, text};
use domain::{
    lang::Lang,
    parties::{business_id::BusinessId, email::Email, vat_number::VatNumber},
    payment::iban::{Iban, bic},
    quotes::content::PostalAddress,
    refusal::Refusal,
};
use rust_decimal::Decimal;
use wire::settings::CompanyFields;

/// Longest validity that makes sense, in days.
const MOST_DAYS: u32 = 365;

/// The fields as texts.
pub(super) fn values(fields: &CompanyFields) -> Values {
    let address = &fields.address;
    vec![
        ("name", fields.name.clone()),
        ("business_id", fields.business_id.clone()),
        ("vat_number", fields.vat_number.clone()),
        ("address.street", address.street.clone()),
        ("address.postcode", address.postcode.clone()),
        ("address.city", address.city.clone()),
        ("address.country", address.country.clone()),
        ("email", fields.email.clone()),
        ("phone", fields.phone.clone()),
        ("language", fields.language.code().to_owned()),
        ("valid_days", fields.valid_days.to_string()),
        ("delivery_days", fields.delivery_days.to_string()),
        ("payment_terms", fields.payment_terms.clone()),
        ("terms", fields.terms.clone()),
        ("payee", fields.payee.clone()),
        ("iban", fields.iban.clone()),
        ("bic", fields.bic.clone()),
        ("unsigned", if fields.unsigned { "yes" } else { "no" }.to_owned()),
        ("sellers_see_margin", if fields.sellers_see_margin { "yes" } else { "no" }.to_owned()),
    ]
}

/// The texts as fields. A count of days that cannot be read was refused by [`check`] before.
pub(super) fn fields(values: &Values) -> CompanyFields {
    let get = |code: &str| text(values, code).to_owned();
    CompanyFields {
        name: get("name"),
        business_id: get("business_id"),
        vat_number: get("vat_number"),
        address: PostalAddress {
            street: get("address.street"),
            postcode: get("address.postcode"),
            city: get("address.city"),
            country: get("address.country"),
        },
        email: get("email"),
        phone: get("phone"),
        language: Lang::parse(text(values, "language")).unwrap_or_default(),
        valid_days: days(text(values, "valid_days")).unwrap_or_default(),
        delivery_days: own_days(text(values, "delivery_days")).unwrap_or_default(),
        payment_terms: get("payment_terms"),
        terms: get("terms"),
        payee: get("payee"),
        iban: get("iban"),
        bic: get("bic"),
        unsigned: text(values, "unsigned") == "yes",
        sellers_see_margin: text(values, "sellers_see_margin") == "yes",
    }
}

fn days(typed: &str) -> Result<u32, Refusal> {
    let days: u32 = typed.trim().parse().map_err(|_| Refusal::NotAFigure)?;
    match days {
        0 => Err(Refusal::TooSmall { least: Decimal::ONE }),
        days if days > MOST_DAYS => Err(Refusal::TooLarge { most: MOST_DAYS.into() }),
        days => Ok(days),
    }
}

/// Days of the company's own; nothing typed is none.
fn own_days(typed: &str) -> Result<u32, Refusal> {
    match typed.trim() {
        "" | "0" => Ok(0),
        typed => days(typed),
    }
}

/// What can be said about a field without asking the server.
pub(super) fn check(code: &str, typed: &str) -> Result<(), Refusal> {
    let empty = typed.trim().is_empty();
    match code {
        "name" if empty => Err(Refusal::Required),
        "email" if !empty => Email::parse(typed).map(drop),
        "business_id" if !empty => BusinessId::parse(typed).map(drop),
        "vat_number" if !empty => VatNumber::parse(typed).map(drop),
        "iban" if !empty => Iban::parse(typed).map(drop),
        "bic" if !empty => bic(typed).map(drop),
        "valid_days" => days(typed).map(drop),
        "delivery_days" => own_days(typed).map(drop),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_comes_back_from_its_texts_whole() {
        let company = CompanyFields {
            name: "Havulämpö Oy".into(),
            business_id: "0737546-2".into(),
            vat_number: "FI07375462".into(),
            address: PostalAddress {
                street: "Katu 1".into(),
                postcode: "33100".into(),
                city: "Tampere".into(),
                country: "FI".into(),
            },
            email: "a@b.fi".into(),
            phone: "03".into(),
            language: Lang::Sv,
            valid_days: 30,
            payment_terms: "14 pv netto".into(),
            terms: "Rivi\nToinen".into(),
            sellers_see_margin: true,
            unsigned: true,
            delivery_days: 3,
            payee: "Havulämpö".into(),
            iban: "FI3715903000000776".into(),
            bic: "NDEAFIHH".into(),
        };
        assert_eq!(fields(&values(&company)), company);
    }

    #[test]
    fn days_of_validity_are_a_sensible_count() {
        assert_eq!(check("valid_days", "30"), Ok(()));
        assert_eq!(check("valid_days", "soon"), Err(Refusal::NotAFigure));
        assert_eq!(check("valid_days", "0"), Err(Refusal::TooSmall { least: Decimal::ONE }));
        assert!(check("valid_days", "99999").is_err());
    }
}
