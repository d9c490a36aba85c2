//! What passwords promise.
#![allow(clippy::unwrap_used)]
use super::*;
use std::time::{Duration, Instant};

const GOOD: &str = "kolme kuivaa koivuhalkoa";

#[tokio::test]
async fn the_right_password_and_no_other_opens() {
    let passwords = Passwords::cheap_for_tests();
    let hash = passwords.hash(NewPassword::parse(GOOD).unwrap()).await.unwrap();
    assert!(passwords.verify(GOOD, Some(hash.clone())).await.unwrap());
    let huge = "x".repeat(2_000_000);
    for wrong in ["", "kolme kuivaa koivuhalkoA", huge.as_str()] {
        assert!(!passwords.verify(wrong, Some(hash.clone())).await.unwrap());
    }
    assert!(!passwords.verify(GOOD, None).await.unwrap());
    let again = passwords.hash(NewPassword::parse(GOOD).unwrap()).await.unwrap();
    assert_ne!(hash, again, "every hash has its own salt");
}

#[tokio::test]
async fn the_installation_hashes_with_64_mib_and_three_passes() {
    let hash = Passwords::strong().hash(NewPassword::parse(GOOD).unwrap()).await.unwrap();
    assert!(hash.as_str().starts_with("$argon2id$v=19$m=65536,t=3,p=1$"), "{}", hash.as_str());
}

#[tokio::test]
async fn unknown_accounts_take_as_long() {
    let passwords = Passwords::strong();
    let hash = passwords.hash(NewPassword::parse(GOOD).unwrap()).await.unwrap();
    let fastest = async |stored: Option<PasswordHash>| {
        let mut best = Duration::MAX;
        for _ in 0..3 {
            let start = Instant::now();
            passwords.verify("something else", stored.clone()).await.unwrap();
            best = best.min(start.elapsed());
        }
        best
    };
    let (known, unknown) = (fastest(Some(hash)).await, fastest(None).await);
    assert!(unknown * 2 > known && known * 2 > unknown, "known {known:?}, unknown {unknown:?}");
}

#[tokio::test]
async fn a_flood_of_sign_ins_is_sent_away() {
    let passwords = Passwords::strong();
    let flood = (0..WAITING + 8).map(|_| {
        let passwords = passwords.clone();
        tokio::spawn(async move { passwords.verify("guess", None).await })
    });
    let tasks: Vec<_> = flood.collect();
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert_eq!(passwords.verify("guess", None).await, Err(PasswordError::Busy));
    tasks.iter().for_each(tokio::task::JoinHandle::abort);
}

#[test]
fn weak_passwords_are_refused_with_the_reason() {
    assert_eq!(NewPassword::parse("ääkköset123").unwrap_err(), Refusal::TooShort { shortest: 12 });
    assert_eq!(NewPassword::parse(&"ab".repeat(65)).unwrap_err(), Refusal::TooLong { longest: 128, length: 130 });
    for common in ["Password1234", "SALASANA1234", "aaaaaaaaaaaaaaa", "123456789012", "abcabcabcabc", "qwertyuiopasdf"]
    {
        assert_eq!(NewPassword::parse(common).unwrap_err(), Refusal::PasswordTooCommon, "{common}");
    }
    for good in [GOOD, "Xq7!vR2#pL9z", "fyra tunga stenar"] {
        assert!(NewPassword::parse(good).is_ok(), "{good}");
    }
}

#[test]
fn nothing_secret_is_printed() {
    let hash = PasswordHash::stored("$argon2id$secret".into());
    assert_eq!(format!("{hash:?} {:?}", NewPassword::parse(GOOD).unwrap()), "PasswordHash(…) NewPassword(…)");
}
