//! The stage stepper: days spent where it has been, the day where it stands; pressing one moves it there.
use super::acts::Acts;
use crate::{
    i18n::use_t,
    ui::{Icon, IconName},
};
use domain::crm::OpportunityState;
use leptos::prelude::*;
use wire::crm::StageStep;

/// The stages in order, and "Won" at the end.
#[component]
pub(super) fn Stages(acts: Acts) -> impl IntoView {
    let t = use_t();
    let view = acts.view;
    let open = Memo::new(move |_| view.with(|view| view.state == OpportunityState::Open));
    let won = Memo::new(move |_| view.with(|view| view.state == OpportunityState::Won));
    let stages = Memo::new(move |_| view.with(|view| (view.stage, view.stages.clone())));
    let step = move |at: usize, current: Option<usize>, step: StageStep| {
        let done = current.is_some_and(|current| at < current) || won.get();
        let here = current == Some(at) && !won.get();
        let days = match step.days {
            Some(days) if here => Some(t.crm_day_number(days.max(0) + 1)),
            Some(days) if done => Some(t.crm_days_short(days.max(0))),
            _ => None,
        };
        let StageStep { id, name, .. } = step;
        view! {
            <li class=done.then_some("done") aria-current=here.then_some("step")>
                <button type="button" title=name.clone() disabled=move || !open.get() on:click=move |_| acts.move_to(id, true)>
                    {done.then(|| view! { <Icon name=IconName::Check/> })}
                    <span class="cut">{name.clone()}</span>
                    {days.map(|days| view! { <small>{days}</small> })}
                </button>
            </li>
        }
    };
    view! {
        <div class="stagebar">
            <ol class="stages" aria-label=t.crm_stage()>
                {move || {
                    let (stage, stages) = stages.get();
                    let current = stages.iter().position(|step| step.id == stage);
                    stages.into_iter().enumerate().map(|(at, one)| step(at, current, one)).collect_view()
                }}
                <li aria-current=move || won.get().then_some("step")>
                    <button type="button" disabled=move || !open.get() on:click=move |_| acts.close(OpportunityState::Won, String::new())>
                        {t.crm_won()}
                    </button>
                </li>
            </ol>
        </div>
    }
}
