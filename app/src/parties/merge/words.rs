//! Fields and values of customers in words.
use crate::parties::fields::{field_name, language};
use domain::{lang::Lang, parties::PartyKind, parties::merge::FIELDS};
use i18n::T;
use wire::merge::{MergeField, MergeValue};

/// What a field is called.
pub(super) fn label(t: T, code: &str) -> String {
    match code {
        "billing" => t.parties_part_billing().to_owned(),
        "delivery" => t.parties_part_delivery().to_owned(),
        other => field_name(t, other),
    }
}

/// What stands in a field of the one that stays and of the other; empty for nothing.
pub(super) fn values(t: T, field: &MergeField) -> (String, String) {
    (value(t, &field.code, &field.stays), value(t, &field.code, &field.goes))
}

fn value(t: T, code: &str, value: &MergeValue) -> String {
    let MergeValue::Text(text) = value else { return String::new() };
    match code {
        "kind" => match PartyKind::parse(text) {
            Some(PartyKind::Company) => t.parties_company().to_owned(),
            Some(PartyKind::Person) => t.parties_person().to_owned(),
            None => text.clone(),
        },
        "language" => Lang::parse(text).map_or_else(|| text.clone(), |lang| language(t, lang).to_owned()),
        _ => text.clone(),
    }
}

/// What is said when a merge was taken back: fields that stay as they are, by name. What goes with another one goes
/// without saying.
pub(super) fn taken_apart(t: T, name: &str, kept: &[String]) -> String {
    let names: Vec<String> =
        FIELDS.iter().filter(|code| kept.iter().any(|kept| kept == *code)).map(|code| label(t, code)).collect();
    if names.is_empty() { t.merge_said_apart(name) } else { t.merge_said_kept(name, names.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_name_and_codes_are_words() {
        for lang in Lang::ALL {
            let t = T::new(lang);
            for code in FIELDS {
                assert_ne!(label(t, code), code, "{lang:?}");
            }
        }
        let t = T::new(Lang::En);
        assert_eq!(value(t, "kind", &MergeValue::Text("person".into())), t.parties_person());
        assert_eq!(value(t, "language", &MergeValue::Text("fi".into())), language(t, Lang::Fi));
    }

    #[test]
    fn what_stays_is_said_by_name_and_the_team_goes_without_saying() {
        let t = T::new(Lang::En);
        assert_eq!(taken_apart(t, "Acme", &["team".into()]), t.merge_said_apart("Acme"));
        let said = taken_apart(t, "Acme", &["owner".into(), "email".into()]);
        assert_eq!(said, t.merge_said_kept("Acme", format!("{}, {}", label(t, "email"), label(t, "owner"))));
    }
}
