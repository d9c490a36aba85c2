//! Placed things to PDF bytes: pages first, which gives the tags their identifiers, then the tree.

use crate::band::Draw;
use crate::error::PaperError;
use crate::flow::{Flow, Placed};
use crate::measure::{Ink, SHEET};
use crate::tags::Mark;
use crate::text::Typesetter;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, LineCap, LineJoin, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ContentTag, Identifier, SpanTag};
use krilla::{Document, SerializeSettings};

/// A file inside the file.
pub struct Attachment {
    /// Its name.
    pub name: &'static str,
    /// What it is, in the language of the document.
    pub description: String,
    /// JSON.
    pub json: Vec<u8>,
}

/// What the file says about itself.
pub struct About {
    /// Metadata, without language and date.
    pub metadata: Metadata,
    /// Language code.
    pub lang: &'static str,
    /// When the document was made.
    pub made: DateTime,
    /// A file inside; with one the file is PDF/A-3a, without PDF/A-2a.
    pub attachment: Option<Attachment>,
}

/// Writes the document and lets the validators judge it; it is not packed yet.
pub fn write(flow: Flow, setter: &Typesetter, about: About) -> Result<Vec<u8>, PaperError> {
    let archival = if about.attachment.is_some() { Archival::A3_A } else { Archival::A2_A };
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(archival)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| PaperError::Writing(format!("{error:?}")))?;
    let settings = SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let mut identifiers: Vec<Option<Identifier>> = vec![None; flow.tags.slots()];
    let sheet =
        PageSettings::from_wh(SHEET.0, SHEET.1).ok_or_else(|| PaperError::Writing("no such sheet".to_owned()))?;

    for placed in &flow.pages {
        let mut page = document.start_page_with(sheet.clone());
        let mut surface = page.surface();
        let mut stretch: Option<(Mark, Option<usize>)> = None;
        for Placed { item, slot } in placed.iter().filter(|placed| !placed.item.draw.is_link()) {
            let here = (item.mark, slot.map(|slot| slot.0));
            if stretch != Some(here) {
                if stretch.is_some() {
                    surface.end_tagged();
                }
                let identifier = surface.start_tagged(tag(item.mark, &item.draw));
                if let Some(place) = here.1.and_then(|slot| identifiers.get_mut(slot)) {
                    *place = Some(identifier);
                }
                stretch = Some(here);
            }
            draw(&mut surface, setter, item.x, item.top, &item.draw);
        }
        if stretch.is_some() {
            surface.end_tagged();
        }
        surface.finish();
        for Placed { item, slot } in placed {
            let Draw::Link(width, address) = &item.draw else { continue };
            let place = Rect::from_xywh(item.x, item.top, *width, item.height);
            let place = place.zip(slot.and_then(|slot| identifiers.get_mut(slot.0)));
            if let Some((rect, identifier)) = place {
                let target = Target::Action(Action::Link(LinkAction::new(address.to_string())));
                let link = LinkAnnotation::new(rect, target);
                let link = Annotation::new_link(link, Some(address.to_string()));
                *identifier = Some(page.add_tagged_annotation(link));
            }
        }
        page.finish();
    }

    let mut outline = Outline::new();
    for stop in &flow.stops {
        let place = XyzDestination::new(stop.page, Point::from_xy(0.0, stop.top));
        outline.push_child(OutlineNode::new(stop.title.clone(), place));
    }
    document.set_outline(outline);
    document.set_metadata(about.metadata.language(about.lang.to_owned()).creation_date(about.made));
    if let Some(attachment) = about.attachment {
        let file = EmbeddedFile {
            path: attachment.name.to_owned(),
            mime_type: MimeType::new("application/json"),
            description: Some(attachment.description),
            association_kind: AssociationKind::Source,
            data: attachment.json.into(),
            modification_date: Some(about.made),
            compress: Some(true),
            location: None,
        };
        // None would mean a second file of the same name, and there is only this one.
        let _ = document.embed_file(file);
    }
    document.set_tag_tree(flow.tags.build(&identifiers, about.lang));
    Ok(document.finish()?)
}

fn tag(mark: Mark, draw: &Draw) -> ContentTag<'static> {
    match (mark, draw) {
        (Mark::Artifact(kind), _) => ContentTag::Artifact(Artifact::with_kind(kind)),
        (Mark::In(_), Draw::Line(..)) => ContentTag::Span(SpanTag::empty()),
        (Mark::In(_), _) => ContentTag::Other,
    }
}

fn draw(surface: &mut Surface<'_>, setter: &Typesetter, x: f32, top: f32, draw: &Draw) {
    match draw {
        Draw::Line(para, at) => {
            let Some(line) = para.lines.get(*at) else { return };
            surface.set_stroke(None);
            surface.set_fill(Some(Fill { paint: color(para.ink).into(), ..Fill::default() }));
            for run in &line.runs {
                let Some(font) = setter.font(run.font) else { continue };
                let start = Point::from_xy(x + run.x, top + line.baseline);
                surface.draw_glyphs(start, &run.glyphs, font, &para.text, run.size, false);
            }
        }
        Draw::Rule(length, thickness, ink) => {
            let mut path = PathBuilder::new();
            path.move_to(x, top);
            path.line_to(x + length, top);
            stroke(surface, path.finish(), *thickness, *ink, LineCap::Butt);
        }
        Draw::Pen(strokes) => {
            let mut path = PathBuilder::new();
            for points in strokes.iter() {
                curve(&mut path, points, x, top);
            }
            stroke(surface, path.finish(), 1.3, Ink::Pen, LineCap::Round);
        }
        Draw::Link(..) => {}
    }
}

/// A smooth line through the middles between the points; a dot for a single point.
fn curve(path: &mut PathBuilder, points: &[(f32, f32)], x: f32, top: f32) {
    let Some(&(first_x, first_y)) = points.first() else { return };
    path.move_to(x + first_x, top + first_y);
    if points.len() == 1 {
        path.line_to(x + first_x + 0.01, top + first_y);
    }
    for pair in points.windows(2) {
        if let &[from, to] = pair {
            let middle = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
            path.quad_to(x + from.0, top + from.1, x + middle.0, top + middle.1);
        }
    }
    if let [.., _, last] = points {
        path.line_to(x + last.0, top + last.1);
    }
}

fn stroke(surface: &mut Surface<'_>, path: Option<Path>, width: f32, ink: Ink, cap: LineCap) {
    let Some(path) = path else { return };
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: color(ink).into(),
        width,
        line_cap: cap,
        line_join: LineJoin::Round,
        ..Stroke::default()
    }));
    surface.draw_path(&path);
}

fn color(ink: Ink) -> rgb::Color {
    let (red, green, blue) = ink.rgb();
    rgb::Color::new(red, green, blue)
}
