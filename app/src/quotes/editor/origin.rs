//! Where what stands in a field of the head comes from: told under the field.
use super::{desk::Desk, head_fields::text_of};
use i18n::T;
use leptos::prelude::*;
use wire::quotes::{Origin, Usual};

impl Desk {
    /// Where what stands in a field comes from, in words; nothing where nothing stands there that came from anywhere.
    pub fn origin(self, name: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            let typed = self.head.typed();
            // A deposit is one demand, told under its kind.
            let text = if name == "deposit.kind" { typed.deposit.told() } else { text_of(&typed, name) };
            self.view.with(|view| said(self.t, &view.usual, name, &text))
        })
    }
}

pub(super) fn said(t: T, usual: &[Usual], name: &str, text: &str) -> Option<String> {
    match usual.iter().find(|one| one.field == name && one.value == text) {
        None if text.is_empty() => None,
        None => Some(t.quotes_from_hand().to_owned()),
        Some(one) => Some(words(t, one)),
    }
}

/// Where something comes from, by its name where that says more.
fn words(t: T, usual: &Usual) -> String {
    let origin = match usual.from {
        // The name is the count of days.
        Origin::Company if usual.field == "valid_until" => {
            return t.quotes_from_valid_days(usual.name.parse::<usize>().unwrap_or_default());
        }
        Origin::Template => t.quotes_from_template(),
        Origin::Opportunity => t.quotes_from_opportunity(),
        Origin::Customer => t.quotes_from_customer(),
        Origin::Country => t.quotes_from_country(),
        Origin::Company => t.quotes_from_company(),
        Origin::Copied => t.quotes_from_copied(),
    };
    if usual.name.is_empty() { origin.to_owned() } else { format!("{origin}: {}", usual.name) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::lang::Lang;

    #[test]
    fn a_field_says_where_it_comes_from_or_that_it_was_written_by_hand() {
        let t = T::new(Lang::En);
        let one = |value: &str, from| Usual { field: "terms".into(), value: value.into(), from, name: String::new() };
        let usual = [one("14 days", Origin::Customer), one("30 days", Origin::Company)];
        let told = |text| said(t, &usual, "terms", text);
        assert_eq!(told("14 days").as_deref(), Some(t.quotes_from_customer()));
        assert_eq!(told("30 days").as_deref(), Some(t.quotes_from_company()));
        assert_eq!(told("7 days").as_deref(), Some(t.quotes_from_hand()));
        assert_eq!((told(""), said(t, &usual, "title", "")), (None, None));
        assert_eq!(
            said(t, &usual, "title", "Roof").as_deref(),
            Some(t.quotes_from_hand()),
            "nothing else gives it one"
        );
    }

    #[test]
    fn a_template_is_named_and_an_empty_field_says_what_it_means() {
        let t = T::new(Lang::En);
        let one = |field: &str, value: &str, from, name: &str| Usual {
            field: field.into(),
            value: value.into(),
            from,
            name: name.into(),
        };
        let usual = [
            one("valid_until", "2027-01-12", Origin::Template, "Heat pumps"),
            one("valid_until", "", Origin::Company, "30"),
            one("handling.street", "", Origin::Customer, "Katu 1, 33100 Tampere"),
        ];
        let told = |field: &str, text: &str| said(t, &usual, field, text).unwrap_or_default();
        assert!(told("valid_until", "2027-01-12").ends_with(": Heat pumps"));
        assert_eq!(told("valid_until", ""), t.quotes_from_valid_days(30_usize));
        assert_eq!(told("valid_until", "2027-02-01"), t.quotes_from_hand());
        assert!(told("handling.street", "").ends_with(": Katu 1, 33100 Tampere"));
        assert_eq!(told("handling.city", ""), "");
    }
}
