//! Calendar feeds over HTTP: an address that works without a session, and guesses that do not.
use crate::running::{Folder, JSON, OURS, Running};

#[test]
fn a_calendar_reads_its_feed_and_a_guess_reads_nothing() {
    let folder = Folder::new();
    let server = Running::start(&folder.0, &["serve", "--demo"]);
    let cookie = server.sign_in();
    let own = ("cookie", cookie.as_str());
    let made = server.ask("POST", "/api/calendars/make", &[JSON, OURS, own], "{}");
    assert_eq!(made.status, 200, "{}", made.body);
    let path = |body: &str| {
        let start = body.find("/calendar/").unwrap();
        let end = body[start..].find(".ics").unwrap() + start + 4;
        body[start..end].to_owned()
    };
    let first = path(&made.body);
    let answer = server.ask("GET", &first, &[], "");
    assert_eq!((answer.status, answer.header("content-type")), (200, "text/calendar; charset=utf-8"));
    assert!(answer.body.starts_with("BEGIN:VCALENDAR\r\n") && answer.body.ends_with("END:VCALENDAR\r\n"));
    assert!(answer.body.split_terminator("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')));
    let mark = answer.header("etag").to_owned();
    assert_eq!(server.ask("GET", &first, &[("if-none-match", mark.as_str())], "").status, 304);
    assert_eq!(server.ask("GET", &first, &[("if-none-match", "\"other\"")], "").status, 200);
    let second = path(&server.ask("POST", "/api/calendars/make", &[JSON, OURS, own], "{}").body);
    assert_eq!(server.ask("GET", &first, &[], "").status, 404, "made anew, the old address is nothing");
    assert_eq!(server.ask("GET", &second, &[], "").status, 200);
    assert!(server.ask("POST", "/api/calendars/make", &[JSON, OURS], "{}").status >= 400, "strangers make none");
    assert_eq!(server.ask("GET", "/account", &[own], "").status, 200);
    let statuses: Vec<u16> = (0..20).map(|_| server.ask("GET", "/calendar/tc_guess.ics", &[], "").status).collect();
    assert!(statuses.contains(&404) && statuses.last() == Some(&429), "{statuses:?}");
    assert_eq!(server.ask("GET", &second, &[], "").status, 200, "who knows the address is not held up");
}
