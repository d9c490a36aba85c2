//! What may be the same: on the page, while typing, and when something comes in.
use crate::opportunities::opportunity;
use domain::{
    crm::{OpportunityState, duplicates::Reason},
    ids::OpportunityId,
};
use testkit::{House, key, on_both};
use usecases::{Staff, crm, parties};
use wire::{
    crm::{CloseOpportunity, CreateOpportunity},
    merge::{Duplicate, Typed},
    parties::{CreateParty, PartyFields},
};

async fn made(house: &House, by: &Staff, command: CreateOpportunity) -> OpportunityId {
    crm::create_opportunity(by, &house.cx, command).await.unwrap()
}

fn with(title: &str, email: &str, phone: &str) -> CreateOpportunity {
    CreateOpportunity { email: email.into(), phone: phone.into(), ..opportunity(title) }
}

async fn duplicates(house: &House, by: &Staff, id: OpportunityId) -> Vec<Duplicate> {
    crm::read_opportunity(by, &house.cx, id).await.unwrap().duplicates
}

fn said(found: &[Duplicate]) -> Vec<(&str, Vec<Reason>)> {
    found.iter().map(|one| (one.title.as_str(), one.reasons.clone())).collect()
}

#[test]
fn an_opportunity_shows_what_may_be_the_same_and_why() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (maija, anna) = (house.manager("Maija").await, house.seller("Anna").await);
        let asked = made(&house, &maija, with("Katto", "Aino@acme.example", "040 123 4567")).await;
        made(&house, &maija, with("Toinen", "aino@acme.example", "+358 (0)40 123 4567")).await;
        made(&house, &maija, with("Kolmas", "osto@acme.example", "")).await;
        made(&house, &maija, with("Muu", "aino@other.example", "09 555 555")).await;
        made(&house, &anna, with("Annan", "aino@acme.example", "")).await;
        let found = duplicates(&house, &maija, asked).await;
        let expected = [
            ("Toinen", vec![Reason::Email, Reason::Phone]),
            ("Annan", vec![Reason::Email]),
            ("Kolmas", vec![Reason::Domain]),
        ];
        assert_eq!(said(&found), expected);
        assert!(found.iter().all(|one| one.stays), "of equal ones the older stays");
        let annas = crm::resembling(&anna, &app.cx, Typed { email: "aino@acme.example".into(), ..Typed::default() });
        let annas = annas.await.unwrap().opportunities;
        assert_eq!(said(&annas), [("Annan", vec![Reason::Email])], "what is not hers is not there");

        let gmail = made(&house, &maija, with("Yksi", "yksi@gmail.com", "")).await;
        made(&house, &maija, with("Kaksi", "kaksi@gmail.com", "")).await;
        assert_eq!(duplicates(&house, &maija, gmail).await, []);
    });
}

#[test]
fn what_was_won_is_no_double_and_a_domain_of_many_says_nothing() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let first = made(&house, &maija, with("Katto", "a@big.example", "040 999 9999")).await;
        let won = made(&house, &maija, with("Voitettu", "x@y.example", "+358 40 999 9999")).await;
        assert_eq!(duplicates(&house, &maija, first).await.len(), 1);
        let close = CloseOpportunity { id: won, version: 1, state: OpportunityState::Won, reason: String::new() };
        crm::close_opportunity(&maija, &app.cx, close).await.unwrap();
        assert_eq!(duplicates(&house, &maija, first).await, []);
        for at in 0..21 {
            made(&house, &maija, with(&format!("Iso {at}"), &format!("p{at}@big.example"), "")).await;
        }
        assert_eq!(duplicates(&house, &maija, first).await, []);
        let same = made(&house, &maija, with("Sama", "a@big.example", "")).await;
        assert_eq!(said(&duplicates(&house, &maija, same).await), [("Katto", vec![Reason::Email])]);
    });
}

#[test]
fn one_is_told_while_typing_and_nothing_typed_is_refused() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let fields = PartyFields {
            name: "Mäkelän Puutyö Oy".into(),
            email: "info@makela.example".into(),
            phone: "03 123 4567".into(),
            business_id: "2345678-0".into(),
            ..PartyFields::default()
        };
        let party = parties::create(&maija, &app.cx, CreateParty { key: key(), fields }).await.unwrap();
        made(&house, &maija, CreateOpportunity { party: Some(party), ..opportunity("Katto") }).await;
        let told = async |typed: Typed| crm::resembling(&maija, &app.cx, typed).await.unwrap();
        for (typed, reason) in [
            (Typed { name: "MAKELAN puutyo".into(), ..Typed::default() }, Reason::Name),
            (Typed { email: "info@makela.example".into(), ..Typed::default() }, Reason::Email),
            (Typed { email: "muu@makela.example".into(), ..Typed::default() }, Reason::Domain),
            (Typed { phone: "+35831234567".into(), ..Typed::default() }, Reason::Phone),
            (Typed { business_id: "2345678-0".into(), ..Typed::default() }, Reason::BusinessId),
        ] {
            let found = told(typed.clone()).await;
            assert_eq!(found.parties.len(), 1, "{typed:?}");
            assert_eq!((found.parties[0].id, &found.parties[0].reasons), (party, &vec![reason]), "{typed:?}");
        }
        let fields = PartyFields { name: "Mäkelän Puutyö".into(), ..PartyFields::default() };
        let twin = parties::create(&maija, &app.cx, CreateParty { key: key(), fields }).await.unwrap();
        let page = parties::read(&maija, &app.cx, twin).await.unwrap();
        assert_eq!(page.duplicates.iter().map(|one| one.id).collect::<Vec<_>>(), [party], "itself is no double");
        let of_name = told(Typed { name: "Mäkelän Puutyö".into(), ..Typed::default() }).await;
        assert_eq!(said(&of_name.opportunities), [("Katto", vec![Reason::Name])]);
        let of_customer = told(Typed { party: Some(party), ..Typed::default() }).await;
        assert_eq!(said(&of_customer.opportunities), [("Katto", vec![Reason::Customer])]);
        assert_eq!(of_customer.parties, []);
        let hostile = "\u{202e}'; DROP TABLE parties;--\0".to_owned();
        let long = "ä".repeat(100_000);
        for typed in [
            Typed {
                email: hostile.clone(),
                phone: hostile.clone(),
                name: hostile.clone(),
                business_id: hostile,
                party: None,
            },
            Typed { email: long.clone(), phone: long.clone(), name: long.clone(), business_id: long, party: None },
        ] {
            let found = told(typed).await;
            assert_eq!((found.parties, found.opportunities), (Vec::new(), Vec::new()));
        }
        let stranger = app.house("Toinen Oy").await.manager("Outi").await;
        let typed = Typed { party: Some(party), email: "info@makela.example".into(), ..Typed::default() };
        let found = crm::resembling(&stranger, &app.cx, typed).await.unwrap();
        assert_eq!((found.parties, found.opportunities), (Vec::new(), Vec::new()));
    });
}
