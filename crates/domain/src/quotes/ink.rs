//! Ink as a curve: the path that the pad, the page and tests draw for a stroke, in pad units.
use super::signature::Point;
use std::fmt::Write;

/// An SVG path through the points of a stroke, rounded at the joints; a single point is a dot.
///
/// The curve runs through the middles between neighbours with each point as its control, so it never leaves
/// the pad. Whole numbers only.
///
/// ```
/// use domain::quotes::{ink::path, signature::Point};
/// let at = |x, y| Point { x, y, ms: 0 };
/// assert_eq!(path(&[at(10, 20)]), "M10 20h0");
/// assert_eq!(path(&[at(0, 0), at(10, 20), at(20, 0)]), "M0 0L5 10Q10 20 15 10L20 0");
/// ```
pub fn path(stroke: &[Point]) -> String {
    let mut out = String::with_capacity(stroke.len() * 16);
    let [first, rest @ ..] = stroke else { return out };
    // Writing to a string cannot fail.
    let _ = write!(out, "M{} {}", first.x, first.y);
    let Some(last) = rest.last() else {
        out.push_str("h0");
        return out;
    };
    for (at, pair) in stroke.windows(2).enumerate() {
        let [a, b] = pair else { continue };
        let (x, y) = (a.x.midpoint(b.x), a.y.midpoint(b.y));
        let _ = if at == 0 { write!(out, "L{x} {y}") } else { write!(out, "Q{} {} {x} {y}", a.x, a.y) };
    }
    let _ = write!(out, "L{} {}", last.x, last.y);
    out
}
