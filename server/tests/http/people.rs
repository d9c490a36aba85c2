//! Whoever is switched off is out at once, whichever way: by an administrator's page, or by the command line.
use crate::running::{Answer, FORM, Folder, JSON, OURS, Running, ran, said};
use serde_json::{Value, json};

const EMAIL: &str = "uusi.myyja@havulampo.example";

/// Makes a user at the command line and signs them in by the printed link.
fn newcomer(folder: &Folder, server: &Running) -> String {
    let added = ran(&folder.0, &["user", "add", EMAIL, "--name", "Uusi Myyjä"]);
    let told = said(&added);
    let token = told.split("token=").nth(1).expect("a link").split_whitespace().next().unwrap();
    let answer = server.ask("POST", "/first", &[FORM], &format!("token={token}"));
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

fn post(server: &Running, cookie: &str, call: &str, body: &Value) -> Answer {
    server.ask("POST", &format!("/api/{call}"), &[JSON, OURS, ("cookie", cookie)], &body.to_string())
}

#[test]
fn a_session_ends_the_moment_somebody_is_switched_off() {
    let folder = Folder::new();
    let server = Running::start(&folder.0, &["serve", "--demo"]);
    let (administrator, theirs) = (server.sign_in(), newcomer(&folder, &server));
    assert_eq!(post(&server, &theirs, "today/read", &json!({})).status, 200);
    let settings = post(&server, &administrator, "settings/read", &json!({}));
    let settings: Value = serde_json::from_str(&settings.body).unwrap();
    let user = settings["users"].as_array().unwrap().iter().find(|user| user["email"] == EMAIL).unwrap();
    let key = uuid::Uuid::new_v4();
    let command = json!({ "command": { "key": key, "id": user["id"], "version": user["version"], "active": false } });
    let answer = post(&server, &administrator, "settings/switch-user", &command);
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(post(&server, &theirs, "today/read", &json!({})).status, 401);
    let again = server.ask("GET", "/live", &[("cookie", &theirs)], "");
    assert_ne!(again.status, 200, "no stream begins any more");
}

#[test]
fn the_command_line_switches_people_and_keeps_the_last_administrator() {
    let folder = Folder::new();
    let server = Running::start(&folder.0, &["serve", "--demo"]);
    let theirs = newcomer(&folder, &server);
    let off = ran(&folder.0, &["user", "off", EMAIL]);
    assert!(off.status.success() && said(&off).contains("may not sign in any more"), "{}", said(&off));
    assert_eq!(post(&server, &theirs, "today/read", &json!({})).status, 401);
    let on = ran(&folder.0, &["user", "on", EMAIL]);
    assert!(on.status.success() && said(&on).contains("may sign in again"), "{}", said(&on));
    assert_eq!(post(&server, &theirs, "today/read", &json!({})).status, 401, "an ended session does not come back");

    let settings = post(&server, &server.sign_in(), "settings/read", &json!({}));
    let settings: Value = serde_json::from_str(&settings.body).unwrap();
    let users = settings["users"].as_array().unwrap();
    let last = users.iter().find(|user| user["role"] == "administrator").unwrap()["email"].as_str().unwrap();
    let refused = ran(&folder.0, &["user", "off", last]);
    assert!(!refused.status.success(), "{}", said(&refused));
    assert!(said(&refused).contains("make another administrator first"), "{}", said(&refused));
    let unknown = ran(&folder.0, &["user", "off", "kukaan@havulampo.example"]);
    assert!(!unknown.status.success() && said(&unknown).contains("Nobody signs in with"), "{}", said(&unknown));
}
