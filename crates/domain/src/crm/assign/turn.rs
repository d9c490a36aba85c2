//! Whose turn it is in a team: who has room today, takes such an opportunity, and was given the last one longest ago.
use super::{
    Given, Member, Waiting, in_turn, quota,
    rule::{Facts, Rule},
};
use crate::ids::{OpportunityId, UserId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// In which order the members of a team are asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// Who was given one longest ago comes first.
    #[default]
    Rotation,
    /// As they stand in the team: the next only when those before have no room.
    Order,
}

impl Turn {
    /// All, as forms offer them.
    pub const ALL: [Turn; 2] = [Turn::Rotation, Turn::Order];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Turn::Rotation => "rotation",
            Turn::Order => "order",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<Turn> {
        Turn::ALL.into_iter().find(|turn| turn.code() == code)
    }
}

/// What a member's own rule means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    /// They take what the team takes.
    #[default]
    Any,
    /// They take nothing else.
    Only,
    /// They are asked first for it, and take the rest too.
    Prefer,
}

impl Wish {
    /// All, as forms offer them.
    pub const ALL: [Wish; 3] = [Wish::Any, Wish::Only, Wish::Prefer];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Wish::Any => "any",
            Wish::Only => "only",
            Wish::Prefer => "prefer",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<Wish> {
        Wish::ALL.into_iter().find(|wish| wish.code() == code)
    }
}

/// A member of a team, with what they were given by its rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mate {
    /// Who.
    pub user: UserId,
    /// First and last name.
    pub name: String,
    /// Their place among the members.
    pub position: i64,
    /// How many they take in thirty days.
    pub capacity: u32,
    /// Given in the last 24 hours.
    pub day: u32,
    /// Given in the last 30 days.
    pub month: u32,
    /// When they were given the last one, in microseconds.
    pub last: Option<i64>,
    /// Whether they may sign in at all.
    pub active: bool,
    /// Whether they take no part for now.
    pub paused: bool,
    /// First and last day away; without a last one until somebody says so.
    pub away: Option<(NaiveDate, Option<NaiveDate>)>,
    /// What their rule means.
    pub wish: Wish,
    /// Their rule.
    pub rule: Rule,
}

/// Why a member was not asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Passed {
    /// They may not sign in any more.
    Left,
    /// They take no part for now.
    Paused,
    /// They are away.
    Away {
        /// The last day, where it is known.
        until: Option<NaiveDate>,
    },
    /// They have what they take in a day.
    DayFull {
        /// That is so many.
        most: u32,
    },
    /// They have what they take in thirty days.
    MonthFull {
        /// That is so many.
        most: u32,
    },
    /// They take others only.
    NotTheirs,
}

impl Mate {
    /// How many they may be given now, whatever it is about.
    pub fn room(&self) -> i64 {
        quota(self.capacity, self.day).min(i64::from(self.capacity) - i64::from(self.month))
    }

    /// Whether they are away on a day.
    pub fn is_away(&self, today: NaiveDate) -> bool {
        self.away.is_some_and(|(from, to)| from <= today && to.is_none_or(|to| today <= to))
    }

    /// Why they cannot be given one today; nothing where they can.
    pub fn passed(&self, today: NaiveDate, facts: &Facts) -> Option<Passed> {
        if !self.active {
            Some(Passed::Left)
        } else if self.paused {
            Some(Passed::Paused)
        } else if self.is_away(today) {
            Some(Passed::Away { until: self.away.and_then(|(_, to)| to) })
        } else if self.month >= self.capacity {
            Some(Passed::MonthFull { most: self.capacity })
        } else if self.room() <= 0 {
            Some(Passed::DayFull { most: u32::try_from(quota(self.capacity, 0)).unwrap_or_default() })
        } else if !self.takes(facts) {
            Some(Passed::NotTheirs)
        } else {
            None
        }
    }

    fn takes(&self, facts: &Facts) -> bool {
        self.wish != Wish::Only || self.rule.takes(facts)
    }

    fn prefers(&self, facts: &Facts) -> bool {
        self.wish != Wish::Any && self.rule.takes(facts)
    }

    /// Notes that they were given one.
    pub fn give(&mut self, at: i64) {
        self.day += 1;
        self.month += 1;
        self.last = Some(at);
    }
}

/// Gives waiting opportunities of one team to its members. Nothing here is left to chance: of those who were given one
/// equally long ago the name decides, and of equal names the id.
pub fn deal(turn: Turn, mates: &[Mate], today: NaiveDate, leads: &[(Waiting, Facts)]) -> Vec<Given> {
    let mut order: Vec<&Mate> = mates.iter().filter(|mate| mate.active && !mate.paused).collect();
    order.sort_by(|a, b| {
        let place = |mate: &Mate| match turn {
            Turn::Rotation => mate.last.unwrap_or(i64::MIN),
            Turn::Order => mate.position,
        };
        place(a).cmp(&place(b)).then_with(|| a.name.cmp(&b.name)).then_with(|| a.user.cmp(&b.user))
    });
    let people: BTreeMap<UserId, &Mate> = mates.iter().map(|mate| (mate.user, mate)).collect();
    let facts: BTreeMap<OpportunityId, &Facts> = leads.iter().map(|(waiting, facts)| (waiting.lead, facts)).collect();
    let members = order.iter().map(|mate| Member { user: mate.user, quota: mate.room(), away: mate.is_away(today) });
    let asked = |user: UserId, lead: OpportunityId| people.get(&user).copied().zip(facts.get(&lead).copied());
    in_turn(
        leads.iter().map(|(waiting, _)| *waiting).collect(),
        members.collect(),
        turn == Turn::Rotation,
        |user, lead| asked(user, lead).is_some_and(|(mate, facts)| mate.takes(facts)),
        |user, lead| asked(user, lead).is_some_and(|(mate, facts)| mate.prefers(facts)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;
    use uuid::Uuid;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap_or_default()
    }

    fn mate(number: u128, last: Option<i64>) -> Mate {
        Mate {
            user: UserId(Uuid::from_u128(number)),
            name: format!("Mate {number}"),
            position: i64::try_from(number).unwrap_or_default(),
            capacity: 60,
            day: 0,
            month: 0,
            last,
            active: true,
            paused: false,
            away: None,
            wish: Wish::Any,
            rule: Rule::default(),
        }
    }

    fn leads(count: u128) -> Vec<(Waiting, Facts)> {
        (1..=count)
            .map(|number| {
                let lead = OpportunityId(Uuid::from_u128(number));
                let title = format!("Lead {number}");
                let waiting = Waiting { lead, chance: Decimal::TEN, won: false, active: true, owned: false };
                (waiting, Facts { title, ..Facts::default() })
            })
            .collect()
    }

    fn to(given: &[Given]) -> Vec<u128> {
        given.iter().map(|one| one.to.0.as_u128()).collect()
    }

    #[test]
    fn who_was_given_one_longest_ago_is_next_and_ties_go_by_name() {
        let mates = [mate(1, Some(5)), mate(2, Some(3)), mate(4, None), mate(3, None)];
        assert_eq!(to(&deal(Turn::Rotation, &mates, day(1), &leads(5))), [3, 4, 2, 1, 3]);
    }

    #[test]
    fn in_order_the_next_is_asked_only_when_those_before_are_full() {
        let mates = [mate(2, None), mate(1, Some(9))];
        assert_eq!(to(&deal(Turn::Order, &mates, day(1), &leads(5))), [1, 1, 2, 2]);
    }

    #[test]
    fn a_wish_for_some_goes_before_the_turn_and_a_wish_for_only_those_keeps_others_away() {
        let rule = Rule { words: vec!["lead 2".into()], ..Rule::default() };
        let only = Mate { wish: Wish::Only, rule: rule.clone(), ..mate(1, None) };
        let prefers = Mate { wish: Wish::Prefer, rule, ..mate(2, Some(9)) };
        assert_eq!(to(&deal(Turn::Rotation, &[only.clone(), mate(3, Some(1))], day(1), &leads(3))), [1, 3, 3]);
        let given = deal(Turn::Rotation, &[prefers, mate(3, Some(1))], day(1), &leads(2));
        assert_eq!((to(&given), given[0].preferred), (vec![2, 3], true));
        assert_eq!(only.passed(day(1), &Facts::default()), Some(Passed::NotTheirs));
    }

    #[test]
    fn a_day_a_month_an_absence_and_a_pause_each_keep_one_away() {
        let facts = Facts::default();
        let told = |mate: Mate| (mate.passed(day(10), &facts), deal(Turn::Rotation, &[mate], day(10), &leads(1)).len());
        let away = |from, to| Mate { away: Some((day(from), to)), ..mate(1, None) };
        assert_eq!(told(mate(1, None)), (None, 1));
        assert_eq!(told(Mate { day: 2, ..mate(1, None) }), (Some(Passed::DayFull { most: 2 }), 0));
        assert_eq!(told(Mate { month: 60, ..mate(1, None) }), (Some(Passed::MonthFull { most: 60 }), 0));
        assert_eq!(told(Mate { capacity: 14, ..mate(1, None) }), (Some(Passed::DayFull { most: 0 }), 0));
        assert_eq!(told(Mate { paused: true, ..mate(1, None) }), (Some(Passed::Paused), 0));
        assert_eq!(told(Mate { active: false, ..mate(1, None) }), (Some(Passed::Left), 0));
        assert_eq!(told(away(10, Some(day(10)))), (Some(Passed::Away { until: Some(day(10)) }), 0));
        assert_eq!(told(away(1, None)), (Some(Passed::Away { until: None }), 0));
        assert_eq!(told(away(1, Some(day(9)))), (None, 1));
        assert_eq!(told(away(11, None)), (None, 1));
    }

    #[test]
    fn codes_read_back() {
        assert!(Turn::ALL.into_iter().all(|turn| Turn::parse(turn.code()) == Some(turn)));
        assert!(Wish::ALL.into_iter().all(|wish| Wish::parse(wish.code()) == Some(wish)));
    }
}
