//! Tags of opportunities: made while typing, given and taken by two people at once, found by, merged and taken back.
use crate::opportunities::opportunity;
use domain::{
    actors::Role,
    crm::tags::{MOST_ON_ONE, Tint},
    ids::{OpportunityId, OpportunityTagId},
    refusal::Refusal,
};
use rust_decimal::Decimal;
use testkit::{House, key, on_both, refused_at};
use usecases::{Denied, Staff, crm};
use wire::{
    crm::{BoardQuery, OpportunityView},
    merge::{MergeOpportunities, TakeBackMerge},
    opportunities::{ChangeOne, ChangeOpportunities, ChangeTo, OpportunityFilter, Which},
    tags::{SaveTag, TagFields, TagForm, TagOpportunity},
};

async fn made(house: &House, by: &Staff, title: &str) -> OpportunityId {
    crm::create_opportunity(by, &house.cx, opportunity(title)).await.unwrap()
}

async fn read(house: &House, by: &Staff, id: OpportunityId) -> OpportunityView {
    crm::read_opportunity(by, &house.cx, id).await.unwrap()
}

async fn give(house: &House, by: &Staff, id: OpportunityId, names: &[&str]) -> Result<i64, Denied> {
    let add = names.iter().map(|name| (*name).to_owned()).collect();
    crm::tag_opportunity(by, &house.cx, TagOpportunity { key: key(), id, add, remove: Vec::new() }).await
}

async fn take(house: &House, by: &Staff, id: OpportunityId, tag: OpportunityTagId) -> i64 {
    let command = TagOpportunity { key: key(), id, add: Vec::new(), remove: vec![tag] };
    crm::tag_opportunity(by, &house.cx, command).await.unwrap()
}

fn names(view: &OpportunityView) -> Vec<&str> {
    view.tags.iter().map(|tag| tag.name.as_str()).collect()
}

async fn form(house: &House, admin: &Staff, name: &str) -> TagForm {
    let all = crm::list_tags(admin, &house.cx).await.unwrap();
    all.into_iter().find(|tag| tag.fields.name == name).unwrap()
}

fn save(form: &TagForm, fields: TagFields) -> SaveTag {
    SaveTag { key: key(), id: Some(form.id), version: form.version, fields }
}

#[test]
fn a_typed_word_becomes_a_tag_of_the_whole_company_once() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let (one, other) = (made(&house, &anna, "Katto").await, made(&house, &anna, "Sauna").await);
        let command = TagOpportunity { key: key(), id: one, add: vec!["  Huolto ".into()], remove: Vec::new() };
        let version = crm::tag_opportunity(&anna, &app.cx, command.clone()).await.unwrap();
        assert_eq!(crm::tag_opportunity(&anna, &app.cx, command).await.unwrap(), version, "told twice it is one");
        assert_eq!(give(&house, &anna, one, &["HUOLTO"]).await.unwrap(), version, "it has it already");
        give(&house, &anna, other, &["huolto", "Avain"]).await.unwrap();
        let view = read(&house, &anna, other).await;
        assert_eq!(names(&view), ["Avain", "Huolto"]);
        assert_eq!(view.known_tags.len(), 2);
        assert_eq!(view.tags[1].tint, Tint::Moss, "the first of the tints");
        let changed = view.timeline.iter().find(|entry| entry.what == "opportunity.changed").unwrap();
        assert!(changed.changes.iter().any(|change| change.field == "tags" && change.new == "Avain, Huolto"));
        // On the card and in the list, too.
        let board = crm::board(&anna, &app.cx, BoardQuery::default()).await.unwrap();
        let card = board.lanes[0].cards.iter().find(|card| card.id == other).unwrap();
        assert_eq!(card.tags, view.tags);
        let huolto = view.tags[1].id;
        take(&house, &anna, one, huolto).await;
        let filter = OpportunityFilter { tag: Some(huolto), ..OpportunityFilter::default() };
        let list = crm::list_opportunities(&anna, &app.cx, filter, None, 50).await.unwrap();
        assert_eq!(list.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [other]);
        assert_eq!((list.total, &list.rows[0].tags, list.tags.len()), (1, &view.tags, 2));
    });
}

#[test]
fn two_people_at_once_give_both_their_tags() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.manager("Anna").await, house.manager("Maija").await);
        let id = made(&house, &anna, "Katto").await;
        let (one, other) =
            tokio::join!(give(&house, &anna, id, &["Huolto", "Uusi"]), give(&house, &maija, id, &["huolto", "Avain"]));
        assert_ne!(one.unwrap(), other.unwrap(), "each is a version of its own");
        let view = read(&house, &anna, id).await;
        assert_eq!(names(&view).len(), 3, "{:?}", names(&view));
        assert_eq!(view.known_tags.len(), 3, "the same word is made once");
    });
}

#[test]
fn what_cannot_be_a_tag_is_said_at_the_field_and_nothing_is_written() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, admin) = (house.seller("Anna").await, house.person("Aino", Role::Administrator, None).await);
        let id = made(&house, &anna, "Katto").await;
        let version = read(&house, &anna, id).await.version;
        for typed in ["", "   ", "\u{202e}\u{0000}", "x".repeat(41).as_str()] {
            let refused = refused_at(give(&house, &anna, id, &["Hyvä", typed]).await);
            assert!(refused.iter().all(|(field, _)| field == "tags"), "{typed:?}");
        }
        let many: Vec<String> = (0..=MOST_ON_ONE).map(|one| format!("t{one}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let most = Refusal::TooLarge { most: Decimal::from(MOST_ON_ONE) };
        assert_eq!(refused_at(give(&house, &anna, id, &many).await), [("tags".into(), most.clone())]);
        give(&house, &anna, id, &many[..MOST_ON_ONE]).await.unwrap();
        assert_eq!(refused_at(give(&house, &anna, id, &many[MOST_ON_ONE..]).await), [("tags".into(), most)]);
        let view = read(&house, &anna, id).await;
        assert_eq!((view.version, view.known_tags.len()), (version + 1, MOST_ON_ONE), "refused words made no tags");
        // Somebody else's opportunity is not there.
        let paavo = house.seller("Paavo").await;
        assert!(matches!(give(&house, &paavo, id, &["Huolto"]).await, Err(Denied::NotFound)));
        // Out of use: where it stands it stays, and is given no more.
        let tag = form(&house, &admin, "t0").await;
        let fields = TagFields { retired: true, ..tag.fields.clone() };
        crm::save_tag(&admin, &app.cx, save(&tag, fields.clone())).await.unwrap();
        assert!(matches!(
            crm::save_tag(&admin, &app.cx, save(&tag, TagFields { retired: false, ..fields })).await,
            Err(Denied::Stale { current: 2 })
        ));
        let other = made(&house, &anna, "Sauna").await;
        assert_eq!(refused_at(give(&house, &anna, other, &["T0"]).await), [("tags".into(), Refusal::NotAChoice)]);
        let view = read(&house, &anna, id).await;
        assert_eq!((view.tags.len(), view.known_tags.len()), (MOST_ON_ONE, MOST_ON_ONE - 1));
        assert!(matches!(crm::list_tags(&anna, &app.cx).await, Err(Denied::NotAllowed)));
    });
}

#[test]
fn a_tag_is_renamed_everywhere_and_two_cannot_have_one_name() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, admin) = (house.seller("Anna").await, house.person("Aino", Role::Administrator, None).await);
        let id = made(&house, &anna, "Katto").await;
        give(&house, &anna, id, &["Huolto", "Avain"]).await.unwrap();
        let tag = form(&house, &admin, "Huolto").await;
        let fields = |name: &str| TagFields { name: name.into(), tint: Tint::Clay, retired: false };
        let refused = refused_at(crm::save_tag(&admin, &app.cx, save(&tag, fields("AVAIN"))).await);
        assert_eq!(refused, [("name".into(), Refusal::AlreadyTaken)]);
        crm::save_tag(&admin, &app.cx, save(&tag, fields("Määräaikaishuolto"))).await.unwrap();
        let view = read(&house, &anna, id).await;
        assert_eq!(names(&view), ["Avain", "Määräaikaishuolto"]);
        assert_eq!(view.tags[1].tint, Tint::Clay);
        let new = SaveTag { key: key(), id: None, version: 0, fields: fields("Messut") };
        let saved = crm::save_tag(&admin, &app.cx, new.clone()).await.unwrap();
        assert_eq!(crm::save_tag(&admin, &app.cx, new).await.unwrap(), saved, "told twice it is one");
    });
}

#[test]
fn many_are_tagged_at_once_and_it_can_be_taken_back() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let ids = [made(&house, &anna, "Katto").await, made(&house, &anna, "Sauna").await];
        give(&house, &anna, ids[0], &["Huolto"]).await.unwrap();
        let tag = read(&house, &anna, ids[0]).await.tags[0].id;
        let which = Which::Matching { filter: OpportunityFilter::default(), to: ChangeTo::Tag(tag) };
        let command = ChangeOpportunities { key: key(), which };
        let changed = crm::change_opportunities(&anna, &app.cx, command).await.unwrap();
        assert!(changed.verdicts.iter().all(|verdict| verdict.refused.is_none()));
        assert_eq!(changed.undo.len(), 1, "the one that had it is left as it was");
        assert_eq!(names(&read(&house, &anna, ids[1]).await), ["Huolto"]);
        let command = ChangeOpportunities { key: key(), which: Which::Rows(changed.undo) };
        crm::change_opportunities(&anna, &app.cx, command).await.unwrap();
        assert_eq!(names(&read(&house, &anna, ids[0]).await), ["Huolto"]);
        assert!(names(&read(&house, &anna, ids[1]).await).is_empty());
        // A tag of nobody, and a row somebody else saved meanwhile.
        let nobodys = OpportunityTagId(uuid::Uuid::now_v7());
        let rows = vec![
            ChangeOne { id: ids[0], version: 2, to: ChangeTo::Tag(nobodys) },
            ChangeOne { id: ids[1], version: 1, to: ChangeTo::Tag(tag) },
        ];
        let command = ChangeOpportunities { key: key(), which: Which::Rows(rows) };
        let changed = crm::change_opportunities(&anna, &app.cx, command).await.unwrap();
        assert!(changed.verdicts.iter().all(|verdict| verdict.refused.is_some()) && changed.undo.is_empty());
    });
}

#[test]
fn merging_brings_the_tags_together_and_taking_it_back_parts_them() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let (stays, goes) = (made(&house, &anna, "Katto").await, made(&house, &anna, "Katon uusiminen").await);
        give(&house, &anna, stays, &["Huolto", "Uusi"]).await.unwrap();
        give(&house, &anna, goes, &["Avain", "Uusi"]).await.unwrap();
        let preview = crm::preview_merge(&anna, &app.cx, stays, goes).await.unwrap();
        assert_eq!(preview.tags, ["Avain"]);
        let command = MergeOpportunities {
            key: key(),
            stays,
            stays_version: preview.stays.version,
            goes,
            goes_version: preview.goes.version,
            taken: Vec::new(),
        };
        let done = crm::merge_opportunities(&anna, &app.cx, command).await.unwrap();
        let one = read(&house, &anna, stays).await;
        assert_eq!(names(&one), ["Avain", "Huolto", "Uusi"]);
        let back = TakeBackMerge { merge: done.merge, version: one.version };
        crm::take_back_merge(&anna, &app.cx, back).await.unwrap();
        assert_eq!(names(&read(&house, &anna, stays).await), ["Huolto", "Uusi"]);
        assert_eq!(names(&read(&house, &anna, goes).await), ["Avain", "Uusi"]);
    });
}
