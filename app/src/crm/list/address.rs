//! What the list shows, kept in its address: going back, reloading and sharing keep it.
use crate::listing::escaped;
use leptos_router::params::ParamsMap;
use wire::opportunities::OpportunityFilter;

/// Where the list is.
pub(super) const PATH: &str = "/opportunities";

/// Reads the address. What cannot be read filters nothing.
pub(super) fn read(map: &ParamsMap) -> OpportunityFilter {
    OpportunityFilter::read(|key| map.get(key))
}

/// The address that shows it. Server and browser write the same.
pub(super) fn address(filter: &OpportunityFilter) -> String {
    let pairs: Vec<String> =
        filter.pairs().into_iter().map(|(key, value)| format!("{key}={}", escaped(&value))).collect();
    if pairs.is_empty() { PATH.to_owned() } else { format!("{PATH}?{}", pairs.join("&")) }
}

/// The board with what both of them can be filtered by.
pub(super) fn board(filter: &OpportunityFilter) -> String {
    let both = OpportunityFilter {
        mine: filter.mine,
        team: filter.team,
        search: filter.search.clone(),
        ..OpportunityFilter::default()
    };
    address(&both).replacen(PATH, "/pipeline", 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::crm::OpportunityState;

    #[test]
    fn the_address_says_what_is_shown_and_the_board_takes_along_what_it_knows() {
        let filter = OpportunityFilter {
            mine: true,
            state: OpportunityState::Lost,
            search: "mäk & co".to_owned(),
            ..OpportunityFilter::default()
        };
        assert_eq!(address(&filter), "/opportunities?state=lost&mine=1&search=m%C3%A4k%20%26%20co");
        assert_eq!(board(&filter), "/pipeline?mine=1&search=m%C3%A4k%20%26%20co");
        assert_eq!(address(&OpportunityFilter::default()), PATH);
        let map: ParamsMap = [("state", "lost"), ("mine", "1"), ("search", "mäk & co")]
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect();
        assert_eq!(read(&map), filter);
    }
}
