//! What opportunities are counted by, and which figure is shown of each group.
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What opportunities are put into groups by. Each has one value of each, so that groups add up; but for tags, of which one
/// may have several: it stands in the group of each, and totals know it once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Axis {
    /// The stage it stands in, or stood in.
    Stage,
    /// Who works on it.
    Owner,
    /// The team it is given to.
    Team,
    /// Where it came from.
    Source,
    /// Open, won or lost.
    State,
    /// Why it was lost.
    Reason,
    /// What it is marked with; several.
    Tag,
    /// When it came.
    Created,
    /// When it was won or lost.
    Closed,
    /// When it is expected to close.
    Close,
}

impl Axis {
    /// Every one, in the order they are offered.
    pub const ALL: [Axis; 10] = [
        Axis::Stage,
        Axis::Owner,
        Axis::Team,
        Axis::Source,
        Axis::State,
        Axis::Reason,
        Axis::Tag,
        Axis::Created,
        Axis::Close,
        Axis::Closed,
    ];

    /// Its word in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Axis::Stage => "stage",
            Axis::Owner => "owner",
            Axis::Team => "team",
            Axis::Source => "source",
            Axis::State => "state",
            Axis::Reason => "reason",
            Axis::Tag => "tag",
            Axis::Created => "created",
            Axis::Closed => "closed",
            Axis::Close => "close",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<Axis> {
        Axis::ALL.into_iter().find(|axis| axis.code() == code)
    }

    /// Whether one opportunity may stand in several of its groups: sums of those are more than the sum of all.
    pub const fn overlaps(self) -> bool {
        matches!(self, Axis::Tag)
    }

    /// Whether its groups are months or quarters.
    pub const fn is_time(self) -> bool {
        matches!(self, Axis::Created | Axis::Closed | Axis::Close)
    }
}

/// Which figure of a group is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// How many.
    Count,
    /// What they are expected to bring.
    #[default]
    Expected,
    /// That times the chance of each.
    Weighted,
    /// What comes in a month of what recurs.
    Monthly,
    /// That times the chance of each.
    MonthlyWeighted,
    /// How many of those that ended were won, in percent.
    WonShare,
    /// Days from coming to being won, on average.
    Days,
}

impl Measure {
    /// Every one, in the order they are offered.
    pub const ALL: [Measure; 7] = [
        Measure::Count,
        Measure::Expected,
        Measure::Weighted,
        Measure::Monthly,
        Measure::MonthlyWeighted,
        Measure::WonShare,
        Measure::Days,
    ];

    /// Its word in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Measure::Count => "count",
            Measure::Expected => "expected",
            Measure::Weighted => "weighted",
            Measure::Monthly => "monthly",
            Measure::MonthlyWeighted => "monthly_weighted",
            Measure::WonShare => "won_share",
            Measure::Days => "days",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<Measure> {
        Measure::ALL.into_iter().find(|measure| measure.code() == code)
    }

    /// Whether it is an amount of the company's currency.
    pub const fn is_money(self) -> bool {
        !matches!(self, Measure::Count | Measure::WonShare | Measure::Days)
    }

    /// Whether it is of those that ended, whatever state is asked for.
    pub const fn is_of_ended(self) -> bool {
        matches!(self, Measure::WonShare | Measure::Days)
    }

    /// Whether the figures of groups add up to that of all: bars of them may stand on each other.
    pub const fn adds_up(self) -> bool {
        !self.is_of_ended()
    }
}

/// What is known of a group. All of it adds up: the sums of two groups are those of both together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    /// How many.
    pub count: i64,
    /// What they are expected to bring.
    pub expected: Decimal,
    /// That times the chance of each.
    pub weighted: Decimal,
    /// What comes in a month of what recurs.
    #[serde(default)]
    pub monthly: Decimal,
    /// That times the chance of each.
    #[serde(default)]
    pub monthly_weighted: Decimal,
    /// How many were won.
    pub won: i64,
    /// How many were lost.
    pub lost: i64,
    /// Days from coming to being won, of all of [`Sums::timed`] together.
    pub days: i64,
    /// Won ones of which the days are known.
    pub timed: i64,
}

impl Sums {
    /// Those of both together.
    #[must_use]
    pub fn and(&self, other: &Sums) -> Sums {
        Sums {
            count: self.count.saturating_add(other.count),
            expected: self.expected.saturating_add(other.expected),
            weighted: self.weighted.saturating_add(other.weighted),
            monthly: self.monthly.saturating_add(other.monthly),
            monthly_weighted: self.monthly_weighted.saturating_add(other.monthly_weighted),
            won: self.won.saturating_add(other.won),
            lost: self.lost.saturating_add(other.lost),
            days: self.days.saturating_add(other.days),
            timed: self.timed.saturating_add(other.timed),
        }
    }

    /// The figure of a measure: amounts as they are, shares and days to one decimal. None where there is nothing that it
    /// could be said of.
    pub fn figure(&self, measure: Measure) -> Option<Decimal> {
        let share = |part: Decimal, whole: i64| {
            let exact = part.checked_div(Decimal::from(whole))?;
            Some(crate::money::round(exact, 1))
        };
        match measure {
            Measure::Count => (self.count > 0).then(|| Decimal::from(self.count)),
            Measure::Expected => (self.count > 0).then_some(self.expected),
            Measure::Weighted => (self.count > 0).then_some(self.weighted),
            Measure::Monthly => (self.count > 0).then_some(self.monthly),
            Measure::MonthlyWeighted => (self.count > 0).then_some(self.monthly_weighted),
            Measure::WonShare => share(Decimal::from(self.won) * Decimal::ONE_HUNDRED, self.won + self.lost),
            Measure::Days => share(Decimal::from(self.days), self.timed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sums() -> impl Strategy<Value = Sums> {
        (0..1_000_i64, 0..1_000_i64, 0..1_000_i64, 0..i64::MAX / 8, 0..100_000_i64).prop_map(
            |(open, won, lost, coins, days)| Sums {
                count: open + won + lost,
                expected: Decimal::new(coins, 3),
                weighted: Decimal::new(coins / 2, 3),
                monthly: Decimal::new(coins / 12, 3),
                monthly_weighted: Decimal::new(coins / 24, 3),
                won,
                lost,
                days,
                timed: won,
            },
        )
    }

    proptest! {
        #[test]
        fn groups_add_up_in_any_order(all in prop::collection::vec(sums(), 1..8)) {
            let forth = all.iter().fold(Sums::default(), |sum, one| sum.and(one));
            let back = all.iter().rev().fold(Sums::default(), |sum, one| one.and(&sum));
            prop_assert_eq!(forth, back);
            prop_assert_eq!(forth.count, all.iter().map(|one| one.count).sum::<i64>());
            prop_assert_eq!(forth.monthly, all.iter().map(|one| one.monthly).sum::<Decimal>());
            prop_assert_eq!(forth.expected, all.iter().map(|one| one.expected).sum::<Decimal>());
            if let Some(share) = forth.figure(Measure::WonShare) {
                prop_assert!(share >= Decimal::ZERO && share <= Decimal::ONE_HUNDRED);
            }
        }
    }

    #[test]
    fn nothing_is_said_of_nobody() {
        for measure in Measure::ALL {
            assert_eq!(Sums::default().figure(measure), None, "{measure:?}");
        }
        let open = Sums { count: 2, expected: Decimal::TEN, ..Sums::default() };
        assert_eq!((open.figure(Measure::Expected), open.figure(Measure::WonShare)), (Some(Decimal::TEN), None));
        let ended = Sums { count: 3, won: 1, lost: 2, days: 31, timed: 1, ..Sums::default() };
        assert_eq!(ended.figure(Measure::WonShare), Some(Decimal::new(333, 1)));
        assert_eq!(ended.figure(Measure::Days), Some(Decimal::from(31)));
    }

    #[test]
    fn words_of_addresses_are_read_back() {
        for axis in Axis::ALL {
            assert_eq!(Axis::parse(axis.code()), Some(axis));
        }
        for measure in Measure::ALL {
            assert_eq!(Measure::parse(measure.code()), Some(measure));
        }
        assert_eq!((Axis::parse("colour"), Measure::parse("")), (None, None));
    }
}
