//! The facts of the record, edited in place: they look like text until the pointer or the keyboard comes near.
use super::{acts::Acts, custom::CustomFacts, values};
use crate::{
    crm::{
        customer::{CustomerInput, choice, settle},
        tags::GiveTags,
    },
    frame::{currency, today},
    i18n::use_t,
    sheet::Keeper,
    ui::{Choice, DateInput, FieldLink, Icon, IconName, NumberInput, Select, TextArea, TextInput},
};
use chrono::NaiveDate;
use domain::formats;
use i18n::T;
use leptos::{context::Provider, prelude::*, task::spawn_local};
use rust_decimal::Decimal;

/// All facts.
#[component]
pub(super) fn Props(acts: Acts) -> impl IntoView {
    let t = use_t();
    let keeper = acts.keeper;
    let line = move |code: &'static str, label: &'static str, kind: &'static str, longest: u32| {
        view! {
            <Prop keeper code label>
                <TextInput value=keeper.sheet.text(code) kind longest autocomplete="off"
                    placeholder=Some(t.crm_empty_value().to_owned()) on_leave=move |_: String| keeper.leave(code)/>
            </Prop>
        }
    };
    let choose = move |code: &'static str, label: &'static str, options: Signal<Vec<(String, String)>>| {
        view! {
            <Prop keeper code label>
                <Select value=keeper.sheet.text(code) options on_choose=move |_: String| keeper.leave(code)/>
            </Prop>
        }
    };
    let owners = Signal::derive(move || {
        acts.view.with(|view| {
            let nobody = (String::new(), t.crm_nobody().to_owned());
            let mut all = view.owners.clone();
            // Someone who has left still stands where they stood.
            all.extend(view.owner.clone().filter(|owner| view.owners.iter().all(|other| other.id != owner.id)));
            std::iter::once(nobody).chain(all.into_iter().map(|owner| (owner.id.to_string(), owner.name))).collect()
        })
    });
    let plans = Signal::derive(move || {
        let all = acts.view.with(|view| view.recurring.plans.clone());
        let none = (String::new(), t.recurring_no_plan().to_owned());
        std::iter::once(none).chain(all.into_iter().map(|plan| (plan.id.to_string(), plan.name))).collect()
    });
    // Said where it is not what was typed.
    let monthly = Memo::new(move |_| {
        acts.view.with(|view| {
            let (month, typed) = (view.recurring.monthly, view.recurring.amount);
            (month != typed).then(|| formats::money(t.figures(), month, &view.expected.currency))
        })
    });
    let team = Memo::new(move |_| acts.view.with(|view| view.team.as_ref().map(|team| team.name.clone())));
    // An open one has a section for it.
    let chance = Memo::new(move |_| acts.view.with(|view| view.odds.is_none().then_some(view.chance)));
    let created = acts.view.with_untracked(|view| formats::date(t.figures(), view.created.local.date()));
    view! {
        <section class="panel">
            <dl class="props">
                <Prop keeper code="title" label=t.crm_prop_title()>
                    <TextArea value=keeper.sheet.text("title") rows=1 longest=200 on_leave=move |_: String| keeper.leave("title")/>
                </Prop>
                <Prop keeper code="party" label=t.crm_customer()><Customer acts/></Prop>
                {line("contact_name", t.crm_contact(), "text", 200)}
                {line("email", t.crm_email(), "email", 254)}
                {line("phone", t.crm_phone(), "tel", 50)}
                <Prop keeper code="expected" label=t.crm_prop_expected()><Money keeper code="expected"/></Prop>
                <Prop keeper code="recurring" label=t.recurring_amount()><Money keeper code="recurring"/></Prop>
                {choose("recurring_plan", t.recurring_plan_short(), plans)}
                {move || monthly.get().map(|monthly| view! { <dt>{t.recurring_a_month()}</dt><dd>{monthly}</dd> })}
                <Prop keeper code="expected_close" label=t.crm_prop_close()><Close keeper/></Prop>
                {choose("owner", t.crm_owner(), owners)}
                {choose("priority", t.crm_priority(), Signal::derive(move || priorities(t)))}
                {line("source", t.crm_source(), "text", 200)}
                <GiveTags view=acts.view on_change=move |()| acts.read()/>
                <CustomFacts acts/>
                {move || team.get().map(|team| view! { <dt>{t.crm_team_of()}</dt><dd>{team}</dd> })}
                {move || chance.get().map(|chance| view! {
                    <dt>{t.crm_chance()}</dt>
                    <dd>{formats::percent(t.figures(), Decimal::from(chance))}</dd>
                })}
                <dt>{t.crm_created()}</dt>
                <dd>{created}</dd>
            </dl>
        </section>
    }
}

/// A fact: its name, its control, and what is wrong with it.
#[component]
fn Prop(keeper: Keeper, code: &'static str, label: &'static str, children: Children) -> impl IntoView {
    let refused = keeper.sheet.error(use_t(), code);
    let problem = RwSignal::new(None::<String>);
    let id = keeper.sheet.id(code);
    let error_id = format!("{id}-error");
    let wrong = Memo::new(move |_| refused.get().or_else(|| problem.get()));
    let link = FieldLink {
        id: StoredValue::new(id.clone()),
        described_by: {
            let error_id = error_id.clone();
            Signal::derive(move || wrong.with(Option::is_some).then(|| error_id.clone()))
        },
        invalid: Signal::derive(move || wrong.with(Option::is_some)),
        problem,
        echo: RwSignal::new(None),
    };
    view! {
        <dt><label for=id>{label}</label></dt>
        <dd>
            <Provider value=link>{children()}</Provider>
            {move || wrong.get().map(|wrong| view! {
                <span class="error" id=error_id.clone() role="alert"><Icon name=IconName::Alert/><span>{wrong}</span></span>
            })}
        </dd>
    }
}

/// The customer, with the way to its page.
#[component]
fn Customer(acts: Acts) -> impl IntoView {
    let t = use_t();
    let keeper = acts.keeper;
    let text = keeper.sheet.text("party");
    let present = move || acts.view.with(|view| view.party.as_ref().map(choice));
    let chosen = RwSignal::new(present_untracked(acts));
    Effect::new(move |_| {
        let (stored, present) = (text.get(), present());
        if present.as_ref().is_some_and(|present| present.key == stored) && chosen.get_untracked() != present {
            chosen.set(present);
        }
    });
    let take = move |choice: Option<Choice>| {
        spawn_local(async move {
            match settle(choice, t.company_lang()).await {
                Ok(party) => {
                    text.set(party.map(|party| party.to_string()).unwrap_or_default());
                    keeper.leave("party");
                }
                Err(error) => {
                    chosen.set(present_untracked(acts));
                    crate::ui::use_toasts().warn(error.sentence(t));
                }
            }
        });
    };
    view! { <CustomerInput chosen on_choose=take/> }
}

fn present_untracked(acts: Acts) -> Option<Choice> {
    acts.view.with_untracked(|view| view.party.as_ref().map(choice))
}

/// What it is expected to bring, once or again and again.
#[component]
fn Money(keeper: Keeper, code: &'static str) -> impl IntoView {
    let text = keeper.sheet.text(code);
    let value = RwSignal::new(values::amount(&text.get_untracked()));
    Effect::new(move |_| {
        let stored = text.with(|text| values::amount(text));
        if value.get_untracked().unwrap_or_default() != stored.unwrap_or_default() {
            value.set(stored);
        }
    });
    let leave = move |amount: Option<Decimal>| {
        text.set(values::amount_text(amount));
        keeper.leave(code);
    };
    view! { <NumberInput value decimals=2 unit=currency().symbol().to_owned() on_leave=leave/> }
}

/// When it is expected to close.
#[component]
fn Close(keeper: Keeper) -> impl IntoView {
    let text = keeper.sheet.text("expected_close");
    let value = RwSignal::new(values::day(&text.get_untracked()));
    Effect::new(move |_| {
        let stored = text.with(|text| values::day(text));
        if value.get_untracked() != stored {
            value.set(stored);
        }
    });
    let leave = move |day: Option<NaiveDate>| {
        text.set(values::day_text(day));
        keeper.leave("expected_close");
    };
    view! { <DateInput value today=today() on_leave=leave/> }
}

fn priorities(t: T) -> Vec<(String, String)> {
    let words = [t.crm_priority_none(), t.crm_priority_low(), t.crm_priority_middle(), t.crm_priority_high()];
    words.into_iter().enumerate().map(|(at, words)| (at.to_string(), words.to_owned())).collect()
}
