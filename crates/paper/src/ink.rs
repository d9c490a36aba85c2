//! A drawn signature, brought from the pad's scale to a box on paper.

/// Strokes scaled into a box, standing on its lower edge; none if nothing was drawn.
pub fn fit(strokes: &[Vec<(i32, i32)>], width: f32, height: f32) -> Option<Vec<Vec<(f32, f32)>>> {
    let points = || strokes.iter().flatten();
    let left = points().map(|point| point.0).min()?;
    let right = points().map(|point| point.0).max()?;
    let top = points().map(|point| point.1).min()?;
    let bottom = points().map(|point| point.1).max()?;
    let drawn_width = far(left, right).max(1.0);
    let drawn_height = far(top, bottom).max(1.0);
    let scale = (width / drawn_width).min(height / drawn_height);
    let lift = height - far(top, bottom) * scale;
    let place = |&(x, y): &(i32, i32)| (far(left, x) * scale, far(top, y) * scale + lift);
    let drawn = strokes.iter().filter(|stroke| !stroke.is_empty());
    Some(drawn.map(|stroke| stroke.iter().map(place).collect()).collect())
}

/// From one coordinate to another; 64 bits, so that no pair overflows.
fn far(from: i32, to: i32) -> f32 {
    (i64::from(to) - i64::from(from)) as f32
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn any_scale_fits_the_box() {
        for strokes in [
            vec![vec![(0, 0), (100, 40)], vec![(50, 20)]],
            vec![vec![(i32::MIN, i32::MIN), (i32::MAX, i32::MAX)]],
            vec![vec![(7, 7)]],
            vec![vec![], vec![(0, 0), (0, 900)]],
        ] {
            for (x, y) in fit(&strokes, 160.0, 50.0).unwrap().into_iter().flatten() {
                assert!((-0.01..=160.01).contains(&x) && (-0.01..=50.01).contains(&y), "{x} {y}");
            }
        }
    }

    #[test]
    fn nothing_drawn_is_nothing() {
        assert!(fit(&[], 1.0, 1.0).is_none());
        assert!(fit(&[vec![]], 1.0, 1.0).is_none());
    }
}
