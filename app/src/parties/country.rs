//! Countries to choose from, by name in the reader's language.
use domain::text::fold;
use i18n::T;
pub use i18n::countries::country_name;

/// Codes (ISO 3166-1) that are offered; an address may hold others, which are shown by their code.
const OFFERED: [&str; 44] = [
    "AT", "AX", "BE", "BG", "BR", "CA", "CH", "CN", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR",
    "HU", "IE", "IS", "IT", "JO", "JP", "KE", "KR", "LT", "LU", "LV", "MT", "NL", "NO", "PA", "PH", "PL", "PT", "RO",
    "SE", "SI", "SK", "TR", "UA", "US",
];

/// Keys and names for a list: Finland first, the others by name; a code that is stored already is never lost.
/// An address that may be left out (`optional`) may name none.
pub fn country_options(t: T, stored: &str, optional: bool) -> Vec<(String, String)> {
    let mut rest: Vec<(String, String)> = OFFERED
        .into_iter()
        .filter(|code| *code != "FI")
        .chain((!stored.is_empty() && !OFFERED.contains(&stored)).then_some(stored))
        .map(|code| (code.to_owned(), country_name(t, code)))
        .collect();
    rest.sort_by_key(|(_, name)| fold(name));
    let mut options = Vec::with_capacity(rest.len() + 2);
    if optional {
        options.push((String::new(), t.parties_country_not_said().to_owned()));
    }
    options.push(("FI".to_owned(), t.parties_country_fi().to_owned()));
    options.append(&mut rest);
    options
}

#[cfg(test)]
mod tests {
    use super::*;
    use i18n::Lang;

    #[test]
    fn every_offered_country_has_a_name_and_stands_once() {
        for t in Lang::ALL.map(T::new) {
            let mut options = country_options(t, "FI", true);
            assert!(options.iter().all(|(code, name)| code.is_empty() || name.chars().count() > 2), "{options:?}");
            assert_eq!(options.get(1).map(|(code, _)| code.as_str()), Some("FI"));
            let count = options.len();
            options.sort();
            options.dedup();
            assert_eq!(options.len(), count);
        }
    }

    #[test]
    fn a_stored_country_outside_the_list_is_kept() {
        let options = country_options(T::new(Lang::En), "NZ", false);
        assert!(options.iter().all(|(code, _)| !code.is_empty()));
        assert!(options.contains(&("NZ".to_owned(), "NZ".to_owned())));
    }
}
