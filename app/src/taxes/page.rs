//! The settings of taxes and fiscal positions, one under the other.
use super::{
    api::{add_one_stop_shop, add_usual_taxes, read_fiscal_positions, read_taxes},
    position_form::PositionForm,
    positions::Positions,
    table::Taxes,
    tax_form,
};
use crate::i18n::use_t;
use crate::ui::{Banner, Button, Drawer, IconName, Skeleton, Tone, use_toasts};
use leptos::prelude::*;
use leptos_meta::Title;
use uuid::Uuid;
use wire::{
    fiscal::{AddUsualTaxes, FiscalForm},
    shared::IdempotencyKey,
    taxes::TaxForm,
};

/// The page.
#[component]
pub fn TaxesPage() -> impl IntoView {
    let t = use_t();
    let found = Resource::new(
        || (),
        |()| async { Ok::<_, crate::wire::AppError>((read_taxes().await?, read_fiscal_positions().await?)) },
    );
    let again = move || found.refetch();
    crate::live::on_change("tax", None, again);
    crate::live::on_change("fiscal_position", None, again);
    let toasts = use_toasts();
    let adding = Action::new(move |shop: &bool| {
        let (shop, command) = (*shop, AddUsualTaxes { key: IdempotencyKey(Uuid::new_v4()) });
        async move {
            let answer = if shop { add_one_stop_shop(command).await } else { add_usual_taxes(command).await };
            match answer {
                Ok(_) => again(),
                Err(error) => toasts.say(error.sentence(t)),
            }
        }
    });
    // The drawers belong to the page: what is typed in them stays when somebody else's change draws the tables anew.
    let known = StoredValue::new((Vec::<TaxForm>::new(), 0));
    let (tax_open, position_open) = (RwSignal::new(false), RwSignal::new(false));
    let tax = RwSignal::new(None::<TaxForm>);
    let position = RwSignal::new(None::<(usize, FiscalForm)>);
    let edit_tax = Callback::new(move |edited| {
        tax.set(edited);
        tax_open.set(true);
    });
    let edit_position = Callback::new(move |edited| {
        position.set(edited);
        position_open.set(true);
    });
    let tax_title = Signal::derive(move || {
        tax.with(|tax| tax.as_ref().map_or(t.taxes_new().to_owned(), |tax| tax.fields.name.clone()))
    });
    let position_title = Signal::derive(move || {
        position.with(|one| one.as_ref().map_or(t.fiscal_new().to_owned(), |(_, form)| form.fields.name.clone()))
    });
    let names = move || {
        known.with_value(|(taxes, _)| {
            taxes.iter().map(|tax| (tax.id.to_string(), tax.fields.name.clone())).collect::<Vec<_>>()
        })
    };
    view! {
        <Title text=t.taxes_taxes()/>
        <header class="top">
            <nav class="crumb wide" aria-label=t.prices_path()><a href="/settings">{t.settings_settings()}</a><span>"/"</span></nav>
            <h1>{t.taxes_taxes()}</h1>
            <span class="push"></span>
        </header>
        <div class="setview one">
            <div class="rules">
                <Transition fallback=move || view! { <Skeleton rows=8/> }>
                    {move || Suspend::new(async move {
                        match found.await {
                            Ok((taxes, positions)) => {
                                known.set_value((taxes.taxes.clone(), positions.positions.len()));
                                view! {
                                <Taxes t view=taxes on_edit=edit_tax/>
                                <Positions t view=positions on_edit=edit_position/>
                                <section class="card pad">
                                    <p class="t-13 muted">{t.taxes_add_usual_what()}</p>
                                    <div class="row gap">
                                        <Button busy=adding.pending() busy_label=t.taxes_saving() on_press=move |()| { adding.dispatch(false); }>
                                            {t.taxes_add_usual()}
                                        </Button>
                                    </div>
                                    <p class="t-13 muted gap">{t.taxes_oss_what()}</p>
                                    <div class="row gap">
                                        <Button busy=adding.pending() busy_label=t.taxes_saving() on_press=move |()| { adding.dispatch(true); }>
                                            {t.taxes_oss()}
                                        </Button>
                                    </div>
                                </section>
                                }.into_any()
                            }
                            Err(error) => view! {
                                <Banner tone=Tone::Danger icon=IconName::Alert page=true urgent=true>{error.sentence(t)}</Banner>
                            }.into_any(),
                        }
                    })}
                </Transition>
            </div>
        </div>
        <Drawer id="tax-form" open=tax_open title=tax_title>
            <tax_form::TaxForm t stored=tax.get_untracked() others=known.with_value(|(taxes, _)| taxes.clone()) open=tax_open/>
        </Drawer>
        <Drawer id="fiscal-form" open=position_open title=position_title>
            <PositionForm t stored=position.get_untracked() count=known.with_value(|(_, count)| *count) taxes=names() open=position_open/>
        </Drawer>
    }
}
