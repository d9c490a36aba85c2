//! Which fiscal position a customer gets, by example.
#![allow(clippy::unwrap_used)]
use super::*;
use crate::fiscal::{place::CountryGroup, postcode::PostcodeRange};
use uuid::Uuid;

fn id(number: u128) -> FiscalPositionId {
    FiscalPositionId(Uuid::from_u128(number))
}

fn automatic(number: u128, sequence: i32) -> FiscalPosition {
    FiscalPosition { automatic: true, sequence, ..FiscalPosition::new(id(number)) }
}

fn address(country: &str, postcode: &str) -> Address {
    let postcode = Some(postcode.to_owned()).filter(|postcode| !postcode.is_empty());
    Address { country: Country::parse(country), region: None, postcode }
}

fn sale<'a>(customer: &'a Address, delivery: &'a Address, vat_number: Option<&'a str>) -> Sale<'a> {
    let company_vat_number = Some("FI07375462");
    Sale {
        customer,
        delivery,
        vat_number,
        buyer: None,
        company_vat_number,
        set_on_delivery: None,
        set_on_customer: None,
    }
}

/// A Finnish company's usual positions.
fn finnish() -> Vec<FiscalPosition> {
    let aland = PostcodeRange::new("22000", "22999").unwrap();
    vec![
        FiscalPosition { country: Some(Country::FI), postcodes: aland, ..automatic(1, 1) },
        FiscalPosition { country: Some(Country::FI), ..automatic(2, 2) },
        FiscalPosition { vat_required: true, country_group: Some(CountryGroup::union_vat_area()), ..automatic(3, 3) },
        FiscalPosition { country_group: Some(CountryGroup::union_vat_area()), ..automatic(4, 4) },
        automatic(5, 5),
    ]
}

#[test]
fn foreign_customers_find_their_position() {
    for (address, vat_number, expected) in [
        (address("FI", "00100"), None, 2),
        (address("FI", "22100"), None, 1),
        (address("DE", "10115"), Some("DE123456789"), 3),
        (address("DE", "10115"), None, 4),
        (address("NO", "0150"), Some("NO923609016MVA"), 5),
    ] {
        let found = detect(&finnish(), &sale(&address, &address, vat_number));
        assert_eq!(found.position, Some(id(expected)), "{address:?}");
        assert_eq!(found.because, Because::Automatic);
    }
}

#[test]
fn the_account_names_what_did_not_fit() {
    let berlin = address("DE", "10115");
    let found = detect(&finnish(), &sale(&berlin, &berlin, None));
    let misses: Vec<_> = found.considered.iter().map(|considered| considered.misses).collect();
    assert_eq!(misses, [Some(Condition::Postcode), Some(Condition::Country), Some(Condition::VatNumber), None]);
}

#[test]
fn hands_come_before_rules_and_the_country_before_all() {
    let (home, nowhere) = (address("FI", ""), Address::default());
    let by_hand = Sale { set_on_customer: Some(id(9)), ..sale(&nowhere, &home, None) };
    assert_eq!(detect(&finnish(), &by_hand).position, Some(id(9)));
    let both = Sale { set_on_delivery: Some(id(8)), ..by_hand };
    assert_eq!(detect(&finnish(), &both).position, Some(id(8)));
    assert_eq!(detect(&finnish(), &sale(&nowhere, &home, None)).because, Because::NoCountry);
}

#[test]
fn the_delivery_decides_unless_both_are_registered_in_one_country() {
    let (home, abroad) = (address("FI", "00100"), address("SE", "111 20"));
    assert_eq!(detect(&finnish(), &sale(&home, &abroad, Some("SE556012579001"))).position, Some(id(3)));
    assert_eq!(detect(&finnish(), &sale(&home, &abroad, Some("FI15728600"))).position, Some(id(2)));
}

#[test]
fn the_deepest_branch_comes_first() {
    let branch = FiscalPosition { branch_depth: 1, ..automatic(7, 90) };
    let home = address("FI", "00100");
    let positions: Vec<_> = finnish().into_iter().chain([branch]).collect();
    assert_eq!(detect(&positions, &sale(&home, &home, None)).position, Some(id(7)));
}

#[test]
fn a_person_is_no_company() {
    let only_companies = FiscalPosition { buyer: Some(PartyKind::Company), ..automatic(1, 1) };
    let home = Address::in_country(Country::parse("NO").unwrap());
    let of = |buyer| Sale { buyer, ..sale(&home, &home, None) };
    assert_eq!(detect(std::slice::from_ref(&only_companies), &of(Some(PartyKind::Company))).position, Some(id(1)));
    let person = detect(&[only_companies], &of(Some(PartyKind::Person)));
    assert_eq!(person.position, None);
    assert_eq!(person.considered, [Considered { position: id(1), misses: Some(Condition::Buyer) }]);
}
