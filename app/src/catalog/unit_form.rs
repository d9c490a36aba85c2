//! The form of one unit: symbols and names in three languages, what it is counted in, its smallest quantity.
use super::{api::save_unit, units::Open};
use crate::ui::{Banner, Button, Check, Field, IconName, Look, NumberInput, Select, TextInput, Tone, use_toasts};
use crate::wire::error_at;
use domain::{lang::Lang, lang::Texts, refusal::FieldRefusal};
use i18n::T;
use leptos::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;
use wire::{
    problem::Problem,
    shared::IdempotencyKey,
    units::{SaveUnit, UnitFields, UnitRow},
};

/// A text in each language while it is typed.
#[derive(Clone, Copy)]
struct Typed([RwSignal<String>; 3]);

impl Typed {
    fn of(texts: &Texts) -> Typed {
        Typed(Lang::ALL.map(|lang| RwSignal::new(texts.written(lang).to_owned())))
    }

    fn texts(self) -> Texts {
        let mut texts = Texts::default();
        for (lang, typed) in Lang::ALL.into_iter().zip(self.0) {
            *texts.place(lang) = typed.get_untracked();
        }
        texts
    }
}

/// The form.
#[component]
pub(super) fn UnitForm(
    /// The reader's texts.
    t: T,
    /// Which.
    known: Open,
    /// All units.
    rows: RwSignal<Vec<UnitRow>>,
    /// Which form is shown.
    open: RwSignal<Open>,
    /// Reads the table again.
    reload: Callback<()>,
) -> impl IntoView {
    let toasts = use_toasts();
    let row = rows.with_untracked(|rows| rows.iter().find(|row| Open::Known(row.id) == known).cloned());
    let (id, version) = (row.as_ref().map(|row| row.id), row.as_ref().map_or(0, |row| row.version));
    let fields = row.map_or_else(empty, |row| row.fields);
    let title = if id.is_some() { fields.symbol.of(t.lang()).to_owned() } else { t.catalog_new_unit().to_owned() };
    let (symbol, name) = (Typed::of(&fields.symbol), Typed::of(&fields.name));
    let also = RwSignal::new(fields.also.replace(',', ", "));
    let base = RwSignal::new(fields.base.map(|base| base.to_string()).unwrap_or_default());
    let (ratio, rounding) = (RwSignal::new(Some(fields.ratio)), RwSignal::new(Some(fields.rounding)));
    let active = RwSignal::new(fields.active);
    let refused = RwSignal::new(Vec::<FieldRefusal>::new());
    let wrong = RwSignal::new(None::<String>);
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
    let saving = Action::new(move |command: &SaveUnit| {
        let command = command.clone();
        async move {
            match save_unit(command).await {
                Ok(_) => {
                    toasts.say(t.catalog_unit_saved().to_owned());
                    reload.run(());
                    let _ = open.try_update(|open| {
                        if *open == known {
                            *open = Open::Nothing;
                        }
                    });
                }
                Err(error) => {
                    // Nothing was kept: other fields make another command, which needs a key of its own.
                    key.set_value(IdempotencyKey(Uuid::new_v4()));
                    let said = error.sentence(t);
                    let at_fields = match error.0 {
                        // What stands at its field is not said twice.
                        Problem::Refused { refusals } => {
                            let all = refusals.iter().all(|one| !one.field.is_empty());
                            refused.set(refusals);
                            all
                        }
                        _ => false,
                    };
                    wrong.set((!at_fields).then_some(said));
                }
            }
        }
    });
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if saving.pending().get_untracked() {
            return;
        }
        wrong.set(None);
        refused.set(Vec::new());
        let fields = UnitFields {
            symbol: symbol.texts(),
            name: name.texts(),
            also: also.get_untracked(),
            base: base.get_untracked().parse().ok(),
            ratio: ratio.get_untracked().unwrap_or_default(),
            rounding: rounding.get_untracked().unwrap_or_default(),
            active: active.get_untracked(),
        };
        saving.dispatch(SaveUnit { key: key.get_value(), id, version, fields });
    };
    let bases = Signal::derive(move || {
        let own = (String::new(), t.catalog_counted_in_own().to_owned());
        let others = rows.with(|rows| {
            let others = rows.iter().filter(|row| row.fields.base.is_none() && Some(row.id) != id);
            others.map(|row| (row.id.to_string(), row.fields.symbol.of(t.lang()).to_owned())).collect::<Vec<_>>()
        });
        std::iter::once(own).chain(others).collect::<Vec<_>>()
    });
    let line = move |field: &'static str, id: &'static str, label: &'static str, value: RwSignal<String>| {
        view! { <Field id label error=error_at(t, refused, move || field)><TextInput value longest=60/></Field> }
    };
    let [symbol_fi, symbol_sv, symbol_en] = symbol.0;
    let [name_fi, name_sv, name_en] = name.0;
    let spoken = title.clone();
    view! {
        <form class="stack gap" novalidate=true on:submit=save aria-label=spoken>
            <h2 class="t-16">{title}</h2>
            {move || wrong.get().map(|wrong| view! {
                <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner>
            })}
            <div class="cols-2">
                {line("symbol_fi", "unit-symbol-fi", t.catalog_symbol_fi(), symbol_fi)}
                {line("name_fi", "unit-name-fi", t.catalog_name_fi(), name_fi)}
            </div>
            <div class="cols-2">
                {line("symbol_sv", "unit-symbol-sv", t.catalog_symbol_sv(), symbol_sv)}
                {line("name_sv", "unit-name-sv", t.catalog_name_sv(), name_sv)}
            </div>
            <div class="cols-2">
                {line("symbol_en", "unit-symbol-en", t.catalog_symbol_en(), symbol_en)}
                {line("name_en", "unit-name-en", t.catalog_name_en(), name_en)}
            </div>
            <Field id="unit-also" label=t.catalog_also() hint=Some(t.catalog_also_what().to_owned())
                error=error_at(t, refused, || "also")>
                <TextInput value=also longest=200/>
            </Field>
            <div class="cols-2">
                <Field id="unit-base" label=t.catalog_counted_in() error=error_at(t, refused, || "base")>
                    <Select value=base options=bases/>
                </Field>
                <Show when=move || base.with(|base| !base.is_empty())>
                    <Field id="unit-ratio" label=t.catalog_ratio() error=error_at(t, refused, || "ratio")>
                        <NumberInput value=ratio/>
                    </Field>
                </Show>
            </div>
            <Field id="unit-rounding" label=t.catalog_rounding() hint=Some(t.catalog_rounding_what().to_owned())
                error=error_at(t, refused, || "rounding")>
                <NumberInput value=rounding/>
            </Field>
            <Check value=active>{t.catalog_offered()}</Check>
            <div class="row">
                <Button look=Look::Primary submit=true busy=saving.pending() busy_label=t.catalog_saving()>{t.catalog_save()}</Button>
                <Button look=Look::Ghost on_press=move |()| open.set(Open::Nothing)>{t.catalog_cancel()}</Button>
            </div>
        </form>
    }
}

fn empty() -> UnitFields {
    UnitFields {
        symbol: Texts::default(),
        name: Texts::default(),
        also: String::new(),
        base: None,
        ratio: Decimal::ONE,
        rounding: Decimal::new(1, 2),
        active: true,
    }
}
