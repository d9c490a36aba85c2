//! What one address may try at all doors together, and paths that lead back.
use crate::running::{FORM, Folder, Running, program};

#[test]
fn one_address_may_try_so_often_at_all_doors_together_and_others_go_on() {
    let folder = Folder::new();
    let mut command = program(&folder.0, &["serve"]);
    let server = Running::begin(command.env("TARJOUS_PROXIES", "127.0.0.1"));
    let post = |from: &str, path: &str, body: &str| {
        let answer = server.ask("POST", path, &[FORM, ("x-forwarded-for", from)], body);
        assert_eq!(answer.status, 303, "{path}: {}", answer.body);
        answer.header("location").to_owned()
    };
    for n in 0..30 {
        let to = post("192.0.2.7", "/first", &format!("token=to_{n}"));
        assert!(to.contains("problem=link_spent"), "{n}: {to}");
    }
    for (path, body) in [
        ("/sign-in", "email=a%40b.example&password=x"),
        ("/sign-in/forgotten", "email=a%40b.example"),
        ("/set-password", "token=to_x&password=kolme+kuivaa+halkoa"),
        ("/first", "token=to_x"),
    ] {
        let to = post("192.0.2.7", path, body);
        assert!(to.contains("problem=too_many_attempts&seconds="), "{path}: {to}");
        let to = post("192.0.2.8", path, body);
        assert!(!to.contains("too_many_attempts"), "{path}: {to}");
    }
    // The administrator, from elsewhere, comes in; it is no try that counts.
    server.sign_in();
}

#[test]
fn a_path_that_leads_back_is_nowhere() {
    let folder = Folder::new();
    let server = Running::start(&folder.0, &["serve"]);
    for path in [
        "/pkg/../quotations",
        "/sign-in/../quotations",
        "/q/%2e%2e/quotations",
        "/set-password/.%2E/api/quotes/list",
        "/verify/..%2fquotations",
        "/./quotations",
    ] {
        let answer = server.ask("GET", path, &[], "");
        assert_eq!(answer.status, 404, "{path}: {}", answer.body);
        assert!(!answer.body.contains("<html"), "{path} is shown as a page");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
    assert_eq!(server.ask("GET", "/sign-in", &[], "").status, 200);
}
