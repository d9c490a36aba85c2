//! What a customer may not send, told at the field; each state gives its own answer.
use domain::{lang::Lang, refusal::Refusal};
use testkit::{acceptance, comment, decline, refused_at, refused_whole};
use usecases::{actors::Agent, portal, quotes};
use wire::{portal::AcceptByVisitor, quotes::CancelQuote};

fn at(field: &str, refusal: Refusal) -> (String, Refusal) {
    (field.to_owned(), refusal)
}

#[test]
fn a_signature_that_is_none_is_refused_at_its_field() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let sent = house.sent(&anna, vec![house.line("Huolto", "2", "120")]).await;
        let (visitor, page) = (sent.visitor(&app.cx).await, sent.page(&app.cx).await);
        let before = app.snapshot().await;
        let form = |change: &dyn Fn(&mut AcceptByVisitor)| {
            let mut form = acceptance(&page, "Päivi Mäkelä");
            change(&mut form);
            form
        };
        let drawn = |strokes: &str| form(&|f| (f.method, f.strokes) = ("drawn".into(), strokes.into()));
        let cases = [
            (form(&|f| f.typed = " \u{200e} ".into()), at("typed", Refusal::SignatureEmpty)),
            (form(&|f| f.typed = "x".repeat(101)), at("typed", Refusal::TooLong { longest: 100, length: 101 })),
            (form(&|f| f.method = "svg".into()), at("typed", Refusal::NotAChoice)),
            (drawn(""), at("strokes", Refusal::SignatureEmpty)),
            (drawn("5,5,0"), at("strokes", Refusal::SignatureTooSmall)),
            (drawn("<svg onload=alert(1)>"), at("strokes", Refusal::SignatureUnreadable)),
            (drawn(&"5,5,0;".repeat(61)), at("strokes", Refusal::SignatureTooLarge)),
            (form(&|f| f.consent = "no".into()), at("consent", Refusal::ConsentNeeded)),
            (form(&|f| f.consent = String::new()), at("consent", Refusal::ConsentNeeded)),
            (form(&|f| f.name = "\n".into()), at("name", Refusal::Required)),
            (form(&|f| f.role = "x".repeat(101)), at("role", Refusal::TooLong { longest: 100, length: 101 })),
            (
                form(&|f| f.purchase_order = "x".repeat(61)),
                at("purchase_order", Refusal::TooLong { longest: 60, length: 61 }),
            ),
            (form(&|f| f.key = "avain".into()), at("", Refusal::Required)),
        ];
        for (form, refusal) in cases {
            let answer = portal::accept(&visitor, &app.cx, &Agent::default(), Lang::Fi, form).await;
            assert_eq!(refused_at(answer), [refusal]);
        }
        let bare = form(&|f| (f.name, f.typed, f.consent) = Default::default());
        let answer = portal::accept(&visitor, &app.cx, &Agent::default(), Lang::Fi, bare).await;
        let fields: Vec<String> = refused_at(answer).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["name", "typed", "consent"]);

        let long = "x".repeat(2_001);
        let too_long = Refusal::TooLong { longest: 2_000, length: 2_001 };
        let mut no = decline(&page, &long);
        no.reason = "tylsä".into();
        let answer = portal::decline(&visitor, &app.cx, &Agent::default(), Lang::Fi, no.clone()).await;
        assert_eq!(refused_at(answer), [at("reason", Refusal::NotAChoice), at("remark", too_long.clone())]);
        (no.reason, no.remark) = (String::new(), String::new());
        let answer = portal::decline(&visitor, &app.cx, &Agent::default(), Lang::Fi, no).await;
        assert_eq!(refused_at(answer), [at("reason", Refusal::Required)]);

        let answer = portal::comment(&visitor, &app.cx, comment(&page, &long)).await;
        assert_eq!(refused_at(answer), [at("body", too_long)]);
        let answer = portal::comment(&visitor, &app.cx, comment(&page, " \n ")).await;
        assert_eq!(refused_at(answer), [at("body", Refusal::Required)]);
        for line in ["rivi", "00112233-4455-6677-8899-aabbccddeeff"] {
            let mut question = comment(&page, "Mikä tämä on?");
            question.line = line.into();
            let answer = portal::comment(&visitor, &app.cx, question).await;
            assert_eq!(refused_at(answer), [at("line", Refusal::NotThere)]);
        }
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());
    });
}

#[test]
fn each_state_gives_its_own_answer() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let line = || vec![house.line("Huolto", "2", "120")];
        let agent = Agent::default();
        let cx = &app.cx;

        // Cancelled: no answer, no question.
        let sent = house.sent(&anna, line()).await;
        let (visitor, page) = (sent.visitor(cx).await, sent.page(cx).await);
        quotes::cancel(&anna, cx, CancelQuote { id: sent.quote, version: sent.version }).await.unwrap();
        let cancelled = portal::accept(&visitor, cx, &agent, Lang::Fi, acceptance(&page, "Päivi")).await;
        assert_eq!(refused_whole(cancelled), Refusal::QuoteCancelled);
        let cancelled = portal::decline(&visitor, cx, &agent, Lang::Fi, decline(&page, "")).await;
        assert_eq!(refused_whole(cancelled), Refusal::QuoteCancelled);
        assert_eq!(refused_whole(portal::comment(&visitor, cx, comment(&page, "Hei")).await), Refusal::QuoteCancelled);
        assert!(!sent.page(cx).await.may_comment);

        // Declined: neither accepted nor declined again; the seller may offer anew.
        let sent = house.sent(&anna, line()).await;
        let (visitor, page) = (sent.visitor(cx).await, sent.page(cx).await);
        portal::decline(&visitor, cx, &agent, Lang::Fi, decline(&page, "Kallis")).await.unwrap();
        let again = portal::accept(&visitor, cx, &agent, Lang::Fi, acceptance(&page, "Päivi")).await;
        assert_eq!(refused_whole(again), Refusal::AlreadyDeclined);
        let again = portal::decline(&visitor, cx, &agent, Lang::Fi, decline(&page, "Kallis")).await;
        assert_eq!(refused_whole(again), Refusal::AlreadyDeclined);
        let anew = house.send(&anna, sent.quote).await;
        assert_eq!(anew.number, 2);
        let stale = portal::accept(&visitor, cx, &agent, Lang::Fi, acceptance(&page, "Päivi")).await;
        assert_eq!(refused_whole(stale), Refusal::VersionSuperseded { shown: 1, valid: 2 });

        // Accepted: a second signature gets the order that is, a no comes too late, the seller cannot change it.
        let page = anew.page(cx).await;
        let first = portal::accept(&visitor, cx, &agent, Lang::Fi, acceptance(&page, "Päivi")).await.unwrap();
        let second = portal::accept(&visitor, cx, &agent, Lang::Fi, acceptance(&page, "Pekka")).await.unwrap();
        assert_eq!((&first, first.name.as_str()), (&second, "Päivi"));
        let late = portal::decline(&visitor, cx, &agent, Lang::Fi, decline(&page, "")).await;
        assert_eq!(refused_whole(late), Refusal::AlreadyAccepted);
        let state = domain::quotes::state::QuoteState::Accepted;
        let edited = house.edit(&anna, sent.quote, |save| save.fields.title = "Uusi".into()).await;
        assert_eq!(refused_whole(edited), Refusal::NotInThisState { state });
        let version = house.read(&anna, sent.quote).await.version;
        let cancel = CancelQuote { id: sent.quote, version };
        assert_eq!(refused_whole(quotes::cancel(&anna, cx, cancel).await), Refusal::NotInThisState { state });
        assert_eq!(app.snapshot().await.rows("orders"), 1);
    });
}

#[test]
fn one_link_sends_ten_comments_an_hour() {
    testkit::on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let sent = house.sent(&anna, vec![house.line("Huolto", "2", "120")]).await;
        let other = house.send(&anna, sent.quote).await;
        let (visitor, page) = (sent.visitor(&app.cx).await, sent.page(&app.cx).await);
        // Twenty at once: still ten.
        let tasks: Vec<_> = (0..20)
            .map(|at| {
                let (visitor, cx, question) =
                    (visitor.clone(), app.cx.clone(), comment(&page, &format!("Kysymys {at}")));
                tokio::spawn(async move { portal::comment(&visitor, &cx, question).await })
            })
            .collect();
        let mut kept = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(()) => kept += 1,
                refused => assert_eq!(refused_whole(refused), Refusal::TooOften),
            }
        }
        assert_eq!((kept, sent.page(&app.cx).await.comments.len()), (10, 10));
        assert_eq!(house.read(&anna, sent.quote).await.comments.len(), 10);
        // Another recipient is not kept from asking, and an hour later one may ask again.
        portal::comment(&other.visitor(&app.cx).await, &app.cx, comment(&page, "Minä myös")).await.unwrap();
        app.later(3_600);
        portal::comment(&visitor, &app.cx, comment(&page, "Vielä yksi")).await.unwrap();
    });
}
