//! The targets of one person or team in a drawer: twelve figures, and two ways to fill in many of them.
use super::api::set_targets;
use crate::{
    ui::{Banner, Button, Field, IconButton, IconName, Look, NumberInput, Tone, use_toasts},
    wire::{AppError, refused_at},
};
use ::wire::{
    problem::Problem,
    shared::IdempotencyKey,
    targets::{SetMonth, SetTargets, TargetMonth, TargetRow},
};
use domain::{formats, money::Currency, periods::shared, refusal::FieldRefusal};
use i18n::{T, groups};
use leptos::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

/// A month as it was read, and as it is typed.
#[derive(Clone, Copy)]
struct Typed {
    read: TargetMonth,
    target: RwSignal<Option<Decimal>>,
}

/// The form.
#[component]
pub(super) fn TargetsForm(
    /// The reader's texts.
    t: T,
    /// What is edited.
    row: TargetRow,
    /// The company's.
    currency: Currency,
    /// Whether the drawer is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let toasts = use_toasts();
    let whose = row.whose;
    let months: Vec<Typed> =
        row.months.into_iter().map(|read| Typed { read, target: RwSignal::new(read.target) }).collect();
    let months = StoredValue::new(months);
    let sum = RwSignal::new(None::<Decimal>);
    let refused = RwSignal::new(Vec::<FieldRefusal>::new());
    let wrong = RwSignal::new(None::<String>);
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    // Only what is another than it was read: what others set meanwhile stays.
    let changed = move || {
        months.with_value(|months| {
            let all = months.iter().filter(|one| one.target.get_untracked() != one.read.target);
            all.map(|one| SetMonth {
                month: one.read.month,
                version: one.read.version,
                target: one.target.get_untracked(),
            })
            .collect::<Vec<_>>()
        })
    };
    let sent = StoredValue::new(Vec::<SetMonth>::new());
    let refuse = move |error: AppError| {
        // Nothing was kept: other figures make another command, which needs a key of its own.
        key.set_value(IdempotencyKey(Uuid::new_v4()));
        if error.is_stale() {
            wrong.set(Some(t.targets_stale().to_owned()));
            return;
        }
        let said = error.sentence(t);
        match error.0 {
            Problem::Refused { refusals } => refused.set(refusals),
            _ => wrong.set(Some(said)),
        }
    };
    let saving = Action::new(move |(): &()| {
        let command = SetTargets { key: key.get_value(), whose, months: changed() };
        sent.set_value(command.months.clone());
        async move {
            match set_targets(command).await {
                Ok(()) => {
                    toasts.say(t.targets_saved());
                    open.set(false);
                }
                Err(error) => refuse(error),
            }
        }
    });
    let save = move |()| {
        wrong.set(None);
        refused.set(Vec::new());
        saving.dispatch(());
    };
    let share = move |()| {
        let Some(sum) = sum.get_untracked() else { return };
        months.with_value(|months| {
            let parts = shared(sum, months.len() as u32, currency.decimals());
            for (month, part) in months.iter().zip(parts) {
                month.target.set(Some(part));
            }
        });
    };
    let forward = move |from: usize| {
        months.with_value(|months| {
            let Some(value) = months.get(from).map(|month| month.target.get_untracked()) else { return };
            for month in months.iter().skip(from + 1) {
                month.target.set(value);
            }
        });
    };
    let together = move || {
        let sum: Decimal = months.with_value(|months| months.iter().filter_map(|month| month.target.get()).sum());
        t.targets_together(formats::money(t.figures(), sum, &currency))
    };
    let field = move |(at, month): (usize, Typed)| {
        let id = format!("target-{}", month.read.month);
        let name = groups::month_name(t, month.read.month);
        let error = Signal::derive(move || {
            let place = sent.with_value(|sent| sent.iter().position(|one| one.month == month.read.month))?;
            let field = format!("months.{place}");
            refused_at(t, refused, &field)
        });
        let last = at + 1 == months.with_value(Vec::len);
        view! {
            <div class="row foot">
                <Field id=id label=name error><NumberInput value=month.target unit=currency.symbol().to_owned()/></Field>
                {(!last).then(|| view! {
                    <IconButton look=Look::Normal small=true icon=IconName::Down label=t.targets_forward(name)
                        on_press=move || forward(at)/>
                })}
            </div>
        }
    };
    let fields = months.get_value().into_iter().enumerate().map(field).collect_view();
    view! {
        {move || wrong.get().map(|wrong| view! { <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner> })}
        <div class="stack">
            <div class="row wrap foot">
                <Field id="target-year" label=t.targets_share()><NumberInput value=sum unit=currency.symbol().to_owned()/></Field>
                <Button on_press=share>{t.targets_share_out()}</Button>
            </div>
            {fields}
            <p role="status">{together}</p>
            <div class="ending">
                <Button on_press=move |()| open.set(false)>{t.targets_cancel()}</Button>
                <Button look=Look::Primary busy=saving.pending() busy_label=t.targets_saving() on_press=save>{t.targets_save()}</Button>
            </div>
        </div>
    }
}
