//! Where bars, lines and targets stand: across in tens of thousandths of the width, down in pixels of a fixed height.
use super::scale::Scale;
use crate::crm::thousandths;
use ::wire::pivot::Drawn;
use rust_decimal::Decimal;

/// Pixels from the top of the picture to the end of the scale, to nothing, and to its foot.
pub(super) const TOP: u32 = 12;
pub(super) const BASE: u32 = 252;
pub(super) const FOOT: u32 = 280;
/// The whole width.
const WIDTH: u32 = 10_000;

/// A bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bar {
    pub group: usize,
    pub series: usize,
    pub x: u32,
    pub wide: u32,
    pub y: u32,
    pub high: u32,
}

/// A point of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Point {
    pub group: usize,
    pub series: usize,
    pub x: u32,
    pub y: u32,
}

/// A picture's figures: of each group, those of each series.
pub(super) struct Chart {
    pub values: Vec<Vec<Option<Decimal>>>,
    pub targets: Vec<Option<Decimal>>,
    pub drawn: Drawn,
    pub scale: Scale,
}

impl Chart {
    pub fn new(values: Vec<Vec<Option<Decimal>>>, targets: Vec<Option<Decimal>>, drawn: Drawn, whole: bool) -> Chart {
        let of_group = |group: &Vec<Option<Decimal>>| {
            let figures = group.iter().flatten().copied();
            if drawn == Drawn::Stacked { figures.sum::<Decimal>() } else { figures.max().unwrap_or_default() }
        };
        let largest = values.iter().map(of_group).chain(targets.iter().flatten().copied()).max().unwrap_or_default();
        Chart { values, targets, drawn, scale: Scale::up_to(largest, whole) }
    }

    fn height(&self, value: Decimal) -> u32 {
        thousandths(value, self.scale.top()) * (BASE - TOP) / 1000
    }

    /// Where a figure is, from the top.
    pub fn y(&self, value: Decimal) -> u32 {
        BASE - self.height(value)
    }

    /// Where a group begins, and how wide it is.
    fn slot(&self, group: usize) -> (u32, u32) {
        let (group, groups) = (group as u32, self.values.len().max(1) as u32);
        let from = WIDTH * group / groups;
        (from, WIDTH * (group + 1) / groups - from)
    }

    /// The middle of a group.
    pub fn middle(&self, group: usize) -> u32 {
        let (from, wide) = self.slot(group);
        from + wide / 2
    }

    /// Where the bars of a group begin and end: between groups there is air.
    pub fn span(&self, group: usize) -> (u32, u32) {
        let (from, wide) = self.slot(group);
        (from + wide / 6, from + wide - wide / 6)
    }

    pub fn bars(&self) -> Vec<Bar> {
        let mut bars = Vec::new();
        if self.drawn == Drawn::Lines {
            return bars;
        }
        for (group, values) in self.values.iter().enumerate() {
            let (from, to) = self.span(group);
            let beside = self.drawn == Drawn::Beside;
            let each = if beside { (to - from) / values.len().max(1) as u32 } else { to - from };
            let mut below = Decimal::ZERO;
            for (series, value) in values.iter().enumerate() {
                let Some(value) = value.filter(|value| *value > Decimal::ZERO) else { continue };
                let (x, y, foot) = if beside {
                    (from + each * series as u32, self.y(value), BASE)
                } else {
                    let foot = self.y(below);
                    below += value;
                    (from, self.y(below), foot)
                };
                bars.push(Bar { group, series, x, wide: each, y, high: foot.saturating_sub(y) });
            }
        }
        bars
    }

    /// The points of each series; a group without a figure breaks its line.
    pub fn lines(&self) -> Vec<Vec<Vec<Point>>> {
        if self.drawn != Drawn::Lines {
            return Vec::new();
        }
        let series = self.values.iter().map(Vec::len).max().unwrap_or_default();
        (0..series)
            .map(|series| {
                let mut pieces: Vec<Vec<Point>> = vec![Vec::new()];
                for (group, values) in self.values.iter().enumerate() {
                    match values.get(series).copied().flatten() {
                        Some(value) => {
                            let point = Point { group, series, x: self.middle(group), y: self.y(value) };
                            if let Some(piece) = pieces.last_mut() {
                                piece.push(point);
                            }
                        }
                        None => pieces.push(Vec::new()),
                    }
                }
                pieces.retain(|piece| !piece.is_empty());
                pieces
            })
            .collect()
    }
}

/// A length across, as an attribute: `12.34%`.
pub(super) fn across(length: u32) -> String {
    format!("{}.{:02}%", length / 100, length % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(drawn: Drawn) -> Chart {
        let figures = |all: [i64; 3]| all.map(|one| (one > 0).then(|| Decimal::from(one))).to_vec();
        let values = vec![figures([10, 0, 20]), figures([5, 5, 5]), figures([0, 0, 0]), figures([1, 2, 3])];
        Chart::new(values, vec![None, Some(Decimal::from(24))], drawn, true)
    }

    #[test]
    fn bars_that_stand_on_each_other_reach_their_sum() {
        let chart = chart(Drawn::Stacked);
        let bars = chart.bars();
        for group in [0, 1, 3] {
            let of: Vec<&Bar> = bars.iter().filter(|bar| bar.group == group).collect();
            let sum: Decimal = chart.values[group].iter().flatten().sum();
            assert_eq!(of.iter().map(|bar| bar.high).sum::<u32>(), BASE - chart.y(sum));
            assert!(of.windows(2).all(|pair| pair[0].y == pair[1].y + pair[1].high));
        }
        assert!(bars.iter().all(|bar| bar.group != 2 && bar.y >= TOP && bar.x + bar.wide <= WIDTH));
    }

    #[test]
    fn bars_side_by_side_share_their_group_and_begin_at_nothing() {
        let chart = chart(Drawn::Beside);
        for bar in chart.bars() {
            let (from, to) = chart.span(bar.group);
            assert!(bar.x >= from && bar.x + bar.wide <= to && bar.y + bar.high == BASE, "{bar:?}");
        }
    }

    #[test]
    fn a_line_has_a_gap_where_there_is_no_figure() {
        let lines = chart(Drawn::Lines).lines();
        let pieces: Vec<Vec<usize>> = lines.iter().map(|line| line.iter().map(Vec::len).collect()).collect();
        assert_eq!(pieces, [vec![2, 1], vec![1, 1], vec![2, 1]]);
        assert!(chart(Drawn::Lines).bars().is_empty());
    }

    #[test]
    fn lengths_are_written_exactly() {
        assert_eq!(
            (across(0), across(1_234), across(10_000), across(5)),
            ("0.00%".into(), "12.34%".into(), "100.00%".into(), "0.05%".into())
        );
    }
}
