//! What the rules of today would have made of the last days, asked for by a button.
use super::api::simulate;
use crate::ui::{Banner, Button, Empty, IconName, Table, Tone};
use domain::formats;
use i18n::T;
use leptos::prelude::*;
use wire::assignment::{SimulatedMember, SimulatedTeam, Simulation};

/// The section.
#[component]
pub(super) fn WouldHave(
    /// The reader's texts.
    t: T,
) -> impl IntoView {
    let found = RwSignal::new(None::<Simulation>);
    let wrong = RwSignal::new(None::<String>);
    let trying = Action::new(move |(): &()| async move {
        match simulate().await {
            Ok(simulation) => found.set(Some(simulation)),
            Err(error) => wrong.set(Some(error.sentence(t))),
        }
    });
    let press = move |()| {
        wrong.set(None);
        trying.dispatch(());
    };
    view! {
        <section role="group" aria-labelledby="simulation">
            <h2 class="t-16" id="simulation">{t.assignment_simulation()}</h2>
            <p class="muted t-13 prose">{t.assignment_simulation_what()}</p>
            <div class="row gap">
                <Button icon=IconName::Play busy=trying.pending() busy_label=t.assignment_simulating() on_press=press>{t.assignment_simulate()}</Button>
            </div>
            {move || wrong.get().map(|wrong| view! { <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner> })}
            <div role="status">{move || found.get().map(|simulation| view! { <Outcome t simulation/> })}</div>
        </section>
    }
}

#[component]
fn Outcome(t: T, simulation: Simulation) -> impl IntoView {
    let Simulation { since, looked_at, more, teams, no_team } = simulation;
    if looked_at == 0 {
        return view! { <Empty small=true><p>{t.assignment_simulation_empty()}</p></Empty> }.into_any();
    }
    let count = t.assignment_looked_at(i64::from(looked_at), formats::date(t.figures(), since.local.date()));
    let more = more.then(|| t.assignment_looked_more());
    let homeless = (no_team > 0).then(|| t.assignment_no_team_count(i64::from(no_team)));
    view! {
        <p class="t-13 gap">{count}" "{more}" "{homeless}</p>
        {teams.into_iter().map(|team| view! { <Team t team/> }).collect_view()}
    }
    .into_any()
}

#[component]
fn Team(t: T, team: SimulatedTeam) -> impl IntoView {
    let SimulatedTeam { team, taken, nobody, members } = team;
    let head = move || {
        view! {
            <th scope="col">{t.assignment_column_member()}</th>
            <th scope="col" class="num">{t.assignment_column_given()}</th>
            <th scope="col" class="num">{t.assignment_column_wished()}</th>
            <th scope="col" class="num">{t.assignment_column_has()}</th>
        }
    };
    let row = |member: SimulatedMember| {
        view! {
            <tr>
                <th scope="row">{member.user.name}</th>
                <td class="num">{t.figure(i64::from(member.given))}</td>
                <td class="num">{t.figure(i64::from(member.wished))}</td>
                <td class="num">{t.figure(i64::from(member.has))}</td>
            </tr>
        }
    };
    let rows = members.into_iter().map(row).collect_view();
    let without = (nobody > 0).then(|| {
        view! { <tr class="dim"><th scope="row">{t.assignment_nobody_had_room()}</th><td class="num">{t.figure(i64::from(nobody))}</td><td></td><td></td></tr> }
    });
    let label = team.name.clone();
    view! {
        <h3 class="t-13 gap">{team.name}" · "{t.assignment_team_took(i64::from(taken))}</h3>
        <div class="card gap"><Table label head>{rows}{without}</Table></div>
    }
}
