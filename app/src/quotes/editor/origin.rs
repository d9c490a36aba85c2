//! Where what stands in a field of the head comes from: told under the field.
use super::{desk::Desk, head_fields::text_of};
use i18n::T;
use leptos::prelude::*;
use wire::quotes::{Origin, Usual};

impl Desk {
    /// Where what stands in a field comes from, in words; nothing where it has no origin but the hand that wrote it.
    pub fn origin(self, name: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            let text = text_of(&self.head.typed(), name);
            self.view.with(|view| said(self.t, &view.usual, name, &text))
        })
    }
}

fn said(t: T, usual: &[Usual], name: &str, text: &str) -> Option<String> {
    let mut known = usual.iter().filter(|one| one.field == name).peekable();
    known.peek()?;
    let words = match known.find(|one| one.value == text) {
        None if text.is_empty() => return None,
        None => t.quotes_from_hand(),
        Some(Usual { from: Origin::Opportunity, .. }) => t.quotes_from_opportunity(),
        Some(Usual { from: Origin::Customer, .. }) => t.quotes_from_customer(),
        Some(Usual { from: Origin::Country, .. }) => t.quotes_from_country(),
        Some(Usual { from: Origin::Company, .. }) => t.quotes_from_company(),
    };
    Some(words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::lang::Lang;

    #[test]
    fn a_field_says_where_it_comes_from_or_that_it_was_written_by_hand() {
        let t = T::new(Lang::En);
        let one = |value: &str, from| Usual { field: "terms".into(), value: value.into(), from };
        let usual = [one("14 days", Origin::Customer), one("30 days", Origin::Company)];
        let told = |text| said(t, &usual, "terms", text);
        assert_eq!(told("14 days").as_deref(), Some(t.quotes_from_customer()));
        assert_eq!(told("30 days").as_deref(), Some(t.quotes_from_company()));
        assert_eq!(told("7 days").as_deref(), Some(t.quotes_from_hand()));
        assert_eq!((told(""), said(t, &usual, "title", "Roof")), (None, None));
    }
}
