//! Ink as a curve: the path that the pad, the page and tests draw for a stroke, in pad units.
use super::signature::Point;

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
    let mut out = String::with_capacity(stroke.len() * 20);
    let (Some(first), Some(last)) = (stroke.first(), stroke.last()) else { return out };
    push(&mut out, 'M', first.x, first.y);
    for (at, pair) in stroke.windows(2).enumerate() {
        let [a, b] = pair else { continue };
        let (x, y) = (a.x.midpoint(b.x), a.y.midpoint(b.y));
        if at == 0 {
            push(&mut out, 'L', x, y);
        } else {
            push(&mut out, 'Q', a.x, a.y);
            push(&mut out, ' ', x, y);
        }
    }
    if stroke.len() == 1 {
        out.push_str("h0");
    } else {
        push(&mut out, 'L', last.x, last.y);
    }
    out
}

fn push(out: &mut String, letter: char, x: u16, y: u16) {
    out.push(letter);
    push_figure(out, x);
    out.push(' ');
    push_figure(out, y);
}

/// Writes a figure in digits. The machinery of `format!` would be a sixth of the public page's program.
pub fn push_figure(out: &mut String, figure: u16) {
    if figure > 9 {
        push_figure(out, figure / 10);
    }
    let digit = u8::try_from(figure % 10).unwrap_or_default();
    out.push(char::from(b'0' + digit));
}
