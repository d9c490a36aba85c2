//! How the house handles a quotation: where its invoice goes, what brought it in, how it is counted and found again.
//! The customer sees none of it but the invoice address.
use super::content::PostalAddress;
use crate::{
    refusal::{Fields, Refusal},
    text,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Most tags on one quotation.
pub const MOST_TAGS: usize = 20;
/// Longest tag, in characters.
const LONGEST_TAG: usize = 40;

/// How a quotation is handled; all empty when nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Handling {
    /// Where the invoice goes; the customer's billing address when nothing of it is filled.
    pub invoice: PostalAddress,
    /// What brought it in: `Fair`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// By which way: `E-mail`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub medium: String,
    /// In which campaign.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub campaign: String,
    /// The cost centre or project it is counted on.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub analytic: String,
    /// Words to find it by, each once, in the order they were given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

impl Handling {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        *self == Handling::default()
    }

    /// The invoice's own address: none where the customer's is meant.
    pub fn own_address(&self) -> Option<&PostalAddress> {
        // A country alone is no address.
        let PostalAddress { street, postcode, city, .. } = &self.invoice;
        [street, postcode, city].iter().any(|part| !part.is_empty()).then_some(&self.invoice)
    }

    /// Checks what was typed; refusals stand at `handling.street`, `handling.tags` and so on. A tag said twice, in
    /// whatever case, is said once.
    pub fn check(&self, fields: &mut Fields) -> Handling {
        let mut line = |name: &str, typed: &str, longest: usize| {
            fields.take(format!("handling.{name}"), text::optional_line(typed, longest)).unwrap_or_default()
        };
        let mut checked = Handling {
            invoice: PostalAddress {
                street: line("street", &self.invoice.street, 200),
                postcode: line("postcode", &self.invoice.postcode, 20),
                city: line("city", &self.invoice.city, 100),
                country: String::new(),
            },
            source: line("source", &self.source, 100),
            medium: line("medium", &self.medium, 100),
            campaign: line("campaign", &self.campaign, 100),
            analytic: line("analytic", &self.analytic, 60),
            tags: Vec::new(),
        };
        let country = self.invoice.country.trim().to_uppercase();
        if country.is_empty() || country.len() == 2 && country.bytes().all(|letter| letter.is_ascii_uppercase()) {
            checked.invoice.country = country;
        } else {
            fields.refuse("handling.country", Refusal::NotAChoice);
        }
        checked.tags = tags(&self.tags, fields);
        checked
    }

    /// Tags as they are typed in one field, apart by commas.
    ///
    /// ```
    /// use domain::quotes::handling::Handling;
    /// assert_eq!(Handling::split("Solar,  key account,"), ["Solar", "key account"]);
    /// ```
    pub fn split(typed: &str) -> Vec<String> {
        typed.split(',').map(text::clean_line).filter(|tag| !tag.is_empty()).collect()
    }
}

fn tags(typed: &[String], fields: &mut Fields) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in typed {
        let Some(tag) = fields.take("handling.tags", text::optional_line(tag, LONGEST_TAG)) else { return tags };
        let known = tags.iter().any(|known| text::fold(known) == text::fold(&tag));
        if !tag.is_empty() && !known {
            tags.push(tag);
        }
    }
    if tags.len() > MOST_TAGS {
        fields.refuse("handling.tags", Refusal::TooLarge { most: Decimal::from(MOST_TAGS as u64) });
    }
    tags
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_wrong_is_told_at_its_field() {
        let long = || "ä".repeat(300);
        let typed = Handling {
            invoice: PostalAddress { street: long(), postcode: long(), city: long(), country: "Norja".into() },
            source: long(),
            medium: long(),
            campaign: long(),
            analytic: long(),
            tags: vec![long()],
        };
        let mut fields = Fields::new();
        typed.check(&mut fields);
        let refused = fields.into_refusals();
        let told: Vec<&str> = refused.iter().map(|one| one.field.as_str()).collect();
        let expected = ["street", "postcode", "city", "source", "medium", "campaign", "analytic", "country", "tags"];
        assert_eq!(told, expected.map(|name| format!("handling.{name}")));
    }

    #[test]
    fn too_many_tags_are_refused_and_the_same_one_counts_once() {
        let mut fields = Fields::new();
        let same = Handling { tags: vec!["Aurinko".into(); 50], ..Handling::default() };
        assert_eq!(same.check(&mut fields).tags, ["Aurinko"]);
        assert!(fields.into_refusals().is_empty());
        let mut fields = Fields::new();
        let many = (0..=MOST_TAGS).map(|tag| tag.to_string()).collect();
        Handling { tags: many, ..Handling::default() }.check(&mut fields);
        assert_eq!(fields.into_refusals().len(), 1);
    }

    proptest! {
        #[test]
        fn what_was_checked_stays_as_it_is(words in prop::collection::vec("\\PC{0,30}", 0..8)) {
            let typed = Handling { tags: words, source: " Messut ".into(), ..Handling::default() };
            let once = typed.check(&mut Fields::new());
            prop_assert_eq!(once.check(&mut Fields::new()), once.clone());
            let read: Handling = serde_json::from_str(&serde_json::to_string(&once).unwrap()).unwrap();
            prop_assert_eq!(read, once);
        }
    }
}
