//! What one seller does is told to the open pages of the others, whichever server answers them.
use crate::running::{Folder, JSON, OURS, Running, program};
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

    /// Reads until the words have come.
    fn until(&mut self, words: &str) {
        let (begun, mut heard, mut piece) = (Instant::now(), String::new(), [0; 4096]);
        while !heard.contains(words) {
            assert!(begun.elapsed() < Duration::from_secs(10), "not heard: {words} in {heard}");
            let read = self.0.read(&mut piece).expect("something to hear");
            heard.push_str(&String::from_utf8_lossy(&piece[..read]));
        }
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
