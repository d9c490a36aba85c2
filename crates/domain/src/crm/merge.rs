//! Merging leads into one: which of them stays, and what it takes from the others.
//!
//! Section 1.8 of the behaviour map.
use crate::{ids::OpportunityId, refusal::Refusal};
use rust_decimal::Decimal;

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
}
