//! Work that follows from a commit is committed with it, tried until it is done, and never silently dropped.
use domain::{actors::Role, lang::Lang, quotes::state::QuoteState};
use store::outbox::Work;
use testkit::{House, TestApp, acceptance, offers::sending};
use usecases::{Denied, Staff, account, actors::Agent, messages, outbox, portal, quotes};
use wire::{
    messages::{OutboxRow, OutboxState},
    shared::ListQuery,
};

async fn screen(app: &TestApp, by: &Staff) -> Vec<OutboxRow> {
    messages::outbox(by, &app.cx, ListQuery::default()).await.unwrap().rows
}

async fn one(app: &TestApp) -> Work {
    let mut due = outbox::claim(&app.cx).await.unwrap();
    assert_eq!(due.len(), 1, "{due:?}");
    due.remove(0)
}

async fn none(app: &TestApp) {
    let due = outbox::claim(&app.cx).await.unwrap();
    assert!(due.is_empty(), "{due:?}");
}

async fn with_one_mail(app: &TestApp) -> (House, Staff) {
    let house = app.house("Salmela Oy").await;
    let maija = house.manager("Maija Mäki").await;
    house.sent(&maija, vec![house.line("Huolto", "2", "120")]).await;
    (house, maija)
}

#[test]
fn outbox_never_forgets() {
    testkit::on_both(async |app| {
        let (house, maija) = with_one_mail(&app).await;
        // With its cause or not at all.
        let stale = sending(house.draft(&maija, vec![]).await, 7);
        assert!(matches!(quotes::send(&maija, &app.cx, stale).await, Err(Denied::Stale { .. })));
        assert_eq!(screen(&app, &maija).await.len(), 1);

        // Claimed by one worker at a time; a worker that dies leaves it to the next.
        let work = one(&app).await;
        none(&app).await;
        app.later(119);
        none(&app).await;
        app.later(2);
        let again = one(&app).await;
        assert_eq!((again.id, again.attempts), (work.id, 1));

        // Each failure is told, and the wait grows.
        outbox::failed(&app.cx, &again, "connection refused").await.unwrap();
        let row = &screen(&app, &maija).await[0];
        assert_eq!((row.state, row.error.as_str(), row.attempts), (OutboxState::Waiting, "connection refused", 2));
        assert_eq!(row.next.unwrap().utc, app.cx.clock.now().plus_seconds(60));
        let mut waits = Vec::new();
        loop {
            let row = screen(&app, &maija).await.remove(0);
            let Some(next) = row.next else { break };
            let wait = (next.utc.0 - app.cx.clock.now().0) / 1_000_000;
            waits.push(wait);
            app.later(wait - 1);
            none(&app).await;
            app.later(1);
            outbox::failed(&app.cx, &one(&app).await, "connection refused").await.unwrap();
        }
        assert!(waits.is_sorted() && waits.iter().sum::<i64>() > 3 * 86_400, "{waits:?}");

        // Given up, it stands there until somebody looks; then it is due at once and goes.
        let row = screen(&app, &maija).await.remove(0);
        assert_eq!(row.state, OutboxState::Dead);
        app.later(30 * 86_400);
        none(&app).await;
        messages::retry(&maija, &app.cx, row.id).await.unwrap();
        let work = one(&app).await;
        let mail = outbox::prepare_mail(&app.cx, &work).await.unwrap();
        assert_eq!(mail.to, "paivi@asiakas.test");
        assert!(mail.text.contains("https://tarjous.test/o/tq_"));
        assert!(mail.attachment.unwrap().1.starts_with(b"%PDF"));
        outbox::mail_sent(&app.cx, &work).await.unwrap();
        let row = screen(&app, &maija).await.remove(0);
        assert_eq!((row.state, row.error.as_str()), (OutboxState::Done, ""));
        // The secret does not stay behind, and what is done is not done again.
        assert!(app.texts("SELECT body FROM outbox").await.iter().all(|body| !body.contains("tq_")));
        assert!(matches!(messages::retry(&maija, &app.cx, row.id).await, Err(Denied::NotFound)));
        app.later(86_400);
        none(&app).await;
    });
}

#[test]
fn without_a_mail_server_mails_wait_and_the_rest_goes_on() {
    testkit::on_both(async |app| {
        let app = app.without_mail_server();
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija Mäki").await;
        let sent = house.sent(&maija, vec![house.line("Huolto", "2", "120")]).await;
        none(&app).await;
        let page = sent.page(&app.cx).await;
        let visitor = sent.visitor(&app.cx).await;
        let form = acceptance(&page, "Päivi");
        portal::accept(&visitor, &app.cx, &Agent::default(), Lang::Fi, form).await.unwrap();
        let work = one(&app).await;
        assert_eq!(work.topic, "signed_pdf");
        outbox::draw_signed_pdf(&app.cx, &work).await.unwrap();
        let waiting = screen(&app, &maija).await;
        assert_eq!(waiting.iter().filter(|row| row.state == OutboxState::Waiting).count(), 3);
        assert!(waiting.iter().any(|row| row.text.contains(&sent.token)), "the link can be copied from the outbox");
    });
}

#[test]
fn a_signed_document_is_kept_and_mailed_once() {
    testkit::on_both(async |app| {
        let (house, maija) = with_one_mail(&app).await;
        let sent = house.sent(&maija, vec![house.line("Huolto", "2", "120")]).await;
        let (visitor, page) = (sent.visitor(&app.cx).await, sent.page(&app.cx).await);
        let form = acceptance(&page, "Päivi");
        portal::accept(&visitor, &app.cx, &Agent::default(), Lang::Fi, form).await.unwrap();
        assert!(matches!(portal::signed_pdf(&visitor, &app.cx).await, Err(Denied::NotFound)), "it is not drawn yet");
        let work = outbox::claim(&app.cx).await.unwrap();
        let work = work.into_iter().find(|work| work.topic == "signed_pdf").unwrap();
        // Two workers, since the first one's lease ran out.
        let (first, second) =
            tokio::join!(outbox::draw_signed_pdf(&app.cx, &work), outbox::draw_signed_pdf(&app.cx, &work));
        first.unwrap();
        second.unwrap();
        let after = app.snapshot().await;
        assert_eq!((after.rows("attachments"), after.rows("blobs")), (2, 1));
        let told = app.texts("SELECT what FROM events WHERE what = 'quote.signed_pdf'").await;
        assert_eq!(told.len(), 1);
        // Two sendings, the drawing, a receipt to the customer and one to the seller.
        assert_eq!(after.rows("outbox"), 5);
        let view = house.read(&maija, sent.quote).await;
        assert_eq!((view.state, view.files.len()), (QuoteState::Accepted, 1));
        let file = portal::signed_pdf(&visitor, &app.cx).await.unwrap();
        assert_eq!(vault::digest::sha256_hex(&file.bytes), view.files[0].sha256);
        let order = usecases::orders::read(&maija, &app.cx, view.order.unwrap().id).await.unwrap();
        assert_eq!(order.files[0].sha256, view.files[0].sha256);
    });
}

#[test]
fn the_outbox_lets_nobody_into_another_persons_account() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija Mäki").await;
        let admin = house.person("Ada", Role::Administrator, None).await;
        let email = account::me(&admin, &app.cx).await.unwrap().email;
        account::request_reset(&app.cx, &email, &Agent::default()).await.unwrap();
        let (hers, theirs) = (screen(&app, &maija).await.remove(0), screen(&app, &admin).await.remove(0));
        assert_eq!((&hers.to, &hers.subject), (&theirs.to, &theirs.subject), "she sees that it waits");
        assert!(theirs.text.contains("token="), "who invites people hands them their link: {}", theirs.text);
        assert!(!hers.text.contains("token=") && !hers.text.contains("http"), "{}", hers.text);
    });
}
