//! Recurring revenue: plans of the company, amounts on opportunities, sums of lanes, merges, and plans that go away.
use crate::opportunities::{form, opportunity};
use domain::{
    actors::Role,
    crm::{
        OpportunityState,
        pivot::{Axis, Measure},
    },
    ids::{OpportunityId, RecurringPlanId},
    refusal::Refusal,
};
use rust_decimal::Decimal;
use testkit::{House, TestApp, figure, key, on_both, refused_at};
use usecases::{Denied, Staff, crm, verify::Finding};
use wire::{
    crm::{BoardQuery, BoardView, CloseOpportunity, CreateOpportunity, MoveOpportunity, OpportunityView},
    merge::{MergeOpportunities, TakeBackMerge},
    opportunities::{ChangeOne, ChangeOpportunities, ChangeTo, Group, OpportunityFilter, Which},
    pivot::PivotQuery,
    recurring::{PlanFields, PlanForm, PlanRef, Recurring, RemovePlan, SavePlan, SavedPlan},
};

async fn read(house: &House, by: &Staff, id: OpportunityId) -> OpportunityView {
    crm::read_opportunity(by, &house.cx, id).await.unwrap()
}

async fn plans(house: &House, by: &Staff) -> Vec<PlanRef> {
    crm::offered_recurring_plans(by, &house.cx).await.unwrap()
}

/// The plan of so many months.
async fn of(house: &House, by: &Staff, months: u32) -> RecurringPlanId {
    plans(house, by).await.into_iter().find(|plan| plan.months == months).unwrap().id
}

async fn make(house: &House, by: &Staff, title: &str, amount: &str, plan: Option<RecurringPlanId>) -> OpportunityId {
    let recurring = Recurring { amount: figure(amount), plan };
    crm::create_opportunity(by, &house.cx, CreateOpportunity { recurring, ..opportunity(title) }).await.unwrap()
}

async fn give(
    house: &House,
    by: &Staff,
    id: OpportunityId,
    amount: &str,
    plan: Option<RecurringPlanId>,
) -> Result<i64, Denied> {
    let mut command = form(&read(house, by, id).await);
    command.recurring = Recurring { amount: figure(amount), plan };
    crm::edit_opportunity(by, &house.cx, command).await
}

async fn change(house: &House, by: &Staff, id: OpportunityId, to: ChangeTo) -> Vec<ChangeOne> {
    let version = read(house, by, id).await.version;
    let which = Which::Rows(vec![ChangeOne { id, version, to }]);
    let changed = crm::change_opportunities(by, &house.cx, ChangeOpportunities { key: key(), which }).await.unwrap();
    assert_eq!(changed.verdicts[0].refused, None);
    changed.undo
}

async fn board(house: &House, by: &Staff, query: BoardQuery) -> BoardView {
    crm::board(by, &house.cx, query).await.unwrap()
}

/// What all lanes bring in a month, and that weighted.
fn monthly(board: &BoardView) -> (Decimal, Decimal) {
    board
        .lanes
        .iter()
        .fold(Default::default(), |sum, lane| (sum.0 + lane.stage.monthly, sum.1 + lane.stage.monthly_weighted))
}

async fn wrong(app: &TestApp) -> Vec<Finding> {
    let report = usecases::verify::verify(&app.cx).await.unwrap();
    report.findings.into_iter().filter(|finding| matches!(finding, Finding::FiguresWrong { .. })).collect()
}

async fn plan_form(house: &House, admin: &Staff, id: RecurringPlanId) -> PlanForm {
    let all = crm::list_recurring_plans(admin, &house.cx).await.unwrap();
    all.into_iter().find(|plan| plan.id == id).unwrap()
}

async fn save(house: &House, admin: &Staff, form: &PlanForm, fields: PlanFields) -> Result<SavedPlan, Denied> {
    let command = SavePlan { key: key(), id: Some(form.id), version: form.version, fields };
    crm::save_recurring_plan(admin, &house.cx, command).await
}

#[test]
fn what_recurs_is_said_by_the_month_wherever_the_opportunity_is_shown() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        crm::create_opportunity(&anna, &app.cx, opportunity("Kertakauppa")).await.unwrap();
        let bare = board(&house, &anna, BoardQuery::default()).await;
        assert_eq!((monthly(&bare), bare.plans.len()), ((Decimal::ZERO, Decimal::ZERO), 0), "nothing of it is shown");

        let yearly = of(&house, &anna, 12).await;
        let id = make(&house, &anna, "Huolto", "1000", Some(yearly)).await;
        let view = read(&house, &anna, id).await;
        assert_eq!((view.recurring.amount, view.recurring.monthly), (figure("1000"), figure("83.33")));
        assert_eq!(view.recurring.plan.as_ref().unwrap().name, "Vuosittain");
        let seen = board(&house, &anna, BoardQuery::default()).await;
        // The first stage wins one of four.
        assert_eq!(monthly(&seen), (figure("83.33"), figure("20.83")));
        let card = seen.lanes[0].cards.iter().find(|card| card.id == id).unwrap();
        assert_eq!((card.monthly, seen.plans.len()), (figure("83.33"), 5));
        // The same sums where they are not kept: found by words, and by the plan.
        for query in [
            BoardQuery { search: "huolto".into(), ..BoardQuery::default() },
            BoardQuery { plan: Some(yearly), ..BoardQuery::default() },
            BoardQuery { plan: Some(yearly), group: Group::Source, ..BoardQuery::default() },
            BoardQuery { group: Group::Owner, ..BoardQuery::default() },
            BoardQuery { group: Group::Close, ..BoardQuery::default() },
        ] {
            let found = board(&house, &anna, query.clone()).await;
            assert_eq!(monthly(&found), (figure("83.33"), figure("20.83")), "{query:?}");
        }
        let filter = OpportunityFilter { plan: Some(yearly), ..OpportunityFilter::default() };
        let list = crm::list_opportunities(&anna, &app.cx, filter.clone(), None, 50).await.unwrap();
        assert_eq!((list.total, list.rows[0].id, list.rows[0].monthly), (1, id, figure("83.33")));
        let query = PivotQuery { rows: Axis::Owner, columns: None, measure: Measure::Monthly, ..PivotQuery::default() };
        let pivot = crm::pivot(&anna, &app.cx, query).await.unwrap();
        assert_eq!(pivot.totals().of(None, None, None).monthly_weighted, figure("20.83"));

        // In place, and back.
        let undo = change(&house, &anna, id, ChangeTo::Recurring(figure("1200.60"))).await;
        assert_eq!(read(&house, &anna, id).await.recurring.monthly, figure("100.05"));
        let [ChangeOne { to, .. }] = undo.as_slice() else { panic!("{undo:?}") };
        assert_eq!(*to, ChangeTo::Recurring(figure("1000")));
        let quarterly = of(&house, &anna, 3).await;
        let undo = change(&house, &anna, id, ChangeTo::Plan(Some(quarterly))).await;
        assert_eq!(undo[0].to, ChangeTo::PlanBack(yearly));
        let view = read(&house, &anna, id).await;
        assert_eq!(view.recurring.monthly, figure("400.20"));
        let changed = view.timeline.iter().flat_map(|entry| &entry.changes);
        let said: Vec<_> = changed.map(|one| (one.field.as_str(), one.old.as_str(), one.new.as_str())).collect();
        assert!(said.contains(&("recurring", "1000", "1200.6")), "{said:?}");
        assert!(said.contains(&("recurring_plan", "Vuosittain", "Neljännesvuosittain")), "{said:?}");
        assert_eq!(wrong(&app).await, []);
    });
}

#[test]
fn sums_of_what_recurs_are_those_of_the_cards_after_any_acts() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let people = [house.seller("Anna").await, house.seller("Paavo").await];
        let manager = house.manager("Maija").await;
        let all = plans(&house, &manager).await;
        let mut deals = Vec::new();
        let mut seed: u64 = 11;
        for step in 0..120 {
            let mut roll = |sides: usize| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                usize::try_from(seed >> 33).unwrap() % sides
            };
            let plan = all.get(roll(all.len() + 1)).map(|plan| plan.id);
            let amount = Decimal::new(i64::try_from(roll(1_000_000)).unwrap(), 2).to_string();
            if deals.len() < 5 || roll(4) == 0 {
                deals.push(make(&house, &people[roll(2)], &format!("Kauppa {step}"), &amount, plan).await);
                continue;
            }
            let id = deals[roll(deals.len())];
            let view = read(&house, &manager, id).await;
            let close = |state| CloseOpportunity { id, version: view.version, state, reason: "Hinta".into() };
            // Some of it is refused, as what has ended cannot move; nothing may be counted then.
            let _refused = match roll(5) {
                0 => {
                    let stage = house.stages[roll(3)];
                    let command = MoveOpportunity { id, version: view.version, stage };
                    crm::move_opportunity(&manager, &app.cx, command).await
                }
                1 => crm::close_opportunity(&manager, &app.cx, close(OpportunityState::Lost)).await,
                2 => crm::close_opportunity(&manager, &app.cx, close(OpportunityState::Open)).await,
                _ => give(&house, &manager, id, &amount, plan).await,
            };
        }
        assert_eq!(wrong(&app).await, []);
        let mut open = Decimal::ZERO;
        for id in &deals {
            let view = read(&house, &manager, *id).await;
            let months = view.recurring.plan.as_ref().map_or(1, |plan| plan.months);
            assert_eq!(
                view.recurring.monthly,
                domain::crm::revenue::monthly(view.recurring.amount, months, 2).normalize()
            );
            if view.state == OpportunityState::Open {
                open += view.recurring.monthly;
            }
        }
        assert_eq!(monthly(&board(&house, &manager, BoardQuery::default()).await).0, open);
    });
}

#[test]
fn a_merge_takes_amount_and_plan_together_and_gives_them_back() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let yearly = of(&house, &anna, 12).await;
        let stays = make(&house, &anna, "Katto", "0", None).await;
        let goes = make(&house, &anna, "Katto taas", "600", Some(yearly)).await;
        let preview = crm::preview_merge(&anna, &app.cx, stays, goes).await.unwrap();
        assert!(preview.fields.iter().any(|field| field.code == "recurring" && field.takes));
        let command = async |taken: &[&str]| MergeOpportunities {
            key: key(),
            stays,
            stays_version: read(&house, &anna, stays).await.version,
            goes,
            goes_version: read(&house, &anna, goes).await.version,
            taken: taken.iter().map(|code| (*code).to_owned()).collect(),
        };
        let alone = crm::merge_opportunities(&anna, &app.cx, command(&["recurring_plan"]).await).await;
        assert_eq!(refused_at(alone), [("taken".into(), Refusal::NotAChoice)]);
        let made = crm::merge_opportunities(&anna, &app.cx, command(&["recurring"]).await).await.unwrap();
        let one = read(&house, &anna, stays).await;
        assert_eq!((one.recurring.amount, one.recurring.monthly), (figure("600"), figure("50")));
        assert_eq!(monthly(&board(&house, &anna, BoardQuery::default()).await).0, figure("50"));
        let back = TakeBackMerge { merge: made.merge, version: one.version };
        crm::take_back_merge(&anna, &app.cx, back).await.unwrap();
        let (one, other) = (read(&house, &anna, stays).await, read(&house, &anna, goes).await);
        assert_eq!((one.recurring.amount, one.recurring.plan), (Decimal::ZERO, None));
        assert_eq!((other.recurring.monthly, wrong(&app).await), (figure("50"), vec![]));
        let nothing = make(&house, &anna, "Muu", "0", None).await;
        let preview = crm::preview_merge(&anna, &app.cx, stays, nothing).await.unwrap();
        assert!(preview.fields.iter().all(|field| field.code != "recurring"), "there is nothing to choose");

        // A plan that is removed between merge and way back does not come back.
        let quarterly = of(&house, &anna, 3).await;
        give(&house, &anna, stays, "120", Some(quarterly)).await.unwrap();
        let made = crm::merge_opportunities(&anna, &app.cx, command(&["recurring"]).await).await.unwrap();
        let version = plan_form(&house, &admin, quarterly).await.version;
        let removed = RemovePlan { key: key(), id: quarterly, version };
        assert_eq!(crm::remove_recurring_plan(&admin, &app.cx, removed).await.unwrap(), 0);
        let version = read(&house, &anna, stays).await.version;
        crm::take_back_merge(&anna, &app.cx, TakeBackMerge { merge: made.merge, version }).await.unwrap();
        let one = read(&house, &anna, stays).await;
        assert_eq!((one.recurring.amount, one.recurring.plan), (figure("120"), None));
        assert_eq!((one.recurring.monthly, wrong(&app).await), (figure("120"), vec![]));
    });
}

#[test]
fn a_removed_plan_leaves_amounts_that_say_so_and_one_out_of_use_stays_where_it_stands() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let (yearly, quarterly) = (of(&house, &anna, 12).await, of(&house, &anna, 3).await);
        let id = make(&house, &anna, "Huolto", "1200", Some(yearly)).await;
        let form = plan_form(&house, &admin, yearly).await;
        assert_eq!(form.used, 1);
        // Its months cannot change under the amount; its name can.
        let longer = PlanFields { months: 24, ..form.fields.clone() };
        assert_eq!(refused_at(save(&house, &admin, &form, longer).await), [("months".into(), Refusal::InUse)]);
        let named = PlanFields { name: "Kerran vuodessa".into(), retired: true, ..form.fields.clone() };
        let saved = save(&house, &admin, &form, named).await.unwrap();
        let view = read(&house, &anna, id).await;
        assert_eq!(view.recurring.plan.as_ref().unwrap().name, "Kerran vuodessa");
        assert_eq!((view.recurring.plans.len(), plans(&house, &anna).await.len()), (5, 4));
        // Where it stands, the amount goes on changing; elsewhere it is not given.
        give(&house, &anna, id, "2400", Some(yearly)).await.unwrap();
        let other = make(&house, &anna, "Toinen", "0", None).await;
        let given = give(&house, &anna, other, "5", Some(yearly)).await;
        assert_eq!(refused_at(given), [("recurring_plan".into(), Refusal::NotAChoice)]);

        let stale = RemovePlan { key: key(), id: yearly, version: form.version };
        let stale = crm::remove_recurring_plan(&admin, &app.cx, stale).await;
        assert!(matches!(stale, Err(Denied::Stale { .. })));
        let command = RemovePlan { key: key(), id: yearly, version: saved.version };
        let refused = crm::remove_recurring_plan(&anna, &app.cx, command.clone()).await;
        assert!(matches!(refused, Err(Denied::NotAllowed)));
        assert_eq!(crm::remove_recurring_plan(&admin, &app.cx, command.clone()).await.unwrap(), 1);
        assert_eq!(crm::remove_recurring_plan(&admin, &app.cx, command).await.unwrap(), 1, "told twice it is one");
        let view = read(&house, &anna, id).await;
        assert_eq!((view.recurring.amount, view.recurring.plan), (figure("2400"), None));
        assert_eq!(view.recurring.monthly, figure("2400"));
        let said = view.timeline.iter().flat_map(|entry| &entry.changes);
        assert_eq!(said.filter(|one| one.field == "recurring_plan" && one.new.is_empty()).count(), 1);
        assert_eq!(monthly(&board(&house, &anna, BoardQuery::default()).await).0, figure("2400"));
        assert_eq!(wrong(&app).await, []);
        // An unused one changes as one likes.
        let form = plan_form(&house, &admin, quarterly).await;
        save(&house, &admin, &form, PlanFields { months: 4, ..form.fields.clone() }).await.unwrap();
    });
}

#[test]
fn a_plan_out_of_use_comes_back_where_its_removal_is_taken_back() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let yearly = of(&house, &anna, 12).await;
        let id = make(&house, &anna, "Huolto", "1200", Some(yearly)).await;
        let form = plan_form(&house, &admin, yearly).await;
        save(&house, &admin, &form, PlanFields { retired: true, ..form.fields.clone() }).await.unwrap();
        let undo = change(&house, &anna, id, ChangeTo::Plan(None)).await;
        assert_eq!(undo[0].to, ChangeTo::PlanBack(yearly));
        assert_eq!(read(&house, &anna, id).await.recurring.monthly, figure("1200"));
        let redo = change(&house, &anna, id, undo[0].to.clone()).await;
        assert_eq!(redo[0].to, ChangeTo::Plan(None));
        let back = read(&house, &anna, id).await.recurring;
        assert_eq!((back.plan.unwrap().id, back.monthly), (yearly, figure("100")));
        assert_eq!(wrong(&app).await, []);
    });
}

#[test]
fn bad_amounts_and_plans_are_refused_at_their_fields() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let id = make(&house, &anna, "Huolto", "10", None).await;
        for (amount, refusal) in [
            ("-0.01", Refusal::TooSmall { least: Decimal::ZERO }),
            ("0.001", Refusal::TooManyDecimals { decimals: 2 }),
            ("79228162514264337593543950335", Refusal::TooLarge { most: domain::money::AMOUNT_LIMIT }),
        ] {
            assert_eq!(refused_at(give(&house, &anna, id, amount, None).await), [("recurring".into(), refusal)]);
        }
        let strange = app.house("Vieras Oy").await;
        let stranger = strange.seller("Vili").await;
        for plan in [RecurringPlanId(uuid::Uuid::nil()), of(&strange, &stranger, 12).await] {
            let given = give(&house, &anna, id, "5", Some(plan)).await;
            assert_eq!(refused_at(given), [("recurring_plan".into(), Refusal::NotAChoice)]);
        }
        assert_eq!(read(&house, &anna, id).await.recurring.amount, figure("10"), "nothing was kept");
        let fresh = |name: &str, months| SavePlan {
            key: key(),
            id: None,
            version: 0,
            fields: PlanFields { name: name.into(), months, retired: false },
        };
        for (name, months, at, refusal) in [
            (" ", 1, "name", Refusal::Required),
            ("VUOSITTAIN", 1, "name", Refusal::AlreadyTaken),
            ("Uusi", 0, "months", Refusal::TooSmall { least: Decimal::ONE }),
            ("Uusi", 601, "months", Refusal::TooLarge { most: Decimal::from(600) }),
        ] {
            let saved = crm::save_recurring_plan(&admin, &app.cx, fresh(name, months)).await;
            assert_eq!(refused_at(saved), [(at.into(), refusal)]);
        }
        let made = crm::save_recurring_plan(&admin, &app.cx, fresh("Puolivuosittain", 6)).await.unwrap();
        assert_eq!(plan_form(&house, &admin, made.id).await.fields.months, 6);
        let refused = crm::save_recurring_plan(&anna, &app.cx, fresh("Oma", 1)).await;
        assert!(matches!(refused, Err(Denied::NotAllowed)));
    });
}

#[test]
fn a_plan_removed_while_it_is_given_is_never_left_behind() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let yearly = of(&house, &anna, 12).await;
        let mut deals = Vec::new();
        for number in 0..8 {
            deals.push(make(&house, &anna, &format!("Kauppa {number}"), "12", None).await);
        }
        let version = plan_form(&house, &admin, yearly).await.version;
        let gives = futures::future::join_all(deals.iter().map(|id| give(&house, &anna, *id, "12", Some(yearly))));
        let remove = crm::remove_recurring_plan(&admin, &app.cx, RemovePlan { key: key(), id: yearly, version });
        let (given, removed) = futures::future::join(gives, remove).await;
        removed.unwrap();
        for answer in given {
            match answer {
                Ok(_) => {}
                refused => assert_eq!(refused_at(refused), [("recurring_plan".into(), Refusal::NotAChoice)]),
            }
        }
        for id in deals {
            let view = read(&house, &anna, id).await;
            assert_eq!((view.recurring.plan, view.recurring.monthly), (None, figure("12")));
        }
        assert_eq!(wrong(&app).await, []);
    });
}
