//! Customers: made, changed, listed, found while one types.
use domain::{ids::DeliveryMethodId, lang::Lang, parties::PartyKind, quotes::content::PostalAddress, refusal::Refusal};
use testkit::{House, key, on_both, refused_at};
use usecases::{Denied, Staff, parties};
use wire::{
    delivery::{AddUsualMethods, DeliverQuote},
    parties::{CreateParty, EditParty, PartyFields},
    quotes::CreateQuote,
    shared::ListQuery,
};

fn named(name: &str) -> PartyFields {
    PartyFields { name: name.into(), ..PartyFields::default() }
}

async fn make(house: &House, by: &Staff, fields: PartyFields) -> domain::ids::PartyId {
    parties::create(by, &house.cx, CreateParty { key: key(), fields }).await.unwrap()
}

#[test]
fn a_customer_is_kept_as_typed_and_cleaned() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let fields = PartyFields {
            kind: PartyKind::Company,
            name: "  Meriläinen\u{0} Oy ".into(),
            email: "Info@Merilainen.FI".into(),
            phone: "+358 40 1234567".into(),
            business_id: "0737546-2".into(),
            vat_number: "fi 0737546-2".into(),
            delivery: PostalAddress { city: "Oulu".into(), country: "fi".into(), ..PostalAddress::default() },
            ..PartyFields::default()
        };
        let id = make(&house, &anna, fields).await;
        let view = parties::read(&anna, &app.cx, id).await.unwrap();
        assert_eq!(view.fields.name, "Meriläinen Oy");
        assert_eq!(view.fields.email, "Info@merilainen.fi");
        assert_eq!(view.fields.vat_number, "FI07375462");
        assert_eq!((view.fields.delivery.city.as_str(), view.fields.delivery.country.as_str()), ("Oulu", "FI"));
        assert_eq!(view.owner.unwrap().id, anna.user());
        assert_eq!(view.timeline[0].what, "party.created");
    });
}

#[test]
fn every_wrong_field_is_named_at_once_and_nothing_is_written() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let before = app.snapshot().await;
        let fields = PartyFields {
            name: " ".into(),
            email: "a@b, c@d.fi".into(),
            phone: "1".repeat(41),
            business_id: "0737546-3".into(),
            vat_number: "FI07375463".into(),
            billing: PostalAddress { country: "Finland".into(), ..PostalAddress::default() },
            ..PartyFields::default()
        };
        let refused = refused_at(parties::create(&anna, &app.cx, CreateParty { key: key(), fields }).await);
        assert_eq!(
            refused,
            [
                ("name".to_owned(), Refusal::Required),
                ("phone".to_owned(), Refusal::TooLong { longest: 40, length: 41 }),
                ("email".to_owned(), Refusal::EmailInvalid),
                ("business_id".to_owned(), Refusal::BusinessIdInvalid),
                ("vat_number".to_owned(), Refusal::VatNumberInvalid),
                ("billing.country".to_owned(), Refusal::NotAChoice),
            ]
        );
        assert!(app.snapshot().await.changed(&before).is_empty());
    });
}

#[test]
fn retry_gives_same_answer() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let command = CreateParty { key: key(), fields: named("Meriläinen Oy") };
        let first = parties::create(&anna, &app.cx, command.clone()).await.unwrap();
        assert_eq!(parties::create(&anna, &app.cx, command.clone()).await.unwrap(), first);
        let other = CreateParty { fields: named("Another"), ..command };
        assert!(matches!(
            parties::create(&anna, &app.cx, other).await,
            Err(Denied::Refused(refusals)) if refusals[0].refusal == Refusal::KeyReused
        ));
        assert_eq!(app.snapshot().await.rows("parties"), 1);
    });
}

#[test]
fn stale_save_returns_current() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let id = make(&house, &anna, named("Meriläinen Oy")).await;
        let edit = |version, name: &str| EditParty { id, version, fields: named(name) };
        assert_eq!(parties::edit(&anna, &app.cx, edit(1, "Meriläinen Oyj")).await.unwrap(), 2);
        let stale = parties::edit(&anna, &app.cx, edit(1, "Meriläiset Oy")).await;
        assert!(matches!(stale, Err(Denied::Stale { current: 2 })), "{stale:?}");
        assert_eq!(parties::edit(&anna, &app.cx, edit(2, "Meriläinen Oyj")).await.unwrap(), 2, "nothing changed");
        let view = parties::read(&anna, &app.cx, id).await.unwrap();
        assert_eq!((view.fields.name.as_str(), view.timeline.len()), ("Meriläinen Oyj", 2));
        let change = &view.timeline[0].changes[0];
        assert_eq!((change.old.as_str(), change.new.as_str()), ("Meriläinen Oy", "Meriläinen Oyj"));
    });
}

#[test]
fn two_who_save_at_once_do_not_overwrite_each_other() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let id = make(&house, &anna, named("Meriläinen Oy")).await;
        let saves = (0..12).map(|n| {
            let (anna, cx) = (anna.clone(), app.cx.clone());
            let command = EditParty { id, version: 1, fields: named(&format!("Nimi {n}")) };
            tokio::spawn(async move { parties::edit(&anna, &cx, command).await })
        });
        let answers = futures::future::join_all(saves).await;
        let saved = answers.iter().filter(|answer| answer.as_ref().unwrap().is_ok()).count();
        let stale = answers.iter().filter(|a| matches!(a.as_ref().unwrap(), Err(Denied::Stale { current: 2 }))).count();
        assert_eq!((saved, stale), (1, 11));
    });
}

#[test]
fn any_substring_finds_with_and_without_dots() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        for name in ["Åkerblom Öljy Ab", "Öhman Konditoria", "Lapin Maansiirto", "100 % Villa_Oy"] {
            make(&house, &anna, named(name)).await;
        }
        let found = async |search: &str| {
            let query = ListQuery { search: search.into(), ..ListQuery::default() };
            let page = parties::list(&anna, &app.cx, query).await.unwrap();
            assert_eq!(page.total as usize, page.rows.len());
            page.rows.into_iter().map(|row| row.name).collect::<Vec<_>>()
        };
        assert_eq!(found("OLJY").await, ["Åkerblom Öljy Ab"]);
        assert_eq!(found("öljy").await, ["Åkerblom Öljy Ab"]);
        assert_eq!(found("siirto").await, ["Lapin Maansiirto"]);
        assert_eq!(found("oh").await, ["Öhman Konditoria"], "two letters: the beginning of the name");
        assert_eq!(found("a_o").await, ["100 % Villa_Oy"], "nothing typed is a wildcard");
        assert_eq!(found("100 %").await, ["100 % Villa_Oy"]);
        assert!(found("\" OR \"").await.is_empty());
        assert!(found("xyz").await.is_empty());
        assert_eq!(found("").await, ["100 % Villa_Oy", "Åkerblom Öljy Ab", "Lapin Maansiirto", "Öhman Konditoria"]);
    });
}

#[test]
fn suggestions_begin_with_what_was_typed_then_contain_it() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        for name in ["Pohjolan Talo", "Talonrakennus Koski", "Kesäkoski", "Taloyhtiö Aura"] {
            make(&house, &anna, named(name)).await;
        }
        let offered = async |text: &str| {
            let offered = parties::suggest(&anna, &app.cx, text.into()).await.unwrap();
            offered.into_iter().map(|offer| offer.label).collect::<Vec<_>>()
        };
        assert_eq!(offered("talo").await, ["Talonrakennus Koski", "Taloyhtiö Aura", "Pohjolan Talo"]);
        assert_eq!(offered("ke").await, ["Kesäkoski"]);
        assert_eq!(offered("").await.len(), 4);
    });
}

#[test]
fn own_customers_are_listed_apart_and_pages_end() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, paavo) = (house.seller("Anna").await, house.seller("Paavo").await);
        for number in 0..85 {
            make(&house, &anna, named(&format!("Asiakas {number:02}"))).await;
        }
        make(&house, &paavo, named("Paavon oma")).await;
        let page = async |by: &Staff, filter: &str, page| {
            let query = ListQuery { filter: filter.into(), page, ..ListQuery::default() };
            let page = parties::list(by, &app.cx, query).await.unwrap();
            (page.total, page.rows.len())
        };
        assert_eq!(page(&paavo, "mine", 0).await, (1, 1));
        assert_eq!(page(&paavo, "", 0).await, (86, 80));
        assert_eq!(page(&paavo, "", 1).await, (86, 6));
        assert_eq!(page(&paavo, "", u32::MAX).await, (86, 0));
        let turned = ListQuery { descending: true, ..ListQuery::default() };
        assert_eq!(parties::list(&anna, &app.cx, turned).await.unwrap().rows[0].name, "Paavon oma");
    });
}

#[test]
fn not_yours_and_not_there_are_the_same() {
    on_both(async |app| {
        let (house, other) = (app.house("Salmela Oy").await, app.house("Toinen Oy").await);
        let (anna, stranger) = (house.seller("Anna").await, other.seller("Vieras").await);
        let id = make(&house, &anna, named("Meriläinen Oy")).await;
        let nowhere = domain::ids::PartyId(uuid::Uuid::now_v7());
        for id in [id, nowhere] {
            assert!(matches!(parties::read(&stranger, &app.cx, id).await, Err(Denied::NotFound)));
            let edit = EditParty { id, version: 1, fields: named("Kaapattu") };
            assert!(matches!(parties::edit(&stranger, &app.cx, edit).await, Err(Denied::NotFound)));
        }
        assert_eq!(parties::list(&stranger, &app.cx, ListQuery::default()).await.unwrap().total, 0);
        assert!(parties::suggest(&stranger, &app.cx, "meri".into()).await.unwrap().is_empty());
    });
}

#[test]
fn a_customer_is_given_to_a_colleague_and_has_its_usual_way_of_delivering() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        usecases::delivery::add_usual(&maija, &app.cx, AddUsualMethods { key: key() }).await.unwrap();
        let id = make(&house, &anna, named("Mäkelä Oy")).await;
        let view = parties::read(&anna, &app.cx, id).await.unwrap();
        assert_eq!((view.people.len(), view.methods.len() > 1, view.fields.owner), (2, true, Some(anna.user())));
        let method = view.methods[1].id;
        let edit = |version, fields| EditParty { id, version, fields };
        let fields = PartyFields { owner: Some(maija.user()), delivery_method: Some(method), ..view.fields.clone() };
        let version = parties::edit(&anna, &app.cx, edit(view.version, fields)).await.unwrap();
        let view = parties::read(&anna, &app.cx, id).await.unwrap();
        assert_eq!((view.fields.owner, view.fields.delivery_method), (Some(maija.user()), Some(method)));
        let told: Vec<&str> = view.timeline[0].changes.iter().map(|change| change.field.as_str()).collect();
        assert_eq!(told, ["delivery_method", "owner"]);

        // What is offered first on its quotations.
        let create = CreateQuote {
            key: key(),
            opportunity: None,
            party: Some(id),
            title: "Pumppu".into(),
            lines: Vec::new(),
            template: None,
        };
        let quote = usecases::quotes::create(&anna, &app.cx, create).await.unwrap();
        let ask = DeliverQuote { quote, list: None, language: Lang::Fi, lines: Vec::new() };
        let found = usecases::delivery::deliveries(&anna, &app.cx, ask).await.unwrap();
        assert_eq!((found.usual, found.methods[0].id), (Some(method), method));

        // A form that does not know the salesperson takes nobody away; one of another house is no choice.
        let unknowing = PartyFields { owner: None, ..view.fields.clone() };
        parties::edit(&anna, &app.cx, edit(version, unknowing)).await.unwrap();
        assert_eq!(parties::read(&anna, &app.cx, id).await.unwrap().fields.owner, Some(maija.user()));
        let stranger = app.house("Toinen Oy").await.seller("Outi").await;
        let fields = PartyFields {
            owner: Some(stranger.user()),
            delivery_method: Some(DeliveryMethodId(uuid::Uuid::from_u128(7))),
            ..view.fields
        };
        let refused = refused_at(parties::edit(&anna, &app.cx, edit(version, fields)).await);
        assert_eq!(refused, ["delivery_method", "owner"].map(|field| (field.to_owned(), Refusal::NotAChoice)));
    });
}

#[test]
fn a_word_that_many_have_is_counted_only_so_far_and_its_pages_stay_in_order() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, paavo) = (house.seller("Anna").await, house.seller("Paavo").await);
        for number in 0..12 {
            make(&house, if number % 3 == 0 { &paavo } else { &anna }, named(&format!("{number:02} Puutyö_Oy"))).await;
        }
        make(&house, &anna, named("Puutyö Oy")).await;
        let mut conn = app.cx.store.reader().await.unwrap();
        let mut found = async |search: &str, owner: Option<&Staff>, descending, skip| {
            let query = store::parties::list::ListQuery {
                owner: owner.map(|owner| owner.user().0),
                search: search.into(),
                descending,
                skip,
                rows: 3,
                most: 5,
                ..Default::default()
            };
            let (rows, total) = store::parties::list::list(&mut conn, house.id, &query).await.unwrap();
            (total, rows.into_iter().map(|row| row.name.chars().take(2).collect::<String>()).collect::<Vec<_>>())
        };
        assert_eq!(found("puutyo_oy", None, false, 0).await, (6, vec!["00".into(), "01".into(), "02".into()]));
        assert_eq!(found("puutyo_oy", None, false, 9).await, (6, vec!["09".into(), "10".into(), "11".into()]));
        assert_eq!(found("puutyo_oy", None, true, 1).await, (6, vec!["10".into(), "09".into(), "08".into()]));
        assert_eq!(found("puutyo", Some(&paavo), false, 0).await, (4, vec!["00".into(), "03".into(), "06".into()]));
        assert_eq!(found("puutyo", Some(&anna), false, 6).await, (6, vec!["10".into(), "11".into(), "Pu".into()]));
        assert_eq!(found("11 puu", None, false, 0).await, (1, vec!["11".into()]));
        assert_eq!(found("%%%", None, false, 0).await, (0, vec![]));
    });
}

#[test]
fn a_long_number_among_letters_finds_whole_what_was_typed() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        for name in
            ["Verkko 54321 Oy", "Verkko 154321 Oy", "Verkko 54321_Ab", "Verkko 54321%Ab", "Verkko 9999 54321 oyj"]
        {
            make(&house, &anna, named(name)).await;
        }
        let found = async |search: &str| {
            let query = ListQuery { search: search.into(), ..ListQuery::default() };
            let page = parties::list(&anna, &app.cx, query).await.unwrap();
            page.rows.into_iter().map(|row| row.name).collect::<Vec<_>>()
        };
        assert_eq!(found("o 54321 oy").await, ["Verkko 54321 Oy"]);
        assert_eq!(found("4321 OY").await, ["Verkko 154321 Oy", "Verkko 54321 Oy", "Verkko 9999 54321 oyj"]);
        assert_eq!(found("54321_ab").await, ["Verkko 54321_Ab"]);
        assert_eq!(found("54321%ab").await, ["Verkko 54321%Ab"]);
        assert_eq!(found("9999 5432").await, ["Verkko 9999 54321 oyj"]);
        assert_eq!(found("verkko 5432").await, ["Verkko 54321 Oy", "Verkko 54321%Ab", "Verkko 54321_Ab"]);
        assert!(found("verkko 55432").await.is_empty());
    });
}
