//! What a product is chosen by, on its form: attributes with their values, kept in the sheet as one text.
use super::facts::own;
use crate::i18n::use_t;
use crate::sheet::Sheet;
use crate::ui::{Banner, Button, Field, IconButton, IconName, NumberInput, Select, TextInput, Tone};
use domain::{
    ids::{AttributeId, ValueId},
    lang::Lang,
    pricing::variants::{Attribute, Creates, Value},
    quotes::template::Words,
};
use i18n::T;
use leptos::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

/// An attribute while it is typed.
#[derive(Clone, Copy, PartialEq)]
struct Typed {
    id: AttributeId,
    name: RwSignal<String>,
    creates: RwSignal<String>,
    values: RwSignal<Vec<TypedValue>>,
}

#[derive(Clone, Copy, PartialEq)]
struct TypedValue {
    id: ValueId,
    name: RwSignal<String>,
    extra: RwSignal<Option<Decimal>>,
    /// What it is called in each language, in the order of [`Lang::ALL`].
    words: [RwSignal<String>; 3],
}

impl TypedValue {
    fn of(value: Value) -> TypedValue {
        let extra = Some(value.extra).filter(|extra| !extra.is_zero());
        let words = Lang::ALL.map(|lang| RwSignal::new(value.words.get(lang).to_owned()));
        TypedValue { id: value.id, name: RwSignal::new(value.name), extra: RwSignal::new(extra), words }
    }

    fn new() -> TypedValue {
        let id = ValueId(Uuid::new_v4());
        TypedValue::of(Value { id, name: String::new(), extra: Decimal::ZERO, words: Words::default() })
    }
}

impl Typed {
    fn of(attribute: Attribute) -> Typed {
        Typed {
            id: attribute.id,
            name: RwSignal::new(attribute.name),
            creates: RwSignal::new(attribute.creates.code().to_owned()),
            values: RwSignal::new(attribute.values.into_iter().map(TypedValue::of).collect()),
        }
    }

    fn new() -> Typed {
        let id = AttributeId(Uuid::new_v4());
        let typed = Typed::of(Attribute { id, name: String::new(), creates: Creates::Always, values: Vec::new() });
        typed.values.set(vec![TypedValue::new(), TypedValue::new()]);
        typed
    }

    /// As it is kept; none before it has a name and a value.
    fn attribute(self) -> Option<Attribute> {
        let kept = |value: &TypedValue| {
            let name = value.name.get_untracked().trim().to_owned();
            let extra = value.extra.get_untracked().unwrap_or_default().normalize();
            let mut words = Words::default();
            for (lang, text) in Lang::ALL.into_iter().zip(value.words) {
                words.set(lang, text.get_untracked().trim());
            }
            (!name.is_empty()).then_some(Value { id: value.id, name, extra, words })
        };
        let values: Vec<Value> = self.values.with_untracked(|values| values.iter().filter_map(kept).collect());
        let name = self.name.get_untracked().trim().to_owned();
        let creates = self.creates.with_untracked(|code| Creates::parse(code)).unwrap_or_default();
        (!name.is_empty() && !values.is_empty()).then_some(Attribute { id: self.id, name, creates, values })
    }
}

/// Attributes as the sheet keeps them.
pub(super) fn text(attributes: &[Attribute]) -> String {
    if attributes.is_empty() { String::new() } else { serde_json::to_string(attributes).unwrap_or_default() }
}

/// The sheet's text as attributes.
pub(super) fn read(text: &str) -> Vec<Attribute> {
    serde_json::from_str(text).unwrap_or_default()
}

/// The attributes of the form.
#[component]
pub(super) fn Attributes(
    /// The texts.
    sheet: Sheet,
    /// Shown, not changed.
    read_only: bool,
    /// Told when something is left changed.
    on_leave: Callback<&'static str>,
) -> impl IntoView {
    let t = use_t();
    let kept = sheet.text("attributes");
    let owner = StoredValue::new(Owner::current().unwrap_or_default());
    let within = move |make: &dyn Fn() -> Vec<Typed>| owner.with_value(|owner| owner.with(make));
    let typed = RwSignal::new(read(&kept.get_untracked()).into_iter().map(Typed::of).collect::<Vec<_>>());
    let now =
        move || text(&typed.with_untracked(|all| all.iter().filter_map(|one| one.attribute()).collect::<Vec<_>>()));
    // Another person's attributes may take the place of these.
    Effect::new(move |_| {
        let stored = kept.get();
        if stored != now() {
            typed.set(within(&|| read(&stored).into_iter().map(Typed::of).collect()));
        }
    });
    let left = Callback::new(move |()| {
        let now = now();
        if kept.with_untracked(|kept| *kept != now) {
            kept.set(now);
            on_leave.run("attributes");
        }
    });
    let add = move |()| typed.update(|all| all.extend(within(&|| vec![Typed::new()])));
    let remove = Callback::new(move |id: AttributeId| {
        typed.update(|all| all.retain(|one| one.id != id));
        left.run(());
    });
    let error = sheet.error(t, "attributes");
    view! {
        <div class="stack w6" id=sheet.id("attributes")>
            {move || error.get().map(|wrong| view! {
                <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner>
            })}
            <For each=move || typed.get() key=|one| one.id children=move |one| view! { <One t one read_only left remove/> }/>
            {(!read_only).then(|| view! {
                <div class="row"><Button small=true icon=IconName::Plus on_press=add>{t.products_add_attribute()}</Button></div>
            })}
        </div>
    }
}

#[component]
fn One(t: T, one: Typed, read_only: bool, left: Callback<()>, remove: Callback<AttributeId>) -> impl IntoView {
    let short = one.id.0.simple().to_string();
    let owner = StoredValue::new(Owner::current().unwrap_or_default());
    let options = vec![
        (Creates::Always.code().to_owned(), t.products_creates_always().to_owned()),
        (Creates::OnDemand.code().to_owned(), t.products_creates_on_demand().to_owned()),
        (Creates::Never.code().to_owned(), t.products_creates_never().to_owned()),
    ];
    let unit = crate::frame::currency().symbol().to_owned();
    let left_figure = move |_: Option<Decimal>| left.run(());
    let value = move |value: TypedValue| {
        let take_off = move |()| {
            one.values.update(|values| values.retain(|other| other.id != value.id));
            left.run(());
        };
        view! {
            <div class="row">
                <TextInput value=value.name longest=60 label=t.products_value() placeholder=t.products_value() read_only on_leave=move |_: String| left.run(())/>
                <NumberInput value=value.extra unit=unit.clone() label=t.products_extra() placeholder=t.products_extra() read_only on_leave=left_figure/>
                {(!read_only).then(|| view! {
                    <IconButton small=true icon=IconName::Cross label=t.products_remove_value() on_press=take_off/>
                })}
            </div>
        }
    };
    let add = move |()| {
        let new = owner.with_value(|owner| owner.with(TypedValue::new));
        one.values.update(|values| values.push(new));
    };
    view! {
        <div class="card pad stack">
            <div class="cols">
                <Field id=format!("attribute-{short}") label=t.products_attribute() class="w3">
                    <TextInput value=one.name longest=60 read_only on_leave=move |_: String| left.run(())/>
                </Field>
                <Field id=format!("creates-{short}") label=t.products_creates() class="w3">
                    <Select value=one.creates options disabled=read_only on_choose=move |_: String| left.run(())/>
                </Field>
            </div>
            <For each=move || one.values.get() key=|value| value.id children=value/>
            <details class="places">
                <summary class="link">{t.products_values_other()}</summary>
                <div class="stack">
                    <For each=move || one.values.get() key=|value| value.id children=move |value| other_words(t, value, read_only, left)/>
                </div>
            </details>
            {(!read_only).then(|| view! {
                <div class="row">
                    <Button small=true icon=IconName::Plus on_press=add>{t.products_add_value()}</Button>
                    <span class="push"></span>
                    <Button small=true icon=IconName::Trash on_press=move |()| remove.run(one.id)>{t.products_remove_attribute()}</Button>
                </div>
            })}
        </div>
    }
}

/// What a value is called in the languages that are not the company's: customers read it in theirs.
fn other_words(t: T, value: TypedValue, read_only: bool, left: Callback<()>) -> impl IntoView {
    let label = |lang: Lang| match lang {
        Lang::Fi => t.products_value_fi(),
        Lang::Sv => t.products_value_sv(),
        Lang::En => t.products_value_en(),
    };
    let others = Lang::ALL.into_iter().zip(value.words).filter(|(lang, _)| *lang != own());
    let inputs = others.map(|(lang, text)| {
        view! { <TextInput value=text longest=60 label=label(lang) placeholder=label(lang) read_only on_leave=move |_: String| left.run(())/> }
    });
    view! {
        <div class="row" role="group" aria-label=move || value.name.get()>
            <span class="grow">{move || value.name.get()}</span>
            {inputs.collect_view()}
        </div>
    }
}
