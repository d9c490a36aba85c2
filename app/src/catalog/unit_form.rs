//! The form of one unit: symbols and names in three languages, what it is counted in, its smallest quantity.
use super::{
    api::save_unit,
    beside::{BesideForm, Open},
};
use crate::ui::{Check, Field, NumberInput, Select, TextInput};
use domain::{ids::UnitId, lang::Lang, lang::Texts};
use i18n::T;
use leptos::prelude::*;
use rust_decimal::Decimal;
use wire::units::{SaveUnit, UnitFields, UnitRow};

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
    known: Open<UnitId>,
    /// All units.
    rows: RwSignal<Vec<UnitRow>>,
    /// Which form is shown.
    open: RwSignal<Open<UnitId>>,
    /// Reads the table again.
    reload: Callback<()>,
) -> impl IntoView {
    let row = rows.with_untracked(|rows| rows.iter().find(|row| Open::Known(row.id) == known).cloned());
    let (id, version) = (row.as_ref().map(|row| row.id), row.as_ref().map_or(0, |row| row.version));
    let fields = row.map_or_else(empty, |row| row.fields);
    let title = if id.is_some() { fields.symbol.of(t.lang()).to_owned() } else { t.catalog_new_unit().to_owned() };
    let (symbol, name) = (Typed::of(&fields.symbol), Typed::of(&fields.name));
    let also = RwSignal::new(fields.also.replace(',', ", "));
    let base = RwSignal::new(fields.base.map(|base| base.to_string()).unwrap_or_default());
    let (ratio, rounding) = (RwSignal::new(Some(fields.ratio)), RwSignal::new(Some(fields.rounding)));
    let active = RwSignal::new(fields.active);
    let form = BesideForm::new(t, known, open, reload);
    let saving = Action::new(move |command: &SaveUnit| {
        let command = command.clone();
        async move { form.answered(save_unit(command).await, t.catalog_unit_saved()) }
    });
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if saving.pending().get_untracked() {
            return;
        }
        form.begin();
        let fields = UnitFields {
            symbol: symbol.texts(),
            name: name.texts(),
            also: also.get_untracked(),
            base: base.get_untracked().parse().ok(),
            ratio: ratio.get_untracked().unwrap_or_default(),
            rounding: rounding.get_untracked().unwrap_or_default(),
            active: active.get_untracked(),
        };
        saving.dispatch(SaveUnit { key: form.key(), id, version, fields });
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
        view! { <Field id label error=form.at(field)><TextInput value longest=60/></Field> }
    };
    let [symbol_fi, symbol_sv, symbol_en] = symbol.0;
    let [name_fi, name_sv, name_en] = name.0;
    let spoken = title.clone();
    view! {
        <form class="stack gap" novalidate=true on:submit=save aria-label=spoken>
            <h2 class="t-16">{title}</h2>
            {form.banner()}
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
                error=form.at("also")>
                <TextInput value=also longest=200/>
            </Field>
            <div class="cols-2">
                <Field id="unit-base" label=t.catalog_counted_in() error=form.at("base")>
                    <Select value=base options=bases/>
                </Field>
                <Show when=move || base.with(|base| !base.is_empty())>
                    <Field id="unit-ratio" label=t.catalog_ratio() error=form.at("ratio")>
                        <NumberInput value=ratio/>
                    </Field>
                </Show>
            </div>
            <Field id="unit-rounding" label=t.catalog_rounding() hint=Some(t.catalog_rounding_what().to_owned())
                error=form.at("rounding")>
                <NumberInput value=rounding/>
            </Field>
            <Check value=active>{t.catalog_offered()}</Check>
            <div class="row">
                {form.buttons(saving.pending().into(), (t.catalog_save(), t.catalog_saving(), t.catalog_cancel()))}
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
