//! Times boards, lists and searches among a million opportunities and as many customers: on an embedded database, and
//! on PostgreSQL where `TARJOUS_TEST_PG` names one.
//!
//! Prints one row as JSON for each, or appends them to the file named by `TARJOUS_BENCH`. `TARJOUS_MANY` sets another
//! number than a million.
#![allow(
    clippy::float_arithmetic,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "measured times, no money; a measurement that fails stops"
)]
use domain::{actors::Role, ids::OpportunityId};
use rust_decimal::Decimal;
use std::{
    future::Future,
    io::Write,
    sync::Arc,
    time::{Duration, Instant},
};
use store::dialect::Engine;
use testkit::{House, TestApp, key, on_both};
use usecases::{Staff, crm, demo, palette, parties};
use wire::{
    crm::{BoardQuery, CreateOpportunity, MoveOpportunity},
    opportunities::{OpportunityFilter, Sort},
    shared::ListQuery,
};

const ROUNDS: usize = 15;
/// Rows of a page of the list.
const ROWS: u32 = 80;

/// Where it is measured, and among how many.
struct Place {
    engine: &'static str,
    count: u32,
}

fn main() {
    let count = std::env::var("TARJOUS_MANY").ok().and_then(|count| count.parse().ok()).unwrap_or(1_000_000);
    on_both(async |app| {
        let engine = if app.engine == Engine::Sqlite { "SQLite" } else { "PostgreSQL" };
        let place = Place { engine, count };
        let house = app.house("Havulämpö Oy").await;
        let by = house.person("Aino Lehtonen", Role::Administrator, None).await;
        let begun = Instant::now();
        let told = move |made: u32| {
            if made.is_multiple_of(100_000) {
                eprintln!("{engine}: {made} of {count}, {} s", begun.elapsed().as_secs());
            }
        };
        demo::many(&app.cx, count, Arc::new(told)).await.unwrap();
        let a_second = f64::from(count) / begun.elapsed().as_secs_f64();
        place.row("opportunities with their customers made, a second", a_second, "rows/s", 20_000.0);
        if app.engine == Engine::Sqlite {
            app.run("ANALYZE").await.unwrap();
        }
        boards(&place, &app, &by).await;
        lists(&place, &app, &by).await;
        searches(&place, &app, &by).await;
        writes(&place, &house, &by).await;
    });
}

async fn boards(place: &Place, app: &TestApp, by: &Staff) {
    let teams = crm::board(by, &app.cx, BoardQuery::default()).await.unwrap().teams;
    for (what, query) in [
        ("board", BoardQuery::default()),
        ("board of a team", BoardQuery { team: teams.last().map(|team| team.id), ..BoardQuery::default() }),
        ("board, late next steps", BoardQuery { step: Some(wire::crm::StepFilter::Late), ..BoardQuery::default() }),
    ] {
        place.time(what, 12.0, || crm::board(by, &app.cx, query.clone())).await;
    }
    place
        .time("board, searched", 100.0, || {
            crm::board(by, &app.cx, BoardQuery { search: "4321 oy".into(), ..BoardQuery::default() })
        })
        .await;
}

async fn lists(place: &Place, app: &TestApp, by: &Staff) {
    for sort in [Sort::Moved, Sort::Close, Sort::Expected] {
        for descending in [true, false] {
            let filter = OpportunityFilter { sort, descending, ..OpportunityFilter::default() };
            let what = format!("list, {ROWS} rows and count, by {sort:?}{}", if descending { " down" } else { "" });
            place.time(&what, 15.0, || crm::list_opportunities(by, &app.cx, filter.clone(), None, ROWS)).await;
        }
    }
}

async fn searches(place: &Place, app: &TestApp, by: &Staff) {
    for (what, text) in [("a common word", "puutyo"), ("the middle of a number", "4321"), ("one", "info@yritys54321.")]
    {
        let query = ListQuery { search: text.into(), ..ListQuery::default() };
        place.time(&format!("customers, search: {what}"), 20.0, || parties::list(by, &app.cx, query.clone())).await;
    }
    place
        .time("any record, search: the middle of a number", 20.0, || palette::search(by, &app.cx, "4321".into()))
        .await;
}

async fn writes(place: &Place, house: &House, by: &Staff) {
    let (mut creating, mut moving) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let command = CreateOpportunity {
            key: key(),
            title: format!("Lämmitysremontti {round}"),
            party: None,
            contact_name: "Päivi Mäkelä".into(),
            email: format!("paivi{round}@makela.example"),
            phone: String::new(),
            expected: Decimal::from(1_000),
            recurring: Default::default(),
            expected_close: None,
            stage: house.stages.first().copied(),
        };
        let begun = Instant::now();
        let id: OpportunityId = crm::create_opportunity(by, &house.cx, command).await.unwrap();
        creating.push(begun.elapsed());
        let version = crm::read_opportunity(by, &house.cx, id).await.unwrap().version;
        let stage = *house.stages.last().unwrap();
        let begun = Instant::now();
        crm::move_opportunity(by, &house.cx, MoveOpportunity { id, version, stage }).await.unwrap();
        moving.push(begun.elapsed());
    }
    place.row("create one opportunity, durable", median(creating), "ms", 2.0);
    place.row("move a card, durable", median(moving), "ms", 3.0);
}

impl Place {
    /// The median of some rounds.
    async fn time<T, E: std::fmt::Debug, F: Future<Output = Result<T, E>>>(
        &self,
        what: &str,
        budget: f64,
        work: impl Fn() -> F,
    ) {
        let mut times = Vec::new();
        for _ in 0..ROUNDS {
            let begun = Instant::now();
            work().await.unwrap();
            times.push(begun.elapsed());
        }
        self.row(what, median(times), "ms", budget);
    }

    fn row(&self, work: &str, figure: f64, unit: &str, budget: f64) {
        let (engine, count) = (self.engine, self.count);
        let line = format!(
            "{{\"work\": \"{engine}, {count}: {work}\", \"figure\": {figure:.3}, \"unit\": \"{unit}\", \"budget\": {budget}}}\n"
        );
        match std::env::var_os("TARJOUS_BENCH") {
            Some(file) => {
                let mut file = std::fs::OpenOptions::new().append(true).create(true).open(file).unwrap();
                file.write_all(line.as_bytes()).unwrap();
            }
            None => print!("{line}"),
        }
    }
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times.get(times.len() / 2).map_or(f64::NAN, |time| time.as_secs_f64() * 1_000.0)
}
