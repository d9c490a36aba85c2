//! Targets: set by those who lead, measured by what was won, seen by those whose they are.
use crate::opportunities::opportunity;
use domain::{
    actors::Role,
    crm::{OpportunityState, pivot::Axis},
    periods::Month,
    refusal::Refusal,
};
use rust_decimal::Decimal;
use testkit::{House, house::figure, key, on_both, refused_at};
use usecases::{Denied, Staff, crm, targets, today};
use wire::{
    crm::{CloseOpportunity, CreateOpportunity},
    opportunities::OpportunityFilter,
    pivot::PivotQuery,
    targets::{SetMonth, SetTargets, TargetMonth, TargetsView, Whose},
};

async fn shown(house: &House, by: &Staff, year: i32) -> TargetsView {
    targets::read(by, &house.cx, Some(year)).await.unwrap()
}

/// What stands for somebody in a month.
fn month_of(view: &TargetsView, whose: Whose, month: Month) -> TargetMonth {
    let row = view.rows.iter().find(|row| row.whose == whose).unwrap();
    *row.months.iter().find(|one| one.month == month).unwrap()
}

async fn set(house: &House, by: &Staff, whose: Whose, months: Vec<SetMonth>) -> Result<(), Denied> {
    targets::set(by, &house.cx, SetTargets { key: key(), whose, months }).await
}

fn one(month: Month, version: i64, target: Option<&str>) -> Vec<SetMonth> {
    vec![SetMonth { month, version, target: target.map(figure) }]
}

fn now(house: &House, by: &Staff) -> Month {
    Month::of(by.zone().day(house.cx.clock.now()))
}

async fn won(house: &House, by: &Staff, expected: &str) {
    let command = CreateOpportunity { expected: figure(expected), ..opportunity("Katto") };
    let id = crm::create_opportunity(by, &house.cx, command).await.unwrap();
    let close = CloseOpportunity { id, version: 1, state: OpportunityState::Won, reason: String::new() };
    crm::close_opportunity(by, &house.cx, close).await.unwrap();
}

#[test]
fn a_target_is_set_changed_and_taken_away_and_whoever_came_late_is_told() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (manager, other) = (house.manager("Maija").await, house.manager("Matti").await);
        let anna = house.seller("Anna").await;
        let (whose, month) = (Whose::User(anna.user()), now(&house, &anna));
        let command = SetTargets { key: key(), whose, months: one(month, 0, Some("100000.50")) };
        targets::set(&manager, &app.cx, command.clone()).await.unwrap();
        targets::set(&manager, &app.cx, command).await.unwrap();
        let view = shown(&house, &manager, month.year()).await;
        let first = month_of(&view, whose, month);
        assert_eq!((first.version, first.target), (1, Some(figure("100000.50"))), "told twice it is once");
        // Somebody who had read nothing there, and somebody who had read what stood before.
        assert!(matches!(
            set(&house, &other, whose, one(month, 0, Some("1"))).await,
            Err(Denied::Stale { current: 1 })
        ));
        set(&house, &other, whose, one(month, 1, Some("90000"))).await.unwrap();
        assert!(matches!(set(&house, &manager, whose, one(month, 1, None)).await, Err(Denied::Stale { current: 2 })));
        // The same figure again writes nothing.
        set(&house, &manager, whose, one(month, 2, Some("90000"))).await.unwrap();
        assert_eq!(month_of(&shown(&house, &manager, month.year()).await, whose, month).version, 2);
        set(&house, &manager, whose, one(month, 2, None)).await.unwrap();
        let gone = month_of(&shown(&house, &manager, month.year()).await, whose, month);
        assert_eq!((gone.version, gone.target), (0, None));
    });
}

#[test]
fn two_people_set_a_month_at_once_and_one_of_them_is_told() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (manager, other) = (house.manager("Maija").await, house.manager("Matti").await);
        let (whose, month) = (Whose::User(manager.user()), now(&house, &manager));
        let (a, b) = tokio::join!(
            set(&house, &manager, whose, one(month, 0, Some("1"))),
            set(&house, &other, whose, one(month, 0, Some("2"))),
        );
        assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
        assert!(matches!(a.err().or(b.err()), Some(Denied::Stale { .. })));
        assert_eq!(month_of(&shown(&house, &manager, month.year()).await, whose, month).version, 1);
    });
}

#[test]
fn sellers_set_nothing_and_see_their_own_alone() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let team = house.team("Tampere").await;
        let manager = house.manager("Maija").await;
        let (anna, paavo) = (house.seller("Anna").await, house.person("Paavo", Role::TeamSeller, Some(team)).await);
        let month = now(&house, &anna);
        let theirs = Whose::User(anna.user());
        assert!(matches!(set(&house, &anna, theirs, one(month, 0, Some("1"))).await, Err(Denied::NotAllowed)));
        set(&house, &manager, Whose::Team(team), one(month, 0, Some("5000"))).await.unwrap();
        let whose = |view: TargetsView| view.rows.into_iter().map(|row| row.whose).collect::<Vec<_>>();
        assert_eq!(whose(shown(&house, &anna, month.year()).await), [theirs]);
        let seen = whose(shown(&house, &paavo, month.year()).await);
        assert_eq!(seen, [Whose::Team(team), Whose::User(paavo.user())]);
        assert_eq!(whose(shown(&house, &manager, month.year()).await).len(), 4);
        // Of another company nobody is there.
        let stranger = app.house("Toinen Oy").await.manager("Outi").await;
        assert!(matches!(set(&house, &stranger, theirs, one(month, 0, Some("1"))).await, Err(Denied::NotFound)));
    });
}

#[test]
fn what_is_no_amount_is_refused_at_its_month_and_nothing_is_kept() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let manager = house.manager("Maija").await;
        let (whose, month) = (Whose::User(manager.user()), now(&house, &manager));
        let at = |months: Vec<SetMonth>| set(&house, &manager, whose, months);
        let set_of = |month, target: &str| SetMonth { month, version: 0, target: Some(figure(target)) };
        let refused = refused_at(at(vec![set_of(month, "1"), set_of(month.back(1), "-1")]).await);
        assert_eq!(refused, [("months.1".into(), Refusal::TooSmall { least: Decimal::ZERO })]);
        let refused = refused_at(at(vec![set_of(month, "0.001")]).await);
        assert_eq!(refused, [("months.0".into(), Refusal::TooManyDecimals { decimals: 2 })]);
        let refused = refused_at(at(vec![set_of(month, "1"), set_of(month, "2")]).await);
        assert_eq!(refused, [("months.1".into(), Refusal::AlreadyTaken)]);
        let many = (0..13).map(|back| set_of(month.back(back), "1")).collect();
        assert_eq!(refused_at(at(many).await), [("months".into(), Refusal::TooLarge { most: Decimal::from(12) })]);
        assert_eq!(month_of(&shown(&house, &manager, month.year()).await, whose, month).version, 0);
    });
}

#[test]
fn the_home_page_and_the_graph_measure_by_what_was_won() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let team = house.team("Tampere").await;
        let manager = house.manager("Maija").await;
        let anna = house.person("Anna", Role::TeamSeller, Some(team)).await;
        let month = now(&house, &anna);
        won(&house, &anna, "1000.25").await;
        won(&house, &anna, "500").await;
        won(&house, &manager, "7000").await;
        let open =
            CreateOpportunity { expected: figure("2000"), expected_close: Some(month.first()), ..opportunity("Avoin") };
        let open = crm::create_opportunity(&anna, &app.cx, open).await.unwrap();
        let chance = crm::read_opportunity(&anna, &app.cx, open).await.unwrap().chance;
        set(&house, &manager, Whose::User(anna.user()), one(month, 0, Some("3000"))).await.unwrap();
        set(&house, &manager, Whose::Team(team), one(month, 0, Some("9000"))).await.unwrap();
        let view = today::read(&anna, &app.cx).await.unwrap();
        let own = &view.progress[0];
        assert_eq!((own.won, own.won_count, own.target), (figure("1500.25"), 2, Some(figure("3000"))));
        assert_eq!((own.open, own.open_count), (Decimal::from(20 * i64::from(chance)), 1));
        let teams = &view.progress[1];
        assert_eq!(
            (teams.team.as_str(), teams.won, teams.target),
            ("Tampere", figure("1500.25"), Some(figure("9000")))
        );
        assert_eq!(view.stepless, (1, figure("2000")));
        let row = month_of(&shown(&house, &manager, month.year()).await, Whose::User(anna.user()), month);
        assert_eq!(row.won, figure("1500.25"));
        // In the graph of what was won the target stands beside: of all, the teams'; of a person, theirs.
        let closed = |filter| PivotQuery { filter, rows: Axis::Closed, columns: None, ..PivotQuery::default() };
        let all = OpportunityFilter { state: OpportunityState::Won, ..OpportunityFilter::default() };
        let graph = crm::pivot(&manager, &app.cx, closed(all.clone())).await.unwrap();
        assert_eq!(graph.rows[0].key, month.to_string());
        assert_eq!(graph.targets, [Some(figure("9000"))]);
        let theirs = OpportunityFilter { owner: Some(anna.user()), ..all.clone() };
        let graph = crm::pivot(&manager, &app.cx, closed(theirs)).await.unwrap();
        assert_eq!(graph.targets, [Some(figure("3000"))]);
        assert_eq!(graph.totals().of(None, None, None).expected, figure("1500.25"));
        let a_part = OpportunityFilter { source: "web".into(), ..all };
        assert!(crm::pivot(&manager, &app.cx, closed(a_part)).await.unwrap().targets.is_empty());
    });
}
