//! What people see: pages and parts, rendered on the server and alive in the browser.
pub mod account;
#[cfg(feature = "ssr")]
pub mod admit;
pub mod assignment;
pub mod calendars;
pub mod catalog;
pub mod codec;
pub mod content;
pub mod crm;
pub mod currencies;
pub mod custom;
pub mod delivery;
pub mod frame;
pub mod i18n;
pub mod imports;
pub mod intake;
pub mod letters;
pub mod listing;
pub mod live;
mod merging;
pub mod messages;
pub mod orders;
pub mod palette;
pub mod parties;
pub mod parts;
#[cfg(any(feature = "ssr", test))]
pub mod portal;
pub mod prices;
pub mod products;
pub mod quotes;
pub mod settings;
pub mod sheet;
pub mod shell;
pub mod stages;
pub mod targets;
pub mod taxes;
pub mod teams;
pub mod templates;
pub mod terms;
pub mod today;
pub mod ui;
pub mod warehouses;
pub mod wire;

use ::i18n::T;
use ::wire::account::Me;
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{ParentRoute, Route, Router, Routes},
    path,
};

use parts::Later;
pub use shell::shell;

/// The mark on a body whose page hears what is pressed. Tests and bound keys wait for it.
const ALIVE: &str = "data-hydrated";

/// To be called once the page is alive: marks it, and fetches ahead what the next page will need.
pub fn alive() {
    if let Some(body) = document().body() {
        let _ = body.set_attribute(ALIVE, "");
    }
    parts::fetch_ahead();
}

/// The staff app: who is signed in, the reader's language, and which page an address means.
#[component]
pub fn App() -> impl IntoView {
    let me = SharedValue::new(signed_in).into_inner();
    let t = T::new(i18n::page_lang());
    let t = t.with_figures_of(me.as_ref().map_or(t.lang(), |me| me.company_language));
    provide_context(t);
    provide_meta_context();
    live::provide_live(me.is_some());
    frame::provide_me(me);
    ui::provide_toasts();
    // Whole pages in one piece (`SsrMode::Async`): readable before any script has run, and without any.
    view! {
        <Title formatter=move |page: String| written(t.frame_page(page))/>
        <Router>
            <Routes fallback=frame::NotFoundPage>
                <Route path=path!("/sign-in") view=Later::SignIn ssr=SsrMode::Async/>
                <Route path=path!("/sign-in/forgotten") view=Later::Forgotten ssr=SsrMode::Async/>
                <Route path=path!("/set-password") view=Later::SetPassword ssr=SsrMode::Async/>
                <ParentRoute path=path!("") view=frame::Frame ssr=SsrMode::Async>
                    <Route path=path!("/") view=Later::Today ssr=SsrMode::Async/>
                    <Route path=path!("/pipeline") view=crm::BoardPage ssr=SsrMode::Async/>
                    <Route path=path!("/opportunities") view=Later::Opportunities ssr=SsrMode::Async/>
                    <Route path=path!("/opportunities/:id") view=Later::Opportunity ssr=SsrMode::Async/>
                    <Route path=path!("/opportunities/:id/merge/:other") view=Later::Merge ssr=SsrMode::Async/>
                    <Route path=path!("/quotations") view=Later::Quotes ssr=SsrMode::Async/>
                    <Route path=path!("/quotations/:id") view=Later::Editor ssr=SsrMode::Async/>
                    <Route path=path!("/quotations/:id/versions") view=Later::Versions ssr=SsrMode::Async/>
                    <Route path=path!("/quotations/:id/proposal") view=Later::Proposal ssr=SsrMode::Async/>
                    <Route path=path!("/quotations/:id/content") view=Later::Content ssr=SsrMode::Async/>
                    <Route path=path!("/orders") view=Later::Orders ssr=SsrMode::Async/>
                    <Route path=path!("/orders/statements") view=Later::Statements ssr=SsrMode::Async/>
                    <Route path=path!("/orders/statements/:id") view=Later::Statement ssr=SsrMode::Async/>
                    <Route path=path!("/orders/:id") view=Later::Order ssr=SsrMode::Async/>
                    <Route path=path!("/customers") view=Later::Customers ssr=SsrMode::Async/>
                    <Route path=path!("/customers/duplicates") view=Later::PartyPairs ssr=SsrMode::Async/>
                    <Route path=path!("/customers/:id") view=Later::Customer ssr=SsrMode::Async/>
                    <Route path=path!("/customers/:id/merge/:other") view=Later::PartyMerge ssr=SsrMode::Async/>
                    <Route path=path!("/products") view=Later::Products ssr=SsrMode::Async/>
                    <Route path=path!("/products/:id") view=Later::Product ssr=SsrMode::Async/>
                    <Route path=path!("/settings") view=Later::Settings ssr=SsrMode::Async/>
                    <Route path=path!("/settings/delivery") view=Later::Deliveries ssr=SsrMode::Async/>
                    <Route path=path!("/settings/delivery/:id") view=Later::Delivery ssr=SsrMode::Async/>
                    <Route path=path!("/settings/price-lists") view=Later::PriceLists ssr=SsrMode::Async/>
                    <Route path=path!("/settings/price-lists/:id") view=Later::PriceList ssr=SsrMode::Async/>
                    <Route path=path!("/settings/taxes") view=Later::Taxes ssr=SsrMode::Async/>
                    <Route path=path!("/settings/payment-terms") view=Later::Terms ssr=SsrMode::Async/>
                    <Route path=path!("/settings/import") view=Later::Imports ssr=SsrMode::Async/>
                    <Route path=path!("/settings/import/:id") view=Later::Import ssr=SsrMode::Async/>
                    <Route path=path!("/settings/currencies") view=Later::Currencies ssr=SsrMode::Async/>
                    <Route path=path!("/settings/units") view=Later::Units ssr=SsrMode::Async/>
                    <Route path=path!("/settings/mail-texts") view=Later::MailTexts ssr=SsrMode::Async/>
                    <Route path=path!("/settings/warehouses") view=Later::Warehouses ssr=SsrMode::Async/>
                    <Route path=path!("/settings/categories") view=Later::Categories ssr=SsrMode::Async/>
                    <Route path=path!("/settings/templates") view=Later::Templates ssr=SsrMode::Async/>
                    <Route path=path!("/settings/templates/:id") view=Later::Template ssr=SsrMode::Async/>
                    <Route path=path!("/settings/intake") view=Later::WebForms ssr=SsrMode::Async/>
                    <Route path=path!("/activities") view=Later::Matrix ssr=SsrMode::Async/>
                    <Route path=path!("/forecast") view=Later::Forecast ssr=SsrMode::Async/>
                    <Route path=path!("/calendar") view=Later::Calendar ssr=SsrMode::Async/>
                    <Route path=path!("/account") view=Later::Account ssr=SsrMode::Async/>
                    <Route path=path!("/settings/tags") view=Later::Tags ssr=SsrMode::Async/>
                    <Route path=path!("/settings/recurring-plans") view=Later::RecurringPlans ssr=SsrMode::Async/>
                    <Route path=path!("/settings/stages") view=Later::Stages ssr=SsrMode::Async/>
                    <Route path=path!("/settings/custom-fields") view=Later::CustomFields ssr=SsrMode::Async/>
                    <Route path=path!("/settings/activity-types") view=Later::ActivityTypes ssr=SsrMode::Async/>
                    <Route path=path!("/settings/activity-plans") view=Later::ActivityPlans ssr=SsrMode::Async/>
                    <Route path=path!("/pivot") view=Later::Pivot ssr=SsrMode::Async/>
                    <Route path=path!("/graph") view=Later::Graph ssr=SsrMode::Async/>
                    <Route path=path!("/targets") view=Later::Targets ssr=SsrMode::Async/>
                    <Route path=path!("/settings/teams") view=Later::Teams ssr=SsrMode::Async/>
                    <Route path=path!("/assignment") view=Later::Assignment ssr=SsrMode::Async/>
                    <Route path=path!("/settings/mailboxes") view=Later::Mailboxes ssr=SsrMode::Async/>
                    <Route path=path!("/inbox") view=Later::Inbox ssr=SsrMode::Async/>
                    <Route path=path!("/outbox") view=Later::Outbox ssr=SsrMode::Async/>
                </ParentRoute>
            </Routes>
        </Router>
        <ui::ToastHost/>
    }
}

/// A title as it is written into the page: names of customers and products are text there, never markup.
/// The server's page takes it as it stands; the browser sets it as text.
fn written(title: String) -> String {
    if cfg!(feature = "ssr") { title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;") } else { title }
}

#[cfg(feature = "ssr")]
fn signed_in() -> Option<Me> {
    admit::me()
}

#[cfg(not(feature = "ssr"))]
fn signed_in() -> Option<Me> {
    None
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn a_script_in_a_name_stays_text_in_the_title() {
        let title = written("</title><script>x&y".to_owned());
        assert_eq!(title.contains("</title>"), !cfg!(feature = "ssr"));
    }
}
