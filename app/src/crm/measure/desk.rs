//! The question that stands in an address, and how another one is asked.
use crate::{crm::views::Look, listing::escaped};
use ::wire::pivot::PivotQuery;
use domain::crm::pivot::Measure;
use domain::{formats, money::Currency};
use i18n::T;
use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use rust_decimal::Decimal;

/// What is asked, and the way to ask something else.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub t: T,
    /// As the address says it.
    pub query: Memo<PivotQuery>,
    /// Asks; the address follows.
    pub go: Callback<PivotQuery>,
}

impl Desk {
    /// Asks for what is changed by `change`.
    pub fn change(self, change: impl FnOnce(&mut PivotQuery)) {
        let mut query = self.query.get_untracked();
        change(&mut query);
        self.go.run(query.sound());
    }
}

/// Reads an address.
pub(super) fn read(map: &ParamsMap) -> PivotQuery {
    PivotQuery::read(|key| map.get(key))
}

/// The address of a question; server and browser write the same.
pub(super) fn address(path: &str, query: &PivotQuery) -> String {
    let pairs: Vec<String> =
        query.pairs().into_iter().map(|(key, value)| format!("{key}={}", escaped(&value))).collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

/// Where another look at the same groups is; the others know the filter alone.
pub(super) fn further(query: &PivotQuery, look: Look) -> Option<String> {
    matches!(look, Look::Pivot | Look::Graph).then(|| address(look.path(), query))
}

/// A figure in words: an amount with its currency, a share with its sign.
pub(super) fn figure(t: T, measure: Measure, value: Decimal, currency: &Currency) -> String {
    match measure {
        Measure::Count => formats::figure(t.figures(), value, 0),
        Measure::Expected | Measure::Weighted | Measure::Monthly | Measure::MonthlyWeighted => {
            whole_or_exact(t, value, currency)
        }
        Measure::WonShare => formats::percent(t.figures(), value.normalize()),
        Measure::Days => formats::figure(t.figures(), value, 1),
    }
}

/// An amount without decimals where it has none: nothing is rounded away.
fn whole_or_exact(t: T, value: Decimal, currency: &Currency) -> String {
    if value.normalize().scale() == 0 {
        formats::money_short(t.figures(), value, currency)
    } else {
        formats::money(t.figures(), value, currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use i18n::Lang;

    #[test]
    fn a_sum_is_never_rounded_away() {
        let t = T::new(Lang::Fi);
        let said = |value| figure(t, Measure::Expected, value, &Currency::EUR).replace('\u{a0}', " ");
        assert_eq!(said(Decimal::from(17_318)), "17 318 €");
        assert_eq!(said(Decimal::new(1_731_850, 2)), "17 318,50 €");
        assert_eq!(figure(t, Measure::WonShare, Decimal::new(500, 1), &Currency::EUR).replace('\u{a0}', " "), "50 %");
    }

    #[test]
    fn the_looks_at_groups_keep_the_question() {
        let query = PivotQuery { measure: Measure::Count, ..PivotQuery::default() };
        assert_eq!(further(&query, Look::Graph).as_deref(), Some("/graph?value=count"));
        assert_eq!(further(&query, Look::List), None);
    }
}
