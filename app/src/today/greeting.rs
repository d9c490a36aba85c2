//! The greeting, and one line that says who waits.
use chrono::{NaiveDate, NaiveDateTime, Timelike};
use domain::crm::activities::{Urgency, urgency};
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

/// Who waits, most urgent first; then what one meant to do by today. At most three sentences, so that they are read.
pub(super) fn lead(t: T, view: &TodayView, today: NaiveDate) -> String {
    let count = |what: WaitingFor| view.waiting.iter().filter(|quote| quote.waiting_for == what).count();
    let planned =
        |when: Urgency| view.activities.iter().filter(|mine| urgency(mine.activity.due_on, today) == when).count();
    let said = [
        (count(WaitingFor::Answer), T::today_lead_answers as fn(T, usize) -> String),
        (planned(Urgency::Overdue), T::today_lead_late),
        (planned(Urgency::Today), T::today_lead_due),
        (view.unowned.len(), T::today_lead_unowned),
        (count(WaitingFor::Expiry), T::today_lead_expiring),
        (count(WaitingFor::Sending), T::today_lead_drafts),
        (count(WaitingFor::Opening), T::today_lead_unopened),
    ];
    let sentences: Vec<String> =
        said.into_iter().filter(|(count, _)| *count > 0).take(3).map(|(count, say)| say(t, count)).collect();
    if sentences.is_empty() { t.today_lead_nothing().to_owned() } else { sentences.join(" ") }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use domain::{
        crm::activities::ActivityKind,
        days::{Instant, Stamp},
        ids::{ActivityId, OpportunityId, QuoteId, UserId},
        money::Currency,
    };
    use i18n::Lang;
    use rust_decimal::Decimal;
    use uuid::Uuid;
    use wire::{
        activities::{ActivityView, MyActivity},
        shared::{Amount, UserRef},
        today::WaitingQuote,
    };

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
            unowned: Vec::new(),
            unowned_more: false,
        }
    }

    fn mine(due_on: NaiveDate) -> MyActivity {
        let activity = ActivityView {
            id: ActivityId(Uuid::nil()),
            opportunity: OpportunityId(Uuid::nil()),
            version: 1,
            kind: ActivityKind::Todo,
            summary: String::new(),
            note: String::new(),
            due_on,
            user: UserRef { id: UserId(Uuid::nil()), name: String::new() },
            type_id: None,
            type_name: String::new(),
            meeting: None,
        };
        MyActivity { activity, title: String::new(), party_name: String::new(), expected: Decimal::ZERO }
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
        let day = at(9).date();
        assert_eq!(lead(t, &view(&[]), day), "Nobody waits for you.");
        assert_eq!(
            lead(t, &view(&[W::Sending, W::Answer, W::Opening, W::Answer, W::Expiry]), day),
            "2 customers wait for an answer. One quotation expires within a week. One draft has not been sent."
        );
    }

    #[test]
    fn late_and_due_tasks_are_told_after_those_who_wait() {
        let t = T::new(Lang::En);
        let day = at(9).date();
        let mut view = view(&[WaitingFor::Answer, WaitingFor::Sending]);
        view.activities = [day.pred_opt().unwrap(), day, day, day.succ_opt().unwrap()].map(mine).to_vec();
        assert_eq!(lead(t, &view, day), "One customer waits for an answer. One task is late. 2 tasks are due today.");
    }
}
