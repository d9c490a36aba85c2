//! The form of a warehouse: its name, where it stands, whether goods usually leave from it.
use super::api::save_warehouse;
use crate::{
    parties::country_options,
    settings::{Above, Foot, SetForm, SetWords},
    ui::{Check, Field, Select, TextInput},
};
use domain::quotes::content::PostalAddress;
use i18n::T;
use leptos::prelude::*;
use wire::warehouses::{SaveWarehouse, WarehouseFields, WarehouseRow};

/// The form in its drawer.
#[component]
pub(super) fn WarehouseForm(
    /// The reader's texts.
    t: T,
    /// The warehouse; none for a new one.
    stored: Option<WarehouseRow>,
    /// Whether the drawer is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let foot = Foot { cancel: t.terms_cancel(), save: t.terms_save(), saving: t.terms_saving() };
    let form = SetForm::new(t, SetWords { stale: t.warehouses_stale(), above: Above::First, foot }, open);
    let known = stored.as_ref().map(|stored| (stored.id, stored.version));
    let first = stored.map_or_else(blank, |stored| stored.fields);
    let countries = Signal::stored(country_options(t, &first.address.country, false));
    let name = RwSignal::new(first.name);
    let (street, postcode) = (RwSignal::new(first.address.street), RwSignal::new(first.address.postcode));
    let (city, country) = (RwSignal::new(first.address.city), RwSignal::new(first.address.country));
    let (usual, active) = (RwSignal::new(first.usual), RwSignal::new(first.active));
    let fields = move || WarehouseFields {
        name: name.get(),
        address: PostalAddress {
            street: street.get(),
            postcode: postcode.get(),
            city: city.get(),
            country: country.get(),
        },
        usual: usual.get(),
        active: active.get(),
    };
    let saving = Action::new(move |(): &()| {
        let (id, version) = known.map_or((None, 0), |(id, version)| (Some(id), version));
        let command = SaveWarehouse { key: form.key(), id, version, fields: untrack(fields) };
        async move { form.answered(save_warehouse(command).await, t.terms_saved()) }
    });
    view! {
        {form.banner()}
        <div class="stack">
            <Field id="warehouse-name" label=t.warehouses_name() error=form.at("name")><TextInput value=name longest=100/></Field>
            <Field id="warehouse-street" label=t.parties_street() error=form.at("address.street")><TextInput value=street longest=200/></Field>
            <div class="cols-2">
                <Field id="warehouse-postcode" label=t.parties_postcode() error=form.at("address.postcode")><TextInput value=postcode longest=20/></Field>
                <Field id="warehouse-city" label=t.parties_city() error=form.at("address.city")><TextInput value=city longest=100/></Field>
            </div>
            <Field id="warehouse-country" label=t.parties_country() error=form.at("address.country")><Select value=country options=countries/></Field>
            <Check value=usual>{t.warehouses_usual()}</Check>
            <Check value=active>{t.terms_active()}</Check>
            {form.foot(saving)}
        </div>
    }
}

fn blank() -> WarehouseFields {
    let address = PostalAddress { country: "FI".to_owned(), ..PostalAddress::default() };
    WarehouseFields { address, active: true, ..WarehouseFields::default() }
}
