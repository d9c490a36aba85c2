//! Which field a column stands for, by its heading.
use super::{ImportKind, fields};
use crate::text::fold;

/// For each heading the code of its field, or nothing. No field is given to two columns; exact names come first.
pub fn guess(kind: ImportKind, headings: &[String]) -> Vec<Option<&'static str>> {
    let plain: Vec<String> = headings.iter().map(|heading| plain(heading)).collect();
    let mut chosen: Vec<Option<&'static str>> = vec![None; headings.len()];
    // `Hinta, EUR` and `Price (net)` are looked at again without what stands behind.
    for short in [false, true] {
        for (at, heading) in plain.iter().enumerate() {
            let heading = if short { bare(heading) } else { heading.as_str() };
            let free = |code: &str| !chosen.contains(&Some(code));
            let found = fields::of(kind).iter().find(|field| {
                free(field.code) && (field.called().any(|name| name == heading) || (!short && field.code == heading))
            });
            if let (Some(place), Some(field)) = (chosen.get_mut(at), found.filter(|_| !heading.is_empty()))
                && place.is_none()
            {
                *place = Some(field.code);
            }
        }
    }
    chosen
}

fn plain(heading: &str) -> String {
    fold(heading).trim_end_matches([':', '*', ' ']).to_owned()
}

fn bare(heading: &str) -> &str {
    heading.split([',', '(', '[', '/', '€']).next().unwrap_or(heading).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(kind: ImportKind, line: &str) -> Vec<Option<&'static str>> {
        guess(kind, &line.split(';').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn headings_of_three_languages_are_known() {
        let meant = [Some("code"), Some("name"), Some("unit_price"), Some("tax"), Some("unit"), None];
        for line in [
            "SKU;Product name;Price (net);VAT %;Unit;Colour",
            "Tuotekoodi;Nimi;Veroton hinta, EUR;Alv-%;Yksikkö;Väri",
            "Artikelnummer;Benämning;Pris utan moms;Momssats;Enhet;Färg",
        ] {
            assert_eq!(guessed(ImportKind::Products, line), meant, "{line}");
        }
    }

    #[test]
    fn no_field_is_given_to_two_columns() {
        assert_eq!(guessed(ImportKind::Products, "Hinta;Hinta €"), [Some("unit_price"), None]);
        assert_eq!(
            guessed(ImportKind::Customers, "Osoite;Toimitusosoite"),
            [Some("billing.street"), Some("delivery.street")]
        );
        assert_eq!(guessed(ImportKind::Customers, ";Y-tunnus:"), [None, Some("business_id")]);
    }

    #[test]
    fn no_name_means_two_fields_of_a_kind() {
        for kind in ImportKind::ALL {
            let mut names: Vec<&str> = fields::of(kind).iter().flat_map(fields::Field::called).collect();
            names.sort_unstable();
            let known = names.len();
            names.dedup();
            assert_eq!(names.len(), known, "{kind:?}");
            assert!(names.iter().all(|name| fold(name) == **name), "{kind:?} has names that are not folded");
        }
    }
}
