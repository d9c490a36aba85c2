//! Which rows a list shows, kept in its address: going back, reloading and sharing the link keep it.
use crate::ui::{IconName, Sorting, TextInput};
use leptos::{
    leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle},
    prelude::*,
};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate, use_query_map},
    params::ParamsMap,
};
use std::{sync::Arc, time::Duration};
use wire::shared::{ListQuery, PAGE_ROWS};

/// Wait so long after the last key before asking for other rows.
const PAUSE: Duration = Duration::from_millis(200);

/// The list of this page. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Listing {
    /// Which rows, from the address.
    pub query: Memo<ListQuery>,
    /// What stands in the search field; the address follows it after a pause.
    pub search: RwSignal<String>,
    go: StoredValue<Arc<dyn Fn(&ListQuery) + Send + Sync>>,
}

impl Listing {
    /// Reads the address of the page this is called on, and follows it.
    pub fn here() -> Listing {
        let map = use_query_map();
        let query = Memo::new(move |_| map.with(read));
        let search = RwSignal::new(query.with_untracked(|query| query.search.clone()));
        let navigate = use_navigate();
        let path = use_location().pathname;
        let go: Arc<dyn Fn(&ListQuery) + Send + Sync> = Arc::new(move |query| {
            let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
            navigate(&format!("{}{}", path.get_untracked(), address(query)), options);
        });
        let listing = Listing { query, search, go: StoredValue::new(go) };
        listing.follow_search();
        listing
    }

    fn follow_search(self) {
        let timer = StoredValue::new(None::<TimeoutHandle>);
        Effect::new(move |_| {
            let typed = self.search.get();
            if let Some(timer) = timer.try_update_value(Option::take).flatten() {
                timer.clear();
            }
            if typed.trim() == self.query.with_untracked(|query| query.search.trim().to_owned()) {
                return;
            }
            let later =
                set_timeout_with_handle(move || self.change(|query| query.search = typed.trim().to_owned()), PAUSE);
            timer.set_value(later.ok());
        });
    }

    /// Asks for other rows, from the first page.
    pub fn change(self, how: impl FnOnce(&mut ListQuery)) {
        let mut query = self.query.get_untracked();
        query.page = 0;
        how(&mut query);
        self.go.with_value(|go| go(&query));
    }

    /// Empties search and filter.
    pub fn clear(self) {
        self.search.set(String::new());
        self.change(|query| {
            query.search.clear();
            query.filter.clear();
        });
    }

    /// Whether fewer than all rows are asked for.
    pub fn narrowed(self) -> bool {
        self.query.with(|query| !query.search.is_empty() || !query.filter.is_empty())
    }

    /// The order, for the heads of the columns; `first` is the list's own.
    pub fn sorting(self, first: &'static str) -> Signal<Sorting> {
        Signal::derive(move || {
            self.query.with(|query| Sorting {
                column: if query.sort.is_empty() { first.to_owned() } else { query.sort.clone() },
                descending: query.descending,
            })
        })
    }

    /// Orders the rows anew.
    pub fn sort(self, by: Sorting) {
        self.change(|query| {
            query.sort = by.column;
            query.descending = by.descending;
        });
    }

    /// The page shown, from 1.
    pub fn page(self) -> Signal<u64> {
        Signal::derive(move || self.query.with(|query| u64::from(query.page) + 1))
    }

    /// Turns to a page, from 1.
    pub fn turn_to(self, page: u64) {
        self.change(|query| query.page = u32::try_from(page.saturating_sub(1)).unwrap_or(u32::MAX));
    }
}

/// The search field of a list; what is typed in one of them stands in the other.
#[component]
pub fn ListSearch(
    /// The list.
    listing: Listing,
    /// Spoken label.
    label: &'static str,
    /// What can be searched for.
    example: &'static str,
    /// As wide as its place, for a phone.
    #[prop(optional)]
    block: bool,
) -> impl IntoView {
    let class = if block { "" } else { "find" };
    view! { <TextInput value=listing.search kind="search" icon=IconName::Search label class placeholder=example/> }
}

/// Rows on a page, as the pager counts.
pub const PER_PAGE: u64 = PAGE_ROWS as u64;

fn read(map: &ParamsMap) -> ListQuery {
    let sort = map.get_str("sort").unwrap_or_default();
    ListQuery {
        search: map.get("search").unwrap_or_default(),
        filter: map.get("filter").unwrap_or_default(),
        sort: sort.trim_start_matches('-').to_owned(),
        descending: sort.starts_with('-'),
        page: map.get_str("page").and_then(|page| page.parse().ok()).map_or(0, |page: u32| page.saturating_sub(1)),
    }
}

/// The query as an address has it after the path; what is usual is left out. Server and browser write the same.
pub fn address(query: &ListQuery) -> String {
    let mut parts = Vec::new();
    let mut add = |key: &str, value: &str| {
        if !value.is_empty() {
            parts.push(format!("{key}={}", escaped(value)));
        }
    };
    add("search", &query.search);
    add("filter", &query.filter);
    if !query.sort.is_empty() {
        add("sort", &format!("{}{}", if query.descending { "-" } else { "" }, query.sort));
    }
    if query.page > 0 {
        add("page", &(u64::from(query.page) + 1).to_string());
    }
    if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
}

/// Percent-encoding of everything but letters, digits and `-_.~`.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_the_address_is_what_was_asked() {
        let query = ListQuery {
            search: "Mäkelä & Co".into(),
            filter: "open".into(),
            sort: "name".into(),
            descending: true,
            page: 4,
        };
        assert_eq!(address(&query), "?search=M%C3%A4kel%C3%A4%20%26%20Co&filter=open&sort=-name&page=5");
        let map: ParamsMap = [("search", "Mäkelä & Co"), ("filter", "open"), ("sort", "-name"), ("page", "5")]
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect();
        assert_eq!(read(&map), query);
    }

    #[test]
    fn the_usual_list_has_a_plain_address_and_nonsense_is_the_usual_list() {
        assert_eq!(address(&ListQuery::default()), "");
        let map: ParamsMap = [("page".to_owned(), "-7".to_owned())].into_iter().collect();
        assert_eq!(read(&map), ListQuery::default());
    }
}
