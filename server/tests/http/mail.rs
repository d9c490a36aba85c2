//! Mails that are posted: whatever they are, an answer, kept as they came, and readable in the inbox.
use crate::running::{Folder, JSON, OURS, Running};

const MAIL: (&str, &str) = ("content-type", "message/rfc822");

/// The path that mails of a new mailbox are posted to, `/in/…/mail`.
fn mailbox(server: &Running, cookie: &str) -> String {
    let own = ("cookie", cookie);
    let command = r#"{"command":{"key":"0192f0c0-0000-7000-8000-000000000001","id":null,"version":0,"renew":false,
        "password":"","fields":{"name":"Myynti","team":null,"owner":null,"source":"","active":true,"fetched":false,
        "server":{"host":"","port":"","encryption":"tls","user":"","folder":"INBOX","move_to":""}}}}"#;
    let answer = server.ask("POST", "/api/mailboxes/save", &[JSON, OURS, own], command);
    assert_eq!(answer.status, 200, "{}", answer.body);
    let answer = server.ask("POST", "/api/mailboxes/list", &[JSON, OURS, own], "{}");
    let at = answer.body.find("/in/tm_").expect("an address");
    answer.body[at..].split('"').next().unwrap().to_owned()
}

#[test]
fn hostile_mails_are_answered_and_kept() {
    let folder = Folder::new();
    let server = Running::start(&folder.0, &["serve", "--demo"]);
    let cookie = server.sign_in();
    let path = mailbox(&server, &cookie);

    let many: String =
        (0..1_000).map(|at| format!("--x\r\nContent-Disposition: attachment; filename={at}\r\n\r\na\r\n")).collect();
    let many = format!("From: a@many.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n{many}");
    let deep = format!("From: a@deep.example\r\n{}", "Content-Type: message/rfc822\r\n\r\n".repeat(3_000));
    let large = format!("From: a@large.example\r\nSubject: kuvat\r\n\r\n{}", "x".repeat(9 * 1024 * 1024));
    let loops = "From: a@loop.example\r\nX-Loop: myynti@x.example\r\n\r\nHei";
    let header =
        "From: \"<script>alert(1)</script>\" <a@script.example>\r\nSubject: <img src=x onerror=alert(1)>\r\n\r\nHei";
    for (body, verdict) in [
        ("", "unreadable"),
        ("hello", "unreadable"),
        (many.as_str(), "made"),
        (deep.as_str(), "made"),
        (large.as_str(), "made"),
        (loops, "automatic"),
        (header, "made"),
        (header, "repeated"),
        ("From: nobody\r\nSubject: x\r\n\r\nHei", "incomplete"),
        ("From: a@set.example\r\nContent-Type: text/plain; charset=klingon\r\n\r\nHei", "made"),
    ] {
        let answer = server.ask("POST", &path, &[MAIL], body);
        let told: String = body.chars().take(60).collect();
        assert_eq!(answer.status, 200, "{told}: {}", answer.body);
        assert!(answer.body.contains(&format!("\"{verdict}\"")), "{told}: {}", answer.body);
    }
    // Refused by its length; the connection may close before all of it was sent.
    let answer = server.try_ask("POST", &path, &[MAIL], &"x".repeat(11 * 1024 * 1024));
    assert!(answer.is_none_or(|answer| answer.status == 413 && answer.body.contains("10")));

    let own = ("cookie", cookie.as_str());
    let query = r#"{"query":{"verdict":null,"before":null}}"#;
    let inbox = server.ask("POST", "/api/intake/inbox", &[JSON, OURS, own], query).body;
    assert!(inbox.contains("mail_too_large") && inbox.contains("kuvat"), "{inbox}");
    // The page shows words, never markup of a stranger's.
    let page = server.ask("GET", "/inbox", &[own], "");
    assert_eq!(page.status, 200);
    assert!(!page.body.contains("<script>alert(1)") && !page.body.contains("<img src=x"), "{}", page.body);

    // An address for mail takes no forms, and nothing by looking.
    assert_eq!(server.ask("GET", &path, &[], "").status, 405);
    assert_eq!(server.ask("POST", path.trim_end_matches("/mail"), &[JSON], "{}").status, 404);
    assert_eq!(server.ask("GET", &path.replace("/in/", "/f/").replace("/mail", ""), &[], "").status, 404);
    let none = "/in/tm_0000000000000000000000000000000000000000000/mail";
    assert_eq!(server.ask("POST", none, &[MAIL], "From: a@b.example\r\n\r\nHei").status, 404);
}
