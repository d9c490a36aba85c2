//! Stages of the pipeline, as they stand; they are changed on a page of their own.
use super::relearn::Relearn;
use crate::i18n::use_t;
use crate::ui::Table;
use domain::formats;
use leptos::prelude::*;
use rust_decimal::Decimal;
use wire::settings::SettingsView;

/// The stages, with the chance of winning from each.
#[component]
pub(super) fn Stages(
    /// The settings.
    #[prop(into)]
    view: Signal<SettingsView>,
) -> impl IntoView {
    let t = use_t();
    let head = move || {
        view! {
            <th scope="col">{t.settings_column_stage()}</th>
            <th scope="col" class="num">{t.settings_column_chance()}</th>
        }
    };
    let rows = move || {
        let stages = view.with(|view| view.stages.clone());
        stages
            .into_iter()
            .map(|stage| {
                let chance = formats::percent(t.figures(), Decimal::from(stage.chance));
                view! { <tr><th scope="row">{stage.name}</th><td class="num">{chance}</td></tr> }
            })
            .collect_view()
    };
    view! {
        <section id="stages">
            <h2>{t.settings_stages()}<small>{t.settings_stages_what()}</small></h2>
            <div>
                <div class="card"><Table label=t.settings_stages() head>{rows}</Table></div>
                <p class="gap"><a class="btn" href="/settings/stages">{t.stages_edit()}</a></p>
                <Relearn/>
            </div>
        </section>
    }
}
