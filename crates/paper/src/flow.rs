//! Bands down the pages: what does not fit begins the next page, what fits on no page is cut between
//! its lines.

use crate::band::{Band, Item};
use crate::measure::{BODY_END, TOP};
use crate::tags::{Mark, Slot, Tags};
use krilla::tagging::ArtifactType;

/// The least room worth beginning a text in.
const BEGINNING: f32 = 42.0;

/// A thing in its place on a page. `slot` is none for what is not read.
pub struct Placed {
    /// The thing; its `top` now counts from the top of the sheet.
    pub item: Item,
    /// Where it is in the tree of tags.
    pub slot: Option<Slot>,
}

/// A stop for the table of contents.
pub struct Stop {
    /// What it is called.
    pub title: String,
    /// Page, counted from zero.
    pub page: usize,
    /// From the top of the sheet.
    pub top: f32,
}

/// The pages of a document while it is laid out.
pub struct Flow {
    /// What is on each page.
    pub pages: Vec<Vec<Placed>>,
    /// The tree of tags.
    pub tags: Tags,
    /// The table of contents.
    pub stops: Vec<Stop>,
    /// The head of the pages to come.
    pub head: Band,
    /// Room between head and body.
    pub below_head: f32,
    /// Repeated below the head: the head row of a table that goes on.
    pub running: Option<Band>,
    y: f32,
}

impl Flow {
    /// No pages yet.
    pub fn new(below_head: f32) -> Flow {
        Flow {
            pages: Vec::new(),
            tags: Tags::new(),
            stops: Vec::new(),
            head: Band::default(),
            below_head,
            running: None,
            y: BODY_END,
        }
    }

    /// Begins a page with a head of its own that is read; the following pages repeat it unread.
    pub fn begin(&mut self, head: Band) {
        self.pages.push(Vec::new());
        self.y = TOP;
        self.head = head.repeated(ArtifactType::Header);
        self.draw(head);
        self.y += self.below_head;
    }

    fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.y = TOP;
        self.draw(self.head.clone());
        self.y += self.below_head;
        if let Some(running) = &self.running {
            self.draw(running.repeated(ArtifactType::PaginationOther));
        }
    }

    /// Height of the body of a page that begins now.
    fn whole(&self) -> f32 {
        let running = self.running.as_ref().map_or(0.0, |band| band.height);
        BODY_END - TOP - self.head.height - self.below_head - running
    }

    /// Begins a page unless this much room is left; what no page can hold is not waited for.
    pub fn need(&mut self, height: f32) {
        if self.y + height > BODY_END && height <= self.whole() {
            self.turn();
        }
    }

    /// Leaves room, but not at the head of a page.
    pub fn skip(&mut self, height: f32) {
        self.y = (self.y + height).min(BODY_END);
    }

    /// Marks this place for the table of contents.
    pub fn stop(&mut self, title: &str) {
        let page = self.pages.len().saturating_sub(1);
        self.stops.push(Stop { title: crate::clean::label(title), page, top: self.y });
    }

    /// Places a band whole if any page can hold it.
    pub fn keep(&mut self, band: Band) {
        self.need(band.height);
        self.place(band);
    }

    /// Places a band, cut where the page ends; only a beginning must fit.
    pub fn run(&mut self, band: Band) {
        self.need(band.height.min(BEGINNING));
        self.place(band);
    }

    fn place(&mut self, mut band: Band) {
        if self.y + band.height <= BODY_END {
            return self.draw(band);
        }
        band.items.sort_by(|one, other| one.top.total_cmp(&other.top));
        let bottom = band.height;
        let mut shift = self.y;
        for mut item in band.items {
            if item.top + item.height + shift > BODY_END && item.height <= self.whole() {
                self.turn();
                shift = self.y - item.top;
            }
            item.top += shift;
            self.ink(item);
        }
        self.y = bottom + shift;
    }

    fn draw(&mut self, band: Band) {
        let top = self.y;
        for mut item in band.items {
            item.top += top;
            self.ink(item);
        }
        self.y = top + band.height;
    }

    /// Puts an item on the last page. Neighbours of one node share a slot.
    pub fn ink(&mut self, item: Item) {
        let Some(page) = self.pages.last_mut() else { return };
        let before = page.last().filter(|placed| placed.item.mark == item.mark);
        let slot = match (before, item.mark) {
            (Some(placed), _) if !item.draw.is_link() && !placed.item.draw.is_link() => placed.slot,
            (_, Mark::In(node)) => Some(self.tags.slot(node)),
            (_, Mark::Artifact(_)) => None,
        };
        page.push(Placed { item, slot });
    }
}
