//! Merging leads into one: which of them stays, and what it takes from the others.
//!
//! Section 1.8 of the behaviour map.
use crate::{ids::OpportunityId, refusal::Refusal};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Most records that one merges by hand at a time.
pub const MOST: usize = 5;

/// A record to be merged, as far as the order goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Which.
    pub id: OpportunityId,
    /// Whether it is lost.
    pub lost: bool,
    /// Whether it is won: then it is left out.
    pub won: bool,
    /// Whether it is an opportunity already, rather than a lead.
    pub opportunity: bool,
    /// The place of its stage; none without one.
    pub stage: Option<i64>,
    /// Its chance in percent.
    pub chance: Decimal,
}

/// The order in which records speak: the first one stays, the others fill what it leaves empty. What is not lost, is an
/// opportunity, came further, has the better chance, or is older, comes first. Won ones are left out.
///
/// # Errors
/// [`Refusal::TooLarge`] above [`MOST`], [`Refusal::TooSmall`] below two.
pub fn order(mut candidates: Vec<Candidate>) -> Result<Vec<Candidate>, Refusal> {
    candidates.retain(|candidate| !candidate.won);
    candidates.dedup_by_key(|candidate| candidate.id);
    if candidates.len() > MOST {
        return Err(Refusal::TooLarge { most: Decimal::from(MOST) });
    }
    if candidates.len() < 2 {
        return Err(Refusal::TooSmall { least: Decimal::TWO });
    }
    candidates.sort_by_key(|one| {
        let further = (!one.lost, one.opportunity, one.stage.unwrap_or(i64::MIN), one.chance);
        (std::cmp::Reverse(further), one.id)
    });
    Ok(candidates)
}

/// The first text that says something, in the order of the records.
pub fn first_filled<'a>(texts: impl IntoIterator<Item = &'a str>) -> &'a str {
    texts.into_iter().find(|text| !text.trim().is_empty()).unwrap_or_default()
}

/// All texts one after the other, parted by an empty line.
pub fn all_texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let said: Vec<&str> = texts.into_iter().map(str::trim).filter(|text| !text.is_empty()).collect();
    said.join("\n\n")
}

/// The record whose address is taken as a whole: the one with most of its fields filled, the first of equal ones.
pub fn fullest_address(filled_fields: &[usize]) -> Option<usize> {
    let most = filled_fields.iter().copied().max()?;
    filled_fields.iter().position(|filled| *filled == most)
}

/// A chance after merging: one that was set by hand stays, an automatic one stays automatic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergedChance {
    /// It follows what is learned.
    Automatic,
    /// Somebody set it.
    ByHand(Decimal),
}

/// What the chance of the one that stays becomes: its own, for it was judged by somebody who knew it.
pub const fn merged_chance(of_master: MergedChance) -> MergedChance {
    of_master
}

/// What stands in a record's fields, by code, as texts.
pub type Facts = BTreeMap<String, String>;

/// The fields that one chooses between, in the order they are shown.
pub const FIELDS: [&str; 11] = [
    "title",
    "party",
    "contact_name",
    "email",
    "phone",
    "expected",
    "recurring",
    "expected_close",
    "owner",
    "priority",
    "source",
];

/// Fields that go with another one: the team comes with its owner, a plan with the amount that it is of.
const FOLLOWS: [(&str, &str); 2] = [("team", "owner"), (PLAN, "recurring")];

/// The plan of recurring revenue.
pub const PLAN: &str = "recurring_plan";

/// Fields nobody is asked about: the first that says something stays.
const FIRST: [&str; 3] = ["medium", "campaign", "referrer"];

/// The tags, as ids in their order with spaces between: the one that stays keeps its own and takes the other's along.
pub const TAGS: &str = "tags";

/// What codes of the teams' own fields begin with; the rest is the field.
pub const CUSTOM: &str = "custom.";

/// The tags of both, each once, in order.
fn both_tags(stays: &str, goes: &str) -> String {
    let all: BTreeSet<&str> = stays.split_whitespace().chain(goes.split_whitespace()).collect();
    all.into_iter().collect::<Vec<_>>().join(" ")
}

fn fact<'a>(facts: &'a Facts, code: &str) -> &'a str {
    facts.get(code).map(String::as_str).unwrap_or_default()
}

/// A text that says something: zero is nothing said.
fn says(text: &str) -> bool {
    !text.trim().is_empty() && text.parse::<Decimal>().map_or(true, |figure| !figure.is_zero())
}

/// Whether the field of the one that is merged is taken when nobody chooses: where the one that stays says nothing, and of
/// the stars the most.
pub fn takes(code: &str, stays: &str, goes: &str) -> bool {
    if code.starts_with(CUSTOM) {
        // There zero is said, and no too.
        return stays.is_empty() && !goes.is_empty();
    }
    let stars = |text: &str| text.parse::<Decimal>().unwrap_or_default();
    if code == "priority" { stars(goes) > stars(stays) } else { !says(stays) && says(goes) }
}

/// The fields of the one that stays after merging; `taken` names those it takes from the other.
///
/// # Errors
/// [`Refusal::NotAChoice`] for a field that is none to choose.
pub fn merged(stays: &Facts, goes: &Facts, taken: &[String]) -> Result<Facts, Refusal> {
    let mut after = stays.clone();
    for code in taken {
        let own = code.starts_with(CUSTOM) && (stays.contains_key(code) || goes.contains_key(code));
        if !own && !FIELDS.contains(&code.as_str()) {
            return Err(Refusal::NotAChoice);
        }
        after.insert(code.clone(), fact(goes, code).to_owned());
        for (follower, leader) in FOLLOWS {
            if leader == code {
                after.insert(follower.to_owned(), fact(goes, follower).to_owned());
            }
        }
    }
    for code in FIRST {
        after.insert(code.to_owned(), first_filled([fact(stays, code), fact(goes, code)]).to_owned());
    }
    let both = (fact(stays, "description"), fact(goes, "description"));
    let description = if both.0 == both.1 { both.0.to_owned() } else { all_texts([both.0, both.1]) };
    after.insert("description".to_owned(), description);
    let tags = both_tags(fact(stays, TAGS), fact(goes, TAGS));
    if !tags.is_empty() {
        after.insert(TAGS.to_owned(), tags);
    }
    Ok(after)
}

/// The fields of the one that stayed once the merge is taken back: what the merge changed becomes what it was, unless
/// somebody changed it since. Those fields are answered too.
pub fn restored(before: &Facts, after: &Facts, now: &Facts) -> (Facts, Vec<String>) {
    let (mut back, mut kept) = (now.clone(), Vec::new());
    for code in before.keys().chain(after.keys().filter(|code| !before.contains_key(*code))) {
        let (was, became, is) = (fact(before, code), fact(after, code), fact(now, code));
        if was == became || is == was {
            continue;
        }
        if is == became {
            back.insert(code.clone(), was.to_owned());
        } else {
            kept.push(code.clone());
        }
    }
    (back, kept)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use uuid::Uuid;

    fn one(number: u128) -> Candidate {
        let id = OpportunityId(Uuid::from_u128(number));
        Candidate { id, lost: false, won: false, opportunity: false, stage: Some(1), chance: Decimal::TEN }
    }

    #[test]
    fn of_equal_ones_the_older_stays_and_what_is_lost_comes_last() {
        let lost = Candidate { lost: true, opportunity: true, stage: Some(9), ..one(1) };
        let ordered = order(vec![one(3), lost, one(2)]).unwrap();
        assert_eq!(ordered.iter().map(|one| one.id.0.as_u128()).collect::<Vec<_>>(), [2, 3, 1]);
    }

    #[test]
    fn won_ones_are_left_out_and_one_alone_is_no_merge() {
        let won = Candidate { won: true, ..one(1) };
        assert_eq!(order(vec![won, one(2)]), Err(Refusal::TooSmall { least: Decimal::TWO }));
        assert_eq!(order((1..=6).map(one).collect()), Err(Refusal::TooLarge { most: Decimal::from(5) }));
    }

    #[test]
    fn texts_are_put_one_under_the_other() {
        assert_eq!(all_texts(["Kysely", " ", "Soitto"]), "Kysely\n\nSoitto");
        assert_eq!(first_filled(["", " ", "Aino"]), "Aino");
        assert_eq!(fullest_address(&[1, 3, 3]), Some(1));
        assert_eq!(fullest_address(&[]), None);
    }

    fn facts(texts: &[(&str, &str)]) -> Facts {
        texts.iter().map(|(code, text)| ((*code).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn what_is_empty_is_filled_and_of_stars_the_most_are_taken() {
        assert!(takes("email", "", "a@b.fi") && takes("expected", "0.00", "5") && takes("priority", "1", "2"));
        assert!(!takes("email", "a@b.fi", "c@d.fi") && !takes("email", "", " ") && !takes("priority", "2", "1"));
        assert!(!takes("expected", "0", "0.00"));
    }

    #[test]
    fn the_team_comes_with_its_owner_and_nothing_else_can_be_taken() {
        let stays = facts(&[("owner", "a"), ("team", "x"), ("description", "Katto")]);
        let goes = facts(&[("owner", "b"), ("team", ""), ("description", "Soitto"), ("medium", "cpc")]);
        let after = merged(&stays, &goes, &["owner".into()]).unwrap();
        assert_eq!((fact(&after, "owner"), fact(&after, "team")), ("b", ""));
        assert_eq!((fact(&after, "description"), fact(&after, "medium")), ("Katto\n\nSoitto", "cpc"));
        assert_eq!(merged(&stays, &goes, &["state".into()]), Err(Refusal::NotAChoice));
    }

    #[test]
    fn recurring_revenue_comes_with_its_plan() {
        let stays = facts(&[("recurring", "0"), (PLAN, "monthly")]);
        let goes = facts(&[("recurring", "120"), (PLAN, "yearly")]);
        assert!(takes("recurring", "0", "120") && !takes("recurring", "120", "0"));
        let after = merged(&stays, &goes, &["recurring".into()]).unwrap();
        assert_eq!((fact(&after, "recurring"), fact(&after, PLAN)), ("120", "yearly"));
        assert_eq!(merged(&stays, &goes, &[PLAN.into()]), Err(Refusal::NotAChoice), "never without its amount");
        let after = merged(&stays, &goes, &[]).unwrap();
        assert_eq!((fact(&after, "recurring"), fact(&after, PLAN)), ("0", "monthly"));
    }

    #[test]
    fn tags_of_both_stay_and_go_back() {
        let (stays, goes) = (facts(&[("tags", "b c")]), facts(&[("tags", "a b")]));
        let after = merged(&stays, &goes, &[]).unwrap();
        assert_eq!(fact(&after, TAGS), "a b c");
        assert_eq!(fact(&restored(&stays, &after, &after).0, TAGS), "b c");
        assert_eq!(merged(&facts(&[]), &facts(&[]), &[]).unwrap().get(TAGS), None);
    }

    #[test]
    fn fields_of_teams_are_taken_where_they_are_and_go_back() {
        let (stays, goes) = (facts(&[("custom.a", "")]), facts(&[("custom.b", "0")]));
        assert!(takes("custom.b", "", "0"), "zero is said, where somebody typed it");
        let after = merged(&stays, &goes, &["custom.b".into()]).unwrap();
        assert_eq!(fact(&after, "custom.b"), "0");
        assert_eq!(fact(&restored(&stays, &after, &after).0, "custom.b"), "");
        assert_eq!(merged(&stays, &goes, &["custom.c".into()]), Err(Refusal::NotAChoice));
    }

    #[test]
    fn what_was_changed_since_stays() {
        let (before, after) = (facts(&[("email", ""), ("title", "A")]), facts(&[("email", "b"), ("title", "B")]));
        let now = facts(&[("email", "c"), ("title", "B")]);
        let (back, kept) = restored(&before, &after, &now);
        assert_eq!((fact(&back, "email"), fact(&back, "title")), ("c", "A"));
        assert_eq!(kept, ["email"]);
    }

    proptest::proptest! {
        #[test]
        fn merging_and_taking_it_back_gives_what_was(
            stays in proptest::collection::vec("[a-c0]{0,2}", 19),
            goes in proptest::collection::vec("[a-c0]{0,2}", 19),
            taken in proptest::collection::vec(0usize..11, 0..11),
        ) {
            let codes = FIELDS.iter().chain(&FIRST).chain(&["team", PLAN, "description", "stage", TAGS]);
            let codes: Vec<&str> = codes.copied().collect();
            let of = |texts: &[String]| -> Facts {
                codes.iter().zip(texts).map(|(code, text)| ((*code).to_owned(), text.clone())).collect()
            };
            let (stays, goes) = (of(&stays), of(&goes));
            let taken: Vec<String> = taken.into_iter().map(|at| FIELDS[at].to_owned()).collect();
            let after = merged(&stays, &goes, &taken).unwrap();
            for code in &taken {
                proptest::prop_assert_eq!(&after[code], &goes[code]);
            }
            let (back, kept) = restored(&stays, &after, &after);
            proptest::prop_assert_eq!(back, stays);
            proptest::prop_assert!(kept.is_empty());
        }
    }
}
