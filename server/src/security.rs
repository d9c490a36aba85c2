//! What every answer carries so that browsers hold strangers off.
use crate::router::Site;
use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

const COOP: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const PERMISSIONS: HeaderName = HeaderName::from_static("permissions-policy");

/// Adds the headers that are the same everywhere; a page that set one itself keeps it.
/// Where people reach us encrypted, browsers are told to come no other way for a year.
pub async fn headers(State(site): State<Site>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let public = ["/q/", "/o/", "/verify"].iter().any(|of| path.starts_with(of));
    let built = path.starts_with("/pkg/");
    let mut answer = next.run(request).await;
    let headers = answer.headers_mut();
    let mut put = |name: HeaderName, value: &'static str| {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    };
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::REFERRER_POLICY, if public { "no-referrer" } else { "same-origin" });
    put(COOP, "same-origin");
    put(PERMISSIONS, "camera=(), microphone=(), geolocation=(), payment=()");
    put(header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
    if !built {
        put(header::CACHE_CONTROL, "no-store");
    }
    if site.secure {
        put(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    if public {
        put(HeaderName::from_static("x-robots-tag"), "noindex");
    }
    answer
}

/// What a customer's page may load and do.
///
/// `style` names the rules that may stand in a page; empty where the built style could not be read.
pub fn portal_policy(nonce: &str, style: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self' {style}; \
         img-src 'self' data:; media-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'"
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use axum::{Router, body::Body, middleware, routing::get};
    use tower::ServiceExt;

    #[test]
    fn browsers_are_told_to_come_encrypted_where_people_do() {
        testkit::on_sqlite(async |app| {
            for (address, told) in
                [("https://offers.example", Some("max-age=31536000")), ("http://127.0.0.1:3000", None)]
            {
                let (site, _) = crate::router::tests::site(&app.cx, address);
                let pages =
                    Router::new().route("/", get(async || "here")).layer(middleware::from_fn_with_state(site, headers));
                let answer = pages.oneshot(Request::new(Body::empty())).await.unwrap();
                let said = answer.headers().get(header::STRICT_TRANSPORT_SECURITY);
                assert_eq!(said.map(|said| said.to_str().unwrap()), told, "{address}");
            }
        });
    }
}
