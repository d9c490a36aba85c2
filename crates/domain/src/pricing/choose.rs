//! Which price list a customer gets.
use super::PriceList;
use crate::{fiscal::place::Address, ids::PriceListId};
use serde::{Deserialize, Serialize};

/// The list and why it is this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// The list.
    pub list: PriceListId,
    /// Why.
    pub because: ChosenBecause,
}

/// Why a list is the customer's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChosenBecause {
    /// It is set on the customer.
    Customer,
    /// The customer's country belongs to one of its groups.
    Country,
    /// The first one that is for everybody.
    Everybody,
    /// The company's default.
    Default,
    /// The first there is.
    First,
}

/// Chooses (section 6.5 of the behaviour map): the customer's own, else the first for the customer's country, else
/// the first without a country group, else the default, else the first. Only active lists.
pub fn choose(
    lists: &[PriceList],
    customer: Option<PriceListId>,
    address: &Address,
    default: Option<PriceListId>,
) -> Option<Chosen> {
    let mut ordered: Vec<&PriceList> = lists.iter().filter(|list| list.active).collect();
    ordered.sort_by_key(|list| (list.sequence, list.id));
    let named = |id: Option<PriceListId>| ordered.iter().find(|list| Some(list.id) == id);
    let here = |list: &&&PriceList| list.country_groups.iter().any(|group| group.contains(address));
    let found = [
        (named(customer), ChosenBecause::Customer),
        (ordered.iter().find(here), ChosenBecause::Country),
        (ordered.iter().find(|list| list.country_groups.is_empty()), ChosenBecause::Everybody),
        (named(default), ChosenBecause::Default),
        (ordered.first(), ChosenBecause::First),
    ];
    found.into_iter().find_map(|(list, because)| list.map(|list| Chosen { list: list.id, because }))
}
