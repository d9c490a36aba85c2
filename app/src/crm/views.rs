//! The same set of opportunities as board, list, calendar and forecast: what is shown stands in the address, and the switch between them
//! takes it along.
use crate::{
    i18n::use_t,
    listing::escaped,
    ui::{Icon, IconName},
};
use domain::crm::OpportunityState;
use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use wire::opportunities::OpportunityFilter;

/// A way to look at opportunities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Lanes of cards.
    Board,
    /// Rows.
    List,
    /// Days.
    Calendar,
    /// Months.
    Forecast,
    /// Figures of groups.
    Pivot,
    /// The same drawn.
    Graph,
}

impl Look {
    const ALL: [Look; 6] = [Look::Board, Look::List, Look::Calendar, Look::Forecast, Look::Pivot, Look::Graph];

    /// Where it is.
    pub(super) const fn path(self) -> &'static str {
        match self {
            Look::Board => "/pipeline",
            Look::List => "/opportunities",
            Look::Calendar => "/calendar",
            Look::Forecast => "/forecast",
            Look::Pivot => "/pivot",
            Look::Graph => "/graph",
        }
    }

    /// Reads an address. What cannot be read filters nothing.
    pub(super) fn read(self, map: &ParamsMap) -> OpportunityFilter {
        self.known(OpportunityFilter::read(|key| map.get(key)))
    }

    /// The address that shows it. Server and browser write the same.
    pub(super) fn address(self, filter: &OpportunityFilter) -> String {
        let pairs = self.known(filter.clone()).pairs();
        let pairs: Vec<String> = pairs.into_iter().map(|(key, value)| format!("{key}={}", escaped(&value))).collect();
        if pairs.is_empty() { self.path().to_owned() } else { format!("{}?{}", self.path(), pairs.join("&")) }
    }

    /// What this look can show of a filter: all but the list know open ones only.
    fn known(self, filter: OpportunityFilter) -> OpportunityFilter {
        match self {
            Look::List | Look::Pivot | Look::Graph => filter,
            _ => OpportunityFilter { state: OpportunityState::Open, ..filter },
        }
    }
}

/// Where the browser keeps which board or list was looked at last, until the tab is closed.
const LAST: &str = "list";

/// Keeps what is looked at, for going on from record to record.
pub(super) fn follow(board: bool, filter: Memo<OpportunityFilter>) {
    Effect::new(move |_| {
        if let (Some(storage), Ok(text)) =
            (window().session_storage().ok().flatten(), serde_json::to_string(&(board, &*filter.read())))
        {
            let _ = storage.set_item(LAST, &text);
        }
    });
}

/// What was looked at last: whether it was a board, and which opportunities. In the browser only.
pub(super) fn followed() -> Option<(bool, OpportunityFilter)> {
    let text = window().session_storage().ok().flatten()?.get_item(LAST).ok().flatten()?;
    serde_json::from_str(&text).ok()
}

/// The switch between the looks.
#[component]
pub(super) fn Views(
    here: Look,
    filter: Memo<OpportunityFilter>,
    /// Where a look is that is asked more than the filter says.
    #[prop(optional, into)]
    further: Option<Callback<Look, Option<String>>>,
) -> impl IntoView {
    let t = use_t();
    let address =
        move |look: Look| further.and_then(|further| further.run(look)).unwrap_or_else(|| look.address(&filter.read()));
    let link = move |look: Look| {
        let (icon, words) = match look {
            Look::Board => (IconName::Board, t.crm_as_board()),
            Look::List => (IconName::List, t.crm_as_list()),
            Look::Calendar => (IconName::Calendar, t.ahead_calendar()),
            Look::Forecast => (IconName::Flag, t.ahead_forecast()),
            Look::Pivot => (IconName::Columns, t.measure_as_pivot()),
            Look::Graph => (IconName::Chart, t.measure_graph()),
        };
        view! {
            // On a phone six names would not fit beside each other: the drawing stands for the name there.
            <a href=move || address(look) aria-label=words aria-current=(look == here).then_some("page")>
                <Icon name=icon/><span class="wide">{words}</span>
            </a>
        }
    };
    view! { <nav class="seg sm" aria-label=t.crm_views()>{Look::ALL.into_iter().map(link).collect_view()}</nav> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::{StageId, TeamId, UserId};
    use uuid::Uuid;
    use wire::{crm::StepFilter, opportunities::Sort};

    fn read(look: Look, pairs: &[(&'static str, String)]) -> OpportunityFilter {
        look.read(&pairs.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
    }

    #[test]
    fn the_address_says_what_is_shown() {
        let filter = OpportunityFilter {
            mine: true,
            state: OpportunityState::Lost,
            search: "mäk & co".to_owned(),
            ..OpportunityFilter::default()
        };
        assert_eq!(Look::List.address(&filter), "/opportunities?state=lost&mine=1&search=m%C3%A4k%20%26%20co");
        assert_eq!(Look::List.address(&OpportunityFilter::default()), "/opportunities");
        assert_eq!(read(Look::List, &filter.pairs()), filter);
    }

    #[test]
    fn the_switch_takes_every_filter_along() {
        let id = Uuid::from_u128(7);
        let filter = OpportunityFilter {
            owner: Some(UserId(id)),
            team: Some(TeamId(id)),
            stage: Some(StageId(id)),
            source: "messut & co".to_owned(),
            step: Some(StepFilter::Late),
            before: chrono::NaiveDate::from_ymd_opt(2026, 12, 1),
            search: "mäk".to_owned(),
            sort: Sort::Close,
            descending: false,
            group: wire::opportunities::Group::Owner,
            ..OpportunityFilter::default()
        };
        assert_eq!(read(Look::Board, &filter.pairs()), filter);
        let said = |look: Look| look.address(&filter).strip_prefix(look.path()).map(str::to_owned);
        for look in Look::ALL {
            assert_eq!(said(look), said(Look::List), "{look:?}");
        }
    }

    #[test]
    fn the_board_shows_open_ones_whatever_its_address_says() {
        let lost = OpportunityFilter { state: OpportunityState::Lost, ..OpportunityFilter::default() };
        assert_eq!(Look::Board.address(&lost), "/pipeline");
        assert_eq!(read(Look::Board, &lost.pairs()), OpportunityFilter::default());
    }

    #[test]
    fn nonsense_in_the_address_filters_nothing() {
        let map: ParamsMap = [("mine", "yes"), ("team", "<script>"), ("step", "'--"), ("before", "2026-02-30")]
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect();
        assert_eq!(Look::Board.read(&map), OpportunityFilter::default());
    }
}
