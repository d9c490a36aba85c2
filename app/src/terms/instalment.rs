//! An instalment as it is typed.
use crate::ui::{Field, IconButton, IconName, NumberInput, Select};
use crate::wire::error_at;
use domain::{
    refusal::FieldRefusal,
    terms::{Instalment, Part, due::Due},
};
use i18n::T;
use leptos::prelude::*;
use rust_decimal::{Decimal, prelude::ToPrimitive};

const PERCENT: &str = "percent";
const FIXED: &str = "fixed";
const DAYS: &str = "days";
const MONTH_END: &str = "month_end";
const NEXT_MONTH_END: &str = "next_month_end";
const ON_DAY: &str = "on_day";

/// The fields of an instalment.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Row {
    pub(super) key: u32,
    part: RwSignal<String>,
    value: RwSignal<Option<Decimal>>,
    due: RwSignal<String>,
    days: RwSignal<Option<Decimal>>,
    day: RwSignal<Option<Decimal>>,
}

/// A whole number as it was typed; what is none is beyond every limit, so that it is refused at its field.
pub(super) fn whole(value: Option<Decimal>) -> u32 {
    let Some(value) = value else { return 0 };
    if value.fract().is_zero() { value.to_u32().unwrap_or(u32::MAX) } else { u32::MAX }
}

impl Row {
    pub(super) fn new(key: u32, one: &Instalment) -> Row {
        let (part, value) = match one.part {
            Part::Percent(percent) => (PERCENT, percent),
            Part::Fixed(amount) => (FIXED, amount),
        };
        let (due, days, day) = match one.due {
            Due::DaysAfter { days } => (DAYS, days, 0),
            Due::DaysAfterMonthEnd { days } => (MONTH_END, days, 0),
            Due::DaysAfterNextMonthEnd { days } => (NEXT_MONTH_END, days, 0),
            Due::OnDayOfNextMonth { days, day } => (ON_DAY, days, day),
        };
        let figure = |value: u32| RwSignal::new(Some(Decimal::from(value)));
        Row {
            key,
            part: RwSignal::new(part.to_owned()),
            value: RwSignal::new(Some(value)),
            due: RwSignal::new(due.to_owned()),
            days: figure(days),
            day: figure(day),
        }
    }

    /// The percentage, if it is one. Tracked.
    pub(super) fn percent(self) -> Option<Decimal> {
        self.part.with(|part| part == PERCENT).then(|| self.value.get().unwrap_or_default())
    }

    /// What is typed; the last one of several takes so many percent. Tracked.
    pub(super) fn typed(self, rest: Option<Decimal>) -> Instalment {
        let value = self.value.get().unwrap_or_default();
        let part = match (rest, self.part.with(|part| part == FIXED)) {
            (Some(rest), _) => Part::Percent(rest),
            (None, true) => Part::Fixed(value),
            (None, false) => Part::Percent(value),
        };
        let (days, day) = (whole(self.days.get()), whole(self.day.get()));
        let due = self.due.with(|due| match due.as_str() {
            MONTH_END => Due::DaysAfterMonthEnd { days },
            NEXT_MONTH_END => Due::DaysAfterNextMonthEnd { days },
            ON_DAY => Due::OnDayOfNextMonth { days, day },
            _ => Due::DaysAfter { days },
        });
        Instalment { part, due }
    }
}

/// The fields of one instalment.
#[component]
pub(super) fn InstalmentFields(
    t: T,
    row: Row,
    rows: RwSignal<Vec<Row>>,
    refused: RwSignal<Vec<FieldRefusal>>,
    symbol: StoredValue<String>,
) -> impl IntoView {
    let place = move || rows.with(|rows| rows.iter().position(|one| one.key == row.key)).unwrap_or_default();
    let last = Memo::new(move |_| rows.with(|rows| rows.last().is_some_and(|one| one.key == row.key)));
    let only = Memo::new(move |_| rows.with(|rows| rows.len() == 1));
    let error = move |field: &'static str| error_at(t, refused, move || format!("instalments.{}.{field}", place()));
    let kinds = [(PERCENT, t.terms_kind_percent()), (FIXED, t.terms_kind_fixed())];
    let rules = [
        (DAYS, t.terms_due_days()),
        (MONTH_END, t.terms_due_month_end()),
        (NEXT_MONTH_END, t.terms_due_next_month_end()),
        (ON_DAY, t.terms_due_on_day()),
    ];
    let options = |all: &[(&str, &str)]| {
        Signal::stored(all.iter().map(|(key, words)| ((*key).to_owned(), (*words).to_owned())).collect::<Vec<_>>())
    };
    let (kinds, rules) = (options(&kinds), options(&rules));
    let unit = move || if row.part.with(|part| part == FIXED) { symbol.get_value() } else { "%".to_owned() };
    let id = move |field: &str| format!("terms-{field}-{}", row.key);
    view! {
        <div class="field card pad" role="group" aria-label=move || t.terms_instalment(place() + 1)>
            <div class="row">
                <span class="label">{move || t.terms_instalment(place() + 1)}</span>
                <span class="push"></span>
                <Show when=move || !only.get()>
                    <IconButton icon=IconName::Trash label=t.terms_remove() on_press=move |()| rows.update(|rows| rows.retain(|one| one.key != row.key))/>
                </Show>
            </div>
            {move || if last.get() {
                (!only.get()).then(|| view! { <span class="hint">{t.terms_last_what()}</span> }).into_any()
            } else {
                view! {
                    <div class="cols-2">
                        <Field id=id("part") label=t.terms_kind()><Select value=row.part options=kinds/></Field>
                        <Field id=id("value") label=t.terms_value() error=error("value")><NumberInput value=row.value unit=unit()/></Field>
                    </div>
                }.into_any()
            }}
            <Field id=id("due") label=t.terms_due()><Select value=row.due options=rules/></Field>
            <div class="cols-2">
                <Field id=id("days") label=t.terms_days() error=error("days")><NumberInput value=row.days/></Field>
                <Show when=move || row.due.with(|due| due == ON_DAY)>
                    <Field id=id("day") label=t.terms_day() hint=Some(t.terms_day_what().to_owned()) error=error("day")><NumberInput value=row.day/></Field>
                </Show>
            </div>
        </div>
    }
}
