//! What is found, made and taken back around customers that become one.
use crate::opportunities::opportunity;
use domain::{
    ids::{PartyId, QuoteId},
    lang::Lang,
    refusal::Refusal,
};
use testkit::{House, acceptance, key, on_both, refused_at};
use usecases::{Staff, actors::Agent, crm, orders, outbox, parties, portal, quotes};
use wire::{
    crm::CreateOpportunity,
    merge::{MergeOpportunities, TakeBackMerge},
    opportunities::OpportunityFilter,
    parties::{EditParty, MergeParties, PartyFields, TakeBackPartyMerge},
    quotes::CopyQuote,
    shared::ListQuery,
};

async fn merge(house: &House, by: &Staff, stays: PartyId, goes: PartyId) -> MergeParties {
    let version = async |id| parties::read(by, &house.cx, id).await.unwrap().version;
    MergeParties {
        key: key(),
        stays,
        stays_version: version(stays).await,
        goes,
        goes_version: version(goes).await,
        taken: Vec::new(),
    }
}

/// How many opportunities and which quotations are found by a word.
async fn found(house: &House, by: &Staff, word: &str) -> (u64, Vec<QuoteId>) {
    let filter = OpportunityFilter { search: word.into(), ..OpportunityFilter::default() };
    let deals = crm::list_opportunities(by, &house.cx, filter, None, 50).await.unwrap().rows.len();
    let query = ListQuery { search: word.into(), ..ListQuery::default() };
    let offers = quotes::list(by, &house.cx, query).await.unwrap();
    (deals as u64, offers.rows.iter().map(|row| row.id).collect())
}

#[test]
fn what_moved_is_found_by_the_name_of_its_customer() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let stays = house.party(&maija, "Harjula Oy").await;
        let goes = house.party(&maija, "Alasin Ky").await;
        for party in [stays, goes] {
            let asked = CreateOpportunity { party: Some(party), ..opportunity("Katto") };
            crm::create_opportunity(&maija, &app.cx, asked).await.unwrap();
        }
        let offer = house.draft_for(&maija, goes, vec![house.line("Huolto", "1", "10")]).await;
        assert_eq!(found(&house, &maija, "alasin").await, (1, vec![offer]));
        let command = merge(&house, &maija, stays, goes).await;
        let done = parties::merge_parties(&maija, &app.cx, command).await.unwrap();
        assert_eq!(found(&house, &maija, "alasin").await, (0, vec![]));
        assert_eq!(found(&house, &maija, "harjula").await, (2, vec![offer]));
        let back = TakeBackPartyMerge { merge: done.merge, version: done.version };
        parties::take_back_party_merge(&maija, &app.cx, back).await.unwrap();
        assert_eq!(found(&house, &maija, "alasin").await, (1, vec![offer]));
        assert_eq!(found(&house, &maija, "harjula").await, (1, vec![]));
    });
}

async fn rename(house: &House, by: &Staff, party: PartyId, name: &str) {
    let view = parties::read(by, &house.cx, party).await.unwrap();
    let fields = PartyFields { name: name.into(), ..view.fields };
    parties::edit(by, &house.cx, EditParty { id: party, version: view.version, fields }).await.unwrap();
}

/// Does the work of the outbox that makes things found; answers how much there was.
async fn work(house: &House) -> usize {
    let mut done = 0;
    loop {
        let claimed = outbox::claim(&house.cx).await.unwrap();
        let renamed: Vec<_> = claimed.iter().filter(|work| work.topic == parties::RENAMED).collect();
        for work in &renamed {
            parties::go_on_renaming(&house.cx, work).await.unwrap();
            // One whose lease ran out does it once more, to no avail.
            parties::go_on_renaming(&house.cx, work).await.unwrap();
        }
        if renamed.is_empty() {
            return done;
        }
        done += renamed.len();
    }
}

#[test]
fn quotations_and_orders_of_a_renamed_customer_are_found_by_the_new_name() {
    on_both(async |app| {
        let (house, cx) = (app.house("Salmela Oy").await, &app.cx);
        let maija = house.manager("Maija").await;
        let party = house.party(&maija, "Alasin Ky").await;
        let draft = house.draft_for(&maija, party, vec![house.line("Huolto", "1", "10")]).await;
        let before = house.read(&maija, draft).await.version;
        let sold = house.draft_for(&maija, party, vec![house.line("Huolto", "2", "10")]).await;
        let sold = house.send(&maija, sold).await;
        let ordered = async |word: &str| {
            let query = ListQuery { search: word.into(), ..ListQuery::default() };
            orders::list(&maija, cx, query).await.unwrap().rows.len()
        };
        // It is signed by the name it was sent with, and found by today's.
        rename(&house, &maija, party, "Ahjo Ky").await;
        let (page, visitor) = (sold.page(cx).await, sold.visitor(cx).await);
        assert_eq!(page.content.buyer.name, "Alasin Ky");
        let form = acceptance(&page, "Päivi");
        portal::accept(&visitor, cx, &Agent::default(), Lang::Fi, form).await.unwrap();
        assert_eq!((ordered("ahjo").await, ordered("alasin").await), (1, 0));

        rename(&house, &maija, party, "Harjula Oy").await;
        assert_eq!(found(&house, &maija, "harjula").await.1.len(), 2);
        assert_eq!(found(&house, &maija, "ahjo").await.1.len(), 0);
        assert_eq!((ordered("harjula").await, ordered("ahjo").await), (1, 0));
        assert_eq!(house.read(&maija, draft).await.version, before, "whoever edits it is not disturbed");
        assert_eq!(work(&house).await, 0, "few are done at once");

        // A merge that takes the other's name makes what was there before found by it, too.
        let other = house.party(&maija, "Takomo Oy").await;
        let command = MergeParties { taken: vec!["name".into()], ..merge(&house, &maija, party, other).await };
        parties::merge_parties(&maija, cx, command).await.unwrap();
        assert_eq!(found(&house, &maija, "takomo").await.1.len(), 2);
        assert_eq!(ordered("takomo").await, 1);
    });
}

#[test]
fn what_is_too_much_at_once_is_found_a_moment_later_by_the_last_name() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let party = house.party(&maija, "Alasin Ky").await;
        for _ in 0..101 {
            let asked = CreateOpportunity { party: Some(party), ..opportunity("Katto") };
            crm::create_opportunity(&maija, &app.cx, asked).await.unwrap();
        }
        let offer = house.draft_for(&maija, party, vec![house.line("Huolto", "1", "10")]).await;
        rename(&house, &maija, party, "Ahjo Ky").await;
        assert_eq!(found(&house, &maija, "ahjo").await.1, [], "not in the time of whoever renames");
        rename(&house, &maija, party, "Harjula Oy").await;
        assert_eq!(work(&house).await, 2);
        assert_eq!(found(&house, &maija, "harjula").await, (50, vec![offer]));
        assert_eq!(found(&house, &maija, "ahjo").await, (0, vec![]), "the first renaming's work undoes nothing");
        assert_eq!(found(&house, &maija, "alasin").await, (0, vec![]));
    });
}

#[test]
fn a_customer_that_was_merged_since_comes_back_as_the_one_it_lives_on_in() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let first = house.party(&maija, "Alasin Ky").await;
        let second = house.party(&maija, "Ahjo Ky").await;
        let top = house.party(&maija, "Harjula Oy").await;
        let mut deals = Vec::new();
        for party in [first, second] {
            let asked = CreateOpportunity { party: Some(party), ..opportunity("Katto") };
            deals.push(crm::create_opportunity(&maija, &app.cx, asked).await.unwrap());
        }
        let command = MergeOpportunities {
            key: key(),
            stays: deals[0],
            stays_version: 1,
            goes: deals[1],
            goes_version: 1,
            taken: vec!["party".into()],
        };
        let done = crm::merge_opportunities(&maija, &app.cx, command).await.unwrap();
        let command = merge(&house, &maija, top, first).await;
        parties::merge_parties(&maija, &app.cx, command).await.unwrap();
        let version = crm::read_opportunity(&maija, &app.cx, deals[0]).await.unwrap().version;
        let taken = TakeBackMerge { merge: done.merge, version };
        let taken = crm::take_back_merge(&maija, &app.cx, taken).await.unwrap();
        assert_eq!(taken.kept, Vec::<String>::new());
        let back = crm::read_opportunity(&maija, &app.cx, deals[0]).await.unwrap();
        assert_eq!(back.party.unwrap().id, top);
    });
}

#[test]
fn nothing_that_is_made_while_its_customer_is_merged_stays_behind() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let stays = house.party(&maija, "Harjula Oy").await;
        let goes = house.party(&maija, "Alasin Ky").await;
        let offer = house.draft_for(&maija, goes, vec![house.line("Huolto", "1", "10")]).await;
        let command = merge(&house, &maija, stays, goes).await;
        let making = (0..6).map(|number| {
            let asked = CreateOpportunity { party: Some(goes), ..opportunity(&format!("Kauppa {number}")) };
            crm::create_opportunity(&maija, &app.cx, asked)
        });
        let copying = (0..6).map(|_| quotes::copy(&maija, &app.cx, CopyQuote { key: key(), id: offer }));
        let (made, copied, merged) = tokio::join!(
            futures::future::join_all(making),
            futures::future::join_all(copying),
            parties::merge_parties(&maija, &app.cx, command),
        );
        merged.unwrap();
        for copy in copied {
            copy.unwrap();
        }
        for answer in made {
            if answer.is_err() {
                assert_eq!(refused_at(answer), [("party".to_owned(), Refusal::NotThere)]);
            }
        }
        for table in ["opportunities", "quotes"] {
            let behind = format!(
                "SELECT d.title FROM {table} AS d JOIN parties AS p ON p.id = d.party_id WHERE p.merged_into IS NOT NULL"
            );
            assert_eq!(app.texts(&behind).await, Vec::<String>::new(), "{table}");
        }
    });
}
