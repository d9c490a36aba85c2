//! Pipelines of teams' own: whose stages a board shows, who may stand in them, and what becomes of a stage that goes.
use crate::opportunities::{form, opportunity};
use domain::{
    actors::Role,
    crm::OpportunityState,
    ids::{OpportunityId, StageId, TeamId},
    refusal::Refusal,
};
use rust_decimal::Decimal;
use testkit::{House, key, on_both, refused_at};
use usecases::{Denied, Staff, crm};
use wire::{
    crm::{BoardQuery, BoardView, CloseOpportunity, EditOpportunity, MoveOpportunity, OpportunityView},
    opportunities::{ChangeOne, ChangeOpportunities, ChangeTo, OpportunityFilter, Which},
    stages::{RetireStage, SaveStage, SavedStage, ShiftStage, StageFields, StageForm},
};

async fn admin(house: &House) -> Staff {
    house.person("Aino", Role::Administrator, None).await
}

async fn save(house: &House, by: &Staff, name: &str, team: Option<TeamId>) -> Result<SavedStage, Denied> {
    let fields = StageFields { name: name.into(), chance: Some(Decimal::from(40)), team, folded: false };
    crm::save_stage(by, &house.cx, SaveStage { key: key(), id: None, version: 0, fields }).await
}

async fn shown(house: &House, by: &Staff, id: StageId) -> StageForm {
    let view = crm::list_stages(by, &house.cx).await.unwrap();
    view.stages.into_iter().find(|stage| stage.id == id).unwrap()
}

async fn made(house: &House, by: &Staff, title: &str) -> OpportunityId {
    crm::create_opportunity(by, &house.cx, opportunity(title)).await.unwrap()
}

async fn read(house: &House, by: &Staff, id: OpportunityId) -> OpportunityView {
    crm::read_opportunity(by, &house.cx, id).await.unwrap()
}

async fn moved(house: &House, by: &Staff, id: OpportunityId, stage: StageId) -> Result<i64, Denied> {
    let version = read(house, by, id).await.version;
    crm::move_opportunity(by, &house.cx, MoveOpportunity { id, version, stage }).await
}

async fn board(house: &House, by: &Staff, team: Option<TeamId>) -> BoardView {
    crm::board(by, &house.cx, BoardQuery { team, ..BoardQuery::default() }).await.unwrap()
}

fn lanes(board: &BoardView) -> Vec<&str> {
    board.lanes.iter().map(|lane| lane.stage.name.as_str()).collect()
}

fn retire(stage: &StageForm, to: Option<StageId>) -> RetireStage {
    RetireStage { key: key(), id: stage.id, version: stage.version, retired: !stage.retired, to }
}

#[test]
fn a_board_has_the_stages_of_its_team_and_those_of_all() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = admin(&house).await;
        let (roofs, pools) = (house.team("Katot").await, house.team("Altaat").await);
        let anna = house.person("Anna", Role::Manager, Some(roofs)).await;
        let survey = save(&house, &admin, "Kartoitus", Some(roofs)).await.unwrap().id;
        let dig = save(&house, &admin, "Kaivuu", Some(pools)).await.unwrap().id;
        assert_eq!(lanes(&board(&house, &anna, None).await), ["Vaihe 1", "Vaihe 2", "Vaihe 3", "Kartoitus"]);
        assert_eq!(lanes(&board(&house, &anna, Some(pools)).await), ["Vaihe 1", "Vaihe 2", "Vaihe 3", "Kaivuu"]);
        assert_eq!(lanes(&board(&house, &admin, None).await), ["Vaihe 1", "Vaihe 2", "Vaihe 3"]);

        // Into another team's stage it cannot go, by the board or with many.
        let id = made(&house, &anna, "Tiilikatto").await;
        let refused = [("stage".to_owned(), Refusal::NoSuchStage)];
        assert_eq!(refused_at(moved(&house, &anna, id, dig).await), refused);
        let which = Which::Matching { filter: OpportunityFilter::default(), to: ChangeTo::Stage(dig) };
        let many = crm::change_opportunities(&anna, &app.cx, ChangeOpportunities { key: key(), which }).await.unwrap();
        assert!(many.verdicts.iter().all(|verdict| verdict.refused.is_some()) && many.undo.is_empty());
        let command = wire::crm::CreateOpportunity { stage: Some(dig), ..opportunity("Allas") };
        assert_eq!(refused_at(crm::create_opportunity(&anna, &app.cx, command).await), refused);
        moved(&house, &anna, id, survey).await.unwrap();
        let view = read(&house, &anna, id).await;
        let steps: Vec<&str> = view.stages.iter().map(|step| step.name.as_str()).collect();
        assert_eq!(steps, ["Vaihe 1", "Vaihe 2", "Vaihe 3", "Kartoitus"], "the record offers where it may go");
        // Who looks at everything sees the lane in which something stands.
        assert_eq!(lanes(&board(&house, &admin, None).await).last(), Some(&"Kartoitus"));
        let begins: Vec<bool> = board(&house, &admin, None).await.lanes.iter().map(|lane| lane.stage.begins).collect();
        assert_eq!(begins, [true, true, true, false], "but begins none in another team's");
    });
}

#[test]
fn another_team_puts_it_into_the_first_stage_that_fits() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = admin(&house).await;
        let (roofs, pools) = (house.team("Katot").await, house.team("Altaat").await);
        let anna = house.person("Anna", Role::Manager, Some(roofs)).await;
        let mika = house.person("Mika", Role::Seller, Some(pools)).await;
        let survey = save(&house, &admin, "Kartoitus", Some(roofs)).await.unwrap().id;
        let (own, shared) = (made(&house, &anna, "Oma").await, made(&house, &anna, "Yhteinen").await);
        moved(&house, &anna, own, survey).await.unwrap();
        moved(&house, &anna, shared, house.stages[1]).await.unwrap();
        for id in [own, shared] {
            let view = read(&house, &anna, id).await;
            let given = EditOpportunity { owner: Some(mika.user()), ..form(&view) };
            crm::edit_opportunity(&anna, &app.cx, given).await.unwrap();
        }
        let (own, shared) = (read(&house, &mika, own).await, read(&house, &mika, shared).await);
        assert_eq!((own.stage, shared.stage), (house.stages[0], house.stages[1]), "what fits stays where it stands");
        assert_eq!(own.chance, 25, "its chance is the stage's");
        let told = own.timeline.iter().find(|entry| entry.what == "opportunity.changed").unwrap();
        assert!(told.changes.iter().any(|change| change.field == "stage" && change.old == "Kartoitus"));
        // Days are counted in the stage where it came to stand, and the kept sums follow.
        assert!(own.stages.iter().find(|step| step.id == house.stages[0]).unwrap().days.is_some());
        assert_eq!(board(&house, &mika, None).await.lanes[0].stage.count, 1);
    });
}

#[test]
fn a_stage_that_goes_loses_no_card_and_no_history() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (admin, anna) = (admin(&house).await, house.manager("Anna").await);
        let (open, lost) = (made(&house, &anna, "Avoin").await, made(&house, &anna, "Menetetty").await);
        for id in [open, lost] {
            moved(&house, &anna, id, house.stages[1]).await.unwrap();
        }
        let version = read(&house, &anna, lost).await.version;
        let close = CloseOpportunity { id: lost, version, state: OpportunityState::Lost, reason: "Hinta".into() };
        crm::close_opportunity(&anna, &app.cx, close).await.unwrap();
        let stage = shown(&house, &admin, house.stages[1]).await;
        assert_eq!(stage.standing, 1);
        let at = |refusal| [("to".to_owned(), refusal)];
        let retired = crm::retire_stage(&admin, &app.cx, retire(&stage, None)).await;
        assert_eq!(refused_at(retired), at(Refusal::Required), "something stands in it");
        let retired = crm::retire_stage(&admin, &app.cx, retire(&stage, Some(stage.id))).await;
        assert_eq!(refused_at(retired), at(Refusal::NoSuchStage), "it cannot move to itself");
        let seen = board(&house, &anna, None).await;
        assert_eq!(seen.lanes[1].cards.len(), 1, "refused, nothing has moved");

        let command = retire(&stage, Some(house.stages[2]));
        let saved = crm::retire_stage(&admin, &app.cx, command.clone()).await.unwrap();
        assert_eq!(crm::retire_stage(&admin, &app.cx, command).await.unwrap(), saved, "told twice it is once");
        let view = read(&house, &anna, open).await;
        assert_eq!((view.stage, view.chance), (house.stages[2], 75));
        let told = view.timeline.iter().find(|entry| entry.what == "opportunity.stage_retired").unwrap();
        assert_eq!((told.changes[0].old.as_str(), told.changes[0].new.as_str()), ("Vaihe 2", "Vaihe 3"));
        assert_eq!(lanes(&board(&house, &anna, None).await), ["Vaihe 1", "Vaihe 3"]);
        // What ended there keeps its name, and opened again it stands where one begins.
        let view = read(&house, &anna, lost).await;
        assert!(view.stages.iter().any(|step| step.id == view.stage && step.name == "Vaihe 2"));
        let open =
            CloseOpportunity { id: lost, version: view.version, state: OpportunityState::Open, reason: String::new() };
        crm::close_opportunity(&anna, &app.cx, open).await.unwrap();
        assert_eq!(read(&house, &anna, lost).await.stage, house.stages[0]);
        assert_eq!(
            refused_at(moved(&house, &anna, lost, house.stages[1]).await),
            [("stage".to_owned(), Refusal::NoSuchStage)]
        );
        // And back.
        let stage = shown(&house, &admin, house.stages[1]).await;
        assert!(stage.retired);
        crm::retire_stage(&admin, &app.cx, retire(&stage, None)).await.unwrap();
        moved(&house, &anna, lost, house.stages[1]).await.unwrap();
        // The kept figures are those of a recount.
        assert!(usecases::verify::verify(&app.cx).await.unwrap().findings.is_empty());
    });
}

#[test]
fn a_card_moved_into_a_stage_that_goes_at_that_moment_is_still_on_the_board() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (admin, anna) = (admin(&house).await, house.manager("Anna").await);
        let id = made(&house, &anna, "Katto").await;
        let stage = shown(&house, &admin, house.stages[1]).await;
        let (_, retired) = tokio::join!(
            moved(&house, &anna, id, house.stages[1]),
            crm::retire_stage(&admin, &app.cx, retire(&stage, Some(house.stages[0])))
        );
        retired.unwrap();
        let seen = board(&house, &anna, None).await;
        let cards: Vec<OpportunityId> = seen.lanes.iter().flat_map(|lane| &lane.cards).map(|card| card.id).collect();
        assert_eq!(cards, [id]);
        assert_ne!(read(&house, &anna, id).await.stage, house.stages[1], "it moved on with the others, or was refused");
    });
}

#[test]
fn no_card_stands_in_a_stage_that_became_another_teams_or_was_retired_at_the_moment_it_came() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = admin(&house).await;
        let (roofs, pools) = (house.team("Katot").await, house.team("Altaat").await);
        let anna = house.person("Anna", Role::Manager, Some(roofs)).await;
        let astray = "SELECT o.title FROM opportunities AS o JOIN stages AS s ON s.id = o.stage_id WHERE o.state = 'open' \
            AND (s.retired = 1 OR (s.team_id IS NOT NULL AND (o.team_id IS NULL OR o.team_id <> s.team_id)))";
        for round in 0..8 {
            let new = save(&house, &admin, &format!("Kartoitus {round}"), None).await.unwrap().id;
            let id = made(&house, &anna, &format!("Katto {round}")).await;
            let stage = shown(&house, &admin, new).await;
            let own = SaveStage {
                key: key(),
                id: Some(stage.id),
                version: stage.version,
                fields: StageFields { team: Some(pools), ..stage.fields.clone() },
            };
            let change = async {
                match round % 2 {
                    0 => crm::save_stage(&admin, &app.cx, own).await,
                    _ => crm::retire_stage(&admin, &app.cx, retire(&stage, Some(house.stages[0]))).await,
                }
            };
            let (came, changed) = tokio::join!(moved(&house, &anna, id, new), change);
            // Both cannot be: a stage of another team refuses the card, or the card keeps the stage for all teams.
            assert!(round % 2 == 1 || came.is_ok() != changed.is_ok(), "{came:?} {changed:?}");
            if let Err(refused) = came {
                assert_eq!(refused_at::<i64>(Err(refused)), [("stage".to_owned(), Refusal::NoSuchStage)]);
            }
            assert!(app.texts(astray).await.is_empty(), "round {round}");
        }
    });
}

#[test]
fn two_administrators_in_one_stage_are_told_and_two_who_shift_both_shift() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (aino, eero) = (admin(&house).await, house.person("Eero", Role::Administrator, None).await);
        let stage = shown(&house, &aino, house.stages[0]).await;
        let command = |name: &str| SaveStage {
            key: key(),
            id: Some(stage.id),
            version: stage.version,
            fields: StageFields { name: name.into(), ..stage.fields.clone() },
        };
        crm::save_stage(&aino, &app.cx, command("Yhteydenotto")).await.unwrap();
        assert!(matches!(crm::save_stage(&eero, &app.cx, command("Kysely")).await, Err(Denied::Stale { .. })));
        let shift = |id: StageId, earlier: bool| ShiftStage { key: key(), id, earlier };
        let (one, other) = tokio::join!(
            crm::shift_stage(&aino, &app.cx, shift(house.stages[0], false)),
            crm::shift_stage(&eero, &app.cx, shift(house.stages[0], false))
        );
        assert!(one.is_ok() && other.is_ok());
        let view = crm::list_stages(&aino, &app.cx).await.unwrap();
        let order: Vec<StageId> = view.stages.iter().map(|stage| stage.id).collect();
        assert_eq!(order, [house.stages[1], house.stages[2], house.stages[0]]);
        crm::shift_stage(&aino, &app.cx, shift(house.stages[0], false)).await.unwrap();
        let again = crm::list_stages(&aino, &app.cx).await.unwrap();
        assert_eq!(again.stages.last().unwrap().id, house.stages[0], "at the end it stays");
    });
}

#[test]
fn what_cannot_be_a_stage_is_said_at_its_field() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (admin, anna) = (admin(&house).await, house.manager("Anna").await);
        let roofs = house.team("Katot").await;
        let refused = |result: Result<SavedStage, Denied>| refused_at(result).remove(0);
        for name in ["", "  ", "\u{202e}\u{0000}", "x".repeat(41).as_str()] {
            assert_eq!(refused(save(&house, &admin, name, None).await).0, "name", "{name:?}");
        }
        assert_eq!(refused(save(&house, &admin, "VAIHE 1", Some(roofs)).await), ("name".into(), Refusal::AlreadyTaken));
        let nobody = Some(TeamId(uuid::Uuid::now_v7()));
        assert_eq!(refused(save(&house, &admin, "Uusi", nobody).await), ("team".into(), Refusal::NotAChoice));
        for chance in [None, Some(Decimal::from(101)), Some(Decimal::from(-1)), Some(Decimal::new(15, 1))] {
            let fields = StageFields { name: "Uusi".into(), chance, team: None, folded: false };
            let command = SaveStage { key: key(), id: None, version: 0, fields };
            assert_eq!(refused(crm::save_stage(&admin, &app.cx, command).await).0, "chance", "{chance:?}");
        }
        // A stage in which others stand goes to no team, nor does the last one of all.
        made(&house, &anna, "Katto").await;
        let own = |stage: &StageForm| SaveStage {
            key: key(),
            id: Some(stage.id),
            version: stage.version,
            fields: StageFields { team: Some(roofs), ..stage.fields.clone() },
        };
        let first = shown(&house, &admin, house.stages[0]).await;
        let in_use = ("team".to_owned(), Refusal::InUse);
        assert_eq!(refused(crm::save_stage(&admin, &app.cx, own(&first)).await), in_use);
        for id in &house.stages[1..] {
            let stage = shown(&house, &admin, *id).await;
            crm::save_stage(&admin, &app.cx, own(&stage)).await.unwrap();
        }
        let retired = crm::retire_stage(&admin, &app.cx, retire(&first, Some(house.stages[1]))).await;
        assert_eq!(refused_at(retired), [("shared".to_owned(), Refusal::InUse)]);
        // Sellers keep no stages, and a stage of another company is not there.
        assert!(matches!(save(&house, &anna, "Uusi", None).await, Err(Denied::NotAllowed)));
        let other = app.house("Toinen Oy").await;
        let stranger = other.person("Olli", Role::Administrator, None).await;
        assert!(matches!(crm::save_stage(&stranger, &app.cx, own(&first)).await, Err(Denied::NotFound)));
    });
}

#[test]
fn what_goes_to_another_team_leaves_its_stage_however_it_goes_and_comes_back_to_it() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = admin(&house).await;
        let (roofs, pools) = (house.team("Katot").await, house.team("Altaat").await);
        let anna = house.person("Anna", Role::Manager, Some(roofs)).await;
        let mika = house.person("Mika", Role::Seller, Some(pools)).await;
        let survey = save(&house, &admin, "Kartoitus", Some(roofs)).await.unwrap().id;
        let id = made(&house, &anna, "Tiilikatto").await;
        moved(&house, &anna, id, survey).await.unwrap();
        let change = async |rows: Vec<ChangeOne>| {
            app.later(1);
            let command = ChangeOpportunities { key: key(), which: Which::Rows(rows) };
            let changed = crm::change_opportunities(&admin, &house.cx, command).await.unwrap();
            assert_eq!(changed.verdicts[0].refused, None);
            changed.undo
        };
        let give = async |to: ChangeTo| {
            let version = read(&house, &admin, id).await.version;
            let undo = change(vec![ChangeOne { id, version, to }]).await;
            let view = read(&house, &admin, id).await;
            assert_eq!((view.stage, view.team.unwrap().id), (house.stages[0], pools));
            undo
        };
        for to in [ChangeTo::Team(Some(pools)), ChangeTo::Owner(Some(mika.user()))] {
            let undo = give(to).await;
            let redo = change(undo).await;
            let view = read(&house, &admin, id).await;
            assert_eq!((view.stage, view.team.unwrap().id, view.owner.unwrap().id), (survey, roofs, anna.user()));
            // And there and back again.
            let undo = change(redo).await;
            assert_eq!(read(&house, &admin, id).await.stage, house.stages[0]);
            change(undo).await;
            assert_eq!(read(&house, &admin, id).await.stage, survey);
        }
        // Where the stage has gone meanwhile, it stands as any of the team would.
        let undo = give(ChangeTo::Team(Some(pools))).await;
        let stage = shown(&house, &admin, survey).await;
        crm::retire_stage(&admin, &app.cx, retire(&stage, None)).await.unwrap();
        change(undo).await;
        let view = read(&house, &admin, id).await;
        assert_eq!((view.stage, view.team.unwrap().id), (house.stages[0], roofs));
        assert!(usecases::verify::verify(&app.cx).await.unwrap().findings.is_empty());

        // Its name is another's by now.
        save(&house, &admin, "KARTOITUS", None).await.unwrap();
        let stage = shown(&house, &admin, survey).await;
        let back = crm::retire_stage(&admin, &app.cx, retire(&stage, None)).await;
        assert_eq!(refused_at(back), [("name".to_owned(), Refusal::AlreadyTaken)]);
    });
}
