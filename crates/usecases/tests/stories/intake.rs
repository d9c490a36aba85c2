//! Web forms: a stranger's post becomes an opportunity, once; what is wrong with it is kept and said.
use domain::{actors::Role, refusal::Refusal};
use testkit::{House, key, on_both};
use usecases::{
    Denied, Staff, crm,
    intake::{self, Raw, WebForm},
};
use wire::{
    crm::BoardQuery,
    intake::{ContactForm, InboxQuery, PostVerdict, SaveSource, SourceFields, SourceForm},
};

const PLUGIN: &[u8] = include_bytes!("../../../../testdata/intake/contact_form_7.form");

async fn web_form(house: &House, admin: &Staff, name: &str) -> SourceForm {
    let fields = SourceFields {
        name: name.into(),
        team: None,
        owner: Some(admin.user()),
        source: "web".into(),
        active: true,
        shape: Default::default(),
    };
    let command = SaveSource { key: key(), id: None, version: 0, fields, renew: false };
    let id = intake::save(admin, &house.cx, command).await.unwrap();
    let view = intake::sources(admin, &house.cx).await.unwrap();
    view.sources.into_iter().find(|source| source.id == id).unwrap()
}

#[track_caller]
fn refused_at<T: std::fmt::Debug>(result: Result<T, Denied>, field: &str, refusal: &Refusal) {
    assert_eq!(testkit::refused_at(result), [(field.to_owned(), refusal.clone())]);
}

fn token(source: &SourceForm) -> &str {
    source.post_url.rsplit('/').next().unwrap()
}

async fn admitted(house: &House, source: &SourceForm) -> WebForm {
    intake::admit(&house.cx, token(source)).await.unwrap()
}

fn raw(kind: &str, body: &[u8]) -> Raw {
    Raw {
        content_type: kind.into(),
        referrer: "https://shop.example/".into(),
        body: Some(body.to_vec()),
        ..Raw::default()
    }
}

async fn arrived(house: &House, form: &WebForm, post: Raw) -> (PostVerdict, String) {
    let arrived = intake::receive(form, &house.cx, post).await.unwrap();
    (arrived.verdict, arrived.reason)
}

#[test]
fn a_post_becomes_an_opportunity_once() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let source = web_form(&house, &admin, "Etusivu").await;
        let form = admitted(&house, &source).await;

        let kind = "application/x-www-form-urlencoded";
        assert_eq!(arrived(&house, &form, raw(kind, PLUGIN)).await.0, PostVerdict::Made);
        assert_eq!(arrived(&house, &form, raw(kind, PLUGIN)).await.0, PostVerdict::Repeated);

        let board = crm::board(&admin, &house.cx, BoardQuery::default()).await.unwrap();
        let cards: Vec<_> = board.lanes.iter().flat_map(|lane| &lane.cards).collect();
        assert_eq!(cards.len(), 1, "one opportunity");
        assert_eq!(cards[0].title, "Tarjouspyyntö");
        let view = crm::read_opportunity(&admin, &house.cx, cards[0].id).await.unwrap();
        assert_eq!((view.contact_name.as_str(), view.email.as_str()), ("Tuomas Aro", "tuomas.aro@gmail.com"));
        assert_eq!(view.source, "web");
        assert!(view.party.is_some());
        let came = view.timeline.iter().find(|entry| entry.what == "opportunity.came_in").unwrap();
        assert_eq!((came.number.as_str(), came.body.as_str()), ("Etusivu", "Paljonko maksaisi huolto?"));

        // Judged again, neither makes another one.
        let inbox = intake::list(&admin, &house.cx, InboxQuery::default()).await.unwrap();
        assert_eq!(inbox.rows.len(), 2);
        for row in &inbox.rows {
            assert_eq!(row.opportunity, Some(cards[0].id));
            assert_eq!(intake::replay(&admin, &house.cx, row.id).await.unwrap(), row.verdict);
        }
        let board = crm::board(&admin, &house.cx, BoardQuery::default()).await.unwrap();
        assert_eq!(board.lanes.iter().map(|lane| lane.cards.len()).sum::<usize>(), 1);

        // A day later the same words are a new matter, of the customer who is known by now.
        app.later(90_000);
        assert_eq!(arrived(&house, &form, raw(kind, PLUGIN)).await.0, PostVerdict::Made);
        let marks = "SELECT data FROM events WHERE what = 'opportunity.resembles'";
        assert_eq!(app.texts(marks).await, ["{\"number\":\"1\"}"], "it is made all the same, and marked");
        assert_eq!(app.texts("SELECT name FROM parties WHERE email = 'tuomas.aro@gmail.com'").await.len(), 1);
    });
}

#[test]
fn a_key_or_an_entry_is_one_opportunity_whatever_the_bytes() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let source = web_form(&house, &admin, "Etusivu").await;
        let form = admitted(&house, &source).await;
        let entry = |message: &str| {
            format!(r#"{{"form_id":"1","id":"7","1.3":"Mika","2":"mika@aro.example","3":"{message}"}}"#)
        };
        let json = "application/json";
        assert_eq!(arrived(&house, &form, raw(json, entry("a").as_bytes())).await.0, PostVerdict::Made);
        assert_eq!(arrived(&house, &form, raw(json, entry("b").as_bytes())).await.0, PostVerdict::Repeated);
        let keyed = |body: &str| Raw { key: "k-1".into(), ..raw(json, body.as_bytes()) };
        assert_eq!(arrived(&house, &form, keyed(r#"{"email":"x@y.example"}"#)).await.0, PostVerdict::Made);
        assert_eq!(arrived(&house, &form, keyed(r#"{"email":"z@y.example"}"#)).await.0, PostVerdict::Repeated);

        // Two at one moment.
        let twice = r#"{"email":"both@y.example"}"#.as_bytes();
        let (one, other) =
            tokio::join!(arrived(&house, &form, raw(json, twice)), arrived(&house, &form, raw(json, twice)));
        let made = [one.0, other.0].into_iter().filter(|verdict| *verdict == PostVerdict::Made).count();
        assert_eq!(made, 1);
    });
}

#[test]
fn what_is_wrong_is_kept_with_its_reason() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let source = web_form(&house, &admin, "Etusivu").await;
        let form = admitted(&house, &source).await;
        for (body, verdict, reason) in [
            (&b"name=Mika&message=hi"[..], PostVerdict::Incomplete, "no_contact"),
            (&b"email=a@b.example&_gotcha=1"[..], PostVerdict::Spam, "trap"),
            (&b"\x00\xff\xfe"[..], PostVerdict::Unreadable, "no_fields"),
            (&b""[..], PostVerdict::Unreadable, "empty"),
        ] {
            assert_eq!(arrived(&house, &form, raw("", body)).await, (verdict, reason.to_owned()));
        }
        let large = Raw { body: None, ..Raw::default() };
        assert_eq!(arrived(&house, &form, large).await, (PostVerdict::Unreadable, "too_large".into()));

        let query = InboxQuery { verdict: Some(PostVerdict::Unreadable), before: None };
        let page = intake::list(&admin, &house.cx, query).await.unwrap();
        assert_eq!(page.rows.len(), 3);
        let newest = page.rows.first().unwrap();
        assert_eq!(newest.reason, "too_large");
        assert_eq!(intake::replay(&admin, &house.cx, newest.id).await.unwrap(), PostVerdict::Unreadable);
        let query = InboxQuery { verdict: Some(PostVerdict::Unreadable), before: Some(newest.id) };
        assert_eq!(intake::list(&admin, &house.cx, query).await.unwrap().rows.len(), 2);
        let query = InboxQuery { verdict: Some(PostVerdict::Incomplete), before: None };
        let kept = intake::list(&admin, &house.cx, query).await.unwrap().rows.remove(0);
        assert_eq!(kept.sender, "Mika");
        let post = intake::read(&admin, &house.cx, kept.id).await.unwrap();
        assert_eq!((post.payload.as_str(), post.size), ("name=Mika&message=hi", 20));

        // A seller sees none of it, another company neither.
        let seller = house.seller("Anna").await;
        let denied = intake::list(&seller, &house.cx, InboxQuery::default()).await.unwrap_err();
        assert!(matches!(denied, Denied::NotAllowed));
        let elsewhere = app.house("Toinen Oy").await;
        let stranger = elsewhere.person("Ville", Role::Administrator, None).await;
        assert!(matches!(intake::read(&stranger, &house.cx, kept.id).await, Err(Denied::NotFound)));
        assert!(matches!(intake::replay(&stranger, &house.cx, kept.id).await, Err(Denied::NotFound)));
    });
}

#[test]
fn an_address_is_renewed_and_switched_off() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let source = web_form(&house, &admin, "Etusivu").await;
        let save = |version: i64, active: bool, renew: bool, name: &str| SaveSource {
            key: key(),
            id: Some(source.id),
            version,
            fields: SourceFields { name: name.into(), active, ..source.fields.clone() },
            renew,
        };
        intake::save(&admin, &house.cx, save(1, true, true, "Etusivu")).await.unwrap();
        assert!(matches!(intake::admit(&house.cx, token(&source)).await, Err(Denied::NotFound)));
        let now = intake::sources(&admin, &house.cx).await.unwrap().sources.remove(0);
        assert!(intake::admit(&house.cx, token(&now)).await.is_ok());
        let stale = intake::save(&admin, &house.cx, save(1, false, false, "Etusivu")).await.unwrap_err();
        assert!(matches!(stale, Denied::Stale { current: 2 }));
        intake::save(&admin, &house.cx, save(2, false, false, "Etusivu")).await.unwrap();
        assert!(matches!(intake::admit(&house.cx, token(&now)).await, Err(Denied::NotFound)));

        web_form(&house, &admin, "Messut").await;
        let taken = intake::save(&admin, &house.cx, save(3, true, false, "Messut")).await;
        refused_at(taken, "name", &Refusal::AlreadyTaken);
        let nameless = intake::save(&admin, &house.cx, save(3, true, false, " ")).await;
        refused_at(nameless, "name", &Refusal::Required);
        let manager = house.manager("Mia").await;
        assert!(matches!(intake::sources(&manager, &house.cx).await, Err(Denied::NotAllowed)));
    });
}

#[test]
fn the_page_of_our_own_refuses_at_its_fields() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let source = web_form(&house, &admin, "Etusivu").await;
        let form = admitted(&house, &source).await;
        let typed = ContactForm { name: "Mika".into(), message: "Hei".into(), ..ContactForm::default() };
        let send = |typed: ContactForm| intake::contact(&form, &house.cx, typed, String::new());
        refused_at(send(typed.clone()).await, "email", &Refusal::Required);
        refused_at(send(ContactForm { phone: "soita".into(), ..typed.clone() }).await, "phone", &Refusal::NotAFigure);
        let whole = ContactForm {
            key: uuid::Uuid::new_v4().to_string(),
            phone: "040 123 4567".into(),
            referrer: "/f/x?utm_source=mail&utm_campaign=syksy".into(),
            ..typed.clone()
        };
        assert_eq!(send(whole.clone()).await.unwrap().verdict, PostVerdict::Made);
        assert_eq!(send(whole).await.unwrap().verdict, PostVerdict::Repeated);
        let kept = app.texts("SELECT source || '/' || campaign || '/' || description FROM opportunities").await;
        assert_eq!(kept, ["mail/syksy/Hei"]);
        let trapped = ContactForm { trap: "x".into(), ..ContactForm::default() };
        assert_eq!(send(trapped).await.unwrap().verdict, PostVerdict::Spam);
    });
}
