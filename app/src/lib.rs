//! What people see: pages and parts, rendered on the server and alive in the browser.
pub mod account;
#[cfg(feature = "ssr")]
pub mod admit;
pub mod crm;
pub mod frame;
pub mod i18n;
pub mod listing;
pub mod live;
pub mod messages;
pub mod orders;
pub mod parties;
#[cfg(any(feature = "ssr", test))]
pub mod portal;
pub mod prices;
pub mod products;
pub mod quotes;
pub mod settings;
pub mod sheet;
pub mod shell;
pub mod today;
pub mod ui;
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

pub use shell::shell;

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
    // Tests and bound keys wait for this mark: before it, a press is not heard.
    Effect::new(|_| {
        if let Some(body) = document().body() {
            let _ = body.set_attribute("data-hydrated", "");
        }
    });
    // Whole pages in one piece (`SsrMode::Async`): readable before any script has run, and without any.
    view! {
        <Title formatter=move |page: String| written(t.frame_page(page))/>
        <Router>
            <Routes fallback=frame::NotFoundPage>
                <Route path=path!("/sign-in") view=account::SignInPage ssr=SsrMode::Async/>
                <Route path=path!("/sign-in/forgotten") view=account::ForgottenPage ssr=SsrMode::Async/>
                <Route path=path!("/set-password") view=account::SetPasswordPage ssr=SsrMode::Async/>
                <ParentRoute path=path!("") view=frame::Frame ssr=SsrMode::Async>
                    <Route path=path!("/") view=today::TodayPage ssr=SsrMode::Async/>
                    <Route path=path!("/pipeline") view=crm::BoardPage ssr=SsrMode::Async/>
                    <Route path=path!("/opportunities/:id") view=crm::OpportunityPage ssr=SsrMode::Async/>
                    <Route path=path!("/quotations") view=quotes::QuotesPage ssr=SsrMode::Async/>
                    <Route path=path!("/quotations/:id") view=quotes::EditorPage ssr=SsrMode::Async/>
                    <Route path=path!("/orders") view=orders::OrdersPage ssr=SsrMode::Async/>
                    <Route path=path!("/orders/:id") view=orders::OrderPage ssr=SsrMode::Async/>
                    <Route path=path!("/customers") view=parties::ListPage ssr=SsrMode::Async/>
                    <Route path=path!("/customers/:id") view=parties::PartyPage ssr=SsrMode::Async/>
                    <Route path=path!("/products") view=products::ListPage ssr=SsrMode::Async/>
                    <Route path=path!("/products/:id") view=products::ProductPage ssr=SsrMode::Async/>
                    <Route path=path!("/settings") view=settings::SettingsPage ssr=SsrMode::Async/>
                    <Route path=path!("/settings/price-lists") view=prices::ListsPage ssr=SsrMode::Async/>
                    <Route path=path!("/settings/price-lists/:id") view=prices::PriceListPage ssr=SsrMode::Async/>
                    <Route path=path!("/outbox") view=messages::OutboxPage ssr=SsrMode::Async/>
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
