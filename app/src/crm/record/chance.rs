//! The chance of the record with what it rests on, set by hand or computed.
use super::acts::Acts;
use crate::{
    crm::api::{read_opportunity, set_chance},
    i18n::use_t,
    parties::country_name,
    quotes::language_name,
    ui::{Bar, Button, Field, Fill, Icon, IconName, NumberInput, use_toasts},
    wire::AppError,
};
use domain::{
    crm::{
        evidence::{CORRECT, EMPTY, Told},
        scoring::Sign,
    },
    formats,
    lang::Lang,
};
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use wire::crm::{ChanceView, SetChance};

/// The section; nothing once it ended.
#[component]
pub(super) fn Odds(acts: Acts) -> impl IntoView {
    let t = use_t();
    let shown = Memo::new(move |_| acts.view.with(|view| view.odds.clone().map(|odds| (view.chance, odds))));
    let toasts = use_toasts();
    let typed = RwSignal::new(None::<Decimal>);
    let problem = RwSignal::new(None::<AppError>);
    let busy = RwSignal::new(false);
    let send = move |chance: Option<u8>| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            let answer = sent(acts, chance).await;
            if acts.view.is_disposed() {
                return;
            }
            busy.set(false);
            match answer {
                Ok(_) => typed.set(None),
                Err(error) => problem.set(Some(error)),
            }
            acts.read();
        });
    };
    let set = move |()| match typed.get_untracked() {
        // What does not fit a percentage is refused where all figures are.
        Some(chance) => send(Some(chance.round().to_u8().unwrap_or(u8::MAX))),
        None => toasts.warn(t.crm_chance_type_first()),
    };
    let wrong = Signal::derive(move || {
        problem.with(|problem| {
            problem.as_ref().map(|problem| problem.at(t, "chance").unwrap_or_else(|| problem.sentence(t)))
        })
    });
    view! {
        {move || shown.get().map(|(chance, odds)| {
            let figure = formats::percent(t.figures(), Decimal::from(chance));
            let back = odds.by_hand.is_some();
            view! {
                <section class="panel odds" aria-labelledby="odds">
                    <header><h2 id="odds">{t.crm_chance()}</h2></header>
                    <p class="figure">{figure}</p>
                    <Bar parts=vec![(u32::from(chance) * 10, Fill::Amount)]/>
                    <p class="t-13 muted">{basis(t, &odds)}</p>
                    {reasons(t, &odds)}
                    <div class="row">
                        <Field id="set-chance" label=t.crm_chance_set_to() error=wrong><NumberInput value=typed unit="%"/></Field>
                        <Button small=true busy on_press=set>{t.crm_chance_set()}</Button>
                    </div>
                    {back.then(|| view! {
                        <Button small=true busy on_press=move |()| send(None)>{t.crm_chance_back()}</Button>
                    })}
                </section>
            }
        })}
    }
}

/// Sends it; a fact that was saved in between is no reason to refuse, another chance is.
async fn sent(acts: Acts, chance: Option<u8>) -> Result<i64, AppError> {
    let before = acts.view.get_untracked();
    let answer = set_chance(SetChance { id: before.id, version: before.version, chance }).await;
    if !answer.as_ref().is_err_and(AppError::is_stale) {
        return answer;
    }
    let now = read_opportunity(before.id).await?;
    if now.state == before.state && now.chance == before.chance {
        return set_chance(SetChance { id: now.id, version: now.version, chance }).await;
    }
    answer
}

/// What the figure rests on.
fn basis(t: T, odds: &ChanceView) -> String {
    let count = |number: i64| formats::figure(t.figures(), number.into(), 0);
    let percent = |chance: u8| formats::percent(t.figures(), Decimal::from(chance));
    match (&odds.evidence, odds.by_hand) {
        (Some(said), Some(_)) => t.crm_chance_by_hand(percent(said.percent)),
        (None, Some(_)) => t.crm_chance_by_hand_alone().to_owned(),
        (Some(said), None) if said.of_team => t.crm_chance_of_team(count(said.won), count(said.all)),
        (Some(said), None) => t.crm_chance_of_all(count(said.won), count(said.all)),
        (None, None) => t.crm_chance_too_few(count(odds.ended), count(odds.needed)),
    }
}

/// What speaks for it and against it.
fn reasons(t: T, odds: &ChanceView) -> Option<AnyView> {
    let said = odds.evidence.as_ref().filter(|said| !said.speaks_for.is_empty() || !said.speaks_against.is_empty())?;
    let line = move |told: &Told, icon: IconName, speaks: &'static str| {
        let words = reason(t, told);
        view! { <li><Icon name=icon label=speaks/><span>{words}</span></li> }
    };
    let speaks_for = said.speaks_for.iter().map(|told| line(told, IconName::Up, t.crm_chance_for())).collect_view();
    let against =
        said.speaks_against.iter().map(|told| line(told, IconName::Down, t.crm_chance_against())).collect_view();
    Some(view! { <ul class="t-13" aria-label=t.crm_chance_reasons()>{speaks_for}{against}</ul> }.into_any())
}

/// One reason: how many of how many that had it were won.
fn reason(t: T, told: &Told) -> String {
    let count = |number: i64| formats::figure(t.figures(), number.into(), 0);
    let (won, all) = (count(told.won), count(told.all));
    match (told.sign, told.value.as_str()) {
        (Sign::Stage, _) => t.crm_chance_stage(won, all),
        (Sign::Country | Sign::Region, country) => t.crm_chance_country(won, all, country_name(t, country)),
        (Sign::Email, CORRECT) => t.crm_chance_email(won, all),
        (Sign::Email, EMPTY) => t.crm_chance_no_email(won, all),
        (Sign::Email, _) => t.crm_chance_wrong_email(won, all),
        (Sign::Phone, CORRECT) => t.crm_chance_phone(won, all),
        (Sign::Phone, EMPTY) => t.crm_chance_no_phone(won, all),
        (Sign::Phone, _) => t.crm_chance_wrong_phone(won, all),
        (Sign::Language, code) => {
            let name = Lang::parse(code).map_or(code, |lang| language_name(t, lang)).to_owned();
            t.crm_chance_language(won, all, name)
        }
        (Sign::Source | Sign::Tag, value) => t.crm_chance_source(won, all, value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::crm::evidence::Evidence;

    #[test]
    fn a_chance_says_what_it_rests_on() {
        let t = T::new(i18n::Lang::En);
        let evidence = |of_team| Evidence {
            percent: 62,
            of_team,
            won: 31,
            all: 42,
            speaks_for: Vec::new(),
            speaks_against: Vec::new(),
        };
        let odds = |by_hand, evidence| ChanceView { by_hand, evidence, ended: 7, needed: 20 };
        assert_eq!(basis(t, &odds(None, Some(evidence(false)))), "31 of 42 that ended were won");
        assert_eq!(basis(t, &odds(None, Some(evidence(true)))), "31 of the team’s 42 that ended were won");
        assert_eq!(basis(t, &odds(Some(80), Some(evidence(false)))), "Set by hand; computed it would be 62%");
        assert!(basis(t, &odds(None, None)).contains("7 of at least 20 have ended"));
    }

    #[test]
    fn a_reason_says_how_many_of_how_many() {
        let t = T::new(i18n::Lang::En);
        let told = |sign, value: &str| Told { sign, value: value.to_owned(), won: 12, all: 40 };
        assert_eq!(reason(t, &told(Sign::Source, "Fair")), "12 of 40 from the source Fair were won");
        assert_eq!(reason(t, &told(Sign::Phone, EMPTY)), "12 of 40 without a phone number were won");
        assert_eq!(reason(t, &told(Sign::Stage, "")), "12 of 40 that came this far were won");
        assert_eq!(reason(t, &told(Sign::Language, "sv")), "12 of 40 whose customer’s language is Swedish were won");
    }
}
