//! Opening a link, reading and downloading change nothing; only a person who reads is noted, once per visit.
use domain::lang::Lang;
use testkit::{acceptance, decline};
use usecases::{Denied, actors::Agent, orders, outbox, portal, quotes};
use wire::shared::ListQuery;

#[test]
fn opening_changes_nothing() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let (open, signed, refused) = (
            house.sent(&anna, vec![house.line("Huolto", "2", "120")]).await,
            house.sent(&anna, vec![house.line("Huolto", "3", "120")]).await,
            house.sent(&anna, vec![house.line("Huolto", "4", "120")]).await,
        );
        house.edit(&anna, open.quote, |save| save.fields.title = "Uusi".into()).await.unwrap();
        house.send(&anna, open.quote).await;
        let page = signed.page(&app.cx).await;
        let agent = Agent::default();
        let form = acceptance(&page, "Päivi");
        portal::accept(&signed.visitor(&app.cx).await, &app.cx, &agent, Lang::Fi, form).await.unwrap();
        for work in outbox::claim(&app.cx).await.unwrap().iter().filter(|work| work.topic == "signed_pdf") {
            outbox::draw_signed_pdf(&app.cx, work).await.unwrap();
        }
        let page = refused.page(&app.cx).await;
        let form = decline(&page, "Liian kallis");
        portal::decline(&refused.visitor(&app.cx).await, &app.cx, &agent, Lang::Fi, form).await.unwrap();
        let before = app.snapshot().await;

        for sent in [&open, &signed, &refused] {
            let visitor = portal::admit_visitor(&app.cx, &sent.token).await.unwrap();
            for version in [None, Some(1), Some(2), Some(99)] {
                for lang in [None, Some(Lang::En), Some(Lang::Sv)] {
                    let read = portal::read(&visitor, &app.cx, version, lang).await;
                    let there = version != Some(99) && (version != Some(2) || sent.quote == open.quote);
                    assert_eq!(read.is_ok(), there, "{version:?}");
                }
            }
            assert!(portal::pdf(&visitor, &app.cx, None, None).await.unwrap().bytes.starts_with(b"%PDF"));
            let kept = portal::signed_pdf(&visitor, &app.cx).await;
            assert_eq!(kept.is_ok(), sent.quote == signed.quote);
            assert!(portal::revoked(&visitor, &app.cx).await.unwrap().is_none());
            house.read(&anna, sent.quote).await;
            quotes::pdf(&anna, &app.cx, sent.quote, Some(1)).await.unwrap();
        }
        assert!(matches!(portal::admit_visitor(&app.cx, "tq_nothing").await, Err(Denied::NotFound)));
        quotes::list(&anna, &app.cx, ListQuery { search: "meri".into(), ..ListQuery::default() }).await.unwrap();
        orders::list(&anna, &app.cx, ListQuery::default()).await.unwrap();
        usecases::today::read(&anna, &app.cx).await.unwrap();
        usecases::crm::board(&anna, &app.cx, Default::default()).await.unwrap();
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());
    });
}

#[test]
fn a_person_is_seen_once_per_visit() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let sent = house.sent(&anna, vec![house.line("Huolto", "2", "120")]).await;
        let visitor = sent.visitor(&app.cx).await;
        let views = async || app.texts("SELECT data FROM events WHERE what = 'quote.viewed'").await.len();
        let read = async || house.read(&anna, sent.quote).await.links[0].read.map(|stamp| stamp.utc);
        assert_eq!((views().await, read().await), (0, None));

        // The page tells it again and again while it is open: still one visit.
        for _ in 0..5 {
            portal::seen(&visitor, &app.cx, 1).await.unwrap();
            app.later(20 * 60);
        }
        assert_eq!(views().await, 1);
        assert!(read().await.is_some());
        app.later(31 * 60);
        portal::seen(&visitor, &app.cx, 1).await.unwrap();
        assert_eq!(views().await, 2);

        // A new version that is read is news at once, even within the same visit.
        house.edit(&anna, sent.quote, |save| save.fields.title = "Uusi".into()).await.unwrap();
        house.send(&anna, sent.quote).await;
        assert!(!quotes::list(&anna, &app.cx, ListQuery::default()).await.unwrap().rows[0].read);
        portal::seen(&visitor, &app.cx, 2).await.unwrap();
        assert_eq!(views().await, 3);
        assert!(quotes::list(&anna, &app.cx, ListQuery::default()).await.unwrap().rows[0].read);

        // What was never sent cannot have been read.
        let before = app.snapshot().await;
        assert!(matches!(portal::seen(&visitor, &app.cx, 3).await, Err(Denied::NotFound)));
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());
    });
}
