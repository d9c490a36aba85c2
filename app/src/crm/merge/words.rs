//! Fields and values in words.
use crate::crm::record;
use domain::{crm::merge::FIELDS, formats};
use i18n::T;
use wire::merge::{MergeField, MergeValue};

/// What a field is called.
pub(super) fn label(t: T, field: &MergeField) -> String {
    if field.name.is_empty() { record::label(t, &field.code) } else { field.name.clone() }
}

/// What stands in a field; empty for nothing.
pub(super) fn value(t: T, value: &MergeValue) -> String {
    match value {
        MergeValue::Text(text) => text.clone(),
        MergeValue::Amount(amount) => formats::money(t.figures(), amount.value, &amount.currency),
        MergeValue::Recurring(amount, plan) => {
            let money = formats::money(t.figures(), amount.value, &amount.currency);
            if plan.is_empty() { money } else { format!("{money} · {plan}") }
        }
        MergeValue::Day(day) => day.map(|day| formats::date(t.figures(), day)).unwrap_or_default(),
        MergeValue::Stars(0) => t.crm_priority_none().to_owned(),
        MergeValue::Stars(1) => t.crm_priority_low().to_owned(),
        MergeValue::Stars(2) => t.crm_priority_middle().to_owned(),
        MergeValue::Stars(_) => t.crm_priority_high().to_owned(),
    }
}

/// What was said when a merge was taken back: fields that stay as they are, by name.
pub(super) fn taken_apart(t: T, title: &str, kept: &[String]) -> String {
    let mut names: Vec<String> =
        FIELDS.iter().filter(|code| kept.iter().any(|kept| kept == *code)).map(|code| record::label(t, code)).collect();
    if kept.iter().any(|kept| kept == "description") {
        names.push(t.merge_description().to_owned());
    }
    if kept.iter().any(|kept| kept == domain::crm::merge::TAGS) {
        names.push(t.tags_title().to_owned());
    }
    // Those of the team come by their names.
    let ours = |code: &&String| FIELDS.contains(&code.as_str()) || OURS.contains(&code.as_str());
    names.extend(kept.iter().filter(|code| !ours(code)).cloned());
    if names.is_empty() { t.merge_said_apart(title) } else { t.merge_said_kept(title, names.join(", ")) }
}

/// Codes that are said otherwise, or go without saying.
const OURS: [&str; 7] =
    ["team", domain::crm::merge::PLAN, "description", "medium", "campaign", "referrer", domain::crm::merge::TAGS];

#[cfg(test)]
mod tests {
    use super::*;
    use i18n::Lang;

    #[test]
    fn what_stays_is_said_by_name_and_the_team_goes_without_saying() {
        let t = T::new(Lang::En);
        assert_eq!(taken_apart(t, "Katto", &[]), t.merge_said_apart("Katto"));
        let said = taken_apart(t, "Katto", &["team".into(), "owner".into(), "title".into()]);
        assert_eq!(said, t.merge_said_kept("Katto", format!("{}, {}", t.crm_title(), t.crm_owner())));
    }
}
