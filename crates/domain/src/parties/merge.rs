//! Merging two customers into one: what the one that stays takes from the other, and for how long there is a way back.
use crate::{crm::merge::Facts, quotes::content::PostalAddress, refusal::Refusal};

/// The fields that one chooses between, in the order they are shown.
pub const FIELDS: [&str; 16] = [
    "name",
    "kind",
    "business_id",
    "vat_number",
    "contact_name",
    "email",
    "phone",
    "language",
    "e_invoice",
    "billing",
    "delivery",
    "payment_terms",
    "price_list",
    "fiscal_position",
    "delivery_method",
    "owner",
];

/// Fields that go with another one.
const FOLLOWS: [(&str, &str); 2] = [("team", "owner"), ("e_invoice_operator", "e_invoice")];

/// Days after which a merge stays.
pub const DAYS: i64 = 90;

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// Whether a merge can still be taken back; both in microseconds. Its last moment counts.
pub const fn can_be_taken_back(made_at: i64, now: i64) -> bool {
    now.saturating_sub(made_at) <= DAYS * DAY
}

/// An address as one fact: a line for each of its parts.
pub fn address_fact(address: &PostalAddress) -> String {
    [&address.street, &address.postcode, &address.city, &address.country].map(String::as_str).join("\n")
}

/// The address of such a fact; parts it does not have are empty.
pub fn address_of(fact: &str) -> PostalAddress {
    let mut parts = fact.split('\n').map(str::to_owned);
    let mut next = || parts.next().unwrap_or_default();
    PostalAddress { street: next(), postcode: next(), city: next(), country: next() }
}

/// A text that says something; of an address its country alone does not.
fn says(code: &str, text: &str) -> bool {
    if matches!(code, "billing" | "delivery") {
        let address = address_of(text);
        return [address.street, address.postcode, address.city].iter().any(|part| !part.trim().is_empty());
    }
    !text.trim().is_empty()
}

/// Whether the field of the one that is merged is taken when nobody chooses: where the one that stays says nothing.
pub fn takes(code: &str, stays: &str, goes: &str) -> bool {
    !says(code, stays) && says(code, goes)
}

/// The fields of the one that stays after merging; `taken` names those it takes from the other.
///
/// # Errors
/// [`Refusal::NotAChoice`] for a field that is none to choose.
pub fn merged(stays: &Facts, goes: &Facts, taken: &[String]) -> Result<Facts, Refusal> {
    let mut after = stays.clone();
    let mut take = |code: &str| {
        after.insert(code.to_owned(), goes.get(code).cloned().unwrap_or_default());
    };
    for code in taken {
        if !FIELDS.contains(&code.as_str()) {
            return Err(Refusal::NotAChoice);
        }
        take(code);
        for (follower, _) in FOLLOWS.iter().filter(|(_, leader)| leader == code) {
            take(follower);
        }
    }
    // Nobody is without a name.
    if after.get("name").is_none_or(|name| name.trim().is_empty()) {
        return Err(Refusal::Required);
    }
    Ok(after)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::crm::merge::restored;
    use proptest::prelude::*;

    fn facts(pairs: &[(&str, &str)]) -> Facts {
        pairs.iter().map(|(code, text)| ((*code).to_owned(), (*text).to_owned())).collect()
    }

    fn any_facts() -> impl Strategy<Value = Facts> {
        let codes = FIELDS.into_iter().chain(["team", "e_invoice_operator"]).collect::<Vec<_>>();
        let texts = proptest::collection::vec("[a-c]{0,2}", codes.len());
        texts.prop_map(move |texts| {
            let mut facts: Facts = codes.iter().map(|code| (*code).to_owned()).zip(texts).collect();
            facts.insert("name".into(), "Oy".into());
            facts
        })
    }

    #[test]
    fn what_is_empty_is_filled_and_an_address_of_a_country_alone_is_empty() {
        assert!(takes("phone", " ", "040"));
        assert!(!takes("phone", "09", "040"));
        assert!(takes("billing", "\n\n\nFI", "Kasvitie 6\n27710\nKöyliö\nFI"));
        assert!(!takes("billing", "\n\nKöyliö\nFI", "Kasvitie 6\n27710\nKöyliö\nFI"));
        assert!(!takes("delivery", "", "\n\n\nSE"));
    }

    #[test]
    fn a_team_comes_with_its_owner_and_an_operator_with_the_address_it_serves() {
        let stays =
            facts(&[("name", "A"), ("owner", "1"), ("team", "x"), ("e_invoice", "a"), ("e_invoice_operator", "o")]);
        let goes = facts(&[("name", "B"), ("owner", "2"), ("team", "y"), ("e_invoice", "b")]);
        let after = merged(&stays, &goes, &["owner".into(), "e_invoice".into()]).unwrap();
        let expected = [("name", "A"), ("owner", "2"), ("team", "y"), ("e_invoice", "b"), ("e_invoice_operator", "")];
        assert_eq!(after, facts(&expected));
        assert_eq!(merged(&stays, &goes, &["team".into()]), Err(Refusal::NotAChoice));
    }

    #[test]
    fn the_way_back_is_open_for_ninety_days() {
        assert!(can_be_taken_back(0, DAYS * DAY));
        assert!(!can_be_taken_back(0, DAYS * DAY + 1));
    }

    proptest! {
        #[test]
        fn what_nobody_changed_since_is_as_it_was_when_the_merge_is_taken_back(
            stays in any_facts(), goes in any_facts(), taken in proptest::sample::subsequence(FIELDS.to_vec(), 0..FIELDS.len())
        ) {
            let taken: Vec<String> = taken.into_iter().map(str::to_owned).collect();
            let after = merged(&stays, &goes, &taken).unwrap();
            let (back, kept) = restored(&stays, &after, &after);
            prop_assert_eq!((back, kept), (stays, Vec::<String>::new()));
        }

        #[test]
        fn an_address_survives_its_fact(street in "[^\n]{0,9}", postcode in "[^\n]{0,5}", city in "[^\n]{0,5}", country in "[A-Z]{0,2}") {
            let address = PostalAddress { street, postcode, city, country };
            prop_assert_eq!(address_of(&address_fact(&address)), address);
        }
    }
}
