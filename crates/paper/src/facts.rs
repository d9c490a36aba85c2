//! Labels with their values, two columns, as a list.

use crate::band::Band;
use crate::measure::{Ink, MM, size};
use crate::press::Press;
use crate::tags::{Mark, Node};
use crate::text::Style;
use krilla::tagging::{ListNumbering, Tag};

/// A label and its value.
pub struct Fact {
    /// Label.
    pub label: &'static str,
    /// Value, of any number of paragraphs.
    pub value: String,
    /// How the value looks.
    pub style: Style,
    /// Width at which the value breaks, if narrower than its column.
    pub width: Option<f32>,
}

impl Fact {
    /// A fact in running text.
    pub fn new(label: &'static str, value: impl Into<String>) -> Fact {
        Fact { label, value: value.into(), style: Style::new(size::TEXT), width: None }
    }

    /// Is there anything to say?
    pub fn is_told(&self) -> bool {
        !self.value.trim().is_empty()
    }
}

/// Where the columns of a list of facts are.
#[derive(Clone, Copy)]
pub struct Columns {
    /// Where labels begin.
    pub labels: f32,
    /// Where values begin.
    pub values: f32,
    /// Where values end.
    pub right: f32,
    /// Room between two facts.
    pub gap: f32,
}

/// Puts the facts that are told into a band from `top`; gives back where they end.
pub fn facts(press: &mut Press<'_>, band: &mut Band, parent: Node, columns: Columns, top: f32, facts: &[Fact]) -> f32 {
    let mut told = facts.iter().filter(|fact| fact.is_told()).peekable();
    if told.peek().is_none() {
        return top;
    }
    let list = press.flow.tags.child(parent, Tag::L(ListNumbering::None));
    let label_style = Style::new(size::TEXT).ink(Ink::Faint);
    let mut top = top;
    for fact in told {
        let item = press.flow.tags.child(list, Tag::LI);
        let label = press.flow.tags.child(item, Tag::Lbl);
        let body = press.flow.tags.child(item, Tag::LBody);
        let para = press.para(fact.label, label_style, columns.values - columns.labels - 2.0 * MM);
        let mut end = band.text(&para, columns.labels, top, Mark::In(label));
        let width = fact.width.unwrap_or(columns.right - columns.values);
        let paras = press.paras(&fact.value, fact.style, width);
        let mut value_top = top;
        for para in &paras {
            let node = press.flow.tags.child(body, Tag::P);
            value_top = band.text(para, columns.values, value_top, Mark::In(node));
        }
        end = end.max(value_top);
        top = end + columns.gap;
    }
    band.reach(top)
}
