//! The pipeline.
use leptos::prelude::*;

/// stub
#[component]
pub fn BoardPage() -> impl IntoView {}
/// stub
#[component]
pub fn OpportunityPage() -> impl IntoView {}
