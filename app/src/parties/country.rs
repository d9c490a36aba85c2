//! Countries to choose from, by name in the reader's language.
use domain::text::fold;
use i18n::T;

/// Codes (ISO 3166-1) that are offered; an address may hold others, which are shown by their code.
const OFFERED: [&str; 44] = [
    "AT", "AX", "BE", "BG", "BR", "CA", "CH", "CN", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR",
    "HU", "IE", "IS", "IT", "JO", "JP", "KE", "KR", "LT", "LU", "LV", "MT", "NL", "NO", "PA", "PH", "PL", "PT", "RO",
    "SE", "SI", "SK", "TR", "UA", "US",
];

/// The country's name; a code without one stands as it is.
pub fn country_name(t: T, code: &str) -> String {
    let name = match code {
        "AT" => t.parties_country_at(),
        "AX" => t.parties_country_ax(),
        "BE" => t.parties_country_be(),
        "BG" => t.parties_country_bg(),
        "BR" => t.parties_country_br(),
        "CA" => t.parties_country_ca(),
        "CH" => t.parties_country_ch(),
        "CN" => t.parties_country_cn(),
        "CY" => t.parties_country_cy(),
        "CZ" => t.parties_country_cz(),
        "DE" => t.parties_country_de(),
        "DK" => t.parties_country_dk(),
        "EE" => t.parties_country_ee(),
        "ES" => t.parties_country_es(),
        "FI" => t.parties_country_fi(),
        "FR" => t.parties_country_fr(),
        "GB" => t.parties_country_gb(),
        "GR" => t.parties_country_gr(),
        "HR" => t.parties_country_hr(),
        "HU" => t.parties_country_hu(),
        "IE" => t.parties_country_ie(),
        "IS" => t.parties_country_is(),
        "IT" => t.parties_country_it(),
        "JO" => t.parties_country_jo(),
        "JP" => t.parties_country_jp(),
        "KE" => t.parties_country_ke(),
        "KR" => t.parties_country_kr(),
        "LT" => t.parties_country_lt(),
        "LU" => t.parties_country_lu(),
        "LV" => t.parties_country_lv(),
        "MT" => t.parties_country_mt(),
        "NL" => t.parties_country_nl(),
        "NO" => t.parties_country_no(),
        "PA" => t.parties_country_pa(),
        "PH" => t.parties_country_ph(),
        "PL" => t.parties_country_pl(),
        "PT" => t.parties_country_pt(),
        "RO" => t.parties_country_ro(),
        "SE" => t.parties_country_se(),
        "SI" => t.parties_country_si(),
        "SK" => t.parties_country_sk(),
        "TR" => t.parties_country_tr(),
        "UA" => t.parties_country_ua(),
        "US" => t.parties_country_us(),
        other => other,
    };
    name.to_owned()
}

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
