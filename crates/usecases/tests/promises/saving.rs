//! Nobody overwrites what somebody else saved without knowing.
use testkit::offers::sending;
use usecases::{Denied, quotes};
use wire::quotes::{CancelQuote, SaveQuote};

#[test]
fn stale_save_returns_current() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna Salo").await, house.manager("Maija Mäki").await);
        let quote = house.draft(&anna, vec![house.line("Huolto", "2", "120")]).await;
        let seen = house.read(&anna, quote).await;
        let first = house.edit(&maija, quote, |save| save.fields.title = "Maijan otsikko".into()).await.unwrap();
        let before = app.snapshot().await;

        let mut command = SaveQuote { id: quote, version: seen.version, fields: seen.fields, lines: seen.lines };
        command.fields.title = "Annan otsikko".into();
        let current = |denied| match denied {
            Err(Denied::Stale { current }) => current,
            other => panic!("not stale but {other:?}"),
        };
        let loser = quotes::save(&anna, &app.cx, command.clone()).await.map(|_| ());
        assert_eq!(current(loser), first.version);
        let sending = sending(quote, seen.version);
        assert_eq!(current(quotes::send(&anna, &app.cx, sending).await.map(|_| ())), first.version);
        let cancel = CancelQuote { id: quote, version: seen.version };
        assert_eq!(current(quotes::cancel(&anna, &app.cx, cancel).await.map(|_| ())), first.version);
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());

        // The loser reads the other value, keeps her own in hand, and saves over it knowingly.
        let now = house.read(&anna, quote).await;
        assert_eq!((now.fields.title.as_str(), now.version), ("Maijan otsikko", first.version));
        command.version = now.version;
        let second = quotes::save(&anna, &app.cx, command).await.unwrap();
        let timeline = house.read(&anna, quote).await.timeline;
        let change = &timeline.iter().find(|entry| entry.what == "quote.changed").unwrap().changes[0];
        assert_eq!((change.old.as_str(), change.new.as_str()), ("Maijan otsikko", "Annan otsikko"));
        assert_eq!(second.version, first.version + 1);
    });
}

#[test]
fn of_many_saves_at_once_one_is_kept() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let quote = house.draft(&anna, vec![house.line("Huolto", "2", "120")]).await;
        let seen = house.read(&anna, quote).await;
        let tasks: Vec<_> = (0..20)
            .map(|at| {
                let (anna, cx) = (anna.clone(), app.cx.clone());
                let mut fields = seen.fields.clone();
                fields.title = format!("Otsikko {at}");
                let command = SaveQuote { id: quote, version: seen.version, fields, lines: seen.lines.clone() };
                tokio::spawn(async move { quotes::save(&anna, &cx, command).await })
            })
            .collect();
        let mut kept = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(saved) => {
                    assert_eq!(saved.version, seen.version + 1);
                    kept += 1;
                }
                Err(Denied::Stale { current }) => assert_eq!(current, seen.version + 1),
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!(kept, 1);
        assert_eq!(house.read(&anna, quote).await.version, seen.version + 1);
    });
}

#[test]
fn saving_without_a_change_writes_nothing() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let sent = house.sent(&anna, vec![house.line("Huolto", "2", "120")]).await;
        let before = app.snapshot().await;
        let saved = house.edit(&anna, sent.quote, |_| ()).await.unwrap();
        assert_eq!((saved.version, saved.draft_version), (sent.version, 1));
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());
    });
}
