//! Puts what floats beside its button: below, else above; never outside the window.
//!
//! Sizes and places are set through the object model, so the page needs no `style` attributes.
use leptos::prelude::*;
use web_sys::HtmlElement;

/// Space to the anchor and to the window's edge.
const GAP: f64 = 6.0;
const MARGIN: f64 = 8.0;
/// Narrower than this, menus are sheets; the style sheets say the same.
const PHONE: f64 = 768.0;

/// Which edge of the anchor the floating part keeps to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Edge {
    /// Starts where the anchor starts.
    #[default]
    Start,
    /// Ends where the anchor ends.
    End,
}

/// Places an open popover of known or unknown size (then by the anchor alone).
/// `as_wide` makes it as wide as the anchor.
pub fn place(anchor: &HtmlElement, floating: &HtmlElement, edge: Edge, as_wide: bool) {
    let view = window();
    let width = inner(view.inner_width());
    // On a phone a sheet lies at the foot of the window, where the style sheet puts it.
    if width < PHONE && floating.class_name().contains("sheet") {
        for property in ["left", "top", "width"] {
            let _ = floating.style().remove_property(property);
        }
        return;
    }
    let at = anchor.get_bounding_client_rect();
    let height = inner(view.inner_height());
    if as_wide {
        set(floating, "width", at.width());
    }
    let size = floating.get_bounding_client_rect();
    let spot =
        spot([at.left(), at.right(), at.top(), at.bottom()], [size.width(), size.height()], [width, height], edge);
    set(floating, "left", spot[0]);
    set(floating, "top", spot[1]);
}

/// Left and top of a part of `size` beside an anchor (left, right, top, bottom) in a window of `room`.
#[allow(clippy::float_arithmetic, reason = "places on the screen, nowhere near money")]
fn spot(anchor: [f64; 4], size: [f64; 2], room: [f64; 2], edge: Edge) -> [f64; 2] {
    let [left, right, top, bottom] = anchor;
    let wished = match edge {
        Edge::Start => left,
        Edge::End => right - size[0],
    };
    let x = wished.min(room[0] - size[0] - MARGIN).max(MARGIN);
    let below = room[1] - bottom - GAP - MARGIN;
    let above = top - GAP - MARGIN;
    let y = if size[1] <= below || below >= above { bottom + GAP } else { (top - GAP - size[1]).max(MARGIN) };
    [x, y]
}

fn inner(length: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>) -> f64 {
    length.ok().and_then(|value| value.as_f64()).unwrap_or_default()
}

fn set(element: &HtmlElement, property: &str, pixels: f64) {
    let _ = element.style().set_property(property, &format!("{pixels}px"));
}

#[cfg(test)]
mod tests {
    use super::{Edge, spot};

    #[test]
    fn a_menu_opens_below_and_flips_where_there_is_no_room() {
        let window = [400.0, 600.0];
        assert_eq!(spot([100.0, 132.0, 50.0, 82.0], [200.0, 300.0], window, Edge::Start), [100.0, 88.0]);
        assert_eq!(spot([100.0, 132.0, 500.0, 532.0], [200.0, 300.0], window, Edge::Start), [100.0, 194.0]);
    }

    #[test]
    fn a_menu_at_the_edge_is_shifted_into_the_window() {
        let window = [400.0, 600.0];
        let [x, _] = spot([360.0, 392.0, 50.0, 82.0], [200.0, 100.0], window, Edge::Start);
        assert_eq!(x, 192.0);
        let [x, _] = spot([4.0, 36.0, 50.0, 82.0], [200.0, 100.0], window, Edge::End);
        assert_eq!(x, 8.0);
    }
}
