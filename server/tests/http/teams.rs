//! Teams whatever is sent: an answer that is never a fault, and nothing kept of what was refused.
use crate::running::{Folder, JSON, OURS, Running};

fn command(fields: &str) -> String {
    format!(r#"{{"command":{{"key":"0192f0c0-0000-7000-8000-000000000009","id":null,"version":0,"fields":{fields}}}}}"#)
}

fn team(name: &str, position: &str, rule: &str, members: &str) -> String {
    command(&format!(
        r#"{{"name":{name},"position":{position},"assigns":true,"turn":"rotation","rule":{rule},"members":{members}}}"#
    ))
}

#[test]
fn hostile_teams_are_refused_and_never_a_fault() {
    let folder = Folder::new();
    let server = Running::start(&folder.0, &["serve", "--demo"]);
    let cookie = server.sign_in();
    let own = ("cookie", cookie.as_str());
    let listed = || server.ask("POST", "/api/teams/list", &[JSON, OURS, own], "{}").body;
    let before = listed();
    let many = format!(r#"{{"words":[{}]}}"#, vec!["\"a\""; 5_000].join(","));
    let nobody = r#"{"user":"0192f0c0-0000-7000-8000-000000000001","own":true,"capacity":30,"paused":false,
        "away_from":null,"away_to":null,"wish":"any","rule":{}}"#;
    let crowd = format!("[{}]", vec![nobody; 500].join(","));
    for body in [
        team(r#""""#, "0", "{}", "[]"),
        team(r#""\u0000\u202e""#, "0", "{}", "[]"),
        team(r#""A""#, "4294967295", "{}", "[]"),
        team(r#""A""#, "-1", "{}", "[]"),
        team(r#""A""#, "0", &many, "[]"),
        team(r#""A""#, "0", r#"{"least":"79228162514264337593543950335"}"#, "[]"),
        team(r#""A""#, "0", r#"{"least":"-0.001","most":"NaN"}"#, "[]"),
        team(r#""A""#, "0", r#"{"countries":["\u0000\u0000","Robert'); DROP TABLE teams;--"]}"#, "[]"),
        team(r#""A""#, "0", r#"{"languages":["tlh"]}"#, "[]"),
        team(r#""A""#, "0", r#"{"sql":"1=1"}"#, "[]"),
        team(r#""A""#, "0", "{}", &format!("[{nobody}]")),
        team(r#""A""#, "0", "{}", &crowd),
        team(r#""A""#, "0", "{}", &format!("[{}]", nobody.replace("null", r#""9999-99-99""#))),
        command("{}"),
        "{}".to_owned(),
        "[".to_owned(),
    ] {
        let answer = server.ask("POST", "/api/teams/save", &[JSON, OURS, own], &body);
        assert!((400..500).contains(&answer.status), "{}: {} {body:.200}", answer.status, answer.body);
    }
    let give = r#"{"command":{"key":"0192f0c0-0000-7000-8000-000000000008","rows":[{"id":"x"}]}}"#;
    let answer = server.ask("POST", "/api/assignment/give", &[JSON, OURS, own], give);
    assert!((400..500).contains(&answer.status), "{}", answer.body);
    assert_eq!(listed(), before, "nothing was kept");

    // Reading changes nothing, and strangers are let in nowhere.
    for path in ["/api/teams/list", "/api/assignment/plan", "/api/assignment/simulate"] {
        assert_eq!(server.ask("POST", path, &[JSON, OURS, own], "{}").status, 200, "{path}");
        assert!(server.ask("POST", path, &[JSON, OURS], "{}").status >= 400, "{path}");
    }
    for path in ["/settings/teams", "/assignment"] {
        assert_eq!(server.ask("GET", path, &[own], "").status, 200, "{path}");
    }
    assert_eq!(listed(), before);
}
