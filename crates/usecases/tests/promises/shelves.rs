//! The customer's shelf: a key works once and soon, whoever asks learns nothing, and nobody sees what was sent to others.
use domain::{lang::Lang, refusal::Refusal};
use testkit::{House, Sent, TestApp, acceptance, offers::sending, refused_at};
use usecases::{Denied, Staff, actors::Agent, outbox, portal, quotes, shelf, templates};
use wire::{
    shelf::{ShelfItem, ShelfPage, ShelfStanding},
    templates::{EditTemplate, SaveAsTemplate},
};

const PAIVI: &str = "paivi@asiakas.test";

/// A quotation that is mailed to this address.
pub async fn sent_to(house: &House, by: &Staff, email: &str) -> Sent {
    let quote = house.draft(by, vec![house.line("Huolto", "2", "120")]).await;
    let version = house.read(by, quote).await.version;
    let mut command = sending(quote, version);
    command.recipients = vec![wire::quotes::Recipient::signer("Päivi Mäkelä", email)];
    Sent::of(quote, &quotes::send(by, &house.cx, command).await.unwrap())
}

/// The keys in the outbox, oldest first.
pub async fn keys(app: &TestApp) -> Vec<String> {
    let mails = app.texts("SELECT body FROM outbox WHERE topic = 'mail' ORDER BY created_at, id").await;
    let key = |mail: &String| Some(mail.split_once("/my/")?.1.chars().take(46).collect::<String>());
    mails.iter().filter_map(key).filter(|key| key.starts_with("th_")).collect()
}

async fn items(app: &TestApp, session: &str, search: &str) -> Vec<ShelfItem> {
    items_in(app, session, search, Lang::Fi).await
}

async fn items_in(app: &TestApp, session: &str, search: &str, lang: Lang) -> Vec<ShelfItem> {
    let reader = shelf::admit_reader(&app.cx, session).await.unwrap();
    let ShelfPage::Shelf { items, .. } = shelf::read(&reader, &app.cx, search, lang).await.unwrap() else {
        panic!("the shelf is no shelf");
    };
    items
}

#[test]
fn a_key_is_mailed_to_who_is_known_and_works_once_and_soon() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        sent_to(&house, &anna, PAIVI).await;

        // An unknown address: the same answer, and nothing is written.
        let before = app.snapshot().await;
        shelf::ask(&app.cx, "joku@muu.test").await.unwrap();
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());
        assert_eq!(refused_at(shelf::ask(&app.cx, "joku").await), [("email".to_owned(), Refusal::EmailInvalid)]);

        shelf::ask(&app.cx, "Paivi@Asiakas.TEST ").await.unwrap();
        let key = keys(&app).await.pop().unwrap();
        let hashes = app.texts("SELECT email FROM shelf_keys").await;
        assert_eq!(hashes, [PAIVI]);
        let (one, other) = tokio::join!(shelf::open(&app.cx, &key), shelf::open(&app.cx, &key));
        assert!(one.is_ok() != other.is_ok(), "of two who turn it at once, one gets in");
        let session = one.or(other).unwrap();
        assert_eq!(items(&app, &session, "").await.len(), 1);
        // A session is no key, a key no session.
        assert!(matches!(shelf::open(&app.cx, &session).await, Err(Denied::NotFound)));
        assert!(matches!(shelf::admit_reader(&app.cx, &key).await, Err(Denied::NotFound)));

        shelf::ask(&app.cx, PAIVI).await.unwrap();
        let late = keys(&app).await.pop().unwrap();
        app.later(shelf::ask::KEY_SECONDS + 1);
        assert!(matches!(shelf::open(&app.cx, &late).await, Err(Denied::NotFound)));

        shelf::leave(&app.cx, &session).await.unwrap();
        assert!(matches!(shelf::admit_reader(&app.cx, &session).await, Err(Denied::NotFound)));
    });
}

#[test]
fn titles_are_told_in_the_readers_language_and_found_by_either() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let first = house.draft(&maija, vec![house.line("Huolto", "2", "120")]).await;
        house.edit(&maija, first, |save| save.fields.title = "Lämmitys".into()).await.unwrap();
        let command = SaveAsTemplate { key: testkit::key(), quote: first, name: "Lämmitys".into() };
        let template = templates::save_as(&maija, &app.cx, command).await.unwrap();
        let view = templates::read(&maija, &app.cx, template).await.unwrap();
        let mut fields = view.fields;
        fields.content.title.set(Lang::Sv, "Värme");
        let command = EditTemplate { id: template, version: view.version, fields };
        templates::edit(&maija, &app.cx, command).await.unwrap();
        house.edit(&maija, first, |save| save.fields.template = Some(template)).await.unwrap();
        let mut command = sending(first, house.read(&maija, first).await.version);
        command.recipients = vec![wire::quotes::Recipient::signer("Päivi Mäkelä", PAIVI)];
        quotes::send(&maija, &app.cx, command).await.unwrap();

        shelf::ask(&app.cx, PAIVI).await.unwrap();
        let session = shelf::open(&app.cx, &keys(&app).await.pop().unwrap()).await.unwrap();
        for (lang, title) in [(Lang::Fi, "Lämmitys"), (Lang::Sv, "Värme"), (Lang::En, "Lämmitys")] {
            assert_eq!(items_in(&app, &session, "", lang).await[0].title, title, "{lang:?}");
            assert_eq!(items_in(&app, &session, title, lang).await.len(), 1);
        }
        // A word of the paper that the reader has in hand finds it too.
        assert_eq!(items_in(&app, &session, "lämmi", Lang::Sv).await.len(), 1);
        assert_eq!(items_in(&app, &session, "värme", Lang::Fi).await.len(), 0);
    });
}

#[test]
fn a_mailbox_is_not_flooded_with_keys() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        sent_to(&house, &anna, PAIVI).await;
        for _ in 0..10 {
            shelf::ask(&app.cx, PAIVI).await.unwrap();
        }
        assert_eq!(keys(&app).await.len(), 3);
        app.later(3_601);
        shelf::ask(&app.cx, PAIVI).await.unwrap();
        assert_eq!(keys(&app).await.len(), 4);
    });
}

#[test]
fn a_shelf_never_shows_what_was_sent_to_others() {
    testkit::on_both(async |app| {
        let (house, other_house) = (app.house("Salmela Oy").await, app.house("Toinen Oy").await);
        let (anna, olli) = (house.seller("Anna Salo").await, other_house.seller("Olli Muu").await);
        let open = sent_to(&house, &anna, PAIVI).await;
        let signed = sent_to(&house, &anna, "PAIVI@asiakas.test").await;
        sent_to(&other_house, &olli, PAIVI).await;
        let closed = sent_to(&house, &anna, PAIVI).await;
        let foreign = sent_to(&house, &anna, "erkki@asiakas.test").await;
        house.draft(&anna, vec![house.line("Luonnos", "1", "5")]).await;
        // The seller works on: what is not sent is nobody's yet.
        house.edit(&anna, open.quote, |save| save.fields.title = "Salainen luonnos".into()).await.unwrap();
        let link = house.read(&anna, closed.quote).await.links[0].id;
        quotes::revoke_link(&anna, &app.cx, link).await.unwrap();
        let form = acceptance(&signed.page(&app.cx).await, "Päivi");
        let visitor = signed.visitor(&app.cx).await;
        portal::accept(&visitor, &app.cx, &Agent::default(), Lang::Fi, form).await.unwrap();
        for work in outbox::claim(&app.cx).await.unwrap().iter().filter(|work| work.topic == "signed_pdf") {
            outbox::draw_signed_pdf(&app.cx, work).await.unwrap();
        }

        shelf::ask(&app.cx, PAIVI).await.unwrap();
        let session = shelf::open(&app.cx, &keys(&app).await.pop().unwrap()).await.unwrap();
        let all = items(&app, &session, "").await;
        assert_eq!(all.len(), 3, "{all:?}");
        assert!(all.iter().all(|item| item.title == "Toimistokalusteet"), "{all:?}");
        let accepted: Vec<_> = all.iter().filter(|item| item.standing == ShelfStanding::Accepted).collect();
        assert!(matches!(accepted.as_slice(), [one] if one.signed && !one.order.is_empty()), "{all:?}");
        assert_eq!(items(&app, &session, "toinen").await.len(), 1);
        assert_eq!(items(&app, &session, "ei mitään").await.len(), 0);

        // Each opens as if by its mailed link; none that is not on the shelf does.
        let reader = shelf::admit_reader(&app.cx, &session).await.unwrap();
        for item in &all {
            let visitor = shelf::admit_visitor(&reader, &app.cx, &item.public_id).await.unwrap();
            assert!(portal::read(&visitor, &app.cx, None, None).await.is_ok());
            assert_eq!(portal::signed_pdf(&visitor, &app.cx).await.is_ok(), item.signed);
        }
        for not_theirs in [&foreign, &closed] {
            let visitor = not_theirs.visitor(&app.cx).await;
            let admitted = shelf::admit_visitor(&reader, &app.cx, visitor.public_id()).await;
            assert!(matches!(admitted, Err(Denied::NotFound)));
        }
        app.later(20 * 86_400);
        assert!(matches!(shelf::admit_reader(&app.cx, &session).await, Err(Denied::NotFound)), "the week is over");
        shelf::ask(&app.cx, PAIVI).await.unwrap();
        let session = shelf::open(&app.cx, &keys(&app).await.pop().unwrap()).await.unwrap();
        let over = items(&app, &session, "").await;
        assert_eq!(over.iter().filter(|item| item.standing == ShelfStanding::Expired).count(), 2);
    });
}
