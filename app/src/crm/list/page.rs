//! The page of the list.
use super::{bulk::Bulk, desk::Desk, row::Row};
use crate::{
    crm::{
        api::list_opportunities,
        filters::{Choices, Filters},
        saved_views::SavedViews,
        views::{Look, Views, follow},
    },
    frame::{ProblemPage, use_me},
    i18n::use_t,
    live::on_change,
    ui::{self, Button, Edge, Empty, Icon, IconName, Menu, MenuItem, Skeleton, SortHead, Sorting, Table},
};
use domain::{actors::Permission, ids::CustomFieldId};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use wire::{
    custom::CustomColumn,
    opportunities::{LIST_ROWS, MOST_CHANGED, OpportunityFilter, OpportunityList, Sort},
};

/// `/opportunities`; what is shown stands in its address.
#[component]
pub fn OpportunitiesPage() -> impl IntoView {
    let t = use_t();
    let map = use_query_map();
    let filter = Memo::new(move |_| map.with(|map| Look::List.read(map)));
    let list = Resource::new(move || filter.get(), |filter| list_opportunities(filter, None, LIST_ROWS));
    let choices = Signal::derive(move || {
        let found = list.get().and_then(Result::ok);
        found
            .map(|list| Choices {
                stages: list.stages,
                owners: list.owners,
                teams: list.teams,
                tags: list.tags,
                has: list.has,
                plans: list.plans,
            })
            .unwrap_or_default()
    });
    follow(false, filter);
    let gives = use_me().is_some_and(|me| me.role.may(Permission::Assign));
    let navigate = use_navigate();
    let go = Callback::new(move |(filter, replace): (OpportunityFilter, bool)| {
        let options = NavigateOptions { replace, scroll: false, ..NavigateOptions::default() };
        navigate(&Look::List.address(&filter), options);
    });
    view! {
        <Title text=t.crm_list()/>
        <div class="fit">
            <header class="top bare">
                <h1>{t.crm_list()}</h1>
                <Views here=Look::List filter/>
                <span class="push"></span>
                {gives.then(|| view! { <a class="btn wide" href="/assignment">{t.assignment_title()}</a> })}
                <a class="btn wide" href="/activities">{t.matrix_title()}</a>
                <a class="btn primary" href="/pipeline?new"><Icon name=IconName::Plus/>
                    <span class="wide">{t.crm_new_opportunity()}</span><span class="narrow">{t.crm_new()}</span>
                </a>
            </header>
            <SavedViews here=Signal::derive(move || Look::List.address(&filter.read()))/>
            <Filters filter look=Look::List choices go/>
            <Transition fallback=move || view! { <Skeleton rows=8/> }>
                {move || Suspend::new(async move {
                    match list.await {
                        Ok(found) => view! { <Rows found filter=filter.get_untracked() go/> }.into_any(),
                        Err(error) => view! { <ProblemPage error/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

/// Which fields of the team stand beside the others; nothing where it has none.
#[component]
fn Columns(
    known: Vec<CustomColumn>,
    asked: Vec<CustomFieldId>,
    desk: Desk,
    go: Callback<(OpportunityFilter, bool)>,
) -> impl IntoView {
    let t = desk.t;
    if known.is_empty() {
        return None;
    }
    let item = move |column: CustomColumn| {
        let id = column.id;
        let on = asked.contains(&id);
        let mut columns = asked.clone();
        if on {
            columns.retain(|other| *other != id);
        } else {
            columns.push(id);
        }
        let words = if on { t.custom_column_hide(&column.name) } else { t.custom_column_show(&column.name) };
        let press = move |()| {
            go.run((OpportunityFilter { columns: columns.clone(), ..desk.filter.get_value() }, true));
        };
        view! { <MenuItem icon=if on { IconName::Check } else { IconName::Plus } on_press=press>{words}</MenuItem> }
    };
    let items = known.into_iter().map(item).collect_view();
    Some(view! {
        <div class="tools">
            <Menu id="list-columns" label=t.custom_columns() words=Signal::stored(t.custom_columns().to_owned())
                look=ui::Look::Normal small=true edge=Edge::Start>{items}</Menu>
        </div>
    })
}

/// The rows, once they are there.
#[component]
fn Rows(found: OpportunityList, filter: OpportunityFilter, go: Callback<(OpportunityFilter, bool)>) -> impl IntoView {
    let t = use_t();
    let narrowed = filter.narrowed();
    let sorting = Signal::stored(Sorting { column: filter.sort.code().to_owned(), descending: filter.descending });
    let desk = Desk::new(t, found, filter);
    on_change("opportunity", None, move || desk.read());
    on_change("tag", None, move || desk.read());
    on_change("recurring_plan", None, move || desk.read());
    let sort = move |by: Sorting| {
        let sort = Sort::ALL.into_iter().find(|sort| sort.code() == by.column).unwrap_or_default();
        go.run((OpportunityFilter { sort, descending: by.descending, ..desk.filter.get_value() }, true));
    };
    // Columns of the team's own fields that the address asks for, in the team's order.
    let asked = desk.filter.with_value(|filter| filter.columns.clone());
    let known = desk.list.with_untracked(|list| list.custom.clone());
    let shown = StoredValue::new(
        known.iter().filter(|column| asked.contains(&column.id)).cloned().collect::<Vec<CustomColumn>>(),
    );
    let every = Memo::new(move |_| {
        let shown = desk.list.with(|list| list.rows.len());
        desk.all.get() || (shown > 0 && desk.chosen.with(|chosen| chosen.len() == shown))
    });
    let recurs = desk.list.with_untracked(|list| !list.plans.is_empty());
    let head = move || {
        view! {
            <th scope="col">
                <label class="check">
                    <input type="checkbox" aria-label=t.crm_list_pick_shown() prop:checked=every on:change=move |_| desk.toggle_shown()/>
                </label>
            </th>
            <th scope="col">{t.crm_prop_title()}</th>
            <th scope="col">{t.crm_customer()}</th>
            <th scope="col">{t.crm_stage()}</th>
            <th scope="col">{t.crm_owner()}</th>
            <SortHead column="expected" figures=true sorting on_sort=sort>{t.crm_prop_expected()}</SortHead>
            {recurs.then(|| view! {
                <th scope="col" class="num">{t.recurring_short()}</th>
                <th scope="col">{t.recurring_plan_short()}</th>
            })}
            <SortHead column="close" figures=true sorting on_sort=sort>{t.crm_prop_close()}</SortHead>
            {shown.with_value(|shown| shown.iter().map(|column| view! {
                <th scope="col" class:num=column.figures>{column.name.clone()}</th>
            }).collect_view())}
            <th scope="col">{t.tags_title()}</th>
            <SortHead column="next" sorting on_sort=sort>{t.crm_next_step()}</SortHead>
            <SortHead column="moved" figures=true sorting on_sort=sort>{t.crm_list_moved()}</SortHead>
        }
    };
    let none = Memo::new(move |_| desk.list.with(|list| list.rows.is_empty()));
    let total = move || {
        desk.list.with(|list| match list.total {
            more if more > MOST_CHANGED => t.crm_list_many(i64::from(MOST_CHANGED)),
            total => t.crm_list_count(i64::from(total)),
        })
    };
    view! {
        <Columns known asked desk go/>
        <Bulk desk/>
        <div class="listview">
            <div class="rows">
                <Show when=move || none.get()>
                    <Empty small=true>
                        <p>{if narrowed { t.crm_nothing_matches() } else { t.crm_list_none() }}</p>
                        {narrowed.then(|| view! { <a class="btn" href=Look::List.path()>{t.crm_clear_filters()}</a> })}
                    </Empty>
                </Show>
                <div hidden=move || none.get()>
                    <Table label=t.crm_list() cards=true head>
                        <For each=move || desk.list.with(|list| list.rows.clone()) key=|row| (row.id, row.version, row.next_step, row.tags.clone()) let:row>
                            <Row desk row shown recurs/>
                        </For>
                    </Table>
                </div>
                <p class="tablefoot">
                    <span role="status">{total}</span>
                    <span class="faint wide">{t.crm_list_keys()}</span>
                    <span class="push"></span>
                    <Show when=move || desk.list.with(|list| list.next.is_some())>
                        <Button busy=desk.busy on_press=move |()| desk.more()>{t.crm_list_further()}</Button>
                    </Show>
                </p>
            </div>
        </div>
        <p class="sr" role="status">{desk.said}</p>
    }
}
