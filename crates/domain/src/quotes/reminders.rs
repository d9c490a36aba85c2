//! Reminders before an offer ends: on which days, and when one is due by the company's clock.
use crate::refusal::Refusal;
use chrono::{Days, NaiveDate, NaiveDateTime, Timelike};
use rust_decimal::Decimal;

/// Most reminders of one offer: who did not answer four will not answer a fifth.
pub const MOST_STEPS: usize = 4;
/// Furthest from the end, in days.
pub const FURTHEST: u32 = 60;
/// The hours in which mails go out, from the first and before the last: nobody is reminded at night, also when the
/// program starts in it or somebody changes the days then.
const HOURS: std::ops::Range<u32> = 9..20;

/// Days before the last one, the furthest first; none for no reminders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Steps(Vec<u32>);

impl Steps {
    /// Reads `7, 2` as it is typed, in any order.
    /// # Errors
    /// [`Refusal::NotAFigure`], [`Refusal::TooSmall`], [`Refusal::TooLarge`], [`Refusal::NotAChoice`] for more than
    /// [`MOST_STEPS`].
    pub fn parse(typed: &str) -> Result<Steps, Refusal> {
        let mut days = Vec::new();
        for word in typed.split([',', ';', ' ', '\u{a0}']).map(str::trim).filter(|word| !word.is_empty()) {
            let figure = word.bytes().all(|byte| byte.is_ascii_digit()) && word.len() <= 9;
            let day: u32 = word.parse().ok().filter(|_| figure).ok_or(Refusal::NotAFigure)?;
            if day == 0 {
                return Err(Refusal::TooSmall { least: Decimal::ONE });
            }
            if day > FURTHEST {
                return Err(Refusal::TooLarge { most: Decimal::from(FURTHEST) });
            }
            days.push(day);
        }
        days.sort_unstable_by(|a, b| b.cmp(a));
        days.dedup();
        if days.len() > MOST_STEPS {
            return Err(Refusal::NotAChoice);
        }
        Ok(Steps(days))
    }

    /// As they are kept, and as they are typed.
    pub fn text(&self) -> String {
        self.0.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")
    }

    /// The days, the furthest from the end first.
    pub fn days(&self) -> &[u32] {
        &self.0
    }

    /// Whether nobody is reminded.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// An offer that can end.
#[derive(Clone, Copy, Debug)]
pub struct Offer {
    /// The company's day on which it was sent.
    pub sent_on: NaiveDate,
    /// Its last day.
    pub valid_until: NaiveDate,
}

impl Offer {
    /// The day of a reminder; none for a day that is not after the sending, since the offer itself is in the mailbox.
    pub fn day_of(&self, days: u32) -> Option<NaiveDate> {
        let on = self.valid_until.checked_sub_days(Days::new(u64::from(days)))?;
        (on > self.sent_on).then_some(on)
    }

    /// Which reminder is due at `now`, the company's own reading of the clock. After a time in which the program did not
    /// run that is the last one only, and none that is further from the end than `told`, the nearest one that is settled.
    pub fn due(&self, steps: &Steps, now: NaiveDateTime, told: Option<u32>) -> Option<u32> {
        let today = now.date();
        if today > self.valid_until || !HOURS.contains(&now.hour()) {
            return None;
        }
        let mut come = steps.days().iter().copied().filter(|days| self.day_of(*days).is_some_and(|on| on <= today));
        come.next_back().filter(|days| told.is_none_or(|told| *days < told))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        let text = |typed| Steps::parse(typed).map(|steps| steps.text());
        assert_eq!(text("2, 7"), Ok("7, 2".to_owned()));
        assert_eq!(text(" 7;2 7 "), Ok("7, 2".to_owned()));
        assert_eq!(text(""), Ok(String::new()));
        assert_eq!(text("a week"), Err(Refusal::NotAFigure));
        assert_eq!(text("-2"), Err(Refusal::NotAFigure));
        assert_eq!(text("99999999999999"), Err(Refusal::NotAFigure));
        assert_eq!(text("0"), Err(Refusal::TooSmall { least: Decimal::ONE }));
        assert_eq!(text("61"), Err(Refusal::TooLarge { most: Decimal::from(60) }));
        assert_eq!(text("1 2 3 4 5"), Err(Refusal::NotAChoice));
    }

    #[test]
    fn a_reminder_is_due_on_its_day_by_day_and_once() {
        let offer = Offer { sent_on: day("2026-11-20"), valid_until: day("2026-12-04") };
        let steps = Steps::parse("7,2").unwrap();
        assert_eq!(offer.due(&steps, at("2026-11-26 12:00"), None), None);
        assert_eq!(offer.due(&steps, at("2026-11-27 08:59"), None), None, "nobody is reminded at night");
        assert_eq!(offer.due(&steps, at("2026-11-27 20:00"), None), None, "nor late in the evening");
        assert_eq!(offer.due(&steps, at("2026-11-27 09:00"), None), Some(7));
        assert_eq!(offer.due(&steps, at("2026-11-27 09:01"), Some(7)), None);
        assert_eq!(offer.due(&steps, at("2026-12-02 09:00"), Some(7)), Some(2));
        assert_eq!(offer.due(&steps, at("2026-12-04 23:59"), Some(2)), None);
        assert_eq!(offer.due(&steps, at("2026-12-05 09:00"), Some(7)), None, "the offer has ended");
    }

    #[test]
    fn after_a_standstill_only_the_last_one_goes_out() {
        let offer = Offer { sent_on: day("2026-11-20"), valid_until: day("2026-12-04") };
        let steps = Steps::parse("7,5,2").unwrap();
        assert_eq!(offer.due(&steps, at("2026-12-03 10:00"), None), Some(2));
        assert_eq!(offer.due(&steps, at("2026-12-03 10:00"), Some(2)), None);
    }

    #[test]
    fn an_offer_is_not_recalled_on_the_day_it_is_sent() {
        let offer = Offer { sent_on: day("2026-12-02"), valid_until: day("2026-12-04") };
        let steps = Steps::parse("7,2,1").unwrap();
        assert_eq!(offer.due(&steps, at("2026-12-02 15:00"), None), None);
        assert_eq!(offer.due(&steps, at("2026-12-03 09:00"), None), Some(1));
    }

    #[test]
    fn days_are_counted_not_hours_so_that_summer_time_moves_nothing() {
        // Clocks are put back on 25 October in Helsinki: that day has 25 hours.
        let offer = Offer { sent_on: day("2026-10-20"), valid_until: day("2026-10-26") };
        let steps = Steps::parse("2").unwrap();
        assert_eq!(offer.due(&steps, at("2026-10-23 23:59"), None), None);
        assert_eq!(offer.due(&steps, at("2026-10-24 09:00"), None), Some(2));
    }
}
