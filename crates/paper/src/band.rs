//! A band: things placed beside and below each other that move down the sheet together.

use crate::measure::Ink;
use crate::tags::{Mark, Node};
use crate::text::Para;
use krilla::tagging::ArtifactType;
use std::rc::Rc;

/// Something drawn.
#[derive(Clone, Debug)]
pub enum Draw {
    /// A line of a paragraph.
    Line(Rc<Para>, usize),
    /// A horizontal rule: its length, its thickness, its ink.
    Rule(f32, f32, Ink),
    /// Pen strokes, as points from the item's corner.
    Pen(Rc<Vec<Vec<(f32, f32)>>>),
    /// A place to press: its width and the address it leads to.
    Link(f32, Rc<str>),
}

/// Something drawn, and where in its band.
#[derive(Clone, Debug)]
pub struct Item {
    /// From the left of the sheet.
    pub x: f32,
    /// From the top of the band.
    pub top: f32,
    /// How much room it must find on a page.
    pub height: f32,
    /// What it is.
    pub mark: Mark,
    /// What is drawn.
    pub draw: Draw,
}

/// Things that move together.
#[derive(Clone, Debug, Default)]
pub struct Band {
    /// What is in it.
    pub items: Vec<Item>,
    /// Its height.
    pub height: f32,
}

impl Band {
    /// Puts a paragraph at `x`, `top`; gives back where it ends.
    pub fn text(&mut self, para: &Rc<Para>, x: f32, top: f32, mark: Mark) -> f32 {
        self.lines(para, top, mark, |_| x)
    }

    /// Puts a paragraph so that its lines end at `right`; gives back where it ends.
    pub fn flush(&mut self, para: &Rc<Para>, right: f32, top: f32, mark: Mark) -> f32 {
        self.lines(para, top, mark, |width| right - width)
    }

    fn lines(&mut self, para: &Rc<Para>, top: f32, mark: Mark, x: impl Fn(f32) -> f32) -> f32 {
        for (at, line) in para.lines.iter().enumerate() {
            self.items.push(Item {
                x: x(line.width),
                top: top + line.top,
                height: line.height,
                mark,
                draw: Draw::Line(Rc::clone(para), at),
            });
        }
        self.reach(top + para.height)
    }

    /// Puts a rule.
    pub fn rule(&mut self, x: f32, right: f32, top: f32, thickness: f32, ink: Ink) {
        self.items.push(Item {
            x,
            top,
            height: 0.0,
            mark: Mark::Artifact(ArtifactType::Layout),
            draw: Draw::Rule(right - x, thickness, ink),
        });
        self.reach(top);
    }

    /// Puts anything else.
    pub fn put(&mut self, draw: Draw, x: f32, top: f32, height: f32, node: Node) {
        self.items.push(Item { x, top, height, mark: Mark::In(node), draw });
        self.reach(top + height);
    }

    /// Makes the band at least this high; gives the mark back.
    pub fn reach(&mut self, bottom: f32) -> f32 {
        self.height = self.height.max(bottom);
        bottom
    }

    /// The same, not to be read: for what is repeated on every page.
    pub fn repeated(&self, kind: ArtifactType) -> Band {
        let mut band = self.clone();
        for item in &mut band.items {
            if let Mark::In(_) = item.mark {
                item.mark = Mark::Artifact(kind);
            }
        }
        band
    }
}

impl Draw {
    /// Links are annotations beside the content, not content.
    pub fn is_link(&self) -> bool {
        matches!(self, Draw::Link(..))
    }
}
