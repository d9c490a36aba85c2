//! The ways to the parts of the app: the rail at the left, on a phone the bar at the bottom.
use crate::{
    frame::use_pipeline,
    i18n::use_t,
    palette::Opener,
    ui::{Avatar, Icon, IconName, Kbd},
};
use domain::actors::{Permission, Role};
use i18n::T;
use leptos::{html, prelude::*};
use leptos_router::hooks::use_location;
use wire::account::Me;

/// A part of the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Today,
    Pipeline,
    Quotations,
    Orders,
    Customers,
    Products,
    Inbox,
    Outbox,
    Settings,
}

impl Part {
    pub(crate) const MAIN: [Part; 6] =
        [Part::Today, Part::Pipeline, Part::Quotations, Part::Orders, Part::Customers, Part::Products];
    pub(crate) const FOOT: [Part; 3] = [Part::Inbox, Part::Outbox, Part::Settings];
    const PHONE: [Part; 4] = [Part::Today, Part::Pipeline, Part::Quotations, Part::Customers];

    pub(crate) const fn href(self) -> &'static str {
        match self {
            Part::Today => "/",
            Part::Pipeline => "/pipeline",
            Part::Quotations => "/quotations",
            Part::Orders => "/orders",
            Part::Customers => "/customers",
            Part::Products => "/products",
            Part::Inbox => "/inbox",
            Part::Outbox => "/outbox",
            Part::Settings => "/settings",
        }
    }

    pub(crate) const fn icon(self) -> IconName {
        match self {
            Part::Today => IconName::Calendar,
            Part::Pipeline => IconName::Board,
            Part::Quotations => IconName::Document,
            Part::Orders => IconName::Box,
            Part::Customers => IconName::People,
            Part::Products => IconName::Tag,
            Part::Inbox => IconName::Inbox,
            Part::Outbox => IconName::Send,
            Part::Settings => IconName::Sliders,
        }
    }

    pub(crate) fn words(self, t: T) -> &'static str {
        match self {
            Part::Today => t.frame_today(),
            Part::Pipeline => t.frame_pipeline(),
            Part::Quotations => t.frame_quotations(),
            Part::Orders => t.frame_orders(),
            Part::Customers => t.frame_customers(),
            Part::Products => t.frame_products(),
            Part::Inbox => t.frame_inbox(),
            Part::Outbox => t.frame_outbox(),
            Part::Settings => t.frame_settings(),
        }
    }

    /// Whether the role has any business there.
    pub(crate) fn open_to(self, role: Role) -> bool {
        match self {
            Part::Inbox | Part::Outbox => role.may(Permission::Outbox),
            Part::Settings => role.may(Permission::Settings),
            _ => true,
        }
    }

    /// The part an address belongs to.
    fn of(path: &str) -> Option<Part> {
        Some(match path.trim_start_matches('/').split('/').next().unwrap_or_default() {
            "" => Part::Today,
            "pipeline" | "opportunities" | "forecast" | "calendar" | "pivot" | "graph" | "targets" | "assignment" => {
                Part::Pipeline
            }
            "quotations" => Part::Quotations,
            "orders" => Part::Orders,
            "customers" => Part::Customers,
            "products" => Part::Products,
            "inbox" => Part::Inbox,
            "outbox" => Part::Outbox,
            "settings" => Part::Settings,
            _ => return None,
        })
    }
}

/// Whether the page needs its width: board, lists and the editor take the narrow rail.
pub(super) fn narrow(path: &str) -> bool {
    let mut parts = path.trim_matches('/').split('/');
    matches!(
        (parts.next().unwrap_or_default(), parts.next()),
        ("quotations", _)
            | (
                "pipeline"
                    | "opportunities"
                    | "forecast"
                    | "calendar"
                    | "pivot"
                    | "graph"
                    | "targets"
                    | "orders"
                    | "customers"
                    | "products"
                    | "inbox"
                    | "outbox",
                None
            )
    )
}

/// The rail of a wide screen.
#[component]
pub(super) fn Rail(me: Me) -> impl IntoView {
    let t = use_t();
    let (role, opener) = (me.role, Opener::here());
    let link = move |part: Part| part.open_to(role).then(|| view! { <li><Way part/></li> });
    view! {
        <nav class="rail" aria-label=t.frame_main()>
            <a class="brand" href="/" aria-label=t.frame_home()>
                <Mark/>
                <span class="word">"Tarjous"</span>
            </a>
            <button type="button" class="find" title=t.palette_button() aria-haspopup="dialog" aria-keyshortcuts="Control+K Meta+K"
                on:click=move |_| opener.show()>
                <Icon name=IconName::Search/>
                <span class="word grow">{t.palette_button()}</span>
                <Kbd>"Ctrl K"</Kbd>
            </button>
            <ul>{Part::MAIN.map(link)}</ul>
            <ul class="foot">
                {Part::FOOT.map(link)}
                <li>
                    <button type="button" popovertarget="you" title=t.frame_you(&me.name)>
                        <Avatar name=me.name.clone() silent=true/>
                        <span class="word cut">{me.name.clone()}</span>
                    </button>
                </li>
            </ul>
        </nav>
    }
}

/// The bar of a phone: four parts, and the rest behind "More".
#[component]
pub(super) fn Phone(me: Me) -> impl IntoView {
    let t = use_t();
    let (role, opener) = (me.role, Opener::here());
    let more = NodeRef::<html::Div>::new();
    let close = move |_| {
        if let Some(more) = more.get_untracked() {
            let _ = more.hide_popover();
        }
    };
    let rest = [Part::Orders, Part::Products, Part::Inbox, Part::Outbox, Part::Settings];
    let path = use_location().pathname;
    let elsewhere = move || Part::of(&path.read()).is_some_and(|part| rest.contains(&part)).then_some("true");
    view! {
        <nav class="tabbar" aria-label=t.frame_main_phone()>
            {Part::PHONE.map(|part| view! { <Way part/> })}
            <button type="button" popovertarget="more" aria-current=elsewhere>
                <Icon name=IconName::Menu/>
                <span class="word">{t.frame_more()}</span>
            </button>
        </nav>
        <div class="menu sheet" id="more" popover="auto" role="menu" aria-label=t.frame_more() node_ref=more on:click=close>
            <button type="button" role="menuitem" aria-haspopup="dialog" on:click=move |_| opener.show()>
                <Icon name=IconName::Search/>
                {t.palette_button()}
            </button>
            {rest.map(|part| part.open_to(role).then(|| view! {
                <a href=part.href() role="menuitem"><Icon name=part.icon()/>{part.words(t)}</a>
            }))}
            <hr role="separator"/>
            <button type="button" role="menuitem" popovertarget="you">
                <Avatar name=me.name.clone() silent=true/>
                {me.name.clone()}
            </button>
        </div>
    }
}

/// A link that knows when it is here.
#[component]
fn Way(part: Part) -> impl IntoView {
    let t = use_t();
    let path = use_location().pathname;
    let here = move || (Part::of(&path.read()) == Some(part)).then_some("page");
    // The pipeline opens with the saved view one has chosen for it.
    let chosen = (part == Part::Pipeline).then(use_pipeline);
    let href = move || chosen.and_then(|chosen| chosen.get()).unwrap_or_else(|| part.href().to_owned());
    view! {
        <a href=href title=part.words(t) aria-current=here>
            <Icon name=part.icon()/>
            <span class="word">{part.words(t)}</span>
        </a>
    }
}

/// The product's mark.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 20 20" aria-hidden="true">
            <rect width="20" height="20" rx="5"></rect>
            <path d="M5 6.3h10M10 6.3v5.2c0 2.6 2.6 2.9 4.6 1.6"></path>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_belongs_to_the_part_it_is_found_in() {
        assert_eq!(Part::of("/"), Some(Part::Today));
        assert_eq!(Part::of("/opportunities/018f"), Some(Part::Pipeline));
        assert_eq!(Part::of("/quotations/018f"), Some(Part::Quotations));
        assert_eq!(Part::of("/elsewhere"), None);
        for part in Part::MAIN.into_iter().chain(Part::FOOT) {
            assert_eq!(Part::of(part.href()), Some(part));
        }
    }

    #[test]
    fn wide_work_takes_the_narrow_rail() {
        for path in ["/pipeline", "/quotations", "/quotations/018f", "/customers", "/orders/"] {
            assert!(narrow(path), "{path}");
        }
        for path in ["/", "/opportunities/018f", "/customers/018f", "/orders/018f", "/settings", "/products/new"] {
            assert!(!narrow(path), "{path}");
        }
    }

    #[test]
    fn nobody_is_led_where_the_role_may_not_go() {
        assert!(!Part::Settings.open_to(Role::Manager));
        assert!(Part::Settings.open_to(Role::Administrator));
        assert!(!Part::Outbox.open_to(Role::Seller));
        assert!(Part::MAIN.iter().all(|part| part.open_to(Role::Seller)));
    }
}
