//! The statements that count and sum: groups of opportunities, targets and what stands against them.
use super::Collected;
use crate::{
    Scope,
    crm::list::{
        Filter,
        pivot::{self, Grouping},
    },
    dialect::Engine,
    targets::{self, Whose},
};
use domain::crm::pivot::Axis;
use uuid::Uuid;

/// Texts that never vary.
pub(super) const FIXED: &[(&str, &str)] = &fixed![targets::LIST, targets::INSERT, targets::UPDATE, targets::DROP];

pub(super) fn groups(engine: Engine, scope: &Scope, search: &str, found: &mut Collected) {
    let (reach, months) = (scope.reach, vec![(1_000_000, "2026-02".to_owned()), (0, "2026-01".to_owned())]);
    let grouping = |axes, days| Grouping { axes, months: months.clone(), days };
    let mut add = |which: String, filter: &Filter, grouping: &Grouping| {
        let name = format!("crm::list::pivot::groups_sql {which} {search:?} {reach:?}");
        found.add(name, pivot::groups_sql(engine, scope, filter, grouping));
    };
    for state in ["", "open"] {
        let filter = Filter { state: state.into(), search: search.into(), ..Filter::default() };
        // Tags are looked up beside.
        let tags = [Some(Axis::Owner), None, Some(Axis::Tag)];
        add(format!("by tag {state}"), &filter, &grouping(tags, None));
        for axis in Axis::ALL.into_iter().filter(|axis| *axis != Axis::Tag) {
            add(format!("{axis:?} {state}"), &filter, &grouping([Some(axis), None, None], None));
        }
        let all = [Some(Axis::Owner), Some(Axis::Created), Some(Axis::Stage)];
        add(format!("three {state}"), &filter, &grouping(all, Some(7_200_000_000)));
        let tag = Filter { tag: Some(Uuid::nil()), source: "web".into(), ..filter };
        add(format!("tag {state}"), &tag, &grouping([Some(Axis::Stage), None, Some(Axis::Owner)], None));
    }
}

pub(super) fn progress(scope: &Scope, found: &mut Collected) {
    for whose in [Whose::All, Whose::Owner(Uuid::nil()), Whose::Team(Uuid::nil())] {
        found.add(format!("targets::won_sql {whose:?} {:?}", scope.reach), targets::won_sql(scope, whose));
        found.add(format!("targets::open_sql {whose:?} {:?}", scope.reach), targets::open_sql(scope, whose));
    }
}
