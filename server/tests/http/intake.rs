//! Posts of strangers: whatever they send, an answer, and nothing that a GET could change.
use crate::running::{FORM, Folder, JSON, OURS, Running};

/// The path of a new web form, `/in/…`.
fn web_form(server: &Running, cookie: &str) -> String {
    let own = ("cookie", cookie);
    let command = r#"{"command":{"key":"0192f0c0-0000-7000-8000-000000000001","id":null,"version":0,"renew":false,
        "fields":{"name":"Etusivu","team":null,"owner":null,"source":"","active":true}}}"#;
    let answer = server.ask("POST", "/api/intake/save", &[JSON, OURS, own], command);
    assert_eq!(answer.status, 200, "{}", answer.body);
    let answer = server.ask("POST", "/api/intake/sources", &[JSON, OURS, own], "{}");
    let at = answer.body.find("/in/tf_").expect("an address");
    answer.body[at..].split('"').next().unwrap().to_owned()
}

/// The inbox as text.
fn inbox(server: &Running, cookie: &str) -> String {
    let query = r#"{"query":{"verdict":null,"before":null}}"#;
    let answer = server.ask("POST", "/api/intake/inbox", &[JSON, OURS, ("cookie", cookie)], query);
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body
}

#[test]
fn hostile_posts_are_answered_and_kept() {
    let folder = Folder::new();
    let server = Running::start(&folder.0, &["serve", "--demo"]);
    let cookie = server.sign_in();
    let path = web_form(&server, &cookie);

    // Any site may post, with or without a word of where it comes from.
    let foreign = [FORM, ("sec-fetch-site", "cross-site"), ("origin", "https://shop.example")];
    let answer = server.ask("POST", &path, &foreign, "name=Mika&email=mika%40aro.example&message=Hei");
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.body.contains("\"made\""), "{}", answer.body);

    let deep = format!("{{\"a\":{}", "{\"a\":".repeat(20_000));
    let many = "email=a%40b.example&".repeat(400);
    for (kind, body, verdict) in [
        (JSON, deep.as_str(), "unreadable"),
        (JSON, "[]", "unreadable"),
        (FORM, "", "unreadable"),
        (FORM, many.as_str(), "made"),
        (("content-type", "text/plain; charset=utf-7"), "email=c%40d.example&x=+AGE-", "made"),
        (("content-type", "multipart/form-data"), "--x", "unreadable"),
        (("content-type", "multipart/form-data; boundary=\"\""), "--\r\n\r\n", "unreadable"),
        (FORM, "%ff%fe=%00&name=%00", "incomplete"),
        (FORM, "email=e%40f.example&_gotcha=buy", "spam"),
    ] {
        let answer = server.ask("POST", &path, &[kind], body);
        assert_eq!(answer.status, 200, "{kind:?}: {}", answer.body);
        assert!(answer.body.contains(&format!("\"{verdict}\"")), "{kind:?} {verdict}: {}", answer.body);
    }
    // Refused by its length; the connection may close before all of it was sent.
    let answer = server.try_ask("POST", &path, &[FORM], &format!("a={}", "x".repeat(300_000)));
    assert!(answer.is_none_or(|answer| answer.status == 413));
    assert!(inbox(&server, &cookie).contains("too_large"));

    // Nothing changes by looking, and there is nothing to see.
    let before = inbox(&server, &cookie);
    assert_eq!(server.ask("GET", &path, &[], "").status, 405);
    let none = "/in/tf_0000000000000000000000000000000000000000000";
    assert_eq!(server.ask("POST", none, &[FORM], "email=a%40b.example").status, 404);
    assert_eq!(server.ask("POST", "/in/%00", &[FORM], "email=a%40b.example").status, 404);
    let form = path.replace("/in/", "/f/");
    assert_eq!(server.ask("GET", &form, &[], "").status, 200);
    assert_eq!(server.ask("GET", &format!("{form}/thanks"), &[], "").status, 200);
    assert_eq!(inbox(&server, &cookie), before);
}

#[test]
fn the_page_of_our_own_works_without_scripts_and_in_a_frame() {
    let folder = Folder::new();
    let server = Running::start(&folder.0, &["serve", "--demo"]);
    let cookie = server.sign_in();
    let form = web_form(&server, &cookie).replace("/in/", "/f/");

    let page = server.ask("GET", &form, &[("accept-language", "sv")], "");
    assert!(page.body.contains("<html lang=\"sv\"") && !page.body.contains("<script"), "{}", page.body);
    assert!(page.header("content-security-policy").contains("frame-ancestors *"));
    let page = server.ask("GET", &format!("{form}?lang=en"), &[("accept-language", "sv")], "");
    assert!(page.body.contains("<html lang=\"en\""));
    let others = server.ask("GET", "/sign-in", &[], "");
    assert!(!others.header("content-security-policy").contains("frame-ancestors *"));

    // What is missing is said, what was typed stays.
    let typed = "name=%3Cb%3EMika&message=Hei+siell%C3%A4&email=";
    let answer = server.ask("POST", &form, &[FORM, OURS], typed);
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("Hei siellä") && answer.body.contains("e-email"), "{}", answer.body);
    assert!(!answer.body.contains("<b>Mika"), "{}", answer.body);
    let answer = server.ask("POST", &form, &[FORM, ("sec-fetch-site", "cross-site")], typed);
    assert_eq!(answer.status, 403);

    let answer = server.ask("POST", &form, &[FORM, OURS], &format!("{typed}mika%40aro.example"));
    assert_eq!((answer.status, answer.header("location")), (303, format!("{form}/thanks?lang=fi").as_str()));
    assert!(inbox(&server, &cookie).contains("\"made\""));

    // One address may not go on without end.
    let last = (0..12).map(|_| server.ask("POST", &form, &[FORM, OURS], typed).status).collect::<Vec<_>>().pop();
    assert_eq!(last, Some(429));
}
