//! Changing one's mind after accepting: the minutes in which an acceptance can be taken back, and a consumer's right to
//! withdraw from the contract.
use super::content::{Content, ContentLine};
use crate::{days::Instant, ids::LineId, refusal::Refusal};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// Longest time in which an acceptance can be taken back, in minutes: one day.
pub const MOST_GRACE: u32 = 1_440;
/// Days of withdrawal the law gives (Directive 2011/83/EU, article 9).
pub const LEAST_DAYS: u32 = 14;
/// Most days of withdrawal a seller can promise.
pub const MOST_DAYS: u32 = 365;
/// Days in which what was paid is paid back (Directive 2011/83/EU, article 13).
pub const REFUND_DAYS: u64 = 14;

/// What a version promises to whoever changes their mind; frozen when it is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Regret {
    /// Minutes in which an acceptance can be taken back; 0 for none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub grace: u32,
    /// The right to withdraw; only where the customer is a consumer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawal: Option<Withdrawal>,
}

/// A consumer's right to withdraw, as it was promised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// Days from the contract, or from the expected delivery where that is later.
    pub days: u32,
    /// What the consumer was told of it, in the document's language.
    pub words: String,
    /// Why there is no such right, where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exempt: Option<Exempt>,
}

/// Why a consumer cannot withdraw (Directive 2011/83/EU, article 16).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exempt {
    /// Made to the consumer's order, or clearly for that person.
    MadeToOrder,
    /// Urgent repair that the consumer asked to come for.
    UrgentRepair,
    /// Spoils soon.
    Perishable,
    /// Sealed, and not fit to be returned once opened.
    Sealed,
    /// Cannot be told apart from other goods once delivered.
    Mixed,
    /// Lodging, transport, catering or leisure on a given day.
    FixedDay,
}

impl Exempt {
    /// All reasons, in the order they are offered.
    pub const ALL: [Exempt; 6] = [
        Exempt::MadeToOrder,
        Exempt::UrgentRepair,
        Exempt::Perishable,
        Exempt::Sealed,
        Exempt::Mixed,
        Exempt::FixedDay,
    ];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Exempt::MadeToOrder => "made_to_order",
            Exempt::UrgentRepair => "urgent_repair",
            Exempt::Perishable => "perishable",
            Exempt::Sealed => "sealed",
            Exempt::Mixed => "mixed",
            Exempt::FixedDay => "fixed_day",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<Exempt> {
        Exempt::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// What has become of an order, as far as it keeps an acceptance from being taken back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Something was paid.
    pub paid: bool,
    /// The consumer has withdrawn, from all or a part.
    pub withdrawn: bool,
}

impl Regret {
    /// Whether it promises nothing.
    pub fn is_nothing(&self) -> bool {
        *self == Regret::default()
    }

    /// Until when what was accepted at `accepted` can be taken back; nothing where it cannot.
    pub fn until(&self, accepted: Instant) -> Option<Instant> {
        (self.grace > 0).then(|| accepted.plus_seconds(i64::from(self.grace) * 60))
    }

    /// Whether it can be taken back at `now`.
    /// # Errors
    /// [`Refusal::GraceOver`], [`Refusal::PaymentCame`], [`Refusal::AlreadyWithdrawn`].
    pub fn may_take_back(&self, accepted: Instant, now: Instant, progress: Progress) -> Result<(), Refusal> {
        match self.until(accepted) {
            Some(until) if now <= until => {}
            _ => return Err(Refusal::GraceOver),
        }
        if progress.paid {
            return Err(Refusal::PaymentCame);
        }
        if progress.withdrawn { Err(Refusal::AlreadyWithdrawn) } else { Ok(()) }
    }
}

impl Withdrawal {
    /// The last day on which a contract made on `accepted` can be withdrawn from. The day of the contract is not counted;
    /// a period that ends on a weekend goes on to the Monday (Regulation 1182/71, article 3). Goods count from their
    /// delivery: where a later day is expected for that, from there.
    pub fn last_day(&self, accepted: NaiveDate, delivery: Option<NaiveDate>) -> NaiveDate {
        let start = delivery.map_or(accepted, |day| day.max(accepted));
        let end = start.checked_add_days(Days::new(u64::from(self.days))).unwrap_or(start);
        let on = match end.weekday() {
            Weekday::Sat => 2,
            Weekday::Sun => 1,
            _ => 0,
        };
        end.checked_add_days(Days::new(on)).unwrap_or(end)
    }
}

/// The last day for paying back after a withdrawal on `day`.
pub fn refund_by(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(REFUND_DAYS)).unwrap_or(day)
}

/// What of a contract can be withdrawn from by itself: its sold lines, where there are several. `gone` were withdrawn from
/// before.
pub fn divisible<'a>(content: &'a Content, gone: &[LineId]) -> Vec<&'a ContentLine> {
    let sold = content.lines.iter().filter(|line| match line {
        ContentLine::Product { mark, .. } => mark.is_offered(),
        _ => false,
    });
    sold.filter(|line| !gone.contains(&line.id())).collect()
}

fn is_zero(minutes: &u32) -> bool {
    *minutes == 0
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    fn fourteen() -> Withdrawal {
        Withdrawal { days: 14, words: String::new(), exempt: None }
    }

    #[test]
    fn the_period_ends_on_no_weekend_and_never_before_its_days_are_over() {
        // A Monday, and a Saturday.
        assert_eq!(fourteen().last_day(day(11, 30), None), day(12, 14));
        assert_eq!(fourteen().last_day(day(11, 28), None), day(12, 14));
        assert_eq!(fourteen().last_day(day(11, 30), Some(day(12, 9))), day(12, 23));
        // Expected before it was accepted: the contract counts.
        assert_eq!(fourteen().last_day(day(11, 30), Some(day(11, 2))), day(12, 14));
    }

    #[test]
    fn what_is_paid_is_not_taken_back_by_a_press() {
        let regret = Regret { grace: 15, withdrawal: None };
        let at = Instant(1_000_000_000);
        let paid = Progress { paid: true, ..Progress::default() };
        let withdrawn = Progress { withdrawn: true, ..Progress::default() };
        assert_eq!(regret.may_take_back(at, at, Progress::default()), Ok(()));
        assert_eq!(regret.may_take_back(at, at, paid), Err(Refusal::PaymentCame));
        assert_eq!(regret.may_take_back(at, at, withdrawn), Err(Refusal::AlreadyWithdrawn));
        // Too late is said first: whoever comes too late needs no other reason.
        assert_eq!(regret.may_take_back(at, at.plus_seconds(901), paid), Err(Refusal::GraceOver));
    }

    #[test]
    fn what_promises_nothing_takes_no_room_in_what_is_signed() {
        assert_eq!(serde_json::to_string(&Regret::default()).unwrap(), "{}");
        assert_eq!(serde_json::from_str::<Regret>("{}").unwrap(), Regret::default());
    }

    proptest! {
        #[test]
        fn there_is_grace_until_the_minute_that_was_promised_and_not_beyond(
            grace in 0u32..=MOST_GRACE, at in 0i64..4_000_000_000_000_000, after in 0i64..100_000
        ) {
            let regret = Regret { grace, withdrawal: None };
            let may = regret.may_take_back(Instant(at), Instant(at).plus_seconds(after), Progress::default());
            prop_assert_eq!(may.is_ok(), grace > 0 && after <= i64::from(grace) * 60);
        }

        #[test]
        fn a_consumer_never_has_fewer_days_than_the_law(
            from in 0u64..20_000, expected in proptest::option::of(0u64..20_000), days in LEAST_DAYS..=MOST_DAYS
        ) {
            let start = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
            let (made, expected) = (start + Days::new(from), expected.map(|day| start + Days::new(day)));
            let last = Withdrawal { days, ..fourteen() }.last_day(made, expected);
            prop_assert!(last >= made + Days::new(u64::from(days)));
            prop_assert!(last <= made.max(expected.unwrap_or(made)) + Days::new(u64::from(days) + 2));
            prop_assert!(!matches!(last.weekday(), Weekday::Sat | Weekday::Sun));
        }
    }
}
