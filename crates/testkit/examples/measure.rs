//! Times the use-cases on an embedded database with durable writes, each figure beside its budget.
//!
//! Prints one row as JSON for each, or appends them to the file named by `TARJOUS_BENCH`.
#![allow(
    clippy::float_arithmetic,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "measured times, no money; a measurement that fails stops"
)]
use domain::{actors::Role, imports::ImportKind, lang::Lang, pricing::PriceBase, quotes::line::LineInput};
use futures::{StreamExt, stream};
use rust_decimal::Decimal;
use std::{
    io::Write,
    time::{Duration, Instant},
};
use testkit::{House, TestApp, acceptance, key, on_sqlite};
use usecases::{Staff, actors::Agent, crm, imports, portal, prices, quotes};
use wire::{
    crm::{BoardQuery, CreateOpportunity, MoveOpportunity},
    imports::{BringFile, ImportQuery, StartImport},
    offers::OfferProducts,
    prices::{CreatePriceList, PriceListFields, RuleFields, RulePrice},
};

const ROUNDS: usize = 30;
/// Opportunities on the measured board.
const CARDS: usize = 10_000;
/// Products that a line's search looks among.
const PRODUCTS: usize = 100_000;
/// Clients that write at once, and what each writes.
const CLIENTS: usize = 16;
const WRITES: usize = 200;
/// Rows of the imported file.
const IMPORTED: usize = 10_000;

fn main() {
    on_sqlite(async |app| {
        let house = app.house("Havulämpö Oy").await;
        let by = house.manager("Aino Lehtonen").await;
        for (count, create, confirm, paper) in [(10, 3.0, 5.0, 8.0), (100, 10.0, 25.0, 25.0)] {
            documents(&house, &by, count, (create, confirm, paper)).await;
        }
        board(&house, &by).await;
        products(&app, &house, &by).await;
        writes(&house, &by).await;
        imported(&house).await;
    });
}

fn lines(house: &House, count: usize) -> Vec<LineInput> {
    (0..count).map(|at| house.line(&format!("Ilma-vesilämpöpumppu {at}"), "3", "984.50")).collect()
}

async fn documents(house: &House, by: &Staff, count: usize, (create, confirm, paper): (f64, f64, f64)) {
    let party = house.party(by, "Mäkelän Puutyö Oy").await;
    let (mut creating, mut saving, mut confirming, mut drawing) = (vec![], vec![], vec![], vec![]);
    for _ in 0..ROUNDS {
        let lines = lines(house, count);
        let begun = Instant::now();
        let quote = house.draft_for(by, party, lines).await;
        creating.push(begun.elapsed());

        let view = house.read(by, quote).await;
        let mut command =
            wire::quotes::SaveQuote { id: quote, version: view.version, fields: view.fields, lines: view.lines };
        if let Some(LineInput::Product(line)) = command.lines.get_mut(count / 2) {
            line.quantity = Decimal::from(7);
        }
        let begun = Instant::now();
        quotes::save(by, &house.cx, command).await.unwrap();
        saving.push(begun.elapsed());

        let begun = Instant::now();
        quotes::pdf(by, &house.cx, quote, None).await.unwrap();
        drawing.push(begun.elapsed());

        let sent = house.send(by, quote).await;
        let (visitor, page) = (sent.visitor(&house.cx).await, sent.page(&house.cx).await);
        let form = acceptance(&page, "Päivi Mäkelä");
        let begun = Instant::now();
        portal::accept(&visitor, &house.cx, &Agent::default(), Lang::Fi, form).await.unwrap();
        confirming.push(begun.elapsed());
    }
    row(&format!("create a quotation, {count} lines, durable"), median(creating), "ms", create);
    row(&format!("save one changed line of {count}, durable"), median(saving), "ms", 3.0);
    row(&format!("accept with its order, {count} lines, durable"), median(confirming), "ms", confirm);
    row(&format!("quotation PDF, {count} lines, read and drawn"), median(drawing), "ms", paper);
}

async fn board(house: &House, by: &Staff) {
    let party = house.party(by, "Tampereen Näsijärvenrinne").await;
    let made: Vec<_> = stream::iter(0..CARDS)
        .map(|at| {
            let command = CreateOpportunity {
                key: key(),
                title: format!("Lämmitysremontti {at}"),
                party: Some(party),
                contact_name: String::new(),
                email: String::new(),
                phone: String::new(),
                expected: Decimal::from(1_000 + at as i64),
                recurring: Default::default(),
                expected_close: None,
                stage: house.stages.get(at % house.stages.len()).copied(),
            };
            crm::create_opportunity(by, &house.cx, command)
        })
        .buffer_unordered(64)
        .collect()
        .await;
    let (mut reading, mut moving) = (vec![], vec![]);
    for (round, id) in made.into_iter().take(ROUNDS).enumerate() {
        let begun = Instant::now();
        crm::board(by, &house.cx, BoardQuery::default()).await.unwrap();
        reading.push(begun.elapsed());
        let id = id.unwrap();
        let version = crm::read_opportunity(by, &house.cx, id).await.unwrap().version;
        let stage = *house.stages.get((round + 1) % house.stages.len()).unwrap();
        let begun = Instant::now();
        crm::move_opportunity(by, &house.cx, MoveOpportunity { id, version, stage }).await.unwrap();
        moving.push(begun.elapsed());
    }
    row(&format!("board with {CARDS} opportunities, server time"), median(reading), "ms", 5.0);
    row("move a card, durable", median(moving), "ms", 3.0);
}

/// What a line's search offers, with the list's prices: a word that every product has, one that some have, one.
async fn products(app: &TestApp, house: &House, by: &Staff) {
    let list = PriceListFields {
        name: "B2B".into(),
        active: true,
        for_all: false,
        currency: None,
        countries: String::new(),
        rules: vec![RuleFields {
            product: None,
            variant: None,
            category: None,
            min_quantity: Decimal::ZERO,
            from: None,
            until: None,
            price: RulePrice::Percentage { percent: Decimal::TEN, base: PriceBase::ListPrice },
        }],
    };
    let list = prices::create(by, &house.cx, CreatePriceList { key: key(), fields: list }).await.unwrap();
    let blob = |id: uuid::Uuid| format!("x'{}'", id.simple());
    app.run(&format!(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {PRODUCTS}) \
         INSERT INTO products (id, company_id, name, kind, unit, unit_price, tax_id, search, created_at, updated_at) \
         SELECT randomblob(16), {}, 'Laite ' || i || ' lämpöpumppu', 'goods', 'kpl', i * 1000000, {}, \
         'laite ' || i || ' lampopumppu ' || CASE i % 100 WHEN 0 THEN 'maalampo' ELSE '' END, i, i FROM n",
        blob(house.id.0),
        blob(house.tax.0)
    ))
    .await
    .unwrap();
    let party = house.party(by, "Tuusulan Tukku Oy").await;
    let quote = house.draft_for(by, party, Vec::new()).await;
    for (what, text) in [("a word all have", "pumppu"), ("one in a hundred", "maalampo"), ("one", "laite 77777")] {
        let mut times = Vec::new();
        for _ in 0..ROUNDS {
            let ask = OfferProducts {
                quote,
                list: Some(list),
                language: Lang::Fi,
                quantity: Decimal::ONE,
                text: text.into(),
                beside: None,
                chosen: None,
                shelf: None,
            };
            let begun = Instant::now();
            let found = quotes::offer(by, &house.cx, ask).await.unwrap();
            times.push(begun.elapsed());
            assert!(!found.is_empty());
        }
        let work = format!("products for a line among {PRODUCTS}, at the list's price, {what}");
        row(&work, median(times), "ms", 5.0);
    }
}

async fn writes(house: &House, by: &Staff) {
    let party = house.party(by, "Päivittäin Oy").await;
    let begun = Instant::now();
    stream::iter(0..CLIENTS * WRITES)
        .map(|_| async move {
            house.draft_for(by, party, Vec::new()).await;
        })
        .buffer_unordered(CLIENTS)
        .collect::<Vec<()>>()
        .await;
    let a_second = (CLIENTS * WRITES) as f64 / begun.elapsed().as_secs_f64();
    row(
        &format!("writes, {CLIENTS} clients, each durable (an empty quotation with its number)"),
        a_second,
        "writes/s",
        4_000.0,
    );
}

/// A file of products: read and judged, written with timeline and audit trail, taken back.
async fn imported(house: &House) {
    let by = house.person("Ilkka Tuoja", Role::Administrator, None).await;
    let rows: String = (0..IMPORTED).map(|at| format!("K-{at};Lämpöpumppu {at};{at},50;25,5;kpl\n")).collect();
    let file = format!("Tuotekoodi;Nimi;Hinta;Alv-%;Yksikkö\n{rows}");
    let command = BringFile { key: key(), kind: ImportKind::Products, name: "tuotteet.csv".into() };
    let begun = Instant::now();
    let id = imports::bring(&by, &house.cx, command, file.into_bytes()).await.unwrap();
    let judged = worked(house, begun).await;
    let query = ImportQuery { id, filter: String::new(), page: 0 };
    let version = imports::read(&by, &house.cx, query).await.unwrap().version;
    let begun = Instant::now();
    imports::start(&by, &house.cx, StartImport { id, version }).await.unwrap();
    let written = worked(house, begun).await;
    let begun = Instant::now();
    imports::undo(&by, &house.cx, id).await.unwrap();
    let undone = worked(house, begun).await;
    row(&format!("import of {IMPORTED} products: read and judged"), judged, "rows/s", 20_000.0);
    row(&format!("import of {IMPORTED} products: written, durable"), written, "rows/s", 20_000.0);
    row(&format!("import of {IMPORTED} products: taken back, durable"), undone, "rows/s", 5_000.0);
}

/// Rows a second, once the worker has nothing left to do.
async fn worked(house: &House, begun: Instant) -> f64 {
    while imports::work::step(&house.cx).await.unwrap() {}
    IMPORTED as f64 / begun.elapsed().as_secs_f64()
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times.get(times.len() / 2).map_or(f64::NAN, |time| time.as_secs_f64() * 1_000.0)
}

fn row(work: &str, figure: f64, unit: &str, budget: f64) {
    let line =
        format!("{{\"work\": \"{work}\", \"figure\": {figure:.3}, \"unit\": \"{unit}\", \"budget\": {budget}}}\n");
    match std::env::var_os("TARJOUS_BENCH") {
        Some(file) => {
            let mut file = std::fs::OpenOptions::new().append(true).create(true).open(file).unwrap();
            file.write_all(line.as_bytes()).unwrap();
        }
        None => print!("{line}"),
    }
}
