//! Pixels of a decoded picture: turned, and made smaller.

/// A picture, four bytes a pixel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pixels {
    pub width: usize,
    pub height: usize,
    pub rgba: Vec<u8>,
}

impl Pixels {
    /// From pixels of one to four channels: grey, grey with alpha, colour, colour with alpha.
    pub(super) fn from_channels(width: usize, height: usize, bytes: &[u8], channels: usize) -> Option<Pixels> {
        let wanted = width.checked_mul(height)?.checked_mul(channels)?;
        let bytes = bytes.get(..wanted)?;
        let mut rgba = Vec::with_capacity(width * height * 4);
        for pixel in bytes.chunks_exact(channels) {
            rgba.extend_from_slice(&match *pixel {
                [grey] => [grey, grey, grey, 255],
                [grey, alpha] => [grey, grey, grey, alpha],
                [red, green, blue] => [red, green, blue, 255],
                [red, green, blue, alpha] => [red, green, blue, alpha],
                _ => return None,
            });
        }
        Some(Pixels { width, height, rgba })
    }

    /// Whether anything shines through.
    pub(super) fn is_see_through(&self) -> bool {
        self.rgba.chunks_exact(4).any(|pixel| pixel[3] < 255)
    }

    fn at(&self, x: usize, y: usize) -> [u8; 4] {
        let at = (y * self.width + x) * 4;
        self.rgba.get(at..at + 4).and_then(|pixel| pixel.try_into().ok()).unwrap_or_default()
    }

    /// Turned and mirrored by its orientation, 1 to 8.
    pub(super) fn turned(self, orientation: u16) -> Pixels {
        if !(2..=8).contains(&orientation) {
            return self;
        }
        let (right, bottom) = (self.width - 1, self.height - 1);
        let (width, height) = if orientation >= 5 { (self.height, self.width) } else { (self.width, self.height) };
        let mut rgba = Vec::with_capacity(self.rgba.len());
        for y in 0..height {
            for x in 0..width {
                let pixel = match orientation {
                    2 => self.at(right - x, y),
                    3 => self.at(right - x, bottom - y),
                    4 => self.at(x, bottom - y),
                    5 => self.at(y, x),
                    6 => self.at(y, bottom - x),
                    7 => self.at(right - y, bottom - x),
                    _ => self.at(right - y, x),
                };
                rgba.extend_from_slice(&pixel);
            }
        }
        Pixels { width, height, rgba }
    }

    /// Made smaller: each pixel is the mean of those it stands for, weighed by how much of them shows.
    pub(super) fn scaled(&self, width: usize, height: usize) -> Pixels {
        if (width, height) == (self.width, self.height) {
            return self.clone();
        }
        let span = |at: usize, of: usize, from: usize| {
            let start = at * from / of;
            start..((at + 1) * from).div_ceil(of).clamp(start + 1, from)
        };
        let mut rgba = Vec::with_capacity(width * height * 4);
        for y in 0..height {
            let rows = span(y, height, self.height);
            for x in 0..width {
                let (mut sums, mut shown, mut count) = ([0_u64; 3], 0_u64, 0_u64);
                for row in rows.clone() {
                    for column in span(x, width, self.width) {
                        let [red, green, blue, alpha] = self.at(column, row).map(u64::from);
                        for (sum, channel) in sums.iter_mut().zip([red, green, blue]) {
                            *sum += channel * alpha;
                        }
                        shown += alpha;
                        count += 1;
                    }
                }
                let mean = |sum: u64, of: u64| u8::try_from((sum + of / 2) / of.max(1)).unwrap_or(u8::MAX);
                rgba.extend(sums.map(|sum| mean(sum, shown)));
                rgba.push(mean(shown, count));
            }
        }
        Pixels { width, height, rgba }
    }
}

#[cfg(test)]
mod tests {
    use super::Pixels;

    #[test]
    fn a_picture_held_sideways_is_turned_upright() {
        let grey = |width, bytes: &[u8]| Pixels::from_channels(width, bytes.len() / width, bytes, 1);
        let turned = |orientation| grey(2, &[1, 2, 3, 4, 5, 6]).map(|picture| picture.turned(orientation));
        assert_eq!(turned(1), grey(2, &[1, 2, 3, 4, 5, 6]));
        assert_eq!(turned(2), grey(2, &[2, 1, 4, 3, 6, 5]));
        assert_eq!(turned(3), grey(2, &[6, 5, 4, 3, 2, 1]));
        assert_eq!(turned(6), grey(3, &[5, 3, 1, 6, 4, 2]));
        assert_eq!(turned(8), grey(3, &[2, 4, 6, 1, 3, 5]));
        assert_eq!(turned(5), grey(3, &[1, 3, 5, 2, 4, 6]));
        assert_eq!(turned(7), grey(3, &[6, 4, 2, 5, 3, 1]));
    }

    #[test]
    fn a_smaller_picture_has_the_means_and_what_does_not_show_has_no_colour() {
        let mean = Pixels::from_channels(2, 2, &[0, 100, 100, 200], 1).map(|picture| picture.scaled(1, 1).rgba);
        assert_eq!(mean, Some(vec![100, 100, 100, 255]));
        let half = Pixels::from_channels(2, 1, &[200, 255, 0, 0], 2).map(|picture| picture.scaled(1, 1).rgba);
        assert_eq!(half, Some(vec![200, 200, 200, 128]));
    }
}
