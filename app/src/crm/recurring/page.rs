//! The settings of recurring plans: all of them in a table, and the plan that is edited in a drawer.
use super::{api::list_recurring_plans, form::PlanEditor};
use crate::{
    i18n::use_t,
    settings::SetPage,
    ui::{Badge, Button, Empty, IconName, Table, Tone},
};
use domain::formats;
use i18n::T;
use leptos::prelude::*;
use wire::recurring::PlanForm;

/// `/settings/recurring-plans`.
#[component]
pub fn RecurringPlansPage() -> impl IntoView {
    let t = use_t();
    SetPage {
        title: t.recurring_title(),
        topic: "recurring_plan",
        drawer: "recurring",
        blank: None,
        heading: |t, plan: &Option<PlanForm>| {
            plan.as_ref().map_or_else(|| t.recurring_new().to_owned(), |plan| plan.fields.name.clone())
        },
        acts: None,
        rows: |t, plans, on_edit| view! { <Rows t plans on_edit/> }.into_any(),
        form: |t, plan, open| view! { <PlanEditor t plan open/> }.into_any(),
    }
    .view(list_recurring_plans)
}

#[component]
fn Rows(t: T, plans: Vec<PlanForm>, on_edit: Callback<Option<PlanForm>>) -> impl IntoView {
    let head = move || {
        view! {
            <th scope="col">{t.recurring_name()}</th>
            <th scope="col" class="num">{t.recurring_months()}</th>
            <th scope="col" class="num">{t.recurring_used()}</th>
            <th scope="col">{t.recurring_state()}</th>
        }
    };
    let row = |plan: PlanForm| {
        let (name, months, retired) = (plan.fields.name.clone(), plan.fields.months, plan.fields.retired);
        let (tone, state) =
            if retired { (Tone::Off, t.recurring_retired()) } else { (Tone::Plain, t.recurring_in_use()) };
        let href = format!("/opportunities?plan={}", plan.id);
        let used = formats::figure(t.figures(), plan.used.into(), 0);
        // What is heard holds what is seen.
        let label = format!("{used}, {}", t.recurring_find(&name));
        let used = match plan.used {
            0 => used.into_any(),
            _ => view! { <a href=href aria-label=label>{used}</a> }.into_any(),
        };
        view! {
            <tr class=retired.then_some("dim")>
                <th scope="row" class="c-title"><button type="button" class="link" on:click=move |_| on_edit.run(Some(plan.clone()))>{name}</button></th>
                <td class="num c-sub"><span class="narrow">{t.recurring_months()}": "</span>{months}</td>
                <td class="num">{used}</td>
                <td class="c-end"><Badge tone>{state}</Badge></td>
            </tr>
        }
    };
    let none = plans.is_empty();
    let rows = plans.into_iter().map(row).collect_view();
    view! {
        <section id="recurring-plans">
            <div class="row"><p class="muted t-13 prose">{t.recurring_what()}</p><span class="push"></span>
                <Button small=true icon=IconName::Plus on_press=move |()| on_edit.run(None)>{t.recurring_new()}</Button>
            </div>
            {if none {
                view! { <Empty small=true><p>{t.recurring_none()}</p></Empty> }.into_any()
            } else {
                view! { <div class="card gap"><Table label=t.recurring_title() cards=true head>{rows}</Table></div> }.into_any()
            }}
        </section>
    }
}
