//! One schema on both engines; a database of a newer program is left alone.
use std::{collections::BTreeSet, fs, path::Path};
use store::{db::OpenError, dialect::Engine};
use testkit::TestApp;

/// Column, type, whether it must be there, default. `row_id` is SQLite's own.
const SQLITE: [&str; 5] = [
    "SELECT 'column ' || m.name || '.' || c.name || ' ' || c.type || CASE WHEN c.\"notnull\" OR c.pk THEN ' required' ELSE '' END \
     || ' ' || COALESCE(c.dflt_value, '-') FROM sqlite_master AS m, pragma_table_info(m.name) AS c \
     WHERE m.type = 'table' AND c.name <> 'row_id' AND {own}",
    "SELECT 'key ' || m.name || ' ' || (SELECT group_concat(name, ',') FROM pragma_index_info(i.name)) \
     FROM sqlite_master AS m, pragma_index_list(m.name) AS i WHERE m.type = 'table' AND i.origin IN ('u', 'pk') AND {own}",
    "SELECT 'reference ' || m.name || '.' || f.\"from\" || ' ' || f.\"table\" || '.' || f.\"to\" \
     FROM sqlite_master AS m, pragma_foreign_key_list(m.name) AS f WHERE m.type = 'table' AND {own}",
    "SELECT 'index ' || i.name || ' ' || m.name || ' ' || (SELECT group_concat(name || CASE WHEN \"desc\" THEN '-' ELSE '' END, ',') \
     FROM pragma_index_xinfo(i.name) WHERE key = 1) \
     FROM sqlite_master AS m, pragma_index_list(m.name) AS i WHERE m.type = 'table' AND i.origin = 'c' AND {own}",
    "SELECT m.sql FROM sqlite_master AS m WHERE m.type = 'table' AND {own}",
];
const SQLITE_OWN: &str = "m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE '%trigrams%' AND m.name NOT LIKE '%migrations'";

const POSTGRES: [&str; 5] = [
    "SELECT 'column ' || table_name || '.' || column_name || ' ' \
     || CASE data_type WHEN 'bigint' THEN 'INTEGER' WHEN 'text' THEN 'TEXT' WHEN 'uuid' THEN 'BLOB' WHEN 'bytea' THEN 'BLOB' ELSE data_type END \
     || CASE is_nullable WHEN 'NO' THEN ' required' ELSE '' END || ' ' || COALESCE(replace(column_default, '::text', ''), '-') \
     FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_sqlx_migrations'",
    "SELECT 'key ' || r.relname || ' ' || (SELECT string_agg(a.attname, ',' ORDER BY k.at) FROM unnest(c.conkey) WITH ORDINALITY AS k (num, at) \
     JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = k.num) \
     FROM pg_constraint AS c JOIN pg_class AS r ON r.oid = c.conrelid WHERE c.contype IN ('u', 'p') AND {own}",
    "SELECT 'reference ' || r.relname || '.' || a.attname || ' ' || f.relname || '.' || b.attname \
     FROM pg_constraint AS c JOIN pg_class AS r ON r.oid = c.conrelid JOIN pg_class AS f ON f.oid = c.confrelid \
     CROSS JOIN LATERAL unnest(c.conkey, c.confkey) AS k (here, there) \
     JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = k.here \
     JOIN pg_attribute AS b ON b.attrelid = c.confrelid AND b.attnum = k.there WHERE c.contype = 'f' AND {own}",
    "SELECT 'index ' || n.relname || ' ' || r.relname || ' ' || (SELECT string_agg(a.attname || CASE WHEN i.indoption[k.at::int - 1] & 1 = 1 \
     THEN '-' ELSE '' END, ',' ORDER BY k.at) FROM unnest(i.indkey::smallint[]) WITH ORDINALITY AS k (num, at) \
     JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.num) \
     FROM pg_index AS i JOIN pg_class AS n ON n.oid = i.indexrelid JOIN pg_class AS r ON r.oid = i.indrelid \
     WHERE NOT EXISTS (SELECT 1 FROM pg_constraint AS c WHERE c.conindid = i.indexrelid AND c.contype IN ('u', 'p')) \
     AND n.relname NOT LIKE '%trigrams' AND {own}",
    "SELECT 'CONSTRAINT ' || c.conname || ' UNIQUE' FROM pg_constraint AS c JOIN pg_class AS r ON r.oid = c.conrelid \
     WHERE c.contype = 'u' AND {own}",
];
const POSTGRES_OWN: &str =
    "r.relnamespace = 'public'::regnamespace AND r.relkind = 'r' AND r.relname <> '_sqlx_migrations'";

async fn described(app: &TestApp) -> BTreeSet<String> {
    let (questions, own) = match app.engine {
        Engine::Sqlite => (SQLITE, SQLITE_OWN),
        Engine::Postgres => (POSTGRES, POSTGRES_OWN),
    };
    let mut found = BTreeSet::new();
    for question in questions {
        for line in app.texts(&question.replace("{own}", own)).await {
            if line.contains("CONSTRAINT") || line.contains("CREATE TABLE") {
                found.extend(constraint_names(&line));
            } else {
                found.insert(line);
            }
        }
    }
    found
}

/// The names of uniqueness rules: they reach people as "already taken".
fn constraint_names(sql: &str) -> Vec<String> {
    let mut words = sql.split_whitespace();
    let mut names = Vec::new();
    while let Some(word) = words.next() {
        if word == "CONSTRAINT" {
            names.push(format!("constraint {}", words.next().unwrap()));
        }
    }
    names
}

#[test]
fn migrations_agree() {
    let seen = std::sync::Mutex::new(Vec::new());
    testkit::on_both(async |app| {
        let found = described(&app).await;
        assert!(found.len() > 300, "only {} facts about {:?}", found.len(), app.engine);
        seen.lock().unwrap().push(found);
    });
    if let [sqlite, postgres] = seen.into_inner().unwrap().as_slice() {
        let only =
            |a: &BTreeSet<String>, b: &BTreeSet<String>| a.difference(b).cloned().collect::<Vec<_>>().join("\n  ");
        assert_eq!(
            sqlite,
            postgres,
            "\nonly SQLite:\n  {}\nonly PostgreSQL:\n  {}",
            only(sqlite, postgres),
            only(postgres, sqlite)
        );
    }
}

#[test]
fn migrations_come_in_pairs() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations");
    let names = |engine: &str| -> BTreeSet<String> {
        let files = fs::read_dir(folder.join(engine)).unwrap();
        files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
    };
    assert!(!names("sqlite").is_empty());
    assert_eq!(names("sqlite"), names("postgres"));
}

#[test]
fn db_newer_is_refused() {
    testkit::on_both(async |app| {
        let known = store::db::newest_schema();
        let newer = known + 1;
        let checksum = if app.engine == Engine::Sqlite { "x'00'" } else { "'\\x00'" };
        app.run(&format!(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
             VALUES ({newer}, 'of tomorrow', TRUE, {checksum}, 0)"
        ))
        .await
        .unwrap();
        let before = app.snapshot().await;
        match app.open_again().await {
            Err(OpenError::Newer { found, known: told }) => assert_eq!((found, told), (newer, known)),
            Err(other) => panic!("{other}"),
            Ok(_) => panic!("a newer database was opened"),
        }
        assert!(app.snapshot().await.changed(&before).is_empty(), "a refused database was written to");
    });
}
