//! The texts of the reader's language, for parts that say something by themselves.
use i18n::{Lang, T};
use leptos::prelude::use_context;

/// The texts provided by the page's shell (`provide_context(t)` with an [`i18n::T`]); English where none are.
pub fn words() -> T {
    use_context::<T>().unwrap_or_else(|| T::new(Lang::default()))
}
