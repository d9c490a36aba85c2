//! A backup taken while people work is whole.
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use store::{Db, Store, StoreError, backup, events, events::Verdict, numbers, numbers::Series};
use vault::chain::Key;

#[test]
fn backup_restores() {
    testkit::on_sqlite(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let sent = house.sent(&anna, vec![house.line("Huolto", "2", "120")]).await;
        let stop = Arc::new(AtomicBool::new(false));
        let writers: Vec<_> = (0..4)
            .map(|_| {
                let (house, anna, stop) = (house.clone(), anna.clone(), stop.clone());
                tokio::spawn(async move {
                    let mut made = 0;
                    while !stop.load(Ordering::SeqCst) {
                        house.draft(&anna, vec![house.line("Työ", "1", "10")]).await;
                        made += 1;
                    }
                    made
                })
            })
            .collect();
        let copies = ["a.db", "b.db", "c.db"].map(|name| app.folder().join(name));
        for copy in &copies {
            tokio::time::sleep(std::time::Duration::from_millis(60)).await;
            backup::copy_into(app.cx.store.db(), copy).await.unwrap();
        }
        stop.store(true, Ordering::SeqCst);
        let mut made = 0;
        for writer in writers {
            made += writer.await.unwrap();
        }
        assert!(made > 0, "nobody worked while the copies were made");

        let mut before = 0;
        for copy in &copies {
            let db = Db::open_sqlite(copy).await.unwrap();
            let store = Store::new(db, Key::from_bytes(testkit::engines::KEY)).await.unwrap();
            let restored = usecases::Cx { store, ..app.cx.clone() };
            let report = usecases::verify::verify(&restored).await.unwrap();
            assert_eq!(report.findings, [], "{}", copy.display());
            assert!(report.entries >= before, "a later copy has less");
            before = report.entries;
            // It goes on where it was: the customer's link opens, numbers continue.
            let page = sent.page(&restored).await;
            assert_eq!(page.content.totals.net, testkit::figure("240"));
            let company = house.id;
            let next: Result<String, StoreError> = restored
                .store
                .unit(restored.clock.now(), move |unit| {
                    Box::pin(async move { numbers::take(unit, company, Series::Quote, 2026).await })
                })
                .await;
            assert!(next.unwrap().starts_with("T-2026-"));
            restored.store.db().close().await;
        }
        // A copy never replaces a file.
        assert!(backup::copy_into(app.cx.store.db(), &copies[0]).await.is_err());
        assert!(copies[0].metadata().unwrap().len() > 0);
        let mut conn = app.cx.store.reader().await.unwrap();
        let verdict = events::verify(&mut conn, app.cx.store.key(), house.id).await.unwrap();
        assert!(matches!(verdict, Verdict::Whole { entries } if entries >= before));
        // The connection that made the copies is a reader again.
        drop(conn);
        for _ in 0..8 {
            let mut conn = app.cx.store.reader().await.unwrap();
            let wrote = store::run!(conn, sqlx::query("DELETE FROM answers"));
            assert!(wrote.is_err(), "a reader can write");
        }
    });
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_the_database_and_what_lies_beside_it() {
    use std::os::unix::fs::PermissionsExt;
    testkit::on_sqlite(async |app| {
        let mode = |name: &str| {
            let file = app.folder().join(name);
            std::fs::metadata(&file).unwrap_or_else(|error| panic!("{name}: {error}")).permissions().mode() & 0o777
        };
        let fresh = Db::open_sqlite(&app.folder().join("fresh.db")).await.unwrap();
        for end in ["", "-wal", "-shm"] {
            assert_eq!(mode(&format!("fresh.db{end}")), 0o600, "{end}");
        }
        fresh.close().await;
        backup::copy_into(app.cx.store.db(), &app.folder().join("copy.db")).await.unwrap();
        assert_eq!(mode("copy.db"), 0o600);

        // One of an earlier version is closed when it is opened; what its owner let a group do stays.
        let copy = app.folder().join("copy.db");
        std::fs::set_permissions(&copy, std::fs::Permissions::from_mode(0o664)).unwrap();
        Db::open_sqlite(&copy).await.unwrap().close().await;
        assert_eq!(mode("copy.db"), 0o660);

        let folder = app.folder().join("made/for/it");
        store::private::create_folder(&folder).unwrap();
        assert_eq!(mode("made/for/it"), 0o700);
    });
}
