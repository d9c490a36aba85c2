//! A change of mind after accepting: for some minutes it is as if nothing had happened, and nothing that was signed is lost.
use domain::{
    crm::OpportunityState,
    ids::OpportunityId,
    lang::Lang,
    payment::deposit::{PERCENT, TypedDeposit},
    quotes::{
        recipient::{NotYours, RecipientRole},
        state::QuoteState,
    },
    refusal::Refusal,
};
use std::sync::Arc;
use testkit::{
    Sent, TestApp, acceptance, figure, key,
    offers::{new_quote, sending},
    on_both, refused_at, refused_whole, take_back,
};
use tokio::sync::Barrier;
use usecases::{Denied, actors::Agent, crm, orders, outbox, payments, portal, quotes, seals, verify::verify};
use wire::{
    crm::CreateOpportunity,
    payments::MarkPaid,
    portal::{AcceptedFacts, PortalPage, PortalStanding, TakeBackByVisitor},
    quotes::{CreateQuote, Recipient, SendQuote},
};

pub(super) async fn accept(app: &TestApp, sent: &Sent) {
    let form = acceptance(&sent.page(&app.cx).await, "Päivi Mäkelä");
    portal::accept(&sent.visitor(&app.cx).await, &app.cx, &Agent::default(), Lang::Fi, form).await.unwrap();
}

pub(super) async fn undo(app: &TestApp, sent: &Sent, form: TakeBackByVisitor) -> Result<(), Denied> {
    portal::take_back(&sent.visitor(&app.cx).await, &app.cx, &Agent::default(), Lang::Fi, form).await
}

async fn draw(app: &TestApp) {
    for work in outbox::claim(&app.cx).await.unwrap().iter().filter(|work| work.topic == "signed_pdf") {
        outbox::draw_signed_pdf(&app.cx, work).await.unwrap();
    }
}

pub(super) fn facts(page: &PortalPage) -> &AcceptedFacts {
    let PortalStanding::Accepted { facts } = &page.standing else { panic!("not accepted: {:?}", page.standing) };
    facts
}

pub(super) async fn mails(app: &TestApp) -> Vec<String> {
    app.texts("SELECT body FROM outbox WHERE topic = 'mail' ORDER BY created_at, id").await
}

#[test]
fn an_acceptance_taken_back_leaves_the_offer_open_and_everything_that_was_signed() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let party = house.party(&anna, "Meriläinen Oy").await;
        let command = CreateOpportunity {
            key: key(),
            title: "Katto".into(),
            party: Some(party),
            contact_name: String::new(),
            email: String::new(),
            phone: String::new(),
            expected: figure("150"),
            recurring: Default::default(),
            expected_close: None,
            stage: None,
        };
        let opportunity = crm::create_opportunity(&anna, &app.cx, command).await.unwrap();
        let lines = vec![house.line("Huolto", "2", "120")];
        let command = CreateQuote { opportunity: Some(opportunity), ..new_quote(party, lines) };
        let quote = quotes::create(&anna, &app.cx, command).await.unwrap();
        house
            .edit(&anna, quote, |save| {
                save.fields.deposit = TypedDeposit { kind: PERCENT.into(), value: "30".into(), days: "7".into() };
            })
            .await
            .unwrap();
        let sent = house.send(&anna, quote).await;
        accept(&app, &sent).await;
        draw(&app).await;
        let page = sent.page(&app.cx).await;
        let (number, offered) = (facts(&page).order_number.clone(), facts(&page).take_back.clone().unwrap());
        assert_eq!((offered.seconds, offered.refused), (900, None));
        let order = house.read(&anna, quote).await.order.unwrap().id;
        let state = async |id: OpportunityId| crm::read_opportunity(&anna, &app.cx, id).await.unwrap();
        let won = state(opportunity).await;
        assert_eq!((won.state, won.expected.value), (OpportunityState::Won, figure("240")));
        let first = portal::signed_pdf(&sent.visitor(&app.cx).await, &app.cx).await.unwrap();

        // Looking changes nothing, and neither does a form that did not ask.
        let before = app.snapshot().await;
        sent.page(&app.cx).await;
        let form = TakeBackByVisitor { sure: String::new(), ..take_back(&page) };
        assert_eq!(refused_at(undo(&app, &sent, form).await), [("sure".to_owned(), Refusal::TickNeeded)]);
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());

        app.later(14 * 60);
        let form = take_back(&page);
        undo(&app, &sent, form.clone()).await.unwrap();
        let after = app.snapshot().await;
        undo(&app, &sent, form).await.unwrap();
        assert_eq!(app.snapshot().await.changed(&after), Vec::<String>::new(), "told again it is done once");
        undo(&app, &sent, take_back(&page)).await.unwrap();

        let open = sent.page(&app.cx).await;
        assert_eq!((open.state, &open.standing), (QuoteState::Sent, &PortalStanding::Open));
        assert_eq!(open.content_sha256, page.content_sha256);
        let view = house.read(&anna, quote).await;
        assert_eq!((view.state, view.order.is_none()), (QuoteState::Sent, true));
        let reopened = state(opportunity).await;
        assert_eq!((reopened.state, reopened.expected.value), (OpportunityState::Open, figure("150")));
        let cancelled = orders::read(&anna, &app.cx, order).await.unwrap();
        assert!(cancelled.cancelled.is_some() && cancelled.payment.is_none() && cancelled.files.len() == 1);
        let what: Vec<String> = cancelled.timeline.into_iter().map(|entry| entry.what).collect();
        assert!(
            ["order.created", "order.cancelled"].iter().all(|code| what.iter().any(|what| what == code)),
            "{what:?}"
        );
        let told = mails(&app).await;
        let told = |to: &str| told.iter().filter(|mail| mail.contains(to) && mail.contains("on peruttu")).count();
        assert_eq!((told(&number), told("paivi@asiakas.test")), (2, 1), "both sides are told, once");

        // And accepted after all: the same order, a new signature, both documents.
        app.later(60);
        accept(&app, &sent).await;
        draw(&app).await;
        let page = sent.page(&app.cx).await;
        assert_eq!(facts(&page).order_number, number);
        assert!(facts(&page).signed_file_ready && facts(&page).payment.is_some());
        let again = portal::signed_pdf(&sent.visitor(&app.cx).await, &app.cx).await.unwrap();
        assert_ne!((&first.name, &first.bytes), (&again.name, &again.bytes));
        for file in [&first, &again] {
            let digest = seals::Digest::parse(&vault::digest::sha256_hex(&file.bytes)).unwrap();
            assert!(seals::check(&app.cx, &digest).await.unwrap().seal.unwrap().holds, "{}", file.name);
        }
        let renewed = orders::read(&anna, &app.cx, order).await.unwrap();
        assert!(renewed.cancelled.is_none() && renewed.files.len() == 2);
        assert_eq!(state(opportunity).await.state, OpportunityState::Won);
        let kinds = app.texts("SELECT kind FROM quote_decisions ORDER BY round").await;
        assert_eq!(kinds, ["accepted", "taken_back", "accepted"]);
        assert_eq!(verify(&app.cx).await.unwrap().findings, []);
    });
}

#[test]
fn too_late_or_paid_is_refused_and_said_why() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let quote = house.draft(&anna, vec![house.line("Huolto", "2", "120")]).await;
        house
            .edit(&anna, quote, |save| {
                save.fields.deposit = TypedDeposit { kind: PERCENT.into(), value: "30".into(), days: "7".into() };
            })
            .await
            .unwrap();
        let sent = house.send(&anna, quote).await;
        accept(&app, &sent).await;
        let page = sent.page(&app.cx).await;
        let order = house.read(&anna, quote).await.order.unwrap().id;
        let day = orders::read(&anna, &app.cx, order).await.unwrap().accepted.local.date();
        let mark = MarkPaid { order, version: 1, amount: "10".into(), paid_on: Some(day), note: String::new() };
        payments::mark_paid(&anna, &app.cx, mark).await.unwrap();
        let before = app.snapshot().await;
        assert_eq!(refused_whole(undo(&app, &sent, take_back(&page)).await), Refusal::PaymentCame);
        let shown = sent.page(&app.cx).await;
        assert_eq!(facts(&shown).take_back.clone().unwrap().refused, Some(Refusal::PaymentCame));
        app.later(15 * 60 + 1);
        assert_eq!(refused_whole(undo(&app, &sent, take_back(&page)).await), Refusal::GraceOver);
        assert_eq!(facts(&sent.page(&app.cx).await).take_back, None);
        let wrong = TakeBackByVisitor { content_sha256: "00".into(), ..take_back(&page) };
        assert_eq!(refused_whole(undo(&app, &sent, wrong).await), Refusal::ContentDiffers);
        let wrong = TakeBackByVisitor { version: "x".into(), ..take_back(&page) };
        assert_eq!(refused_whole(undo(&app, &sent, wrong).await), Refusal::VersionSuperseded { shown: 0, valid: 1 });
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());
    });
}

#[test]
fn a_payment_that_is_noted_at_the_same_moment_keeps_the_order_or_comes_to_none() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        for _ in 0..8 {
            let quote = house.draft(&anna, vec![house.line("Huolto", "2", "120")]).await;
            house
                .edit(&anna, quote, |save| {
                    save.fields.deposit = TypedDeposit { kind: PERCENT.into(), value: "30".into(), days: "7".into() };
                })
                .await
                .unwrap();
            let sent = house.send(&anna, quote).await;
            accept(&app, &sent).await;
            let (visitor, form) = (sent.visitor(&app.cx).await, take_back(&sent.page(&app.cx).await));
            let order = house.read(&anna, quote).await.order.unwrap().id;
            let day = orders::read(&anna, &app.cx, order).await.unwrap().accepted.local.date();
            let mark = MarkPaid { order, version: 1, amount: "10".into(), paid_on: Some(day), note: String::new() };
            let gate = Arc::new(Barrier::new(2));
            let (by, cx, other) = (anna.clone(), app.cx.clone(), gate.clone());
            let paying = tokio::spawn(async move {
                other.wait().await;
                payments::mark_paid(&by, &cx, mark).await
            });
            gate.wait().await;
            let undone = portal::take_back(&visitor, &app.cx, &Agent::default(), Lang::Fi, form).await;
            let paid = paying.await.unwrap();
            assert_ne!(undone.is_ok(), paid.is_ok(), "{undone:?} {paid:?}");
            let view = orders::read(&anna, &app.cx, order).await.unwrap();
            assert_eq!(view.cancelled.is_some(), undone.is_ok());
            assert_eq!(view.payment.is_some(), paid.is_ok());
        }
        assert_eq!(verify(&app.cx).await.unwrap().findings, []);
    });
}

#[test]
fn what_was_taken_back_before_it_was_drawn_is_kept_and_nobody_is_told_it_stands() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let sent = house.sent(&anna, vec![house.line("Huolto", "2", "120")]).await;
        accept(&app, &sent).await;
        undo(&app, &sent, take_back(&sent.page(&app.cx).await)).await.unwrap();
        let before = mails(&app).await.len();
        draw(&app).await;
        assert_eq!(mails(&app).await.len(), before);
        assert_eq!(app.texts("SELECT name FROM attachments WHERE subject_kind = 'order'").await.len(), 1);
        // Declined then, as any offer.
        let form = testkit::decline(&sent.page(&app.cx).await, "");
        portal::decline(&sent.visitor(&app.cx).await, &app.cx, &Agent::default(), Lang::Fi, form).await.unwrap();
        assert_eq!(sent.page(&app.cx).await.state, QuoteState::Declined);
        assert_eq!(verify(&app.cx).await.unwrap().findings, []);
    });
}

#[test]
fn who_only_reads_takes_nothing_back() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let quote = house.draft(&anna, vec![house.line("Huolto", "2", "120")]).await;
        let version = house.read(&anna, quote).await.version;
        let reader =
            Recipient { role: RecipientRole::Reader, ..Recipient::signer("Toimisto", "toimisto@asiakas.test") };
        let recipients = vec![Recipient::signer("Päivi Mäkelä", "paivi@asiakas.test"), reader];
        let sent = quotes::send(&anna, &app.cx, SendQuote { recipients, ..sending(quote, version) }).await.unwrap();
        let other = wire::quotes::SentQuote { url: sent.others[0].url.clone(), ..sent.clone() };
        let (signer, reader) = (Sent::of(quote, &sent), Sent::of(quote, &other));
        accept(&app, &signer).await;
        let page = reader.page(&app.cx).await;
        assert_eq!(facts(&page).take_back, None);
        let before = app.snapshot().await;
        assert_eq!(
            refused_whole(undo(&app, &reader, take_back(&page)).await),
            Refusal::NotYours { why: NotYours::OnlyToRead }
        );
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());
    });
}

#[test]
fn the_last_of_two_orders_that_is_taken_back_opens_the_opportunity_again() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        for last in [0, 1] {
            let party = house.party(&anna, "Meriläinen Oy").await;
            let command = CreateOpportunity {
                key: key(),
                title: "Katto".into(),
                party: Some(party),
                contact_name: String::new(),
                email: String::new(),
                phone: String::new(),
                expected: figure("100"),
                recurring: Default::default(),
                expected_close: None,
                stage: None,
            };
            let opportunity = crm::create_opportunity(&anna, &app.cx, command).await.unwrap();
            let mut all = Vec::new();
            for _ in 0..2 {
                let lines = vec![house.line("Huolto", "2", "120")];
                let command = CreateQuote { opportunity: Some(opportunity), ..new_quote(party, lines) };
                let quote = quotes::create(&anna, &app.cx, command).await.unwrap();
                let sent = house.send(&anna, quote).await;
                accept(&app, &sent).await;
                all.push(sent);
            }
            let state = async || {
                let view = crm::read_opportunity(&anna, &app.cx, opportunity).await.unwrap();
                (view.state, view.expected.value)
            };
            let undone = async |sent: &Sent| {
                let form = take_back(&sent.page(&app.cx).await);
                undo(&app, sent, form).await.unwrap();
            };
            undone(&all[1 - last]).await;
            assert_eq!(state().await, (OpportunityState::Won, figure("240")), "the other order is in force");
            undone(&all[last]).await;
            assert_eq!(state().await, (OpportunityState::Open, figure("100")), "whichever comes last");
        }
    });
}
