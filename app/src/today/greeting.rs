//! The greeting, and one line that says who waits.
use chrono::{NaiveDateTime, Timelike};
use i18n::T;
use wire::today::{TodayView, WaitingFor};

/// By the hour of the company's clock, with the first name.
pub(super) fn greeting(t: T, at: NaiveDateTime, name: &str) -> String {
    let first = name.split_whitespace().next().unwrap_or(name);
    match at.hour() {
        4..11 => t.today_good_morning(first),
        11..18 => t.today_good_day(first),
        _ => t.today_good_evening(first),
    }
}

/// Who waits, most urgent first; at most two sentences, so that they are read.
pub(super) fn lead(t: T, today: &TodayView) -> String {
    let count = |what: WaitingFor| today.waiting.iter().filter(|quote| quote.waiting_for == what).count();
    let said = [
        (count(WaitingFor::Answer), T::today_lead_answers as fn(T, usize) -> String),
        (count(WaitingFor::Expiry), T::today_lead_expiring),
        (count(WaitingFor::Sending), T::today_lead_drafts),
        (count(WaitingFor::Opening), T::today_lead_unopened),
    ];
    let sentences: Vec<String> =
        said.into_iter().filter(|(count, _)| *count > 0).take(2).map(|(count, say)| say(t, count)).collect();
    if sentences.is_empty() { t.today_lead_nothing().to_owned() } else { sentences.join(" ") }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use domain::{
        days::{Instant, Stamp},
        ids::QuoteId,
        money::Currency,
    };
    use i18n::Lang;
    use rust_decimal::Decimal;
    use uuid::Uuid;
    use wire::{shared::Amount, today::WaitingQuote};

    fn at(hour: u32) -> NaiveDateTime {
        chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap().and_hms_opt(hour, 0, 0).unwrap()
    }

    fn view(waiting: &[WaitingFor]) -> TodayView {
        let waiting = waiting.iter().map(|waiting_for| WaitingQuote {
            id: QuoteId(Uuid::nil()),
            number: String::new(),
            title: String::new(),
            party_name: String::new(),
            net: Amount { value: Decimal::ZERO, currency: Currency::EUR },
            waiting_for: *waiting_for,
            at: Stamp { utc: Instant(0), local: at(9) },
        });
        TodayView {
            waiting: waiting.collect(),
            activities: Vec::new(),
            activity_types: Vec::new(),
            moved: Vec::new(),
            stages: Vec::new(),
            progress: Vec::new(),
            stepless: (0, Decimal::ZERO),
            without_quote: Vec::new(),
        }
    }

    #[test]
    fn the_greeting_follows_the_clock_and_names_the_person() {
        let t = T::new(Lang::Fi);
        assert_eq!(greeting(t, at(8), "Aino Lehtonen"), "Hyvää huomenta, Aino");
        assert_eq!(greeting(t, at(14), "Aino Lehtonen"), "Hyvää iltapäivää, Aino");
        assert_eq!(greeting(t, at(23), "Aino"), "Hyvää iltaa, Aino");
    }

    #[test]
    fn waiting_customers_are_named_first() {
        use WaitingFor as W;
        let t = T::new(Lang::En);
        assert_eq!(lead(t, &view(&[])), "Nobody waits for you.");
        assert_eq!(
            lead(t, &view(&[W::Sending, W::Answer, W::Opening, W::Answer])),
            "2 customers wait for an answer. One draft has not been sent."
        );
    }
}
