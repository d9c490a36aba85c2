//! No statement reads a growing table from end to end, and lists come from an index in their order.
use store::{dialect::Engine, statements};
use testkit::TestApp;

/// Small tables by nature, by name and as they are called in joins; and what is no table at all, or bounded before it
/// is read.
const SMALL: [&str; 16] = [
    "companies",
    "c",
    "users",
    "u",
    "teams",
    "stages",
    "taxes",
    "t",
    "dated",
    "units",
    "product_categories",
    "under",
    "seen",
    "CONSTANT ROW",
    "counters",
    "price_lists",
];
/// Read whole on purpose: checking everything, a housekeeping of once a day, and what a million new rows add up to.
const WHOLE: [&str; 4] = ["checks::", "files::ALL_BLOBS", "account::failures::FORGET", "import::bare::"];

/// Some thousand rows of everything that lists and boards show.
async fn filled(app: &TestApp) {
    let house = app.house("Salmela Oy").await;
    let manager = house.manager("Maija").await;
    let party = house.party(&manager, "Meriläinen Oy").await;
    let stage = house.stages[0];
    let blob = |id: uuid::Uuid| format!("x'{}'", id.simple());
    let (company, owner, party) = (blob(house.id.0), blob(manager.user().0), blob(party.0));
    let (stage, tax) = (blob(stage.0), blob(house.tax.0));
    let numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)";
    app.run(&format!(
        "{numbers} INSERT INTO parties (id, company_id, kind, name, language, owner_id, search, created_at, updated_at) \
         SELECT randomblob(16), {company}, 'company', 'Yritys ' || i, 'fi', {owner}, 'yritys ' || i, i, i FROM n;
         {numbers} INSERT INTO products (id, company_id, name, kind, unit_price, tax_id, search, created_at, updated_at) \
         SELECT randomblob(16), {company}, 'Tuote ' || i, 'goods', i, {tax}, 'tuote ' || i, i, i FROM n;
         {numbers} INSERT INTO opportunities (id, company_id, title, party_id, owner_id, stage_id, state, expected, search, \
         expected_close, created_at, updated_at) SELECT randomblob(16), {company}, 'Kauppa ' || i, {party}, {owner}, {stage}, \
         CASE i % 3 WHEN 0 THEN 'won' ELSE 'open' END, i, 'kauppa ' || i, '2026-12-01', i, i FROM n;
         {numbers} INSERT INTO quotes (id, company_id, number, state, opportunity_id, party_id, owner_id, title, language, currency, \
         search, created_at, updated_at, moved_at) SELECT randomblob(16), {company}, 'X-' || i, \
         CASE i % 3 WHEN 0 THEN 'draft' ELSE 'sent' END, \
         (SELECT id FROM opportunities WHERE title = 'Kauppa ' || i AND i % 4 > 0), {party}, {owner}, 'Tarjous', 'fi', 'EUR', 'merilainen ' || i, i, i, i FROM n;
         INSERT INTO orders (id, company_id, number, quote_id, quote_version, party_id, owner_id, title, currency, net, tax, gross, \
         search, created_at) SELECT randomblob(16), company_id, 'Y-' || number, id, 1, party_id, owner_id, title, currency, net, tax, gross, \
         search, created_at FROM quotes;
         INSERT INTO events (company_id, seq, id, at, subject_kind, subject_id, what, actor_kind, data, code) \
         SELECT company_id, 1000000 + row_id, randomblob(16), row_id, 'quote', id, 'quote.changed', 'staff', '{{}}', x'00' FROM quotes;
         INSERT INTO outbox (id, company_id, topic, body, state, not_before, created_at) \
         SELECT randomblob(16), company_id, 'mail', '{{}}', 'done', row_id, row_id FROM quotes;
         INSERT INTO sessions (token_hash, company_id, user_id, created_at, seen_at, expires_at) \
         SELECT randomblob(32), company_id, owner_id, row_id, row_id, row_id FROM quotes;
         INSERT INTO one_time_links (token_hash, company_id, user_id, purpose, created_at, expires_at) \
         SELECT randomblob(32), company_id, owner_id, 'reset', row_id, row_id FROM quotes;
         INSERT INTO party_addresses (party_id, kind, street, postcode, city, country) \
         SELECT id, 'billing', '', '', '', 'FI' FROM parties WHERE name LIKE 'Yritys%';"
    ))
    .await
    .unwrap();
}

#[test]
fn no_statement_reads_a_growing_table_whole() {
    testkit::on_sqlite(async |app| {
        filled(&app).await;
        let mut behind = app.behind().await;
        // As a new installation answers, and as one answers that has counted its rows.
        for counted in [false, true] {
            if counted {
                behind.run("ANALYZE").await.unwrap();
            }
            let mut bad = Vec::new();
            for statement in statements::all(Engine::Sqlite) {
                let excused = WHOLE.iter().any(|name| statement.name.starts_with(name));
                // New rows of VALUES are looked up one by one, whatever the plan calls it.
                let asks = ["SELECT", "UPDATE", "DELETE"].iter().any(|word| statement.sql.starts_with(word));
                if excused || !asks {
                    continue;
                }
                let plan = behind.plan(&statement.sql).await;
                if plan.iter().any(|step| reads_whole(step)) {
                    bad.push(format!("{}\n    {}", statement.name, plan.join("\n    ")));
                }
            }
            assert!(bad.is_empty(), "counted: {counted}, {} statements\n{}", bad.len(), bad.join("\n"));
        }
    });
}

/// `SCAN` of something that grows, by whichever index; a lookup in the trigram index is no reading whole.
fn reads_whole(step: &str) -> bool {
    let Some(rest) = step.strip_prefix("SCAN ") else { return false };
    let table = rest.split(" USING").next().unwrap_or(rest).trim_end_matches(" LEFT-JOIN");
    !SMALL.contains(&table) && !rest.contains("VIRTUAL TABLE INDEX")
}

#[test]
fn a_page_of_a_list_is_read_in_the_order_of_an_index() {
    testkit::on_sqlite(async |app| {
        filled(&app).await;
        let mut behind = app.behind().await;
        let mut bad = Vec::new();
        for statement in statements::all(Engine::Sqlite) {
            let list = [
                "quotes::list::sql All",
                "orders::list_sql",
                "parties::list::sql",
                "products::list::sql",
                "crm::board::cards_sql",
                "crm::list::page_sql all",
                "crm::list::page_sql no_step",
            ];
            // A search finds few rows and sorts those.
            let whole =
                statement.name.contains("\"\"") && statement.name.ends_with("All") && !statement.name.contains("count");
            let plain =
                statement.name.starts_with("p") && statement.name.contains("\"\"") && !statement.name.contains("count");
            // What is late is few of many: the index finds those, and their order is made.
            let late = statement.name.contains("step Some(Late)");
            if late || !list.iter().any(|name| statement.name.starts_with(name)) || !(whole || plain) {
                continue;
            }
            let plan = behind.plan(&statement.sql).await;
            if plan.iter().any(|step| step == "USE TEMP B-TREE FOR ORDER BY") {
                bad.push(format!("{}\n    {}", statement.name, plan.join("\n    ")));
            }
        }
        assert!(bad.is_empty(), "{} lists are sorted whole\n{}", bad.len(), bad.join("\n"));
    });
}

#[test]
fn sums_of_the_lanes_are_those_that_are_kept_and_next_steps_come_from_an_index() {
    testkit::on_sqlite(async |app| {
        filled(&app).await;
        let mut behind = app.behind().await;
        for counted in [false, true] {
            if counted {
                behind.run("ANALYZE").await.unwrap();
            }
            let mut seen = 0;
            for statement in statements::all(Engine::Sqlite) {
                let board = "owner false team false step";
                let (name, all) = (&statement.name, statement.name.ends_with("\"\" All"));
                let plan = async |behind: &mut testkit::raw::Behind| behind.plan(&statement.sql).await.join("\n    ");
                let filters = [board.to_owned(), "stage ".to_owned()];
                if all
                    && filters.iter().any(|filter| name.starts_with(&format!("crm::board::figures::sums_sql {filter}")))
                {
                    seen += 1;
                    let plan = plan(&mut behind).await;
                    assert!(
                        plan.contains("SEARCH o USING PRIMARY KEY (company_id=? AND state=?"),
                        "{name}\n    {plan}"
                    );
                } else if all
                    && ["source ", "before "]
                        .iter()
                        .any(|more| name.starts_with(&format!("crm::board::sums_sql {more}")))
                {
                    seen += 1;
                    let plan = plan(&mut behind).await;
                    assert!(plan.contains("USING COVERING INDEX opportunities_"), "{name}\n    {plan}");
                } else if all && name.starts_with(&format!("crm::board::cards_sql {board} Some")) {
                    seen += 1;
                    let plan = plan(&mut behind).await;
                    assert!(
                        plan.contains("opportunities_due (company_id=? AND state=? AND stage_id=?"),
                        "{name}\n    {plan}"
                    );
                }
            }
            assert_eq!(seen, 8);
        }
    });
}

/// Asks for the plans of the statements that `wanted` names, as a new installation answers and as one answers that has
/// counted its rows; `check` is given name and plan of each. Answers how many there were.
async fn plans_of(app: &TestApp, wanted: impl Fn(&str) -> bool, check: impl Fn(&str, &str)) -> usize {
    filled(app).await;
    let mut behind = app.behind().await;
    let statements: Vec<_> =
        statements::all(Engine::Sqlite).into_iter().filter(|statement| wanted(&statement.name)).collect();
    for counted in [false, true] {
        if counted {
            behind.run("ANALYZE").await.unwrap();
        }
        for statement in &statements {
            check(&statement.name, &behind.plan(&statement.sql).await.join("\n    "));
        }
    }
    statements.len()
}

/// The end of the names of statements that ask for everything within reach.
const ALL: &str = "owner false team false step None \"\" All";

#[test]
fn what_lies_ahead_is_read_from_an_index_by_its_days() {
    testkit::on_sqlite(async |app| {
        let ahead = ["crm::board::forecast::", "crm::board::calendar::"];
        let wanted = |name: &str| name.ends_with(ALL) && ahead.iter().any(|start| name.starts_with(start));
        let seen = plans_of(&app, wanted, |name, plan| {
            let by = if name.starts_with("crm::board::forecast::sums_sql") {
                "USING COVERING INDEX opportunities_"
            } else if name.starts_with("crm::board::forecast::") {
                "USING INDEX opportunities_close (company_id=? AND state=? AND expected_close"
            } else if name.starts_with("crm::board::calendar::activities_sql person false") {
                "USING INDEX activities_due (company_id=? AND state=? AND due_on>? AND due_on<?)"
            } else {
                "USING INDEX activities_mine (user_id=? AND state=? AND due_on>? AND due_on<?)"
            };
            assert!(plan.contains(by), "{name}\n    {plan}");
            assert!(!plan.contains("USE TEMP B-TREE FOR ORDER BY"), "{name}\n    {plan}");
        });
        assert_eq!(seen.await, 6);
    });
}

#[test]
fn what_nothing_is_planned_for_comes_from_an_index_of_nothing_else() {
    testkit::on_sqlite(async |app| {
        let wanted = |name: &str| name == "crm::list::page_sql no_step Expected true false \"\" All";
        let seen = plans_of(&app, wanted, |name, plan| {
            let by = "USING INDEX opportunities_unplanned (company_id=? AND state=?)";
            assert!(plan.contains(by) && !plan.contains("USE TEMP B-TREE"), "{name}\n    {plan}");
        });
        assert_eq!(seen.await, 1);
    });
}

#[test]
fn groups_of_a_pipeline_are_added_up_from_an_index_alone() {
    testkit::on_sqlite(async |app| {
        let progress = |name: &str| name.starts_with("targets::won_sql");
        // Tags are looked up beside.
        let groups = |name: &str| {
            name.starts_with("crm::list::pivot::groups_sql") && !name.contains(" tag ") && name.ends_with("\"\" All")
        };
        let seen = plans_of(
            &app,
            |name| progress(name) || groups(name),
            |name, plan| {
                let found = if progress(name) { "SEARCH o USING PRIMARY KEY" } else { "SEARCH o USING COVERING INDEX" };
                assert!(plan.contains(found), "{name}\n    {plan}");
            },
        );
        let seen = seen.await;
        assert!(seen > 12, "{seen}");
    });
}

#[test]
fn lanes_of_any_grouping_are_summed_from_what_is_kept_or_an_index_and_come_in_the_order_of_one() {
    testkit::on_sqlite(async |app| {
        let wanted = |name: &str| name.starts_with("crm::board::groups::") && name.ends_with(ALL);
        let seen = plans_of(&app, wanted, |name, plan| {
            if name.starts_with("crm::board::groups::cards_sql") {
                assert!(!plan.contains("USE TEMP B-TREE FOR ORDER BY"), "{name}\n    {plan}");
            } else {
                let kept = plan.contains("SEARCH o USING PRIMARY KEY (company_id=? AND state=?");
                assert!(kept || plan.contains("USING COVERING INDEX opportunities_sums"), "{name}\n    {plan}");
            }
        });
        assert_eq!(seen.await, 12);
    });
}

#[test]
fn what_a_renamed_customer_has_is_read_page_by_page_in_the_order_of_an_index() {
    testkit::on_sqlite(async |app| {
        let seen = plans_of(
            &app,
            |name| name.starts_with("parties::found::page_sql"),
            |name, plan| {
                let index = plan.contains("_party_id (party_id=? AND id>?)");
                assert!(index && !plan.contains("TEMP B-TREE"), "{name}\n    {plan}");
            },
        );
        assert_eq!(seen.await, 3);
    });
}

#[test]
fn a_search_begins_with_what_is_found() {
    testkit::on_sqlite(async |app| {
        filled(&app).await;
        let mut behind = app.behind().await;
        for counted in [false, true] {
            if counted {
                behind.run("ANALYZE").await.unwrap();
            }
            let mut searches = 0;
            for statement in statements::all(Engine::Sqlite) {
                if !statement.sql.contains("_trigrams MATCH") {
                    continue;
                }
                searches += 1;
                let plan = behind.plan(&statement.sql).await;
                let found = plan.iter().any(|step| step.ends_with("USING INTEGER PRIMARY KEY (rowid=?)"));
                assert!(found, "{}\n    {}", statement.name, plan.join("\n    "));
            }
            assert!(searches > 100);
        }
    });
}

#[test]
fn a_page_of_a_common_word_comes_in_the_order_of_an_index_and_problem_rows_of_an_import_too() {
    testkit::on_sqlite(async |app| {
        filled(&app).await;
        let mut behind = app.behind().await;
        for counted in [false, true] {
            if counted {
                behind.run("ANALYZE").await.unwrap();
            }
            let mut seen = 0;
            for statement in statements::all(Engine::Sqlite) {
                let name = &statement.name;
                let pages =
                    name.starts_with("imports::rows::page_sql") || name.starts_with("imports::rows::before_sql");
                if !pages && !name.starts_with("parties::list::common_sql") {
                    continue;
                }
                seen += 1;
                let plan = behind.plan(&statement.sql).await;
                let sorted = plan.iter().any(|step| step == "USE TEMP B-TREE FOR ORDER BY");
                let found = plan
                    .iter()
                    .any(|step| step.starts_with("SEARCH parties") || step.starts_with("SEARCH import_rows"));
                assert!(found && !sorted, "{name}\n    {}", plan.join("\n    "));
                // Rows that are skipped are not read.
                let covered = plan.iter().any(|step| step.contains("COVERING INDEX") || step.contains("PRIMARY KEY"));
                assert!(
                    covered || !name.starts_with("imports::rows::before_sql"),
                    "{name}\n    {}",
                    plan.join("\n    ")
                );
            }
            assert!(seen > 10, "{seen}");
        }
    });
}
