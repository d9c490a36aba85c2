//! What strangers try at the door keeps nobody out.
use domain::refusal::Refusal;
use testkit::{TestApp, on_both, refused_whole};
use usecases::{
    Cx, Denied, Staff,
    account::{self, SignedIn},
    actors::Agent,
};
use wire::account::{SetPassword, SignIn};

const PASSWORD: &str = "kolme kuivaa koivuhalkoa";
const OTHER: &str = "neljä märkää mäntypölkkyä";
const WRONG: &str = "viisi vihreää vihtaa";
const HOME: &str = "192.0.2.7";

fn at(address: &str) -> Agent {
    Agent { address: address.into(), user_agent: "Test".into() }
}

fn set(token: &str, present: &str, password: &str) -> SetPassword {
    SetPassword { token: token.into(), present: present.into(), password: password.into() }
}

async fn sign_in(cx: &Cx, address: &str, email: &str, password: &str) -> Result<SignedIn, Denied> {
    account::sign_in(cx, SignIn { email: email.into(), password: password.into() }, at(address)).await
}

/// Anna, who has a password, and her address.
async fn anna(app: &TestApp) -> (Staff, String) {
    let anna = app.house("Salmela Oy").await.seller("Anna Salo").await;
    account::set_password(&anna, &app.cx, set("", "", PASSWORD)).await.unwrap();
    let email = account::me(&anna, &app.cx).await.unwrap().email;
    (anna, email)
}

/// The tokens of the mailed links, oldest first.
async fn tokens(app: &TestApp) -> Vec<String> {
    let mails = app.texts("SELECT body FROM outbox ORDER BY created_at, id").await;
    let token = |mail: String| Some(mail.split_once("token=")?.1.split('"').next()?.to_owned());
    mails.into_iter().filter_map(token).collect()
}

#[test]
fn who_tries_from_elsewhere_keeps_the_owner_from_nothing() {
    on_both(async |app| {
        let (_, email) = anna(&app).await;
        for stranger in ["198.51.100.9", "2001:db8:bad:1::"] {
            for _ in 0..30 {
                let _ = sign_in(&app.cx, stranger, &email, WRONG).await;
            }
            let refused = refused_whole(sign_in(&app.cx, stranger, &email, PASSWORD).await);
            assert!(matches!(refused, Refusal::TooManyAttempts { .. }), "{stranger}: {refused:?}");
            sign_in(&app.cx, HOME, &email, PASSWORD).await.unwrap();
        }
        // Another address of the same subscriber, and another way to write the same address, are the same.
        for same in ["2001:db8:bad:1:ffff::2", "::ffff:198.51.100.9"] {
            let refused = refused_whole(sign_in(&app.cx, same, &email, PASSWORD).await);
            assert!(matches!(refused, Refusal::TooManyAttempts { .. }), "{same}: {refused:?}");
        }
        sign_in(&app.cx, "2001:db8:bad:2::", &email, PASSWORD).await.unwrap();
    });
}

#[test]
fn who_tries_from_everywhere_is_slowed_down_and_the_owner_waits_seconds() {
    on_both(async |app| {
        let (_, email) = anna(&app).await;
        for network in 0..25 {
            for _ in 0..4 {
                let refused = refused_whole(sign_in(&app.cx, &format!("10.0.{network}.1"), &email, WRONG).await);
                assert_eq!(refused, Refusal::SignInFailed);
            }
        }
        let waiting = Refusal::TooManyAttempts { seconds: 5 };
        assert_eq!(refused_whole(sign_in(&app.cx, "10.0.99.1", &email, WRONG).await), waiting);
        assert_eq!(refused_whole(sign_in(&app.cx, HOME, &email, PASSWORD).await), waiting);
        app.later(5);
        sign_in(&app.cx, HOME, &email, PASSWORD).await.unwrap();
        // Nobody else's address waits along.
        assert_eq!(refused_whole(sign_in(&app.cx, HOME, "nobody@talo.test", WRONG).await), Refusal::SignInFailed);
    });
}

#[test]
fn the_door_and_the_change_of_a_password_are_counted_apart() {
    on_both(async |app| {
        let (anna, email) = anna(&app).await;
        for _ in 0..8 {
            let _ = sign_in(&app.cx, HOME, &email, WRONG).await;
        }
        account::set_password(&anna, &app.cx, set("", PASSWORD, OTHER)).await.unwrap();
        for _ in 0..8 {
            let _ = account::set_password(&anna, &app.cx, set("", WRONG, PASSWORD)).await;
        }
        let refused = account::set_password(&anna, &app.cx, set("", OTHER, PASSWORD)).await;
        assert!(matches!(refused_whole(refused), Refusal::TooManyAttempts { .. }), "there it waits");
        sign_in(&app.cx, "192.0.2.8", &email, OTHER).await.unwrap();
    });
}

#[test]
fn a_stranger_who_asks_for_a_link_ends_none_of_the_owners() {
    on_both(async |app| {
        let (_, email) = anna(&app).await;
        account::request_reset(&app.cx, &email, &at(HOME)).await.unwrap();
        for n in 0..20 {
            account::request_reset(&app.cx, &email, &at(&format!("198.51.100.{n}"))).await.unwrap();
        }
        let mailed = tokens(&app).await;
        assert_eq!(mailed.len(), 3, "and her mailbox is not flooded");
        let entered = account::reset_password(&app.cx, set(&mailed[0], "", OTHER), at(HOME)).await.unwrap();
        assert_eq!(entered.me.email, email);
        // Once there is a new password, the others are spent.
        for spent in &mailed {
            let again = account::reset_password(&app.cx, set(spent, "", WRONG), at(HOME)).await;
            assert_eq!(refused_whole(again), Refusal::LinkSpent);
        }
        account::request_reset(&app.cx, &email, &at(HOME)).await.unwrap();
        assert_eq!(tokens(&app).await.len(), 4, "a next one can be asked for at once");
    });
}

#[test]
fn links_that_are_too_old_make_room() {
    on_both(async |app| {
        let (_, email) = anna(&app).await;
        for _ in 0..4 {
            account::request_reset(&app.cx, &email, &at(HOME)).await.unwrap();
        }
        app.later(30 * 60);
        account::request_reset(&app.cx, &email, &at(HOME)).await.unwrap();
        let mailed = tokens(&app).await;
        assert_eq!(mailed.len(), 4);
        account::reset_password(&app.cx, set(&mailed[3], "", OTHER), at(HOME)).await.unwrap();
    });
}

#[test]
fn of_many_who_ask_at_once_three_links_are_made() {
    on_both(async |app| {
        let (_, email) = anna(&app).await;
        let asked = (0..12).map(|n| {
            let (cx, email) = (app.cx.clone(), email.clone());
            tokio::spawn(async move { account::request_reset(&cx, &email, &at(&format!("10.1.{n}.1"))).await })
        });
        for answer in futures::future::join_all(asked).await {
            answer.unwrap().unwrap();
        }
        assert_eq!(tokens(&app).await.len(), 3);
    });
}
