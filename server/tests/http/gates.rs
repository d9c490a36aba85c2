//! Who gets in, and from where.
use crate::running::{FORM, Folder, JSON, OURS, Running};

#[test]
fn strangers_are_sent_to_the_door_and_foreign_pages_are_refused() {
    let folder = Folder::new();
    let server = Running::start(&folder.0, &["serve", "--demo"]);

    // Machines that search are told what is not theirs.
    let answer = server.ask("GET", "/robots.txt", &[], "");
    assert!(answer.status == 200 && answer.body.contains("Disallow: /o/"), "{answer:?}");

    // A stranger.
    let answer = server.ask("GET", "/quotations?filter=open", &[], "");
    assert_eq!((answer.status, answer.header("location")), (303, "/sign-in?next=/quotations%3Ffilter%3Dopen"));
    let answer = server.ask("POST", "/api/quotes/list", &[JSON, OURS], r#"{"query":{}}"#);
    assert_eq!(answer.status, 401, "{}", answer.body);

    // The administrator.
    let cookie = server.sign_in();
    let own = ("cookie", cookie.as_str());
    let answer = server.ask("POST", "/api/quotes/list", &[JSON, OURS, own], r#"{"query":{}}"#);
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.body.contains("T-2026-0001") || answer.body.contains("\"total\":7"), "{}", answer.body);
    // The palette, with what is hostile in a search too.
    let answer = server.ask("POST", "/api/palette/search", &[JSON, OURS], r#"{"text":"T-2026"}"#);
    assert_eq!(answer.status, 401, "{}", answer.body);
    let answer = server.ask("POST", "/api/palette/search", &[JSON, OURS, own], r#"{"text":"T-2026"}"#);
    assert!(answer.status == 200 && answer.body.contains("T-2026-"), "{}", answer.body);
    let long = format!(r#"{{"text":"{}"}}"#, "x".repeat(10_000));
    for body in [r#"{"text":"\" OR NEAR( %_\\"}"#, r#"{"text":"\u0000abc\u0007"}"#, long.as_str()] {
        assert_eq!(server.ask("POST", "/api/palette/search", &[JSON, OURS, own], body).status, 200, "{body}");
    }
    // The link works once.
    let token = server.first.clone().unwrap().trim_start_matches("/first/").to_owned();
    let answer = server.ask("POST", "/first", &[FORM], &format!("token={token}"));
    assert!(answer.header("location").contains("problem=link_spent"), "{answer:?}");

    // The same request from elsewhere, in every form a browser can be made to send it.
    for from in [
        vec![("sec-fetch-site", "cross-site")],
        vec![("sec-fetch-site", "same-site")],
        vec![("origin", "https://evil.example")],
        vec![("origin", "null")],
        vec![],
    ] {
        for kind in [JSON, FORM, ("content-type", "text/plain")] {
            let mut headers = vec![kind, own];
            headers.extend(from.iter().copied());
            let answer = server.ask("POST", "/api/quotes/list", &headers, r#"{"query":{}}"#);
            assert_eq!(answer.status, 403, "{headers:?}");
            let answer = server.ask("POST", "/sign-out", &headers, "");
            assert_eq!(answer.status, 403, "{headers:?}");
        }
    }

    // Unknown addresses, unreadable bodies, other people's ids: a clear no, never a 500.
    for (method, path, body, status) in [
        ("GET", "/files/00000000-0000-7000-8000-000000000000", "", 404),
        ("GET", "/files/%00", "", 404),
        ("GET", "/quotations/00000000-0000-7000-8000-000000000000/pdf", "", 404),
        ("POST", "/api/quotes/read", r#"{"id":"00000000-0000-7000-8000-000000000000"}"#, 404),
        ("GET", "/nothing-here", "", 404),
    ] {
        let answer = server.ask(method, path, &[JSON, OURS, own], body);
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
    }
    // An address that says something odd is answered as an odd body is: with a problem the page can say.
    for path in ["content-files/bring?film=maybe", "statements/bring?nome=a", "imports/bring?kind=nothing"] {
        let answer = server.ask("POST", &format!("/api/{path}"), &[JSON, OURS, own], "x");
        assert_eq!((answer.status, answer.header("content-type")), (400, "application/json"), "{path}: {answer:?}");
        assert!(answer.body.contains("unreadable"), "{path}: {}", answer.body);
    }
    let answer = server.ask("POST", "/api/quotes/read", &[JSON, OURS, own], "{\"id\":");
    assert!((400..500).contains(&answer.status), "{answer:?}");
    // Refused by its length alone; the connection may close before all of it was sent.
    let answer = server.try_ask("POST", "/api/quotes/read", &[JSON, OURS, own], &"x".repeat(5_000_000));
    assert!(answer.is_none_or(|answer| answer.status == 413));
    assert_eq!(server.ask("GET", "/health", &[], "").status, 200, "and the program goes on");

    assert_eq!(server.terminate(), Some(0), "asked politely, it ends in order");
}

#[test]
fn a_wrong_link_shows_a_page_and_many_are_too_many() {
    let folder = Folder::new();
    let server = Running::start(&folder.0, &["serve"]);
    let answer = server.ask("GET", "/o/tq_nothing", &[], "");
    assert_eq!(answer.status, 404);
    assert!(answer.body.contains("<html lang"), "{}", answer.body);
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"));
    assert_eq!(answer.header("cache-control"), "no-store");
    let statuses: Vec<u16> = (0..12).map(|_| server.ask("GET", "/o/tq_nothing", &[], "").status).collect();
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
    // The page itself without its cookie.
    assert_eq!(server.ask("GET", "/q/abcdefghij", &[], "").status, 401);
    assert_eq!(server.ask("GET", "/q/..%2f..%2fetc", &[], "").status, 404);
    // An empty installation answers at `/`.
    assert_eq!(server.ask("GET", "/", &[], "").status, 303);
    assert_eq!(server.ask("GET", "/sign-in", &[], "").status, 200);
}
