//! What a line of the grid promises about what is typed into it.
#![allow(clippy::unwrap_used, clippy::panic)]
use super::*;
use uuid::Uuid;

fn row() -> RowData {
    let tax = TaxView { id: TaxId(Uuid::from_u128(9)), name: "25,5 %".into(), percent: Decimal::new(255, 1) };
    let mut row = RowData::empty(LineId(Uuid::from_u128(1)), Kind::Product, Some(&tax));
    row.take(Column::Name, "Asennus");
    row.take(Column::Quantity, "4*8");
    row.take(Column::Price, "68");
    row
}

#[test]
fn a_sum_is_computed_while_it_is_typed() {
    let mut row = row();
    assert_eq!(row.net(&Currency::EUR, &TaxBook::default()), Decimal::from(2_176));
    row.take(Column::Discount, "12,5");
    assert_eq!(row.net(&Currency::EUR, &TaxBook::default()), Decimal::from(1_904));
    row.take(Column::Discount, "");
    assert_eq!(row.discount, Percent::ZERO);
}

#[test]
fn what_cannot_be_read_stays_visible_and_the_last_good_value_counts() {
    let mut row = row();
    row.take(Column::Quantity, "4*");
    assert_eq!(row.quantity.get(), Decimal::from(32));
    assert_eq!(row.shown(Lang::Fi, &Currency::EUR, Column::Quantity), "4*");
    assert_eq!(row.wrong_at(Column::Quantity).unwrap().why, Refusal::NotAFigure);
    assert!(row.input().is_some(), "the rest is saved");
    row.take(Column::Quantity, "-1");
    assert!(matches!(row.wrong_at(Column::Quantity).unwrap().why, Refusal::TooSmall { .. }));
    row.take(Column::Quantity, "5");
    assert!(row.wrong.is_empty());
}

#[test]
fn an_input_begins_with_what_reads_back_the_same_in_every_language() {
    let mut row = row();
    row.take(Column::Price, "1 234 567,25");
    for lang in Lang::ALL {
        let before = row.clone();
        for column in [Column::Quantity, Column::Price, Column::Discount] {
            let text = row.typed(lang, column);
            row.take(column, &text);
        }
        assert_eq!(row, before, "{lang:?}");
    }
}

#[test]
fn a_line_without_a_name_is_not_sent_and_one_that_lost_it_keeps_the_old() {
    let empty = RowData::empty(LineId(Uuid::nil()), Kind::Product, None);
    assert!(empty.input().is_none() && !empty.lacks_name());
    let mut row = row();
    row.take(Column::Name, "  ");
    assert_eq!(row.name, "Asennus");
    assert_eq!(row.wrong_at(Column::Name).unwrap().why, Refusal::Required);
}

#[test]
fn a_refusal_of_the_server_shows_what_was_typed_and_goes_back_to_what_is_stored() {
    let stored = row();
    let mut row = row();
    row.take(Column::Price, "99");
    row.refuse(Column::Price, Refusal::AmountTooLarge, Some(&stored), Lang::Fi);
    assert_eq!(row.unit_price, stored.unit_price);
    assert_eq!(row.wrong_at(Column::Price).unwrap().text, "99");
    row.refuse(Column::Name, Refusal::Required, None, Lang::Fi);
    assert!(row.input().is_none());
}

#[test]
fn stored_lines_come_back_as_they_were() {
    let row = row();
    let input = row.input().unwrap();
    assert_eq!(RowData::stored(&input).input(), Some(input));
}

#[test]
fn a_price_goes_with_the_unit_and_stays_where_the_units_do_not_convert() {
    let units = domain::units::seeds::named(|at| Uuid::from_u128(at as u128));
    let mut row = row();
    row.take(Column::Unit, "h");
    row.take_unit(&units, "pv");
    assert_eq!((row.unit.as_str(), row.unit_price.get()), ("pv", Decimal::from(544)));
    row.take_unit(&units, "tim");
    assert_eq!(row.unit_price.get(), Decimal::from(68));
    row.take_unit(&units, "kg");
    assert_eq!((row.unit.as_str(), row.unit_price.get()), ("kg", Decimal::from(68)));
}

#[test]
fn a_quantity_knows_where_it_comes_from_and_the_same_one_again_changes_nothing() {
    let mut row = row();
    assert_eq!(row.quantity_from, QuantityFrom::Hand);
    let mut new = RowData::empty(LineId(Uuid::from_u128(2)), Kind::Product, None);
    assert_eq!(new.quantity_from, QuantityFrom::Start);
    new.take(Column::Quantity, "1");
    assert_eq!(new.quantity_from, QuantityFrom::Start, "nobody changed it");
    new.take(Column::Quantity, "x");
    assert_eq!(new.quantity_from, QuantityFrom::Start, "what cannot be read is no quantity");
    new.take_from(&row, Column::Quantity);
    assert_eq!((new.quantity, new.quantity_from), (row.quantity, QuantityFrom::Above));

    // What the server refuses goes back to what was stored, and to where that came from.
    let stored = RowData { quantity_from: QuantityFrom::Template, ..row.clone() };
    row.take(Column::Quantity, "7");
    row.refuse(Column::Quantity, Refusal::NotAFigure, Some(&stored), Lang::Fi);
    assert_eq!((row.quantity, row.quantity_from), (stored.quantity, QuantityFrom::Template));
    let Some(LineInput::Product(line)) = stored.input() else { panic!("it is saved") };
    assert_eq!(line.quantity_from, QuantityFrom::Template);
    assert_eq!(RowData::stored(&LineInput::Product(line)).quantity_from, QuantityFrom::Template);
}
