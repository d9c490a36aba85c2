//! A customer's fields as texts of a sheet, and back; and the rules that check them on leaving.
use crate::sheet::{Values, text};
use domain::{
    lang::Lang,
    parties::{PartyKind, business_id::BusinessId, email::Email, vat_number::VatNumber},
    quotes::content::PostalAddress,
    refusal::Refusal,
};
use wire::parties::PartyFields;

/// The fields as texts.
pub(super) fn values(fields: &PartyFields) -> Values {
    let PartyFields { billing, delivery, .. } = fields;
    vec![
        ("kind", fields.kind.code().to_owned()),
        ("name", fields.name.clone()),
        ("contact_name", fields.contact_name.clone()),
        ("email", fields.email.clone()),
        ("phone", fields.phone.clone()),
        ("language", fields.language.code().to_owned()),
        ("business_id", fields.business_id.clone()),
        ("vat_number", fields.vat_number.clone()),
        ("e_invoice", fields.e_invoice.clone()),
        ("e_invoice_operator", fields.e_invoice_operator.clone()),
        ("billing.street", billing.street.clone()),
        ("billing.postcode", billing.postcode.clone()),
        ("billing.city", billing.city.clone()),
        ("billing.country", billing.country.clone()),
        ("delivery.street", delivery.street.clone()),
        ("delivery.postcode", delivery.postcode.clone()),
        ("delivery.city", delivery.city.clone()),
        ("delivery.country", delivery.country.clone()),
        ("payment_terms", fields.payment_terms.clone()),
        ("price_list", fields.price_list.map(|list| list.to_string()).unwrap_or_default()),
        ("delivery_method", fields.delivery_method.map(|method| method.to_string()).unwrap_or_default()),
        ("owner", fields.owner.map(|owner| owner.to_string()).unwrap_or_default()),
        ("fiscal_position", fields.fiscal_position.map(|position| position.to_string()).unwrap_or_default()),
    ]
}

/// The texts as fields.
pub(super) fn fields(values: &Values) -> PartyFields {
    let get = |code: &str| text(values, code).to_owned();
    let address = |part: &str| PostalAddress {
        street: get(&format!("{part}.street")),
        postcode: get(&format!("{part}.postcode")),
        city: get(&format!("{part}.city")),
        country: get(&format!("{part}.country")),
    };
    PartyFields {
        kind: PartyKind::parse(text(values, "kind")).unwrap_or_default(),
        name: get("name"),
        contact_name: get("contact_name"),
        email: get("email"),
        phone: get("phone"),
        language: Lang::parse(text(values, "language")).unwrap_or_default(),
        business_id: get("business_id"),
        vat_number: get("vat_number"),
        e_invoice: get("e_invoice"),
        e_invoice_operator: get("e_invoice_operator"),
        billing: address("billing"),
        delivery: address("delivery"),
        payment_terms: get("payment_terms"),
        price_list: text(values, "price_list").parse().ok(),
        delivery_method: text(values, "delivery_method").parse().ok(),
        owner: text(values, "owner").parse().ok(),
        fiscal_position: text(values, "fiscal_position").parse().ok(),
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
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_customer_comes_back_from_its_texts_whole() {
        let address = |n: u8| PostalAddress {
            street: format!("Katu {n}"),
            postcode: format!("0010{n}"),
            city: format!("Kaupunki {n}"),
            country: "SE".into(),
        };
        let party = PartyFields {
            kind: PartyKind::Person,
            name: "Päivi".into(),
            contact_name: "Aino".into(),
            email: "p@x.fi".into(),
            phone: "040".into(),
            language: Lang::Sv,
            business_id: "0737546-2".into(),
            vat_number: "FI07375462".into(),
            e_invoice: "003707375462".into(),
            e_invoice_operator: "E204503".into(),
            billing: address(1),
            delivery: address(2),
            payment_terms: "14 pv netto".into(),
            price_list: Some(domain::ids::PriceListId(uuid::Uuid::from_u128(3))),
            delivery_method: Some(domain::ids::DeliveryMethodId(uuid::Uuid::from_u128(5))),
            owner: Some(domain::ids::UserId(uuid::Uuid::from_u128(6))),
            fiscal_position: Some(domain::ids::FiscalPositionId(uuid::Uuid::from_u128(4))),
        };
        assert_eq!(fields(&values(&party)), party);
    }

    #[test]
    fn identifiers_are_checked_by_the_rules_of_the_server() {
        assert_eq!(check("business_id", "0737546-3"), Err(Refusal::BusinessIdInvalid));
        assert_eq!(check("business_id", "0737546-2"), Ok(()));
        assert_eq!(check("vat_number", "FI07375461"), Err(Refusal::VatNumberInvalid));
        assert_eq!(check("email", "not an address"), Err(Refusal::EmailInvalid));
        assert_eq!(check("name", "  "), Err(Refusal::Required));
        for code in ["email", "business_id", "vat_number", "phone"] {
            assert_eq!(check(code, ""), Ok(()), "{code} may be empty");
        }
    }
}
