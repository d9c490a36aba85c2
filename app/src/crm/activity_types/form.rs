//! An activity type in its drawer: its name and manner, its day, what a new one begins with, and what follows.
use super::{api::save_type, page::Edited};
use crate::{
    settings::{Above, Foot, SetForm, SetWords},
    ui::{Check, Chip, Field, NumberInput, Select, TextArea, TextInput},
};
use domain::{
    crm::{
        activities::ActivityKind,
        activity_types::{Chain, LONGEST},
    },
    ids::ActivityTypeId,
};
use i18n::T;
use leptos::prelude::*;
use rust_decimal::{Decimal, prelude::ToPrimitive};
use wire::activity_types::{SaveType, TypeFields};

/// The form.
#[component]
pub(super) fn TypeEditor(
    /// The reader's texts.
    t: T,
    /// What is edited.
    edited: Edited,
    /// Whether the drawer is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let form = SetForm::new(t, SetWords { stale: t.types_stale(), above: Above::Nothing, foot: Foot::usual(t) }, open);
    let Edited { of, types, people } = edited;
    let known = of.as_ref().map(|of| (of.id, of.version));
    let first = of.map_or_else(blank, |of| of.fields);
    let name = RwSignal::new(first.name);
    let kind = RwSignal::new(first.kind.code().to_owned());
    let days = RwSignal::new(Some(Decimal::from(first.days)));
    let from = RwSignal::new(if first.from_due { "due" } else { "today" }.to_owned());
    let (summary, note) = (RwSignal::new(first.summary), RwSignal::new(first.note));
    let user = RwSignal::new(first.user.map(|user| user.to_string()).unwrap_or_default());
    let chain = RwSignal::new(first.chain.code().to_owned());
    let next = RwSignal::new(first.next);
    let retired = RwSignal::new(first.retired);
    let fields = move || TypeFields {
        name: name.get(),
        kind: kind.with(|code| ActivityKind::parse(code)).unwrap_or(ActivityKind::Todo),
        // What is no number of days is beyond every limit, so that it is refused at its field.
        days: days.get().filter(|days| days.fract().is_zero()).and_then(|days| days.to_u32()).unwrap_or(u32::MAX),
        from_due: from.with(|from| from == "due"),
        summary: summary.get(),
        note: note.get(),
        user: user.get().parse().ok(),
        chain: chain.with(|code| Chain::parse(code)).unwrap_or_default(),
        next: next.get(),
        retired: retired.get(),
    };
    let saving = Action::new(move |(): &()| {
        let (id, version) = known.map_or((None, 0), |(id, version)| (Some(id), version));
        let command = SaveType { key: form.key(), id, version, fields: untrack(fields) };
        async move { form.answered(save_type(command).await, t.types_saved()) }
    });
    let kinds = ActivityKind::ALL.map(|kind| (kind.code().to_owned(), i18n::activities::kind(t, kind).to_owned()));
    let froms = [("today", t.types_from_today()), ("due", t.types_from_due())];
    let chains = Chain::ALL.map(|chain| {
        let words = match chain {
            Chain::None => t.types_chain_none(),
            Chain::Suggest => t.types_chain_suggest(),
            Chain::Trigger => t.types_chain_trigger(),
        };
        (chain.code().to_owned(), words.to_owned())
    });
    let planner = (String::new(), t.types_user_planner().to_owned());
    let people = std::iter::once(planner).chain(people).collect::<Vec<_>>();
    let follows = move || chain.with(|code| code != Chain::None.code());
    let types = StoredValue::new(types);
    view! {
        {form.banner()}
        <div class="stack">
            <div class="cols-2">
                <Field id="type-name" label=t.types_name() hint=t.types_name_what().to_owned() error=form.at("name")>
                    <TextInput value=name longest=LONGEST as u32/>
                </Field>
                <Field id="type-kind" label=t.types_kind()><Select value=kind options=kinds.to_vec()/></Field>
                <Field id="type-days" label=t.types_days() error=form.at("days")><NumberInput value=days/></Field>
                <Field id="type-from" label=t.types_from()>
                    <Select value=from options=froms.map(|(key, words)| (key.to_owned(), words.to_owned())).to_vec()/>
                </Field>
            </div>
            <Field id="type-summary" label=t.types_summary() hint=t.types_summary_what().to_owned() error=form.at("summary")>
                <TextInput value=summary longest=200/>
            </Field>
            <Field id="type-note" label=t.activities_note() error=form.at("note")><TextArea value=note rows=2 longest=2000/></Field>
            <Field id="type-user" label=t.types_user() error=form.at("user")><Select value=user options=people/></Field>
            <Field id="type-chain" label=t.types_chain() error=form.at("chain")><Select value=chain options=chains.to_vec()/></Field>
            <Show when=follows><Following t types next error=form.at("next")/></Show>
            <Check value=retired>{t.types_retire()}</Check>
            {form.foot(saving)}
        </div>
    }
}

/// Types that follow: taken off one by one, and added from a list.
#[component]
fn Following(
    t: T,
    types: StoredValue<Vec<(String, String)>>,
    next: RwSignal<Vec<ActivityTypeId>>,
    error: Signal<Option<String>>,
) -> impl IntoView {
    let adding = RwSignal::new(String::new());
    let addable = Signal::derive(move || {
        let chosen: Vec<String> = next.with(|next| next.iter().map(ToString::to_string).collect());
        let free = types.get_value().into_iter().filter(|(id, _)| !chosen.contains(id));
        std::iter::once((String::new(), t.types_next_add().to_owned())).chain(free).collect::<Vec<_>>()
    });
    let add = move |id: String| {
        adding.set(String::new());
        if let Ok(id) = id.parse::<ActivityTypeId>() {
            next.update(|next| next.push(id));
        }
    };
    let chips = move || {
        let chip = |id: ActivityTypeId| {
            let name = types.with_value(|types| types.iter().find(|(known, _)| *known == id.to_string()).cloned());
            let name = name.map(|(_, name)| name).unwrap_or_default();
            view! { <Chip value=name on_remove=move |()| next.update(|next| next.retain(|one| *one != id))/> }
        };
        next.get().into_iter().map(chip).collect_view()
    };
    view! {
        <div class="row wrap">{chips}</div>
        <Field id="type-next" label=t.types_next() error><Select value=adding options=addable on_choose=add/></Field>
    }
}

fn blank() -> TypeFields {
    TypeFields {
        name: String::new(),
        kind: ActivityKind::Todo,
        days: 0,
        from_due: false,
        summary: String::new(),
        note: String::new(),
        user: None,
        chain: Chain::None,
        next: Vec::new(),
        retired: false,
    }
}
