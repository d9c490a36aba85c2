//! The settings page: its parts at the left, their content beside.
use super::{
    api::read_settings,
    company::{Company, field_name, keeper},
    limits::Limits,
    mail::MailServer,
    pipeline::Stages,
    regret::Regret,
    reminders::Reminders,
    seal::Seal,
    users::{Teams, Users},
    values,
};
use crate::frame::ProblemPage;
use crate::i18n::use_t;
use crate::sheet::{Clashes, KeptState};
use crate::ui::Skeleton;
use i18n::T;
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use wire::settings::SettingsView;

/// The settings of the company; for administrators.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let first = OnceResource::new(read_settings());
    view! {
        <Transition fallback=move || view! { <Skeleton rows=8/> }>
            {move || Suspend::new(async move {
                match first.await {
                    Ok(view) => view! { <Parts first=view/> }.into_any(),
                    Err(error) => view! { <ProblemPage error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Parts(first: SettingsView) -> impl IntoView {
    let t = use_t();
    let keeper = keeper(t, &first);
    let view = RwSignal::new(first);
    let reload = move || {
        spawn_local(async move {
            if let Ok(fresh) = read_settings().await {
                keeper.refresh(fresh.version, values::values(&fresh.company));
                view.set(fresh);
            }
        });
    };
    crate::live::on_change("settings", None, reload);
    view! {
        <Title text=t.settings_settings()/>
        <header class="top">
            <h1>{t.settings_settings()}</h1>
            <span class="push"></span>
            <KeptState keeper/>
        </header>
        <Clashes keeper label=move |code| field_name(t, code)/>
        <div class="setview">
            <Places t/>
            <div class="form">
                <Company keeper/>
                <Users view reload=Callback::new(move |()| reload())/>
                <Teams view/>
                <Stages view/>
                <Limits/>
                <Reminders/>
                <Regret/>
                <Seal/>
                <MailServer ready=Signal::derive(move || view.with(|view| view.mail_ready))/>
            </div>
        </div>
    }
}

/// The way to each part.
#[component]
fn Places(t: T) -> impl IntoView {
    let to = |id: &'static str, words: &'static str| view! { <li><a href=format!("#{id}")>{words}</a></li> };
    view! {
        <nav class="setnav" aria-label=t.settings_parts()>
            <h2>{t.settings_group_company()}</h2>
            <ul>{to("company", t.settings_company())}{to("usual", t.settings_usual())}</ul>
            <h2>{t.settings_group_selling()}</h2>
            <ul>
                <li><a href="/settings/teams">{t.settings_teams()}</a></li>
                <li><a href="/targets">{t.targets_title()}</a></li>
                <li><a href="/settings/stages">{t.settings_stages()}</a></li>
                <li><a href="/settings/custom-fields">{t.custom_title()}</a></li>
                <li><a href="/settings/tags">{t.tags_title()}</a></li>
                <li><a href="/settings/recurring-plans">{t.recurring_title()}</a></li>
                <li><a href="/settings/activity-types">{t.types_title()}</a></li>
                <li><a href="/settings/activity-plans">{t.plans_title()}</a></li>
                {to("limits", t.approvals_limits())}
                {to("reminders", t.reading_reminders())}
                {to("regret", t.regret_settings())}
                <li><a href="/settings/taxes">{t.settings_taxes()}</a></li>
                <li><a href="/settings/payment-terms">{t.terms_title()}</a></li>
                <li><a href="/settings/delivery">{t.delivery_methods()}</a></li>
                <li><a href="/settings/warehouses">{t.warehouses_title()}</a></li>
                <li><a href="/settings/price-lists">{t.prices_lists()}</a></li>
                <li><a href="/settings/currencies">{t.currencies_title()}</a></li>
                <li><a href="/settings/units">{t.catalog_units()}</a></li>
                <li><a href="/settings/categories">{t.catalog_categories()}</a></li>
                <li><a href="/settings/mail-texts">{t.letters_title()}</a></li>
                <li><a href="/settings/templates">{t.templates_title()}</a></li>
            </ul>
            <h2>{t.settings_group_running()}</h2>
            <ul>
                {to("users", t.settings_users())}
                {to("seal", t.seals_keys())}
                {to("mail", t.settings_mail())}
                <li><a href="/settings/intake">{t.intake_title()}</a></li>
                <li><a href="/settings/mailboxes">{t.mailboxes_title()}</a></li>
                <li><a href="/settings/import">{t.imports_import()}</a></li>
            </ul>
        </nav>
    }
}
