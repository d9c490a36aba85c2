//! Signing in and out, sessions, passwords, links that work once.
use domain::{actors::Role, lang::Lang, refusal::Refusal};
use testkit::{House, TestApp, on_both, refused_at, refused_whole};
use usecases::{
    Cx, Denied, Staff,
    account::{
        self, SignedIn,
        link::{self, Purpose},
    },
    actors::Agent,
};
use wire::account::{SetPassword, SignIn};

const PASSWORD: &str = "kolme kuivaa koivuhalkoa";
const OTHER: &str = "neljä märkää mäntypölkkyä";

fn set(token: &str, present: &str, password: &str) -> SetPassword {
    SetPassword { token: token.into(), present: present.into(), password: password.into() }
}

async fn sign_in(cx: &Cx, email: &str, password: &str) -> Result<SignedIn, Denied> {
    let command = SignIn { email: email.into(), password: password.into() };
    account::sign_in(cx, command, Agent { address: "192.0.2.7".into(), user_agent: "Test".into() }).await
}

/// Somebody with a password, and her address.
async fn with_password(app: &TestApp) -> (House, Staff, String) {
    let house = app.house("Salmela Oy").await;
    let anna = house.seller("Anna Salo").await;
    account::set_password(&anna, &app.cx, set("", "", PASSWORD)).await.unwrap();
    let email = account::me(&anna, &app.cx).await.unwrap().email;
    (house, anna, email)
}

#[test]
fn signing_in_gives_a_session_and_signing_out_ends_it() {
    on_both(async |app| {
        let (_, _, email) = with_password(&app).await;
        let signed_in = sign_in(&app.cx, &format!(" {} ", email.to_uppercase()), PASSWORD).await.unwrap();
        assert_eq!((signed_in.me.name.as_str(), signed_in.me.has_password), ("Anna Salo", true));
        let staff = account::admit_staff(&app.cx, &signed_in.token).await.unwrap();
        account::sign_out(&staff, &app.cx).await.unwrap();
        assert!(matches!(account::admit_staff(&app.cx, &signed_in.token).await, Err(Denied::SignedOut)));
        for wrong in ["", "ts_", "ts_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", &signed_in.token[3..]] {
            assert!(matches!(account::admit_staff(&app.cx, wrong).await, Err(Denied::SignedOut)), "{wrong}");
        }
    });
}

#[test]
fn secrets_are_stored_as_hashes_only() {
    on_both(async |app| {
        let (house, anna, email) = with_password(&app).await;
        let signed_in = sign_in(&app.cx, &email, PASSWORD).await.unwrap();
        let link = link::make(&app.cx, house.id, anna.user(), Purpose::Reset).await.unwrap();
        let all = format!("{:?}", app.snapshot().await);
        for secret in [signed_in.token.as_str(), link.as_str(), PASSWORD] {
            assert!(!all.contains(secret));
        }
        assert!(all.contains("argon2id"));
    });
}

#[test]
fn a_session_ends_after_eight_hours_idle_and_fourteen_days_in_all() {
    on_both(async |app| {
        let (_, _, email) = with_password(&app).await;
        let signed_in = sign_in(&app.cx, &email, PASSWORD).await.unwrap();
        app.later(8 * 3_600 - 60);
        account::admit_staff(&app.cx, &signed_in.token).await.unwrap();
        app.later(8 * 3_600 + 1);
        assert!(account::admit_staff(&app.cx, &signed_in.token).await.is_err());

        let signed_in = sign_in(&app.cx, &email, PASSWORD).await.unwrap();
        for _ in 0..47 {
            app.later(7 * 3_600);
            account::admit_staff(&app.cx, &signed_in.token).await.unwrap();
        }
        app.later(7 * 3_600);
        assert!(account::admit_staff(&app.cx, &signed_in.token).await.is_err(), "fourteen days have passed");
    });
}

#[test]
fn wrong_unknown_and_unset_are_answered_alike() {
    on_both(async |app| {
        let (house, _, email) = with_password(&app).await;
        let paavo = house.seller("Paavo").await;
        let unset = account::me(&paavo, &app.cx).await.unwrap().email;
        for (email, password) in [(email.as_str(), OTHER), ("nobody@talo.test", PASSWORD), (&unset, ""), ("", "")] {
            assert_eq!(refused_whole(sign_in(&app.cx, email, password).await), Refusal::SignInFailed, "{email}");
        }
        let huge = "x".repeat(100_000);
        assert_eq!(refused_whole(sign_in(&app.cx, &huge, &huge).await), Refusal::SignInFailed);
    });
}

#[test]
fn failures_are_slowed_down_and_never_lock_out() {
    on_both(async |app| {
        let (_, _, email) = with_password(&app).await;
        for _ in 0..5 {
            assert_eq!(refused_whole(sign_in(&app.cx, &email, OTHER).await), Refusal::SignInFailed);
        }
        let waiting = Refusal::TooManyAttempts { seconds: 30 };
        assert_eq!(refused_whole(sign_in(&app.cx, &email, PASSWORD).await), waiting, "the right one waits too");
        app.later(30);
        assert_eq!(refused_whole(sign_in(&app.cx, &email, OTHER).await), Refusal::SignInFailed);
        assert_eq!(
            refused_whole(sign_in(&app.cx, &email, OTHER).await),
            Refusal::TooManyAttempts { seconds: 60 },
            "the wait grows"
        );
        app.later(60);
        sign_in(&app.cx, &email, PASSWORD).await.unwrap();
        sign_in(&app.cx, &email, PASSWORD).await.unwrap();

        // An address that nobody has waits just the same.
        for _ in 0..5 {
            assert_eq!(refused_whole(sign_in(&app.cx, "nobody@talo.test", OTHER).await), Refusal::SignInFailed);
        }
        assert_eq!(refused_whole(sign_in(&app.cx, "nobody@talo.test", OTHER).await), waiting);
    });
}

#[test]
fn attempts_made_at_once_are_counted_too() {
    on_both(async |app| {
        let (_, _, email) = with_password(&app).await;
        let tries = (0..20).map(|_| {
            let (cx, email) = (app.cx.clone(), email.clone());
            tokio::spawn(async move { refused_whole(sign_in(&cx, &email, OTHER).await) })
        });
        let mut tried = 0;
        for answer in futures::future::join_all(tries).await {
            tried += usize::from(answer.unwrap() == Refusal::SignInFailed);
        }
        assert_eq!(tried, 5);
    });
}

#[test]
fn a_link_works_once_for_half_an_hour() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.person("Anna", Role::Administrator, None).await;
        let fresh = async || link::make(&app.cx, house.id, anna.user(), Purpose::First).await.unwrap();
        let open = async |token: &str| account::open_one_time_link(&app.cx, token, Agent::default()).await;

        let token = fresh().await;
        assert_eq!(open(&token).await.unwrap().me.name, "Anna");
        assert_eq!(refused_whole(open(&token).await), Refusal::LinkSpent);
        let (older, newer) = (fresh().await, fresh().await);
        assert_eq!(refused_whole(open(&older).await), Refusal::LinkSpent, "a newer one has replaced it");
        app.later(30 * 60);
        assert_eq!(refused_whole(open(&newer).await), Refusal::LinkSpent, "it is too old");
        for wrong in ["", "to_", "to_' OR 1=1", "tq_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
            assert_eq!(refused_whole(open(wrong).await), Refusal::LinkSpent);
        }
        let reset = link::make(&app.cx, house.id, anna.user(), Purpose::Reset).await.unwrap();
        assert_eq!(refused_whole(open(&reset).await), Refusal::LinkSpent, "a reset link sets a password");
    });
}

#[test]
fn of_many_who_open_a_link_at_once_one_gets_in() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.person("Anna", Role::Administrator, None).await;
        let token = link::make(&app.cx, house.id, anna.user(), Purpose::First).await.unwrap();
        let tries = (0..16).map(|_| {
            let (cx, token) = (app.cx.clone(), token.clone());
            tokio::spawn(async move { account::open_one_time_link(&cx, &token, Agent::default()).await.is_ok() })
        });
        let opened = futures::future::join_all(tries).await.into_iter().filter(|opened| *opened.as_ref().unwrap());
        assert_eq!(opened.count(), 1);
    });
}

#[test]
fn changing_a_password_ends_other_sessions() {
    on_both(async |app| {
        let (_, _, email) = with_password(&app).await;
        let (here, there) = (sign_in(&app.cx, &email, PASSWORD).await, sign_in(&app.cx, &email, PASSWORD).await);
        let (here, there) = (here.unwrap().token, there.unwrap().token);
        let staff = account::admit_staff(&app.cx, &here).await.unwrap();

        let wrong = account::set_password(&staff, &app.cx, set("", OTHER, "viisi vihreää vihtaa")).await;
        assert_eq!(refused_at(wrong), [("present".to_owned(), Refusal::SignInFailed)]);
        let weak = account::set_password(&staff, &app.cx, set("", PASSWORD, "lyhyt")).await;
        assert_eq!(refused_at(weak), [("password".to_owned(), Refusal::TooShort { shortest: 12 })]);

        account::set_password(&staff, &app.cx, set("", PASSWORD, OTHER)).await.unwrap();
        assert!(account::admit_staff(&app.cx, &here).await.is_ok());
        assert!(account::admit_staff(&app.cx, &there).await.is_err());
        assert_eq!(refused_whole(sign_in(&app.cx, &email, PASSWORD).await), Refusal::SignInFailed);
        sign_in(&app.cx, &email, OTHER).await.unwrap();
    });
}

/// The token of the newest mail.
async fn mailed_token(app: &TestApp) -> String {
    let body = app.texts("SELECT body FROM outbox ORDER BY created_at DESC, id DESC LIMIT 1").await.remove(0);
    let from = body.find("token=").unwrap() + "token=".len();
    body[from..].split('"').next().unwrap().to_owned()
}

#[test]
fn a_forgotten_password_is_set_anew_by_mail() {
    on_both(async |app| {
        let (_, _, email) = with_password(&app).await;
        let session = sign_in(&app.cx, &email, PASSWORD).await.unwrap().token;
        account::request_reset(&app.cx, &email.to_uppercase(), &Agent::default()).await.unwrap();
        let token = mailed_token(&app).await;
        let weak = account::reset_password(&app.cx, set(&token, "", "salasana1234"), Agent::default()).await;
        assert_eq!(refused_at(weak), [("password".to_owned(), Refusal::PasswordTooCommon)]);
        let signed_in = account::reset_password(&app.cx, set(&token, "", OTHER), Agent::default()).await.unwrap();
        assert!(account::admit_staff(&app.cx, &signed_in.token).await.is_ok());
        assert!(account::admit_staff(&app.cx, &session).await.is_err(), "sessions from before have ended");
        let again = account::reset_password(&app.cx, set(&token, "", PASSWORD), Agent::default()).await;
        assert_eq!(refused_whole(again), Refusal::LinkSpent);
        sign_in(&app.cx, &email, OTHER).await.unwrap();
    });
}

#[test]
fn asking_for_a_reset_tells_nothing_and_mails_nobody_else() {
    on_both(async |app| {
        let (_, _, email) = with_password(&app).await;
        account::request_reset(&app.cx, "nobody@talo.test", &Agent::default()).await.unwrap();
        assert!(app.texts("SELECT body FROM outbox").await.is_empty());
        for _ in 0..20 {
            account::request_reset(&app.cx, &email, &Agent::default()).await.unwrap();
        }
        assert_eq!(app.texts("SELECT body FROM outbox").await.len(), 3, "no flood of mails");
        sign_in(&app.cx, &email, PASSWORD).await.unwrap();
    });
}

#[test]
fn whoever_is_set_inactive_is_out_at_once() {
    on_both(async |app| {
        let (house, anna, email) = with_password(&app).await;
        let signed_in = sign_in(&app.cx, &email, PASSWORD).await.unwrap();
        let token = link::make(&app.cx, house.id, anna.user(), Purpose::Invite).await.unwrap();
        app.run("UPDATE users SET active = 0").await.unwrap();
        assert!(account::admit_staff(&app.cx, &signed_in.token).await.is_err());
        assert_eq!(refused_whole(sign_in(&app.cx, &email, PASSWORD).await), Refusal::SignInFailed);
        let opened = account::open_one_time_link(&app.cx, &token, Agent::default()).await;
        assert_eq!(refused_whole(opened), Refusal::LinkSpent);
        account::request_reset(&app.cx, &email, &Agent::default()).await.unwrap();
        assert!(app.texts("SELECT body FROM outbox").await.is_empty());
    });
}

#[test]
fn the_language_of_the_screens_is_kept() {
    on_both(async |app| {
        let house = app.house("Salmela Oy").await;
        let anna = house.seller("Anna").await;
        account::set_language(&anna, &app.cx, Lang::Sv).await.unwrap();
        assert_eq!(account::me(&anna, &app.cx).await.unwrap().language, Lang::Sv);
    });
}
