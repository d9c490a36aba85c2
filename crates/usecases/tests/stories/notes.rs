//! Internal notes.
use domain::{ids::OpportunityId, refusal::Refusal};
use testkit::{House, key, on_both, refused_at};
use usecases::{Denied, Staff, crm, messages, parties};
use wire::messages::{AddNote, Subject};

use crate::opportunities::opportunity;

fn note(subject: Subject, body: &str) -> AddNote {
    AddNote { key: key(), subject, body: body.into() }
}

async fn deal(house: &House, by: &Staff) -> OpportunityId {
    crm::create_opportunity(by, &house.cx, opportunity("Katto")).await.unwrap()
}

#[test]
fn a_note_stands_on_its_record_once() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let (party, deal) = (house.party(&anna, "Meriläinen Oy").await, deal(&house, &anna).await);
        let command = note(Subject::Opportunity(deal), " Soita\r\nmaanantaina. ");
        messages::add_note(&anna, &app.cx, command.clone()).await.unwrap();
        messages::add_note(&anna, &app.cx, command).await.unwrap();
        messages::add_note(&anna, &app.cx, note(Subject::Party(party), "Maksaa ajallaan.")).await.unwrap();
        let timeline = crm::read_opportunity(&anna, &app.cx, deal).await.unwrap().timeline;
        let notes: Vec<_> = timeline.iter().filter(|entry| entry.what == "note.added").collect();
        assert_eq!((notes.len(), notes[0].body.as_str(), notes[0].actor.as_str()), (1, "Soita\nmaanantaina.", "Anna"));
        assert_eq!(parties::read(&anna, &app.cx, party).await.unwrap().timeline[0].body, "Maksaa ajallaan.");
    });
}

#[test]
fn an_empty_or_endless_note_is_refused() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let deal = deal(&house, &anna).await;
        let long = "ä".repeat(5_001);
        for (body, refusal) in
            [(" \n ", Refusal::Required), (long.as_str(), Refusal::TooLong { longest: 5_000, length: 5_001 })]
        {
            let refused = refused_at(messages::add_note(&anna, &app.cx, note(Subject::Opportunity(deal), body)).await);
            assert_eq!(refused, [("body".to_owned(), refusal)]);
        }
    });
}

#[test]
fn not_yours_and_not_there_are_the_same() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, paavo) = (house.seller("Anna").await, house.seller("Paavo").await);
        let deal = deal(&house, &anna).await;
        for id in [deal, OpportunityId(uuid::Uuid::now_v7())] {
            let answer = messages::add_note(&paavo, &app.cx, note(Subject::Opportunity(id), "Hei")).await;
            assert!(matches!(answer, Err(Denied::NotFound)));
        }
    });
}
