//! The reader's language: which it is, and its texts.
use i18n::{Lang, T};
use leptos::prelude::use_context;

/// The texts of the reader's language.
pub fn use_t() -> T {
    use_context::<T>().unwrap_or_else(|| T::new(page_lang()))
}

/// The language of this page: on the server by who asks, in the browser by what the server answered.
#[cfg(feature = "ssr")]
pub fn page_lang() -> Lang {
    crate::admit::request_lang()
}

/// The language of this page: on the server by who asks, in the browser by what the server answered.
#[cfg(not(feature = "ssr"))]
pub fn page_lang() -> Lang {
    let written = leptos::prelude::document().document_element().and_then(|html| html.get_attribute("lang"));
    written.and_then(|code| Lang::parse(&code)).unwrap_or_default()
}
