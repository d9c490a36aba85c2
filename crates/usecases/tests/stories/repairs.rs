//! Repairing rows of an import before they are written: in a cell, once for many, by leaving out; and that the file stays.
use super::imports::{brought, opened, seen, started, undone, verdicts, work};
use domain::{
    imports::{ImportKind, ImportState, verdict::Verdict},
    refusal::Refusal,
};
use testkit::{TestApp, house::figure, key, on_both, refused_at};
use usecases::{Cx, Denied, Staff, imports, prices, products};
use wire::{
    imports::{ImportQuery, ImportView, LeaveRowOut, RepairCell, ReplaceValue},
    prices::{CreatePriceList, PriceListFields},
    shared::ListQuery,
};

fn row(view: &ImportView, number: i64) -> &wire::imports::ImportLine {
    view.lines.rows.iter().find(|line| line.number == number).unwrap()
}

fn repair(view: &ImportView, number: i64, field: &str, text: &str) -> RepairCell {
    let version = row(view, number).version;
    RepairCell { id: view.id, number, version, field: field.into(), text: text.into() }
}

fn leave(view: &ImportView, number: i64, out: bool) -> LeaveRowOut {
    LeaveRowOut { id: view.id, number, version: row(view, number).version, out }
}

fn mend(view: &ImportView, column: u32, value: &str, becomes: Option<&str>) -> ReplaceValue {
    let becomes = becomes.map(str::to_owned);
    ReplaceValue { id: view.id, version: view.version, column, value: value.into(), becomes }
}

async fn named(app: &TestApp, by: &Staff) -> Vec<(String, String)> {
    let list = products::list(by, &app.cx, ListQuery::default()).await.unwrap();
    list.rows.into_iter().map(|row| (row.code, row.name)).collect()
}

/// The counts are those of the rows as they stand.
async fn counted(cx: &Cx, by: &Staff, view: &ImportView) {
    for verdict in Verdict::ALL {
        let of = seen(cx, by, view.id, verdict.code()).await;
        assert_eq!(of.lines.rows.len() as i64, view.counts.of(verdict), "{verdict:?}");
        assert!(of.lines.rows.iter().all(|line| line.judgement.verdict == verdict));
    }
}

const PRODUCTS: &str = "code;name;price;vat\n\
    A1;Pumppu;kallis;25,5\nA2;Letku;7;24\nA3;Kela;9;24\nA4;;5;25,5\nA5;Viimeinen;halpa;25,5\n";

#[test]
fn a_wrong_cell_is_repaired_in_its_place_and_the_file_stays_as_it_was() {
    on_both(async |app| {
        let (_, aino) = opened(&app).await;
        let cx = &app.cx;
        let view = brought(cx, &aino, ImportKind::Products, PRODUCTS).await;
        assert_eq!((view.counts.refused, view.counts.to_write()), (5, 0));
        assert_eq!(view.shown, ["code", "name", "unit_price", "tax"], "what is wrong is shown");

        let stands = imports::repair(&aino, cx, repair(&view, 2, "unit_price", "1 234,50")).await.unwrap();
        assert_eq!(stands.verdict, Verdict::New);
        imports::repair(&aino, cx, repair(&view, 5, "name", "Kaapeli")).await.unwrap();
        // What is wrong still is kept as it was typed, with the new reason.
        let wrong = imports::repair(&aino, cx, repair(&view, 6, "unit_price", "-3")).await.unwrap();
        assert_eq!(wrong.refusals[0].refusal, Refusal::TooSmall { least: figure("0") });
        let view = seen(cx, &aino, view.id, "").await;
        assert_eq!((view.counts.new, view.counts.refused), (2, 3));
        let cell = |number| (row(&view, number).cells[2].clone(), row(&view, number).was[2].clone());
        assert_eq!(cell(2), ("1 234,50".to_owned(), Some("kallis".to_owned())));
        assert_eq!(cell(6), ("-3".to_owned(), Some("halpa".to_owned())));
        counted(cx, &aino, &view).await;

        // Leaving out holds whatever the row says, and can be taken back.
        imports::leave_out(&aino, cx, leave(&view, 6, true)).await.unwrap();
        let view = seen(cx, &aino, view.id, "").await;
        assert!(row(&view, 6).judgement.left_out && view.counts.skip == 1);
        // Columns that are settled anew lose nothing that was repaired.
        let settle = wire::imports::SettleImport {
            id: view.id,
            version: view.version,
            sheet: String::new(),
            columns: view.columns.iter().map(|column| column.field.clone()).collect(),
            mode: domain::imports::ImportMode::Fill,
        };
        imports::settle(&aino, cx, settle).await.unwrap();
        work(cx).await;
        let view = seen(cx, &aino, view.id, "").await;
        use Verdict::{New, Refused, Skip};
        assert_eq!(verdicts(&view), [(2, New), (3, Refused), (4, Refused), (5, New), (6, Skip)]);

        // The file of what is wrong holds what was repaired, and is what can be corrected elsewhere.
        let text = String::from_utf8(imports::wrong(&aino, cx, view.id).await.unwrap().bytes).unwrap();
        assert!(text.contains("A2;Letku;7;24;") && !text.contains("Kaapeli") && !text.contains("Viimeinen"), "{text}");
        let text = String::from_utf8(imports::left_out(&aino, cx, view.id).await.unwrap().bytes).unwrap();
        assert!(text.contains("A5;Viimeinen;-3;"), "{text}");

        let done = started(cx, &aino, &view).await;
        assert_eq!((done.state, done.counts.made), (ImportState::Done, 2));
        assert_eq!(named(&app, &aino).await, [("A4".into(), "Kaapeli".into()), ("A1".into(), "Pumppu".into())]);
        let late = imports::repair(&aino, cx, repair(&done, 3, "tax", "25,5")).await;
        assert!(matches!(late, Err(Denied::Stale { .. })), "what is written is written");
        let back = undone(cx, &aino, view.id).await;
        assert_eq!((back.counts.undone, named(&app, &aino).await.len()), (2, 0));
    });
}

#[test]
fn a_value_that_is_wrong_in_many_rows_is_mended_once() {
    on_both(async |app| {
        let (house, aino) = opened(&app).await;
        let cx = &app.cx;
        let view = brought(cx, &aino, ImportKind::Products, PRODUCTS).await;
        let several: Vec<_> = view.faults.iter().map(|fault| (fault.value.as_str(), fault.rows)).collect();
        assert_eq!(several, [("24", 2)]);
        assert!(view.choices.iter().any(|choices| choices.field == "tax" && !choices.values.is_empty()));

        for (column, value, becomes, at, refusal) in [
            (3, "24", "23", "becomes", Refusal::NotAChoice),
            (3, "24", "24", "becomes", Refusal::NotAChoice),
            (3, " ", "25,5", "value", Refusal::Required),
            (9, "24", "25,5", "column", Refusal::NotAChoice),
            (u32::MAX, "24", "25,5", "column", Refusal::NotAChoice),
        ] {
            let refused = imports::replace(&aino, cx, mend(&view, column, value, Some(becomes))).await;
            assert_eq!(refused_at(refused), [(at.to_owned(), refusal)], "{column} {value} {becomes}");
        }
        let command = mend(&view, 3, "24", Some("25,5"));
        imports::replace(&aino, cx, command.clone()).await.unwrap();
        work(cx).await;
        let view = seen(cx, &aino, view.id, "").await;
        assert_eq!((view.counts.new, view.counts.refused, view.faults.len()), (2, 3, 0));
        assert_eq!(row(&view, 3).was[3].as_deref(), Some("24"));
        assert_eq!(view.replaced.len(), 1);
        // The same command again changes nothing; another that has not seen this one is told.
        imports::replace(&aino, cx, command.clone()).await.unwrap();
        assert_eq!(seen(cx, &aino, view.id, "").await.version, view.version);
        let late = imports::replace(&aino, cx, ReplaceValue { becomes: None, ..command }).await;
        assert!(matches!(late, Err(Denied::Stale { .. })));

        let back = imports::replace(&aino, cx, mend(&view, 3, "24", None)).await;
        back.unwrap();
        work(cx).await;
        let again = seen(cx, &aino, view.id, "").await;
        assert_eq!((again.counts.new, again.faults.len()), (0, 1));
        imports::replace(&aino, cx, mend(&again, 3, "24", Some("13,5"))).await.unwrap();
        work(cx).await;
        let view = seen(cx, &aino, view.id, "").await;
        started(cx, &aino, &view).await;
        let list = products::list(&aino, cx, ListQuery::default()).await.unwrap();
        assert_eq!(list.rows.len(), 2);
        assert!(list.rows.iter().all(|row| row.tax.id == house.low_tax));
    });
}

#[test]
fn a_price_list_of_another_name_means_one_that_is_here() {
    on_both(async |app| {
        let (_, aino) = opened(&app).await;
        let cx = &app.cx;
        let view = brought(cx, &aino, ImportKind::Products, "code;name;price\nA1;Pumppu;100\nA2;Letku;7\n").await;
        started(cx, &aino, &view).await;
        let fields = PriceListFields { name: "B2B 2026".into(), active: true, ..PriceListFields::default() };
        let list = prices::create(&aino, cx, CreatePriceList { key: key(), fields }).await.unwrap();
        let text = "Hinnasto;Tuotekoodi;Hinta\nOVH;A1;95\nOVH;A2;6\nOVH;A9;1\n;A1;2\n";
        let view = brought(cx, &aino, ImportKind::Prices, text).await;
        assert_eq!((view.faults[0].value.as_str(), view.faults[0].rows), ("OVH", 3));
        imports::replace(&aino, cx, mend(&view, 0, "OVH", Some("b2b 2026"))).await.unwrap();
        work(cx).await;
        let view = seen(cx, &aino, view.id, "").await;
        use Verdict::{New, Refused};
        assert_eq!(verdicts(&view), [(2, New), (3, New), (4, Refused), (5, Refused)]);
        imports::repair(&aino, cx, repair(&view, 4, "product", "A2")).await.unwrap();
        imports::repair(&aino, cx, repair(&view, 5, "price_list", "B2B 2026")).await.unwrap();
        let view = seen(cx, &aino, view.id, "").await;
        assert_eq!(verdicts(&view), [(2, New), (3, New), (4, Verdict::Skip), (5, Verdict::Skip)]);
        assert_eq!((row(&view, 4).judgement.same_as_row, row(&view, 5).judgement.same_as_row), (Some(3), Some(2)));
        started(cx, &aino, &view).await;
        assert_eq!(prices::read(&aino, cx, list).await.unwrap().fields.rules.len(), 2);
    });
}

#[test]
fn rows_that_are_the_same_record_follow_a_repair_of_one_of_them() {
    on_both(async |app| {
        let (_, aino) = opened(&app).await;
        let cx = &app.cx;
        let text = "code;name;price\nA1;Pumppu;kallis\nA1;Pumppu toinen;2\nB1;Letku;3\nA1;Pumppu kolmas;4\n";
        let view = brought(cx, &aino, ImportKind::Products, text).await;
        use Verdict::{New, Refused, Skip};
        assert_eq!(verdicts(&view), [(2, Refused), (3, New), (4, New), (5, Skip)]);
        imports::repair(&aino, cx, repair(&view, 2, "unit_price", "1")).await.unwrap();
        let view = seen(cx, &aino, view.id, "").await;
        assert_eq!(verdicts(&view), [(2, New), (3, Skip), (4, New), (5, Skip)], "the first row is the record now");
        assert_eq!(row(&view, 5).judgement.same_as_row, Some(2));
        counted(cx, &aino, &view).await;
        imports::leave_out(&aino, cx, leave(&view, 2, true)).await.unwrap();
        let view = seen(cx, &aino, view.id, "").await;
        assert_eq!(verdicts(&view), [(2, Skip), (3, New), (4, New), (5, Skip)]);
        imports::repair(&aino, cx, repair(&view, 4, "code", "A1")).await.unwrap();
        imports::repair(&aino, cx, repair(&view, 3, "code", "C1")).await.unwrap();
        let view = seen(cx, &aino, view.id, "").await;
        assert_eq!(verdicts(&view), [(2, Skip), (3, New), (4, New), (5, Skip)]);
        assert_eq!(row(&view, 5).judgement.same_as_row, Some(4));
        counted(cx, &aino, &view).await;
        let done = started(cx, &aino, &view).await;
        assert_eq!(done.counts.made, 2);
        assert_eq!(named(&app, &aino).await.len(), 2);
    });
}

#[test]
fn of_very_many_rows_of_one_record_all_are_judged_anew() {
    on_both(async |app| {
        let (_, aino) = opened(&app).await;
        let cx = &app.cx;
        let rows: String = (0..400).map(|at| format!("A1;Pumppu {at};{}\n", if at == 0 { "x" } else { "1" })).collect();
        let view = brought(cx, &aino, ImportKind::Products, &format!("code;name;price\n{rows}")).await;
        assert_eq!((view.counts.new, view.counts.skip, view.counts.refused), (1, 398, 1));
        imports::repair(&aino, cx, repair(&view, 2, "unit_price", "1")).await.unwrap();
        assert_eq!(seen(cx, &aino, view.id, "").await.state, ImportState::Judging);
        work(cx).await;
        let view = seen(cx, &aino, view.id, "").await;
        assert_eq!((view.counts.new, view.counts.skip, view.counts.refused), (1, 399, 0));
        assert_eq!(row(&view, 3).judgement.same_as_row, Some(2));
        // Its pages hold each row once, in order.
        let mut all = Vec::new();
        for page in 0..6 {
            let query = ImportQuery { id: view.id, filter: "skip".into(), page };
            let lines = imports::read(&aino, cx, query).await.unwrap().lines;
            assert_eq!(lines.total, 399);
            all.extend(lines.rows.into_iter().map(|line| line.number));
        }
        assert_eq!(all, (3..402).collect::<Vec<_>>());
    });
}

#[test]
fn two_people_repair_one_import_and_neither_overwrites_the_other_unseen() {
    on_both(async |app| {
        let (house, aino) = opened(&app).await;
        let maija = house.person("Maija", domain::actors::Role::Administrator, None).await;
        let seller = house.person("Sami", domain::actors::Role::Seller, None).await;
        let cx = &app.cx;
        let view = brought(cx, &aino, ImportKind::Products, PRODUCTS).await;
        // Different rows, from the same page.
        let (one, other) = tokio::join!(
            imports::repair(&aino, cx, repair(&view, 2, "unit_price", "10")),
            imports::repair(&maija, cx, repair(&view, 6, "unit_price", "20")),
        );
        one.unwrap();
        other.unwrap();
        // The same row: whoever comes second is told, and the first stays. A retry of the first is no second.
        let stale = imports::repair(&maija, cx, repair(&view, 2, "unit_price", "11")).await;
        assert!(matches!(stale, Err(Denied::Stale { .. })));
        imports::repair(&aino, cx, repair(&view, 2, "unit_price", "10")).await.unwrap();
        let now = seen(cx, &aino, view.id, "").await;
        assert_eq!((row(&now, 2).cells[2].as_str(), row(&now, 6).cells[2].as_str()), ("10", "20"));
        assert_eq!(now.counts.new, 2);
        counted(cx, &aino, &now).await;
        // What was seen before the repairs is not what would be written.
        let start = wire::imports::StartImport { id: view.id, version: view.version };
        assert!(matches!(imports::start(&maija, cx, start).await, Err(Denied::Stale { .. })));
        let none = imports::repair(&seller, cx, repair(&now, 3, "tax", "25,5")).await;
        assert!(matches!(none, Err(Denied::NotAllowed)));
    });
}

#[test]
fn whatever_is_typed_into_a_cell_is_answered_with_a_verdict_or_a_sentence() {
    on_both(async |app| {
        let (_, aino) = opened(&app).await;
        let cx = &app.cx;
        let view = brought(cx, &aino, ImportKind::Products, PRODUCTS).await;
        let strange = ["\0", "=cmd|calc", "'; DROP TABLE imports; --", "\u{202e}12", "💶", "1e400", "{\"a\":1}"];
        for text in strange {
            let view = seen(cx, &aino, view.id, "").await;
            for field in ["unit_price", "name", "tax", "key", "description"] {
                let view = seen(cx, &aino, view.id, "").await;
                imports::repair(&aino, cx, repair(&view, 2, field, text)).await.unwrap();
            }
            let file = String::from_utf8(imports::wrong(&aino, cx, view.id).await.unwrap().bytes).unwrap();
            assert!(!file.contains(";=cmd") && file.contains(";'=cmd") == (text == "=cmd|calc"), "{file}");
            let result = imports::replace(&aino, cx, mend(&view, 1, text, Some(text))).await;
            assert!(matches!(result, Err(Denied::Refused(_))), "{text:?}");
        }
        let mut strange = repair(&seen(cx, &aino, view.id, "").await, 2, "email", "x");
        assert_eq!(
            refused_at(imports::repair(&aino, cx, strange.clone()).await),
            [("field".to_owned(), Refusal::NotAChoice)]
        );
        strange.field = "name".into();
        strange.text = "x".repeat(4_001);
        let refused = refused_at(imports::repair(&aino, cx, strange.clone()).await);
        assert_eq!(refused[0].0, "text");
        strange.number = 99;
        strange.text = "x".into();
        assert!(matches!(imports::repair(&aino, cx, strange).await, Err(Denied::NotFound)));
    });
}
