//! The published examples, and what check digits promise.
#![allow(clippy::unwrap_used)]
use super::{
    code128,
    demand::{Paid, Payee},
    deposit::{Deposit, TypedDeposit},
    epc,
    iban::Iban,
    reference::Reference,
    virtual_bar::{Version, digits},
};
use crate::{
    corpora,
    money::Currency,
    refusal::{Fields, Refusal},
    terms::Part,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn account() -> Iban {
    Iban::parse("FI37 1590 3000 0007 76").unwrap()
}

#[test]
fn references_have_their_published_check_digits() {
    for (base, whole, grouped) in [
        ("1111", "11112", "11112"),
        ("123456", "1234561", "12 34561"),
        ("2021023", "20210236", "202 10236"),
        ("123456712345678", "1234567123456784", "1 23456 71234 56784"),
    ] {
        let reference = Reference::of(base).unwrap();
        assert_eq!((reference.as_str(), reference.grouped().as_str()), (whole, grouped));
    }
    assert_eq!(Reference::of("1111").unwrap().international(), "RF9811112");
    assert_eq!(Reference::of("123456").unwrap().international(), "RF341234561");
    assert_eq!(Reference::of("123456").unwrap().international_grouped(), "RF34 1234 561");
    for wrong in ["", "1", "12", "012", "RF", "RF98", "RF9711112", "11113", "1111ä", "123456789012345678901"] {
        assert!(Reference::parse(wrong).is_err(), "{wrong}");
    }
    assert!(Reference::of("12").is_err() && Reference::of("x11").is_err());
}

#[test]
fn no_name_adds_a_line_to_a_transfer() {
    let reference = Reference::of("1111").unwrap();
    for case in [corpora::header(), corpora::html(), corpora::unicode()].concat() {
        let payee = Payee { name: format!("A {case}"), iban: Some(account()), bic: "NDEAFIHH".into() };
        let Some(text) = epc::payload(&payee, Decimal::ONE, &Currency::EUR, &reference) else { continue };
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!((lines.len(), lines[6], lines[7]), (10, account().as_str(), "EUR1.00"), "{case:?}");
        assert!(!text.contains('\r'), "{case:?}");
    }
}

#[test]
fn bar_codes_are_the_published_ones() {
    let reference = Reference::of("1111").unwrap();
    let day = |text: &str| text.parse().ok();
    let code = digits(Version::National, &account(), Decimal::new(1225, 2), &reference, day("2016-12-21"));
    assert_eq!(code.as_deref(), Some("437159030000007760000122500000000000000000011112161221"));
    let code = digits(Version::International, &account(), Decimal::new(110, 2), &reference, day("2017-01-01"));
    assert_eq!(code.as_deref(), Some("537159030000007760000011098000000000000000011112170101"));
    let large = digits(Version::National, &account(), Decimal::from(1_000_000), &reference, None).unwrap();
    assert_eq!(&large[17..25], "00000000");
    assert!(large.ends_with("000000") && large.len() == 54);
    let german = Iban::parse("DE89370400440532013000").unwrap();
    assert_eq!(digits(Version::National, &german, Decimal::ONE, &reference, None), None);
}

#[test]
fn bars_are_as_wide_as_the_code_says() {
    let (bars, width) = code128::bars("437159030000007760000122500000000000000000011112161221").unwrap();
    // Start, 27 pairs and the check value are eleven modules each, the stop thirteen.
    assert_eq!(width, 29 * 11 + 13);
    assert_eq!(bars.len(), 29 * 3 + 4);
    // 105 + 1×12 + 2×34 + 3×56 = 353; 353 mod 103 = 44.
    assert_eq!(code128::values("123456").unwrap(), [105, 12, 34, 56, 44, 106]);
    assert_eq!(code128::values("123"), None);
    assert_eq!(code128::values("12a4"), None);
    for pair in 0..100 {
        assert_eq!(code128::bars(&format!("{pair:02}")).unwrap().1, 3 * 11 + 13, "{pair}");
    }
}

#[test]
fn a_transfer_code_says_what_a_bank_reads() {
    let payee = Payee { name: "Salmela Oy".into(), iban: Some(account()), bic: String::new() };
    let reference = Reference::of("123456").unwrap();
    let text = |payee: &Payee, amount| epc::payload(payee, amount, &Currency::EUR, &reference);
    let expected = "BCD\n002\n1\nSCT\n\nSalmela Oy\nFI3715903000000776\nEUR1234.50\n\nRF341234561";
    assert_eq!(text(&payee, Decimal::new(12345, 1)).as_deref(), Some(expected));
    assert_eq!(text(&payee, Decimal::ZERO), None);
    assert_eq!(text(&payee, Decimal::from(1_000_000_000)), None);
    assert_eq!(epc::payload(&payee, Decimal::ONE, &Currency::parse("SEK").unwrap(), &reference), None);
    let evil = Payee { name: format!("A\nB{}", "ä".repeat(300)), ..payee };
    assert_eq!(text(&evil, Decimal::ONE).unwrap().lines().count(), 10);
    assert_eq!(text(&Payee::default(), Decimal::ONE), None);
}

#[test]
fn a_deposit_is_rounded_and_never_more_than_the_total() {
    let deposit = |part| Deposit { part, days: 7 };
    let percent = |percent| deposit(Part::Percent(Decimal::from(percent)));
    let total = Decimal::new(415, 2);
    assert_eq!(percent(30).of(total, &Currency::EUR), Decimal::new(125, 2), "1.245 goes up");
    assert_eq!(percent(100).of(total, &Currency::EUR), total);
    assert_eq!(deposit(Part::Fixed(Decimal::from(500))).of(total, &Currency::EUR), total);
    assert_eq!(percent(50).of(Decimal::from(-10), &Currency::EUR), Decimal::ZERO);
    assert_eq!(Paid::of(total, Decimal::ZERO), Paid::Open);
    assert_eq!(Paid::of(total, Decimal::ONE), Paid::Partly);
    assert_eq!(Paid::of(total, total), Paid::Paid);
}

#[test]
fn what_cannot_be_a_deposit_is_told_at_its_field() {
    let typed = |kind: &str, value: &str, days: &str| {
        let typed = TypedDeposit { kind: kind.into(), value: value.into(), days: days.into() };
        let mut fields = Fields::new();
        let read = typed.check(&mut fields);
        (read, fields.into_refusals().into_iter().map(|one| (one.field, one.refusal)).collect::<Vec<_>>())
    };
    assert_eq!(typed("", "rubbish", "x"), (None, vec![]));
    let right = Deposit { part: Part::Fixed(Decimal::new(12345, 1)), days: 14 };
    assert_eq!(typed("amount", "1 234,50", " 14 "), (Some(right), vec![]));
    let at = |field: &str, why| (format!("deposit.{field}"), why);
    assert_eq!(typed("free", "", "").1, [at("kind", Refusal::NotAChoice)]);
    assert_eq!(typed("percent", "", "").1, [at("value", Refusal::Required), at("days", Refusal::Required)]);
    let most = Decimal::ONE_HUNDRED;
    assert_eq!(typed("percent", "100,01", "7").1, [at("value", Refusal::TooLarge { most })]);
    assert_eq!(typed("percent", "30", "-1").1, [at("days", Refusal::NotAFigure)]);
}

proptest! {
    #[test]
    fn one_wrong_digit_is_noticed(base in "[1-9][0-9]{2,18}", at in 0usize..20, add in 1u8..10) {
        let reference = Reference::of(&base).unwrap();
        prop_assert_eq!(&Reference::parse(&reference.grouped()).unwrap(), &reference);
        prop_assert_eq!(&Reference::parse(&reference.international()).unwrap(), &reference);
        let mut wrong = reference.as_str().as_bytes().to_vec();
        let at = at % wrong.len();
        wrong[at] = b'0' + (wrong[at] - b'0' + add) % 10;
        // A first digit that turns into zero makes a shorter number, not another digit.
        prop_assume!(wrong[0] != b'0');
        prop_assert!(Reference::parse(std::str::from_utf8(&wrong).unwrap()).is_err());
    }

    #[test]
    fn one_wrong_digit_of_an_account_is_noticed(at in 2usize..18, add in 1u8..10) {
        let mut wrong = account().as_str().as_bytes().to_vec();
        wrong[at] = b'0' + (wrong[at] - b'0' + add) % 10;
        prop_assert!(Iban::parse(std::str::from_utf8(&wrong).unwrap()).is_err());
    }

    #[test]
    fn no_text_is_too_odd_to_be_read(text in ".{0,40}") {
        let _ = (Iban::parse(&text), Reference::parse(&text), super::iban::bic(&text), code128::bars(&text));
    }
}
