//! What the board shows, kept in its address: going back, reloading and sharing keep it.
use domain::ids::TeamId;
use leptos_router::params::ParamsMap;
use wire::crm::{BoardQuery, StepFilter};

/// Reads the address. What cannot be read filters nothing.
pub(super) fn from_address(query: &ParamsMap) -> BoardQuery {
    BoardQuery {
        mine: query.get_str("mine") == Some("1"),
        team: query.get_str("team").and_then(|team| team.parse::<TeamId>().ok()),
        search: query.get("search").unwrap_or_default().trim().chars().take(200).collect(),
        step: query.get_str("step").and_then(StepFilter::parse),
    }
}

/// The address that shows it.
pub(super) fn address(query: &BoardQuery) -> String {
    let mut map = ParamsMap::new();
    if query.mine {
        map.insert("mine", "1".to_owned());
    }
    if let Some(team) = query.team {
        map.insert("team", team.to_string());
    }
    if !query.search.trim().is_empty() {
        map.insert("search", query.search.trim().to_owned());
    }
    if let Some(step) = query.step {
        map.insert("step", step.code().to_owned());
    }
    format!("/pipeline{}", map.to_query_string())
}

/// The list of the same opportunities.
pub(super) fn as_list(query: &BoardQuery) -> String {
    let list = address(query).replacen("/pipeline", "/opportunities", 1);
    // The list has words of its own for the step, and none for a late one.
    list.replace("step=none", "no_step=1")
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn read_back(query: &BoardQuery) -> BoardQuery {
        let address = address(query);
        let mut map = ParamsMap::new();
        for pair in address.split_once('?').map_or("", |(_, query)| query).split('&') {
            if let Some((key, value)) = pair.split_once('=') {
                map.insert(key.to_owned(), ParamsMap::unescape(value));
            }
        }
        from_address(&map)
    }

    trait Unescape {
        fn unescape(text: &str) -> String;
    }
    impl Unescape for ParamsMap {
        fn unescape(text: &str) -> String {
            text.replace('+', " ").replace("%20", " ").replace("%C3%A4", "ä").replace("%26", "&")
        }
    }

    #[test]
    fn the_address_keeps_every_filter() {
        for step in [None, Some(StepFilter::None), Some(StepFilter::Late)] {
            let team = Some(TeamId(Uuid::from_u128(7)));
            let all = BoardQuery { mine: true, team, search: "mäk & co".to_owned(), step };
            assert_eq!(read_back(&all), all);
        }
        assert_eq!(address(&BoardQuery::default()), "/pipeline");
    }

    #[test]
    fn nonsense_in_the_address_filters_nothing() {
        let mut map = ParamsMap::new();
        map.insert("mine", "yes".to_owned());
        map.insert("team", "<script>".to_owned());
        assert_eq!(from_address(&map), BoardQuery::default());
    }
}
