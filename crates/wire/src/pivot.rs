//! Opportunities counted and summed in groups: as a table of two axes, and drawn.
use crate::{
    opportunities::{OpportunityFilter, StageRef},
    shared::{TeamRef, UserRef},
    tags::TagRef,
};
use domain::{
    crm::{
        OpportunityState,
        pivot::{Axis, Measure, Sums},
    },
    money::Currency,
    periods::Span,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Groups of one answer at most: more than that nobody reads.
pub const MOST_GROUPS: u32 = 2_000;
/// Rows of it at most.
pub const MOST_ROWS: usize = 500;
/// Columns of it at most.
pub const MOST_COLUMNS: usize = 120;

/// How groups are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Drawn {
    /// Bars whose parts stand on each other.
    #[default]
    Stacked,
    /// Bars side by side.
    Beside,
    /// Lines.
    Lines,
}

impl Drawn {
    /// Every way.
    pub const ALL: [Drawn; 3] = [Drawn::Stacked, Drawn::Beside, Drawn::Lines];

    /// Its word in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Drawn::Stacked => "stacked",
            Drawn::Beside => "beside",
            Drawn::Lines => "lines",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<Drawn> {
        Drawn::ALL.into_iter().find(|drawn| drawn.code() == code)
    }
}

/// Which opportunities, by what they are put into groups, and which figure is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PivotQuery {
    /// Which opportunities; its order says nothing here.
    pub filter: OpportunityFilter,
    /// Open, won and lost ones together, whatever state the filter names.
    pub all: bool,
    /// What stands at the left.
    pub rows: Axis,
    /// What each row is opened into; none for nothing.
    pub then: Option<Axis>,
    /// What stands at the top; none for the totals alone.
    pub columns: Option<Axis>,
    /// Which figure.
    pub measure: Measure,
    /// How long the periods of times are.
    pub by: Span,
    /// How a graph is drawn.
    pub drawn: Drawn,
}

impl Default for PivotQuery {
    fn default() -> Self {
        PivotQuery {
            filter: OpportunityFilter::default(),
            all: false,
            rows: Axis::Owner,
            then: None,
            columns: Some(Axis::Stage),
            measure: Measure::Expected,
            by: Span::Month,
            drawn: Drawn::Stacked,
        }
    }
}

impl PivotQuery {
    /// Reads an address by its keys. What cannot be read is as usual; no axis stands twice.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> PivotQuery {
        let usual = PivotQuery::default();
        let axis = |key: &str| get(key).and_then(|code| Axis::parse(&code));
        let columns = match get("columns").as_deref() {
            Some("none") => None,
            _ => axis("columns").or(usual.columns),
        };
        let rows = axis("rows").unwrap_or(usual.rows);
        let asked = PivotQuery {
            all: get("state").as_deref() == Some("all"),
            rows,
            then: axis("then"),
            columns,
            measure: get("value").and_then(|code| Measure::parse(&code)).unwrap_or(usual.measure),
            by: get("by").and_then(|code| Span::parse(&code)).unwrap_or(usual.by),
            drawn: get("drawn").and_then(|code| Drawn::parse(&code)).unwrap_or(usual.drawn),
            filter: OpportunityFilter::read(get),
        };
        asked.sound()
    }

    /// The same without an axis that stands in two places.
    #[must_use]
    pub fn sound(mut self) -> PivotQuery {
        self.columns = self.columns.filter(|axis| *axis != self.rows);
        self.then = self.then.filter(|axis| *axis != self.rows && self.columns != Some(*axis));
        self
    }

    /// Rows at the top, columns at the left; as it was where there are no columns.
    #[must_use]
    pub fn swapped(&self) -> PivotQuery {
        let Some(columns) = self.columns else { return self.clone() };
        PivotQuery { rows: columns, columns: Some(self.rows), then: None, ..self.clone() }
    }

    /// The axis of which one opportunity may stand in several groups.
    pub fn overlapping(&self) -> Option<Axis> {
        [Some(self.rows), self.then, self.columns].into_iter().flatten().find(|axis| axis.overlaps())
    }

    /// Whether open, won and lost ones are asked for.
    pub const fn every_state(&self) -> bool {
        self.all || self.measure.is_of_ended()
    }

    /// What the list is asked to show just those of some groups; none where it cannot say so. Groups are axes with keys, as
    /// [`Group::key`] writes them.
    pub fn listed(&self, groups: &[(Axis, &str)]) -> Option<OpportunityFilter> {
        let mut filter = self.filter.clone();
        let mut every_state = self.every_state();
        for (axis, key) in groups {
            match axis {
                Axis::Stage => filter.stage = Some(key.parse().ok()?),
                Axis::Owner => {
                    filter.owner = Some(key.parse().ok()?);
                    filter.mine = false;
                }
                Axis::Team => filter.team = Some(key.parse().ok()?),
                // A list asks for one tag.
                Axis::Tag if filter.tag.is_none() => filter.tag = Some(key.parse().ok()?),
                Axis::Source if !key.is_empty() => filter.source = (*key).to_owned(),
                Axis::State => {
                    filter.state = OpportunityState::parse(key)?;
                    every_state = false;
                }
                Axis::Source | Axis::Reason | Axis::Tag | Axis::Created | Axis::Closed | Axis::Close => return None,
            }
        }
        (!every_state).then_some(filter)
    }

    /// Keys and values of the address; what is usual is left out.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let usual = PivotQuery::default();
        let mut pairs = self.filter.pairs();
        if self.all {
            pairs.retain(|(key, _)| *key != "state");
            pairs.push(("state", "all".to_owned()));
        }
        let mut add = |key: &'static str, on: bool, code: &str| {
            if on {
                pairs.push((key, code.to_owned()));
            }
        };
        add("rows", self.rows != usual.rows, self.rows.code());
        if let Some(then) = self.then {
            add("then", true, then.code());
        }
        // Without a word the usual columns are meant, unless they are the rows.
        let unsaid = usual.columns.filter(|axis| *axis != self.rows);
        add("columns", self.columns != unsaid, self.columns.map_or("none", Axis::code));
        add("value", self.measure != usual.measure, self.measure.code());
        add("by", self.by != usual.by, self.by.code());
        add("drawn", self.drawn != usual.drawn, self.drawn.code());
        pairs
    }
}

/// One value of an axis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// What it is by: an id, a word, `2026-11`, `2026-Q4`; empty for those that have none.
    pub key: String,
    /// Its name, where the key says less; else empty.
    pub name: String,
}

/// What is known of a row, or a part of one, in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Which of the rows; none for all of them, in [`PivotView::once`] alone.
    #[serde(default)]
    pub row: Option<u32>,
    /// Which of the parts of rows; none without a second axis.
    pub then: Option<u32>,
    /// Which of the columns; none without columns.
    pub column: Option<u32>,
    /// What is known.
    pub sums: Sums,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PivotView {
    /// Values of the axis at the left, in their order.
    pub rows: Vec<Group>,
    /// Values of the axis that rows are opened into.
    pub then: Vec<Group>,
    /// Values of the axis at the top.
    pub columns: Vec<Group>,
    /// Those in which there is anything.
    pub cells: Vec<Cell>,
    /// Where an opportunity may stand in several groups of one axis: what is known of all groups of it together, each
    /// opportunity once. Empty where the cells add up.
    #[serde(default)]
    pub once: Vec<Cell>,
    /// There are more groups than [`MOST_GROUPS`] allows, and so none is shown.
    pub too_many: bool,
    /// What is to be sold in each of the rows, where those are times of closing and the figure is what was won.
    pub targets: Vec<Option<Decimal>>,
    /// The company's currency.
    pub currency: Currency,
    /// The pipeline's stages, in order.
    pub stages: Vec<StageRef>,
    /// Colleagues.
    pub owners: Vec<UserRef>,
    /// The company's teams.
    pub teams: Vec<TeamRef>,
    /// Tags.
    pub tags: Vec<TagRef>,
    /// Plans of recurring revenue; none where nothing recurs.
    #[serde(default)]
    pub plans: Vec<crate::recurring::PlanRef>,
}

/// A row, a part of one, a column; none stands for all of them.
type Place = (Option<u32>, Option<u32>, Option<u32>);

/// The sums of every cell, row and column, and of all together.
#[derive(Clone, Debug, Default)]
pub struct Totals(BTreeMap<Place, Sums>);

impl Totals {
    /// What is known of everything in a row, of a part of one, in a column: none stands for all of them.
    pub fn of(&self, row: Option<u32>, then: Option<u32>, column: Option<u32>) -> Sums {
        self.0.get(&(row, then, column)).copied().unwrap_or_default()
    }
}

/// One, and all.
fn one_and_all(one: Option<u32>) -> impl Iterator<Item = Option<u32>> + Clone {
    one.map(Some).into_iter().chain([None])
}

impl PivotView {
    /// Adds the cells up.
    pub fn totals(&self) -> Totals {
        let mut all: BTreeMap<Place, Sums> = BTreeMap::new();
        let mut add = |place: Place, sums: &Sums| {
            let known = all.entry(place).or_default();
            *known = known.and(sums);
        };
        for cell in &self.cells {
            for row in one_and_all(cell.row) {
                for then in one_and_all(cell.then) {
                    for column in one_and_all(cell.column) {
                        add((row, then, column), &cell.sums);
                    }
                }
            }
        }
        if self.once.is_empty() {
            return Totals(all);
        }
        // Sums over the groups of the axis that overlaps are those of each opportunity once; sums over the others add up.
        let mut once = PivotView { cells: self.once.clone(), once: Vec::new(), ..self.clone() }.totals();
        let over = |of: fn(&Cell) -> Option<u32>| self.once.iter().all(|cell| of(cell).is_none());
        let known = |of: fn(&Cell) -> Option<u32>| self.cells.iter().any(|cell| of(cell).is_some());
        let (rows, then) = (over(|cell| cell.row), over(|cell| cell.then) && known(|cell| cell.then));
        let columns = over(|cell| cell.column) && known(|cell| cell.column);
        let added_up = |over: bool, place: &Option<u32>| over && place.is_none();
        all.retain(|(row, part, column), _| {
            !added_up(rows, row) && !added_up(then, part) && !added_up(columns, column)
        });
        all.append(&mut once.0);
        Totals(all)
    }

    /// The parts of a row in which there is anything, in their order.
    pub fn parts(&self, row: u32) -> Vec<u32> {
        let mut parts: Vec<u32> =
            self.cells.iter().filter(|cell| cell.row == Some(row)).filter_map(|cell| cell.then).collect();
        parts.sort_unstable();
        parts.dedup();
        parts
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::collections::HashMap;

    fn read_back(query: &PivotQuery) -> PivotQuery {
        let pairs: HashMap<_, _> = query.pairs().into_iter().collect();
        PivotQuery::read(|key| pairs.get(key).cloned())
    }

    #[test]
    fn the_address_keeps_every_question() {
        let axes = || Axis::ALL.into_iter().map(Some).chain([None]);
        for rows in Axis::ALL {
            for (columns, then) in axes().flat_map(|columns| axes().map(move |then| (columns, then))) {
                for (measure, all) in Measure::ALL.into_iter().flat_map(|measure| [(measure, true), (measure, false)]) {
                    let filter = OpportunityFilter { mine: all, search: "mäk & co".into(), ..Default::default() };
                    let (by, drawn) = (Span::Quarter, Drawn::Lines);
                    let query = PivotQuery { filter, all, rows, then, columns, measure, by, drawn }.sound();
                    assert_eq!(read_back(&query), query);
                    let turned = query.swapped();
                    assert_eq!(read_back(&turned), turned);
                }
            }
        }
        assert_eq!(PivotQuery::default().pairs(), []);
        let lost = OpportunityFilter { state: OpportunityState::Lost, ..Default::default() };
        let lost = PivotQuery { filter: lost, ..PivotQuery::default() };
        assert_eq!(read_back(&lost), lost);
    }

    #[test]
    fn nonsense_in_the_address_asks_the_usual() {
        for value in ["", "<script>", "' OR 1=1", "stage,owner", "-"] {
            let read = PivotQuery::read(|key| match key {
                "source" | "search" => None,
                _ => Some(value.to_owned()),
            });
            let filter = OpportunityFilter { sort: read.filter.sort, descending: true, ..Default::default() };
            assert_eq!(PivotQuery { filter, ..read }, PivotQuery::default(), "{value}");
        }
    }

    #[test]
    fn totals_are_those_of_the_cells() {
        let sums = |count| Sums { count, expected: Decimal::from(count), ..Sums::default() };
        let cell = |row, then, column, count| Cell {
            row: Some(row),
            then: Some(then),
            column: Some(column),
            sums: sums(count),
        };
        let group = || Group { key: String::new(), name: String::new() };
        let view = PivotView {
            rows: vec![group(), group()],
            then: vec![group(), group()],
            columns: vec![group(), group()],
            cells: vec![cell(0, 1, 0, 1), cell(0, 0, 1, 2), cell(1, 1, 1, 4), cell(0, 1, 1, 8)],
            once: Vec::new(),
            too_many: false,
            targets: Vec::new(),
            currency: Currency::EUR,
            stages: Vec::new(),
            owners: Vec::new(),
            teams: Vec::new(),
            tags: Vec::new(),
            plans: Vec::new(),
        };
        let totals = view.totals();
        let count = |row, then, column| totals.of(row, then, column).count;
        assert_eq!((count(Some(0), None, None), count(Some(1), None, None)), (11, 4));
        assert_eq!((count(None, None, Some(0)), count(None, None, Some(1))), (1, 14));
        assert_eq!((count(None, None, None), count(Some(0), Some(1), None)), (15, 9));
        assert_eq!((view.parts(0), view.parts(1)), (vec![0, 1], vec![1]));
        // The columns are tags: three in column 0 stand in column 1 too.
        let once = |row, then, count| Cell { row: Some(row), then: Some(then), column: None, sums: sums(count) };
        let once = vec![once(0, 1, 8), once(0, 0, 2), once(1, 1, 2)];
        let totals = PivotView { once, ..view }.totals();
        let count = |row, then, column| totals.of(row, then, column).count;
        assert_eq!((count(Some(0), None, None), count(Some(1), None, None), count(None, None, None)), (10, 2, 12));
        assert_eq!((count(None, None, Some(0)), count(None, None, Some(1))), (1, 14), "of each tag as before");
        assert_eq!((count(Some(0), Some(1), None), count(Some(0), Some(1), Some(1))), (8, 8));
    }
}
