//! How often one may try: five times, then after a growing wait; never locked for good.
use crate::{Cx, Denied};
use domain::refusal::Refusal;
use store::account::failures;

/// Attempts before the first wait.
const FREE: i64 = 5;
/// The first wait; each further failure doubles it.
const FIRST_WAIT_SECONDS: i64 = 30;
/// The longest wait, and the quiet time after which counting begins anew.
const LONGEST_WAIT_SECONDS: i64 = 15 * 60;

/// Seconds until the next attempt counts.
fn wait_seconds(failures: i64, last_at: i64, now: i64) -> i64 {
    if failures < FREE {
        return 0;
    }
    let doubled = u32::try_from(failures - FREE).unwrap_or(u32::MAX).min(10);
    let wait = (FIRST_WAIT_SECONDS << doubled).min(LONGEST_WAIT_SECONDS);
    let ready_at = last_at + wait * 1_000_000;
    (ready_at - now).max(0).saturating_add(999_999) / 1_000_000
}

/// Counts an attempt before it is made, so that many at once are counted too; a right one clears the count.
/// The address is counted whether or not anybody has it.
/// # Errors
/// `too_many_attempts` with the seconds to wait; the refused attempt itself is not counted.
pub(crate) async fn claim(cx: &Cx, key: &str) -> Result<(), Denied> {
    let key = key.to_owned();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let key = key.clone();
            Box::pin(async move {
                let now = unit.now.0;
                let (failures, last_at) = failures::claim(unit, &key).await?;
                let quiet = now - last_at >= LONGEST_WAIT_SECONDS * 1_000_000;
                let failures = if quiet { 0 } else { failures };
                match u32::try_from(wait_seconds(failures, last_at, now)) {
                    Ok(0) => Ok(failures::set(unit, &key, failures + 1).await?),
                    Ok(seconds) => Err(Refusal::TooManyAttempts { seconds }.into()),
                    Err(_) => Err(Refusal::TooManyAttempts { seconds: u32::MAX }.into()),
                }
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
        assert_eq!(wait_seconds(4, 0, 0), 0);
        assert_eq!(wait_seconds(5, 0, 0), 30);
        assert_eq!(wait_seconds(5, 0, 29_000_001), 1);
        assert_eq!(wait_seconds(5, 0, 30_000_000), 0);
        assert_eq!(wait_seconds(7, 0, 0), 120);
        assert_eq!(wait_seconds(i64::MAX, 0, 0), LONGEST_WAIT_SECONDS);
    }
}
