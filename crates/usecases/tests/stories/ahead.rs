//! What lies ahead: the forecast adds up to what is listed, the calendar holds the days that were asked for, and nobody sees
//! more than on the board.
use crate::opportunities::opportunity;
use chrono::{Days, NaiveDate};
use domain::{
    actors::Role,
    crm::{
        OpportunityState,
        activities::ActivityKind,
        ahead::{MONTHS, Period, periods},
        likely::Spread,
    },
    ids::{ActivityId, OpportunityId, RecurringPlanId},
    periods::Month,
    refusal::Refusal,
};
use rust_decimal::Decimal;
use testkit::{TestApp, house::figure, key, on_both, refused_at};
use usecases::{Denied, Staff, crm, targets};
use uuid::Uuid;
use wire::{
    activities::{ActivityFields, EditActivity, EndActivity, Ending, ScheduleActivity},
    ahead::{CalendarQuery, CalendarView, ForecastCard, ForecastQuery, ForecastView, MOST_DAYS},
    crm::{CloseOpportunity, CreateOpportunity, LANE_CARDS},
    opportunities::{ChangeOne, ChangeOpportunities, ChangeTo, OpportunityFilter, Which},
    problem::Problem,
    steps::StepFilter,
    targets::{SetMonth, SetTargets, Whose},
};

async fn make(app: &TestApp, by: &Staff, title: &str, expected: &str, close: Option<NaiveDate>) -> OpportunityId {
    let command = CreateOpportunity { expected: figure(expected), expected_close: close, ..opportunity(title) };
    crm::create_opportunity(by, &app.cx, command).await.unwrap()
}

async fn forecast(app: &TestApp, by: &Staff, filter: OpportunityFilter) -> ForecastView {
    crm::forecast(by, &app.cx, ForecastQuery { filter, months: MONTHS }).await.unwrap()
}

async fn all_cards(app: &TestApp, by: &Staff, filter: &OpportunityFilter, period: Period) -> Vec<ForecastCard> {
    let mut all = Vec::new();
    for page in 0.. {
        let cards = crm::forecast_cards(by, &app.cx, filter.clone(), period, page).await.unwrap();
        let last = cards.len() < LANE_CARDS as usize;
        all.extend(cards);
        if last {
            break;
        }
    }
    all
}

async fn plan(app: &TestApp, by: &Staff, of: OpportunityId, summary: &str, on: NaiveDate) -> ActivityId {
    let fields = ActivityFields {
        kind: ActivityKind::Call,
        type_id: None,
        summary: summary.into(),
        note: String::new(),
        due_on: Some(on),
        user: None,
    };
    crm::schedule_activity(by, &app.cx, ScheduleActivity { key: key(), opportunity: of, fields }).await.unwrap()
}

async fn calendar(app: &TestApp, by: &Staff, from: NaiveDate, days: u32, filter: OpportunityFilter) -> CalendarView {
    let query = CalendarQuery { filter, from, days, activities: true, closings: true };
    crm::calendar(by, &app.cx, query).await.unwrap()
}

async fn redate(
    app: &TestApp,
    by: &Staff,
    id: OpportunityId,
    version: i64,
    day: Option<NaiveDate>,
) -> Result<(i64, ChangeTo), Problem> {
    let which = Which::Rows(vec![ChangeOne { id, version, to: ChangeTo::Close(day) }]);
    let changed = crm::change_opportunities(by, &app.cx, ChangeOpportunities { key: key(), which }).await.unwrap();
    match changed.verdicts[0].refused.clone() {
        Some(problem) => Err(problem),
        None => Ok((changed.undo[0].version, changed.undo[0].to.clone())),
    }
}

#[test]
fn lanes_add_up_to_their_cards_and_all_lanes_to_the_list() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let today = anna.zone().day(app.cx.clock.now());
        // Days before and after today, at the ends of months and far away; some have none. More than a page are late.
        let mut seed = 53_u64;
        for number in 0..70_u64 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let offset = (seed >> 33) % 420;
            let close = match number {
                0..30 => Some(today - Days::new(1 + offset)),
                30..60 => Some(today + Days::new(offset)),
                _ => None,
            };
            let by = if number % 3 == 0 { &maija } else { &anna };
            make(&app, by, &format!("Kauppa {number}"), &format!("{}.{:02}", offset, offset % 100), close).await;
        }
        let won = make(&app, &anna, "Voitettu", "777", Some(today)).await;
        let command = CloseOpportunity { id: won, version: 1, state: OpportunityState::Won, reason: String::new() };
        crm::close_opportunity(&anna, &app.cx, command).await.unwrap();

        let filters = [
            OpportunityFilter::default(),
            OpportunityFilter { mine: true, ..OpportunityFilter::default() },
            OpportunityFilter { owner: Some(anna.user()), ..OpportunityFilter::default() },
            OpportunityFilter { search: "kauppa 1".into(), ..OpportunityFilter::default() },
            OpportunityFilter { search: "ka".into(), ..OpportunityFilter::default() },
            OpportunityFilter { before: Some(today + Days::new(40)), ..OpportunityFilter::default() },
            OpportunityFilter { stage: Some(house.stages[0]), ..OpportunityFilter::default() },
            OpportunityFilter { stage: Some(house.stages[2]), ..OpportunityFilter::default() },
        ];
        for filter in filters {
            let view = forecast(&app, &maija, filter.clone()).await;
            let lanes: Vec<Period> = view.lanes.iter().map(|lane| lane.period).collect();
            assert_eq!(lanes, periods(today, MONTHS), "empty months are shown too");
            let mut sum = Decimal::ZERO;
            for lane in &view.lanes {
                let cards = all_cards(&app, &maija, &filter, lane.period).await;
                assert_eq!(cards.len() as i64, lane.count, "{:?} {filter:?}", lane.period);
                assert_eq!(cards.iter().map(|one| one.card.expected).sum::<Decimal>(), lane.sum);
                assert_eq!(cards.iter().map(|one| one.weighted).sum::<Decimal>(), lane.weighted);
                let each = cards.iter().map(|one| Spread::of(one.card.expected, one.weighted));
                assert_eq!(each.fold(Spread::default(), Spread::and), lane.spread, "{:?}", lane.period);
                assert!(cards.is_sorted_by_key(|one| one.card.expected_close));
                for one in &cards {
                    assert_eq!(Period::of(one.card.expected_close, today, MONTHS), lane.period, "{}", one.card.title);
                }
                let first: Vec<_> = cards.into_iter().take(LANE_CARDS as usize).collect();
                assert_eq!(first, lane.cards, "the forecast brings the first page");
                sum += lane.sum;
            }
            let list = crm::list_opportunities(&maija, &app.cx, filter.clone(), None, 500).await.unwrap();
            assert_eq!(list.rows.iter().map(|row| row.expected).sum::<Decimal>(), sum, "{filter:?}");
        }
        let view = forecast(&app, &maija, OpportunityFilter::default()).await;
        assert_eq!((view.won.count, view.won.sum), (1, figure("777")));
        assert_eq!(view.lanes.iter().map(|lane| lane.count).sum::<i64>(), 70, "what is won stands in no lane");
    });
}

#[test]
fn of_two_who_move_one_deal_at_once_the_second_is_told_and_nothing_is_lost() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let today = anna.zone().day(app.cx.clock.now());
        let was = today + Days::new(20);
        let deal = make(&app, &anna, "Katto", "1000", Some(was)).await;
        let (january, february) = (today + Days::new(50), today + Days::new(80));
        let both =
            tokio::join!(redate(&app, &anna, deal, 1, Some(january)), redate(&app, &maija, deal, 1, Some(february)));
        let (kept, undo) = match both {
            (Ok(done), Err(Problem::Stale { .. })) => (january, done),
            (Err(Problem::Stale { .. }), Ok(done)) => (february, done),
            other => panic!("one of two: {other:?}"),
        };
        let shown = |view: ForecastView| {
            let cards: Vec<_> = view.lanes.into_iter().flat_map(|lane| lane.cards).collect();
            assert_eq!(cards.len(), 1);
            (cards[0].card.expected_close, cards[0].card.version)
        };
        assert_eq!(shown(forecast(&app, &anna, OpportunityFilter::default()).await), (Some(kept), undo.0));
        // The way back leads to the day it was.
        assert_eq!(undo.1, ChangeTo::Close(Some(was)));
        let (version, _) = redate(&app, &anna, deal, undo.0, Some(was)).await.unwrap();
        assert_eq!(shown(forecast(&app, &maija, OpportunityFilter::default()).await), (Some(was), version));
    });
}

#[test]
fn nobody_sees_more_of_what_lies_ahead_than_of_the_board() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let other = app.house("Toinen Oy").await;
        let team = house.team("Etelä").await;
        let anna = house.seller("Anna").await;
        let berta = house.person("Berta", Role::TeamSeller, Some(team)).await;
        let cilla = house.person("Cilla", Role::Seller, Some(team)).await;
        let maija = house.manager("Maija").await;
        let day = anna.zone().day(app.cx.clock.now()) + Days::new(3);
        let stranger = other.manager("Outi").await;
        for by in [&anna, &berta, &cilla, &maija, &stranger] {
            let deal = make(&app, by, "Kauppa", "100", Some(day)).await;
            plan(&app, by, deal, "Soita", day).await;
        }
        for (by, seen) in [(&anna, 1), (&cilla, 1), (&berta, 2), (&maija, 4), (&stranger, 1)] {
            for search in ["", "kauppa"] {
                // Asking for somebody else by name shows no more.
                let asked = OpportunityFilter { search: search.into(), ..OpportunityFilter::default() };
                let view = forecast(&app, by, asked.clone()).await;
                assert_eq!(view.lanes.iter().map(|lane| lane.count).sum::<i64>(), seen);
                assert_eq!(view.lanes.iter().flat_map(|lane| &lane.cards).count() as i64, seen);
                let days = calendar(&app, by, day, 1, asked.clone()).await;
                assert_eq!((days.activities.len() as i64, days.closings.len() as i64), (seen, seen));
                let foreign = OpportunityFilter { owner: Some(stranger.user()), ..asked };
                let expected = i64::from(by.user() == stranger.user());
                let days = calendar(&app, by, day, 1, foreign).await;
                assert_eq!((days.activities.len() as i64, days.closings.len() as i64), (expected, expected));
            }
        }
    });
}

#[test]
fn the_calendar_holds_just_the_days_that_were_asked_for() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, maija) = (house.seller("Anna").await, house.manager("Maija").await);
        let monday = anna.zone().day(app.cx.clock.now());
        let deal = make(&app, &anna, "Katto", "1000", Some(monday + Days::new(6))).await;
        let mut planned = Vec::new();
        for (summary, after) in [("Ensin", 0), ("Viimeinen", 6), ("Liian myöhään", 7)] {
            planned.push(plan(&app, &anna, deal, summary, monday + Days::new(after)).await);
        }
        plan(&app, &maija, deal, "Maijan", monday + Days::new(2)).await;
        let words = |view: &CalendarView| -> Vec<String> {
            view.activities.iter().map(|one| one.activity.summary.clone()).collect()
        };
        let all = OpportunityFilter::default();
        let week = calendar(&app, &maija, monday, 7, all.clone()).await;
        assert_eq!(words(&week), ["Ensin", "Maijan", "Viimeinen"]);
        assert_eq!((week.closings.len(), week.closings[0].id, week.more), (1, deal, false));
        // Whose: the activity is of the one who does it, the closing of the one who works on the deal.
        let mine = calendar(&app, &maija, monday, 7, OpportunityFilter { mine: true, ..all.clone() }).await;
        assert_eq!((words(&mine), mine.closings.len()), (vec!["Maijan".to_owned()], 0));
        let query = CalendarQuery { filter: all.clone(), from: monday, days: 7, activities: false, closings: true };
        let closings = crm::calendar(&maija, &app.cx, query.clone()).await.unwrap();
        assert_eq!((closings.activities.len(), closings.closings.len()), (0, 1));

        // Moved by the one, it is stale for the other; done, it is gone.
        let one = week.activities[0].activity.clone();
        let moved = |due_on| EditActivity {
            id: planned[0],
            version: one.version,
            fields: ActivityFields {
                kind: one.kind,
                type_id: None,
                summary: one.summary.clone(),
                note: one.note.clone(),
                due_on: Some(due_on),
                user: Some(one.user.id),
            },
        };
        let version = crm::edit_activity(&anna, &app.cx, moved(monday + Days::new(3))).await.unwrap();
        let second = crm::edit_activity(&maija, &app.cx, moved(monday + Days::new(4))).await;
        assert!(matches!(second, Err(Denied::Stale { current }) if current == version), "{second:?}");
        let week = calendar(&app, &maija, monday, 7, all.clone()).await;
        assert_eq!(words(&week), ["Maijan", "Ensin", "Viimeinen"]);
        let end = EndActivity { id: planned[0], version, ending: Ending::Done, feedback: String::new() };
        crm::end_activity(&anna, &app.cx, end).await.unwrap();
        assert_eq!(words(&calendar(&app, &maija, monday, 7, all.clone()).await), ["Maijan", "Viimeinen"]);

        // However many days are asked for, six weeks are the most; days no calendar has are refused.
        make(&app, &anna, "Kaukana", "1", Some(monday + Days::new(u64::from(MOST_DAYS)))).await;
        assert_eq!(calendar(&app, &maija, monday, u32::MAX, all.clone()).await.closings.len(), 1);
        for from in [NaiveDate::MIN, NaiveDate::MAX] {
            let asked = CalendarQuery { from, ..query.clone() };
            let refused = refused_at(crm::calendar(&maija, &app.cx, asked).await);
            assert_eq!(refused, [("from".to_owned(), Refusal::NotADay)]);
            let lane = crm::forecast_cards(&maija, &app.cx, all.clone(), Period::Month(from), 0).await;
            assert_eq!(refused_at(lane), [("period".to_owned(), Refusal::NotADay)]);
        }
    });
}

#[test]
fn even_the_largest_amounts_have_a_range() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        let close = Some(anna.zone().day(app.cx.clock.now()));
        for number in 0..20 {
            make(&app, &anna, &format!("Katto {number}"), "100000000000", close).await;
        }
        let view = forecast(&app, &anna, OpportunityFilter::default()).await;
        let lane = view.lanes.iter().find(|lane| lane.count == 20).unwrap();
        let each = lane.cards.iter().map(|one| Spread::of(one.card.expected, one.weighted)).next().unwrap();
        assert_eq!((0..20).fold(Spread::default(), |sum, _| sum.and(each)), lane.spread);
        let (low, high) = lane.spread.range(lane.weighted, lane.sum);
        assert!(low < lane.weighted && lane.weighted < high && high < lane.sum);
    });
}

#[test]
fn months_show_what_is_to_be_sold_to_those_who_may_know_it() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, paavo) = (house.seller("Anna").await, house.seller("Paavo").await);
        let maija = house.manager("Maija").await;
        let this = Month::of(anna.zone().day(app.cx.clock.now()));
        let months = vec![SetMonth { month: this, version: 0, target: Some(figure("5000")) }];
        let command = SetTargets { key: key(), whose: Whose::User(anna.user()), months };
        targets::set(&maija, &app.cx, command).await.unwrap();
        let of = async |by: &Staff, filter: OpportunityFilter| -> Vec<Decimal> {
            let view = forecast(&app, by, filter).await;
            let set = view.lanes.iter().filter(|lane| lane.target.is_some());
            assert!(set.clone().all(|lane| lane.period == Period::Month(this.first())));
            set.filter_map(|lane| lane.target).collect()
        };
        let all = OpportunityFilter::default;
        assert_eq!(of(&anna, all()).await, [figure("5000")], "one's own");
        assert_eq!(of(&maija, all()).await, [figure("5000")], "all people's, where no team has any");
        assert_eq!(of(&maija, OpportunityFilter { mine: true, ..all() }).await, []);
        let annas = OpportunityFilter { owner: Some(anna.user()), ..all() };
        assert_eq!(of(&maija, annas.clone()).await, [figure("5000")]);
        assert_eq!((of(&paavo, annas.clone()).await, of(&paavo, all()).await), (vec![], vec![]), "not a colleague's");
        let part = OpportunityFilter { source: "web".into(), ..annas.clone() };
        assert_eq!(of(&maija, part).await, [], "a target is of everything, not of a part");
        let recurring = OpportunityFilter { plan: Some(RecurringPlanId(Uuid::nil())), ..annas };
        assert_eq!(of(&maija, recurring).await, [], "nor of what recurs");
    });
}

#[test]
fn what_nothing_is_planned_for_stands_beside_the_calendar_until_something_is() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, paavo) = (house.seller("Anna").await, house.seller("Paavo").await);
        let maija = house.manager("Maija").await;
        let day = anna.zone().day(app.cx.clock.now());
        let small = make(&app, &anna, "Pieni", "10", None).await;
        make(&app, &anna, "Suuri", "1000", Some(day)).await;
        make(&app, &paavo, "Paavon", "100", None).await;
        let beside = async |by: &Staff, filter: OpportunityFilter| {
            let view = calendar(&app, by, day, 7, filter).await;
            let titles: Vec<String> = view.unplanned.into_iter().map(|one| one.title).collect();
            (titles, view.unplanned_count)
        };
        let all = OpportunityFilter::default;
        assert_eq!(beside(&anna, all()).await, (vec!["Suuri".to_owned(), "Pieni".to_owned()], 2));
        assert_eq!(beside(&maija, all()).await.1, 3);
        assert_eq!(beside(&maija, OpportunityFilter { owner: Some(paavo.user()), ..all() }).await.1, 1);
        assert_eq!(beside(&anna, OpportunityFilter { step: Some(StepFilter::Late), ..all() }).await.1, 0);
        plan(&app, &anna, small, "Soita", day).await;
        assert_eq!(beside(&anna, all()).await, (vec!["Suuri".to_owned()], 1));
        for number in 0..8 {
            make(&app, &anna, &format!("Lisää {number}"), "1", None).await;
        }
        let (titles, count) = beside(&anna, all()).await;
        assert_eq!((titles.len(), count), (wire::ahead::MOST_UNPLANNED as usize, 9));
        let query = CalendarQuery { filter: all(), from: day, days: 7, activities: false, closings: true };
        assert_eq!(crm::calendar(&anna, &app.cx, query).await.unwrap().unplanned_count, 0, "with activities only");
    });
}
