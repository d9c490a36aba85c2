//! The audit trail: whatever is done to it, or to what it vouches for, by whoever has the database, shows.
use domain::lang::Lang;
use store::dialect::Engine;
use testkit::{TestApp, acceptance};
use usecases::{actors::Agent, portal, verify, verify::Finding};

const SQLITE_TRIGGERS: &str = "DROP TRIGGER events_no_update; DROP TRIGGER events_no_delete; \
    DROP TRIGGER quote_versions_no_update; DROP TRIGGER quote_versions_no_delete";
const POSTGRES_TRIGGERS: &str = "DROP TRIGGER events_immutable ON events; \
    DROP TRIGGER quote_versions_immutable ON quote_versions";
/// Everything back as it was.
const RESTORE: &str = "DELETE FROM events; INSERT INTO events SELECT * FROM kept_events; DELETE FROM event_heads; \
    INSERT INTO event_heads SELECT * FROM kept_heads; DELETE FROM quote_versions; \
    INSERT INTO quote_versions SELECT * FROM kept_versions";

async fn findings(app: &TestApp) -> Vec<Finding> {
    verify::verify(&app.cx).await.unwrap().findings
}

#[test]
fn audit_chain_detects_any_edit() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let sent = house.sent(&anna, vec![house.line("Huolto", "2", "120")]).await;
        house.edit(&anna, sent.quote, |save| save.fields.title = "Toinen".into()).await.unwrap();
        house.send(&anna, sent.quote).await;
        let (visitor, page) = (sent.visitor(&app.cx).await, sent.page(&app.cx).await);
        portal::accept(&visitor, &app.cx, &Agent::default(), Lang::Fi, acceptance(&page, "Päivi")).await.unwrap();
        assert_eq!(findings(&app).await, []);
        let entries = i64::try_from(app.snapshot().await.rows("events")).unwrap();
        assert!(entries >= 6, "{entries}");

        let id = if app.engine == Engine::Sqlite {
            "x'00112233445566778899aabbccddeeff'"
        } else {
            "'00112233-4455-6677-8899-aabbccddeeff'"
        };
        let code = if app.engine == Engine::Sqlite { "zeroblob(32)" } else { "decode(repeat('00', 32), 'hex')" };
        app.run(if app.engine == Engine::Sqlite { SQLITE_TRIGGERS } else { POSTGRES_TRIGGERS }).await.unwrap();
        for (kept, table) in
            [("kept_events", "events"), ("kept_heads", "event_heads"), ("kept_versions", "quote_versions")]
        {
            app.run(&format!("CREATE TABLE {kept} AS SELECT * FROM {table}")).await.unwrap();
        }
        let last = entries;
        let columns = "company_id, seq, id, at, subject_kind, subject_id, about_id, what, actor_kind, actor_id, actor, data, code";
        let broken = [
            // Any column of any entry.
            (3, "UPDATE events SET data = data || ' ' WHERE seq = 3".to_owned()),
            (1, "UPDATE events SET at = at + 1 WHERE seq = 1".to_owned()),
            (2, "UPDATE events SET what = 'quote.declined' WHERE seq = 2".to_owned()),
            (2, "UPDATE events SET actor = 'Joku Muu' WHERE seq = 2".to_owned()),
            (4, "UPDATE events SET actor_kind = 'system' WHERE seq = 4".to_owned()),
            (4, format!("UPDATE events SET actor_id = {id} WHERE seq = 4")),
            (4, format!("UPDATE events SET subject_id = {id} WHERE seq = 4")),
            (4, format!("UPDATE events SET about_id = {id} WHERE seq = 4")),
            (4, "UPDATE events SET subject_kind = 'order' WHERE seq = 4".to_owned()),
            (5, format!("UPDATE events SET id = {id} WHERE seq = 5")),
            (last, format!("UPDATE events SET code = {code} WHERE seq = {last}")),
            // One taken out, two exchanged, one put in between, one put at the end.
            (3, "DELETE FROM events WHERE seq = 3".to_owned()),
            (
                3,
                "DELETE FROM events WHERE seq = 3; UPDATE events SET seq = seq - 1000 WHERE seq > 3; \
                 UPDATE events SET seq = seq + 999 WHERE seq < 0"
                    .to_owned(),
            ),
            (
                3,
                "UPDATE events SET seq = 1000 WHERE seq = 3; UPDATE events SET seq = 3 WHERE seq = 4; \
                 UPDATE events SET seq = 4 WHERE seq = 1000"
                    .to_owned(),
            ),
            (
                last + 1,
                format!(
                    "INSERT INTO events ({columns}) SELECT company_id, seq + 1, {id}, at, subject_kind, subject_id, \
                 about_id, what, actor_kind, actor_id, actor, data, code FROM events WHERE seq = {last}"
                ),
            ),
            // The end cut off; the head moved, changed, gone; everything gone.
            (last, format!("DELETE FROM events WHERE seq = {last}")),
            (3, "DELETE FROM events WHERE seq >= 3".to_owned()),
            (last + 1, "UPDATE event_heads SET seq = seq - 1".to_owned()),
            (last + 1, format!("UPDATE event_heads SET code = {code}")),
            (1, "DELETE FROM event_heads".to_owned()),
            (1, "DELETE FROM events".to_owned()),
            // The end cut off and the head set back to match: the order that was made tells of it.
            (
                last,
                format!(
                    "DELETE FROM events WHERE seq >= {last}; UPDATE event_heads SET seq = {last} - 1, \
                 code = (SELECT code FROM events WHERE seq = {last} - 1)"
                ),
            ),
        ];
        for (seq, sql) in broken {
            app.run(&sql).await.unwrap();
            let found = findings(&app).await;
            let told = Finding::TrailBroken { company: house.id, seq };
            assert!(found.contains(&told), "{sql}\n{found:?}");
            app.run(RESTORE).await.unwrap();
        }

        // A version with a new hash to match is not the one the trail tells of.
        let altered = Finding::VersionAltered { number: "T-2026-0001".into(), version: 1 };
        let content = page.content.canonical().replace("240", "140");
        let sha256 = vault::digest::sha256_hex(content.as_bytes());
        for sql in [
            format!("UPDATE quote_versions SET content = '{content}' WHERE number = 1"),
            format!("UPDATE quote_versions SET content = '{content}', sha256 = '{sha256}' WHERE number = 1"),
        ] {
            app.run(&sql).await.unwrap();
            assert_eq!(findings(&app).await, std::slice::from_ref(&altered), "{sql}");
            app.run(RESTORE).await.unwrap();
        }
        // Everything gone, the head too.
        app.run("DELETE FROM events; DELETE FROM event_heads").await.unwrap();
        let found = findings(&app).await;
        assert!(found.contains(&Finding::TrailBroken { company: house.id, seq: 1 }), "{found:?}");
        app.run(RESTORE).await.unwrap();
        assert_eq!(findings(&app).await, []);
    });
}
