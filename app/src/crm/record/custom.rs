//! What the team keeps of the opportunity besides: each field is edited in place and saved when it is left.
use super::acts::Acts;
use crate::{
    custom::api::set_custom_value,
    frame::{currency, today},
    i18n::use_t,
    ui::{Check, DateInput, FieldLink, Icon, IconName, NumberInput, Select, TextInput},
};
use chrono::NaiveDate;
use domain::crm::custom::{self, Kind, LONGEST_TEXT, NO, YES};
use i18n::T;
use leptos::{context::Provider, prelude::*, task::spawn_local};
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::{
    custom::{CustomFact, SetCustomValue},
    shared::IdempotencyKey,
};

/// The rows of the fields; nothing where the team has none.
#[component]
pub(super) fn CustomFacts(acts: Acts) -> impl IntoView {
    let facts = Memo::new(move |_| acts.view.with(|view| view.custom.clone()));
    // What stands in a field comes to its row by itself: the row stays under the hand that types.
    let key = |fact: &CustomFact| format!("{} {} {} {:?}", fact.id, fact.name, fact.needed, fact.choices);
    view! { <For each=move || facts.get() key let:fact><Fact acts fact/></For> }
}

/// One field while somebody works on it. Cheap to copy.
#[derive(Clone, Copy)]
struct Hand {
    acts: Acts,
    fact: StoredValue<CustomFact>,
    /// What stands there.
    value: Memo<Vec<String>>,
    wrong: RwSignal<Option<String>>,
    /// Whether a change has no answer yet.
    busy: StoredValue<bool>,
    /// What was typed meanwhile.
    next: StoredValue<Option<Vec<String>>>,
    t: T,
}

impl Hand {
    fn send(self, typed: Vec<String>) {
        if self.busy.get_value() {
            self.next.set_value(Some(typed));
            return;
        }
        let seen = self.value.get_untracked();
        if typed == seen {
            self.wrong.set(None);
            return;
        }
        self.busy.set_value(true);
        let (id, field) = (self.acts.view.with_untracked(|view| view.id), self.fact.with_value(|fact| fact.id));
        spawn_local(async move {
            let command = SetCustomValue { key: IdempotencyKey(Uuid::new_v4()), id, field, seen, value: typed };
            let answer = set_custom_value(command).await;
            if self.wrong.is_disposed() {
                return;
            }
            match answer {
                Ok(_) => {
                    self.wrong.set(None);
                    drop(self.acts.fresh().await);
                }
                Err(error) if error.is_stale() => {
                    // What was typed stays; what the other one typed is told beside it.
                    self.wrong.set(Some(error.sentence(self.t)));
                    drop(self.acts.fresh().await);
                    if !self.wrong.is_disposed() {
                        self.wrong.set(Some(self.t.custom_changed_meanwhile(self.words())));
                    }
                }
                Err(error) => {
                    self.wrong.set(Some(error.at(self.t, "value").unwrap_or_else(|| error.sentence(self.t))));
                }
            }
            if self.wrong.is_disposed() {
                return;
            }
            self.busy.set_value(false);
            if let Some(typed) = self.next.try_update_value(Option::take).flatten() {
                self.send(typed);
            }
        });
    }

    /// What stands there, in words.
    fn words(self) -> String {
        let said = (self.t.custom_yes(), self.t.custom_no());
        let form = (self.t.figures(), &currency());
        let value = self.value.get_untracked();
        let words = self.fact.with_value(|fact| custom::words(fact.kind, &fact.choices, &value, form, said));
        if words.is_empty() { self.t.custom_emptied().to_owned() } else { words }
    }

    /// Brings what stands there to a control, unless it shows what was refused.
    fn follow<V: PartialEq + Clone + Send + Sync + 'static>(self, control: RwSignal<V>, read: fn(&[String]) -> V) {
        Effect::new(move |_| {
            let stored = self.value.with(|value| read(value));
            if self.wrong.with_untracked(Option::is_none) && control.with_untracked(|shown| *shown != stored) {
                control.set(stored);
            }
        });
    }
}

#[component]
fn Fact(acts: Acts, fact: CustomFact) -> impl IntoView {
    let t = use_t();
    let (field, kind, name, needed) = (fact.id, fact.kind, fact.name.clone(), fact.needed);
    let value = Memo::new(move |_| {
        let found = |view: &wire::crm::OpportunityView| {
            view.custom.iter().find(|fact| fact.id == field).map(|fact| fact.value.clone())
        };
        acts.view.with(found).unwrap_or_default()
    });
    let hand = Hand {
        acts,
        fact: StoredValue::new(fact),
        value,
        wrong: RwSignal::new(None),
        busy: StoredValue::new(false),
        next: StoredValue::new(None),
        t,
    };
    let id = format!("custom-{field}");
    let error_id = format!("{id}-error");
    let problem = RwSignal::new(None::<String>);
    let wrong = Memo::new(move |_| hand.wrong.get().or_else(|| problem.get()));
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
    let several = kind == Kind::Several;
    let label = match several {
        true => view! { <span id=id.clone()>{name.clone()}</span> }.into_any(),
        false => view! { <label for=id.clone()>{name.clone()}</label> }.into_any(),
    };
    let missing = move || needed && value.with(Vec::is_empty);
    view! {
        <dt>{label}</dt>
        <dd>
            {match several {
                true => view! {
                    <div role="group" aria-labelledby=id.clone()><Provider value=link><Control hand kind/></Provider></div>
                }.into_any(),
                false => view! { <Provider value=link><Control hand kind/></Provider> }.into_any(),
            }}
            {move || missing().then(|| view! { <span class="t-13 t-amber">{t.custom_needed()}</span> })}
            {move || wrong.get().map(|wrong| view! {
                <span class="error" id=error_id.clone() role="alert"><Icon name=IconName::Alert/><span>{wrong}</span></span>
            })}
        </dd>
    }
}

/// The control of a kind.
#[component]
fn Control(hand: Hand, kind: Kind) -> impl IntoView {
    let t = hand.t;
    match kind {
        Kind::Text | Kind::Link => view! { <Line hand kind/> }.into_any(),
        Kind::Whole | Kind::Figure | Kind::Money => {
            let value = RwSignal::new(hand.value.with_untracked(|value| figure(value)));
            hand.follow(value, figure);
            let leave = move |typed: Option<Decimal>| {
                hand.send(typed.map(|figure| figure.normalize().to_string()).into_iter().collect());
            };
            if kind == Kind::Money {
                let (decimals, unit) = (currency().decimals(), currency().symbol().to_owned());
                view! { <NumberInput value decimals unit on_leave=leave/> }.into_any()
            } else {
                view! { <NumberInput value on_leave=leave/> }.into_any()
            }
        }
        Kind::Day => {
            let value = RwSignal::new(hand.value.with_untracked(|value| day(value)));
            hand.follow(value, day);
            let leave = move |day: Option<NaiveDate>| hand.send(day.map(|day| day.to_string()).into_iter().collect());
            view! { <DateInput value today=today() on_leave=leave/> }.into_any()
        }
        Kind::YesNo | Kind::One => {
            let value = RwSignal::new(hand.value.with_untracked(|value| first(value)));
            hand.follow(value, first);
            let mut options = vec![(String::new(), t.custom_empty().to_owned())];
            if kind == Kind::One {
                let choices = hand.fact.with_value(|fact| fact.choices.clone());
                options.extend(choices.into_iter().map(|choice| (choice.id.to_string(), choice.name)));
            } else {
                options
                    .extend([(YES.to_owned(), t.custom_yes().to_owned()), (NO.to_owned(), t.custom_no().to_owned())]);
            }
            let choose = move |key: String| hand.send(Some(key).filter(|key| !key.is_empty()).into_iter().collect());
            view! { <Select value options=Signal::stored(options) on_choose=choose/> }.into_any()
        }
        Kind::Several => view! { <Marks hand/> }.into_any(),
    }
}

/// A line of text; one that is an address can be followed.
#[component]
fn Line(hand: Hand, kind: Kind) -> impl IntoView {
    let t = hand.t;
    let text = RwSignal::new(hand.value.with_untracked(|value| first(value)));
    hand.follow(text, first);
    let leave = move |typed: String| {
        hand.send(Some(typed.trim().to_owned()).filter(|typed| !typed.is_empty()).into_iter().collect());
    };
    let (input, name) =
        (if kind == Kind::Link { "url" } else { "text" }, hand.fact.with_value(|fact| fact.name.clone()));
    let way = move || {
        let address = hand.value.with(|value| first(value));
        (kind == Kind::Link && !address.is_empty()).then(|| {
            view! {
                <a class="t-13" href=address target="_blank" rel="noopener noreferrer nofollow" aria-label=t.custom_open_link(&name)>
                    <Icon name=IconName::Link/>" "{t.custom_open_link(&name)}
                </a>
            }
        })
    };
    view! {
        <TextInput value=text kind=input longest=LONGEST_TEXT as u32 autocomplete="off"
            placeholder=Some(t.crm_empty_value().to_owned()) on_leave=leave/>
        {way}
    }
}

/// Several of several: a box for each.
#[component]
fn Marks(hand: Hand) -> impl IntoView {
    let choices = hand.fact.with_value(|fact| fact.choices.clone());
    let marks: Vec<(String, RwSignal<bool>)> = choices
        .iter()
        .map(|choice| {
            let id = choice.id.to_string();
            let on = hand.value.with_untracked(|value| value.contains(&id));
            (id, RwSignal::new(on))
        })
        .collect();
    let marks = StoredValue::new(marks);
    Effect::new(move |_| {
        let stored = hand.value.get();
        if hand.wrong.with_untracked(Option::is_none) && !hand.busy.get_value() {
            marks.with_value(|marks| {
                for (id, on) in marks.iter().filter(|(id, on)| on.get_untracked() != stored.contains(id)) {
                    on.set(stored.contains(id));
                }
            });
        }
    });
    let send = move |_: bool| {
        let mut chosen: Vec<String> = marks
            .with_value(|marks| marks.iter().filter(|(_, on)| on.get_untracked()).map(|(id, _)| id.clone()).collect());
        chosen.sort_unstable();
        hand.send(chosen);
    };
    let boxes = choices.into_iter().zip(marks.get_value()).map(|(choice, (_, value))| {
        view! { <Check value on_change=send>{choice.name}</Check> }
    });
    view! { <div class="stack tight">{boxes.collect_view()}</div> }
}

fn first(value: &[String]) -> String {
    value.first().cloned().unwrap_or_default()
}

fn figure(value: &[String]) -> Option<Decimal> {
    value.first()?.parse().ok()
}

fn day(value: &[String]) -> Option<NaiveDate> {
    value.first()?.parse().ok()
}
