//! Text to lines of glyphs: the only file that knows the shaping library.

use crate::fonts::{Face, Fonts};
use crate::measure::{Ink, size};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use parley::{
    FontFamily, FontFeature, FontFeatures, Layout, LayoutContext, LineHeight, OverflowWrap, StyleProperty, setting::Tag,
};
use std::borrow::Cow;
use std::rc::Rc;

/// Wide enough for any figure: a line that is not to be broken.
pub const UNBROKEN: f32 = 100_000.0;

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Face of type.
    pub face: Face,
    /// Size of type.
    pub size: f32,
    /// Line height as a multiple of the size.
    pub leading: f32,
    /// Ink.
    pub ink: Ink,
}

impl Style {
    /// Running text of a size.
    pub const fn new(size: f32) -> Style {
        Style { face: Face::Regular, size, leading: 1.4, ink: Ink::Text }
    }

    /// The same in another ink.
    pub const fn ink(self, ink: Ink) -> Style {
        Style { ink, ..self }
    }

    /// The same in another face.
    pub const fn face(self, face: Face) -> Style {
        Style { face, ..self }
    }

    /// The same with another line height.
    pub const fn leading(self, leading: f32) -> Style {
        Style { leading, ..self }
    }
}

/// A paragraph, broken into lines.
#[derive(Debug)]
pub struct Para {
    /// The text as drawn; glyphs name ranges of it.
    pub text: String,
    /// Its lines.
    pub lines: Vec<Line>,
    /// Height of all lines.
    pub height: f32,
    /// Width of the widest line.
    pub width: f32,
    /// Ink of all of it.
    pub ink: Ink,
}

/// A line of a paragraph.
#[derive(Debug)]
pub struct Line {
    /// Top, from the top of the paragraph.
    pub top: f32,
    /// Height with leading.
    pub height: f32,
    /// Baseline, from the top of the line.
    pub baseline: f32,
    /// Width without the spaces it ends in.
    pub width: f32,
    /// Glyphs, in one font each.
    pub runs: Vec<Run>,
}

/// Glyphs of one font and size.
#[derive(Debug)]
pub struct Run {
    /// Position in [`Typesetter::font`].
    pub font: usize,
    /// Size of type.
    pub size: f32,
    /// Distance from the start of the line.
    pub x: f32,
    /// The glyphs.
    pub glyphs: Vec<KrillaGlyph>,
}

impl Para {
    /// The first lines only; the last of them keeps its end although text is missing.
    pub fn cut(mut self, lines: usize) -> Para {
        self.lines.truncate(lines);
        self.height = self.lines.last().map_or(0.0, |line| line.top + line.height);
        self.width = widest(&self.lines);
        self
    }
}

fn widest(lines: &[Line]) -> f32 {
    lines.iter().map(|line| line.width).fold(0.0, f32::max)
}

/// Shapes text. Costly to make, one per thread is kept.
pub struct Typesetter {
    fonts: Fonts,
    layouts: LayoutContext<()>,
}

const TABULAR: &[FontFeature] = &[FontFeature::new(Tag::new(b"tnum"), 1)];

impl Typesetter {
    /// Parses the fonts.
    pub fn new() -> Option<Typesetter> {
        Some(Typesetter { fonts: Fonts::load()?, layouts: LayoutContext::new() })
    }

    /// A font to write with.
    pub fn font(&self, at: usize) -> Option<Font> {
        self.fonts.written.get(at).map(|(_, font)| font.clone())
    }

    /// Sets one paragraph, cleaned, broken to a width.
    pub fn set(&mut self, text: &str, style: Style, width: f32) -> Rc<Para> {
        Rc::new(self.para(text, style, width))
    }

    /// Sets one paragraph that may still be cut.
    pub fn para(&mut self, text: &str, style: Style, width: f32) -> Para {
        let clean = self.fonts.coverage.clean(text).into_owned();
        match self.shape(clean, style, width) {
            Ok(para) => para,
            // A cluster whose parts lie in different fonts has no glyph in any one of them.
            Err(poor) => self
                .shape(poor, style, width)
                .or_else(|poor| self.shape(poor.replace(|sign: char| !sign.is_ascii(), "?"), style, width))
                .unwrap_or_else(|_| Para::empty()),
        }
    }

    /// The paragraph, or the text with U+FFFD where no glyph was found.
    fn shape(&mut self, text: String, style: Style, width: f32) -> Result<Para, String> {
        let Fonts { context, written, .. } = &mut self.fonts;
        let mut builder = self.layouts.ranged_builder(context, &text, 1.0, false);
        builder.push_default(FontFamily::List(Cow::Borrowed(style.face.families())));
        builder.push_default(StyleProperty::FontSize(style.size));
        builder.push_default(StyleProperty::FontWeight(style.face.weight()));
        builder.push_default(StyleProperty::FontStyle(style.face.style()));
        builder.push_default(LineHeight::FontSizeRelative(style.leading));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        builder.push_default(StyleProperty::FontFeatures(FontFeatures::List(Cow::Borrowed(TABULAR))));
        if style.size >= size::SELLER && style.face == Face::Strong {
            builder.push_default(StyleProperty::LetterSpacing(-0.02 * style.size));
        }
        let mut layout: Layout<()> = builder.build(&text);
        layout.break_all_lines(Some(width));

        let mut lacking = Vec::new();
        let mut lines = Vec::with_capacity(layout.len());
        for line in layout.lines() {
            let metrics = line.metrics();
            let mut runs: Vec<Run> = Vec::new();
            let mut x = 0.0;
            for run in line.runs() {
                let id = run.font().data.id();
                let font = written.iter().position(|(known, _)| *known == id).unwrap_or_default();
                let (start, size) = (x, run.font_size());
                let mut glyphs: Vec<KrillaGlyph> = Vec::with_capacity(run.len());
                for cluster in run.visual_clusters() {
                    let range = cluster.text_range();
                    if cluster.is_ligature_continuation() {
                        if let Some(last) = glyphs.last_mut() {
                            last.text_range.end = range.end;
                        }
                        continue;
                    }
                    for glyph in cluster.glyphs() {
                        if glyph.id == 0 {
                            lacking.push(range.clone());
                        }
                        glyphs.push(KrillaGlyph::new(
                            GlyphId::new(glyph.id),
                            glyph.advance / size,
                            glyph.x / size,
                            glyph.y / size,
                            0.0,
                            range.clone(),
                            None,
                        ));
                        x += glyph.advance;
                    }
                }
                if !glyphs.is_empty() {
                    runs.push(Run { font, size, x: start, glyphs });
                }
            }
            lines.push(Line {
                top: metrics.block_min_coord,
                height: metrics.block_max_coord - metrics.block_min_coord,
                baseline: metrics.baseline - metrics.block_min_coord,
                width: metrics.advance - metrics.hanging_advance,
                runs,
            });
        }
        let (height, width) = (layout.height(), widest(&lines));
        drop(layout);
        if lacking.is_empty() {
            return Ok(Para { text, lines, height, width, ink: style.ink });
        }
        let mut lacks = vec![false; text.len()];
        for place in lacking.into_iter().flatten() {
            lacks.get_mut(place).into_iter().for_each(|lacks| *lacks = true);
        }
        let lacks = |at: usize| lacks.get(at).copied().unwrap_or_default();
        let shown = |(at, sign)| if lacks(at) { '\u{fffd}' } else { sign };
        Err(text.char_indices().map(shown).collect())
    }
}

impl Para {
    fn empty() -> Para {
        Para { text: String::new(), lines: Vec::new(), height: 0.0, width: 0.0, ink: Ink::Text }
    }
}
