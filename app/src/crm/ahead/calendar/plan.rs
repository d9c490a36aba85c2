//! A new activity on a day: about which opportunity, and what is to be done.
use super::desk::Desk;
use crate::{
    crm::api::{list_opportunities, schedule_activity},
    frame::today,
    i18n::use_t,
    ui::{Banner, Button, Choice, Combobox, DateInput, Dialog, Field, IconName, Look, Select, TextInput, Tone, found},
    wire::AppError,
};
use chrono::NaiveDate;
use domain::{crm::activities::ActivityKind, ids::OpportunityId};
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;
use wire::{
    activities::{ActivityFields, ScheduleActivity},
    opportunities::OpportunityFilter,
    shared::IdempotencyKey,
};

/// Fields that show their own refusal.
const FIELDS: [&str; 3] = ["summary", "due_on", "opportunity"];
/// Opportunities offered at once.
const OFFERED: u32 = 8;

/// The dialog.
#[component]
pub(super) fn PlanDialog(desk: Desk) -> impl IntoView {
    let t = use_t();
    let chosen = RwSignal::new(None::<Choice>);
    let kind = RwSignal::new(String::new());
    let summary = RwSignal::new(String::new());
    let due_on = RwSignal::new(None::<NaiveDate>);
    let busy = RwSignal::new(false);
    let missing = RwSignal::new(false);
    let problem = RwSignal::new(None::<AppError>);
    let key = StoredValue::new(IdempotencyKey(Uuid::nil()));
    Effect::new(move |_| {
        if !desk.planning.get() {
            return;
        }
        key.set_value(IdempotencyKey(Uuid::new_v4()));
        problem.set(None);
        missing.set(false);
        chosen.set(desk.about.try_update(Option::take).flatten());
        kind.set(ActivityKind::Call.code().to_owned());
        summary.set(i18n::activities::kind(t, ActivityKind::Call).to_owned());
        due_on.set(Some(desk.plan_on.get_untracked()));
    });
    // Another kind proposes its own words, unless somebody wrote words already.
    let turned = move |code: String| {
        let Some(now) = ActivityKind::parse(&code) else { return };
        let own = summary.with_untracked(|said| {
            said.trim().is_empty() || ActivityKind::ALL.iter().any(|kind| i18n::activities::kind(t, *kind) == said)
        });
        if own {
            summary.set(i18n::activities::kind(t, now).to_owned());
        }
    };
    let save = move |()| {
        let about =
            chosen.with_untracked(|chosen| chosen.as_ref().and_then(|one| one.key.parse::<OpportunityId>().ok()));
        let Some(opportunity) = about else { return missing.set(true) };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let fields = ActivityFields {
            kind: ActivityKind::parse(&kind.get_untracked()).unwrap_or(ActivityKind::Todo),
            type_id: None,
            summary: summary.get_untracked(),
            note: String::new(),
            due_on: due_on.get_untracked(),
            user: None,
        };
        spawn_local(async move {
            let answer = schedule_activity(ScheduleActivity { key: key.get_value(), opportunity, fields }).await;
            if busy.is_disposed() {
                return;
            }
            busy.set(false);
            match answer {
                Ok(_) => {
                    desk.planning.set(false);
                    desk.hear();
                }
                Err(error) => {
                    // Another try is another command: its fields differ.
                    key.set_value(IdempotencyKey(Uuid::new_v4()));
                    problem.set(Some(error));
                }
            }
        });
    };
    let wrong = move |field: &'static str| {
        Signal::derive(move || problem.with(|problem| problem.as_ref().and_then(|problem| problem.at(t, field))))
    };
    let no_deal = Signal::derive(move || {
        (missing.get() && chosen.with(Option::is_none)).then(|| t.problem_required().to_owned())
    });
    let beside = move || problem.with(|problem| problem.as_ref().and_then(|problem| problem.beside(t, &FIELDS)));
    let kinds = Signal::derive(move || {
        ActivityKind::ALL.map(|kind| (kind.code().to_owned(), i18n::activities::kind(t, kind).to_owned())).to_vec()
    });
    let title = Signal::derive(move || t.ahead_new_activity().to_owned());
    view! {
        <Dialog
            id="plan-on-day"
            open=desk.planning
            title
            on_submit=save
            footer=move || view! {
                <Button on_press=move |()| desk.planning.set(false)>{t.crm_cancel()}</Button>
                <Button look=Look::Primary submit=true busy>{t.activities_save()}</Button>
            }
        >
            <div class="stack loose">
                {move || beside().map(|why| view! {
                    <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{why}</Banner>
                })}
                <Field id="day-opportunity" label=t.matrix_opportunity() error=no_deal>
                    <Combobox chosen search=move |typed: String| found(deals(typed)) autofocus=true/>
                </Field>
                <div class="cols-2">
                    <Field id="day-kind" label=t.activities_kind()>
                        <Select value=kind options=kinds on_choose=turned/>
                    </Field>
                    <Field id="day-due" label=t.activities_due() error=wrong("due_on")>
                        <DateInput value=due_on today=today()/>
                    </Field>
                </div>
                <Field id="day-summary" label=t.activities_summary() error=wrong("summary")>
                    <TextInput value=summary longest=200/>
                </Field>
            </div>
        </Dialog>
    }
}

/// Open opportunities by what was typed.
async fn deals(typed: String) -> Vec<Choice> {
    let filter = OpportunityFilter { search: typed, ..OpportunityFilter::default() };
    let rows = list_opportunities(filter, None, OFFERED).await.map(|list| list.rows).unwrap_or_default();
    rows.into_iter().map(|row| Choice::new(row.id.to_string(), row.title).fact(row.party_name)).collect()
}
