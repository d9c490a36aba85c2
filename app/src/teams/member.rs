//! A member of a team as it is typed.
use super::rule::{RuleFields, Typed};
use crate::ui::{Check, DateInput, Field, IconButton, IconName, NumberInput, Select};
use crate::wire::error_at;
use chrono::NaiveDate;
use domain::{
    crm::assign::{quota, turn::Wish},
    ids::UserId,
    money::Currency,
    refusal::{FieldRefusal, Refusal},
};
use i18n::T;
use leptos::prelude::*;
use rust_decimal::{Decimal, prelude::ToPrimitive};
use wire::teams::{MOST_CAPACITY, MemberFields};

/// A whole number as it was typed; what is none is beyond every limit, so that it is refused at its field.
pub(super) fn whole(value: Option<Decimal>) -> u32 {
    value.filter(|value| value.fract().is_zero()).and_then(|value| value.to_u32()).unwrap_or(u32::MAX)
}

/// The fields of a member.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Row {
    pub(super) user: UserId,
    pub(super) name: StoredValue<String>,
    own: RwSignal<bool>,
    capacity: RwSignal<Option<Decimal>>,
    paused: RwSignal<bool>,
    from: RwSignal<Option<NaiveDate>>,
    to: RwSignal<Option<NaiveDate>>,
    wish: RwSignal<String>,
    rule: Typed,
}

impl Row {
    pub(super) fn new(first: &MemberFields, name: String) -> Row {
        Row {
            user: first.user,
            name: StoredValue::new(name),
            own: RwSignal::new(first.own),
            capacity: RwSignal::new(Some(Decimal::from(first.capacity))),
            paused: RwSignal::new(first.paused),
            from: RwSignal::new(first.away_from),
            to: RwSignal::new(first.away_to),
            wish: RwSignal::new(first.wish.code().to_owned()),
            rule: Typed::new(&first.rule),
        }
    }

    /// What stands there now. Tracked.
    pub(super) fn fields(self) -> MemberFields {
        MemberFields {
            user: self.user,
            own: self.own.get(),
            capacity: whole(self.capacity.get()),
            paused: self.paused.get(),
            away_from: self.from.get(),
            away_to: self.to.get(),
            wish: self.wish.with(|code| Wish::parse(code)).unwrap_or_default(),
            rule: self.rule.rule(),
        }
    }
}

/// The fields of one member.
#[component]
pub(super) fn Member(
    /// The reader's texts.
    t: T,
    /// Which.
    row: Row,
    /// All.
    rows: RwSignal<Vec<Row>>,
    /// What was refused.
    refused: RwSignal<Vec<FieldRefusal>>,
    /// Of the figures.
    currency: Currency,
) -> impl IntoView {
    let name = row.name.get_value();
    let place = Memo::new(move |_| rows.with(|rows| rows.iter().position(|one| one.user == row.user)));
    let last = Memo::new(move |_| rows.with(|rows| rows.last().is_some_and(|one| one.user == row.user)));
    let field = move |part: &str| format!("members.{}.{part}", place.get().unwrap_or_default());
    let refusal = move |part: &'static str| {
        refused.with(|all| all.iter().find(|one| one.field == field(part)).map(|one| one.refusal.clone()))
    };
    let at = move |part: &'static str| error_at(t, refused, move || field(part));
    let capacity_error =
        Signal::derive(move || refusal("capacity").map(|_| t.teams_whole_figure(t.figure(i64::from(MOST_CAPACITY)))));
    let wish_error = Signal::derive(move || {
        refusal("wish").map(|one| match one {
            Refusal::Required => t.teams_wish_needs_rule().to_owned(),
            other => i18n::problem::refusal_sentence(t, &other),
        })
    });
    let a_day = Signal::derive(move || {
        let capacity = whole(row.capacity.get());
        (capacity <= MOST_CAPACITY).then(|| match quota(capacity, 0) {
            0 => t.teams_a_day_none().to_owned(),
            count => t.teams_a_day(count),
        })
    });
    let own_error = move || {
        refusal("own").or_else(|| refusal("user")).map(|one| {
            let said = match one {
                Refusal::InUse => t.teams_own_needed().to_owned(),
                other => i18n::problem::refusal_sentence(t, &other),
            };
            view! { <span class="error" role="alert">{said}</span> }
        })
    };
    let shift = move |by: isize| {
        rows.update(|rows| {
            let at = rows.iter().position(|one| one.user == row.user);
            let to = at.and_then(|at| at.checked_add_signed(by)).filter(|to| *to < rows.len());
            if let Some((at, to)) = at.zip(to) {
                rows.swap(at, to);
            }
        });
        // What was refused stood at places.
        refused.set(Vec::new());
    };
    let remove = move || {
        rows.update(|rows| rows.retain(|one| one.user != row.user));
        refused.set(Vec::new());
    };
    let wishes = Signal::stored(
        Wish::ALL
            .map(|wish| {
                let words = match wish {
                    Wish::Any => t.teams_wish_any(),
                    Wish::Only => t.teams_wish_only(),
                    Wish::Prefer => t.teams_wish_prefer(),
                };
                (wish.code().to_owned(), words.to_owned())
            })
            .to_vec(),
    );
    let id = move |part: &str| format!("member-{}-{part}", row.user);
    let today = crate::frame::today();
    let rule_id = StoredValue::new(id("rule"));
    view! {
        <div class="field card pad" role="group" aria-label=name.clone()>
            <div class="row">
                <span class="label">{name.clone()}</span>
                <span class="push"></span>
                <IconButton icon=IconName::Up label=t.teams_up(&name) disabled=Signal::derive(move || place.get() == Some(0)) on_press=move |()| shift(-1)/>
                <IconButton icon=IconName::Down label=t.teams_down(&name) disabled=last on_press=move |()| shift(1)/>
                <IconButton icon=IconName::Trash label=t.teams_remove_member(&name) on_press=move |()| remove()/>
            </div>
            <div class="cols-2">
                <Field id=id("capacity") label=t.teams_capacity() hint=a_day error=capacity_error>
                    <NumberInput value=row.capacity/>
                </Field>
                <Field id=id("wish") label=t.teams_wish() error=wish_error>
                    <Select value=row.wish options=wishes/>
                </Field>
                <Field id=id("away-from") label=t.teams_away_from() error=at("away_from")>
                    <DateInput value=row.from today/>
                </Field>
                <Field id=id("away-to") label=t.teams_away_to() error=at("away_to")>
                    <DateInput value=row.to today/>
                </Field>
            </div>
            <Check value=row.paused>{t.teams_paused()}</Check>
            <Check value=row.own>{t.teams_own()}</Check>
            {own_error}
            <Show when=move || row.wish.with(|wish| wish != Wish::Any.code())>
                <RuleFields t id=rule_id.get_value() typed=row.rule field=Signal::derive(move || field("rule")) refused currency/>
            </Show>
        </div>
    }
}
