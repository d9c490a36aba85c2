//! The home page.
use leptos::prelude::*;

/// stub
#[component]
pub fn TodayPage() -> impl IntoView {}
