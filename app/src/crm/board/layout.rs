//! Cards in lanes: taking one out, putting it elsewhere and putting it back, with counts and sums that follow.
use domain::ids::OpportunityId;
use rust_decimal::Decimal;
use wire::crm::{BoardView, Card, Lane, LaneId};

/// Where a card stood, to put it back exactly there.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    pub stage: LaneId,
    at: usize,
    pub card: Card,
}

/// Takes a card off the board.
pub(super) fn take(board: &mut BoardView, id: OpportunityId) -> Option<Place> {
    let lane = board.lanes.iter_mut().find(|lane| lane.cards.iter().any(|card| card.id == id))?;
    let at = lane.cards.iter().position(|card| card.id == id)?;
    let card = lane.cards.remove(at);
    count(lane, &card, -1);
    Some(Place { stage: lane.stage.id, at, card })
}

/// Puts a card on top of a lane; false where there is no such lane.
pub(super) fn put(board: &mut BoardView, stage: LaneId, card: Card) -> bool {
    insert(board, stage, 0, card)
}

/// Puts a card back where it stood, as far as the lane still reaches there.
pub(super) fn restore(board: &mut BoardView, place: Place) -> bool {
    // It may have come back by itself: the board was read anew meanwhile.
    let _ = take(board, place.card.id);
    insert(board, place.stage, place.at, place.card)
}

fn insert(board: &mut BoardView, stage: LaneId, at: usize, card: Card) -> bool {
    let Some(lane) = board.lanes.iter_mut().find(|lane| lane.stage.id == stage) else { return false };
    count(lane, &card, 1);
    lane.cards.insert(at.min(lane.cards.len()), card);
    true
}

/// The weight of one card is its stage's chance until the server has counted anew.
fn count(lane: &mut Lane, card: &Card, by: i64) {
    let sum = card.expected * Decimal::from(by);
    lane.stage.count += by;
    *lane.stage.steps.of(card.step.as_ref().map(|step| step.urgency)) += by;
    lane.stage.sum += sum;
    let share = Decimal::from(lane.stage.chance) / Decimal::ONE_HUNDRED;
    lane.stage.weighted += sum * share;
    let monthly = card.monthly * Decimal::from(by);
    lane.stage.monthly += monthly;
    lane.stage.monthly_weighted += monthly * share;
}

/// Adds a page of cards to a lane, leaving out those that moved there meanwhile.
pub(super) fn extend(board: &mut BoardView, stage: LaneId, more: Vec<Card>) {
    if let Some(lane) = board.lanes.iter_mut().find(|lane| lane.stage.id == stage) {
        for card in more {
            if lane.cards.iter().all(|known| known.id != card.id) {
                lane.cards.push(card);
            }
        }
    }
}

/// The lane so many further, whether it takes cards or not; none beyond the ends.
pub(super) fn beside(board: &BoardView, stage: LaneId, by: isize) -> Option<LaneId> {
    let at = board.lanes.iter().position(|lane| lane.stage.id == stage)?;
    board.lanes.get(at.checked_add_signed(by)?).map(|lane| lane.stage.id)
}

/// What all lanes come to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Totals {
    /// Open opportunities.
    pub count: i64,
    /// What they are expected to bring once.
    pub sum: Decimal,
    /// The same weighted.
    pub weighted: Decimal,
    /// What they are expected to bring in a month.
    pub monthly: Decimal,
    /// The same weighted.
    pub monthly_weighted: Decimal,
}

/// What the heads of the lanes add up to; no card is looked at.
pub(super) fn totals(board: &BoardView) -> Totals {
    board.lanes.iter().fold(Totals::default(), |all, Lane { stage, .. }| Totals {
        count: all.count + stage.count,
        sum: all.sum + stage.sum,
        weighted: all.weighted + stage.weighted,
        monthly: all.monthly + stage.monthly,
        monthly_weighted: all.monthly_weighted + stage.monthly_weighted,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use domain::{
        crm::activities::{ActivityKind, Urgency},
        ids::OpportunityId,
    };
    use uuid::Uuid;
    use wire::crm::{CardStep, StageSum, StateSum, StepCounts};

    fn card(n: u128, expected: i64) -> Card {
        Card {
            id: OpportunityId(Uuid::from_u128(n)),
            version: 1,
            title: format!("deal {n}"),
            party_name: String::new(),
            expected: Decimal::from(expected),
            monthly: Decimal::from(expected / 100),
            expected_close: None,
            priority: 0,
            owner: None,
            tags: Vec::new(),
            quote: None,
            open_questions: 0,
            step: n.is_multiple_of(2).then(|| CardStep {
                kind: ActivityKind::Call,
                summary: "call".to_owned(),
                due_on: chrono::NaiveDate::default(),
                urgency: Urgency::Overdue,
            }),
            concerns: Vec::new(),
            stage_name: String::new(),
            facts: Vec::new(),
        }
    }

    fn stage(n: u128) -> LaneId {
        LaneId(Uuid::from_u128(n))
    }

    fn board() -> BoardView {
        let lane = |n: u128, chance: u8, cards: Vec<Card>| {
            let sum: Decimal = cards.iter().map(|card| card.expected).sum();
            Lane {
                stage: StageSum {
                    id: stage(n),
                    name: format!("stage {n}"),
                    chance,
                    count: cards.len() as i64,
                    sum,
                    weighted: sum * Decimal::from(chance) / Decimal::ONE_HUNDRED,
                    monthly: sum / Decimal::ONE_HUNDRED,
                    monthly_weighted: sum * Decimal::from(chance) / Decimal::from(10_000),
                    steps: cards.iter().fold(StepCounts::default(), |mut steps, card| {
                        *steps.of(card.step.as_ref().map(|step| step.urgency)) += 1;
                        steps
                    }),
                    begins: true,
                    folded: false,
                    retired: false,
                },
                cards,
                takes: true,
            }
        };
        BoardView {
            lanes: vec![
                lane(1, 10, vec![card(11, 100), card(12, 200), card(13, 300)]),
                lane(2, 50, vec![card(21, 1000)]),
            ],
            won: StateSum::default(),
            lost: StateSum::default(),
            owners: Vec::new(),
            teams: Vec::new(),
            tags: Vec::new(),
            stages: Vec::new(),
            has: Vec::new(),
            plans: Vec::new(),
        }
    }

    #[test]
    fn a_moved_card_takes_its_sum_along() {
        let mut board = board();
        let place = take(&mut board, card(12, 0).id).unwrap();
        assert!(put(&mut board, stage(2), place.card));
        assert_eq!(board.lanes[0].stage.sum, Decimal::from(400));
        assert_eq!(board.lanes[0].stage.weighted, Decimal::from(40));
        assert_eq!(board.lanes[1].stage.count, 2);
        assert_eq!((board.lanes[0].stage.steps.late, board.lanes[0].stage.steps.none), (0, 2));
        assert_eq!((board.lanes[1].stage.steps.late, board.lanes[1].stage.steps.none), (1, 1));
        assert_eq!(board.lanes[1].stage.weighted, Decimal::from(600));
        assert_eq!(board.lanes[1].cards[0].id, card(12, 0).id);
        let all = totals(&board);
        assert_eq!((all.count, all.sum, all.weighted), (4, Decimal::from(1600), Decimal::from(640)));
        assert_eq!((all.monthly, all.monthly_weighted), (Decimal::from(16), Decimal::new(64, 1)));
    }

    #[test]
    fn a_refused_move_puts_the_card_back_exactly() {
        let before = board();
        let mut board = before.clone();
        let place = take(&mut board, card(12, 0).id).unwrap();
        put(&mut board, stage(2), place.card.clone());
        assert!(restore(&mut board, place));
        assert_eq!(board, before);
    }

    #[test]
    fn nothing_happens_to_a_card_that_is_not_there() {
        let mut board = board();
        assert_eq!(take(&mut board, card(99, 0).id), None);
        assert!(!put(&mut board, stage(9), card(99, 1)));
        assert_eq!(board, super::tests::board());
    }

    #[test]
    fn a_page_brings_no_card_twice() {
        let mut board = board();
        extend(&mut board, stage(1), vec![card(13, 300), card(14, 400)]);
        assert_eq!(board.lanes[0].cards.len(), 4);
    }

    #[test]
    fn keys_stop_at_the_ends() {
        let board = board();
        assert_eq!(beside(&board, stage(1), 1), Some(stage(2)));
        assert_eq!(beside(&board, stage(1), -1), None);
        assert_eq!(beside(&board, stage(2), 1), None);
    }
}
