//! How often one may try: five times from one network, then after a growing wait; never locked for good, and nobody is
//! kept out by what somebody else tries.
use crate::{Cx, Denied, actors::Agent};
use domain::{ids::UserId, refusal::Refusal};
use store::account::failures;

/// The quiet time after which counting begins anew.
const QUIET_SECONDS: i64 = 15 * 60;

/// How failures slow down what follows them.
#[derive(Clone, Copy)]
struct Pace {
    /// Attempts before the first wait.
    free: i64,
    /// The first wait; each further failure doubles it.
    first_seconds: i64,
    /// The longest wait.
    longest_seconds: i64,
}

/// For one address from one network.
const NEAR: Pace = Pace { free: 5, first_seconds: 30, longest_seconds: QUIET_SECONDS };
/// For one address from everywhere: guessing from many networks is slowed down, but the wait stays so short that the
/// owner, who knows the password, gets in between.
const ANYWHERE: Pace = Pace { free: 100, first_seconds: 5, longest_seconds: 5 };

/// What is counted: a name in the table, and its pace.
pub(crate) struct Counted {
    key: String,
    pace: Pace,
}

impl Counted {
    /// The name under which it is kept.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }
}

/// Signing in with an address, known or not: by the network it is tried from, and by the address alone. Networks hold no
/// blank, so that nothing that is typed makes one of these names into another.
pub(crate) fn signing_in(email_key: &str, agent: &Agent) -> [Counted; 2] {
    [
        Counted { key: format!("in {} {email_key}", agent.network()), pace: NEAR },
        Counted { key: format!("all {email_key}"), pace: ANYWHERE },
    ]
}

/// Asking for a link: by address and network. What one mailbox gets is bounded by the links that are in force.
pub(crate) fn asking(email_key: &str, agent: &Agent) -> [Counted; 1] {
    [Counted { key: format!("reset {} {email_key}", agent.network()), pace: NEAR }]
}

/// Saying the present password, signed in: nobody at the door counts along, nor is anybody kept out there by it.
pub(crate) fn saying_present(user: UserId) -> [Counted; 1] {
    [Counted { key: format!("present {}", user.0), pace: NEAR }]
}

/// Seconds until the next attempt counts.
fn wait_seconds(pace: Pace, failures: i64, last_at: i64, now: i64) -> i64 {
    if failures < pace.free {
        return 0;
    }
    let doubled = u32::try_from(failures - pace.free).unwrap_or(u32::MAX).min(10);
    let wait = (pace.first_seconds << doubled).min(pace.longest_seconds);
    let ready_at = last_at + wait * 1_000_000;
    (ready_at - now).max(0).saturating_add(999_999) / 1_000_000
}

/// Counts an attempt before it is made, so that many at once are counted too; a right one clears the counts.
/// The address is counted whether or not anybody has it.
/// # Errors
/// `too_many_attempts` with the seconds to wait; the refused attempt itself is not counted.
pub(crate) async fn claim<const N: usize>(cx: &Cx, counted: &[Counted; N]) -> Result<(), Denied> {
    let counted = counted.each_ref().map(|one| (one.key.clone(), one.pace));
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let counted = counted.clone();
            Box::pin(async move {
                let now = unit.now.0;
                for (key, pace) in &counted {
                    let (failures, last_at) = failures::claim(unit, key).await?;
                    let quiet = now - last_at >= QUIET_SECONDS * 1_000_000;
                    let failures = if quiet { 0 } else { failures };
                    let seconds = u32::try_from(wait_seconds(*pace, failures, last_at, now)).unwrap_or(u32::MAX);
                    if seconds > 0 {
                        return Err(Refusal::TooManyAttempts { seconds }.into());
                    }
                    failures::set(unit, key, failures + 1).await?;
                }
                Ok(())
            })
        })
        .await
}

/// Forgets attempts older than a day.
/// # Errors
/// [`Denied`].
pub async fn forget_old(cx: &Cx) -> Result<u64, Denied> {
    cx.store.unit(cx.clock.now(), |unit| Box::pin(async move { Ok(failures::forget_old(unit).await?) })).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end() {
        assert_eq!(wait_seconds(NEAR, 4, 0, 0), 0);
        assert_eq!(wait_seconds(NEAR, 5, 0, 0), 30);
        assert_eq!(wait_seconds(NEAR, 5, 0, 29_000_001), 1);
        assert_eq!(wait_seconds(NEAR, 5, 0, 30_000_000), 0);
        assert_eq!(wait_seconds(NEAR, 7, 0, 0), 120);
        assert_eq!(wait_seconds(NEAR, i64::MAX, 0, 0), QUIET_SECONDS);
    }

    #[test]
    fn an_address_that_everybody_tries_waits_seconds_only() {
        assert_eq!(wait_seconds(ANYWHERE, 99, 0, 0), 0);
        assert_eq!(wait_seconds(ANYWHERE, 100, 0, 0), 5);
        assert_eq!(wait_seconds(ANYWHERE, i64::MAX, 0, 0), 5);
    }
}
