//! Opportunities in groups: the same ones as in the list, added up to the cent, and nobody else's.
use crate::opportunities::opportunity;
use chrono::{Datelike, NaiveDate};
use domain::{
    crm::{
        OpportunityState,
        pivot::{Axis, Measure, Sums},
    },
    periods::{Month, Span},
};
use rust_decimal::Decimal;
use testkit::{House, key, on_both};
use usecases::{Staff, crm};
use wire::{
    crm::{CloseOpportunity, CreateOpportunity, EditOpportunity},
    opportunities::OpportunityFilter,
    pivot::{PivotQuery, PivotView},
};

/// What the groups are held against.
struct Plain {
    owner: usize,
    stage: usize,
    source: &'static str,
    close: Option<NaiveDate>,
    state: OpportunityState,
    expected: Decimal,
}

async fn asked(house: &House, by: &Staff, query: PivotQuery) -> PivotView {
    crm::pivot(by, &house.cx, query).await.unwrap()
}

/// Forty opportunities of two sellers, some of them won or lost.
async fn filled(house: &House, app: &testkit::TestApp, sellers: &[Staff; 2]) -> Vec<Plain> {
    let day = sellers[0].zone().day(app.cx.clock.now());
    let (mut all, mut seed) = (Vec::new(), 23_u64);
    for number in 0..40 {
        let mut roll = |sides: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((seed >> 33) % sides) as usize
        };
        let (owner, stage, source) = (roll(2), roll(3), ["", "web", "=HYPERLINK(1)"][roll(3)]);
        let close = [None, Some(day), Some(day + chrono::Days::new(70))][roll(3)];
        let state = [OpportunityState::Open, OpportunityState::Open, OpportunityState::Won, OpportunityState::Lost];
        let state = state[roll(4)];
        let expected = Decimal::new(roll(1_000_000) as i64, 2);
        let by = &sellers[owner];
        let title = format!("Katto {number}");
        let stage_id = Some(house.stages[stage]);
        let command = CreateOpportunity { expected, expected_close: close, stage: stage_id, ..opportunity(&title) };
        let id = crm::create_opportunity(by, &house.cx, command).await.unwrap();
        let form = EditOpportunity {
            id,
            version: 1,
            title,
            party: None,
            contact_name: String::new(),
            email: String::new(),
            phone: String::new(),
            expected,
            recurring: Default::default(),
            expected_close: close,
            priority: 0,
            source: source.to_owned(),
            owner: Some(by.user()),
        };
        let version = crm::edit_opportunity(by, &house.cx, form).await.unwrap();
        if state != OpportunityState::Open {
            let reason = ["Hinta", "Aika"][roll(2)].into();
            crm::close_opportunity(by, &house.cx, CloseOpportunity { id, version, state, reason }).await.unwrap();
        }
        all.push(Plain { owner, stage, source, close, state, expected });
        app.later(1);
    }
    all
}

#[test]
fn groups_add_up_to_what_looking_at_each_one_adds_up_to() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let manager = house.manager("Maija").await;
        let sellers = [house.seller("Anna").await, house.seller("Paavo").await];
        let all = filled(&house, &app, &sellers).await;
        let sum = |keep: &dyn Fn(&Plain) -> bool| -> (i64, Decimal) {
            let kept = all.iter().filter(|one| keep(one));
            kept.fold((0, Decimal::ZERO), |(count, sum), one| (count + 1, sum + one.expected))
        };
        let figures = |sums: Sums| (sums.count, sums.expected);
        for rows in Axis::ALL {
            for columns in Axis::ALL.map(Some).into_iter().chain([None]).filter(|axis| *axis != Some(rows)) {
                for then in [None, Some(Axis::Owner), Some(Axis::Source)] {
                    let query = PivotQuery { all: true, rows, then, columns, ..PivotQuery::default() }.sound();
                    let view = asked(&house, &manager, query.clone()).await;
                    let totals = view.totals();
                    assert_eq!(figures(totals.of(None, None, None)), sum(&|_| true), "{query:?}");
                    let by_rows: i64 =
                        (0..view.rows.len() as u32).map(|row| totals.of(Some(row), None, None).count).sum();
                    assert_eq!(by_rows, 40, "{query:?}");
                    for (row, group) in (0..).zip(&view.rows) {
                        let parts: i64 =
                            view.parts(row).iter().map(|part| totals.of(Some(row), Some(*part), None).count).sum();
                        assert!(query.then.is_none() || parts == totals.of(Some(row), None, None).count, "{group:?}");
                    }
                }
            }
        }
        let by_owner = PivotQuery { all: true, columns: Some(Axis::State), ..PivotQuery::default() };
        let view = asked(&house, &manager, by_owner).await;
        assert_eq!(view.rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["Anna", "Paavo"]);
        let states: Vec<&str> = view.columns.iter().map(|column| column.key.as_str()).collect();
        assert_eq!(states, ["open", "won", "lost"]);
        let totals = view.totals();
        for (owner, state) in (0..2_u32).flat_map(|owner| (0..3_u32).map(move |state| (owner, state))) {
            let code = states[state as usize];
            let wanted = sum(&|one| one.owner == owner as usize && one.state.code() == code);
            assert_eq!(figures(totals.of(Some(owner), None, Some(state))), wanted);
        }
        let by_close = PivotQuery { rows: Axis::Close, columns: None, all: true, ..PivotQuery::default() };
        let view = asked(&house, &manager, by_close).await;
        for (row, group) in (0..).zip(&view.rows) {
            let month = |one: &Plain| one.close.map(|day| Month::of(day).to_string()).unwrap_or_default();
            assert_eq!(
                figures(view.totals().of(Some(row), None, None)),
                sum(&|one| month(one) == group.key),
                "{group:?}"
            );
        }
        // Won ones, and of those that ended the share.
        let shares = PivotQuery { measure: Measure::WonShare, columns: None, ..PivotQuery::default() };
        let view = asked(&house, &manager, shares).await;
        let of_all = view.totals().of(None, None, None);
        assert_eq!(of_all.won, sum(&|one| one.state == OpportunityState::Won).0);
        assert_eq!(of_all.lost, sum(&|one| one.state == OpportunityState::Lost).0);
        let days = PivotQuery { measure: Measure::Days, columns: None, ..PivotQuery::default() };
        let view = asked(&house, &manager, days).await;
        let of_all = view.totals().of(None, None, None);
        assert_eq!((of_all.days, of_all.timed), (0, of_all.won), "all were won on the day they came");
    });
}

#[test]
fn a_cell_leads_to_a_list_of_just_those() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let manager = house.manager("Maija").await;
        let sellers = [house.seller("Anna").await, house.seller("Paavo").await];
        filled(&house, &app, &sellers).await;
        let mut led = 0;
        for filter in [
            OpportunityFilter::default(),
            OpportunityFilter { state: OpportunityState::Lost, ..OpportunityFilter::default() },
            OpportunityFilter { source: "web".into(), search: "katto".into(), ..OpportunityFilter::default() },
        ] {
            for (rows, columns) in
                Axis::ALL.into_iter().flat_map(|rows| Axis::ALL.into_iter().map(move |columns| (rows, columns)))
            {
                for all in [false, true] {
                    let query = PivotQuery {
                        filter: filter.clone(),
                        all,
                        rows,
                        columns: Some(columns),
                        ..PivotQuery::default()
                    };
                    let query = query.sound();
                    let Some(columns) = query.columns else { continue };
                    let view = asked(&house, &manager, query.clone()).await;
                    for cell in &view.cells {
                        let row = &view.rows[cell.row.unwrap() as usize].key;
                        let column = &view.columns[cell.column.unwrap() as usize].key;
                        let Some(filter) = query.listed(&[(rows, row.as_str()), (columns, column.as_str())]) else {
                            continue;
                        };
                        led += 1;
                        let list = crm::list_opportunities(&manager, &house.cx, filter, None, 500).await.unwrap();
                        assert_eq!(i64::from(list.total), cell.sums.count, "{query:?} {row} {column}");
                        let expected: Decimal = list.rows.iter().map(|row| row.expected).sum();
                        assert_eq!(expected, cell.sums.expected);
                    }
                }
            }
        }
        assert!(led > 100, "{led}");
    });
}

#[test]
fn a_seller_counts_own_ones_only_and_quarters_hold_three_months() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let other = app.house("Toinen Oy").await;
        let stranger = other.manager("Outi").await;
        let sellers = [house.seller("Anna").await, house.seller("Paavo").await];
        let all = filled(&house, &app, &sellers).await;
        let query = PivotQuery { rows: Axis::Created, columns: None, all: true, ..PivotQuery::default() };
        for (at, seller) in sellers.iter().enumerate() {
            let view = asked(&house, seller, query.clone()).await;
            let own = all.iter().filter(|one| one.owner == at).count() as i64;
            assert_eq!(view.totals().of(None, None, None).count, own);
            let month = Month::of(seller.zone().day(app.cx.clock.now()));
            assert_eq!(view.rows.iter().map(|row| row.key.clone()).collect::<Vec<_>>(), [month.to_string()]);
        }
        assert!(asked(&house, &stranger, query.clone()).await.cells.is_empty());
        let by = PivotQuery { rows: Axis::Close, by: Span::Quarter, ..query };
        let view = asked(&house, &house.manager("Maija").await, by).await;
        for (row, group) in (0..).zip(&view.rows) {
            let quarter = |day: NaiveDate| format!("{}-Q{}", day.year(), (day.month() - 1) / 3 + 1);
            let wanted = all.iter().filter(|one| one.close.map(quarter).unwrap_or_default() == group.key).count();
            assert_eq!(view.totals().of(Some(row), None, None).count, wanted as i64, "{group:?}");
        }
    });
}

#[test]
fn the_file_has_the_figures_of_the_page_and_runs_nothing() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let manager = house.manager("Maija").await;
        let sellers = [house.seller("Anna").await, house.seller("Paavo").await];
        let all = filled(&house, &app, &sellers).await;
        let query = PivotQuery {
            rows: Axis::Source,
            then: Some(Axis::Stage),
            columns: Some(Axis::Owner),
            all: true,
            measure: Measure::Count,
            ..PivotQuery::default()
        };
        let file = crm::export_pivot(&manager, &app.cx, query).await.unwrap();
        let text = String::from_utf8(file.bytes).unwrap();
        let lines: Vec<Vec<&str>> =
            text.trim_start_matches('\u{feff}').lines().map(|line| line.split(';').collect()).collect();
        assert!(lines.iter().all(|line| line.len() == 5), "{text}");
        let last = lines.last().unwrap();
        assert_eq!(last[4], "40");
        let web = all.iter().filter(|one| one.source == "web").count();
        let counted: usize =
            lines.iter().filter(|line| line[0] == "web").map(|line| line[4].parse::<usize>().unwrap()).sum();
        assert_eq!(counted, web);
        let stages = all.iter().map(|one| one.stage).collect::<std::collections::BTreeSet<_>>().len();
        assert!(lines.iter().filter(|line| line[0] == "web").count() <= stages);
        assert!(text.contains("'=HYPERLINK") && !text.contains(";=") && !text.contains("\n="), "{text}");
    });
}

#[test]
fn too_many_groups_are_told_and_not_shown() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        for number in 0..=wire::pivot::MOST_COLUMNS {
            let command = CreateOpportunity { key: key(), ..opportunity(&format!("Katto {number}")) };
            let id = crm::create_opportunity(&anna, &app.cx, command).await.unwrap();
            let view = crm::read_opportunity(&anna, &app.cx, id).await.unwrap();
            let form = EditOpportunity { source: format!("Lähde {number}"), ..crate::opportunities::form(&view) };
            crm::edit_opportunity(&anna, &app.cx, form).await.unwrap();
        }
        let wide = PivotQuery { columns: Some(Axis::Source), ..PivotQuery::default() };
        let view = asked(&house, &anna, wide.clone()).await;
        assert!(view.too_many && view.cells.is_empty() && view.rows.is_empty());
        let long = asked(&house, &anna, wide.swapped()).await;
        assert!(!long.too_many);
        assert_eq!(long.rows.len(), wire::pivot::MOST_COLUMNS + 1);
    });
}

#[test]
fn one_with_two_tags_stands_in_the_group_of_each_and_totals_count_it_once() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, paavo) = (house.seller("Anna").await, house.seller("Paavo").await);
        let manager = house.manager("Maija").await;
        for (by, expected, tags) in [
            (&anna, 100, &["Huolto", "Avain"][..]),
            (&anna, 10, &["Huolto"]),
            (&paavo, 1, &[]),
            (&paavo, 1000, &["Avain"]),
        ] {
            let command = CreateOpportunity { expected: Decimal::from(expected), ..opportunity("Katto") };
            let id = crm::create_opportunity(by, &app.cx, command).await.unwrap();
            let add: Vec<String> = tags.iter().map(|tag| (*tag).to_owned()).collect();
            if !add.is_empty() {
                let command = wire::tags::TagOpportunity { key: key(), id, add, remove: Vec::new() };
                crm::tag_opportunity(by, &app.cx, command).await.unwrap();
            }
        }
        let query = PivotQuery { rows: Axis::Tag, columns: Some(Axis::Owner), ..PivotQuery::default() };
        let view = asked(&house, &manager, query.clone()).await;
        let names: Vec<&str> = view.rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["Avain", "Huolto", ""], "by name, those without one last");
        let totals = view.totals();
        let sum = |row, column| {
            let sums = totals.of(row, None, column);
            (sums.count, sums.expected.to_string())
        };
        let told = |count, sum: &str| (count, sum.to_owned());
        assert_eq!(
            (sum(Some(0), None), sum(Some(1), None), sum(Some(2), None)),
            (told(2, "1100"), told(2, "110"), told(1, "1"))
        );
        assert_eq!(
            (sum(None, Some(0)), sum(None, Some(1)), sum(None, None)),
            (told(2, "110"), told(2, "1001"), told(4, "1111"))
        );
        // The same at the top, and within rows; and a cell leads to the list of just those.
        for query in [
            query.swapped(),
            PivotQuery { rows: Axis::Owner, then: Some(Axis::Tag), columns: None, ..PivotQuery::default() },
            PivotQuery { rows: Axis::Tag, columns: None, ..PivotQuery::default() },
        ] {
            let view = asked(&house, &manager, query.clone()).await;
            let sums = view.totals().of(None, None, None);
            assert_eq!((sums.count, sums.expected), (4, Decimal::from(1111)), "{query:?}");
        }
        let huolto = query.listed(&[(Axis::Tag, &view.rows[1].key)]).unwrap();
        assert_eq!(crm::list_opportunities(&manager, &app.cx, huolto, None, 50).await.unwrap().total, 2);
        assert!(query.listed(&[(Axis::Tag, "")]).is_none(), "a list cannot ask for those without a tag");
    });
}
