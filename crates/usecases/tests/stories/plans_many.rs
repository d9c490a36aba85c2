//! A plan that many opportunities are given at once: each its own verdict, told once, and the way back.
use crate::{
    opportunities::opportunity,
    plans::{done, kept, read, visit},
};
use domain::{actors::Role, ids::PlanId, refusal::Refusal};
use testkit::{House, key, on_both};
use usecases::{Staff, crm};
use wire::{
    opportunities::{ChangeOne, ChangeOpportunities, ChangeTo, Changed, LIST_ROWS, OpportunityFilter, Which},
    plans::PlanFields,
    problem::Problem,
};

fn all(to: ChangeTo) -> ChangeOpportunities {
    ChangeOpportunities { key: key(), which: Which::Matching { filter: OpportunityFilter::default(), to } }
}

async fn send(house: &House, by: &Staff, command: ChangeOpportunities) -> Changed {
    crm::change_opportunities(by, &house.cx, command).await.unwrap()
}

async fn rows(house: &House, by: &Staff, rows: Vec<ChangeOne>) -> Changed {
    send(house, by, ChangeOpportunities { key: key(), which: Which::Rows(rows) }).await
}

/// The plans that the list offers.
async fn offered(house: &House, by: &Staff) -> Vec<PlanId> {
    let list = crm::list_opportunities(by, &house.cx, OpportunityFilter::default(), None, LIST_ROWS).await.unwrap();
    list.starts.into_iter().map(|plan| plan.id).collect()
}

#[test]
fn a_plan_is_started_on_all_that_match_and_taken_back_but_for_what_somebody_did() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let plan = kept(&house, &admin, visit(&house, &admin).await).await;
        assert_eq!(offered(&house, &maija).await, [plan]);
        let one = crm::create_opportunity(&anna, &app.cx, opportunity("Yksi")).await.unwrap();
        let other = crm::create_opportunity(&anna, &app.cx, opportunity("Kaksi")).await.unwrap();

        let command = all(ChangeTo::Launch(plan));
        let started = send(&house, &maija, command.clone()).await;
        assert_eq!(send(&house, &maija, command).await, started, "told twice it is one");
        assert_eq!((started.verdicts.len(), started.undo.len()), (2, 2));
        assert!(started.verdicts.iter().all(|verdict| verdict.refused.is_none()));
        for id in [one, other] {
            let view = read(&house, &anna, id).await;
            assert_eq!((view.version, view.activities.len()), (1, 3), "the opportunity itself is as it was");
            assert_eq!(view.timeline[0].what, "plan.started");
        }

        // Everything waits to be done: nothing is doubled, and there is nothing to take back.
        let again = send(&house, &maija, all(ChangeTo::Launch(plan))).await;
        assert!(again.undo.is_empty() && again.verdicts.iter().all(|verdict| verdict.refused.is_none()));
        assert_eq!(read(&house, &anna, one).await.activities.len(), 3);

        // What somebody did stays; a change of the opportunity meanwhile is no reason to keep the plan.
        done(&app, &anna, &read(&house, &anna, one).await, "Sovi käynti").await;
        let late = ChangeOne { id: other, version: 1, to: ChangeTo::Source("messut".into()) };
        rows(&house, &anna, vec![late]).await;
        let back = rows(&house, &maija, started.undo).await;
        assert!(back.undo.is_empty() && back.verdicts.iter().all(|verdict| verdict.refused.is_none()));
        assert_eq!(back.stayed, 1);
        for id in [one, other] {
            assert!(read(&house, &anna, id).await.activities.is_empty());
        }
        assert_eq!(read(&house, &anna, other).await.source, "messut");
        assert!(usecases::verify::verify(&app.cx).await.unwrap().findings.is_empty());
    });
}

#[test]
fn a_plan_of_another_team_and_a_row_that_somebody_changed_are_refused_by_themselves() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let admin = house.person("Aino", Role::Administrator, None).await;
        let maija = house.manager("Maija").await;
        let north = house.team("Pohjoinen").await;
        let nelli = house.person("Nelli", Role::Seller, Some(north)).await;
        let fields = PlanFields { team: Some(north), ..visit(&house, &admin).await };
        let plan = kept(&house, &admin, fields).await;
        let theirs = crm::create_opportunity(&nelli, &app.cx, opportunity("Heidän")).await.unwrap();
        let ours = crm::create_opportunity(&maija, &app.cx, opportunity("Meidän")).await.unwrap();

        let changed = send(&house, &admin, all(ChangeTo::Launch(plan))).await;
        let of = |id| changed.verdicts.iter().find(|verdict| verdict.id == id).unwrap().refused.clone();
        assert_eq!((of(theirs), changed.undo.len()), (None, 1));
        assert_eq!(of(ours).unwrap().at("plan"), Some(&Refusal::NotAChoice));
        assert!(read(&house, &maija, ours).await.activities.is_empty());

        // Somebody else's start is not taken back by naming it with another opportunity.
        let ChangeTo::TakeBack(launch) = changed.undo[0].to else { panic!("{:?}", changed.undo) };
        let forged = ChangeOne { id: ours, version: 1, to: ChangeTo::TakeBack(launch) };
        rows(&house, &admin, vec![forged]).await;
        assert_eq!(read(&house, &nelli, theirs).await.activities.len(), 3);

        let stale = ChangeOne { id: theirs, version: 7, to: ChangeTo::Launch(plan) };
        let refused = rows(&house, &admin, vec![stale]).await.verdicts.remove(0).refused;
        assert_eq!(refused, Some(Problem::Stale { current: 1 }));
    });
}
