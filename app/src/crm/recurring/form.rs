//! A plan in its drawer: name, months, whether it is offered, and the way out for good.
use super::api::{remove_recurring_plan, save_recurring_plan};
use crate::{
    settings::{Above, Foot, SetForm, SetWords},
    ui::{Button, Check, Field, NumberInput, TextInput},
};
use domain::{
    crm::recurring::LONGEST,
    refusal::{FieldRefusal, Refusal},
};
use i18n::T;
use leptos::prelude::*;
use rust_decimal::{Decimal, prelude::ToPrimitive};
use wire::{
    opportunities::MOST_CHANGED,
    recurring::{PlanFields, PlanForm, RemovePlan, SavePlan},
};

/// The form.
#[component]
pub(super) fn PlanEditor(
    /// The reader's texts.
    t: T,
    /// What is edited; none for a new one.
    plan: Option<PlanForm>,
    /// Whether the drawer is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let form =
        SetForm::new(t, SetWords { stale: t.recurring_stale(), above: Above::Nothing, foot: Foot::usual(t) }, open);
    let known = plan.as_ref().map(|plan| (plan.id, plan.version));
    let first = plan.as_ref().map(|plan| plan.fields.clone()).unwrap_or_default();
    let name = RwSignal::new(first.name);
    let months = RwSignal::new(Some(Decimal::from(first.months)));
    let retired = RwSignal::new(first.retired);
    let saving = Action::new(move |(): &()| {
        let (id, version) = known.map_or((None, 0), |(id, version)| (Some(id), version));
        let typed = months.get_untracked().unwrap_or_default().normalize();
        let fields = untrack(|| PlanFields { name: name.get(), months: whole(typed), retired: retired.get() });
        let command = SavePlan { key: form.key(), id, version, fields };
        async move {
            if typed.scale() > 0 {
                let refusal = Refusal::TooManyDecimals { decimals: 0 };
                form.refused.set(vec![FieldRefusal { field: "months".into(), refusal }]);
                return;
            }
            form.answered(save_recurring_plan(command).await, t.recurring_saved());
        }
    });
    let way_out = plan.map(|plan| view! { <WayOut t plan form/> });
    view! {
        {form.banner()}
        <div class="stack">
            <Field id="recurring-name" label=t.recurring_name() error=form.at("name")>
                <TextInput value=name longest=LONGEST as u32/>
            </Field>
            <Field id="recurring-months" label=t.recurring_months() hint=t.recurring_months_what().to_owned() error=form.at("months")>
                <NumberInput value=months/>
            </Field>
            <Check value=retired>{t.recurring_retire()}</Check>
            {form.foot(saving)}
            {way_out}
        </div>
    }
}

/// The months of a figure: none for what is below nothing, as many as can be for what is too large.
fn whole(typed: Decimal) -> u32 {
    if typed.is_sign_negative() { 0 } else { typed.to_u32().unwrap_or(u32::MAX) }
}

/// Removing a plan, and what becomes of the opportunities that use it.
#[component]
fn WayOut(t: T, plan: PlanForm, form: SetForm) -> impl IntoView {
    let PlanForm { id, version, used, .. } = plan;
    let sure = RwSignal::new(false);
    let removing = Action::new(move |(): &()| {
        let command = RemovePlan { key: form.key(), id, version };
        async move {
            let answer = remove_recurring_plan(command).await;
            let many = answer.is_err();
            form.answered(answer, t.recurring_removed());
            // Nobody sees a field of it: more came meanwhile than are changed at once.
            if many && form.refused.with_untracked(|all| all.iter().any(|one| one.field == "used")) {
                form.warn(t.recurring_remove_many());
            }
        }
    });
    let many = used > i64::from(MOST_CHANGED);
    let what = match used {
        0 => t.recurring_remove_unused().to_owned(),
        _ if many => t.recurring_remove_many().to_owned(),
        used => t.recurring_remove_used(used),
    };
    let press = move |()| {
        if sure.get_untracked() {
            form.begin();
            removing.dispatch(());
        } else {
            sure.set(true);
        }
    };
    view! {
        <section class="stack" aria-labelledby="recurring-out">
            <h3 class="t-13" id="recurring-out">{t.recurring_remove()}</h3>
            <p class="muted t-13">{what}</p>
            {(!many).then(|| view! {
                <div class="row">
                    <Button busy=removing.pending() busy_label=t.tags_saving() on_press=press>
                        {move || if sure.get() { t.recurring_remove_really() } else { t.recurring_remove() }}
                    </Button>
                </div>
            })}
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_months_is_left_to_the_rule() {
        assert_eq!(whole(Decimal::from(12)), 12);
        assert_eq!(whole(Decimal::from(-3)), 0);
        assert_eq!(whole(Decimal::from(u64::MAX)), u32::MAX);
    }
}
