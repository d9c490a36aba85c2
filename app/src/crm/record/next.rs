//! The next step of an opportunity, as its activities and quotations have it.
use crate::{
    crm::activities::{self, Desk},
    i18n::use_t,
    ui::{Due, DueMark, Icon, IconName},
};
use chrono::NaiveDate;
use domain::{
    crm::OpportunityState,
    crm::activities::{Urgency, urgency},
    formats,
    ids::QuoteId,
    quotes::state::QuoteState,
};
use leptos::prelude::*;
use wire::{activities::ActivityView, crm::OpportunityView, quotes::QuoteRow};

/// What is to be done next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// An activity that somebody planned.
    Do(ActivityView),
    /// A quotation is always for somebody.
    ChooseCustomer,
    /// Nothing has been offered.
    FirstQuote,
    /// The customer asked so many questions.
    Answer(Which, i64),
    /// A draft waits to be sent.
    Send(Which),
    /// The customer decides.
    Wait(Which),
    /// The validity has ended.
    Renew(Which),
    /// The customer said no.
    Declined(Which),
    /// The customer accepted.
    CloseWon(Which),
}

/// The quotation concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Which {
    id: QuoteId,
    number: String,
    until: Option<NaiveDate>,
}

impl Which {
    fn of(row: &QuoteRow) -> Which {
        Which { id: row.id, number: row.number.clone(), until: row.valid_until }
    }
}

/// The next step; none once it is won or lost.
pub(super) fn next(view: &OpportunityView, today: NaiveDate) -> Option<Next> {
    if view.state != OpportunityState::Open {
        return None;
    }
    let in_state = |state: QuoteState| view.quotes.iter().find(|row| row.state == state).map(Which::of);
    let asked = view.quotes.iter().find(|row| row.state == QuoteState::Sent && row.open_questions > 0);
    let planned = view.activities.first();
    let urgent = planned.filter(|activity| urgency(activity.due_on, today) != Urgency::Planned);
    Some(if let Some(row) = asked {
        Next::Answer(Which::of(row), row.open_questions)
    } else if let Some(activity) = urgent {
        Next::Do(activity.clone())
    } else if let Some(which) = in_state(QuoteState::Accepted) {
        Next::CloseWon(which)
    } else if let Some(which) = in_state(QuoteState::Draft) {
        Next::Send(which)
    } else if let Some(activity) = planned {
        // Waiting alone is no step when something is planned.
        Next::Do(activity.clone())
    } else if let Some(which) = in_state(QuoteState::Sent) {
        Next::Wait(which)
    } else if let Some(which) = in_state(QuoteState::Expired) {
        Next::Renew(which)
    } else if let Some(which) = in_state(QuoteState::Declined) {
        Next::Declined(which)
    } else if view.party.is_none() {
        Next::ChooseCustomer
    } else {
        Next::FirstQuote
    })
}

/// The box on top of the record: what is to be done, and the one act that does it.
#[component]
pub(super) fn NextStep(
    /// The record.
    view: RwSignal<OpportunityView>,
    /// The button that makes a quotation.
    #[prop(into)]
    offer: ViewFn,
    /// Closes the opportunity as won.
    #[prop(into)]
    on_won: Callback<()>,
    /// The hands on activities.
    desk: Desk,
) -> impl IntoView {
    let t = use_t();
    let step = Memo::new(move |_| view.with(|view| next(view, crate::frame::today())));
    let words = move |step: &Next| match step {
        Next::Do(activity) => {
            let (due, _) = activities::due(t, activity.due_on, crate::frame::today());
            (activities::icon(activity.kind), activity.summary.clone(), due)
        }
        Next::ChooseCustomer => (IconName::Person, t.crm_next_choose_customer().to_owned(), Due::None),
        Next::FirstQuote => (IconName::Document, t.crm_next_first_quote().to_owned(), Due::Later),
        Next::Answer(_, count) => (IconName::Ask, t.crm_next_answer(*count), Due::Now),
        Next::Send(_) => (IconName::Send, t.crm_next_send().to_owned(), Due::Now),
        Next::Wait(_) => (IconName::Clock, t.crm_next_wait().to_owned(), Due::Later),
        Next::Renew(_) => (IconName::Refresh, t.crm_next_renew().to_owned(), Due::Over),
        Next::Declined(_) => (IconName::Phone, t.crm_next_declined().to_owned(), Due::Now),
        Next::CloseWon(_) => (IconName::Flag, t.crm_next_close_won().to_owned(), Due::Now),
    };
    let about = move |step: &Next| match step {
        Next::Do(activity) => activities::due(t, activity.due_on, crate::frame::today()).1,
        Next::ChooseCustomer => t.crm_choose_customer_first().to_owned(),
        Next::FirstQuote => {
            super::super::board::closing(t, view.read_untracked().expected_close, crate::frame::today()).1
        }
        Next::Answer(which, _) | Next::Send(which) | Next::Declined(which) | Next::CloseWon(which) => {
            which.number.clone()
        }
        Next::Wait(which) | Next::Renew(which) => match which.until {
            Some(day) => format!("{} · {}", which.number, t.crm_until(formats::date(t.figures(), day))),
            None => which.number.clone(),
        },
    };
    let offer = StoredValue::new(offer);
    let act = move |step: &Next| match step {
        Next::ChooseCustomer => ().into_any(),
        Next::Do(activity) => {
            let held = StoredValue::new(activity.clone());
            view! {
                <button type="button" class="btn sm" on:click=move |_| desk.postpone(held.get_value(), 1)>
                    {t.activities_tomorrow()}
                </button>
                <button type="button" class="btn sm" on:click=move |_| desk.postpone(held.get_value(), 7)>
                    {t.activities_next_week()}
                </button>
                <button type="button" class="btn sm primary" on:click=move |_| desk.finish(held.get_value())>
                    <Icon name=IconName::Check/>{t.activities_done()}
                </button>
            }
            .into_any()
        }
        Next::FirstQuote => offer.with_value(ViewFn::run).into_any(),
        Next::CloseWon(_) => view! {
            <button type="button" class="btn sm primary" on:click=move |_| on_won.run(())>
                <Icon name=IconName::Flag/>{t.crm_mark_won()}
            </button>
        }
        .into_any(),
        Next::Answer(which, _) | Next::Send(which) | Next::Wait(which) | Next::Renew(which) | Next::Declined(which) => {
            let href = format!("/quotations/{}", which.id);
            let look = if matches!(step, Next::Wait(_)) { "btn sm" } else { "btn sm primary" };
            let verb = t.crm_open_quotation(&which.number);
            view! { <a class=look href=href>{verb}</a> }.into_any()
        }
    };
    move || {
        step.get().map(|step| {
            let (icon, title, due) = words(&step);
            let (about, act) = (about(&step), act(&step));
            view! {
                <section class="nextstep" aria-label=t.crm_next_step()>
                    <span class="row"><Icon name=icon/></span>
                    <div><strong>{title}</strong><div><DueMark due>{about}</DueMark></div></div>
                    <div class="row">{act}</div>
                </section>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use domain::{
        days::{Instant, Stamp},
        ids::{OpportunityId, PartyId, StageId},
        money::Currency,
    };
    use rust_decimal::Decimal;
    use uuid::Uuid;
    use wire::{parties::PartyRef, shared::Amount};

    fn stamp() -> Stamp {
        Stamp { utc: Instant(0), local: chrono::NaiveDateTime::default() }
    }

    fn amount() -> Amount {
        Amount { value: Decimal::ZERO, currency: Currency::EUR }
    }

    fn quote(state: QuoteState, open_questions: i64) -> QuoteRow {
        QuoteRow {
            id: QuoteId(Uuid::nil()),
            number: "T-2026-0001".into(),
            draft_version: 1,
            sent_version: None,
            title: String::new(),
            party: PartyRef { id: PartyId(Uuid::nil()), name: String::new() },
            state,
            read: false,
            open_questions,
            decline_reason: String::new(),
            net: amount(),
            valid_until: None,
            moved: stamp(),
            owner: None,
        }
    }

    fn record(quotes: Vec<QuoteRow>) -> OpportunityView {
        OpportunityView {
            id: OpportunityId(Uuid::nil()),
            version: 1,
            title: String::new(),
            state: OpportunityState::Open,
            lost_reason: String::new(),
            party: Some(PartyRef { id: PartyId(Uuid::nil()), name: String::new() }),
            contact_name: String::new(),
            email: String::new(),
            phone: String::new(),
            expected: amount(),
            recurring: Default::default(),
            expected_close: None,
            priority: 0,
            chance: 0,
            odds: None,
            custom: Vec::new(),
            concerns: Vec::new(),
            source: String::new(),
            tags: Vec::new(),
            known_tags: Vec::new(),
            owner: None,
            team: None,
            stage: StageId(Uuid::nil()),
            stages: Vec::new(),
            owners: Vec::new(),
            assigned: None,
            duplicates: Vec::new(),
            merges: Vec::new(),
            activities: Vec::new(),
            activity_types: Vec::new(),
            quotes,
            files: Vec::new(),
            timeline: Vec::new(),
            created: stamp(),
        }
    }

    #[test]
    fn a_question_that_waits_comes_before_all_else() {
        let view = record(vec![quote(QuoteState::Draft, 0), quote(QuoteState::Sent, 2)]);
        assert!(matches!(next(&view, NaiveDate::default()).unwrap(), Next::Answer(_, 2)));
    }

    #[test]
    fn every_state_of_the_quotation_leads_on() {
        let step = |state| next(&record(vec![quote(state, 0)]), NaiveDate::default()).unwrap();
        assert!(matches!(step(QuoteState::Draft), Next::Send(_)));
        assert!(matches!(step(QuoteState::Sent), Next::Wait(_)));
        assert!(matches!(step(QuoteState::Accepted), Next::CloseWon(_)));
        assert!(matches!(step(QuoteState::Expired), Next::Renew(_)));
        assert!(matches!(step(QuoteState::Declined), Next::Declined(_)));
        assert_eq!(step(QuoteState::Cancelled), Next::FirstQuote);
    }

    #[test]
    fn without_a_customer_nobody_can_be_offered_anything() {
        let mut view = record(Vec::new());
        assert_eq!(next(&view, NaiveDate::default()), Some(Next::FirstQuote));
        view.party = None;
        assert_eq!(next(&view, NaiveDate::default()), Some(Next::ChooseCustomer));
        view.state = OpportunityState::Lost;
        assert_eq!(next(&view, NaiveDate::default()), None);
    }

    #[test]
    fn what_is_planned_comes_before_waiting_and_what_is_due_before_all_but_questions() {
        let mut view = record(vec![quote(QuoteState::Draft, 0)]);
        let due_on = NaiveDate::default();
        view.activities.push(ActivityView {
            id: domain::ids::ActivityId(Uuid::nil()),
            opportunity: view.id,
            version: 1,
            kind: domain::crm::activities::ActivityKind::Call,
            type_id: None,
            type_name: String::new(),
            summary: "Soitto".into(),
            note: String::new(),
            due_on,
            user: wire::shared::UserRef { id: domain::ids::UserId(Uuid::nil()), name: String::new() },
            meeting: None,
        });
        assert!(matches!(next(&view, due_on).unwrap(), Next::Do(_)));
        assert!(matches!(next(&view, due_on.pred_opt().unwrap()).unwrap(), Next::Send(_)));
        view.quotes = vec![quote(QuoteState::Sent, 0)];
        assert!(matches!(next(&view, due_on.pred_opt().unwrap()).unwrap(), Next::Do(_)));
        view.quotes = vec![quote(QuoteState::Sent, 1)];
        assert!(matches!(next(&view, due_on).unwrap(), Next::Answer(_, 1)));
    }
}
