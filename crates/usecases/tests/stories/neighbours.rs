//! What stands before and behind an opportunity in a list: one step at a time through all of it, and out of sight nothing.
use crate::opportunities::opportunity;
use testkit::{figure, on_both};
use usecases::crm;
use wire::{
    crm::CreateOpportunity,
    opportunities::{Group, OpportunityFilter, Sort},
};

#[test]
fn going_on_from_record_to_record_is_going_down_the_list() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let (anna, paavo) = (house.seller("Anna").await, house.seller("Paavo").await);
        let day = anna.zone().day(app.cx.clock.now());
        for number in 0..9_u64 {
            // Several of one amount and of one day: the order among them is that of the list all the same.
            let close = [None, Some(day), Some(day + chrono::Days::new(3))][number as usize % 3];
            let expected = figure(["100", "200"][number as usize % 2]);
            let command =
                CreateOpportunity { expected, expected_close: close, ..opportunity(&format!("Kauppa {number}")) };
            crm::create_opportunity(&anna, &house.cx, command).await.unwrap();
            app.later(1);
        }
        let other = crm::create_opportunity(&paavo, &house.cx, opportunity("Muu")).await.unwrap();
        for sort in Sort::ALL {
            for descending in [false, true] {
                let filter =
                    OpportunityFilter { sort, descending, search: "kauppa".into(), ..OpportunityFilter::default() };
                let rows = crm::list_opportunities(&anna, &app.cx, filter.clone(), None, 500).await.unwrap().rows;
                let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
                assert_eq!(ids.len(), 9);
                for (at, id) in ids.iter().enumerate() {
                    let beside = crm::neighbours(&anna, &app.cx, filter.clone(), false, *id).await.unwrap().unwrap();
                    assert_eq!(beside.next, ids.get(at + 1).copied(), "{sort:?} {descending} {at}");
                    assert_eq!(beside.previous, at.checked_sub(1).map(|at| ids[at]), "{sort:?} {descending} {at}");
                    assert_eq!((beside.place, beside.total), (at as u32 + 1, 9));
                }
            }
        }
        // On a board along the lane.
        let board = crm::board(&anna, &app.cx, OpportunityFilter::default()).await.unwrap();
        let cards: Vec<_> = board.lanes[0].cards.iter().map(|card| card.id).collect();
        assert_eq!(cards.len(), 9);
        let beside = async |at: usize| {
            let found = crm::neighbours(&anna, &app.cx, OpportunityFilter::default(), true, cards[at]).await;
            found.unwrap().unwrap()
        };
        for at in 0..9 {
            assert_eq!(beside(at).await.place as usize, at + 1);
        }
        let ends = (beside(0).await, beside(8).await);
        assert_eq!((ends.0.place, ends.0.previous, ends.1.place, ends.1.next), (1, None, 9, None));
        // What has no source has a lane of its own, and not that of everybody.
        let by = |group| OpportunityFilter { group, ..OpportunityFilter::default() };
        for (group, total) in [(Group::Source, None), (Group::Team, None), (Group::Owner, Some(9))] {
            let found = crm::neighbours(&anna, &app.cx, by(group), true, cards[0]).await.unwrap();
            assert_eq!(found.map(|found| found.total), total, "{group:?}");
        }
        let all = OpportunityFilter::default();
        assert_eq!(crm::neighbours(&anna, &app.cx, all.clone(), false, other).await.unwrap(), None, "not hers to see");
        assert_eq!(crm::neighbours(&paavo, &app.cx, all, false, other).await.unwrap().unwrap().total, 1);
        let elsewhere = OpportunityFilter { search: "kauppa".into(), ..OpportunityFilter::default() };
        assert_eq!(crm::neighbours(&paavo, &app.cx, elsewhere, false, other).await.unwrap(), None, "not in that list");
    });
}
