//! The form of a warehouse: its name, where it stands, whether goods usually leave from it.
use super::api::save_warehouse;
use crate::{
    parties::country_options,
    ui::{Banner, Button, Check, Field, IconName, Look, Select, TextInput, Tone, use_toasts},
};
use domain::{quotes::content::PostalAddress, refusal::FieldRefusal};
use i18n::T;
use leptos::prelude::*;
use uuid::Uuid;
use wire::{
    problem::Problem,
    shared::IdempotencyKey,
    warehouses::{SaveWarehouse, WarehouseFields, WarehouseRow},
};

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
    let toasts = use_toasts();
    let known = stored.as_ref().map(|stored| (stored.id, stored.version));
    let first = stored.map_or_else(blank, |stored| stored.fields);
    let countries = Signal::stored(country_options(t, &first.address.country, false));
    let name = RwSignal::new(first.name);
    let (street, postcode) = (RwSignal::new(first.address.street), RwSignal::new(first.address.postcode));
    let (city, country) = (RwSignal::new(first.address.city), RwSignal::new(first.address.country));
    let (usual, active) = (RwSignal::new(first.usual), RwSignal::new(first.active));
    let refused = RwSignal::new(Vec::<FieldRefusal>::new());
    let wrong = RwSignal::new(None::<String>);
    let key = StoredValue::new(IdempotencyKey(Uuid::new_v4()));
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
    let saving = Action::new(move |fields: &WarehouseFields| {
        let fields = fields.clone();
        async move {
            let (id, version) = known.map_or((None, 0), |(id, version)| (Some(id), version));
            match save_warehouse(SaveWarehouse { key: key.get_value(), id, version, fields }).await {
                Ok(_) => {
                    toasts.say(t.terms_saved().to_owned());
                    open.set(false);
                }
                Err(error) if error.is_stale() => wrong.set(Some(t.warehouses_stale().to_owned())),
                Err(error) => {
                    wrong.set(Some(error.sentence(t)));
                    if let Problem::Refused { refusals } = error.0 {
                        key.set_value(IdempotencyKey(Uuid::new_v4()));
                        refused.set(refusals);
                    }
                }
            }
        }
    });
    let save = move |()| {
        wrong.set(None);
        refused.set(Vec::new());
        saving.dispatch(untrack(fields));
    };
    let at = move |field: &'static str| {
        Signal::derive(move || {
            refused.with(|all| {
                let found = all.iter().find(|one| one.field == field);
                found.map(|one| i18n::problem::refusal_sentence(t, &one.refusal))
            })
        })
    };
    view! {
        {move || wrong.get().map(|wrong| view! { <Banner tone=Tone::Danger icon=IconName::Alert urgent=true>{wrong}</Banner> })}
        <div class="stack">
            <Field id="warehouse-name" label=t.warehouses_name() error=at("name")><TextInput value=name longest=100/></Field>
            <Field id="warehouse-street" label=t.parties_street() error=at("address.street")><TextInput value=street longest=200/></Field>
            <div class="cols-2">
                <Field id="warehouse-postcode" label=t.parties_postcode() error=at("address.postcode")><TextInput value=postcode longest=20/></Field>
                <Field id="warehouse-city" label=t.parties_city() error=at("address.city")><TextInput value=city longest=100/></Field>
            </div>
            <Field id="warehouse-country" label=t.parties_country() error=at("address.country")><Select value=country options=countries/></Field>
            <Check value=usual>{t.warehouses_usual()}</Check>
            <Check value=active>{t.terms_active()}</Check>
            <div class="ending">
                <Button on_press=move |()| open.set(false)>{t.terms_cancel()}</Button>
                <Button look=Look::Primary busy=saving.pending() busy_label=t.terms_saving() on_press=save>{t.terms_save()}</Button>
            </div>
        </div>
    }
}

fn blank() -> WarehouseFields {
    let address = PostalAddress { country: "FI".to_owned(), ..PostalAddress::default() };
    WarehouseFields { address, active: true, ..WarehouseFields::default() }
}
