//! What one seller does is told to the open pages of the others, whichever server answers them.
use crate::running::{FORM, Folder, JSON, OURS, Running, program, ran, said};
use std::{
    io::{Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};
use testkit::on_postgres;
use uuid::Uuid;

/// The event stream of a page.
struct Page(TcpStream);

impl Page {
    fn open(server: &Running, cookie: &str) -> Page {
        let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        write!(stream, "GET /live HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: {cookie}\r\n\r\n").unwrap();
        let mut page = Page(stream);
        page.until("text/event-stream");
        page
    }

    /// Reads until the words have come; gives what came.
    fn until(&mut self, words: &str) -> String {
        let (begun, mut heard, mut piece) = (Instant::now(), String::new(), [0; 4096]);
        while !heard.contains(words) {
            assert!(begun.elapsed() < Duration::from_secs(10), "not heard: {words} in {heard}");
            let read = self.0.read(&mut piece).expect("something to hear");
            heard.push_str(&String::from_utf8_lossy(&piece[..read]));
        }
        heard
    }
}

#[test]
fn pages_of_every_server_hear_what_happens_on_one() {
    on_postgres(async |app| {
        let (one, two) = (Folder::new(), Folder::new());
        // Servers that share a database share the key of its audit trail.
        let key = "ab".repeat(32);
        let serve = |folder: &Folder, arguments: &[&str]| {
            let mut command = program(&folder.0, arguments);
            Running::begin(command.env("DATABASE_URL", app.address()).env("TARJOUS_KEY", &key))
        };
        let here = serve(&one, &["serve", "--demo"]);
        let cookie = here.sign_in();
        let there = serve(&two, &["serve"]);
        let own = ("cookie", cookie.as_str());
        let parties = there.ask("POST", "/api/parties/list", &[JSON, OURS, own], r#"{"query":{}}"#);
        assert_eq!(parties.status, 200, "signed in on one server is signed in on the other: {}", parties.body);
        let at = parties.body.find("\"id\":\"").unwrap() + 6;
        let party = &parties.body[at..at + 36];

        let mut near = Page::open(&here, &cookie);
        let mut far = Page::open(&there, &cookie);
        let create = format!(
            r#"{{"command":{{"key":"{}","opportunity":null,"party":"{party}","title":"Uusi","lines":[]}}}}"#,
            Uuid::new_v4()
        );
        let made = here.ask("POST", "/api/quotes/create", &[JSON, OURS, own], &create);
        assert_eq!(made.status, 200, "{}", made.body);
        let id = made.body.trim_matches('"');
        near.until(id);
        far.until(id);
    });
}

#[test]
fn a_page_hears_the_ids_within_its_persons_reach_and_nothing_after_signing_out() {
    let folder = Folder::new();
    assert!(ran(&folder.0, &["demo"]).status.success());
    let add = ["user", "add", "sanna@havulampo.example", "--name", "Sanna Salo", "--role", "seller"];
    let added = said(&ran(&folder.0, &add));
    let token = added.split_once("token=").expect(&added).1.split_whitespace().next().unwrap();
    let server = Running::start(&folder.0, &["serve"]);
    let administrator = server.sign_in();
    let entered = server.ask("POST", "/first", &[FORM], &format!("token={token}"));
    let seller = entered.header("set-cookie").split(';').next().unwrap().to_owned();
    let parties = server.ask("POST", "/api/parties/list", &[JSON, OURS, ("cookie", &seller)], r#"{"query":{}}"#);
    let at = parties.body.find("\"id\":\"").expect(&parties.body) + 6;
    let party = &parties.body[at..at + 36];
    let create = |cookie: &str| {
        let create = format!(
            r#"{{"command":{{"key":"{}","opportunity":null,"party":"{party}","title":"Uusi","lines":[]}}}}"#,
            Uuid::new_v4()
        );
        let made = server.ask("POST", "/api/quotes/create", &[JSON, OURS, ("cookie", cookie)], &create);
        assert_eq!(made.status, 200, "{}", made.body);
        made.body.trim_matches('"').to_owned()
    };

    let mut page = Page::open(&server, &seller);
    let (others, own) = (create(&administrator), create(&seller));
    let heard = page.until(&own);
    assert!(!heard.contains(&others), "the id of somebody else's quotation: {heard}");
    assert!(heard.contains(&Uuid::nil().to_string()), "lists and sums are read again all the same: {heard}");

    let left = server.ask("POST", "/sign-out", &[FORM, OURS, ("cookie", &seller)], "");
    assert_eq!(left.status, 303, "{left:?}");
    create(&administrator);
    let heard = page.until("0\r\n\r\n");
    assert!(!heard.contains("changed"), "after signing out: {heard}");
}
