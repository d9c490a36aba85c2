//! The program told to stop, its database away, its disk full: nothing is lost and it goes on by itself.
use crate::{
    proxy::Proxy,
    running::{Folder, JSON, OURS, Running, parse, program, ran, said},
};
use std::{
    io::{Read, Write},
    net::TcpStream,
    process::Command,
    time::{Duration, Instant},
};
use testkit::on_postgres;
use uuid::Uuid;

const CREATE: &str = "/api/quotes/create";

/// A new quotation for a party; the key and the title are one.
fn body(key: Uuid, party: &str) -> String {
    format!(r#"{{"command":{{"key":"{key}","opportunity":null,"party":"{party}","title":"{key}","lines":[]}}}}"#)
}

/// Some customer of the demo company.
fn party(server: &Running, cookie: &str) -> String {
    let found = server.ask("POST", "/api/parties/list", &[JSON, OURS, ("cookie", cookie)], r#"{"query":{}}"#);
    let at = found.body.find("\"id\":\"").expect(&found.body) + 6;
    found.body[at..at + 36].to_owned()
}

/// What was begun when the program is told to stop is answered and kept; what comes later finds a closed door.
#[test]
fn sigterm_loses_no_request() {
    let folder = Folder::new();
    let server = Running::start(&folder.0, &["serve", "--demo"]);
    let cookie = server.sign_in();
    let party = party(&server, &cookie);
    let port = server.port;
    let mut begun: Vec<(Uuid, TcpStream, String)> = (0..16)
        .map(|_| {
            let key = Uuid::new_v4();
            let body = body(key, &party);
            let (sent, rest) = body.split_at(body.len() / 2);
            let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
            let head = format!(
                "POST {CREATE} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\ncontent-type: application/json\r\n\
                 sec-fetch-site: same-origin\r\ncookie: {cookie}\r\ncontent-length: {}\r\n\r\n{sent}",
                body.len()
            );
            stream.write_all(head.as_bytes()).unwrap();
            (key, stream, rest.to_owned())
        })
        .collect();
    // All of them are being read when the word comes.
    std::thread::sleep(Duration::from_millis(300));
    assert!(Command::new("kill").args(["-TERM", &server.pid().to_string()]).status().unwrap().success());
    std::thread::sleep(Duration::from_millis(300));
    let mut made = Vec::new();
    for (key, stream, rest) in &mut begun {
        stream.write_all(rest.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let answer = parse(&bytes).expect("an answer to what was begun");
        assert_eq!(answer.status, 200, "{answer:?}");
        made.push((*key, answer.body));
    }
    assert_eq!(server.ended(), Some(0), "it ended in order");
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err(), "the door is closed");

    let server = Running::start(&folder.0, &["serve"]);
    for (key, id) in made {
        let read =
            server.ask("POST", "/api/quotes/read", &[JSON, OURS, ("cookie", &cookie)], &format!(r#"{{"id":{id}}}"#));
        assert!(read.body.contains(&key.to_string()), "lost: {key} {}", read.body);
    }
}

/// Until the condition holds; at most so many seconds.
fn within(seconds: u64, what: &str, holds: impl Fn() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < Duration::from_secs(seconds), "{what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// While the database is away people get a page that says so and programs a 503; afterwards all is as before,
/// without a restart.
#[test]
fn db_gone_gives_503_then_heals() {
    on_postgres(async |app| {
        let folder = Folder::new();
        let own = app.address();
        let proxy = Proxy::to(own);
        let mut command = program(&folder.0, &["serve", "--demo"]);
        let server = Running::begin(command.env("DATABASE_URL", proxy.address(own)));
        let cookie = server.sign_in();
        let party = party(&server, &cookie);
        let own = ("cookie", cookie.as_str());

        proxy.cut();
        within(20, "health does not tell", || server.ask("GET", "/health", &[], "").status == 503);
        let page = server.ask("GET", "/quotations", &[own, ("accept-language", "fi")], "");
        assert_eq!(page.status, 503, "{}", page.body);
        assert!(page.body.contains("<html lang=\"fi\""), "a page for people: {}", page.body);
        let key = Uuid::new_v4();
        let refused = server.ask("POST", CREATE, &[JSON, OURS, own], &body(key, &party));
        assert_eq!((refused.status, refused.body.contains("unavailable")), (503, true), "{}", refused.body);

        proxy.mend();
        within(20, "it does not heal", || server.ask("GET", "/health", &[], "").status == 200);
        let made = server.ask("POST", CREATE, &[JSON, OURS, own], &body(key, &party));
        assert_eq!(made.status, 200, "{}", made.body);
        assert_eq!(server.ask("GET", "/quotations", &[own], "").status, 200);
        assert_eq!(server.terminate(), Some(0));
    });
}

/// Sets how large a file the program may write, as a full disk would.
#[cfg(target_os = "linux")]
fn largest_file(server: &Running, bytes: &str) {
    let set = Command::new("prlimit").args(["--pid", &server.pid().to_string(), &format!("--fsize={bytes}:")]).status();
    assert!(set.unwrap().success());
}

/// With no room on the disk a write is refused with a sentence, reading goes on, and nothing is half done; with
/// room again the same command succeeds.
#[cfg(target_os = "linux")]
#[test]
fn full_disk_refuses_and_recovers() {
    let folder = Folder::new();
    // The limit's signal is ignored, so that writing fails as it does on a full disk.
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; exec \"$0\" serve --demo", env!("CARGO_BIN_EXE_tarjous")]);
    command.current_dir(&folder.0).env("TARJOUS_DATA", folder.0.join("data"));
    let server = Running::begin(&mut command);
    let cookie = server.sign_in();
    let party = party(&server, &cookie);
    let own = ("cookie", cookie.as_str());

    largest_file(&server, "4096");
    let key = Uuid::new_v4();
    for _ in 0..3 {
        let refused = server.ask("POST", CREATE, &[JSON, OURS, own], &body(key, &party));
        assert_eq!((refused.status, refused.body.contains("unavailable")), (503, true), "{}", refused.body);
    }
    assert_eq!(server.ask("GET", "/quotations", &[own], "").status, 200, "reading goes on");

    largest_file(&server, "unlimited");
    let made = server.ask("POST", CREATE, &[JSON, OURS, own], &body(key, &party));
    assert_eq!(made.status, 200, "{}", made.body);
    let read = server.ask("POST", "/api/quotes/read", &[JSON, OURS, own], &format!(r#"{{"id":{}}}"#, made.body));
    assert!(read.body.contains(&key.to_string()));
    assert_eq!(server.terminate(), Some(0));
    let verified = ran(&folder.0, &["verify"]);
    assert!(verified.status.success(), "{}", said(&verified));
}
