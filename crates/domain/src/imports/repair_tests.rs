//! Repairs: that replacing once is replacing in every row, and that the file stays what it was.
#![allow(clippy::unwrap_used)]
use super::*;
use crate::imports::ImportKind;
use proptest::prelude::*;

fn columns(fields: &[&str]) -> Vec<Option<String>> {
    fields.iter().map(|field| (!field.is_empty()).then(|| (*field).to_owned())).collect()
}

fn texts(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

fn refused(field: &str, refusal: Refusal) -> Judgement {
    Judgement::refused(vec![FieldRefusal::at(field, refusal)])
}

#[test]
fn a_repair_stands_instead_of_the_file_and_what_the_file_says_is_none() {
    let (columns, file) = (columns(&["code", "", "unit_price"]), texts(&["A1", "sininen", "kallis"]));
    let mut repairs = Repairs::default();
    repairs.set(&columns, &file, "unit_price", "12,50");
    repairs.set(&columns, &file, "name", "Pumppu");
    let now = said(&columns, &file, &repairs, &Replacements::default());
    assert_eq!((now.of("code"), now.of("unit_price"), now.of("name")), ("A1", "12,50", "Pumppu"));
    repairs.set(&columns, &file, "unit_price", "kallis");
    repairs.set(&columns, &file, "name", "");
    assert!(repairs.is_empty());
}

#[test]
fn a_repair_stays_with_its_cell_when_the_column_means_something_else() {
    let (before, file) = (columns(&["code", "unit_price"]), texts(&["A1", "kallis"]));
    let mut repairs = Repairs::default();
    repairs.set(&before, &file, "unit_price", "5");
    repairs.set(&before, &file, "name", "Pumppu");
    let now = said(&columns(&["name", "cost"]), &file, &repairs, &Replacements::default());
    assert_eq!((now.of("cost"), now.of("unit_price")), ("5", ""));
    assert_eq!(now.of("name"), "A1", "the file goes before what was typed when there was no column");
    let short = said(&before, &[], &repairs, &Replacements::default());
    assert_eq!(short.of("unit_price"), "5", "a row may be shorter than its headings");
}

#[test]
fn equal_mistakes_are_counted_and_follow_a_repair() {
    let columns = columns(&["tax", "percent"]);
    let row = |tax: &str| said(&columns, &texts(&[tax, ""]), &Repairs::default(), &Replacements::default());
    let mut tally = Tally::default();
    for (tax, times) in [("24", 3), (" 24 ", 1), ("23", 2), ("22", 1)] {
        for _ in 0..times {
            tally.count(faults(&row(tax), &refused("tax", Refusal::NotAChoice)));
        }
    }
    tally.count(faults(&row("24"), &refused("percent", Refusal::Required)));
    tally.count(faults(&row("24"), &refused("tax", Refusal::OneOfTwo)));
    let mut counted = tally.several();
    let seen = |counted: &[Fault]| counted.iter().map(|fault| (fault.value.clone(), fault.rows)).collect::<Vec<_>>();
    assert_eq!(seen(&counted), [("24".to_owned(), 4), ("23".to_owned(), 2)]);
    let one = faults(&row("23"), &refused("tax", Refusal::NotAChoice));
    recount(&mut counted, &one, &faults(&row("24"), &refused("tax", Refusal::NotAChoice)));
    recount(&mut counted, &one, &[]);
    assert_eq!(seen(&counted), [("24".to_owned(), 5)]);
}

proptest! {
    /// What is kept once for all rows is what one would have got by going through every row each time.
    #[test]
    fn replacing_once_is_replacing_in_every_row(
        rows in prop::collection::vec("[a-d]", 1..8),
        steps in prop::collection::vec(("[a-d]", "[a-d]?"), 0..12),
    ) {
        let columns = columns(&["unit"]);
        let mut replaced = Replacements::default();
        let mut by_hand = rows.clone();
        for (value, becomes) in &steps {
            // Only what some cell shows can be replaced.
            if !by_hand.contains(value) {
                continue;
            }
            replaced.replace(0, value, becomes);
            for cell in by_hand.iter_mut().filter(|cell| *cell == value) {
                cell.clone_from(becomes);
            }
        }
        let now: Vec<String> = rows
            .iter()
            .map(|cell| said(&columns, std::slice::from_ref(cell), &Repairs::default(), &replaced).of("unit").to_owned())
            .collect();
        prop_assert_eq!(now, by_hand);
        let kept: Vec<(usize, String)> = replaced.iter().map(|(at, value, _)| (at, value.to_owned())).collect();
        for (at, value) in kept {
            replaced.keep(at, &value);
        }
        prop_assert!(replaced.is_empty());
    }

    /// However a row was repaired, it comes back from what is kept of it as it was, and no text breaks it.
    #[test]
    fn repairs_are_kept_as_they_are_typed(
        file in prop::collection::vec(".{0,8}", 0..4),
        typed in prop::collection::vec((0usize..4, ".{0,8}"), 0..8),
    ) {
        let fields = ["code", "name", "unit_price", "description"];
        let columns = columns(&fields[..3]);
        let mut repairs = Repairs::default();
        let mut last = HashMap::new();
        for (at, text) in &typed {
            repairs.set(&columns, &file, fields[*at], text);
            last.insert(fields[*at], text.clone());
        }
        let kept: Repairs = serde_json::from_str(&serde_json::to_string(&repairs).unwrap()).unwrap();
        let now = said(&columns, &file, &kept, &Replacements::default());
        for (at, field) in fields.into_iter().enumerate() {
            let file = file.get(at).filter(|_| at < 3).cloned().unwrap_or_default();
            prop_assert_eq!(now.of(field), last.get(field).unwrap_or(&file).as_str());
        }
        let known = crate::imports::values::Known::default();
        let codes: Vec<Option<&str>> = now.columns.iter().map(Option::as_deref).collect();
        let _ = crate::imports::verdict::row(ImportKind::Products, &codes, &now.cells, &known);
    }
}
