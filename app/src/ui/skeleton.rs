//! Skeleton: the shape of what is coming, after half a second, without shimmer.
use super::words::words;
use leptos::prelude::*;

/// What takes shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// Rows of a list.
    #[default]
    Rows,
    /// Cards of a board.
    Cards,
}

/// Rows or cards to come. As the fallback of a `Suspense`.
///
/// ```ignore
/// view! { <Suspense fallback=move || view! { <Skeleton rows=8/> }>…</Suspense> }
/// ```
#[component]
pub fn Skeleton(
    /// How many.
    #[prop(default = 3)]
    rows: usize,
    /// Of what.
    #[prop(optional)]
    shape: Shape,
) -> impl IntoView {
    let one = move |at: usize| match shape {
        Shape::Cards => view! { <span class="skel tall"></span> }.into_any(),
        Shape::Rows => view! {
            <div class="row">
                <span class="skel"></span>
                <span class=if at.is_multiple_of(2) { "skel grow" } else { "skel grow two" }></span>
                <span class="skel short push"></span>
            </div>
        }
        .into_any(),
    };
    view! {
        <div class="skeleton" role="status" aria-busy="true" aria-label=words().ui_loading()>
            {(0..rows).map(one).collect_view()}
        </div>
    }
}
