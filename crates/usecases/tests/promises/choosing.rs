//! The customer chooses: what is chosen is kept, seen by the seller, signed, and ordered to the cent; nothing else is.
use domain::{
    ids::LineId,
    lang::Lang,
    quotes::{
        content::ContentLine,
        group::{Grouping, Offer, Shape},
        line::{LineInput, ProductLineInput},
        picks::{self, Picks},
    },
    refusal::Refusal,
};
use rust_decimal::Decimal;
use testkit::{House, Sent, TestApp, acceptance, choose, figure, on_both, picks as ticked, refused_at, refused_whole};
use usecases::{Denied, Staff, actors::Agent, orders, outbox, portal};
use wire::portal::{AcceptByVisitor, PortalPage};

/// A pump in any case; monitoring (optional), panels (optional, 8 to 20); a small or a large tank.
async fn offered(house: &House, by: &Staff) -> Sent {
    let heading = |title: &str, grouping| LineInput::Section {
        id: LineId(uuid::Uuid::now_v7()),
        title: title.into(),
        shape: Shape { grouping, ..Shape::default() },
    };
    let line = |name: &str, quantity: &str, price: &str, offer: Offer| {
        LineInput::Product(ProductLineInput { offer, ..house.priced(name, quantity, price) })
    };
    let left_out = Offer { left_out: true, ..Offer::default() };
    let ranged = Offer { least: Some(figure("8")), most: Some(figure("20")), ..Offer::default() };
    let lines = vec![
        house.line("Pumppu", "1", "1000"),
        heading("Lisät", Grouping::Optional),
        line("Etävalvonta", "1", "260", left_out),
        line("Paneeli", "12", "189", ranged),
        heading("Varaaja", Grouping::ChooseOne),
        line("200 l", "1", "900", Offer::default()),
        line("300 l", "1", "1100", Offer { recommended: true, ..left_out }),
    ];
    house.sent(by, lines).await
}

fn id(page: &PortalPage, name: &str) -> LineId {
    page.content.lines.iter().find(|line| line.text() == name).map(ContentLine::id).expect("the line")
}

/// The boxes with monitoring ticked, so many panels, and the large tank.
fn all(page: &PortalPage, panels: &str) -> Picks {
    let mut picks = ticked(page);
    picks.0.insert(picks::take(id(page, "Etävalvonta")), "1".into());
    picks.0.insert(picks::much(id(page, "Paneeli")), panels.into());
    picks.0.insert(picks::one(id(page, "Varaaja")), id(page, "300 l").to_string());
    picks
}

async fn accept(app: &TestApp, sent: &Sent, form: AcceptByVisitor) -> Result<portal::Accepted, Denied> {
    portal::accept(&sent.visitor(&app.cx).await, &app.cx, &Agent::default(), Lang::Fi, form).await
}

#[test]
fn what_is_chosen_is_kept_seen_signed_and_ordered_to_the_cent() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let sent = offered(&house, &anna).await;
        let page = sent.page(&app.cx).await;
        assert_eq!(page.content.totals.net, figure("4168"), "as the seller ticked it");
        let visitor = sent.visitor(&app.cx).await;
        portal::choose(&visitor, &app.cx, choose(&page, all(&page, "15"))).await.unwrap();

        // It stands there when they come back, and the seller sees it.
        let page = sent.page(&app.cx).await;
        assert_eq!(page.content.totals.net, figure("5195"));
        let view = house.read(&anna, sent.quote).await;
        let seen = view.chosen.expect("the seller sees the choice");
        assert_eq!((&seen.totals, seen.left), (&page.content.totals, vec!["200 l".to_owned()]));
        assert_eq!(view.totals.net, figure("4168"), "the seller's own version stays");
        let told = |what: &'static str| format!("SELECT what FROM events WHERE what = '{what}'");
        assert_eq!(app.texts(&told("quote.chosen")).await.len(), 1);

        // The same again changes nothing; another choice is not told again.
        let before = app.snapshot().await;
        portal::choose(&visitor, &app.cx, choose(&page, all(&page, "15,0"))).await.unwrap();
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());
        portal::choose(&visitor, &app.cx, choose(&page, all(&page, "20"))).await.unwrap();
        assert_eq!(app.texts(&told("quote.chosen")).await.len(), 1);

        let page = sent.page(&app.cx).await;
        accept(&app, &sent, acceptance(&page, "Päivi")).await.unwrap();
        let order = house.read(&anna, sent.quote).await.order.unwrap();
        let order = orders::read(&anna, &app.cx, order.id).await.unwrap();
        assert_eq!(order.content.totals, page.content.totals, "to the cent");
        let rows = app.texts("SELECT name FROM order_lines ORDER BY position").await;
        assert_eq!(rows, ["Pumppu", "Lisät", "Etävalvonta", "Paneeli", "Varaaja", "300 l"]);
        let done = sent.page(&app.cx).await;
        assert_eq!(done.content.totals, page.content.totals);
        assert_eq!(done.content.lines.len(), 6, "what was left is not shown any more");
        for work in outbox::claim(&app.cx).await.unwrap().iter().filter(|work| work.topic == "signed_pdf") {
            outbox::draw_signed_pdf(&app.cx, work).await.unwrap();
        }
        let data = app.texts("SELECT data FROM events WHERE what = 'quote.accepted'").await;
        assert!(data.iter().any(|data| data.contains("choice_sha256")), "the trail vouches for the choice: {data:?}");
    });
}

#[test]
fn only_what_was_shown_is_signed() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let sent = offered(&house, &anna).await;
        let page = sent.page(&app.cx).await;

        // Ticked after the figures were shown: they are shown anew first.
        let ticked = AcceptByVisitor { picks: all(&page, "15"), ..acceptance(&page, "Päivi") };
        let refused = refused_at(accept(&app, &sent, ticked).await);
        assert_eq!(refused, [("choice".to_owned(), Refusal::ChoiceChanged)]);

        // A choice nobody can make.
        let panels = id(&page, "Paneeli").to_string();
        let forged =
            |text: String| AcceptByVisitor { choice: text, choosing: String::new(), ..acceptance(&page, "Päivi") };
        let tank = id(&page, "200 l");
        for (choice, field) in [
            (format!("{{\"{panels}\":\"7\",\"{tank}\":\"1\"}}"), panels.clone()),
            (format!("{{\"{panels}\":\"-12\",\"{tank}\":\"1\"}}"), panels.clone()),
            ("{}".to_owned(), id(&page, "Varaaja").to_string()),
            (format!("{{\"{}\":\"1\",\"{tank}\":\"1\"}}", id(&page, "Pumppu")), id(&page, "Pumppu").to_string()),
            (format!("{{\"{}\":\"1\",\"{tank}\":\"1\"}}", id(&page, "300 l")), id(&page, "300 l").to_string()),
            ("no choice".to_owned(), "choice".to_owned()),
        ] {
            let refused = refused_at(accept(&app, &sent, forged(choice.clone())).await);
            assert_eq!(refused.first().map(|(field, _)| field), Some(&field), "{choice}");
        }
        assert!(app.texts("SELECT name FROM order_lines").await.is_empty());
    });
}

#[test]
fn a_choice_out_of_bounds_or_of_another_version_is_not_kept() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let sent = offered(&house, &anna).await;
        let page = sent.page(&app.cx).await;
        let visitor = sent.visitor(&app.cx).await;
        let before = app.snapshot().await;
        for (typed, refusal) in [
            ("7", Refusal::TooSmall { least: Decimal::from(8) }),
            ("21", Refusal::TooLarge { most: Decimal::from(20) }),
            ("paljon", Refusal::NotAFigure),
        ] {
            let refused = refused_at(portal::choose(&visitor, &app.cx, choose(&page, all(&page, typed))).await);
            assert_eq!(refused, [(id(&page, "Paneeli").to_string(), refusal)], "{typed}");
        }
        let mut other = choose(&page, all(&page, "15"));
        other.content_sha256 = "00".repeat(32);
        assert_eq!(refused_whole(portal::choose(&visitor, &app.cx, other).await), Refusal::ContentDiffers);
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());

        // What comes back after a refusal holds what was typed, added up as before.
        let shown = portal::read_with(&visitor, &app.cx, None, None, Some(&all(&page, "7"))).await.unwrap();
        assert_eq!(shown.content.totals, page.content.totals);

        accept(&app, &sent, acceptance(&page, "Päivi")).await.unwrap();
        let late = portal::choose(&visitor, &app.cx, choose(&page, all(&page, "15"))).await;
        assert_eq!(refused_whole(late), Refusal::AlreadyAccepted);
    });
}

#[test]
fn a_newer_version_keeps_what_was_chosen_or_says_that_it_does_not() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let sent = offered(&house, &anna).await;
        let page = sent.page(&app.cx).await;
        let visitor = sent.visitor(&app.cx).await;
        portal::seen(&visitor, &app.cx, 1).await.unwrap();
        portal::choose(&visitor, &app.cx, choose(&page, all(&page, "15"))).await.unwrap();

        // Another line changes: what they chose stands on the new version, for them and for the seller, and is signed.
        let dearer = |lines: &mut Vec<LineInput>, name: &str, price: &str| {
            for line in lines {
                if let LineInput::Product(line) = line
                    && line.name == name
                {
                    line.unit_price = figure(price);
                }
            }
        };
        house.edit(&anna, sent.quote, |save| dearer(&mut save.lines, "Pumppu", "1001")).await.unwrap();
        let second = house.send(&anna, sent.quote).await;
        let page = second.page(&app.cx).await;
        assert_eq!((page.content.version, page.content.totals.net), (2, figure("5196")));
        assert_eq!(page.changes.as_ref().expect("the price").fallen, None);
        let seen = house.read(&anna, sent.quote).await.chosen.expect("the seller sees it still");
        assert_eq!((&seen.totals, seen.left), (&page.content.totals, vec!["200 l".to_owned()]));

        // Back to what the seller ticked is a choice of its own now.
        let again = second.visitor(&app.cx).await;
        let mut offered = all(&page, "12");
        offered.0.remove(&picks::take(id(&page, "Etävalvonta")));
        offered.0.insert(picks::one(id(&page, "Varaaja")), id(&page, "200 l").to_string());
        portal::choose(&again, &app.cx, choose(&page, offered)).await.unwrap();
        assert_eq!(second.page(&app.cx).await.content.totals.net, figure("4169"));
        portal::choose(&again, &app.cx, choose(&page, all(&page, "15"))).await.unwrap();

        // The large tank is gone: the small one is taken as offered, the rest holds, and they are told.
        house
            .edit(&anna, sent.quote, |save| {
                save.lines.retain(|line| !matches!(line, LineInput::Product(line) if line.name == "300 l"))
            })
            .await
            .unwrap();
        let third = house.send(&anna, sent.quote).await;
        let page = third.page(&app.cx).await;
        assert_eq!(page.content.totals.net, figure("4996"), "1001 + 260 + 15 × 189 + 900");
        assert_eq!(page.changes.as_ref().expect("it is told").fallen, Some(2));
        accept(&app, &third, acceptance(&page, "Päivi")).await.unwrap();
        let order = house.read(&anna, sent.quote).await.order.unwrap();
        assert_eq!(orders::read(&anna, &app.cx, order.id).await.unwrap().content.totals, page.content.totals);
    });
}
