//! Who gets a lead: each member's share of a day, the filters of teams and members, and a fair turn.
//!
//! Section 1.9 of the behaviour map.
pub mod reason;
pub mod rule;
pub mod turn;

use crate::{
    ids::{OpportunityId, UserId},
    money,
};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Days a capacity is for.
const DAYS: Decimal = Decimal::from_parts(30, 0, 0, false, 0);

/// How many leads a member may be given now: a thirtieth of what they can take in thirty days, rounded half up, less
/// those of the last 24 hours. At most nothing: then they are passed over.
///
/// ```
/// use domain::crm::assign::quota;
/// assert_eq!((quota(45, 0), quota(14, 0), quota(15, 0), quota(45, 30)), (2, 0, 1, -28));
/// ```
pub fn quota(capacity_of_30_days: u32, given_in_24_hours: u32) -> i64 {
    let share = money::round(Decimal::from(capacity_of_30_days) / DAYS, 0);
    i64::try_from(share.mantissa()).unwrap_or_default() - i64::from(given_in_24_hours)
}

/// A lead that waits for an owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Which.
    pub lead: OpportunityId,
    /// Its chance, in percent: the best are given first.
    pub chance: Decimal,
    /// Whether it is won.
    pub won: bool,
    /// Whether it is worked on at all, rather than lost.
    pub active: bool,
    /// Whether it has, or ever had, an owner.
    pub owned: bool,
}

impl Waiting {
    /// Whether it can be given to somebody. A chance of nothing or none at all does not keep it back.
    pub const fn can_be_given(&self) -> bool {
        self.active && !self.won && !self.owned
    }
}

/// A member of a team, in the order in which they are asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub user: UserId,
    /// What they may still be given now.
    pub quota: i64,
    /// Whether they are away or do not take part.
    pub away: bool,
}

/// What became of a lead, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// Which lead.
    pub lead: OpportunityId,
    /// To whom.
    pub to: UserId,
    /// Whether it is one the member asked for first.
    pub preferred: bool,
}

/// Gives the waiting leads of one team to its members. `fits` says whether a member takes such a lead, `prefers` whether
/// they asked for it first. The best chances come first, the older of equal ones; those somebody prefers go to them, then
/// the rest in turn: who has most room is asked first and goes to the end once given one.
///
/// What nobody can take is left waiting.
pub fn share(
    leads: Vec<Waiting>,
    members: &[Member],
    fits: impl Fn(UserId, OpportunityId) -> bool,
    prefers: impl Fn(UserId, OpportunityId) -> bool,
) -> Vec<Given> {
    let mut turn = members.to_vec();
    turn.sort_by_key(|member| std::cmp::Reverse(member.quota));
    in_turn(leads, turn, true, fits, prefers)
}

/// As [`share`], asked in the order in which the members stand. Who was given one goes to the end where the turn goes
/// `round`, and otherwise keeps their place until they have no room.
pub fn in_turn(
    mut leads: Vec<Waiting>,
    mut turn: Vec<Member>,
    round: bool,
    fits: impl Fn(UserId, OpportunityId) -> bool,
    prefers: impl Fn(UserId, OpportunityId) -> bool,
) -> Vec<Given> {
    leads.retain(Waiting::can_be_given);
    leads.sort_by_key(|lead| (std::cmp::Reverse(lead.chance), lead.lead));
    turn.retain(|member| member.quota > 0 && !member.away);
    let mut done: BTreeSet<OpportunityId> = BTreeSet::new();
    let mut given: Vec<Given> = Vec::new();
    for preferred in [true, false] {
        for lead in &leads {
            if done.contains(&lead.lead) {
                continue;
            }
            let takes =
                |member: &Member| fits(member.user, lead.lead) && (!preferred || prefers(member.user, lead.lead));
            let Some(at) = turn.iter().position(takes) else { continue };
            let mut member = turn.remove(at);
            given.push(Given { lead: lead.lead, to: member.user, preferred });
            done.insert(lead.lead);
            member.quota -= 1;
            if member.quota > 0 {
                turn.insert(if round { turn.len() } else { at }, member);
            }
        }
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn lead(number: u128, chance: i64) -> Waiting {
        let lead = OpportunityId(Uuid::from_u128(number));
        Waiting { lead, chance: Decimal::from(chance), won: false, active: true, owned: false }
    }

    fn member(number: u128, quota: i64) -> Member {
        Member { user: UserId(Uuid::from_u128(number)), quota, away: false }
    }

    #[test]
    fn the_best_go_first_and_nobody_gets_two_before_the_other_has_one() {
        let given = share(
            vec![lead(1, 10), lead(2, 90), lead(3, 50)],
            &[member(1, 2), member(2, 2)],
            |_, _| true,
            |_, _| false,
        );
        let told: Vec<(u128, u128)> = given.iter().map(|one| (one.lead.0.as_u128(), one.to.0.as_u128())).collect();
        assert_eq!(told, [(2, 1), (3, 2), (1, 1)]);
    }

    #[test]
    fn what_somebody_prefers_goes_to_them_and_never_to_who_is_away() {
        let two = UserId(Uuid::from_u128(2));
        let prefers = |user, lead: OpportunityId| user == two && lead.0.as_u128() == 3;
        let members = [member(1, 5), member(2, 1), Member { away: true, ..member(3, 9) }];
        let given = share(vec![lead(1, 90), lead(3, 10)], &members, |_, _| true, prefers);
        assert_eq!(given.iter().find(|one| one.preferred).map(|one| one.to), Some(two));
        assert!(given.iter().all(|one| one.to.0.as_u128() != 3));
    }

    proptest! {
        #[test]
        fn nobody_gets_more_than_their_quota_and_no_lead_two_owners(
            leads in 0_u128..40, quotas in proptest::collection::vec(-2_i64..6, 0..6),
        ) {
            let leads: Vec<Waiting> = (0..leads).map(|number| lead(number, i64::try_from(number % 7).unwrap_or(0))).collect();
            let members: Vec<Member> = (0_u128..).zip(&quotas).map(|(number, quota)| member(number, *quota)).collect();
            let given = share(leads.clone(), &members, |_, _| true, |_, _| false);
            let room: i64 = quotas.iter().map(|quota| (*quota).max(0)).sum();
            prop_assert_eq!(given.len() as i64, room.min(leads.len() as i64));
            for member in &members {
                let got = given.iter().filter(|one| one.to == member.user).count() as i64;
                prop_assert!(got <= member.quota.max(0));
            }
        }
    }
}
