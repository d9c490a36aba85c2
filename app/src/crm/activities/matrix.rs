//! `/activities`: opportunities down, types of activities across, those due first at the top.
use super::words;
use crate::{
    crm::api::activity_matrix,
    frame::{ProblemPage, today},
    i18n::use_t,
    live::on_change,
    ui::{Button, Due, DueMark, Empty, Icon, IconName, Select, Skeleton, Table, use_toasts},
};
use domain::{
    crm::activities::{Urgency, urgency},
    formats,
    ids::OpportunityId,
};
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use std::collections::BTreeMap;
use wire::{
    activity_types::TypeRef,
    matrix::{ActivityMatrix, MatrixCell},
    opportunities::{LIST_ROWS, MOST_ROWS, OpportunityFilter, OpportunityRow},
};

/// The page; whose rows it shows stands in its address.
#[component]
pub fn MatrixPage() -> impl IntoView {
    let t = use_t();
    let map = use_query_map();
    let filter = Memo::new(move |_| {
        let asked = map.with(|map| OpportunityFilter::read(|key| map.get(key)));
        OpportunityFilter { mine: asked.mine, owner: asked.owner, team: asked.team, ..OpportunityFilter::default() }
    });
    let found = Resource::new(move || filter.get(), |filter| activity_matrix(filter, None, LIST_ROWS));
    view! {
        <Title text=t.matrix_title()/>
        <div class="fit">
            <Transition fallback=move || view! { <Skeleton rows=8/> }>
                {move || Suspend::new(async move {
                    match found.await {
                        Ok(found) => view! { <Matrix found filter=filter.get_untracked()/> }.into_any(),
                        Err(error) => view! { <ProblemPage error/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

/// The matrix, once it is there.
#[component]
fn Matrix(found: ActivityMatrix, filter: OpportunityFilter) -> impl IntoView {
    let t = use_t();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let whose = RwSignal::new(match (filter.mine, filter.owner) {
        (true, _) => "1".to_owned(),
        (false, owner) => owner.map(|owner| owner.to_string()).unwrap_or_default(),
    });
    let mut people = vec![(String::new(), t.crm_everyone().to_owned()), ("1".to_owned(), t.crm_mine().to_owned())];
    people.extend(found.list.owners.iter().map(|owner| (owner.id.to_string(), owner.name.clone())));
    let view = RwSignal::new(found);
    let busy = RwSignal::new(false);
    let asked = StoredValue::new(filter);
    let show = move |key: String| {
        let filter = asked.get_value();
        let filter = OpportunityFilter { mine: key == "1", owner: key.parse().ok(), ..filter };
        let pairs: Vec<String> = filter.pairs().into_iter().map(|(key, value)| format!("{key}={value}")).collect();
        let path = if pairs.is_empty() { "/activities".to_owned() } else { format!("/activities?{}", pairs.join("&")) };
        navigate(&path, NavigateOptions { scroll: false, ..NavigateOptions::default() });
    };
    // What is shown is read again, however far one has read on.
    let read = move || {
        let Some(shown) = view.try_with_untracked(|view| view.list.rows.len()) else { return };
        let rows = u32::try_from(shown).unwrap_or(MOST_ROWS).clamp(LIST_ROWS, MOST_ROWS);
        spawn_local(async move {
            if let Ok(fresh) = activity_matrix(asked.get_value(), None, rows).await
                && !view.is_disposed()
            {
                view.set(fresh);
            }
        });
    };
    on_change("opportunity", None, read);
    let more = move |()| {
        let Some(after) = view.with_untracked(|view| view.list.next.clone()).filter(|_| !busy.get_untracked()) else {
            return;
        };
        busy.set(true);
        spawn_local(async move {
            let further = activity_matrix(asked.get_value(), Some(after), LIST_ROWS).await;
            if view.is_disposed() {
                return;
            }
            busy.set(false);
            match further {
                Ok(further) => view.update(|view| {
                    let known = |id: OpportunityId| view.list.rows.iter().any(|row| row.id == id);
                    let fresh: Vec<_> = further.list.rows.into_iter().filter(|row| !known(row.id)).collect();
                    let new = |id: OpportunityId| fresh.iter().any(|row| row.id == id);
                    view.cells.extend(further.cells.into_iter().filter(|cell| new(cell.opportunity)));
                    view.list.rows.extend(fresh);
                    view.list.next = further.list.next;
                    // A type out of use may have a cell further down.
                    view.types = further.types.into_iter().fold(std::mem::take(&mut view.types), with);
                }),
                Err(error) => toasts.warn(error.sentence(t)),
            }
        });
    };
    let head = move || {
        let head = |of: TypeRef| {
            let planned = view.with(|view| {
                view.cells.iter().filter(|cell| cell.type_id == of.id).map(|cell| cell.count).sum::<u32>()
            });
            let name = i18n::activities::named(t, &of.name, of.kind);
            view! { <th scope="col"><Icon name=words::icon(of.kind)/>" "{name}" "<span class="faint">{planned}</span></th> }
        };
        let types = view.with(|view| view.types.clone());
        view! { <th scope="col">{t.matrix_opportunity()}</th> {types.into_iter().map(head).collect_view()} }
    };
    let none = Memo::new(move |_| view.with(|view| view.list.rows.is_empty()));
    let rows = move || {
        view.with(|view| {
            let mut of: BTreeMap<OpportunityId, Vec<MatrixCell>> = BTreeMap::new();
            for cell in &view.cells {
                of.entry(cell.opportunity).or_default().push(cell.clone());
            }
            let row = |row: &OpportunityRow| {
                let cells = of.remove(&row.id).unwrap_or_default();
                view! { <Row t row=row.clone() types=view.types.clone() cells/> }
            };
            view.list.rows.iter().map(row).collect_view()
        })
    };
    view! {
        <header class="top bare">
            <h1>{t.matrix_title()}</h1>
            <span class="muted wide" role="status">{move || view.with(|view| summed(t, view))}</span>
            <span class="push"></span>
            <a class="btn" href="/pipeline"><Icon name=IconName::Board/>{t.crm_as_board()}</a>
        </header>
        <div class="tools">
            <Select value=whose options=Signal::stored(people) name="whose" label=t.crm_whose() on_choose=show/>
            <span class="push"></span>
            <Legend t view/>
        </div>
        <div class="listview">
            <div class="rows">
                <Show when=move || none.get()><Empty small=true><p>{t.matrix_none()}</p></Empty></Show>
                <div class="matrix" hidden=move || none.get()><Table label=t.matrix_title() head>{rows}</Table></div>
                <p class="tablefoot">
                    <span class="push"></span>
                    <Show when=move || view.with(|view| view.list.next.is_some())>
                        <Button busy on_press=more>{t.crm_list_further()}</Button>
                    </Show>
                </p>
            </div>
        </div>
    }
}

/// Columns with one more, unless it is there.
fn with(mut types: Vec<TypeRef>, one: TypeRef) -> Vec<TypeRef> {
    if types.iter().all(|of| of.id != one.id) {
        types.push(one);
    }
    types
}

/// An opportunity and what is planned for it.
#[component]
fn Row(t: T, row: OpportunityRow, types: Vec<TypeRef>, cells: Vec<MatrixCell>) -> impl IntoView {
    let href = format!("/opportunities/{}", row.id);
    let cell = |of: &TypeRef| {
        let found = cells.iter().find(|cell| cell.type_id == of.id).cloned();
        let shown = found.map(|cell| {
            let (due, when) = words::due(t, cell.due_on, today());
            let what =
                if cell.count > 1 { t.matrix_and_more(i64::from(cell.count - 1), &cell.summary) } else { cell.summary };
            view! {
                <a href=href.clone()>
                    <DueMark due><b>{what}</b></DueMark>
                    <span class="faint t-13">{when}</span>
                </a>
            }
        });
        view! { <td>{shown}</td> }
    };
    let kinds = types.iter().map(cell).collect_view();
    let planned = !cells.is_empty();
    view! {
        <tr data-peek=row.id.to_string()>
            <th scope="row">
                <a href=href.clone()>{row.title}</a>
                <span class="faint t-13">{row.party_name}</span>
                {(!planned).then(|| view! {
                    <a href=href.clone()><DueMark due=Due::None>{t.matrix_plan_one()}</DueMark></a>
                })}
            </th>
            {kinds}
        </tr>
    }
}

/// How what is shown stands to today.
#[component]
fn Legend(t: T, view: RwSignal<ActivityMatrix>) -> impl IntoView {
    let counts = Memo::new(move |_| view.with(|view| counts(view, today())));
    move || {
        let [late, now, later, none] = counts.get();
        view! {
            <span class="row wrap">
                <DueMark due=Due::Over>{t.matrix_late(late)}</DueMark>
                <DueMark due=Due::Now>{t.matrix_today(now)}</DueMark>
                <DueMark due=Due::Later>{t.matrix_planned(later)}</DueMark>
                <DueMark due=Due::None>{t.matrix_without(none)}</DueMark>
            </span>
        }
    }
}

/// Cells that are late, due today and planned, and rows without any.
fn counts(view: &ActivityMatrix, today: chrono::NaiveDate) -> [i64; 4] {
    let of = |wanted: Urgency| view.cells.iter().filter(|cell| urgency(cell.due_on, today) == wanted).count() as i64;
    let bare = |row: &&OpportunityRow| view.cells.iter().all(|cell| cell.opportunity != row.id);
    let none = view.list.rows.iter().filter(bare).count() as i64;
    [of(Urgency::Overdue), of(Urgency::Today), of(Urgency::Planned), none]
}

/// How many rows and activities are shown.
fn summed(t: T, view: &ActivityMatrix) -> String {
    let activities: i64 = view.cells.iter().map(|cell| i64::from(cell.count)).sum();
    t.matrix_sum(
        formats::figure(t.figures(), rust_decimal::Decimal::from(view.list.rows.len()), 0),
        formats::figure(t.figures(), rust_decimal::Decimal::from(activities), 0),
    )
}
