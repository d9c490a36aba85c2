//! The form of one fiscal position: for whom it is, and which taxes stand in the place of which.
use super::api::{create_fiscal_position, edit_fiscal_position};
use crate::{
    parties::country_options,
    settings::{Above, Foot, SetForm, SetWords},
    ui::{Button, Check, Field, IconButton, IconName, Select, TextInput},
    wire::error_at,
};
use domain::{fiscal::finland::Supply, parties::PartyKind, refusal::FieldRefusal};
use i18n::T;
use leptos::prelude::*;
use wire::fiscal::{Area, CreateFiscalPosition, EditFiscalPosition, FiscalFields, FiscalForm, ReplacementFields};

/// A replacement as it is typed.
#[derive(Clone, Copy, PartialEq)]
struct Line {
    key: u32,
    from: RwSignal<String>,
    supply: RwSignal<String>,
    to: RwSignal<String>,
}

/// The form in its drawer.
#[component]
pub(super) fn PositionForm(
    /// The reader's texts.
    t: T,
    /// The position with its place; none for a new one.
    stored: Option<(usize, FiscalForm)>,
    /// How many positions there are.
    count: usize,
    /// Taxes by id and name.
    taxes: Vec<(String, String)>,
    /// Whether the drawer is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let foot = Foot { cancel: t.taxes_cancel(), save: t.taxes_save(), saving: t.taxes_saving() };
    let form = SetForm::new(t, SetWords { stale: t.taxes_stale(), above: Above::First, foot }, open);
    let refused = form.refused;
    let known = stored.as_ref().map(|(at, form)| (*at, form.id, form.version));
    let blank = FiscalFields { active: true, automatic: true, ..FiscalFields::default() };
    let first = stored.map_or(blank, |(_, form)| form.fields);
    let text = |value: &str| RwSignal::new(value.to_owned());
    let (name, region) = (text(&first.name), text(&first.region));
    let (from, to) = (text(&first.postcode_from), text(&first.postcode_to));
    let (active, automatic) = (RwSignal::new(first.active), RwSignal::new(first.automatic));
    let vat_required = RwSignal::new(first.vat_required);
    let buyer = text(first.buyer.map_or("", PartyKind::code));
    let area = text(first.area.code());
    let country = text(if first.country.is_empty() { "FI" } else { &first.country });
    let place = text(&known.map_or(count, |(at, ..)| at).to_string());
    let next = StoredValue::new(first.replacements.len() as u32);
    let lines: Vec<Line> = (0..)
        .zip(&first.replacements)
        .map(|(key, one)| Line {
            key,
            from: text(&one.from.to_string()),
            supply: text(supply_code(one.supply)),
            to: text(&one.to.to_string()),
        })
        .collect();
    let lines = RwSignal::new(lines);
    let area_now = move || area.with(|area| Area::parse(area)).unwrap_or_default();
    let fields = move || FiscalFields {
        name: name.get(),
        active: active.get(),
        automatic: automatic.get(),
        vat_required: vat_required.get(),
        buyer: buyer.with(|buyer| PartyKind::parse(buyer)),
        area: area_now(),
        country: if area_now() == Area::Country { country.get() } else { String::new() },
        region: region.get(),
        postcode_from: from.get(),
        postcode_to: to.get(),
        replacements: lines
            .get()
            .into_iter()
            .filter_map(|line| {
                let (from, to) = (line.from.get().parse().ok()?, line.to.get().parse().ok()?);
                Some(ReplacementFields { from, supply: line.supply.with(|code| supply(code)), to })
            })
            .collect(),
    };
    let saving = Action::new(move |(): &()| {
        let fields = untrack(fields);
        async move {
            let answer = match known {
                Some((at, id, version)) => {
                    let wanted = place.get_untracked().parse::<usize>().ok().filter(|place| *place != at);
                    let place = wanted.and_then(|place| u32::try_from(place + 1).ok());
                    edit_fiscal_position(EditFiscalPosition { id, version, fields, place }).await.map(drop)
                }
                None => create_fiscal_position(CreateFiscalPosition { key: form.key(), fields }).await.map(drop),
            };
            form.answered(answer, t.taxes_saved());
        }
    });
    let areas = [
        (Area::Any, t.fiscal_area_any()),
        (Area::Country, t.fiscal_area_country()),
        (Area::Union, t.fiscal_area_union()),
        (Area::Beyond, t.fiscal_area_beyond()),
    ]
    .map(|(area, words)| (area.code().to_owned(), words.to_owned()))
    .to_vec();
    let buyers = [
        ("", t.fiscal_buyer_any()),
        (PartyKind::Company.code(), t.fiscal_buyer_company()),
        (PartyKind::Person.code(), t.fiscal_buyer_person()),
    ]
    .map(|(code, words)| (code.to_owned(), words.to_owned()))
    .to_vec();
    let places: Vec<(String, String)> = (0..count).map(|at| (at.to_string(), (at + 1).to_string())).collect();
    view! {
        {form.banner()}
        <div class="stack">
            <Field id="fiscal-name" label=t.taxes_name() error=form.at("name")><TextInput value=name longest=100/></Field>
            <Check value=automatic>{t.fiscal_automatic()}</Check>
            <Field id="fiscal-area" label=t.fiscal_area()><Select value=area options=Signal::stored(areas)/></Field>
            {move || (area_now() == Area::Country).then(|| view! {
                <Field id="fiscal-country" label=t.fiscal_country() error=form.at("country")>
                    <Select value=country options=Signal::stored(country_options(t, &country.get_untracked(), false))/>
                </Field>
                <Field id="fiscal-region" label=t.fiscal_region() hint=Some(t.fiscal_region_what().to_owned()) error=form.at("region")>
                    <TextInput value=region longest=10/>
                </Field>
            })}
            <div class="cols-2">
                <Field id="fiscal-postcode-from" label=t.fiscal_postcode_from() error=form.at("postcode_from")><TextInput value=from longest=12/></Field>
                <Field id="fiscal-postcode-to" label=t.fiscal_postcode_to() error=form.at("postcode_to")><TextInput value=to longest=12/></Field>
            </div>
            <Field id="fiscal-buyer" label=t.fiscal_buyer()><Select value=buyer options=Signal::stored(buyers)/></Field>
            <Check value=vat_required>{t.fiscal_vat_required()}</Check>
            <Replacements t lines next taxes refused/>
            {known.map(|_| view! {
                <Field id="fiscal-place" label=t.fiscal_place()><Select value=place options=Signal::stored(places)/></Field>
            })}
            <Check value=active>{t.taxes_active()}</Check>
            {form.foot(saving)}
        </div>
    }
}

/// The replacements, one under the other.
#[component]
fn Replacements(
    t: T,
    lines: RwSignal<Vec<Line>>,
    next: StoredValue<u32>,
    taxes: Vec<(String, String)>,
    refused: RwSignal<Vec<FieldRefusal>>,
) -> impl IntoView {
    let owner = StoredValue::new(Owner::current().unwrap_or_default());
    let usual = taxes.first().map(|(id, _)| id.clone()).unwrap_or_default();
    let (taxes, usual) = (StoredValue::new(taxes), StoredValue::new(usual));
    let add = move |()| {
        let key = next.get_value();
        next.set_value(key + 1);
        let text = |value: String| RwSignal::new(value);
        let fresh =
            || Line { key, from: text(usual.get_value()), supply: text(String::new()), to: text(usual.get_value()) };
        let one = owner.with_value(|owner| owner.with(fresh));
        lines.update(|lines| lines.push(one));
    };
    let supplies = [
        ("", t.fiscal_supply_any()),
        (supply_code(Some(Supply::Goods)), t.fiscal_supply_goods()),
        (supply_code(Some(Supply::Service)), t.fiscal_supply_service()),
    ]
    .map(|(code, words)| (code.to_owned(), words.to_owned()))
    .to_vec();
    let supplies = StoredValue::new(supplies);
    let row = move |line: Line| {
        let place =
            move || lines.with(|lines| lines.iter().position(|other| other.key == line.key)).unwrap_or_default();
        let from_error = error_at(t, refused, move || format!("replacements.{}.from", place()));
        let to_error = error_at(t, refused, move || format!("replacements.{}.to", place()));
        let (from_choices, to_choices) = (Signal::stored(taxes.get_value()), Signal::stored(taxes.get_value()));
        let supplies = Signal::stored(supplies.get_value());
        view! {
            <div class="card pad stack">
                <div class="cols-2">
                    <Field id=format!("fiscal-from-{}", line.key) label=t.fiscal_from() error=from_error><Select value=line.from options=from_choices/></Field>
                    <Field id=format!("fiscal-supply-{}", line.key) label=t.fiscal_supply()><Select value=line.supply options=supplies/></Field>
                </div>
                <div class="row foot">
                    <Field id=format!("fiscal-to-{}", line.key) label=t.fiscal_to() error=to_error class="grow"><Select value=line.to options=to_choices/></Field>
                    <IconButton icon=IconName::Trash label=t.taxes_remove() on_press=move |()| lines.update(|lines| lines.retain(|other| other.key != line.key))/>
                </div>
            </div>
        }
    };
    view! {
        <div class="field" role="group" aria-label=t.fiscal_replacements()>
            <span class="label">{t.fiscal_replacements()}</span>
            <Show when=move || lines.with(Vec::is_empty)><span class="hint">{t.fiscal_replacements_none()}</span></Show>
            <For each=move || lines.get() key=|line| line.key children=row/>
            <div class="row"><Button small=true icon=IconName::Plus on_press=add>{t.fiscal_add_replacement()}</Button></div>
        </div>
    }
}

const fn supply_code(supply: Option<Supply>) -> &'static str {
    match supply {
        Some(Supply::Goods) => "goods",
        Some(Supply::Service) => "service",
        None => "",
    }
}

fn supply(code: &str) -> Option<Supply> {
    match code {
        "goods" => Some(Supply::Goods),
        "service" => Some(Supply::Service),
        _ => None,
    }
}
