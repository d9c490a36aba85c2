//! Cards in lanes of months: taking one out, putting it on its day and putting it back, with sums that follow.
use domain::{
    crm::{ahead::Period, likely::Spread},
    ids::OpportunityId,
};
use rust_decimal::Decimal;
use wire::ahead::{ForecastCard, ForecastLane, ForecastView};

/// Where a card stood, to put it back exactly there.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    pub period: Period,
    at: usize,
    pub card: ForecastCard,
}

/// A card and the lane it stands in.
pub(super) fn find(view: &ForecastView, id: OpportunityId) -> Option<(Period, ForecastCard)> {
    view.lanes
        .iter()
        .find_map(|lane| lane.cards.iter().find(|one| one.card.id == id).map(|one| (lane.period, one.clone())))
}

/// Takes a card out.
pub(super) fn take(view: &mut ForecastView, id: OpportunityId) -> Option<Place> {
    let lane = view.lanes.iter_mut().find(|lane| lane.cards.iter().any(|one| one.card.id == id))?;
    let at = lane.cards.iter().position(|one| one.card.id == id)?;
    let card = lane.cards.remove(at);
    count(lane, &card, -1);
    Some(Place { period: lane.period, at, card })
}

/// Puts a card into a lane, where its day belongs; false where there is no such lane.
pub(super) fn put(view: &mut ForecastView, period: Period, card: ForecastCard) -> bool {
    let Some(lane) = view.lanes.iter_mut().find(|lane| lane.period == period) else { return false };
    let key = |one: &ForecastCard| (one.card.expected_close, one.card.id);
    let at = lane.cards.iter().position(|one| key(one) > key(&card)).unwrap_or(lane.cards.len());
    insert(lane, at, card);
    true
}

/// Puts a card back where it stood, as far as the lane still reaches there.
pub(super) fn restore(view: &mut ForecastView, place: Place) {
    // It may have come back by itself: the forecast was read anew meanwhile.
    let _ = take(view, place.card.card.id);
    if let Some(lane) = view.lanes.iter_mut().find(|lane| lane.period == place.period) {
        insert(lane, place.at, place.card);
    }
}

/// Adds a page of cards, leaving out those that moved there meanwhile.
pub(super) fn extend(view: &mut ForecastView, period: Period, more: Vec<ForecastCard>) {
    if let Some(lane) = view.lanes.iter_mut().find(|lane| lane.period == period) {
        for card in more {
            if lane.cards.iter().all(|known| known.card.id != card.card.id) {
                lane.cards.push(card);
            }
        }
    }
}

fn insert(lane: &mut ForecastLane, at: usize, card: ForecastCard) {
    count(lane, &card, 1);
    lane.cards.insert(at.min(lane.cards.len()), card);
}

fn count(lane: &mut ForecastLane, card: &ForecastCard, by: i64) {
    lane.count += by;
    lane.sum += card.card.expected * Decimal::from(by);
    lane.weighted += card.weighted * Decimal::from(by);
    let one = Spread::of(card.card.expected, card.weighted);
    lane.spread = if by < 0 { lane.spread.without(one) } else { lane.spread.and(one) };
    let monthly = card.card.monthly * Decimal::from(by);
    lane.monthly += monthly;
    lane.monthly_weighted += monthly * Decimal::from(card.chance) / Decimal::ONE_HUNDRED;
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use chrono::NaiveDate;
    use uuid::Uuid;
    use wire::{
        ahead::Offered,
        crm::{Card, StateSum},
    };

    fn card(n: u128, day: Option<&str>) -> ForecastCard {
        let card = Card {
            facts: Vec::new(),
            stage_name: String::new(),
            id: OpportunityId(Uuid::from_u128(n)),
            version: 1,
            title: format!("deal {n}"),
            party_name: String::new(),
            expected: Decimal::from(100),
            monthly: Decimal::ZERO,
            expected_close: day.map(|day| day.parse().unwrap()),
            priority: 0,
            owner: None,
            tags: Vec::new(),
            quote: None,
            open_questions: 0,
            step: None,
            concerns: Vec::new(),
        };
        ForecastCard { card, chance: 25, weighted: Decimal::from(25) }
    }

    fn month(text: &str) -> Period {
        Period::Month(text.parse::<NaiveDate>().unwrap())
    }

    fn view() -> ForecastView {
        let lane = |period, cards: Vec<ForecastCard>| ForecastLane {
            period,
            count: cards.len() as i64,
            sum: cards.iter().map(|one| one.card.expected).sum(),
            weighted: cards.iter().map(|one| one.weighted).sum(),
            spread: cards
                .iter()
                .fold(Spread::default(), |sum, one| sum.and(Spread::of(one.card.expected, one.weighted))),
            target: None,
            monthly: Decimal::ZERO,
            monthly_weighted: Decimal::ZERO,
            cards,
        };
        let december = vec![card(1, Some("2026-12-05")), card(2, Some("2026-12-20"))];
        let lanes = vec![
            lane(month("2026-12-01"), december),
            lane(month("2027-01-01"), vec![card(3, Some("2027-01-10"))]),
            lane(Period::Undated, vec![card(4, None)]),
        ];
        ForecastView { lanes, won: StateSum::default(), offered: Offered::default() }
    }

    #[test]
    fn a_moved_card_stands_on_its_day_and_takes_its_sums_along() {
        let mut view = view();
        let place = take(&mut view, card(4, None).card.id).unwrap();
        assert_eq!((place.period, view.lanes[2].count), (Period::Undated, 0));
        assert!(put(&mut view, month("2026-12-01"), card(4, Some("2026-12-10"))));
        let days: Vec<_> = view.lanes[0].cards.iter().map(|one| one.card.id.0.as_u128()).collect();
        assert_eq!(days, [1, 4, 2]);
        let december = &view.lanes[0];
        assert_eq!((december.count, december.sum, december.weighted), (3, Decimal::from(300), Decimal::from(75)));
        let each = Spread::of(Decimal::from(100), Decimal::from(25));
        assert_eq!((december.spread, view.lanes[2].spread), (each.and(each).and(each), Spread::default()));
    }

    #[test]
    fn a_refused_move_puts_the_card_back_exactly() {
        let before = view();
        let mut view = before.clone();
        let place = take(&mut view, card(1, None).card.id).unwrap();
        put(&mut view, month("2027-01-01"), card(1, Some("2027-01-05")));
        restore(&mut view, place);
        assert_eq!(view, before);
    }

    #[test]
    fn a_page_brings_no_card_twice_and_a_missing_lane_takes_none() {
        let mut view = view();
        extend(&mut view, Period::Undated, vec![card(4, None), card(5, None)]);
        assert_eq!(view.lanes[2].cards.len(), 2);
        assert!(!put(&mut view, Period::Late, card(6, None)));
    }
}
