//! Everything put together: routes, gates, limits.
use crate::{
    account, asked::Links, calendars, config::Config, content_files, downloads, gate, imports, intake, limits::Limit,
    live, pictures, portal, seals, security, shelf, site,
};
use app::shell::Assets;
use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRef, Request},
    http::{Method, StatusCode},
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};
use leptos::prelude::{LeptosOptions, provide_context};
use leptos_axum::{LeptosRoutes, generate_route_list};
use std::{net::IpAddr, sync::Arc, time::Duration};
use tokio::sync::watch;
use tower_http::{
    CompressionLevel, catch_panic::CatchPanicLayer, compression::CompressionLayer, limit::RequestBodyLimitLayer,
    timeout::TimeoutLayer,
};
use usecases::{Cx, Denied};

/// Largest request of the staff app: a quotation of 2,000 lines fits several times.
const LARGEST_REQUEST: usize = 4 * 1024 * 1024;
/// Longest time for one answer; live updates are exempt.
const LONGEST_ANSWER: Duration = Duration::from_secs(30);

/// What every route knows.
#[derive(Clone)]
pub struct Site {
    /// The surroundings of use-cases.
    pub cx: Cx,
    /// The origin of our own pages: `https://offers.example`.
    pub origin: String,
    /// Whether people reach us encrypted.
    pub secure: bool,
    /// Proxies whose word about the client's address is believed.
    pub proxies: Arc<[IpAddr]>,
    /// Turns true when the program stops.
    pub stopping: watch::Receiver<bool>,
    /// Links that were asked for.
    pub links: Links,
    /// Pages of staff that listen.
    pub streams: Arc<live::Streams>,
    /// Rendered customers' pages.
    pub pages: Arc<portal::Cache>,
    /// Tries of links that are none.
    pub unknown_links: Arc<Limit>,
    /// Posts of web forms: a whole web site posts from one address.
    pub posts: Arc<Limit>,
    /// Forms sent from the page of our own.
    pub contacts: Arc<Limit>,
    /// Keys to shelves that are asked for and turned.
    pub keys: Arc<Limit>,
    /// Tries to come in, by password or link, and links that are asked for; who comes in is not counted.
    pub doors: Arc<Limit>,
    /// What pages tell of their readers: an office reads from one address.
    pub visits: Arc<Limit>,
    /// Digests that strangers ask about.
    pub digests: Arc<Limit>,
    /// What stands in `portal.css`, for the letter that a customer opens.
    pub style: site::Style,
    /// Addresses of built files.
    pub portal_css: String,
    /// Addresses of built files.
    pub portal_js: String,
    /// Addresses of built files.
    pub portal_wasm: String,
    /// Addresses of built files.
    pub choosing_js: String,
    /// Addresses of built files.
    pub choosing_wasm: String,
    /// Addresses of built files.
    pub verify_js: String,
    /// Addresses of built files.
    pub staff_css: String,
    leptos: LeptosOptions,
}

impl FromRef<Site> for LeptosOptions {
    fn from_ref(site: &Site) -> LeptosOptions {
        site.leptos.clone()
    }
}

impl Site {
    /// A site over use-cases.
    pub fn new(cx: Cx, config: &Config, stopping: watch::Receiver<bool>, links: Links) -> Site {
        let origin = config.public_url.split('/').take(3).collect::<Vec<_>>().join("/");
        Site {
            cx,
            origin,
            secure: config.is_https(),
            proxies: config.proxies.clone().into(),
            stopping,
            links,
            streams: Arc::default(),
            pages: Arc::default(),
            unknown_links: Arc::new(Limit::new(10, Duration::from_secs(60))),
            posts: Arc::new(Limit::new(120, Duration::from_secs(60))),
            contacts: Arc::new(Limit::new(10, Duration::from_secs(60))),
            keys: Arc::new(Limit::new(10, Duration::from_secs(60))),
            doors: Arc::new(Limit::new(30, Duration::from_secs(600))),
            visits: Arc::new(Limit::new(120, Duration::from_secs(60))),
            digests: Arc::new(Limit::new(60, Duration::from_secs(60))),
            style: site::style("portal.css"),
            portal_css: site::href("portal.css"),
            portal_js: site::href("portal.js"),
            portal_wasm: site::href("portal_bg.wasm"),
            choosing_js: site::href("choosing.js"),
            choosing_wasm: site::href("choosing_bg.wasm"),
            verify_js: site::href("verify.js"),
            staff_css: site::href("tarjous.css"),
            leptos: LeptosOptions::builder().output_name("tarjous").site_pkg_dir("pkg").build(),
        }
    }

    /// The cookie of a session. The prefix binds it to this host and to encryption, where there is encryption.
    pub const fn session_cookie(&self) -> &'static str {
        if self.secure { "__Host-session" } else { "session" }
    }

    /// The cookie of a customer's shelf: another than staff's, and read by the customer's pages only.
    pub const fn shelf_cookie(&self) -> &'static str {
        if self.secure { "__Host-shelf" } else { "shelf" }
    }

    /// The cookie that holds the secret of one customer's link.
    pub fn portal_cookie(&self, public_id: &str) -> String {
        format!("{}portal-{public_id}", if self.secure { "__Host-" } else { "" })
    }
}

/// All routes.
pub fn router(site: Site) -> Router {
    let (cx, assets) = (site.cx.clone(), Assets::new(site::href, &site::names()));
    let context = move || {
        provide_context(cx.clone());
        provide_context(assets.clone());
    };
    let pages = Router::<Site>::new()
        .leptos_routes_with_context(&site, generate_route_list(app::App), context.clone(), app::shell::shell)
        .merge(account::routes())
        .route("/files/{id}", get(downloads::file))
        .route("/files/pivot", get(downloads::pivot))
        .route("/quotations/{id}/pdf", get(downloads::quote_pdf))
        .route("/orders/{id}/evidence", get(downloads::evidence))
        .merge(imports::downloads())
        .merge(pictures::shown())
        .merge(content_files::shown())
        // A letter is opened far away, once: a little more work for a shorter way (1.2 kB of 17 for 0.3 ms).
        .merge(portal::routes().layer(CompressionLayer::new().quality(CompressionLevel::Precise(5))))
        .merge(seals::routes())
        .merge(shelf::routes())
        .merge(intake::routes())
        .merge(calendars::routes())
        .layer(CompressionLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST_ANSWER));
    Router::<Site>::new()
        .merge(pages)
        .route("/live", get(live::stream))
        .route("/health", get(health))
        // Pages carry their own mark; browsers ask for this all the same.
        .route("/favicon.ico", get(async || StatusCode::NO_CONTENT))
        .route("/robots.txt", get(async || ROBOTS))
        .merge(site::routes())
        .fallback(move |request: Request| elsewhere(context.clone(), request))
        .layer(DefaultBodyLimit::max(LARGEST_REQUEST))
        .layer(RequestBodyLimitLayer::new(LARGEST_REQUEST))
        // With a limit of its own: a file is larger than anything a page sends.
        .merge(imports::uploads())
        .merge(intake::mails())
        .merge(pictures::uploads())
        .merge(content_files::uploads())
        .merge(portal::uploads())
        .layer(middleware::from_fn_with_state(site.clone(), gate::admit))
        .layer(middleware::from_fn_with_state(site.clone(), gate::same_origin))
        .layer(middleware::from_fn(gate::straight))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(site.clone(), security::headers))
        .with_state(site)
}

/// Personal links are nothing for machines that search; what else is private says so itself, which they must be let
/// read.
const ROBOTS: &str = "User-agent: *\nDisallow: /o/\nDisallow: /my/\nDisallow: /first/\n";

/// `GET /health`: 200 while the database answers, 503 otherwise and while stopping.
async fn health(axum::extract::State(site): axum::extract::State<Site>) -> Response {
    if *site.stopping.borrow() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping").into_response();
    }
    match usecases::housekeeping::database_answers(&site.cx).await {
        Ok(()) => "ok".into_response(),
        Err(denied) => gate::problem(denied),
    }
}

/// An address that means nothing: people get a page that leads on, programs a problem.
async fn elsewhere(context: impl Fn() + Clone + Send + Sync + 'static, request: Request) -> Response {
    if request.method() != Method::GET || request.uri().path().starts_with("/api/") {
        return gate::problem(Denied::NotFound);
    }
    leptos_axum::render_app_async_with_context(context, app::shell::shell)(request).await
}

/// A panic is a fault with a number, never a broken connection.
fn panicked(_: Box<dyn std::any::Any + Send + 'static>) -> Response {
    gate::problem(Denied::fault("a handler panicked"))
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::asked::Wish;
    use tokio::sync::mpsc::Receiver;

    /// A site at an address, and the links that are asked for there.
    pub fn site(cx: &Cx, public_url: &str) -> (Site, Receiver<Wish>) {
        let config = Config {
            data: "data".into(),
            listen: ([127, 0, 0, 1], 0).into(),
            public_url: public_url.to_owned(),
            database_url: None,
            key: None,
            smtp: None,
            proxies: Vec::new(),
        };
        let (links, queue) = Links::new();
        (Site::new(cx.clone(), &config, watch::channel(false).1, links), queue)
    }
}
