//! Verdicts by what is here, what the row says, and what is to become of records that are here.
#![allow(clippy::unwrap_used)]
use super::*;

fn values(pairs: &[(&str, &str)]) -> Values {
    pairs.iter().map(|(code, value)| ((*code).to_owned(), (*value).to_owned())).collect()
}

fn pump(sure: bool) -> Existing {
    let values = values(&[("code", "A1"), ("name", "Pumppu"), ("unit_price", "100"), ("unit", "")]);
    Existing { values, by: "code".into(), name: "Pumppu".into(), sure }
}

fn verdict(mode: ImportMode, row: &[(&str, &str)], existing: Option<&Existing>) -> Judgement {
    judge(ImportKind::Products, mode, &values(row), existing, None, None)
}

#[test]
fn a_row_that_is_nobody_is_new_when_it_says_enough() {
    assert_eq!(verdict(ImportMode::Overwrite, &[("name", "Letku"), ("unit_price", "7")], None).verdict, Verdict::New);
    let poor = verdict(ImportMode::Overwrite, &[("code", "B1")], None);
    assert_eq!(poor.verdict, Verdict::Refused);
    let at: Vec<_> = poor.refusals.iter().map(|refused| refused.field.as_str()).collect();
    assert_eq!(at, ["name", "unit_price"]);
}

#[test]
fn a_known_record_changes_as_the_mode_says() {
    let row = [("code", "A1"), ("unit_price", "90"), ("unit", "kpl")];
    let changed = |mode| {
        let judged = verdict(mode, &row, Some(&pump(true)));
        let fields: Vec<_> = judged.changes.into_iter().map(|change| (change.field, change.from, change.to)).collect();
        (judged.verdict, fields)
    };
    let change = |field: &str, from: &str, to: &str| (field.to_owned(), from.to_owned(), to.to_owned());
    assert_eq!(changed(ImportMode::Fill), (Verdict::Change, vec![change("unit", "", "kpl")]));
    let both = vec![change("unit", "", "kpl"), change("unit_price", "100", "90")];
    assert_eq!(changed(ImportMode::Overwrite), (Verdict::Change, both));
    assert_eq!(changed(ImportMode::Skip), (Verdict::Skip, vec![]));
    assert_eq!(verdict(ImportMode::Skip, &[("code", "A1")], Some(&pump(true))).verdict, Verdict::Same);
}

#[test]
fn a_likeness_waits_for_a_person() {
    let row = values(&[("name", "Pumppu"), ("unit_price", "90")]);
    let said =
        |decision| judge(ImportKind::Products, ImportMode::Overwrite, &row, Some(&pump(false)), decision, None).verdict;
    assert_eq!(said(None), Verdict::Look);
    assert_eq!(said(Some(Decision::New)), Verdict::New);
    assert_eq!(said(Some(Decision::Same)), Verdict::Change);
}

#[test]
fn the_second_row_of_a_record_is_left_out() {
    let twice = judge(ImportKind::Products, ImportMode::Overwrite, &values(&[("code", "A1")]), None, None, Some(2));
    assert_eq!((twice.verdict, twice.same_as_row), (Verdict::Skip, Some(2)));
}

#[test]
fn a_rule_has_one_price_and_days_in_order() {
    let columns = [Some("price"), Some("percent"), Some("from"), Some("until"), None];
    let cells = ["10", "5", "2.1.2026", "1.1.2026", "x"].map(str::to_owned);
    let wrong = row(ImportKind::Prices, &columns, &cells, &Known::default()).unwrap_err();
    let said: Vec<_> = wrong.into_iter().map(|refused| (refused.field, refused.refusal)).collect();
    assert_eq!(said, [("percent".to_owned(), Refusal::OneOfTwo), ("until".to_owned(), Refusal::EndsBeforeStart)]);
    let poor = judge(
        ImportKind::Prices,
        ImportMode::Overwrite,
        &values(&[("price_list", "B2B"), ("product", "A1")]),
        None,
        None,
        None,
    );
    assert_eq!(poor.refusals, [FieldRefusal::at("price", Refusal::Required)]);
}
