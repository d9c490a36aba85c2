//! The title of a page whose words follow what the page knows.
use leptos::prelude::untrack;

/// The words of a `Title`. `words` answers nothing once the page is gone: the server asks for the title last of all, when
/// what the page knew may have gone already, and then gets what it was at first.
pub fn lasting(words: impl Fn() -> Option<String> + Send + Sync + 'static) -> impl Fn() -> String + Send + Sync {
    let first = untrack(&words).unwrap_or_default();
    move || words().unwrap_or_else(|| first.clone())
}
