//! A step of a plan as it is typed.
use crate::{
    ui::{Field, IconButton, IconName, NumberInput, Select, TextInput},
    wire::error_at,
};
use domain::{
    crm::plans::Who,
    ids::{ActivityTypeId, PlanStepId},
    refusal::FieldRefusal,
};
use i18n::T;
use leptos::prelude::*;
use rust_decimal::{Decimal, prelude::ToPrimitive};
use uuid::Uuid;
use wire::plans::StepFields;

/// The fields of a step.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Row {
    /// Tells rows apart while they are moved.
    pub(super) mark: Uuid,
    id: Option<PlanStepId>,
    of: RwSignal<String>,
    summary: RwSignal<String>,
    note: StoredValue<String>,
    days: RwSignal<Option<Decimal>>,
    side: RwSignal<String>,
    /// Somebody's id, or the code of who is meant.
    who: RwSignal<String>,
}

impl Row {
    pub(super) fn new(first: StepFields) -> Row {
        let who = match (first.who, first.user) {
            (Who::Fixed, Some(user)) => user.to_string(),
            (who, _) => who.code().to_owned(),
        };
        Row {
            mark: Uuid::new_v4(),
            id: first.id,
            of: RwSignal::new(first.type_id.to_string()),
            summary: RwSignal::new(first.summary),
            note: StoredValue::new(first.note),
            days: RwSignal::new(Some(Decimal::from(first.away.unsigned_abs()))),
            side: RwSignal::new(if first.away < 0 { "before" } else { "after" }.to_owned()),
            who: RwSignal::new(who),
        }
    }

    /// A step that is added: of a type, on the plan's day, for whose the opportunity is.
    pub(super) fn added(type_id: ActivityTypeId) -> Row {
        let (summary, note) = (String::new(), String::new());
        Row::new(StepFields { id: None, type_id, summary, note, away: 0, who: Who::Owner, user: None })
    }

    /// What stands there now. Tracked.
    pub(super) fn fields(self) -> StepFields {
        // What is no number of days is beyond every limit, so that it is refused at its field.
        let days = self.days.get().filter(|days| days.fract().is_zero() && !days.is_sign_negative());
        let days = days.and_then(|days| days.to_i32()).unwrap_or(i32::MAX);
        let (who, user) = match self.who.with(|code| Who::parse(code)) {
            Some(who) => (who, None),
            None => (Who::Fixed, self.who.get().parse().ok()),
        };
        StepFields {
            id: self.id,
            type_id: self.of.get().parse().unwrap_or(ActivityTypeId(Uuid::nil())),
            summary: self.summary.get(),
            note: self.note.get_value(),
            away: if self.side.with(|side| side == "before") { -days } else { days },
            who,
            user,
        }
    }
}

/// The fields of one step.
#[component]
pub(super) fn Step(
    /// The reader's texts.
    t: T,
    /// Which.
    row: Row,
    /// All.
    rows: RwSignal<Vec<Row>>,
    /// What was refused.
    refused: RwSignal<Vec<FieldRefusal>>,
    /// Types by id and name.
    types: Vec<(String, String)>,
    /// Colleagues by id and name.
    people: Vec<(String, String)>,
) -> impl IntoView {
    let place =
        Memo::new(move |_| rows.with(|rows| rows.iter().position(|one| one.mark == row.mark)).unwrap_or_default());
    let last = Memo::new(move |_| rows.with(|rows| rows.last().is_some_and(|one| one.mark == row.mark)));
    let number = move || t.figure(place.get() as i64 + 1);
    let at = move |part: &'static str| error_at(t, refused, move || format!("steps.{}.{part}", place.get()));
    let shift = move |by: isize| {
        rows.update(|rows| {
            let at = rows.iter().position(|one| one.mark == row.mark);
            let to = at.and_then(|at| at.checked_add_signed(by)).filter(|to| *to < rows.len());
            if let Some((at, to)) = at.zip(to) {
                rows.swap(at, to);
            }
        });
        // What was refused stood at places.
        refused.set(Vec::new());
    };
    let remove = move || {
        rows.update(|rows| rows.retain(|one| one.mark != row.mark));
        refused.set(Vec::new());
    };
    let id = move |part: &str| format!("step-{}-{part}", row.mark);
    let who = [
        (Who::Owner.code().to_owned(), t.plans_who_owner().to_owned()),
        (Who::Launcher.code().to_owned(), t.plans_who_launcher().to_owned()),
    ];
    let who: Vec<(String, String)> = who.into_iter().chain(people).collect();
    let sides = [("before", t.plans_before()), ("after", t.plans_after())];
    let sides = sides.map(|(key, words)| (key.to_owned(), words.to_owned())).to_vec();
    let title = move || t.plans_step(number());
    view! {
        <div class="field card pad" role="group" aria-label=title>
            <div class="row">
                <span class="label">{title}</span>
                <span class="push"></span>
                <IconButton icon=IconName::Up label=Signal::derive(move || t.plans_up(number())) disabled=Signal::derive(move || place.get() == 0) on_press=move |()| shift(-1)/>
                <IconButton icon=IconName::Down label=Signal::derive(move || t.plans_down(number())) disabled=last on_press=move |()| shift(1)/>
                <IconButton icon=IconName::Trash label=Signal::derive(move || t.plans_remove_step(number())) on_press=move |()| remove()/>
            </div>
            <div class="cols-2">
                <Field id=id("type") label=t.activities_kind() error=at("type")><Select value=row.of options=types/></Field>
                <Field id=id("who") label=t.plans_who() error=at("user")><Select value=row.who options=who/></Field>
                <Field id=id("away") label=t.plans_away() error=at("away")><NumberInput value=row.days/></Field>
                <Field id=id("side") label=t.plans_side()><Select value=row.side options=sides/></Field>
            </div>
            <Field id=id("summary") label=t.types_summary() hint=t.types_summary_what().to_owned() error=at("summary")>
                <TextInput value=row.summary longest=200/>
            </Field>
        </div>
    }
}
