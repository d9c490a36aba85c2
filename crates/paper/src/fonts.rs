//! The fonts that travel inside the program, and how a face is asked for.

use crate::clean::Coverage;
use krilla::text::Font;
use parley::fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, FontStyle, FontWeight, SourceCache};
use parley::{FontContext, FontFamilyName};
use std::borrow::Cow;
use std::sync::Arc;

const SANS: &str = "Tarjous Sans";
const UPRIGHT: &str = "Tarjous Upright";
const MONO: &str = "Tarjous Mono";
const SERIF: &str = "Tarjous Serif";
const FALLBACK: &str = "Tarjous Fallback";
const SYMBOLS: &str = "Tarjous Symbols";

/// Family, weight and data; the regular sans is once more its own family, where the narrower faces
/// find what they lack.
const FILES: [(&[&str], f32, bool, &[u8]); 7] = [
    (&[SANS, UPRIGHT], 400.0, false, include_bytes!("../fonts/TarjousSans-Regular.otf")),
    (&[SANS], 600.0, false, include_bytes!("../fonts/TarjousSans-SemiBold.otf")),
    (&[SANS], 400.0, true, include_bytes!("../fonts/TarjousSans-Italic.otf")),
    (&[MONO], 400.0, false, include_bytes!("../fonts/TarjousMono-Regular.ttf")),
    (&[SERIF], 400.0, true, include_bytes!("../fonts/TarjousSerif-Italic.ttf")),
    (&[FALLBACK], 400.0, false, include_bytes!("../fonts/TarjousFallback-Regular.ttf")),
    (&[SYMBOLS], 400.0, false, include_bytes!("../fonts/TarjousSymbols-Regular.ttf")),
];

/// A face of type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Face {
    /// Running text.
    #[default]
    Regular,
    /// Headings and sums.
    Strong,
    /// Notes.
    Italic,
    /// Hashes.
    Mono,
    /// A typed signature.
    Script,
}

type Families = [FontFamilyName<'static>; 4];

const fn families(first: &'static str) -> Families {
    [
        FontFamilyName::Named(Cow::Borrowed(first)),
        FontFamilyName::Named(Cow::Borrowed(UPRIGHT)),
        FontFamilyName::Named(Cow::Borrowed(FALLBACK)),
        FontFamilyName::Named(Cow::Borrowed(SYMBOLS)),
    ]
}

static SANS_FIRST: Families = families(SANS);
static MONO_FIRST: Families = families(MONO);
static SERIF_FIRST: Families = families(SERIF);

impl Face {
    /// Families in the order they are searched for a glyph.
    pub fn families(self) -> &'static [FontFamilyName<'static>] {
        match self {
            Face::Mono => &MONO_FIRST,
            Face::Script => &SERIF_FIRST,
            _ => &SANS_FIRST,
        }
    }

    /// Weight to ask for.
    pub fn weight(self) -> FontWeight {
        FontWeight::new(if self == Face::Strong { 600.0 } else { 400.0 })
    }

    /// Upright or slanted.
    pub fn style(self) -> FontStyle {
        match self {
            Face::Italic | Face::Script => FontStyle::Italic,
            _ => FontStyle::Normal,
        }
    }
}

/// The fonts, parsed: for shaping, for writing, and what they cover together.
pub struct Fonts {
    /// For the shaper.
    pub context: FontContext,
    /// For the writer, with the shaper's id of the same data.
    pub written: Vec<(u64, Font)>,
    /// Every character some face can draw.
    pub coverage: Coverage,
}

impl Fonts {
    /// Parses what is embedded. `None` would mean a broken font in the program itself.
    pub fn load() -> Option<Fonts> {
        let options = CollectionOptions { shared: false, system_fonts: false };
        let mut collection = Collection::new(options);
        let mut coverage = Coverage::new();
        let mut written = Vec::with_capacity(FILES.len());
        for (families, weight, italic, data) in FILES {
            let blob = Blob::new(Arc::new(data));
            for family in families {
                let named = FontInfoOverride {
                    family_name: Some(family),
                    weight: Some(FontWeight::new(weight)),
                    style: Some(if italic { FontStyle::Italic } else { FontStyle::Normal }),
                    ..FontInfoOverride::default()
                };
                let registered = collection.register_fonts(blob.clone(), Some(named));
                let info = registered.first()?.1.first()?;
                // Only families that every face falls back to count as covered.
                if [UPRIGHT, FALLBACK, SYMBOLS].contains(family) {
                    let charmap = info.charmap_index().charmap(data)?;
                    coverage.add(|code| charmap.map(code).is_some_and(|glyph| glyph != 0));
                }
            }
            written.push((blob.id(), Font::new(data.into(), 0)?));
        }
        let context = FontContext { collection, source_cache: SourceCache::default() };
        Some(Fonts { context, written, coverage })
    }
}
