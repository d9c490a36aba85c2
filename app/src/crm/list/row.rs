//! A row of the list.
use super::{
    cells::Editable,
    desk::{Cell, Desk},
    keys,
    own::OwnCell,
};
use crate::{
    crm::{closing, tags::Tags, views::Look},
    frame::{currency, today},
    palette::Opener,
    ui::{Badge, Due, DueMark, Icon, IconName, Tone},
};
use domain::{crm::OpportunityState, formats};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use wire::{custom::CustomColumn, opportunities::OpportunityRow};

#[component]
pub(super) fn Row(
    desk: Desk,
    row: OpportunityRow,
    /// Fields of the team that are shown.
    shown: StoredValue<Vec<CustomColumn>>,
    /// Whether anything of the company recurs.
    recurs: bool,
) -> impl IntoView {
    let t = desk.t;
    let id = row.id;
    let navigate = use_navigate();
    let chosen = Memo::new(move |_| desk.all.get() || desk.chosen.with(|chosen| chosen.contains(&id)));
    let stage = desk.list.with_untracked(|list| {
        list.stages.iter().find(|stage| stage.id == row.stage).map(|stage| stage.name.clone()).unwrap_or_default()
    });
    let owner = row.owner.as_ref().map(|owner| owner.name.clone()).unwrap_or_default();
    let expected = formats::money(t.figures(), row.expected, &currency());
    let amount = match row.recurring.amount {
        none if none.is_zero() => String::new(),
        amount => formats::money(t.figures(), amount, &currency()),
    };
    let plan = desk.list.with_untracked(|list| {
        list.plans.iter().find(|plan| Some(plan.id) == row.recurring.plan).map(|plan| plan.name.clone())
    });
    let month = (row.monthly != row.recurring.amount)
        .then(|| t.recurring_plus(formats::money(t.figures(), row.monthly, &currency())));
    let plan = [plan, month].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let day = |day: chrono::NaiveDate| formats::date(t.figures(), day);
    let close = row.expected_close.map(day).unwrap_or_default();
    let late = row.state == OpportunityState::Open && closing(t, row.expected_close, today()).0 == Due::Over;
    let step = match row.next_step {
        Some(step) if step < today() => (Due::Over, day(step)),
        Some(step) if step == today() => (Due::Now, day(step)),
        Some(step) => (Due::Later, day(step)),
        None => (Due::None, t.crm_list_no_step().to_owned()),
    };
    let moved = formats::date(t.figures(), row.moved.local.date());
    let why = move || desk.refused.with(|refused| refused.get(&id).cloned());
    let inside = move || desk.editing.with(|editing| editing.is_some_and(|(open, _)| open == id));
    let (title, party, state) = (row.title.clone(), row.party_name.clone(), row.state);
    let reason = (state == OpportunityState::Lost).then(|| row.lost_reason.clone());
    let tags = row.tags.clone();
    let (peeked, opener) = (title.clone(), Opener::here());
    let (own, named) = (row.custom.clone(), row.title.clone());
    let cell = move |column: &CustomColumn| {
        let stands = own.iter().find(|cell| cell.field == column.id).cloned();
        let (column, title, figures) = (column.clone(), named.clone(), column.figures);
        view! { <td class="cut c-sub" class:num=figures><OwnCell desk id title column stands/></td> }
    };
    let row = StoredValue::new(row);
    view! {
        <tr
            id=format!("row-{id}")
            data-peek=id.to_string()
            tabindex=move || if desk.at.get() == Some(id) { "0" } else { "-1" }
            aria-selected=move || if chosen.get() { "true" } else { "false" }
            on:focus=move |_| desk.at.set(Some(id))
            on:keydown=move |event| keys::hear(desk, id, &event, |path| navigate(path, Default::default()))
        >
            <td class="c-pick">
                <label class="check">
                    <input type="checkbox" tabindex="-1" aria-label=t.crm_list_pick(&title) prop:checked=chosen
                        on:change=move |_| desk.toggle(id)/>
                </label>
            </td>
            <th scope="row" class="cut c-title">
                <a href=format!("{}/{id}", Look::List.path())>{title}</a>
                {reason.map(|reason| view! { <span class="faint">" · "{reason}</span> })}
                <button type="button" class="btn ghost icon sm peeks" tabindex="-1" title=t.crm_peek() aria-label=t.crm_peek_at(&peeked)
                    on:click=move |_| opener.peek_at(Some(id))><Icon name=IconName::Eye/></button>
                {move || why().filter(|_| !inside()).map(|why| view! { <p class="t-danger" role="alert">{why}</p> })}
            </th>
            <td class="cut c-sub">{party}</td>
            <td>
                {match state {
                    OpportunityState::Open => view! { <Editable desk cell=Cell::Stage row words=stage/> }.into_any(),
                    OpportunityState::Won => view! { <Badge tone=Tone::Solid>{t.crm_won()}</Badge> }.into_any(),
                    OpportunityState::Lost => view! { <Badge tone=Tone::Danger>{t.crm_list_lost_one()}</Badge> }.into_any(),
                }}
            </td>
            <td><Editable desk cell=Cell::Owner row words=owner/></td>
            <td class="num c-end"><Editable desk cell=Cell::Expected row words=expected/></td>
            {recurs.then(|| view! {
                <td class="num"><Editable desk cell=Cell::Recurring row words=amount/></td>
                <td><Editable desk cell=Cell::Plan row words=plan/></td>
            })}
            <td class="num c-note" class:t-danger=late><Editable desk cell=Cell::Close row words=close/></td>
            {shown.with_value(|shown| shown.iter().map(cell).collect_view())}
            <td class="c-tags"><Tags tags most=3/></td>
            <td>{(state == OpportunityState::Open).then(|| view! { <DueMark due=step.0>{step.1}</DueMark> })}</td>
            <td class="num">{moved}</td>
        </tr>
    }
}
