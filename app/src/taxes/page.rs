//! The settings of taxes and fiscal positions, one under the other.
use super::{
    api::{add_usual_taxes, read_fiscal_positions, read_taxes},
    positions::Positions,
    taxes::Taxes,
};
use crate::i18n::use_t;
use crate::ui::{Banner, Button, IconName, Skeleton, Tone, use_toasts};
use leptos::prelude::*;
use leptos_meta::Title;
use uuid::Uuid;
use wire::{fiscal::AddUsualTaxes, shared::IdempotencyKey};

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
    let adding = Action::new(move |(): &()| async move {
        match add_usual_taxes(AddUsualTaxes { key: IdempotencyKey(Uuid::new_v4()) }).await {
            Ok(_) => again(),
            Err(error) => toasts.say(error.sentence(t)),
        }
    });
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
                            Ok((taxes, positions)) => view! {
                                <Taxes t view=taxes.clone()/>
                                <Positions t view=positions taxes=taxes.taxes/>
                                <section class="card pad">
                                    <p class="t-13 muted">{t.taxes_add_usual_what()}</p>
                                    <div class="row gap">
                                        <Button busy=adding.pending() busy_label=t.taxes_saving() on_press=move |()| { adding.dispatch(()); }>
                                            {t.taxes_add_usual()}
                                        </Button>
                                    </div>
                                </section>
                            }.into_any(),
                            Err(error) => view! {
                                <Banner tone=Tone::Danger icon=IconName::Alert page=true urgent=true>{error.sentence(t)}</Banner>
                            }.into_any(),
                        }
                    })}
                </Transition>
            </div>
        </div>
    }
}
