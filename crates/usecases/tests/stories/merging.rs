//! Two opportunities become one, and two again.
use crate::opportunities::opportunity;
use chrono::Days;
use domain::{
    crm::{OpportunityState, activities::ActivityKind},
    ids::{MergeId, OpportunityId, PartyId},
    refusal::Refusal,
};
use store::files;
use testkit::{House, TestApp, key, offers::new_quote, on_both, refused_at, refused_whole};
use usecases::{Denied, Staff, crm, messages, quotes};
use wire::{
    activities::{ActivityFields, ScheduleActivity},
    crm::{BoardQuery, CloseOpportunity, CreateOpportunity, EditOpportunity, MoveOpportunity, OpportunityView},
    merge::{MergeOpportunities, TakeBackMerge},
    messages::{AddNote, Subject},
    quotes::CreateQuote,
};

async fn read(house: &House, by: &Staff, id: OpportunityId) -> OpportunityView {
    crm::read_opportunity(by, &house.cx, id).await.unwrap()
}

fn merge(stays: &OpportunityView, goes: &OpportunityView, taken: &[&str]) -> MergeOpportunities {
    MergeOpportunities {
        key: key(),
        stays: stays.id,
        stays_version: stays.version,
        goes: goes.id,
        goes_version: goes.version,
        taken: taken.iter().map(|code| (*code).to_owned()).collect(),
    }
}

fn form(view: &OpportunityView) -> EditOpportunity {
    EditOpportunity {
        id: view.id,
        version: view.version,
        title: view.title.clone(),
        party: view.party.as_ref().map(|party| party.id),
        contact_name: view.contact_name.clone(),
        email: view.email.clone(),
        phone: view.phone.clone(),
        expected: view.expected.value,
        recurring: (&view.recurring).into(),
        expected_close: view.expected_close,
        priority: view.priority,
        source: view.source.clone(),
        owner: view.owner.as_ref().map(|owner| owner.id),
    }
}

/// Two that may be the same; everything hangs on the second.
async fn two(app: &TestApp, house: &House, by: &Staff) -> (OpportunityId, OpportunityId, PartyId) {
    let party = house.party(by, "Meriläinen Oy").await;
    let stays = crm::create_opportunity(by, &app.cx, opportunity("Katto")).await.unwrap();
    let second = CreateOpportunity {
        party: Some(party),
        email: "liisa@merilainen.example".into(),
        phone: "040 123 4567".into(),
        expected: testkit::house::figure("250"),
        ..opportunity("Katon uusiminen")
    };
    let goes = crm::create_opportunity(by, &app.cx, second).await.unwrap();
    let fields = ActivityFields {
        kind: ActivityKind::Call,
        type_id: None,
        summary: "Soita".into(),
        note: String::new(),
        due_on: Some(by.zone().day(app.cx.clock.now()) + Days::new(1)),
        user: None,
    };
    let plan = ScheduleActivity { key: key(), opportunity: goes, fields };
    crm::schedule_activity(by, &app.cx, plan).await.unwrap();
    let offer = CreateQuote { opportunity: Some(goes), ..new_quote(party, vec![house.line("Huolto", "1", "100")]) };
    quotes::create(by, &app.cx, offer).await.unwrap();
    let note = AddNote { key: key(), subject: Subject::Opportunity(goes), body: "Soitti itse".into() };
    messages::add_note(by, &app.cx, note).await.unwrap();
    for (of, name) in [(stays, "kuva.png"), (goes, "kuva.png"), (goes, "muu.png")] {
        let company = house.id;
        app.write(move |unit| {
            Box::pin(async move {
                files::attach(unit, company, "opportunity", of.0, name, "image/png", name.as_bytes()).await.map(drop)
            })
        })
        .await;
    }
    (stays, goes, party)
}

#[test]
fn everything_moves_and_all_of_it_goes_back() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let (stays, goes, party) = two(&app, &house, &maija).await;
        let before = (read(&house, &maija, stays).await, read(&house, &maija, goes).await);
        let preview = crm::preview_merge(&maija, &app.cx, stays, goes).await.unwrap();
        let counts = preview.counts;
        assert_eq!((counts.activities, counts.quotes, counts.orders, counts.files), (1, 1, 0, 2));
        let takes: Vec<&str> = preview.fields.iter().filter(|f| f.takes).map(|f| f.code.as_str()).collect();
        assert_eq!(takes, ["party", "email", "phone"], "what is empty is filled");

        let command = merge(&before.0, &before.1, &["party", "email", "phone", "title", "expected"]);
        let done = crm::merge_opportunities(&maija, &app.cx, command.clone()).await.unwrap();
        assert_eq!(crm::merge_opportunities(&maija, &app.cx, command).await.unwrap(), done, "told twice it is one");
        let one = read(&house, &maija, stays).await;
        assert_eq!((one.version, one.title.as_str()), (done.version, "Katon uusiminen"));
        assert_eq!(one.party.as_ref().unwrap().id, party);
        assert_eq!((one.activities.len(), one.quotes.len()), (1, 1));
        let mut names: Vec<&str> = one.files.iter().map(|file| file.name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["kuva.png", "kuva.png (Katon uusiminen)", "muu.png"]);
        assert!(one.timeline.iter().any(|entry| entry.body == "Soitti itse"), "both histories are read");
        assert_eq!(one.timeline.iter().filter(|entry| entry.what.starts_with("opportunity.merged")).count(), 1);
        assert_eq!((one.merges.len(), one.merges[0].title.as_str()), (1, "Katon uusiminen"));
        assert_eq!(read(&house, &maija, goes).await.id, stays, "its page leads to the one that stayed");
        let board = crm::board(&maija, &app.cx, BoardQuery::default()).await.unwrap();
        assert_eq!((board.lanes[0].stage.count, board.lanes[0].cards.len()), (1, 1));
        assert_eq!(board.lanes[0].stage.sum.to_string(), "250");
        let search = BoardQuery { search: "uusiminen".into(), ..BoardQuery::default() };
        let found = crm::board(&maija, &app.cx, search).await.unwrap();
        assert_eq!(found.lanes.iter().map(|lane| lane.cards.len()).sum::<usize>(), 1);

        let back = TakeBackMerge { merge: done.merge, version: one.version };
        let taken = crm::take_back_merge(&maija, &app.cx, back.clone()).await.unwrap();
        assert_eq!((taken.id, taken.kept), (goes, Vec::new()));
        let again = crm::take_back_merge(&maija, &app.cx, back).await;
        assert_eq!(refused_whole(again), Refusal::MergeTakenBack);
        let after = (read(&house, &maija, stays).await, read(&house, &maija, goes).await);
        for (before, after) in [(before.0, after.0), (before.1, after.1)] {
            assert_eq!(form(&EditVersion(&before, after.version).view()), form(&after));
            assert_eq!(before.activities, after.activities);
            assert_eq!((before.quotes.len(), before.files), (after.quotes.len(), after.files));
            assert_eq!((before.state, before.stage, after.merges), (after.state, after.stage, Vec::new()));
        }
        let board = crm::board(&maija, &app.cx, BoardQuery::default()).await.unwrap();
        assert_eq!((board.lanes[0].stage.count, board.lanes[0].stage.sum.to_string().as_str()), (2, "1250"));
    });
}

/// A view as if it were of another version.
struct EditVersion<'a>(&'a OpportunityView, i64);

impl EditVersion<'_> {
    fn view(&self) -> OpportunityView {
        OpportunityView { version: self.1, ..self.0.clone() }
    }
}

#[test]
fn what_was_changed_since_stays_and_is_named() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let (stays, goes, _) = two(&app, &house, &maija).await;
        let (one, other) = (read(&house, &maija, stays).await, read(&house, &maija, goes).await);
        let command = merge(&one, &other, &["title", "email"]);
        let done = crm::merge_opportunities(&maija, &app.cx, command).await.unwrap();
        let now = read(&house, &maija, stays).await;
        let edit =
            EditOpportunity { email: "uusi@merilainen.example".into(), contact_name: "Liisa".into(), ..form(&now) };
        let version = crm::edit_opportunity(&maija, &app.cx, edit).await.unwrap();
        let stale = crm::take_back_merge(&maija, &app.cx, TakeBackMerge { merge: done.merge, version: done.version });
        assert!(matches!(stale.await, Err(Denied::Stale { current }) if current == version));
        let back = crm::take_back_merge(&maija, &app.cx, TakeBackMerge { merge: done.merge, version }).await.unwrap();
        assert_eq!(back.kept, ["email"]);
        let after = read(&house, &maija, stays).await;
        assert_eq!((after.title.as_str(), after.email.as_str()), ("Katto", "uusi@merilainen.example"));
        assert_eq!(after.contact_name, "Liisa");
    });
}

#[test]
fn merges_stand_on_each_other_and_are_taken_back_from_the_top() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let maija = house.manager("Maija").await;
        let (middle, first, _) = two(&app, &house, &maija).await;
        let top = crm::create_opportunity(&maija, &app.cx, opportunity("Kaikki")).await.unwrap();
        let view = async |id| read(&house, &maija, id).await;
        let inner = merge(&view(middle).await, &view(first).await, &[]);
        let inner = crm::merge_opportunities(&maija, &app.cx, inner).await.unwrap();
        let outer = merge(&view(top).await, &view(middle).await, &[]);
        let outer = crm::merge_opportunities(&maija, &app.cx, outer).await.unwrap();
        let all = view(first).await;
        assert_eq!((all.id, all.activities.len(), all.quotes.len()), (top, 1, 1));
        assert!(all.timeline.iter().any(|entry| entry.body == "Soitti itse"));
        let early = crm::take_back_merge(&maija, &app.cx, TakeBackMerge { merge: inner.merge, version: inner.version });
        assert_eq!(refused_whole(early.await), Refusal::AlreadyMerged);
        let back = TakeBackMerge { merge: outer.merge, version: outer.version };
        crm::take_back_merge(&maija, &app.cx, back).await.unwrap();
        let version = view(middle).await.version;
        crm::take_back_merge(&maija, &app.cx, TakeBackMerge { merge: inner.merge, version }).await.unwrap();
        assert_eq!(view(first).await.activities.len(), 1);
        assert_eq!(view(top).await.activities.len(), 0);
    });
}

#[test]
fn what_cannot_be_merged_is_refused_and_writes_nothing() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (maija, anna) = (house.manager("Maija").await, house.seller("Anna").await);
        let (stays, goes, _) = two(&app, &house, &maija).await;
        let (one, other) = (read(&house, &maija, stays).await, read(&house, &maija, goes).await);
        let outi = app.house("Toinen Oy").await.manager("Outi").await;
        let theirs = crm::create_opportunity(&outi, &app.cx, opportunity("Vieras")).await.unwrap();
        let foreign = crm::read_opportunity(&outi, &app.cx, theirs).await.unwrap();
        let annas = crm::create_opportunity(&anna, &app.cx, opportunity("Annan")).await.unwrap();
        let annas = read(&house, &anna, annas).await;
        let before = app.snapshot().await;
        let itself = crm::merge_opportunities(&maija, &app.cx, merge(&one, &one, &[])).await;
        assert_eq!(refused_at(itself), [("goes".to_owned(), Refusal::SameRecord)]);
        let field = crm::merge_opportunities(&maija, &app.cx, merge(&one, &other, &["state"])).await;
        assert_eq!(refused_at(field), [("taken".to_owned(), Refusal::NotAChoice)]);
        for (by, one, other) in [(&maija, &one, &foreign), (&maija, &foreign, &one), (&outi, &foreign, &one)] {
            let refused = crm::merge_opportunities(by, &app.cx, merge(one, other, &[])).await;
            assert!(matches!(refused, Err(Denied::NotFound)));
            assert!(matches!(crm::preview_merge(by, &app.cx, one.id, other.id).await, Err(Denied::NotFound)));
        }
        let refused = crm::merge_opportunities(&anna, &app.cx, merge(&annas, &other, &[])).await;
        assert!(matches!(refused, Err(Denied::NotFound)), "a seller merges own ones only");
        let stale = OpportunityView { version: 7, ..other.clone() };
        let refused = crm::merge_opportunities(&maija, &app.cx, merge(&one, &stale, &[])).await;
        assert!(matches!(refused, Err(Denied::Stale { .. })));
        let none = TakeBackMerge { merge: MergeId(uuid::Uuid::now_v7()), version: 1 };
        assert!(matches!(crm::take_back_merge(&maija, &app.cx, none).await, Err(Denied::NotFound)));
        assert_eq!(app.snapshot().await.changed(&before), Vec::<String>::new());

        let done = crm::merge_opportunities(&maija, &app.cx, merge(&one, &other, &[])).await.unwrap();
        let now = read(&house, &maija, stays).await;
        let again = crm::merge_opportunities(&maija, &app.cx, merge(&now, &other, &[])).await;
        assert_eq!(refused_at(again), [("goes".to_owned(), Refusal::AlreadyMerged)]);
        let back = TakeBackMerge { merge: done.merge, version: now.version };
        assert!(matches!(crm::take_back_merge(&outi, &app.cx, back.clone()).await, Err(Denied::NotFound)));
        assert!(matches!(crm::take_back_merge(&anna, &app.cx, back).await, Err(Denied::NotFound)));
        let moved = MoveOpportunity { id: goes, version: other.version, stage: house.stages[1] };
        assert!(matches!(crm::move_opportunity(&maija, &app.cx, moved).await, Err(Denied::NotFound)));
        let offer = CreateQuote { opportunity: Some(goes), ..new_quote(now.quotes[0].party.id, Vec::new()) };
        assert!(quotes::create(&maija, &app.cx, offer).await.is_err(), "nothing is offered on what is merged");
        let close = |state| CloseOpportunity { id: stays, version: now.version, state, reason: String::new() };
        crm::close_opportunity(&maija, &app.cx, close(OpportunityState::Won)).await.unwrap();
        let won = read(&house, &maija, stays).await;
        let refused = crm::merge_opportunities(&maija, &app.cx, merge(&won, &annas, &[])).await;
        assert_eq!(refused_at(refused), [("stays".to_owned(), Refusal::WonNotMerged)]);
    });
}

#[test]
fn of_two_who_merge_at_once_one_is_told() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (maija, pekka) = (house.manager("Maija").await, house.manager("Pekka").await);
        let (stays, goes, _) = two(&app, &house, &maija).await;
        let (one, other) = (read(&house, &maija, stays).await, read(&house, &maija, goes).await);
        let (first, second) = tokio::join!(
            crm::merge_opportunities(&maija, &app.cx, merge(&one, &other, &[])),
            crm::merge_opportunities(&pekka, &app.cx, merge(&other, &one, &[])),
        );
        let (done, late) = if first.is_ok() { (first, second) } else { (second, first) };
        done.unwrap();
        assert_eq!(late.unwrap_err().refusal(), Some(&Refusal::AlreadyMerged));
        assert_eq!(app.texts("SELECT state FROM opportunities ORDER BY state").await, ["merged", "open"]);
    });
}
