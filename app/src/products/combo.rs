//! What a combo is made of, on its form: choices with their products, kept in the sheet as one text.
use crate::i18n::use_t;
use crate::prices::product_choices;
use crate::sheet::Sheet;
use crate::ui::{Banner, Button, Choice as Found, Combobox, Field, IconButton, IconName, NumberInput, TextInput, Tone};
use domain::{
    combos::{Choice, Item, MOST_CHOICES},
    ids::{ComboChoiceId, ProductId},
    lang::Lang,
    quotes::template::Words,
};
use i18n::T;
use leptos::prelude::*;
use rust_decimal::Decimal;
use std::collections::HashMap;
use uuid::Uuid;
use wire::products::ProductName;

/// A choice while it is typed.
#[derive(Clone, Copy, PartialEq)]
struct Typed {
    id: ComboChoiceId,
    /// By [`Lang::ALL`].
    names: [RwSignal<String>; 3],
    items: RwSignal<Vec<TypedItem>>,
}

#[derive(Clone, Copy, PartialEq)]
struct TypedItem {
    product: ProductId,
    extra: RwSignal<Option<Decimal>>,
}

impl TypedItem {
    fn of(item: Item) -> TypedItem {
        let extra = Some(item.extra).filter(|extra| !extra.is_zero());
        TypedItem { product: item.product, extra: RwSignal::new(extra) }
    }
}

impl Typed {
    fn of(choice: Choice) -> Typed {
        Typed {
            id: choice.id,
            names: Lang::ALL.map(|lang| RwSignal::new(choice.name.get(lang).to_owned())),
            items: RwSignal::new(choice.items.into_iter().map(TypedItem::of).collect()),
        }
    }

    fn new() -> Typed {
        let id = ComboChoiceId(Uuid::new_v4());
        Typed::of(Choice { id, name: Words::default(), items: Vec::new() })
    }

    /// As it is kept.
    fn choice(self) -> Choice {
        let mut name = Words::default();
        for (lang, typed) in Lang::ALL.into_iter().zip(self.names) {
            name.set(lang, typed.get_untracked().trim());
        }
        let item = |item: &TypedItem| Item {
            product: item.product,
            extra: item.extra.get_untracked().unwrap_or_default().normalize(),
        };
        Choice { id: self.id, name, items: self.items.with_untracked(|items| items.iter().map(item).collect()) }
    }

    /// Whether anything was typed: an empty one is not kept yet.
    fn begun(self) -> bool {
        self.items.with_untracked(|items| !items.is_empty())
            || self.names.iter().any(|name| name.with_untracked(|name| !name.trim().is_empty()))
    }
}

/// Choices as the sheet keeps them.
pub(super) fn text(choices: &[Choice]) -> String {
    if choices.is_empty() { String::new() } else { serde_json::to_string(choices).unwrap_or_default() }
}

/// The sheet's text as choices.
pub(super) fn read(text: &str) -> Vec<Choice> {
    serde_json::from_str(text).unwrap_or_default()
}

/// Names of products that were chosen here or known before.
type Names = RwSignal<HashMap<ProductId, String>>;

/// The choices of the form.
#[component]
pub(super) fn Combo(
    /// The texts.
    sheet: Sheet,
    /// Names of the products that are known.
    names: StoredValue<Vec<ProductName>>,
    /// Shown, not changed.
    read_only: bool,
    /// Told when something is left changed.
    on_leave: Callback<&'static str>,
) -> impl IntoView {
    let t = use_t();
    let kept = sheet.text("combo");
    let owner = StoredValue::new(Owner::current().unwrap_or_default());
    let within = move |make: &dyn Fn() -> Vec<Typed>| owner.with_value(|owner| owner.with(make));
    let known: Names = RwSignal::new(
        names.with_value(|names| names.iter().map(|one| (one.id, one.name.clone())).collect::<HashMap<_, _>>()),
    );
    let typed = RwSignal::new(read(&kept.get_untracked()).into_iter().map(Typed::of).collect::<Vec<_>>());
    let now = move || {
        let begun = typed
            .with_untracked(|all| all.iter().filter(|one| one.begun()).map(|one| one.choice()).collect::<Vec<_>>());
        text(&begun)
    };
    // Another person's choices may take the place of these.
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
            on_leave.run("combo");
        }
    });
    let add = move |()| typed.update(|all| all.extend(within(&|| vec![Typed::new()])));
    let remove = Callback::new(move |id: ComboChoiceId| {
        typed.update(|all| all.retain(|one| one.id != id));
        left.run(());
    });
    let number =
        move |id: ComboChoiceId| typed.with(|all| all.iter().position(|one| one.id == id)).unwrap_or_default() + 1;
    let error = sheet.error(t, "combo");
    let full = Signal::derive(move || typed.with(Vec::len) >= MOST_CHOICES);
    view! {
        <div class="stack w6" id=sheet.id("combo")>
            {move || error.get().map(|wrong| view! {
                <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner>
            })}
            <For each=move || typed.get() key=|one| one.id children=move |one| view! {
                <One t one number=Signal::derive(move || number(one.id)) known read_only left remove/>
            }/>
            {(!read_only).then(|| view! {
                <div class="row"><Button small=true icon=IconName::Plus disabled=full on_press=add>{t.combos_add_choice()}</Button></div>
            })}
        </div>
    }
}

#[component]
fn One(
    t: T,
    one: Typed,
    number: Signal<usize>,
    known: Names,
    read_only: bool,
    left: Callback<()>,
    remove: Callback<ComboChoiceId>,
) -> impl IntoView {
    let short = one.id.0.simple().to_string();
    let owner = StoredValue::new(Owner::current().unwrap_or_default());
    let chosen = RwSignal::new(None::<Found>);
    let add = move |choice: Option<Found>| {
        let Some(choice) = choice else { return };
        let Ok(product) = choice.key.parse::<ProductId>() else { return };
        known.update(|known| {
            known.insert(product, choice.words.clone());
        });
        if one.items.with_untracked(|items| items.iter().all(|item| item.product != product)) {
            let new = owner.with_value(|owner| owner.with(|| TypedItem::of(Item { product, extra: Decimal::ZERO })));
            one.items.update(|items| items.push(new));
            left.run(());
        }
    };
    let currency = crate::frame::currency();
    let unit = currency.symbol().to_owned();
    let name_of = move |id: ProductId| known.with(|known| known.get(&id).cloned().unwrap_or_default());
    let left_figure = move |_: Option<Decimal>| left.run(());
    let item = move |item: TypedItem| {
        let name = untrack(|| name_of(item.product));
        let take_off = move |()| {
            one.items.update(|items| items.retain(|other| other.product != item.product));
            left.run(());
        };
        view! {
            <div class="row">
                <span class="w3">{move || name_of(item.product)}</span>
                <NumberInput value=item.extra unit=unit.clone() label=t.combos_extra_of(&name) placeholder=t.products_extra() read_only
                    on_leave=left_figure/>
                {(!read_only).then(|| view! {
                    <IconButton small=true icon=IconName::Cross label=t.combos_remove_item(&name) on_press=take_off/>
                })}
            </div>
        }
    };
    let labels = [t.combos_name_fi(), t.combos_name_sv(), t.combos_name_en()];
    let field = |(lang, (label, value)): (Lang, (&'static str, RwSignal<String>))| {
        view! {
            <Field id=format!("combo-{short}-{}", lang.code()) label class="w2">
                <TextInput value longest=60 read_only on_leave=move |_: String| left.run(())/>
            </Field>
        }
    };
    // The labels in the order of the languages.
    let labelled = Lang::ALL.map(|lang| match lang {
        Lang::Fi => labels[0],
        Lang::Sv => labels[1],
        Lang::En => labels[2],
    });
    let fields = Lang::ALL.into_iter().zip(labelled.into_iter().zip(one.names)).map(field).collect_view();
    let search = product_choices(t, currency);
    view! {
        <div class="card pad stack" role="group" aria-label=move || t.combos_choice_number(number.get())>
            <b>{move || t.combos_choice_number(number.get())}</b>
            <div class="cols">{fields}</div>
            <For each=move || one.items.get() key=|item| item.product children=item/>
            {(!read_only).then(|| view! {
                <Field id=format!("combo-{short}-item") label=t.combos_add_item()>
                    <Combobox chosen search=search adding=true on_choose=add/>
                </Field>
                <div class="row">
                    <span class="push"></span>
                    <Button small=true icon=IconName::Trash on_press=move |()| remove.run(one.id)>{t.combos_remove_choice()}</Button>
                </div>
            })}
        </div>
    }
}
