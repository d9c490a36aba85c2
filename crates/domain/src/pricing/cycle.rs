//! Price lists that would be based on themselves.
use super::{PriceBase, PriceList, RuleKind};
use crate::{ids::PriceListId, refusal::pricing::PricingRefusal};
use std::collections::BTreeSet;

impl PriceList {
    /// The lists its rules are based on.
    pub fn based_on(&self) -> impl Iterator<Item = PriceListId> + '_ {
        self.rules.iter().filter_map(|rule| match &rule.kind {
            RuleKind::Percentage { base: PriceBase::List(list), .. } => Some(*list),
            RuleKind::Formula(formula) => match formula.base {
                PriceBase::List(list) => Some(list),
                PriceBase::ListPrice | PriceBase::Cost => None,
            },
            RuleKind::Percentage { .. } | RuleKind::Fixed { .. } => None,
        })
    }
}

/// Whether no list is based on itself, directly or through others. Asked before a list is kept.
///
/// # Errors
/// [`PricingRefusal::ListCycle`] with a list of the circle.
pub fn check(lists: &[PriceList]) -> Result<(), PricingRefusal> {
    // Lists whose bases are all sound are sound; what is left at the end goes in circles.
    let mut sound: BTreeSet<PriceListId> = BTreeSet::new();
    let known: BTreeSet<PriceListId> = lists.iter().map(|list| list.id).collect();
    let mut open: Vec<&PriceList> = lists.iter().collect();
    loop {
        let before = open.len();
        open.retain(|list| {
            let ready = list.based_on().all(|base| sound.contains(&base) || !known.contains(&base));
            if ready {
                sound.insert(list.id);
            }
            !ready
        });
        if open.len() == before {
            break;
        }
    }
    match open.first() {
        None => Ok(()),
        Some(list) => Err(PricingRefusal::ListCycle { list: list.id }),
    }
}
