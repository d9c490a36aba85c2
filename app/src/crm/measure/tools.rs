//! What is counted by what.
use super::desk::Desk;
use crate::{
    crm::views::Look,
    ui::{self, IconButton, IconName, Segment, Segmented, Select},
};
use ::wire::pivot::{Drawn, PivotQuery};
use domain::{
    crm::{
        OpportunityState,
        pivot::{Axis, Measure},
    },
    periods::Span,
};
use i18n::{T, groups};
use leptos::prelude::*;

/// The choices. Each is taken at once.
#[component]
pub(super) fn Tools(desk: Desk, look: Look) -> impl IntoView {
    let Desk { t, query, .. } = desk;
    let drawn = look == Look::Graph;
    let rows = follows(query, |query| query.rows.code());
    let then = follows(query, |query| query.then.map_or("", Axis::code));
    let columns = follows(query, |query| query.columns.map_or("", Axis::code));
    let value = follows(query, |query| query.measure.code());
    let by = follows(query, |query| query.by.code());
    let how = follows(query, |query| query.drawn.code());
    let state = follows(query, |query| if query.all { "all" } else { query.filter.state.code() });
    let axes = move |empty: bool| {
        let none = empty.then(|| (String::new(), t.measure_none().to_owned()));
        let all = Axis::ALL.map(|axis| (axis.code().to_owned(), groups::axis(t, axis).to_owned()));
        Signal::stored(none.into_iter().chain(all).collect::<Vec<_>>())
    };
    let measures = Measure::ALL.map(|one| (one.code().to_owned(), groups::measure(t, one).to_owned())).to_vec();
    let set_rows = move |code: String| {
        // What stood at the top goes to the left's place when it is chosen there.
        desk.change(|query| {
            let rows = Axis::parse(&code).unwrap_or(query.rows);
            if query.columns == Some(rows) {
                query.columns = Some(query.rows);
            }
            query.rows = rows;
        });
    };
    let set_columns = move |code: String| {
        desk.change(|query| {
            let columns = Axis::parse(&code);
            if let (Some(axis), Some(before)) = (columns, query.columns)
                && axis == query.rows
            {
                query.rows = before;
            }
            // Where nothing could take its place, what was chosen stands at the top all the same.
            if columns == Some(query.rows) {
                query.rows = Axis::ALL.into_iter().find(|axis| Some(*axis) != columns).unwrap_or(query.rows);
            }
            query.columns = columns;
        });
    };
    let set_state = move |code: String| {
        desk.change(|query| {
            query.all = code == "all";
            query.filter.state = OpportunityState::parse(&code).unwrap_or(OpportunityState::Open);
        });
    };
    let times = Memo::new(move |_| {
        query.with(|query| [Some(query.rows), query.then, query.columns].into_iter().flatten().any(Axis::is_time))
    });
    view! {
        <div class="tools measured" role="group" aria-label=t.measure_what()>
            {move || if query.with(|query| query.measure.is_of_ended()) {
                view! { <span class="faint t-13">{t.measure_ended_only()}</span> }.into_any()
            } else {
                view! {
                    <Segmented id="state" label=t.measure_state() value=state small=true options=states(t) on_choose=set_state/>
                }.into_any()
            }}
            <label for="pivot-rows">{if drawn { t.measure_groups() } else { t.measure_rows() }}</label>
            <Select id="pivot-rows" value=rows options=axes(false) on_choose=set_rows/>
            {(!drawn).then(|| view! {
                <IconButton look=ui::Look::Normal small=true icon=IconName::Arrow label=t.measure_swap()
                    disabled=Signal::derive(move || query.with(|query| query.columns.is_none()))
                    on_press=move || desk.go.run(query.get_untracked().swapped())/>
            })}
            <label for="pivot-columns">{if drawn { t.measure_parts() } else { t.measure_columns() }}</label>
            <Select id="pivot-columns" value=columns options=axes(true) on_choose=set_columns/>
            {(!drawn).then(|| view! {
                <label for="pivot-then">{t.measure_then()}</label>
                <Select id="pivot-then" value=then options=axes(true)
                    on_choose=move |code: String| desk.change(|query| query.then = Axis::parse(&code))/>
            })}
            <label for="pivot-value">{t.measure_value()}</label>
            <Select id="pivot-value" value options=Signal::stored(measures)
                on_choose=move |code: String| desk.change(|query| query.measure = Measure::parse(&code).unwrap_or_default())/>
            <Show when=move || times.get()>
                <Segmented id="by" label=t.measure_periods() value=by small=true
                    options=vec![
                        Segment::new(Span::Month.code(), t.measure_by_month()),
                        Segment::new(Span::Quarter.code(), t.measure_by_quarter()),
                    ]
                    on_choose=move |code: String| desk.change(|query| query.by = Span::parse(&code).unwrap_or_default())/>
            </Show>
            {drawn.then(|| view! {
                <Segmented id="drawn" label=t.measure_drawn() value=how small=true
                    options=vec![
                        Segment::new(Drawn::Stacked.code(), t.measure_stacked()),
                        Segment::new(Drawn::Beside.code(), t.measure_beside()),
                        Segment::new(Drawn::Lines.code(), t.measure_lines()),
                    ]
                    on_choose=move |code: String| desk.change(|query| query.drawn = Drawn::parse(&code).unwrap_or_default())/>
            })}
        </div>
    }
}

fn states(t: T) -> Vec<Segment> {
    vec![
        Segment::new("open", t.crm_list_open()),
        Segment::new("won", t.crm_list_won()),
        Segment::new("lost", t.crm_list_lost()),
        Segment::new("all", t.measure_any_state()),
    ]
}

/// A field that shows what the address says, also when one goes back.
fn follows(query: Memo<PivotQuery>, code: fn(&PivotQuery) -> &'static str) -> RwSignal<String> {
    let field = RwSignal::new(query.with_untracked(code).to_owned());
    Effect::new(move |_| field.set(query.with(code).to_owned()));
    field
}
