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
    ui::{Button, Empty, Icon, IconName, Skeleton, SortHead, Sorting, Table},
};
use domain::actors::Permission;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use wire::opportunities::{LIST_ROWS, MOST_CHANGED, OpportunityFilter, OpportunityList, Sort};

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
            .map(|list| Choices { stages: list.stages, owners: list.owners, teams: list.teams, tags: list.tags })
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

/// The rows, once they are there.
#[component]
fn Rows(found: OpportunityList, filter: OpportunityFilter, go: Callback<(OpportunityFilter, bool)>) -> impl IntoView {
    let t = use_t();
    let narrowed = filter.narrowed();
    let sorting = Signal::stored(Sorting { column: filter.sort.code().to_owned(), descending: filter.descending });
    let desk = Desk::new(t, found, filter);
    on_change("opportunity", None, move || desk.read());
    on_change("tag", None, move || desk.read());
    let sort = move |by: Sorting| {
        let sort = Sort::ALL.into_iter().find(|sort| sort.code() == by.column).unwrap_or_default();
        go.run((OpportunityFilter { sort, descending: by.descending, ..desk.filter.get_value() }, true));
    };
    let every = Memo::new(move |_| {
        let shown = desk.list.with(|list| list.rows.len());
        desk.all.get() || (shown > 0 && desk.chosen.with(|chosen| chosen.len() == shown))
    });
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
            <SortHead column="close" figures=true sorting on_sort=sort>{t.crm_prop_close()}</SortHead>
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
                            <Row desk row/>
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
