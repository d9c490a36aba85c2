//! A signature as it comes from the customer: strokes of bounded integers, or a typed name.
use crate::{refusal::Refusal, text};
use serde::{Deserialize, Serialize};

/// Width of the pad in its own units; the browser scales to this.
pub const PAD_WIDTH: u16 = 6_000;
/// Height of the pad in its own units.
pub const PAD_HEIGHT: u16 = 2_000;
/// Most strokes of a signature; a drawing with more is refused.
pub const MOST_STROKES: usize = 60;
/// Most points in all strokes together.
pub const MOST_POINTS: usize = 5_000;
/// Ink shorter than this (pad units) is an accidental dot, not a signature.
pub const LEAST_INK: u32 = 600;
/// Fewest points of a signature.
pub const LEAST_POINTS: usize = 8;
/// Most characters of a name.
pub const LONGEST_NAME: usize = 100;

/// A point of a stroke: place on the pad, and milliseconds since the point before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// From the left, 0 to [`PAD_WIDTH`].
    pub x: u16,
    /// From the top, 0 to [`PAD_HEIGHT`].
    pub y: u16,
    /// Milliseconds since the point before, at most 65,535.
    pub ms: u16,
}

/// Ink: strokes of points. Only [`Strokes::parse`] makes one, so it is always within bounds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Strokes(Vec<Vec<Point>>);

impl Strokes {
    /// Reads strokes from their wire form: `x,y,ms x,y,ms;x,y,ms …` with `;` between strokes.
    ///
    /// # Errors
    /// [`Refusal::SignatureEmpty`], [`Refusal::SignatureTooSmall`], [`Refusal::SignatureTooLarge`] or
    /// [`Refusal::SignatureUnreadable`].
    pub fn parse(text: &str) -> Result<Strokes, Refusal> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Refusal::SignatureEmpty);
        }
        if text.len() > MOST_POINTS * 18 + MOST_STROKES {
            return Err(Refusal::SignatureTooLarge);
        }
        let mut strokes = Vec::new();
        let mut points = 0;
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let stroke = part.split_ascii_whitespace().map(point).collect::<Result<Vec<_>, _>>()?;
            points += stroke.len();
            strokes.push(stroke);
            if strokes.len() > MOST_STROKES || points > MOST_POINTS {
                return Err(Refusal::SignatureTooLarge);
            }
        }
        let strokes = Strokes(strokes);
        if strokes.ink() < LEAST_INK || points < LEAST_POINTS {
            return Err(Refusal::SignatureTooSmall);
        }
        Ok(strokes)
    }

    /// The strokes, each a list of points.
    pub fn strokes(&self) -> &[Vec<Point>] {
        &self.0
    }

    /// The wire form that [`Strokes::parse`] reads.
    pub fn to_text(&self) -> String {
        let stroke = |stroke: &Vec<Point>| {
            stroke.iter().map(|p| format!("{},{},{}", p.x, p.y, p.ms)).collect::<Vec<_>>().join(" ")
        };
        self.0.iter().map(stroke).collect::<Vec<_>>().join(";")
    }

    /// How long the drawing took, in milliseconds.
    pub fn duration_ms(&self) -> u64 {
        self.0.iter().flatten().map(|point| u64::from(point.ms)).sum()
    }

    /// Length of all strokes, in pad units (the larger of both directions for each step).
    fn ink(&self) -> u32 {
        self.0
            .iter()
            .flat_map(|stroke| stroke.windows(2))
            .map(|pair| match pair {
                [a, b] => u32::from(a.x.abs_diff(b.x).max(a.y.abs_diff(b.y))),
                _ => 0,
            })
            .sum()
    }
}

fn point(text: &str) -> Result<Point, Refusal> {
    let mut figures = text.split(',').map(|figure| figure.parse::<u16>().map_err(|_| Refusal::SignatureUnreadable));
    let mut next = || figures.next().unwrap_or(Err(Refusal::SignatureUnreadable));
    let point = Point { x: next()?, y: next()?, ms: next()? };
    if figures.next().is_some() || point.x > PAD_WIDTH || point.y > PAD_HEIGHT {
        return Err(Refusal::SignatureUnreadable);
    }
    Ok(point)
}

/// How the customer signed. Both ways of signing bind alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case")]
pub enum Signature {
    /// Drawn on the pad.
    Drawn {
        /// The ink.
        strokes: Strokes,
    },
    /// The name typed in place of a drawing.
    Typed {
        /// What was typed.
        text: String,
    },
    /// Not at all: the version demanded none, and the name and the consent stand for it.
    Unsigned,
}

impl Signature {
    /// Reads the typed form.
    /// # Errors
    /// [`Refusal::SignatureEmpty`] when nothing was typed, [`Refusal::TooLong`].
    pub fn typed(text: &str) -> Result<Signature, Refusal> {
        match text::required_line(text, LONGEST_NAME) {
            Ok(text) => Ok(Signature::Typed { text }),
            Err(Refusal::Required) => Err(Refusal::SignatureEmpty),
            Err(other) => Err(other),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn ink() -> String {
        (0..20).map(|i| format!("{},{},16", i * 100, 500 + (i % 3) * 50)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn strokes_come_back_as_they_went() {
        let text = format!("{};{}", ink(), ink());
        let strokes = Strokes::parse(&text).unwrap();
        assert_eq!(strokes.to_text(), text);
        assert_eq!(strokes.strokes().len(), 2);
        assert_eq!(strokes.duration_ms(), 640);
    }

    #[test]
    fn what_is_no_signature_is_refused() {
        assert_eq!(Strokes::parse("  "), Err(Refusal::SignatureEmpty));
        assert_eq!(Strokes::parse("5,5,0"), Err(Refusal::SignatureTooSmall));
        assert_eq!(Strokes::parse(&"5,5,0 ".repeat(100)), Err(Refusal::SignatureTooSmall));
        assert_eq!(Strokes::parse(&"5,5,0 ".repeat(MOST_POINTS + 1)), Err(Refusal::SignatureTooLarge));
        assert_eq!(Strokes::parse(&"5,5,0;".repeat(MOST_STROKES + 1)), Err(Refusal::SignatureTooLarge));
        for text in ["<script>", "1,2", "1,2,3,4", "6001,0,0", "0,2001,0", "-1,0,0", "1.5,0,0", "99999,0,0"] {
            assert_eq!(Strokes::parse(text), Err(Refusal::SignatureUnreadable), "{text}");
        }
        assert_eq!(Signature::typed(" \u{200e} "), Err(Refusal::SignatureEmpty));
    }
}
