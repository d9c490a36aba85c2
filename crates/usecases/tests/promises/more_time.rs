//! An offer that has ended: its customer asks for more time, its seller gives it with one press.
use domain::{ids::QuoteId, quotes::state::QuoteState, refusal::Refusal};
use testkit::{House, Sent, TestApp, key, more_time, refused_at, refused_whole};
use usecases::{Denied, Staff, portal, quotes};
use wire::{portal::PortalStanding, quotes::GiveTime};

/// An offer that ended nine days ago.
async fn ended(app: &TestApp, house: &House, by: &Staff) -> Sent {
    let sent = house.sent(by, vec![house.line("Huolto", "2", "120")]).await;
    app.later(23 * 86_400);
    sent
}

async fn ask(app: &TestApp, sent: &Sent, remark: &str) -> Result<(), Denied> {
    let page = sent.page(&app.cx).await;
    portal::ask_more_time(&sent.visitor(&app.cx).await, &app.cx, more_time(&page, remark)).await
}

async fn give(app: &TestApp, by: &Staff, quote: QuoteId, version: i64) -> Result<wire::quotes::SentQuote, Denied> {
    quotes::give_time(by, &app.cx, GiveTime { key: key(), id: quote, version }).await
}

#[test]
fn a_customer_asks_once_and_one_press_makes_the_offer_valid_again() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let sent = ended(&app, &house, &anna).await;
        let net = house.read(&anna, sent.quote).await.totals.net;
        ask(&app, &sent, "Hallitus kokoontuu vasta perjantaina.").await.unwrap();

        // Whoever asks again is not refused, and the seller is not told twice.
        let before = app.snapshot().await;
        ask(&app, &sent, "Vielä kerran").await.unwrap();
        let changed = app.snapshot().await.changed(&before);
        assert!(
            !changed.iter().any(|table| ["outbox", "events", "time_requests"].contains(&table.as_str())),
            "{changed:?}"
        );
        let PortalStanding::Expired { asked: Some(_), .. } = sent.page(&app.cx).await.standing else {
            panic!("the page does not say that more time was asked for");
        };

        let view = house.read(&anna, sent.quote).await;
        let wish = view.time_wish.clone().expect("the wish is shown");
        assert_eq!(
            (wish.author.as_str(), wish.remark.as_str()),
            ("Päivi Mäkelä", "Hallitus kokoontuu vasta perjantaina.")
        );
        let given = give(&app, &anna, sent.quote, view.version).await.unwrap();
        assert_eq!((given.sent_version, given.mailed), (2, true));

        let view = house.read(&anna, sent.quote).await;
        assert_eq!((view.state, view.totals.net, view.time_wish), (QuoteState::Sent, net, None));
        let page = sent.page(&app.cx).await;
        assert_eq!((page.standing, page.content.valid_until), (PortalStanding::Open, wish.until));
        let mail = app.texts("SELECT body FROM outbox ORDER BY created_at, id").await.pop().unwrap();
        assert!(mail.contains("voimassa"), "{mail}");
    });
}

#[test]
fn more_time_is_neither_asked_for_nor_given_where_there_is_no_need() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let open = house.sent(&anna, vec![house.line("Huolto", "2", "120")]).await;
        assert_eq!(refused_whole(ask(&app, &open, "").await), Refusal::NotInThisState { state: QuoteState::Sent });

        let sent = ended(&app, &house, &anna).await;
        assert!(
            matches!(refused_at(ask(&app, &sent, &"x".repeat(9_000)).await).as_slice(), [(at, Refusal::TooLong { .. })] if at == "remark")
        );
        // A press without the tick asks for nothing: scanners press buttons.
        let page = sent.page(&app.cx).await;
        let mut unsure = more_time(&page, "");
        unsure.sure = String::new();
        let answer = portal::ask_more_time(&sent.visitor(&app.cx).await, &app.cx, unsure).await;
        assert_eq!(refused_at(answer), [("sure".to_owned(), Refusal::TickNeeded)]);
        let version = house.read(&anna, sent.quote).await.version;
        assert!(matches!(give(&app, &anna, sent.quote, version).await, Err(Denied::NotFound)));
        ask(&app, &sent, "").await.unwrap();
        assert!(matches!(give(&app, &anna, sent.quote, version).await, Err(Denied::Stale { .. })));

        // What was changed and not sent does not slip out with it.
        house.edit(&anna, sent.quote, |save| save.fields.title = "Toinen".into()).await.unwrap();
        let version = house.read(&anna, sent.quote).await.version;
        let refused = refused_whole(give(&app, &anna, sent.quote, version).await);
        assert!(matches!(refused, Refusal::NotInThisState { .. }), "{refused:?}");

        // Another company's seller finds nothing.
        let other = app.house("Muu Oy").await.seller("Olli Muu").await;
        assert!(matches!(give(&app, &other, sent.quote, version).await, Err(Denied::NotFound)));
    });
}
