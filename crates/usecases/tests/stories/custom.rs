//! Fields that a team adds to its opportunities: made, filled in, needed, found by, merged, and kept when the team changes.
use crate::opportunities::{form, opportunity};
use domain::{
    actors::Role,
    crm::custom::{Kind, NO, YES},
    ids::{CustomFieldId, OpportunityId, StageId, TeamId},
    refusal::Refusal,
};
use testkit::{House, key, on_both, refused_at};
use usecases::{Denied, Staff, crm};
use wire::{
    crm::{BoardQuery, CreateOpportunity, EditOpportunity, MoveOpportunity, OpportunityView},
    custom::{ChoiceFields, CustomFact, CustomFields, CustomForm, SaveCustomField, SetCustomValue, ShiftCustomField},
    merge::{MergeOpportunities, TakeBackMerge},
    opportunities::{Has, OpportunityFilter},
};

pub fn field(team: TeamId, name: &str, kind: Kind, choices: &[&str]) -> CustomFields {
    let choice = |name: &&str| ChoiceFields { id: None, name: (*name).into(), retired: false };
    CustomFields {
        team: Some(team),
        name: name.into(),
        kind,
        choices: choices.iter().map(choice).collect(),
        required: None,
        on_card: false,
        retired: false,
    }
}

pub async fn keep(house: &House, admin: &Staff, fields: CustomFields) -> CustomFieldId {
    let command = SaveCustomField { key: key(), id: None, version: 0, fields };
    crm::save_custom_field(admin, &house.cx, command).await.unwrap().id
}

async fn shown(house: &House, admin: &Staff, id: CustomFieldId) -> CustomForm {
    let view = crm::list_custom_fields(admin, &house.cx).await.unwrap();
    view.fields.into_iter().find(|field| field.id == id).unwrap()
}

fn change(known: &CustomForm, fields: CustomFields) -> SaveCustomField {
    SaveCustomField { key: key(), id: Some(known.id), version: known.version, fields }
}

async fn made(house: &House, by: &Staff, title: &str) -> OpportunityId {
    crm::create_opportunity(by, &house.cx, opportunity(title)).await.unwrap()
}

async fn read(house: &House, by: &Staff, id: OpportunityId) -> OpportunityView {
    crm::read_opportunity(by, &house.cx, id).await.unwrap()
}

pub fn fact(view: &OpportunityView, field: CustomFieldId) -> &CustomFact {
    view.custom.iter().find(|fact| fact.id == field).unwrap()
}

/// Fills it in over what stands there.
async fn fill(
    house: &House,
    by: &Staff,
    id: OpportunityId,
    field: CustomFieldId,
    typed: &[&str],
) -> Result<i64, Denied> {
    let view = read(house, by, id).await;
    let seen = view.custom.iter().find(|fact| fact.id == field).map(|fact| fact.value.clone()).unwrap_or_default();
    set(house, by, id, field, &seen, typed).await
}

async fn set(
    house: &House,
    by: &Staff,
    id: OpportunityId,
    field: CustomFieldId,
    seen: &[String],
    typed: &[&str],
) -> Result<i64, Denied> {
    let value = typed.iter().map(|one| (*one).to_owned()).collect();
    let command = SetCustomValue { key: key(), id, field, seen: seen.to_vec(), value };
    crm::set_custom_value(by, &house.cx, command).await
}

struct Ground {
    admin: Staff,
    anna: Staff,
    roofs: TeamId,
    pools: TeamId,
}

async fn ground(house: &House) -> Ground {
    let (roofs, pools) = (house.team("Katot").await, house.team("Altaat").await);
    Ground {
        admin: house.person("Aino", Role::Administrator, None).await,
        anna: house.person("Anna", Role::Manager, Some(roofs)).await,
        roofs,
        pools,
    }
}

#[test]
fn what_is_filled_in_stands_on_record_card_list_and_timeline() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let Ground { admin, anna, roofs, pools } = ground(&house).await;
        let area =
            keep(&house, &admin, CustomFields { on_card: true, ..field(roofs, "Ala m2", Kind::Figure, &[]) }).await;
        let cover = keep(&house, &admin, field(roofs, "Kate", Kind::One, &["Tiili", "Pelti"])).await;
        let seen =
            keep(&house, &admin, CustomFields { on_card: true, ..field(roofs, "Käyty", Kind::YesNo, &[]) }).await;
        keep(&house, &admin, field(pools, "Syvyys", Kind::Figure, &[])).await;
        let (id, other) = (made(&house, &anna, "Katto").await, made(&house, &anna, "Räystäs").await);
        let view = read(&house, &anna, id).await;
        assert_eq!(view.custom.iter().map(|fact| fact.name.as_str()).collect::<Vec<_>>(), ["Ala m2", "Kate", "Käyty"]);
        let tile = fact(&view, cover).choices[0].id.to_string();
        let version = fill(&house, &anna, id, area, &["120,50"]).await.unwrap();
        assert_eq!(version, view.version + 1);
        assert_eq!(fill(&house, &anna, id, area, &["120.5"]).await.unwrap(), version, "the same figure writes nothing");
        fill(&house, &anna, id, cover, &[&tile]).await.unwrap();
        fill(&house, &anna, id, seen, &[YES]).await.unwrap();
        fill(&house, &anna, other, seen, &[NO]).await.unwrap();

        let view = read(&house, &anna, id).await;
        assert_eq!(
            (&fact(&view, area).value, &fact(&view, cover).value),
            (&vec!["120.5".to_owned()], &vec![tile.clone()])
        );
        let told: Vec<_> = view.timeline.iter().flat_map(|entry| &entry.changes).collect();
        assert!(told.iter().any(|change| change.field == "custom:one:Kate" && change.new == "Tiili"));
        let board = crm::board(&anna, &app.cx, BoardQuery::default()).await.unwrap();
        let card = board.lanes[0].cards.iter().find(|card| card.id == id).unwrap();
        assert_eq!(card.facts, ["Ala m2: 120,5", "Käyty"]);
        assert!(board.has.iter().any(|(key, words)| *key == format!("{cover}.{tile}") && words == "Kate: Tiili"));

        // Found by what was chosen, on the board with its sums and in the list with its cells.
        let filter = OpportunityFilter { has: Has::parse(&format!("{cover}.{tile}")), ..OpportunityFilter::default() };
        let board = crm::board(&anna, &app.cx, filter.clone()).await.unwrap();
        assert_eq!((board.lanes[0].stage.count, board.lanes[0].cards.len()), (1, 1));
        let list = crm::list_opportunities(&anna, &app.cx, filter, None, 50).await.unwrap();
        assert_eq!((list.total, list.rows[0].id), (1, id));
        assert_eq!(list.custom.iter().map(|column| column.figures).collect::<Vec<_>>(), [true, false, false]);
        let cells: Vec<&str> = list.rows[0].custom.iter().map(|cell| cell.words.as_str()).collect();
        assert_eq!(cells, ["120,5", "Tiili", "Kyllä"]);
        // A list changes them in place: it knows what stands there, and what there is to choose from.
        assert_eq!(list.rows[0].custom[1].value, std::slice::from_ref(&tile));
        assert_eq!(list.custom[1].choices.len(), 2);
        let no = OpportunityFilter { has: Has::parse(&format!("{seen}.no")), ..OpportunityFilter::default() };
        let list = crm::list_opportunities(&anna, &app.cx, no, None, 50).await.unwrap();
        assert_eq!(list.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [other]);
    });
}

#[test]
fn two_people_in_one_field_are_told_and_in_two_fields_do_not_meet() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let Ground { admin, anna, roofs, .. } = ground(&house).await;
        let maija = house.person("Maija", Role::Manager, Some(roofs)).await;
        let (area, note) = (
            keep(&house, &admin, field(roofs, "Ala", Kind::Whole, &[])).await,
            keep(&house, &admin, field(roofs, "Huomio", Kind::Text, &[])).await,
        );
        let id = made(&house, &anna, "Katto").await;
        let (one, other) =
            tokio::join!(set(&house, &anna, id, area, &[], &["100"]), set(&house, &maija, id, note, &[], &["Jyrkkä"]));
        assert!(one.is_ok() && other.is_ok());
        let was = ["100".to_owned()];
        let (one, other) =
            tokio::join!(set(&house, &anna, id, area, &was, &["110"]), set(&house, &maija, id, area, &was, &["120"]));
        assert!(one.is_ok() != other.is_ok(), "one of them is told");
        let told = if one.is_ok() { other } else { one };
        assert!(matches!(told, Err(Denied::Stale { .. })));
        let stands = fact(&read(&house, &anna, id).await, area).value.clone();
        assert!(stands == ["110"] || stands == ["120"]);
        // Who typed what stands there already has nothing to be told.
        set(&house, &anna, id, area, &was, &[&stands[0]]).await.unwrap();
    });
}

#[test]
fn a_stage_that_needs_a_field_waits_for_it() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let Ground { admin, anna, roofs, .. } = ground(&house).await;
        let needed =
            |name: &str| CustomFields { required: Some(house.stages[1]), ..field(roofs, name, Kind::Whole, &[]) };
        let (area, floors) =
            (keep(&house, &admin, needed("Ala")).await, keep(&house, &admin, needed("Kerrokset")).await);
        let id = made(&house, &anna, "Katto").await;
        let go = async |stage: StageId| {
            let version = read(&house, &anna, id).await.version;
            crm::move_opportunity(&anna, &app.cx, MoveOpportunity { id, version, stage }).await
        };
        let names = "Ala, Kerrokset".to_owned();
        assert_eq!(refused_at(go(house.stages[2]).await), [("stage".to_owned(), Refusal::FillInFirst { names })]);
        fill(&house, &anna, id, area, &["0"]).await.unwrap();
        let names = "Kerrokset".to_owned();
        assert_eq!(refused_at(go(house.stages[1]).await), [("stage".to_owned(), Refusal::FillInFirst { names })]);
        fill(&house, &anna, id, floors, &["2"]).await.unwrap();
        go(house.stages[1]).await.unwrap();
        assert!(fact(&read(&house, &anna, id).await, area).needed);
        assert_eq!(refused_at(fill(&house, &anna, id, area, &[]).await), [("value".to_owned(), Refusal::Required)]);
        go(house.stages[0]).await.unwrap();
        fill(&house, &anna, id, area, &[]).await.unwrap();
        // Nor is one made there: it begins where nothing is needed, be it folded.
        let there = CreateOpportunity { stage: Some(house.stages[1]), ..opportunity("Ovi") };
        let refused = refused_at(crm::create_opportunity(&anna, &app.cx, there).await);
        assert_eq!(refused, [("stage".to_owned(), Refusal::FillInFirst { names: "Ala, Kerrokset".to_owned() })]);
        app.run("UPDATE stages SET folded = 1 WHERE name = 'Vaihe 1'").await.unwrap();
        let begun = made(&house, &anna, "Ovi").await;
        assert_eq!(read(&house, &anna, begun).await.stage, house.stages[0]);
    });
}

#[test]
fn another_team_hides_what_was_filled_in_and_the_first_one_finds_it_again() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let Ground { admin, anna, roofs, pools } = ground(&house).await;
        let mika = house.person("Mika", Role::Manager, Some(pools)).await;
        let area = keep(&house, &admin, CustomFields { on_card: true, ..field(roofs, "Ala", Kind::Whole, &[]) }).await;
        let id = made(&house, &anna, "Katto").await;
        fill(&house, &anna, id, area, &["100"]).await.unwrap();
        let give = async |to: &Staff| {
            let view = read(&house, &anna, id).await;
            let given = EditOpportunity { owner: Some(to.user()), ..form(&view) };
            crm::edit_opportunity(&anna, &app.cx, given).await.unwrap();
        };
        give(&mika).await;
        assert!(read(&house, &mika, id).await.custom.is_empty());
        let board = crm::board(&mika, &app.cx, BoardQuery::default()).await.unwrap();
        assert!(board.lanes[0].cards[0].facts.is_empty(), "nor does its card tell");
        let refused = refused_at(set(&house, &mika, id, area, &[], &["1"]).await);
        assert_eq!(refused, [("field".to_owned(), Refusal::NotThere)]);
        give(&anna).await;
        assert_eq!(fact(&read(&house, &anna, id).await, area).value, ["100"]);
        // Out of use it is hidden too, and comes back.
        let known = shown(&house, &admin, area).await;
        let fields = CustomFields { retired: true, ..known.fields.clone() };
        crm::save_custom_field(&admin, &app.cx, change(&known, fields)).await.unwrap();
        assert!(read(&house, &anna, id).await.custom.is_empty());
        let known = shown(&house, &admin, area).await;
        let fields = CustomFields { retired: false, ..known.fields.clone() };
        crm::save_custom_field(&admin, &app.cx, change(&known, fields)).await.unwrap();
        assert_eq!(fact(&read(&house, &anna, id).await, area).value, ["100"]);
    });
}

#[test]
fn merging_takes_what_is_empty_and_taking_it_back_gives_it_back() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let Ground { admin, anna, roofs, .. } = ground(&house).await;
        let area = keep(&house, &admin, field(roofs, "Ala", Kind::Whole, &[])).await;
        let marks = keep(&house, &admin, field(roofs, "Työt", Kind::Several, &["Purku", "Kate"])).await;
        let (stays, goes) = (made(&house, &anna, "Katto").await, made(&house, &anna, "Katto 2").await);
        let both: Vec<String> =
            fact(&read(&house, &anna, goes).await, marks).choices.iter().map(|choice| choice.id.to_string()).collect();
        fill(&house, &anna, stays, area, &["100"]).await.unwrap();
        fill(&house, &anna, goes, area, &["0"]).await.unwrap();
        fill(&house, &anna, goes, marks, &[&both[1], &both[0]]).await.unwrap();
        let preview = crm::preview_merge(&anna, &app.cx, stays, goes).await.unwrap();
        let own: Vec<_> = preview.fields.iter().filter(|field| !field.name.is_empty()).collect();
        assert_eq!(
            own.iter().map(|field| (field.name.as_str(), field.takes)).collect::<Vec<_>>(),
            [("Ala", false), ("Työt", true)]
        );
        let taken = preview.fields.iter().filter(|field| field.takes).map(|field| field.code.clone()).collect();
        let command = MergeOpportunities {
            key: key(),
            stays,
            stays_version: preview.stays.version,
            goes,
            goes_version: preview.goes.version,
            taken,
        };
        let merged = crm::merge_opportunities(&anna, &app.cx, command).await.unwrap();
        let view = read(&house, &anna, stays).await;
        assert_eq!(
            (fact(&view, area).value.as_slice(), fact(&view, marks).value.len()),
            (["100".to_owned()].as_slice(), 2)
        );
        // Somebody changes one since: that one stays, and is told by its name.
        fill(&house, &anna, stays, marks, &[&both[0]]).await.unwrap();
        let version = read(&house, &anna, stays).await.version;
        let back = crm::take_back_merge(&anna, &app.cx, TakeBackMerge { merge: merged.merge, version }).await.unwrap();
        assert_eq!(back.kept, ["Työt"]);
        assert_eq!(fact(&read(&house, &anna, stays).await, marks).value, [both[0].clone()]);
        let view = read(&house, &anna, goes).await;
        assert_eq!(
            (fact(&view, area).value.as_slice(), fact(&view, marks).value.len()),
            (["0".to_owned()].as_slice(), 2)
        );
    });
}

#[test]
fn what_was_chosen_keeps_its_choice_whatever_becomes_of_it() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let Ground { admin, anna, roofs, .. } = ground(&house).await;
        let cover = keep(&house, &admin, field(roofs, "Kate", Kind::One, &["Tiili", "Pelti"])).await;
        let (id, later) = (made(&house, &anna, "Katto").await, made(&house, &anna, "Myöhempi").await);
        let tile = fact(&read(&house, &anna, id).await, cover).choices[0].id;
        fill(&house, &anna, id, cover, &[&tile.to_string()]).await.unwrap();
        // Renamed, then left out of the form: it is offered no more, and stays where it was chosen.
        let known = shown(&house, &admin, cover).await;
        let mut fields = known.fields.clone();
        fields.choices[0].name = "Savitiili".into();
        crm::save_custom_field(&admin, &app.cx, change(&known, fields)).await.unwrap();
        let known = shown(&house, &admin, cover).await;
        let mut fields = known.fields.clone();
        fields.choices.remove(0);
        crm::save_custom_field(&admin, &app.cx, change(&known, fields)).await.unwrap();
        let view = read(&house, &anna, id).await;
        let kept = fact(&view, cover).choices.iter().find(|choice| choice.id == tile).unwrap();
        assert_eq!((kept.name.as_str(), kept.retired), ("Savitiili", true));
        assert!(fact(&read(&house, &anna, later).await, cover).choices.iter().all(|choice| choice.id != tile));
        let refused = refused_at(fill(&house, &anna, later, cover, &[&tile.to_string()]).await);
        assert_eq!(refused, [("value".to_owned(), Refusal::NotAChoice)]);
    });
}

#[test]
fn what_cannot_be_kept_is_refused_at_its_field_and_nothing_is_written() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let Ground { admin, anna, roofs, pools } = ground(&house).await;
        let area = keep(&house, &admin, field(roofs, "Ala", Kind::Money, &[])).await;
        let keep_it = async |fields: CustomFields| {
            let command = SaveCustomField { key: key(), id: None, version: 0, fields };
            refused_at(crm::save_custom_field(&admin, &app.cx, command).await).remove(0)
        };
        assert_eq!(keep_it(field(roofs, "ALA", Kind::Text, &[])).await, ("name".into(), Refusal::AlreadyTaken));
        assert_eq!(keep_it(field(roofs, " \u{200b}", Kind::Text, &[])).await.0, "name");
        assert_eq!(keep_it(field(roofs, "Kate", Kind::One, &["", " "])).await, ("choices".into(), Refusal::Required));
        assert_eq!(
            keep_it(field(roofs, "Kate", Kind::One, &["Tiili", "tiili"])).await,
            ("choices.1".into(), Refusal::AlreadyTaken)
        );
        assert_eq!(keep_it(CustomFields { team: None, ..field(roofs, "Uusi", Kind::Text, &[]) }).await.0, "team");
        let gone = Some(StageId(uuid::Uuid::now_v7()));
        assert_eq!(
            keep_it(CustomFields { required: gone, ..field(roofs, "Uusi", Kind::Text, &[]) }).await.0,
            "required"
        );
        // The same name in another team is another field; kind and team stay.
        keep(&house, &admin, field(pools, "Ala", Kind::Text, &[])).await;
        let known = shown(&house, &admin, area).await;
        let other_kind = change(&known, CustomFields { kind: Kind::Text, ..known.fields.clone() });
        let refused = refused_at(crm::save_custom_field(&admin, &app.cx, other_kind).await);
        assert_eq!(refused, [("kind".to_owned(), Refusal::NotAChoice)]);
        let other_team = change(&known, CustomFields { team: Some(pools), ..known.fields.clone() });
        assert_eq!(refused_at(crm::save_custom_field(&admin, &app.cx, other_team).await)[0].0, "team");

        let id = made(&house, &anna, "Katto").await;
        let version = read(&house, &anna, id).await.version;
        for typed in ["0,001", "1e9", "'; DROP TABLE custom_values; --", "<script>", "999999999999", "NaN"] {
            assert_eq!(refused_at(fill(&house, &anna, id, area, &[typed]).await)[0].0, "value", "{typed}");
        }
        assert_eq!(read(&house, &anna, id).await.version, version);
        // Nobody else's opportunity, nobody else's field.
        let paavo = house.seller("Paavo").await;
        assert!(matches!(set(&house, &paavo, id, area, &[], &["1"]).await, Err(Denied::NotFound)));
        let other = app.house("Toinen Oy").await;
        let stranger = other.person("Olli", Role::Administrator, None).await;
        assert!(matches!(
            crm::save_custom_field(&stranger, &app.cx, change(&known, known.fields.clone())).await,
            Err(Denied::NotFound)
        ));
        assert!(matches!(crm::list_custom_fields(&anna, &app.cx).await, Err(Denied::NotAllowed)));
        let theirs = made(&other, &stranger, "Muu").await;
        let refused = refused_at(set(&other, &stranger, theirs, area, &[], &["1"]).await);
        assert_eq!(refused, [("field".to_owned(), Refusal::NotThere)]);
    });
}

#[test]
fn fields_are_put_in_order_within_their_team() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let Ground { admin, anna, roofs, pools } = ground(&house).await;
        let mut ids = Vec::new();
        for (team, name) in [(roofs, "A"), (pools, "X"), (roofs, "B"), (roofs, "C")] {
            ids.push(keep(&house, &admin, field(team, name, Kind::Text, &[])).await);
        }
        for earlier in [true, true, true] {
            let shift = ShiftCustomField { key: key(), id: ids[3], earlier };
            crm::shift_custom_field(&admin, &app.cx, shift).await.unwrap();
        }
        let id = made(&house, &anna, "Katto").await;
        let view = read(&house, &anna, id).await;
        assert_eq!(view.custom.iter().map(|fact| fact.name.as_str()).collect::<Vec<_>>(), ["C", "A", "B"]);
    });
}
