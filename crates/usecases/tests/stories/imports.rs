//! Importing files: what becomes of each row, that it goes on after a kill, and that it can be taken back.
use domain::{
    actors::Role,
    ids::{ImportId, PartyId, ProductId},
    imports::{
        ImportKind, ImportMode, ImportState,
        verdict::{Decision, Verdict},
    },
    refusal::Refusal,
};
use testkit::{House, TestApp, house::figure, key, on_both, refused_at};
use usecases::{Cx, Denied, Staff, imports, parties, prices, products};
use wire::{
    imports::{BringFile, DecideRow, ImportCounts, ImportQuery, ImportView, SettleImport, StartImport},
    parties::EditParty,
    prices::{CreatePriceList, PriceListFields, RulePrice},
    products::EditProduct,
    shared::ListQuery,
};

pub(super) async fn opened(app: &TestApp) -> (House, Staff) {
    let house = app.house("Salmela Oy").await;
    let aino = house.person("Aino", Role::Administrator, None).await;
    (house, aino)
}

pub(super) async fn work(cx: &Cx) {
    while imports::work::step(cx).await.unwrap() {}
}

pub(super) async fn brought(cx: &Cx, by: &Staff, kind: ImportKind, text: &str) -> ImportView {
    let command = BringFile { key: key(), kind, name: "tiedosto.csv".into() };
    let id = imports::bring(by, cx, command, text.as_bytes().to_vec()).await.unwrap();
    work(cx).await;
    seen(cx, by, id, "").await
}

pub(super) async fn seen(cx: &Cx, by: &Staff, id: ImportId, filter: &str) -> ImportView {
    imports::read(by, cx, ImportQuery { id, filter: filter.into(), page: 0 }).await.unwrap()
}

pub(super) async fn started(cx: &Cx, by: &Staff, view: &ImportView) -> ImportView {
    imports::start(by, cx, StartImport { id: view.id, version: view.version }).await.unwrap();
    work(cx).await;
    seen(cx, by, view.id, "").await
}

pub(super) async fn undone(cx: &Cx, by: &Staff, id: ImportId) -> ImportView {
    imports::undo(by, cx, id).await.unwrap();
    work(cx).await;
    seen(cx, by, id, "").await
}

pub(super) fn verdicts(view: &ImportView) -> Vec<(i64, Verdict)> {
    view.lines.rows.iter().map(|line| (line.number, line.judgement.verdict)).collect()
}

async fn product(cx: &Cx, by: &Staff, name: &str) -> Option<wire::products::ProductRow> {
    let query = ListQuery { search: name.into(), ..ListQuery::default() };
    products::list(by, cx, query).await.unwrap().rows.into_iter().find(|row| row.name == name)
}

async fn edited(cx: &Cx, by: &Staff, id: ProductId, unit: &str) {
    let mut view = products::read(by, cx, id).await.unwrap();
    view.fields.unit = unit.into();
    products::edit(by, cx, EditProduct { id, version: view.version, fields: view.fields }).await.unwrap();
}

const PRODUCTS: &str = "Tuotekoodi;Nimi;Veroton hinta;Alv-%;Yksikkö;Väri\n\
    A1;Pumppu;1 234,50;25,5;kpl;sininen\n\
    A2;Letku;7;13,5 %;m;\n\
    A1;Pumppu toinen;1;;;\n\
    A3;Kela;kallis;25,5;;\n\
    A4;;5;;;\n";

#[test]
fn a_file_is_previewed_written_and_taken_back() {
    on_both(async |app| {
        let (house, aino) = opened(&app).await;
        let maija = house.manager("Maija").await;
        let cx = &app.cx;
        let command = BringFile { key: key(), kind: ImportKind::Products, name: "a.csv".into() };
        let refused = imports::bring(&maija, cx, command.clone(), PRODUCTS.into()).await;
        assert!(matches!(refused, Err(Denied::NotAllowed)), "administrators import");
        let id = imports::bring(&aino, cx, command.clone(), PRODUCTS.into()).await.unwrap();
        assert_eq!(imports::bring(&aino, cx, command, PRODUCTS.into()).await.unwrap(), id, "a retry brings no second");
        work(cx).await;
        let view = seen(cx, &aino, id, "").await;
        assert_eq!(view.state, ImportState::Ready);
        use Verdict::{New, Refused, Skip};
        assert_eq!(verdicts(&view), [(2, New), (3, New), (4, Skip), (5, Refused), (6, Refused)]);
        assert_eq!(view.lines.rows[2].judgement.same_as_row, Some(2));
        let wrong: Vec<_> = view.lines.rows.iter().flat_map(|line| &line.judgement.refusals).collect();
        assert_eq!((wrong[0].field.as_str(), &wrong[0].refusal), ("unit_price", &Refusal::NotAFigure));
        assert_eq!((wrong[1].field.as_str(), &wrong[1].refusal), ("name", &Refusal::Required));
        assert_eq!(view.columns[5].field, None, "nobody knows what the colour is");
        assert!(product(cx, &aino, "Pumppu").await.is_none(), "nothing is written yet");
        let only = seen(cx, &aino, id, "refused").await;
        assert_eq!((only.lines.rows.len(), only.lines.total), (2, 2));

        let stale = imports::start(&aino, cx, StartImport { id, version: view.version - 1 }).await;
        assert!(matches!(stale, Err(Denied::Stale { .. })));
        let done = started(cx, &aino, &view).await;
        assert_eq!((done.state, done.counts.made, done.counts.changed), (ImportState::Done, 2, 0));
        let pump = product(cx, &aino, "Pumppu").await.unwrap();
        assert_eq!((pump.unit_price, pump.unit.as_str(), pump.tax.id), (figure("1234.5"), "kpl", house.tax));
        assert_eq!(product(cx, &aino, "Letku").await.unwrap().tax.id, house.low_tax);

        // The same file again changes nothing.
        let again = brought(cx, &aino, ImportKind::Products, PRODUCTS).await;
        assert_eq!((again.counts.same, again.counts.to_write()), (2, 0));

        let back = undone(cx, &aino, id).await;
        assert_eq!((back.state, back.counts.undone, back.counts.kept), (ImportState::Undone, 2, 0));
        assert!(product(cx, &aino, "Pumppu").await.is_none() && product(cx, &aino, "Letku").await.is_none());
        imports::undo(&aino, cx, id).await.unwrap();
        assert!(imports::list(&aino, cx).await.unwrap().iter().any(|row| row.id == id && row.by == "Aino"));
    });
}

#[test]
fn undo_restores_what_nobody_changed_and_leaves_the_rest() {
    on_both(async |app| {
        let (house, aino) = opened(&app).await;
        let cx = &app.cx;
        let first = "code;name;price;unit\nA1;Pumppu;100;kpl\nA2;Letku;7;m\nA3;Kela;9;kpl\n";
        let view = brought(cx, &aino, ImportKind::Products, first).await;
        started(cx, &aino, &view).await;

        let second = "code;price;unit;name\nA1;90;kpl;\nA2;8;m;\nB1;5;;Uusi\nB2;6;;Myyty\nB3;6;;Muutettu\n";
        let view = brought(cx, &aino, ImportKind::Products, second).await;
        let changes: Vec<_> = view.lines.rows[0]
            .judgement
            .changes
            .iter()
            .map(|c| (c.field.as_str(), c.from.as_str(), c.to.as_str()))
            .collect();
        assert_eq!(changes, [("unit_price", "100", "90")]);
        let done = started(cx, &aino, &view).await;
        assert_eq!((done.counts.made, done.counts.changed), (3, 2));

        // Somebody changes one of each, and sells one.
        edited(cx, &aino, product(cx, &aino, "Letku").await.unwrap().id, "rulla").await;
        edited(cx, &aino, product(cx, &aino, "Muutettu").await.unwrap().id, "rulla").await;
        let sold = product(cx, &aino, "Myyty").await.unwrap();
        let line = domain::quotes::line::ProductLineInput { product: Some(sold.id), ..house.priced("Myyty", "1", "6") };
        let party = house.party(&aino, "Asiakas Oy").await;
        house.draft_for(&aino, party, vec![domain::quotes::line::LineInput::Product(line)]).await;

        let back = undone(cx, &aino, view.id).await;
        let counts = back.counts;
        assert_eq!((counts.undone, counts.archived, counts.kept), (2, 1, 2));
        assert_eq!(product(cx, &aino, "Pumppu").await.unwrap().unit_price, figure("100"));
        assert_eq!(product(cx, &aino, "Letku").await.unwrap().unit_price, figure("8"), "changed since, so it stays");
        assert!(product(cx, &aino, "Uusi").await.is_none());
        assert!(!products::read(&aino, cx, sold.id).await.unwrap().fields.active, "in use, so it is off sale");
        let kept = seen(cx, &aino, view.id, "kept").await;
        let named: Vec<_> = kept.lines.rows.iter().map(|line| line.cells.clone()).collect();
        assert_eq!(named, [["A2", "", "8"], ["B3", "Muutettu", "6"]]);
    });
}

#[test]
fn a_killed_import_goes_on_where_it_stood_and_writes_nothing_twice() {
    on_both(async |app| {
        let (_, aino) = opened(&app).await;
        let cx = &app.cx;
        let rows: String = (0..1_200).map(|at| format!("K{at};Tuote {at};{at},50\n")).collect();
        let view = brought(cx, &aino, ImportKind::Products, &format!("code;name;price\n{rows}")).await;
        assert_eq!(view.counts, ImportCounts { new: 1_200, ..ImportCounts::default() });
        imports::start(&aino, cx, StartImport { id: view.id, version: view.version }).await.unwrap();
        assert!(imports::work::step(cx).await.unwrap());
        let half = seen(cx, &aino, view.id, "").await;
        assert_eq!((half.state, half.counts.made), (ImportState::Applying, 500));

        // The program dies here; another start of it, on the same data, finds the import and goes on.
        let store =
            store::Store::new(app.open_again().await.unwrap(), vault::chain::Key::from_bytes(testkit::engines::KEY));
        let other = Cx { store: store.await.unwrap(), ..cx.clone() };
        work(&other).await;
        let done = seen(&other, &aino, view.id, "").await;
        assert_eq!((done.state, done.counts.made), (ImportState::Done, 1_200));
        let list = products::list(&aino, &other, ListQuery::default()).await.unwrap();
        assert_eq!(list.total, 1_200, "nothing is there twice");

        // Taken back half-way, and by two servers at once.
        imports::undo(&aino, &other, view.id).await.unwrap();
        assert!(imports::work::step(&other).await.unwrap());
        tokio::join!(work(&other), work(cx));
        let back = seen(cx, &aino, view.id, "").await;
        assert_eq!((back.state, back.counts.undone), (ImportState::Undone, 1_200));
        assert_eq!(products::list(&aino, cx, ListQuery::default()).await.unwrap().total, 0);
        other.store.db().close().await;
    });
}

#[test]
fn columns_and_the_mode_can_be_changed_and_the_rows_are_judged_anew() {
    on_both(async |app| {
        let (_, aino) = opened(&app).await;
        let cx = &app.cx;
        let view = brought(cx, &aino, ImportKind::Products, "Numero;Nimike;Maksaa\nA1;Pumppu;10\n").await;
        assert_eq!(view.counts.refused, 1, "neither name nor price is known");
        let settle = |columns: [Option<&str>; 3], version| SettleImport {
            id: view.id,
            version,
            sheet: String::new(),
            columns: columns.map(|code| code.map(str::to_owned)).into(),
            mode: ImportMode::Overwrite,
        };
        let twice = imports::settle(&aino, cx, settle([Some("code"), Some("name"), Some("name")], view.version)).await;
        assert_eq!(refused_at(twice), [("columns.2".to_owned(), Refusal::NotAChoice)]);
        let strange = imports::settle(&aino, cx, settle([Some("email"), None, None], view.version)).await;
        assert_eq!(refused_at(strange), [("columns.0".to_owned(), Refusal::NotAChoice)]);
        let right = settle([Some("code"), Some("name"), Some("unit_price")], view.version);
        imports::settle(&aino, cx, right.clone()).await.unwrap();
        assert!(matches!(imports::settle(&aino, cx, right).await, Err(Denied::Stale { .. })));
        work(cx).await;
        let view = seen(cx, &aino, view.id, "").await;
        assert_eq!((view.counts.new, view.counts.refused), (1, 0));
        started(cx, &aino, &view).await;
        let late = imports::settle(&aino, cx, settle([None, None, None], view.version)).await;
        assert!(matches!(late, Err(Denied::Stale { .. })), "what is written is written");
    });
}

#[test]
fn customers_are_found_by_their_ids_and_likeness_waits_for_a_person() {
    on_both(async |app| {
        let (house, aino) = opened(&app).await;
        let cx = &app.cx;
        let known = house.party(&aino, "Mäkelän Puutyö Oy").await;
        prices::create(
            &aino,
            cx,
            CreatePriceList {
                key: key(),
                fields: PriceListFields { name: "B2B".into(), active: true, ..PriceListFields::default() },
            },
        )
        .await
        .unwrap();
        let text = "Yritys;Y-tunnus;Sähköposti;Puh.;Postinro;Kieli;Hinnasto;Toimitusosoite\n\
            Mäkelä;0112038-9;toinen@asiakas.test;0400 1;33200;ruotsi;;Tehtaankatu 2\n\
            Uusi Oy;0737546-2;info@uusi.example;;00100;sv;b2b;\n\
            Mäkelän Puutyö Oy;;;;;;;\n\
            Väärä Oy;1928374-5;ei@osoite;;;;;\n\
            Toinen;;paivi@asiakas.test;;;;;\n";
        let view = brought(cx, &aino, ImportKind::Customers, text).await;
        use Verdict::{Change, Look, New, Refused};
        assert_eq!(view.mode, ImportMode::Fill);
        assert_eq!(verdicts(&view), [(2, Change), (3, New), (4, Look), (5, Refused), (6, Look)]);
        let fields: Vec<_> = view.lines.rows[0].judgement.changes.iter().map(|change| change.field.as_str()).collect();
        assert_eq!(fields, ["delivery.street", "phone"], "only what was empty is filled");
        let at: Vec<_> = view.lines.rows[3].judgement.refusals.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(at, ["business_id", "email"]);

        let decide = |number, decision| DecideRow { id: view.id, number, decision };
        imports::decide(&aino, cx, decide(4, Decision::Same)).await.unwrap();
        imports::decide(&aino, cx, decide(6, Decision::New)).await.unwrap();
        let view = seen(cx, &aino, view.id, "").await;
        assert_eq!((view.counts.look, view.counts.new, view.counts.same), (0, 2, 1));
        let done = started(cx, &aino, &view).await;
        assert_eq!((done.counts.made, done.counts.changed), (2, 1));
        let kept = parties::read(&aino, cx, known).await.unwrap();
        assert_eq!(
            (kept.fields.name.as_str(), kept.fields.delivery.street.as_str()),
            ("Mäkelän Puutyö Oy", "Tehtaankatu 2")
        );
        let record = |at: usize| {
            done.lines.rows[at].record.as_ref().unwrap().rsplit('/').next().unwrap().parse::<PartyId>().unwrap()
        };
        let made = parties::read(&aino, cx, record(1)).await.unwrap();
        assert!(made.fields.price_list.is_some() && made.fields.language == domain::lang::Lang::Sv);

        // A new customer is sold to and stays; the others go back to what they were.
        house.draft_for(&aino, record(4), vec![house.line("Työ", "1", "10")]).await;
        let back = undone(cx, &aino, view.id).await;
        assert_eq!((back.counts.undone, back.counts.kept), (2, 1));
        let kept = parties::read(&aino, cx, known).await.unwrap();
        assert_eq!((kept.fields.delivery.street.as_str(), kept.fields.phone.as_str()), ("", ""));
        assert!(matches!(parties::read(&aino, cx, record(1)).await, Err(Denied::NotFound)));
        let edit = EditParty { id: known, version: kept.version, fields: kept.fields };
        parties::edit(&aino, cx, edit).await.unwrap();
    });
}

#[test]
fn prices_become_rules_and_go_back_where_they_are_still_the_same() {
    on_both(async |app| {
        let (_, aino) = opened(&app).await;
        let cx = &app.cx;
        let view = brought(cx, &aino, ImportKind::Products, "code;name;price\nA1;Pumppu;100\nA2;Letku;7\n").await;
        started(cx, &aino, &view).await;
        let fields = PriceListFields { name: "B2B".into(), active: true, ..PriceListFields::default() };
        let list = prices::create(&aino, cx, CreatePriceList { key: key(), fields }).await.unwrap();
        let text = "Hinnasto;Tuotekoodi;Määrästä alkaen;Hinta;Alennus %;Voimassa alkaen\n\
            B2B;A1;;95;;\nB2B;A1;10;90;;\nB2B;A2;;;5;1.1.2027\nB2B;A9;;1;;\nMuu;A1;;1;;\nB2B;A2;;1;2;\nB2B;A1;10;80;;\n";
        let view = brought(cx, &aino, ImportKind::Prices, text).await;
        use Verdict::{New, Refused, Skip};
        assert_eq!(
            verdicts(&view),
            [(2, New), (3, New), (4, New), (5, Refused), (6, Refused), (7, Refused), (8, Skip)]
        );
        started(cx, &aino, &view).await;
        let rules = prices::read(&aino, cx, list).await.unwrap().fields.rules;
        assert_eq!(rules.len(), 3);
        assert_eq!(rules[0].price, RulePrice::Fixed { price: figure("95") });
        assert_eq!(rules[2].from.unwrap().to_string(), "2027-01-01");

        let second = brought(cx, &aino, ImportKind::Prices, "Price list;Code;Price\nB2B;A1;94\nB2B;A2;6,5\n").await;
        assert_eq!((second.counts.change, second.counts.new), (1, 1));
        started(cx, &aino, &second).await;
        undone(cx, &aino, second.id).await;
        let rules = prices::read(&aino, cx, list).await.unwrap().fields.rules;
        assert_eq!((rules.len(), &rules[0].price), (3, &RulePrice::Fixed { price: figure("95") }));
    });
}

#[test]
fn files_that_cannot_be_read_are_refused_with_a_sentence_and_rows_that_stay_out_come_as_a_file() {
    on_both(async |app| {
        let (_, aino) = opened(&app).await;
        let cx = &app.cx;
        for (bytes, refusal) in [
            (b"".to_vec(), Refusal::FileEmpty),
            (b"%PDF-1.7".to_vec(), Refusal::FileUnreadable),
            (vec![b'a'; 11 * 1024 * 1024], Refusal::FileTooLarge),
        ] {
            let command = BringFile { key: key(), kind: ImportKind::Products, name: "x".into() };
            assert_eq!(refused_at(imports::bring(&aino, cx, command, bytes).await), [("file".to_owned(), refusal)]);
        }
        let view = brought(cx, &aino, ImportKind::Products, "Nimi;Hinta\n=cmd|calc;kallis\n").await;
        let file = imports::left_out(&aino, cx, view.id).await.unwrap();
        let text = String::from_utf8(file.bytes).unwrap();
        assert!(text.contains("'=cmd|calc;kallis;"), "{text}");
        for kind in ImportKind::ALL {
            let sample = imports::sample(&aino, cx, kind).await.unwrap();
            let command = BringFile { key: key(), kind, name: sample.name };
            let id = imports::bring(&aino, cx, command, sample.bytes).await.unwrap();
            work(cx).await;
            let view = seen(cx, &aino, id, "").await;
            assert!(view.columns.iter().all(|column| column.field.is_some()), "{:?}", view.columns);
            // This company has no price list that the sample could name.
            let wrong = view.lines.rows.iter().flat_map(|line| &line.judgement.refusals).map(|one| one.field.as_str());
            let meant = if kind == ImportKind::Prices { vec!["price_list"] } else { vec![] };
            assert_eq!(wrong.collect::<Vec<_>>(), meant);
        }
    });
}

#[test]
fn tags_come_with_a_file_and_go_back_with_it() {
    on_both(async |app| {
        let (_, aino) = opened(&app).await;
        let cx = &app.cx;
        let first = "code;name;price;tags\nA1;Pumppu;100;painava, Ulkokäyttö\nA2;Letku;7;\n";
        let view = brought(cx, &aino, ImportKind::Products, first).await;
        started(cx, &aino, &view).await;
        assert_eq!(product(cx, &aino, "Pumppu").await.unwrap().tags, ["painava", "Ulkokäyttö"]);
        let again = "code;tags\nA1;ULKOKAYTTO,painava\nA2;Painava\n";
        let view = brought(cx, &aino, ImportKind::Products, again).await;
        assert_eq!((view.counts.same, view.counts.to_write()), (1, 1), "the same tags in other letters are the same");
        started(cx, &aino, &view).await;
        assert_eq!(product(cx, &aino, "Letku").await.unwrap().tags, ["painava"]);
        undone(cx, &aino, view.id).await;
        assert!(product(cx, &aino, "Letku").await.unwrap().tags.is_empty());
        let many: Vec<String> = (0..30).map(|at| format!("t{at}")).collect();
        let wrong = format!("code;tags\nA1;\"{}\"\n", many.join(","));
        let view = brought(cx, &aino, ImportKind::Products, &wrong).await;
        assert_eq!(view.lines.rows[0].judgement.refusals[0].field, "tags");
    });
}
