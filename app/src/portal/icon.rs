//! The page's icons: drawn once at the top of the body, referred to by name.
use leptos::prelude::*;

/// Every drawing this page can need, in 16 px.
const DRAWINGS: &str = concat!(
    r#"<symbol id="i-dl" viewBox="0 0 16 16"><path d="M8 2v8M4.7 7 8 10.3 11.3 7M2.5 13.5h11"/></symbol>"#,
    r#"<symbol id="i-lock" viewBox="0 0 16 16"><rect x="3.3" y="7" width="9.4" height="6.7" rx="1.3"/><path d="M5.3 7V4.9a2.7 2.7 0 0 1 5.4 0V7"/></symbol>"#,
    r#"<symbol id="i-sign" viewBox="0 0 16 16"><path d="M2 13.5h12M3.5 10.8l.6-2.6L10.6 1.9l2 2-6.5 6.3z"/></symbol>"#,
    r#"<symbol id="i-ask" viewBox="0 0 16 16"><path d="M2.5 3h11v8H8.2L5 13.7V11H2.5z"/><path d="M6.6 5.9c.2-1.6 2.9-1.4 2.7.1-.1.9-1.3.9-1.3 1.8M8 9.3h.01"/></symbol>"#,
    r#"<symbol id="i-phone" viewBox="0 0 16 16"><path d="M3.2 2.5h2.6l1.2 3-1.6 1.2a8 8 0 0 0 3.9 3.9l1.2-1.6 3 1.2v2.6c0 .6-.5 1-1 1C7 13.5 2.3 8.8 2.2 3.5c0-.6.4-1 1-1z"/></symbol>"#,
    r#"<symbol id="i-check" viewBox="0 0 16 16"><path d="m3 8.5 3.3 3.3L13 4.8"/></symbol>"#,
    r#"<symbol id="i-minus" viewBox="0 0 16 16"><path d="M3.5 8h9"/></symbol>"#,
    r#"<symbol id="i-plus" viewBox="0 0 16 16"><path d="M3.5 8h9M8 3.5v9"/></symbol>"#,
    r#"<symbol id="i-x" viewBox="0 0 16 16"><path d="m4 4 8 8M12 4l-8 8"/></symbol>"#,
    r#"<symbol id="i-undo" viewBox="0 0 16 16"><path d="M5.5 3 2.5 6l3 3"/><path d="M2.5 6h7a4 4 0 0 1 0 8H6"/></symbol>"#,
    r#"<symbol id="i-warn" viewBox="0 0 16 16"><path d="M8 2.2 14.3 13H1.7zM8 6.3v3.2M8 11.3h.01"/></symbol>"#,
    r#"<symbol id="i-info" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.2"/><path d="M8 7.3v3.6M8 5h.01"/></symbol>"#,
    r#"<symbol id="i-shield" viewBox="0 0 16 16"><path d="M8 1.8 13 3.7v3.9c0 3.1-2 5.3-5 6.6-3-1.3-5-3.5-5-6.6V3.7z"/><path d="m5.7 8 1.7 1.7 3-3.2"/></symbol>"#,
);

/// The drawings themselves, out of sight.
pub(super) fn drawings() -> AnyView {
    view! { <svg hidden inner_html=DRAWINGS></svg> }.into_any()
}

/// One icon; the words beside it say the same.
pub(super) fn icon(name: &'static str) -> AnyView {
    view! { <svg class="i" aria-hidden="true" inner_html=format!("<use href=\"#i-{name}\"/>")></svg> }.into_any()
}
