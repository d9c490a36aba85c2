//! The mark of what is due: shape and words carry the state, colour repeats it.
use leptos::prelude::*;

/// When something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Filled square: late.
    Over,
    /// Filled circle: today.
    Now,
    /// Hollow circle: planned.
    Later,
    /// Dashed circle: nothing planned.
    None,
}

/// A mark with its words.
///
/// ```ignore
/// view! { <DueMark due=Due::Over>"Answer, since Fri 16.42"</DueMark> }
/// ```
#[component]
pub fn DueMark(
    /// When.
    due: Due,
    /// What, and since or until when.
    children: Children,
) -> impl IntoView {
    let class = match due {
        Due::Over => "step over",
        Due::Now => "step now",
        Due::Later => "step",
        Due::None => "step none",
    };
    view! { <span class=class><span>{children()}</span></span> }
}
