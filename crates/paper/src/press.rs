//! What every part of a document is given: the typesetter, the pages, the words.

use crate::clean::paragraphs;
use crate::flow::Flow;
use crate::measure::MM;
use crate::text::{Para, Style, Typesetter};
use i18n::T;
use std::rc::Rc;

/// The typesetter, the pages, the words.
pub struct Press<'a> {
    /// Shapes text.
    pub setter: &'a mut Typesetter,
    /// Takes bands.
    pub flow: Flow,
    /// The words of the document's language.
    pub t: T,
}

impl<'a> Press<'a> {
    /// Nothing printed yet.
    pub fn new(setter: &'a mut Typesetter, t: T) -> Press<'a> {
        Press { setter, flow: Flow::new(12.0 * MM), t }
    }

    /// One paragraph, broken to a width.
    pub fn para(&mut self, text: &str, style: Style, width: f32) -> Rc<Para> {
        self.setter.set(text, style, width)
    }

    /// All paragraphs of a text.
    pub fn paras(&mut self, text: &str, style: Style, width: f32) -> Vec<Rc<Para>> {
        paragraphs(text).map(|paragraph| self.setter.set(paragraph, style, width)).collect()
    }

    /// One paragraph with lines of about the same length, for titles.
    pub fn balanced(&mut self, text: &str, style: Style, width: f32) -> Rc<Para> {
        /// Longer texts are not titles, and would be set over and over.
        const LONGEST: usize = 160;
        let mut best = self.para(text, style, width);
        let lines = best.lines.len();
        if lines < 2 || text.len() > LONGEST {
            return best;
        }
        let (mut narrow, mut wide) = (width / 2.0, width);
        for _ in 0..5 {
            let middle = (narrow + wide) / 2.0;
            let para = self.para(text, style, middle);
            if para.lines.len() <= lines {
                (wide, best) = (middle, para);
            } else {
                narrow = middle;
            }
        }
        best
    }
}
