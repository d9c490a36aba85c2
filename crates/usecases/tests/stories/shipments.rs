//! Where and how a quotation's goods are delivered: from the customer, by hand, for the taxes, on what was sent.
use domain::{
    actors::Role,
    ids::PartyId,
    parties::PartyKind,
    quotes::{
        content::{Content, PostalAddress},
        difference::{Difference, Fact},
        shipment::{Incoterm, Shipment},
    },
    refusal::Refusal,
};
use testkit::{TestApp, key, on_both, refused_at};
use usecases::{Staff, parties, quotes, taxes};
use wire::{
    fiscal::AddUsualTaxes,
    parties::{CreateParty, PartyFields},
    quotes::CopyQuote,
};

fn place(street: &str, postcode: &str, city: &str, country: &str) -> PostalAddress {
    PostalAddress { street: street.into(), postcode: postcode.into(), city: city.into(), country: country.into() }
}

async fn customer(app: &TestApp, by: &Staff, delivery: PostalAddress) -> PartyId {
    let fields = PartyFields {
        kind: PartyKind::Company,
        name: "Mäkelän Puutyö Oy".into(),
        billing: place("Katu 1", "33100", "Tampere", "FI"),
        delivery,
        ..PartyFields::default()
    };
    parties::create(by, &app.cx, CreateParty { key: key(), fields }).await.unwrap()
}

#[test]
fn the_customers_address_comes_in_and_what_is_set_by_hand_stays() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let home = place("Rengastie 3", "60120", "Seinäjoki", "FI");
        let party = customer(&app, &anna, home.clone()).await;
        let quote = house.draft_for(&anna, party, vec![house.line("Huolto", "2", "120")]).await;
        let read = house.read(&anna, quote).await;
        assert_eq!(read.fields.shipment, Shipment { address: home, ..Shipment::default() });

        let by_hand = Shipment {
            recipient: "Höyläämö".into(),
            address: place("Satamakatu 5", "65100", "Vaasa", ""),
            incoterm: Some(Incoterm::Dap),
            place: "Vaasa".into(),
            at_once: true,
        };
        house.edit(&anna, quote, |save| save.fields.shipment = by_hand.clone()).await.unwrap();
        house.edit(&anna, quote, |save| save.fields.title = "Muu".into()).await.unwrap();
        let read = house.read(&anna, quote).await;
        assert_eq!(read.fields.shipment, by_hand);
        let changed: Vec<String> = read.timeline[1].changes.iter().map(|change| change.field.clone()).collect();
        assert_eq!(changed, ["delivery_address", "delivery_terms", "shipping"]);

        let sent = house.send(&anna, quote).await.page(&app.cx).await.content;
        assert_eq!(sent.shipment, by_hand);
        assert_eq!(Content::from_canonical(&sent.canonical()).unwrap(), sent);
        house.edit(&anna, quote, |save| save.fields.shipment.at_once = false).await.unwrap();
        let later = house.send(&anna, quote).await.page(&app.cx).await.content;
        assert!(matches!(Difference::between(&sent, &later).facts.as_slice(), [Fact::Shipment(_)]));

        let copy = quotes::copy(&anna, &app.cx, CopyQuote { key: key(), id: quote }).await.unwrap();
        let copied = house.read(&anna, copy).await.fields.shipment;
        assert_eq!(copied, Shipment { at_once: false, ..by_hand });
    });
}

#[test]
fn goods_that_go_abroad_are_taxed_as_sold_abroad() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let aino = house.person("Aino", Role::Administrator, None).await;
        taxes::add_usual(&aino, &app.cx, AddUsualTaxes { key: key() }).await.unwrap();
        let party = customer(&app, &aino, PostalAddress::default()).await;
        let quote = house.draft_for(&aino, party, vec![]).await;
        let found = async || house.read(&aino, quote).await.fiscal.position.map(|position| position.name).unwrap();
        assert_eq!(house.read(&aino, quote).await.fields.shipment, Shipment::default());
        assert_eq!(found().await, "Kotimaa");
        let to = async |address: PostalAddress| {
            house.edit(&aino, quote, |save| save.fields.shipment.address = address).await.unwrap();
        };
        to(place("Havnegata 1", "0150", "Oslo", "no")).await;
        assert_eq!(found().await, "EU:n ulkopuoli, yritys");
        to(place("", "22100", "Maarianhamina", "")).await;
        assert_eq!(found().await, "Ahvenanmaa", "without a country the postcode is one of the customer's country");
        to(PostalAddress::default()).await;
        assert_eq!(found().await, "Kotimaa");
    });
}

#[test]
fn what_is_no_address_is_told_at_its_field_and_nothing_is_kept() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna Salo").await;
        let quote = house.draft(&anna, vec![]).await;
        let long = "x".repeat(201);
        let wrong = Shipment {
            recipient: long.clone(),
            address: place(&long, &long, &long, "Norja"),
            place: long,
            ..Shipment::default()
        };
        let refused = refused_at(house.edit(&anna, quote, |save| save.fields.shipment = wrong).await);
        let names: Vec<&str> = refused.iter().map(|(field, _)| field.as_str()).collect();
        let expected = ["recipient", "street", "postcode", "city", "place", "country"];
        assert_eq!(names, expected.map(|name| format!("shipment.{name}")));
        assert_eq!(refused.last().map(|(_, why)| why.clone()), Some(Refusal::NotAChoice));
        assert_eq!(house.read(&anna, quote).await.fields.shipment, Shipment::default());
        let markup = "<script>alert(1)</script>";
        house.edit(&anna, quote, |save| save.fields.shipment.place = markup.into()).await.unwrap();
        assert_eq!(house.read(&anna, quote).await.fields.shipment.place, markup, "text is text");
    });
}
