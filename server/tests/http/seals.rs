//! The page on which anybody checks a document, and the answer its script asks for.
use crate::running::{Folder, Running};

#[test]
fn anybody_may_check_a_document_and_nobody_may_ask_without_end() {
    let folder = Folder::new();
    let server = Running::start(&folder.0, &["serve"]);
    let zeros = "0".repeat(64);

    let answer = server.ask("GET", "/verify", &[("accept-language", "sv")], "");
    assert_eq!(answer.status, 200);
    assert!(answer.body.contains("<html lang=\"sv\">"), "{}", answer.body);
    assert!(answer.body.contains("sha256sum"), "it tells how to do it without a script");
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.header("content-security-policy").contains("default-src 'none'"));
    assert!(answer.header("set-cookie").is_empty());
    let answer = server.ask("GET", "/verify?lang=fi&sha256=xyz%22%3E%3Cscript%3E", &[], "");
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("aria-invalid") && !answer.body.contains("\"><script>"), "{}", answer.body);

    let answer = server.ask("GET", &format!("/verify/{zeros}"), &[], "");
    assert_eq!(answer.status, 200);
    assert!(answer.body.contains("\"known\":false") && answer.body.contains("\"seal\":null"), "{}", answer.body);
    for hostile in
        ["x", "..%2f..%2fetc%2fpasswd", "%00", "%27%20OR%201=1", &"0".repeat(63), &"0".repeat(5_000), "%ff%fe"]
    {
        let answer = server.ask("GET", &format!("/verify/{hostile}"), &[], "");
        assert!((400..500).contains(&answer.status), "{hostile}: {answer:?}");
        let answer = server.ask("GET", &format!("/verify?sha256={hostile}"), &[], "");
        assert!(answer.status < 500, "{hostile}: {answer:?}");
    }
    // Nothing is taken in: the address answers to no file.
    assert_eq!(server.ask("POST", "/verify", &[("sec-fetch-site", "same-origin")], "%PDF-1.7").status, 405);

    let statuses: Vec<u16> = (0..70).map(|_| server.ask("GET", &format!("/verify/{zeros}"), &[], "").status).collect();
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
    let answer = server.ask("GET", &format!("/verify?sha256={zeros}"), &[], "");
    assert_eq!(answer.status, 429);
    assert_eq!(server.ask("GET", "/verify", &[], "").status, 200, "the page itself is always there");
}
