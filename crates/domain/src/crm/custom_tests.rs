//! What is typed into a team's own field is kept in one form, or refused; never something else.
#![allow(clippy::unwrap_used)]
use super::*;
use proptest::prelude::*;

fn choices() -> Vec<Choice> {
    let choice = |n: u128, retired: bool| Choice { id: Uuid::from_u128(n), name: format!("Choice {n}"), retired };
    vec![choice(3, false), choice(1, false), choice(2, true)]
}

fn one(kind: Kind, typed: &str) -> Result<Vec<String>, Refusal> {
    read(kind, &choices(), &[], &[typed.to_owned()], 2)
}

fn id(n: u128) -> String {
    Uuid::from_u128(n).to_string()
}

#[test]
fn every_kind_is_read_back_by_its_stored_name() {
    for kind in Kind::ALL {
        assert_eq!(Kind::parse(kind.code()), Some(kind));
    }
    assert_eq!(Kind::parse("colour"), None);
}

#[test]
fn what_is_typed_is_kept_in_one_form() {
    for (kind, typed, kept) in [
        (Kind::Text, "  Tiili \t katto ", "Tiili katto"),
        (Kind::Whole, "1 200", "1200"),
        (Kind::Figure, "12,50", "12.5"),
        (Kind::Figure, "-0,0", "0"),
        (Kind::Money, "3*12,5", "37.5"),
        (Kind::Day, "2026-12-01", "2026-12-01"),
        (Kind::YesNo, "yes", "yes"),
        (Kind::Link, "tarjous.example/a?b=c", "https://tarjous.example/a?b=c"),
        (Kind::Link, "http://tarjous.example", "http://tarjous.example"),
    ] {
        assert_eq!(one(kind, typed), Ok(vec![kept.to_owned()]), "{kind:?} {typed}");
    }
    for kind in Kind::ALL {
        assert_eq!(one(kind, "  "), Ok(Vec::new()), "an empty {kind:?} is empty");
    }
}

#[test]
fn what_cannot_stand_there_is_refused() {
    let limit = AMOUNT_LIMIT;
    for (kind, typed, refusal) in [
        (Kind::Whole, "1,5", Refusal::TooManyDecimals { decimals: 0 }),
        (Kind::Money, "0,001", Refusal::TooManyDecimals { decimals: 2 }),
        (Kind::Figure, "NaN", Refusal::NotAFigure),
        (Kind::Figure, "1/0", Refusal::NotAFigure),
        (Kind::Whole, "100000000001", Refusal::TooLarge { most: limit }),
        (Kind::Whole, "-100000000001", Refusal::TooSmall { least: -limit }),
        (Kind::Day, "2026-02-30", Refusal::NotADay),
        (Kind::Day, "+12026-01-01", Refusal::NotADay),
        (Kind::YesNo, "maybe", Refusal::NotAChoice),
        (Kind::One, "<script>", Refusal::NotAChoice),
        (Kind::Link, "javascript:alert(1)", Refusal::LinkInvalid),
        (Kind::Link, "https://a b", Refusal::LinkInvalid),
        (Kind::Link, "https:///", Refusal::LinkInvalid),
    ] {
        assert_eq!(one(kind, typed), Err(refusal), "{kind:?} {typed}");
    }
    assert!(matches!(one(Kind::Text, &"x".repeat(LONGEST_TEXT + 1)), Err(Refusal::TooLong { .. })));
}

#[test]
fn what_is_offered_no_more_stays_where_it_was_chosen() {
    let all = choices();
    assert_eq!(read(Kind::One, &all, &[], &[id(2)], 2), Err(Refusal::NotAChoice));
    assert_eq!(read(Kind::One, &all, &[id(2)], &[id(2)], 2), Ok(vec![id(2)]));
    assert_eq!(
        read(Kind::Several, &all, &[], &[id(3), id(1), id(3)], 2),
        Ok(vec![id(1), id(3)]),
        "each once, in order"
    );
    assert_eq!(
        read(Kind::One, &all, &[], &[id(3), id(1)], 2),
        Err(Refusal::TooLarge { most: Decimal::ONE }),
        "one is one"
    );
}

#[test]
fn what_is_kept_is_read_in_the_words_of_the_reader() {
    let said = |kind, stored: &[String]| words(kind, &choices(), stored, (Lang::Fi, &Currency::EUR), ("Kyllä", "Ei"));
    assert_eq!(said(Kind::Day, &["2026-12-01".into()]), formats::date(Lang::Fi, "2026-12-01".parse().unwrap()));
    assert_eq!(said(Kind::YesNo, &["no".into()]), "Ei");
    assert_eq!(said(Kind::Several, &[id(1), id(3)]), "Choice 3, Choice 1", "in the order in which they are offered");
    assert_eq!(said(Kind::One, &[id(9)]), "", "what never was says nothing");
    assert_eq!(said(Kind::Whole, &[]), "");
    assert_eq!(said(Kind::Money, &["37.5".into()]), formats::money(Lang::Fi, Decimal::new(375, 1), &Currency::EUR));
}

proptest! {
    #[test]
    fn what_was_taken_is_taken_again_as_it_is(kind in 0usize..9, typed in "\\PC{0,40}|[0-9 ,.+*/-]{0,14}|[0-9]{4}-[01][0-9]-[0-3][0-9]") {
        let kind = Kind::ALL[kind];
        if let Ok(kept) = one(kind, &typed) {
            prop_assert_eq!(read(kind, &choices(), &kept, &kept, 2), Ok(kept.clone()));
            prop_assert!(kept.iter().all(|text| !text.contains('\n') && text.chars().count() <= LONGEST_TEXT));
            let _ = words(kind, &choices(), &kept, (Lang::Fi, &Currency::EUR), ("", ""));
        }
    }

    #[test]
    fn a_figure_is_the_same_figure_afterwards(units in -99_999_999_999_i64..99_999_999_999, scale in 0u32..=6) {
        let value = Decimal::new(units, scale);
        let kept = one(Kind::Figure, &value.to_string()).unwrap();
        prop_assert_eq!(kept[0].parse::<Decimal>().unwrap(), value);
    }
}

#[test]
fn what_a_stranger_writes_is_understood_as_people_here_write_or_refused() {
    let all = choices();
    let said = |kind, text: &str| understood(kind, &all, text, 2);
    for (kind, written, kept) in [
        (Kind::Text, " Tiili\nkatto ", "Tiili katto"),
        (Kind::Whole, "1 200", "1200"),
        (Kind::Figure, "120,50", "120.5"),
        (Kind::Money, "1 200,50 €", "1200.5"),
        (Kind::Day, "1.12.2026", "2026-12-01"),
        (Kind::Day, "2026-12-01", "2026-12-01"),
        (Kind::YesNo, "Kyllä", YES),
        (Kind::YesNo, "nej", NO),
        (Kind::Link, "tarjous.example", "https://tarjous.example"),
    ] {
        assert_eq!(said(kind, written), Ok(vec![kept.to_owned()]), "{kind:?} {written}");
    }
    assert_eq!(said(Kind::One, " choice  3"), Ok(vec![id(3)]));
    assert_eq!(said(Kind::Several, "Choice 3; choice 1,"), Ok(vec![id(1), id(3)]));
    assert_eq!(said(Kind::Several, " \n "), Ok(Vec::new()));
    for (kind, written) in [
        (Kind::Whole, "noin 120"),
        (Kind::Whole, "2+2"),
        (Kind::Whole, "1,5"),
        (Kind::Figure, "=1+1"),
        (Kind::Day, "ensi viikolla"),
        (Kind::YesNo, "ehkä"),
        (Kind::One, "Choice 2"),
        (Kind::One, "Choice 1, Choice 3"),
        (Kind::Several, "Choice 1, muu"),
        (Kind::Link, "javascript:alert(1)"),
    ] {
        assert!(said(kind, written).is_err(), "{kind:?} {written}");
    }
}

proptest! {
    #[test]
    fn whatever_a_stranger_writes_is_kept_in_the_form_in_which_it_would_be_typed(text in "\\PC{0,80}") {
        for kind in Kind::ALL {
            if let Ok(kept) = understood(kind, &choices(), &text, 2) {
                prop_assert_eq!(read(kind, &choices(), &[], &kept, 2), Ok(kept.clone()));
            }
        }
    }
}
