//! Pages whose code a browser fetches only when they are opened. The server has all of them at hand.
//!
//! The program comes in parts: the first holds the frame and the board; the home page with the door, the editor and
//! the other records are fetched when needed, or ahead of it once the page is alive and quiet.
use crate::{
    account, assignment, calendars, catalog, content, crm, currencies, custom, delivery, imports, intake, letters,
    messages, orders, parties, prices, products, quotes, settings, stages, targets, taxes, teams, templates, terms,
    today, warehouses,
};
use leptos::prelude::*;
use leptos_router::ChooseView;

mod asked;

pub(crate) use asked::{NewOpportunity, Palette};
use asked::{finder, form};

/// A page outside the first part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Later {
    /// Signing in.
    SignIn,
    /// A forgotten password.
    Forgotten,
    /// A new password.
    SetPassword,
    /// The home page.
    Today,
    /// One quotation.
    Editor,
    /// What differs between its versions.
    Versions,
    /// What its customer proposes.
    Proposal,
    /// What stands above its lines.
    Content,
    /// All opportunities, as a list.
    Opportunities,
    /// One opportunity.
    Opportunity,
    /// Two opportunities that are merged.
    Merge,
    /// All quotations.
    Quotes,
    /// All orders.
    Orders,
    /// One order.
    Order,
    /// Bank statements.
    Statements,
    /// One bank statement.
    Statement,
    /// All customers.
    Customers,
    /// One customer.
    Customer,
    /// Customers that may be the same.
    PartyPairs,
    /// Two customers that are merged.
    PartyMerge,
    /// All products.
    Products,
    /// One product.
    Product,
    /// The company's settings.
    Settings,
    /// All price lists.
    PriceLists,
    /// One price list.
    PriceList,
    /// All delivery methods.
    Deliveries,
    /// One delivery method.
    Delivery,
    /// Taxes and fiscal positions.
    Taxes,
    /// Payment terms.
    Terms,
    /// Files that are imported.
    Imports,
    /// One import.
    Import,
    /// Currencies with their rates.
    Currencies,
    /// Units of measure.
    Units,
    /// Warehouses.
    Warehouses,
    /// Texts of mails with quotations.
    MailTexts,
    /// Categories of products.
    Categories,
    /// All templates of quotations.
    Templates,
    /// One template.
    Template,
    /// The web forms that posts come in by.
    WebForms,
    /// Activities as a matrix.
    Matrix,
    /// Opportunities by the month they are expected to close in.
    Forecast,
    /// Activities and closings by day.
    Calendar,
    /// One's own account.
    Account,
    /// Tags of opportunities.
    Tags,
    /// Plans of recurring revenue.
    RecurringPlans,
    /// Stages of the pipeline.
    Stages,
    /// Fields that teams add to their opportunities.
    CustomFields,
    /// Types of activities.
    ActivityTypes,
    /// Plans of activities.
    ActivityPlans,
    /// Opportunities in groups, as a table.
    Pivot,
    /// The same drawn.
    Graph,
    /// What people and teams are to sell.
    Targets,
    /// Teams and their rules.
    Teams,
    /// Opportunities that wait to be given to teams.
    Assignment,
    /// The mailboxes that mail comes in by.
    Mailboxes,
    /// What came in by them.
    Inbox,
    /// Mail that waits or failed.
    Outbox,
}

/// A file of the program beside the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What one sees first: the door, and the home page.
    Home,
    /// Where quotations are written.
    Editor,
    /// Lists and records.
    Records,
    /// Forecast and calendar.
    Ahead,
}

impl Part {
    /// All, the likeliest to be needed next first.
    pub const ALL: [Part; 4] = [Part::Records, Part::Editor, Part::Home, Part::Ahead];

    /// As the names of its files have it; what two parts share is in a file with both names.
    pub const fn name(self) -> &'static str {
        match self {
            Part::Home => "home",
            Part::Editor => "editor",
            Part::Records => "records",
            Part::Ahead => "ahead",
        }
    }

    /// What the page at an address needs beside the first part.
    pub fn of(path: &str) -> Option<Part> {
        let mut words = path.trim_matches('/').split('/');
        match (words.next().unwrap_or_default(), words.next()) {
            ("" | "sign-in" | "set-password", _) => Some(Part::Home),
            ("pipeline", _) => None,
            ("forecast" | "calendar", _) => Some(Part::Ahead),
            ("quotations", Some(_)) => Some(Part::Editor),
            _ => Some(Part::Records),
        }
    }
}

impl Later {
    /// Where the page's code is.
    pub const fn part(self) -> Part {
        match self {
            Later::SignIn | Later::Forgotten | Later::SetPassword | Later::Today => Part::Home,
            Later::Editor | Later::Versions | Later::Proposal | Later::Content => Part::Editor,
            Later::Forecast | Later::Calendar => Part::Ahead,
            _ => Part::Records,
        }
    }
}

impl ChooseView for Later {
    async fn choose(self) -> AnyView {
        // `preload` has come first; what is here already cannot fail.
        apart::page(self).await.unwrap_or_else(|| ().into_any())
    }

    async fn preload(&self) {
        apart::fetch(*self).await;
    }
}

/// Comes back when the part for an address is here; the page the server wrote stays until then.
pub async fn arrive(path: &str) {
    if let Some(part) = Part::of(path) {
        apart::fetch_part(part, path).await;
    }
}

/// Fetches the other parts, so that the next page opens at once. Call it when the page is alive.
pub fn fetch_ahead() {
    apart::fetch_ahead();
}

/// Stages by id and name, in their order.
type Stages = Vec<(String, String)>;

/// The part of what one sees first.
fn home(page: Later) -> Option<AnyView> {
    Some(match page {
        Later::SignIn => view! { <account::SignInPage/> }.into_any(),
        Later::Forgotten => view! { <account::ForgottenPage/> }.into_any(),
        Later::SetPassword => view! { <account::SetPasswordPage/> }.into_any(),
        Later::Today => view! { <today::TodayPage/> }.into_any(),
        _ => return None,
    })
}

/// The part in which quotations are written.
fn editor(page: Later) -> Option<AnyView> {
    match page {
        Later::Editor => Some(view! { <quotes::EditorPage/> }.into_any()),
        Later::Versions => Some(view! { <quotes::VersionsPage/> }.into_any()),
        Later::Proposal => Some(view! { <quotes::ProposalPage/> }.into_any()),
        Later::Content => Some(view! { <content::ContentPage/> }.into_any()),
        _ => None,
    }
}

/// The part of what lies ahead.
fn ahead(page: Later) -> Option<AnyView> {
    match page {
        Later::Forecast => Some(view! { <crm::ForecastPage/> }.into_any()),
        Later::Calendar => Some(view! { <crm::CalendarPage/> }.into_any()),
        _ => None,
    }
}

/// The part of lists and records.
fn records(page: Later) -> Option<AnyView> {
    Some(match page {
        Later::Opportunities => view! { <crm::OpportunitiesPage/> }.into_any(),
        Later::Opportunity => view! { <crm::OpportunityPage/> }.into_any(),
        Later::Merge => view! { <crm::MergePage/> }.into_any(),
        Later::Quotes => view! { <quotes::QuotesPage/> }.into_any(),
        Later::Orders => view! { <orders::OrdersPage/> }.into_any(),
        Later::Order => view! { <orders::OrderPage/> }.into_any(),
        Later::Statements => view! { <orders::StatementsPage/> }.into_any(),
        Later::Statement => view! { <orders::StatementPage/> }.into_any(),
        Later::Customers => view! { <parties::ListPage/> }.into_any(),
        Later::Customer => view! { <parties::PartyPage/> }.into_any(),
        Later::PartyPairs => view! { <parties::PairsPage/> }.into_any(),
        Later::PartyMerge => view! { <parties::PartyMergePage/> }.into_any(),
        Later::Products => view! { <products::ListPage/> }.into_any(),
        Later::Product => view! { <products::ProductPage/> }.into_any(),
        Later::Settings => view! { <settings::SettingsPage/> }.into_any(),
        Later::PriceLists => view! { <prices::ListsPage/> }.into_any(),
        Later::PriceList => view! { <prices::PriceListPage/> }.into_any(),
        Later::Deliveries => view! { <delivery::MethodsPage/> }.into_any(),
        Later::Delivery => view! { <delivery::MethodPage/> }.into_any(),
        Later::Taxes => view! { <taxes::TaxesPage/> }.into_any(),
        Later::Terms => view! { <terms::TermsPage/> }.into_any(),
        Later::Imports => view! { <imports::ImportsPage/> }.into_any(),
        Later::Import => view! { <imports::ImportPage/> }.into_any(),
        Later::Currencies => view! { <currencies::CurrenciesPage/> }.into_any(),
        Later::Units => view! { <catalog::UnitsPage/> }.into_any(),
        Later::Warehouses => view! { <warehouses::WarehousesPage/> }.into_any(),
        Later::MailTexts => view! { <letters::MailTextsPage/> }.into_any(),
        Later::Categories => view! { <catalog::CategoriesPage/> }.into_any(),
        Later::Templates => view! { <templates::TemplatesPage/> }.into_any(),
        Later::Template => view! { <templates::TemplatePage/> }.into_any(),
        Later::WebForms => view! { <intake::WebFormsPage/> }.into_any(),
        Later::Matrix => view! { <crm::MatrixPage/> }.into_any(),
        Later::Account => view! { <calendars::AccountPage/> }.into_any(),
        Later::Tags => view! { <crm::TagsPage/> }.into_any(),
        Later::RecurringPlans => view! { <crm::RecurringPlansPage/> }.into_any(),
        Later::Stages => view! { <stages::StagesPage/> }.into_any(),
        Later::CustomFields => view! { <custom::CustomFieldsPage/> }.into_any(),
        Later::ActivityTypes => view! { <crm::TypesPage/> }.into_any(),
        Later::ActivityPlans => view! { <crm::PlansPage/> }.into_any(),
        Later::Pivot => view! { <crm::PivotPage/> }.into_any(),
        Later::Graph => view! { <crm::GraphPage/> }.into_any(),
        Later::Targets => view! { <targets::TargetsPage/> }.into_any(),
        Later::Teams => view! { <teams::TeamsPage/> }.into_any(),
        Later::Assignment => view! { <assignment::AssignmentPage/> }.into_any(),
        Later::Mailboxes => view! { <intake::MailboxesPage/> }.into_any(),
        Later::Inbox => view! { <intake::InboxPage/> }.into_any(),
        Later::Outbox => view! { <messages::OutboxPage/> }.into_any(),
        _ => return None,
    })
}

#[cfg(all(target_family = "wasm", feature = "split"))]
#[path = "parts/fetched.rs"]
mod apart;

/// The program in one piece: on the server, and in a browser during development.
#[cfg(not(all(target_family = "wasm", feature = "split")))]
mod apart {
    use super::{Later, Part, Stages, ahead, editor, home, records};
    use leptos::prelude::*;

    pub(super) async fn page(page: Later) -> Option<AnyView> {
        home(page).or_else(|| editor(page)).or_else(|| ahead(page)).or_else(|| records(page))
    }

    pub(super) async fn fetch(_: Later) {}

    pub(super) async fn fetch_part(_: Part, _: &str) {}

    pub(super) async fn fetch_new_opportunity(_: &str) {}

    pub(super) fn new_opportunity(open: RwSignal<bool>, stages: Stages) -> Option<AnyView> {
        Some(super::form(open, stages))
    }

    pub(super) async fn fetch_palette(_: &str) {}

    pub(super) fn palette(open: RwSignal<bool>) -> Option<AnyView> {
        Some(super::finder(open))
    }

    pub(super) fn fetch_ahead() {}
}

#[cfg(test)]
mod tests {
    use super::{Later, Part};

    #[test]
    fn an_address_leads_to_the_part_of_its_page() {
        for (path, part) in [
            ("/pipeline", None),
            ("/", Some(Later::Today.part())),
            ("/sign-in", Some(Later::SignIn.part())),
            ("/sign-in/forgotten", Some(Later::Forgotten.part())),
            ("/set-password", Some(Later::SetPassword.part())),
            ("/quotations", Some(Later::Quotes.part())),
            ("/quotations/018f", Some(Later::Editor.part())),
            ("/quotations/018f/versions", Some(Later::Versions.part())),
            ("/quotations/018f/proposal", Some(Later::Proposal.part())),
            ("/quotations/018f/content", Some(Later::Content.part())),
            ("/opportunities", Some(Later::Opportunities.part())),
            ("/opportunities/018f", Some(Later::Opportunity.part())),
            ("/opportunities/018f/merge/018e", Some(Later::Merge.part())),
            ("/customers/duplicates", Some(Later::PartyPairs.part())),
            ("/customers/018f/merge/018e", Some(Later::PartyMerge.part())),
            ("/forecast", Some(Later::Forecast.part())),
            ("/calendar", Some(Later::Calendar.part())),
            ("/orders", Some(Later::Orders.part())),
            ("/orders/statements/018f", Some(Later::Statement.part())),
            ("/settings", Some(Later::Settings.part())),
            ("/settings/import/018f", Some(Later::Import.part())),
            ("/settings/price-lists/018f", Some(Later::PriceList.part())),
            ("/pivot", Some(Later::Pivot.part())),
            ("/graph", Some(Later::Graph.part())),
            ("/targets", Some(Later::Targets.part())),
            ("/settings/taxes", Some(Later::Taxes.part())),
        ] {
            assert_eq!(Part::of(path), part, "{path}");
        }
    }
}
