//! Two customers become one, and two again.
use crate::opportunities::opportunity;
use domain::{
    crm::duplicates::Reason,
    ids::{OpportunityId, PartyId, PartyMergeId, QuoteId},
    lang::Lang,
    parties::merge::DAYS,
    quotes::content::PostalAddress,
    refusal::Refusal,
};
use std::collections::BTreeSet;
use store::{dialect::Engine, parties::merges::REFERENCES};
use testkit::{House, Sent, TestApp, acceptance, key, offers::new_quote, on_both, refused_at, refused_whole};
use usecases::{Denied, Staff, actors::Agent, crm, messages, orders, parties, portal, quotes};
use wire::{
    crm::CreateOpportunity,
    messages::{AddNote, Subject},
    parties::{
        CreateParty, EditParty, MergeParties, PartyFields, PartyView, TakeBackPartyMerge, TakenBackParty, TellApart,
    },
    quotes::CreateQuote,
    shared::ListQuery,
};

async fn made(house: &House, by: &Staff, fields: PartyFields) -> PartyId {
    parties::create(by, &house.cx, CreateParty { key: key(), fields }).await.unwrap()
}

async fn view(house: &House, by: &Staff, id: PartyId) -> PartyView {
    parties::read(by, &house.cx, id).await.unwrap()
}

fn merge(stays: &PartyView, goes: &PartyView, taken: &[&str]) -> MergeParties {
    MergeParties {
        key: key(),
        stays: stays.id,
        stays_version: stays.version,
        goes: goes.id,
        goes_version: goes.version,
        taken: taken.iter().map(|code| (*code).to_owned()).collect(),
    }
}

fn back(merge: PartyMergeId, version: i64) -> TakeBackPartyMerge {
    TakeBackPartyMerge { merge, version }
}

/// What two rows of the same greenhouse say.
fn greenhouses() -> (PartyFields, PartyFields) {
    let first = PartyFields {
        name: "Köyliön Kasvihuoneet Oy".into(),
        email: "toimisto@koylionkasvi.example".into(),
        phone: "02 555 0199".into(),
        business_id: "2345678-0".into(),
        language: Lang::Fi,
        ..PartyFields::default()
    };
    let second = PartyFields {
        name: "Köyliön Kasvihuone".into(),
        email: "leena@koylionkasvi.example".into(),
        contact_name: "Leena Aro".into(),
        billing: PostalAddress {
            street: "Kasvitie 6 B".into(),
            postcode: "27710".into(),
            city: "Köyliö".into(),
            country: "FI".into(),
        },
        payment_terms: "7 päivää".into(),
        ..first.clone()
    };
    (first, second)
}

/// The two; everything hangs on the second: an opportunity with a quotation that was sent and signed, and a note.
async fn two(house: &House, by: &Staff) -> (PartyId, PartyId, OpportunityId, Sent) {
    let (first, second) = greenhouses();
    let (stays, goes) = (made(house, by, first).await, made(house, by, second).await);
    let asked = CreateOpportunity { party: Some(goes), ..opportunity("Kasvihuoneen lämmitys") };
    let asked = crm::create_opportunity(by, &house.cx, asked).await.unwrap();
    let offer = CreateQuote { opportunity: Some(asked), ..new_quote(goes, vec![house.line("Huolto", "1", "100")]) };
    let quote = quotes::create(by, &house.cx, offer).await.unwrap();
    let sent = house.send(by, quote).await;
    let note = AddNote { key: key(), subject: Subject::Party(goes), body: "Soitti itse".into() };
    messages::add_note(by, &house.cx, note).await.unwrap();
    (stays, goes, asked, sent)
}

async fn offered(house: &House, by: &Staff, party: PartyId) -> Vec<QuoteId> {
    view(house, by, party).await.quotes.iter().map(|quote| quote.id).collect()
}

async fn sign(app: &TestApp, sent: &Sent) {
    let (visitor, page) = (sent.visitor(&app.cx).await, sent.page(&app.cx).await);
    portal::accept(&visitor, &app.cx, &Agent::default(), Lang::Fi, acceptance(&page, "Leena")).await.unwrap();
}

#[test]
fn everything_of_a_customer_moves_and_all_of_it_goes_back() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let (stays, goes, asked, sent) = two(&house, &maija).await;
        let before = (view(&house, &maija, stays).await, view(&house, &maija, goes).await);
        let page = sent.page(&app.cx).await;
        let preview = parties::preview_party_merge(&maija, &app.cx, stays, goes).await.unwrap();
        assert_eq!(preview.reasons, [Reason::Phone, Reason::BusinessId, Reason::Domain]);
        let takes: Vec<&str> = preview.fields.iter().filter(|f| f.takes).map(|f| f.code.as_str()).collect();
        assert_eq!(takes, ["contact_name", "billing", "payment_terms"], "what is empty is filled");
        assert_eq!((preview.counts.opportunities, preview.counts.quotes, preview.counts.orders), (1, 1, 0));

        let command = merge(&before.0, &before.1, &["contact_name", "billing", "name"]);
        let done = parties::merge_parties(&maija, &app.cx, command.clone()).await.unwrap();
        assert_eq!(parties::merge_parties(&maija, &app.cx, command).await.unwrap(), done, "told twice it is one");
        let one = view(&house, &maija, stays).await;
        assert_eq!((one.version, one.fields.name.as_str()), (done.version, "Köyliön Kasvihuone"));
        assert_eq!((one.fields.billing.city.as_str(), one.fields.contact_name.as_str()), ("Köyliö", "Leena Aro"));
        assert_eq!(one.fields.email, "toimisto@koylionkasvi.example", "what was not taken stays");
        assert_eq!(one.quotes.iter().map(|quote| quote.id).collect::<Vec<_>>(), [sent.quote]);
        assert!(one.timeline.iter().any(|entry| entry.body == "Soitti itse"), "both histories are read");
        assert_eq!(one.timeline.iter().filter(|entry| entry.what.starts_with("party.merged")).count(), 1);
        assert_eq!((one.merges.len(), one.duplicates.len()), (1, 0));
        assert_eq!(view(&house, &maija, goes).await.id, stays, "its page leads to the one that stayed");
        let deal = crm::read_opportunity(&maija, &app.cx, asked).await.unwrap();
        assert_eq!(deal.party.unwrap().id, stays);
        assert_eq!(sent.page(&app.cx).await.content, page.content, "what was sent keeps its words, its link works");
        for search in ["", "kasvihuone", "kö"] {
            let query = ListQuery { search: search.into(), ..ListQuery::default() };
            let found = parties::list(&maija, &app.cx, query).await.unwrap();
            assert_eq!(found.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [stays], "{search:?}");
            assert_eq!(found.total, 1);
        }
        for typed in ["köyliön", "huone"] {
            let found = parties::suggest(&maija, &app.cx, typed.into()).await.unwrap();
            assert_eq!(found.iter().map(|one| one.id).collect::<Vec<_>>(), [stays.0], "{typed}");
        }

        // Signed meanwhile: the order goes back with its quotation.
        sign(&app, &sent).await;
        let version = view(&house, &maija, stays).await.version;
        let taken = parties::take_back_party_merge(&maija, &app.cx, back(done.merge, version)).await.unwrap();
        assert_eq!(taken, TakenBackParty { id: goes, kept: Vec::new() });
        let again = parties::take_back_party_merge(&maija, &app.cx, back(done.merge, version)).await;
        assert_eq!(refused_whole(again), Refusal::MergeTakenBack);
        let after = (view(&house, &maija, stays).await, view(&house, &maija, goes).await);
        assert_eq!((after.0.fields, after.1.fields), (before.0.fields, before.1.fields));
        assert_eq!((after.0.quotes.len(), after.1.quotes.len(), after.0.merges.len()), (0, 1, 0));
        let deal = crm::read_opportunity(&maija, &app.cx, asked).await.unwrap();
        assert_eq!(deal.party.unwrap().id, goes);
        let all = orders::list(&maija, &app.cx, ListQuery::default()).await.unwrap();
        assert_eq!(all.rows.iter().map(|order| order.party.id).collect::<Vec<_>>(), [goes]);
    });
}

#[test]
fn what_was_changed_or_made_after_a_merge_of_customers_is_kept() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let (stays, goes, asked, sent) = two(&house, &maija).await;
        let (one, other) = (view(&house, &maija, stays).await, view(&house, &maija, goes).await);
        let command = merge(&one, &other, &["email", "billing", "payment_terms"]);
        let done = parties::merge_parties(&maija, &app.cx, command).await.unwrap();
        let now = view(&house, &maija, stays).await;
        let fields = PartyFields { email: "uusi@koylionkasvi.example".into(), phone: "02 1".into(), ..now.fields };
        let edit = EditParty { id: stays, version: now.version, fields };
        let version = parties::edit(&maija, &app.cx, edit).await.unwrap();
        // On the page of the merged one somebody makes an offer: it is one for the survivor. Another one hangs on the
        // opportunity that goes back.
        let own = house.draft_for(&maija, goes, vec![house.line("Oma", "1", "10")]).await;
        assert!(offered(&house, &maija, stays).await.contains(&own));
        let offer = CreateQuote { opportunity: Some(asked), ..new_quote(stays, vec![house.line("Lisä", "1", "5")]) };
        let further = quotes::create(&maija, &app.cx, offer).await.unwrap();

        let stale = parties::take_back_party_merge(&maija, &app.cx, back(done.merge, done.version)).await;
        assert!(matches!(stale, Err(Denied::Stale { current }) if current == version));
        let taken = parties::take_back_party_merge(&maija, &app.cx, back(done.merge, version)).await.unwrap();
        assert_eq!(taken.kept, ["email"]);
        let after = view(&house, &maija, stays).await;
        assert_eq!(after.fields.email, "uusi@koylionkasvi.example");
        assert_eq!((after.fields.phone.as_str(), after.fields.payment_terms.as_str()), ("02 1", ""));
        assert_eq!(after.fields.billing, one.fields.billing);
        assert_eq!(offered(&house, &maija, stays).await, [own]);
        let of_goes: BTreeSet<QuoteId> = offered(&house, &maija, goes).await.into_iter().collect();
        assert_eq!(of_goes, BTreeSet::from([sent.quote, further]));
    });
}

#[test]
fn merges_of_customers_stand_on_each_other_and_are_taken_back_from_the_top() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let (middle, first, _, sent) = two(&house, &maija).await;
        let top = made(&house, &maija, PartyFields { name: "Kaikki Oy".into(), ..PartyFields::default() }).await;
        let of = async |id| view(&house, &maija, id).await;
        let inner =
            parties::merge_parties(&maija, &app.cx, merge(&of(middle).await, &of(first).await, &[])).await.unwrap();
        let outer =
            parties::merge_parties(&maija, &app.cx, merge(&of(top).await, &of(middle).await, &[])).await.unwrap();
        let all = of(first).await;
        assert_eq!((all.id, all.quotes.len()), (top, 1));
        assert!(all.timeline.iter().any(|entry| entry.body == "Soitti itse"));
        let early = parties::take_back_party_merge(&maija, &app.cx, back(inner.merge, inner.version)).await;
        assert_eq!(refused_whole(early), Refusal::AlreadyMerged);
        parties::take_back_party_merge(&maija, &app.cx, back(outer.merge, outer.version)).await.unwrap();
        assert_eq!(of(first).await.id, middle);
        let version = of(middle).await.version;
        parties::take_back_party_merge(&maija, &app.cx, back(inner.merge, version)).await.unwrap();
        assert_eq!(offered(&house, &maija, first).await, [sent.quote]);
        assert_eq!((of(top).await.quotes.len(), of(middle).await.quotes.len()), (0, 0));
    });
}

#[test]
fn customers_that_cannot_be_merged_are_refused_and_nothing_is_written() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let (stays, goes, ..) = two(&house, &maija).await;
        let (one, other) = (view(&house, &maija, stays).await, view(&house, &maija, goes).await);
        let strange = app.house("Toinen Oy").await;
        let outi = strange.manager("Outi").await;
        let theirs = strange.party(&outi, "Vieras Oy").await;
        let foreign = view(&strange, &outi, theirs).await;
        let before = app.snapshot().await;
        let itself = parties::merge_parties(&maija, &app.cx, merge(&one, &one, &[])).await;
        assert_eq!(refused_at(itself), [("goes".to_owned(), Refusal::SameRecord)]);
        for field in ["team", "state", "", "'; DROP TABLE parties;--"] {
            let refused = parties::merge_parties(&maija, &app.cx, merge(&one, &other, &[field])).await;
            assert_eq!(refused_at(refused), [("taken".to_owned(), Refusal::NotAChoice)], "{field}");
        }
        for (by, one, other) in [(&maija, &one, &foreign), (&maija, &foreign, &one), (&outi, &foreign, &one)] {
            let refused = parties::merge_parties(by, &app.cx, merge(one, other, &[])).await;
            assert!(matches!(refused, Err(Denied::NotFound)));
            assert!(matches!(parties::preview_party_merge(by, &app.cx, one.id, other.id).await, Err(Denied::NotFound)));
            let apart = TellApart { key: key(), one: one.id, other: other.id };
            assert!(matches!(parties::tell_apart(by, &app.cx, apart).await, Err(Denied::NotFound)));
        }
        for stale in [PartyView { version: 7, ..other.clone() }, PartyView { version: 0, ..other.clone() }] {
            let refused = parties::merge_parties(&maija, &app.cx, merge(&one, &stale, &[])).await;
            assert!(matches!(refused, Err(Denied::Stale { current: 1 })));
        }
        let none = back(PartyMergeId(uuid::Uuid::now_v7()), 1);
        assert!(matches!(parties::take_back_party_merge(&maija, &app.cx, none).await, Err(Denied::NotFound)));
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());

        let done = parties::merge_parties(&maija, &app.cx, merge(&one, &other, &[])).await.unwrap();
        let now = view(&house, &maija, stays).await;
        let again = parties::merge_parties(&maija, &app.cx, merge(&now, &other, &[])).await;
        assert_eq!(refused_at(again), [("goes".to_owned(), Refusal::AlreadyMerged)]);
        let edit = EditParty { id: goes, version: other.version + 1, fields: other.fields.clone() };
        assert!(matches!(parties::edit(&maija, &app.cx, edit).await, Err(Denied::NotFound)));
        let asked = CreateOpportunity { party: Some(goes), ..opportunity("Myöhässä") };
        let refused = crm::create_opportunity(&maija, &app.cx, asked).await;
        assert_eq!(refused_at(refused), [("party".to_owned(), Refusal::NotThere)]);
        let strangers = parties::take_back_party_merge(&outi, &app.cx, back(done.merge, now.version)).await;
        assert!(matches!(strangers, Err(Denied::NotFound)));
        app.later((DAYS + 1) * 86_400);
        let late = parties::take_back_party_merge(&maija, &app.cx, back(done.merge, now.version)).await;
        assert_eq!(refused_whole(late), Refusal::MergeTooOld);
        assert_eq!(view(&house, &maija, stays).await.merges, [], "what cannot be taken apart is not offered");
    });
}

#[test]
fn of_two_who_merge_the_same_customers_at_once_one_is_told() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (maija, pekka) = (house.manager("Maija").await, house.manager("Pekka").await);
        let (stays, goes, ..) = two(&house, &maija).await;
        let (one, other) = (view(&house, &maija, stays).await, view(&house, &maija, goes).await);
        let (first, second) = tokio::join!(
            parties::merge_parties(&maija, &app.cx, merge(&one, &other, &[])),
            parties::merge_parties(&pekka, &app.cx, merge(&other, &one, &[])),
        );
        let (done, late) = if first.is_ok() { (first, second) } else { (second, first) };
        done.unwrap();
        assert_eq!(late.unwrap_err().refusal(), Some(&Refusal::AlreadyMerged));
        assert_eq!(app.texts("SELECT name FROM parties WHERE merged_into IS NOT NULL").await.len(), 1);
    });
}

#[test]
fn a_seller_who_merges_customers_sees_no_more_of_what_is_others() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (maija, anna) = (house.manager("Maija").await, house.seller("Anna").await);
        let (_, goes, asked, sent) = two(&house, &maija).await;
        let own = made(&house, &anna, PartyFields { name: "Annan Oy".into(), ..PartyFields::default() }).await;
        let command = merge(&view(&house, &anna, own).await, &view(&house, &anna, goes).await, &["owner"]);
        parties::merge_parties(&anna, &app.cx, command).await.unwrap();
        assert_eq!(offered(&house, &anna, own).await, []);
        assert!(matches!(crm::read_opportunity(&anna, &app.cx, asked).await, Err(Denied::NotFound)));
        assert_eq!(offered(&house, &maija, own).await, [sent.quote]);
        assert_eq!(view(&house, &maija, own).await.owner.unwrap().id, maija.user(), "the owner was taken along");
    });
}

#[test]
fn pairs_are_found_listed_and_told_apart_for_good() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let (first, second) = greenhouses();
        let (one, other) = (made(&house, &maija, first).await, made(&house, &maija, second).await);
        let colleague =
            PartyFields { name: "Aro Leena".into(), email: "a@koylionkasvi.example".into(), ..PartyFields::default() };
        made(&house, &maija, colleague).await;
        let listed = async || parties::list_pairs(&maija, &app.cx).await.unwrap();
        assert_eq!(parties::look_for_pairs(&app.cx).await.unwrap(), 0, "what has just changed is left to settle");
        app.later(60);
        assert_eq!(parties::look_for_pairs(&app.cx).await.unwrap(), 3);
        assert_eq!(parties::look_for_pairs(&app.cx).await.unwrap(), 0, "nobody is looked at twice");
        let found = listed().await.pairs;
        assert_eq!(found.len(), 1, "a domain alone makes no pair");
        assert_eq!((found[0].one.id, found[0].other.id), (one, other));
        assert_eq!(found[0].reasons, [Reason::Phone, Reason::BusinessId, Reason::Domain]);
        let place = parties::preview_party_merge(&maija, &app.cx, other, one).await.unwrap().place.unwrap();
        assert_eq!((place.at, place.of, place.previous, place.next), (1, 1, None, None));

        let apart = TellApart { key: key(), one: other, other: one };
        parties::tell_apart(&maija, &app.cx, apart.clone()).await.unwrap();
        parties::tell_apart(&maija, &app.cx, apart).await.unwrap();
        assert_eq!(listed().await.pairs, []);
        let page = view(&house, &maija, one).await;
        assert!(page.duplicates.iter().all(|found| found.id != other));
        assert_eq!(page.timeline.iter().filter(|entry| entry.what == "party.told_apart").count(), 1);
        // A change makes them be looked at again; what was said stays said.
        let fields = PartyFields { contact_name: "Mika".into(), ..page.fields };
        parties::edit(&maija, &app.cx, EditParty { id: one, version: page.version, fields }).await.unwrap();
        app.later(60);
        assert_eq!(parties::look_for_pairs(&app.cx).await.unwrap(), 1);
        assert_eq!(listed().await.pairs, []);
    });
}

#[test]
fn a_pair_goes_when_it_is_merged_or_no_longer_alike_and_comes_back_when_taken_apart() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let (first, second) = greenhouses();
        let (one, other) = (made(&house, &maija, first).await, made(&house, &maija, second).await);
        let count = async || {
            app.later(60);
            parties::look_for_pairs(&app.cx).await.unwrap();
            parties::list_pairs(&maija, &app.cx).await.unwrap().pairs.len()
        };
        assert_eq!(count().await, 1);
        let command = merge(&view(&house, &maija, one).await, &view(&house, &maija, other).await, &[]);
        let done = parties::merge_parties(&maija, &app.cx, command).await.unwrap();
        assert_eq!(parties::list_pairs(&maija, &app.cx).await.unwrap().pairs, []);
        assert_eq!(count().await, 0);
        parties::take_back_party_merge(&maija, &app.cx, back(done.merge, done.version)).await.unwrap();
        assert_eq!(count().await, 1);
        let page = view(&house, &maija, other).await;
        let fields = PartyFields { phone: String::new(), business_id: String::new(), ..page.fields };
        parties::edit(&maija, &app.cx, EditParty { id: other, version: page.version, fields }).await.unwrap();
        assert_eq!(count().await, 0);
    });
}

#[test]
fn every_column_that_names_a_customer_is_known_to_merging() {
    on_both(async |app| {
        let sql = match app.engine {
            Engine::Sqlite => {
                "SELECT m.name || '.' || f.\"from\" FROM sqlite_master AS m, pragma_foreign_key_list(m.name) AS f \
                 WHERE m.type = 'table' AND f.\"table\" = 'parties'"
            }
            Engine::Postgres => {
                "SELECT r.relname || '.' || a.attname FROM pg_constraint AS c JOIN pg_class AS r ON r.oid = c.conrelid \
                 JOIN pg_class AS f ON f.oid = c.confrelid \
                 JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] \
                 WHERE c.contype = 'f' AND f.relname = 'parties'"
            }
        };
        let there: BTreeSet<String> = app.texts(sql).await.into_iter().collect();
        let decided: BTreeSet<String> = REFERENCES.iter().map(|(column, _)| (*column).to_owned()).collect();
        assert_eq!(there, decided, "decide in store::parties::merges what merging does with it");
    });
}
