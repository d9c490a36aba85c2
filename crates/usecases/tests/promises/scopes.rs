//! Everybody sees their own, and cannot tell what is not theirs from what is not there.
use domain::{
    actors::Role,
    ids::{AttachmentId, LinkId, OrderId, QuoteId},
    lang::Lang,
    refusal::Refusal,
};
use std::fmt::Debug;
use testkit::{
    House, Sent, TestApp, acceptance, comment, decline, key,
    offers::{new_quote, sending},
    refused_at,
};
use usecases::{Denied, Staff, actors::Agent, files, messages, orders, outbox, portal, quotes};
use uuid::Uuid;
use wire::{
    quotes::{AnswerComment, CancelQuote, RenewLink, SaveQuote},
    shared::ListQuery,
};

/// A quotation that was accepted, with its order and signed file.
async fn accepted(app: &TestApp, house: &House, by: &Staff) -> (Sent, OrderId, AttachmentId) {
    let sent = house.sent(by, vec![house.line("Huolto", "2", "120")]).await;
    let (visitor, page) = (sent.visitor(&app.cx).await, sent.page(&app.cx).await);
    portal::accept(&visitor, &app.cx, &Agent::default(), Lang::Fi, acceptance(&page, "Päivi")).await.unwrap();
    for work in outbox::claim(&app.cx).await.unwrap().iter().filter(|work| work.topic == "signed_pdf") {
        outbox::draw_signed_pdf(&app.cx, work).await.unwrap();
    }
    let view = house.read(by, sent.quote).await;
    (sent, view.order.unwrap().id, view.files[0].id)
}

#[test]
fn a_seller_sees_own_rows_only() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let team = house.team("Etelä").await;
        let anna = house.seller("Anna Salo").await;
        let berta = house.person("Berta Berg", Role::TeamSeller, Some(team)).await;
        let cilla = house.person("Cilla Coll", Role::Seller, Some(team)).await;
        let maija = house.manager("Maija Mäki").await;
        for by in [&anna, &berta, &cilla, &maija] {
            accepted(&app, &house, by).await;
        }
        let expected = [
            (&anna, vec!["Anna Salo"]),
            (&cilla, vec!["Cilla Coll"]),
            (&berta, vec!["Berta Berg", "Cilla Coll"]),
            (&maija, vec!["Anna Salo", "Berta Berg", "Cilla Coll", "Maija Mäki"]),
        ];
        for (by, owners) in expected {
            for query in [
                ListQuery::default(),
                ListQuery { search: "merilä".into(), ..ListQuery::default() },
                ListQuery {
                    search: "me".into(),
                    filter: "accepted".into(),
                    sort: "party".into(),
                    ..ListQuery::default()
                },
            ] {
                let page = quotes::list(by, &app.cx, query.clone()).await.unwrap();
                let mut seen: Vec<_> = page.rows.iter().map(|row| row.owner.clone().unwrap().name).collect();
                seen.sort();
                assert_eq!((seen, page.total), (owners.iter().map(ToString::to_string).collect(), owners.len() as i64));
                let page = orders::list(by, &app.cx, query).await.unwrap();
                let mut seen: Vec<_> = page.rows.iter().map(|row| row.owner.clone().unwrap().name).collect();
                seen.sort();
                assert_eq!((seen, page.total), (owners.iter().map(ToString::to_string).collect(), owners.len() as i64));
            }
        }
        // The outbox holds everybody's mails.
        assert!(matches!(messages::outbox(&anna, &app.cx, ListQuery::default()).await, Err(Denied::NotAllowed)));
        assert!(messages::outbox(&maija, &app.cx, ListQuery::default()).await.is_ok());
    });
}

/// What a stranger is told of a quotation, an order, a file and a link, in words.
async fn told(
    app: &TestApp,
    by: &Staff,
    quote: QuoteId,
    link: LinkId,
    order: OrderId,
    file: AttachmentId,
) -> Vec<String> {
    fn words<T: Debug>(answer: Result<T, Denied>) -> String {
        format!("{:?}", answer.map(|_| "something"))
    }
    let cx = &app.cx;
    let save = SaveQuote { id: quote, version: 1, fields: Default::default(), lines: Vec::new() };
    let answer = AnswerComment { key: key(), quote, line: None, body: "Hei".into(), files: Vec::new() };
    vec![
        words(quotes::read(by, cx, quote).await),
        words(quotes::pdf(by, cx, quote, None).await.map(|_| ())),
        words(quotes::pdf(by, cx, quote, Some(1)).await.map(|_| ())),
        words(quotes::save(by, cx, save).await),
        words(quotes::send(by, cx, sending(quote, 1)).await),
        words(quotes::cancel(by, cx, CancelQuote { id: quote, version: 1 }).await),
        words(quotes::answer_comment(by, cx, answer).await),
        words(quotes::renew_link(by, cx, RenewLink { key: key(), quote, link }).await),
        words(quotes::revoke_link(by, cx, link).await),
        words(orders::read(by, cx, order).await),
        words(files::download(by, cx, file).await.map(|_| ())),
    ]
}

#[test]
fn not_yours_and_not_there_are_the_same() {
    testkit::on_both(async |app| {
        let (house, other) = (app.house("Salmela Oy").await, app.house("Toinen Oy").await);
        let (anna, berta) = (house.seller("Anna Salo").await, house.seller("Berta Berg").await);
        let stranger = other.manager("Olli Orava").await;
        let (sent, order, file) = accepted(&app, &house, &berta).await;
        let link = house.read(&berta, sent.quote).await.links[0].id;
        let own = accepted(&app, &house, &anna).await.0;
        let before = app.snapshot().await;

        let nowhere = Uuid::now_v7();
        let not_there =
            told(&app, &anna, QuoteId(nowhere), LinkId(nowhere), OrderId(nowhere), AttachmentId(nowhere)).await;
        assert!(not_there.iter().all(|words| words == "Err(NotFound)"), "{not_there:?}");
        assert_eq!(told(&app, &anna, sent.quote, link, order, file).await, not_there, "a colleague's");
        assert_eq!(told(&app, &stranger, sent.quote, link, order, file).await, not_there, "another company's");
        // One's own quotation does not lead to another's link.
        let renew = RenewLink { key: key(), quote: own.quote, link };
        assert!(matches!(quotes::renew_link(&anna, &app.cx, renew).await, Err(Denied::NotFound)));
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());
        assert!(quotes::read(&berta, &app.cx, sent.quote).await.is_ok());
    });
}

#[test]
fn another_companys_customer_product_or_tax_is_not_there() {
    testkit::on_both(async |app| {
        let (house, other) = (app.house("Salmela Oy").await, app.house("Toinen Oy").await);
        let (anna, stranger) = (house.seller("Anna Salo").await, other.manager("Olli Orava").await);
        let (party, theirs) = (house.party(&anna, "Meriläinen Oy").await, other.party(&stranger, "Järvi Oy").await);
        let product = other.product(&stranger, "Salainen", "77").await.unwrap();
        assert!(
            matches!(house.product(&anna, "Tuoli", "10").await, Err(Denied::NotAllowed)),
            "a seller has no catalog"
        );
        for id in [theirs, domain::ids::PartyId(Uuid::now_v7())] {
            let refused = quotes::create(&anna, &app.cx, new_quote(id, vec![])).await;
            assert_eq!(refused_at(refused), [("party".to_owned(), Refusal::NotThere)]);
        }
        for (product, tax) in
            [(product, other.tax), (domain::ids::ProductId(Uuid::now_v7()), domain::ids::TaxId(Uuid::now_v7()))]
        {
            let mut line = house.priced("Tuoli", "1", "10");
            (line.product, line.tax) = (Some(product), tax);
            let lines = vec![house.line("Huolto", "1", "1"), domain::quotes::line::LineInput::Product(line)];
            let refused = quotes::create(&anna, &app.cx, new_quote(party, lines)).await;
            let at = [("lines.1.tax".to_owned(), Refusal::NotAChoice), ("lines.1.name".to_owned(), Refusal::NotThere)];
            assert_eq!(refused_at(refused), at);
        }
    });
}

#[test]
fn a_revoked_link_sees_nothing() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let sent = house.sent(&anna, vec![house.line("Huolto", "2", "120")]).await;
        let page = sent.page(&app.cx).await;
        let link = house.read(&anna, sent.quote).await.links[0].id;
        quotes::revoke_link(&anna, &app.cx, link).await.unwrap();
        assert!(house.read(&anna, sent.quote).await.links[0].revoked.is_some());
        let before = app.snapshot().await;

        let visitor = sent.visitor(&app.cx).await;
        let (cx, agent) = (&app.cx, Agent::default());
        let answers = [
            portal::read(&visitor, cx, None, None).await.map(|_| ()),
            portal::read(&visitor, cx, Some(1), None).await.map(|_| ()),
            portal::pdf(&visitor, cx, None, None).await.map(|_| ()),
            portal::signed_pdf(&visitor, cx).await.map(|_| ()),
            portal::comment(&visitor, cx, comment(&page, "Hei")).await,
            portal::accept(&visitor, cx, &agent, Lang::Fi, acceptance(&page, "Päivi")).await.map(|_| ()),
            portal::decline(&visitor, cx, &agent, Lang::Fi, decline(&page, "")).await,
            portal::seen(&visitor, cx, 1).await,
        ];
        for (at, answer) in answers.into_iter().enumerate() {
            assert!(matches!(answer, Err(Denied::NotFound)), "{at}: {answer:?}");
        }
        // Its holder is told whom to ask, and nothing of the quotation.
        let told = format!("{:?}", portal::revoked(&visitor, cx).await.unwrap().unwrap());
        assert!(told.contains("Salmela Oy") && told.contains("Anna Salo"));
        assert!(!told.contains("T-2026") && !told.contains("Huolto") && !told.contains("Päivi"));
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());

        // A renewed link opens the same page; the one it replaces does not.
        let renew = RenewLink { key: key(), quote: sent.quote, link };
        let renewed = quotes::renew_link(&anna, cx, renew).await.unwrap();
        let token = renewed.url.rsplit('/').next().unwrap().to_owned();
        assert_eq!(Sent { token, ..sent.clone() }.page(cx).await.content_sha256, page.content_sha256);
        assert!(matches!(portal::read(&sent.visitor(cx).await, cx, None, None).await, Err(Denied::NotFound)));
    });
}
