//! Ink as it grows: places on the screen become places on the pad, strokes come and go, and it can be posted.
use domain::quotes::{
    ink,
    signature::{LEAST_INK, LEAST_POINTS, MOST_POINTS, MOST_STROKES, PAD_HEIGHT, PAD_WIDTH, Point},
};

/// Points nearer than this to the one before are left out, in pad units.
const NEAREST: u16 = 10;

/// The pad as it lies on the screen, in CSS pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    pub(crate) width: i32,
    pub(crate) height: i32,
}

impl Frame {
    /// The place on the pad for a place within the frame.
    ///
    /// One scale for both directions, and what is left over lies on both sides alike: just as a browser fits
    /// `viewBox="0 0 6000 2000"` into the frame. What lies outside is moved to the edge.
    pub(crate) fn place(self, x: i32, y: i32) -> (u16, u16) {
        let (width, height) = (self.width.max(1), self.height.max(1));
        let (wide, high) = (i32::from(PAD_WIDTH), i32::from(PAD_HEIGHT));
        // Pad units for so many pixels: `over / under` is the smaller of both scales.
        let (over, under) = if wide * height <= high * width { (wide, width) } else { (high, height) };
        let unit = |pixels: i32| i64::from(pixels) * i64::from(over) / i64::from(under);
        let on = |at: i32, size: i32, most: u16| {
            let inside = unit(at) + (i64::from(most) - unit(size)) / 2;
            u16::try_from(inside.clamp(0, i64::from(most))).unwrap_or_default()
        };
        (on(x, width, PAD_WIDTH), on(y, height, PAD_HEIGHT))
    }
}

/// A signature in the making; never more than may be posted.
#[derive(Debug, Default)]
pub(crate) struct Drawing {
    strokes: Vec<Vec<Point>>,
    points: usize,
    /// When the last point was made, in milliseconds.
    last: Option<u64>,
}

impl Drawing {
    /// Begins a stroke. Says whether there was room for it.
    pub(crate) fn begin(&mut self, (x, y): (u16, u16), now: u64) -> bool {
        let room = self.strokes.len() < MOST_STROKES && self.points < MOST_POINTS;
        if room {
            let ms = self.since(now);
            self.strokes.push(vec![Point { x, y, ms }]);
            self.points += 1;
        }
        room
    }

    /// Goes on with the stroke. Says whether anything was added.
    pub(crate) fn extend(&mut self, (x, y): (u16, u16), now: u64) -> bool {
        let before = self.strokes.last().and_then(|stroke| stroke.last());
        let far = before.is_some_and(|p| p.x.abs_diff(x).max(p.y.abs_diff(y)) >= NEAREST);
        if !far || self.points >= MOST_POINTS {
            return false;
        }
        let ms = self.since(now);
        if let Some(stroke) = self.strokes.last_mut() {
            stroke.push(Point { x, y, ms });
            self.points += 1;
        }
        true
    }

    fn since(&mut self, now: u64) -> u16 {
        let before = self.last.replace(now).unwrap_or(now);
        u16::try_from(now.saturating_sub(before)).unwrap_or(u16::MAX)
    }

    /// Takes the last stroke back.
    pub(crate) fn undo(&mut self) {
        self.points -= self.strokes.pop().map_or(0, |stroke| stroke.len());
        self.begin_anew();
    }

    /// Takes everything back.
    pub(crate) fn clear(&mut self) {
        *self = Drawing::default();
    }

    /// An empty pad has no time before its first point.
    fn begin_anew(&mut self) {
        if self.strokes.is_empty() {
            self.last = None;
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.strokes.is_empty()
    }

    /// Whether it is ink enough for a signature, by the server's measure.
    pub(crate) fn enough(&self) -> bool {
        let length: u32 = self.strokes.iter().flat_map(|stroke| stroke.windows(2)).map(step).sum();
        self.points >= LEAST_POINTS && length >= LEAST_INK
    }

    /// What is posted: `x,y,ms x,y,ms;…`.
    pub(crate) fn to_text(&self) -> String {
        let mut out = String::with_capacity(self.points * 14);
        for (at, stroke) in self.strokes.iter().enumerate() {
            for (nth, point) in stroke.iter().enumerate() {
                out.push_str(if nth > 0 {
                    " "
                } else if at > 0 {
                    ";"
                } else {
                    ""
                });
                for (part, figure) in [point.x, point.y, point.ms].into_iter().enumerate() {
                    if part > 0 {
                        out.push(',');
                    }
                    ink::push_figure(&mut out, figure);
                }
            }
        }
        out
    }

    /// Reads back what was posted, for a form that came back. What cannot be read is left out.
    pub(crate) fn from_text(text: &str) -> Drawing {
        let mut drawing = Drawing::default();
        for part in text.split(';') {
            let stroke: Vec<Point> = part.split(' ').filter_map(point).collect();
            if !stroke.is_empty()
                && drawing.points + stroke.len() <= MOST_POINTS
                && drawing.strokes.len() < MOST_STROKES
            {
                drawing.points += stroke.len();
                drawing.strokes.push(stroke);
            }
        }
        drawing
    }

    /// All strokes as one SVG path.
    pub(crate) fn path(&self) -> String {
        self.strokes.iter().map(|stroke| ink::path(stroke)).collect()
    }
}

fn step(pair: &[Point]) -> u32 {
    match pair {
        [a, b] => u32::from(a.x.abs_diff(b.x).max(a.y.abs_diff(b.y))),
        _ => 0,
    }
}

fn point(text: &str) -> Option<Point> {
    let mut figures = text.split(',').map(|figure| figure.parse::<u16>().ok());
    let (x, y, ms) = (figures.next()??, figures.next()??, figures.next()??);
    (x <= PAD_WIDTH && y <= PAD_HEIGHT).then_some(Point { x, y, ms })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use domain::quotes::signature::Strokes;

    fn drawn(count: u16) -> Drawing {
        let mut drawing = Drawing::default();
        drawing.begin((0, 500), 1_000);
        for at in 1..count {
            drawing.extend((at * 20, 500 + at % 3), 1_000 + u64::from(at) * 16);
        }
        drawing
    }

    #[test]
    fn a_signature_keeps_its_shape_on_every_screen() {
        // Wider than the pad: the whole width is used, the height is centred.
        let desk = Frame { width: 500, height: 125 };
        assert_eq!(desk.place(0, 0), (0, 250));
        assert_eq!(desk.place(500, 125), (6_000, 1_750));
        assert_eq!(desk.place(250, 62), (3_000, 994));
        // Higher than the pad: the whole height is used.
        let phone = Frame { width: 300, height: 150 };
        assert_eq!(phone.place(0, 0), (1_000, 0));
        assert_eq!(phone.place(300, 150), (5_000, 2_000));
        for frame in [desk, phone] {
            let (a, b) = (frame.place(100, 20), frame.place(150, 70));
            assert_eq!(b.0 - a.0, b.1 - a.1, "one scale for both directions");
        }
        assert_eq!(desk.place(-40, 9_000), (0, 2_000));
        assert_eq!(Frame { width: 0, height: 0 }.place(5, 5).0, 6_000);
    }

    #[test]
    fn the_server_reads_what_the_pad_writes() {
        let mut drawing = drawn(40);
        drawing.begin((3_000, 100), 90_000);
        drawing.extend((3_400, 900), 90_040);
        assert!(drawing.enough());
        let text = drawing.to_text();
        assert!(text.starts_with("0,500,0 20,501,16 "));
        assert!(text.ends_with(";3000,100,65535 3400,900,40"), "a long pause is written as the longest there is");
        let read = Strokes::parse(&text).unwrap();
        assert_eq!(read.to_text(), text);
        assert_eq!(Drawing::from_text(&text).to_text(), text);
        assert_eq!(Drawing::from_text("7,7,7;<b>;9999,1,1; ").to_text(), "7,7,7");
    }

    #[test]
    fn enough_ink_is_what_the_server_finds_enough() {
        for count in [1, 7, 8, 20, 31, 32, 60] {
            let drawing = drawn(count);
            assert_eq!(drawing.enough(), Strokes::parse(&drawing.to_text()).is_ok(), "{count} points");
        }
    }

    #[test]
    fn no_hand_can_draw_more_than_may_be_posted() {
        let mut drawing = Drawing::default();
        for stroke in 0..200u64 {
            drawing.begin((0, 0), stroke);
            for at in 1..300u16 {
                drawing.extend((at * 15, 0), stroke);
            }
        }
        assert!(Strokes::parse(&drawing.to_text()).is_ok());
        let mut dots = Drawing::default();
        for at in 0..200 {
            dots.begin((1, 1), at);
        }
        assert_eq!(dots.to_text().split(';').count(), MOST_STROKES);
    }

    #[test]
    fn strokes_are_taken_back_one_by_one() {
        let mut drawing = drawn(20);
        drawing.begin((1, 1), 5_000);
        drawing.undo();
        assert_eq!(drawing.to_text(), drawn(20).to_text());
        drawing.undo();
        drawing.undo();
        assert!(drawing.is_empty() && drawing.path().is_empty());
        drawing.begin((1, 1), 9_000);
        assert_eq!(drawing.to_text(), "1,1,0", "the time before an empty pad does not count");
        drawing.extend((5, 5), 9_001);
        assert_eq!(drawing.to_text(), "1,1,0", "a trembling hand makes no points");
    }
}
