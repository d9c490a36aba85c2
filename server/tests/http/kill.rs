//! The program killed in the middle, again and again.
use crate::running::{Folder, JSON, OURS, Running, ask};
use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use uuid::Uuid;

/// Kills in each run; many more before a release, by `TARJOUS_KILLS`.
const KILLS: usize = 20;
const WRITERS: usize = 4;

fn body(key: Uuid, party: &str) -> String {
    format!(r#"{{"command":{{"key":"{key}","opportunity":null,"party":"{party}","title":"{key}","lines":[]}}}}"#)
}

/// Writers send quotations with keys; after each kill every acknowledged one is there, and a retry of the same key
/// gives the same one. At the end the numbers have no gap and the trail is whole.
#[test]
fn acknowledged_writes_survive_kill() {
    let kills = std::env::var("TARJOUS_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(KILLS);
    let folder = Folder::new();
    let server = Running::start(&folder.0, &["serve", "--demo"]);
    let cookie = server.sign_in();
    let headers = |cookie: &str| {
        [JSON, OURS]
            .map(|(n, v)| (n.to_owned(), v.to_owned()))
            .into_iter()
            .chain([("cookie".to_owned(), cookie.to_owned())])
            .collect::<Vec<_>>()
    };
    let plain: Vec<(String, String)> = headers(&cookie);
    let refs: Vec<(&str, &str)> = plain.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let suggested = server.ask("POST", "/api/parties/list", &refs, r#"{"query":{}}"#);
    let at = suggested.body.find("\"id\":\"").expect(&suggested.body) + 6;
    let party = suggested.body[at..at + 36].to_owned();
    server.kill();

    let ledger: Arc<Mutex<Vec<(Uuid, String)>>> = Arc::default();
    for cycle in 0..kills {
        let server = Running::start(&folder.0, &["serve"]);
        let (port, stop) = (server.port, Arc::new(AtomicBool::new(false)));
        let writers: Vec<_> = (0..WRITERS)
            .map(|_| {
                let (ledger, stop, plain, party) = (ledger.clone(), stop.clone(), plain.clone(), party.clone());
                std::thread::spawn(move || {
                    let headers: Vec<(&str, &str)> = plain.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
                    while !stop.load(Ordering::SeqCst) {
                        let key = Uuid::new_v4();
                        match ask(port, "POST", "/api/quotes/create", &headers, &body(key, &party)) {
                            Some(answer) if answer.status == 200 => ledger.lock().unwrap().push((key, answer.body)),
                            _ => return,
                        }
                    }
                })
            })
            .collect();
        std::thread::sleep(Duration::from_millis(60 + (cycle as u64 * 37) % 200));
        server.kill();
        stop.store(true, Ordering::SeqCst);
        writers.into_iter().for_each(|writer| writer.join().unwrap());
    }

    let server = Running::start(&folder.0, &["serve"]);
    let ledger = ledger.lock().unwrap().clone();
    assert!(ledger.len() >= kills, "only {} writes were acknowledged", ledger.len());
    for (key, answered) in &ledger {
        let again = server.ask("POST", "/api/quotes/create", &refs, &body(*key, &party));
        assert_eq!((again.status, &again.body), (200, answered), "a retry gives the first answer");
        let read = server.ask("POST", "/api/quotes/read", &refs, &format!(r#"{{"id":{answered}}}"#));
        assert!(read.body.contains(&key.to_string()), "lost: {key} {answered} {}", read.body);
    }
    assert_eq!(server.terminate(), Some(0));
    let verified = crate::running::ran(&folder.0, &["verify"]);
    assert!(verified.status.success(), "{}", crate::running::said(&verified));
}
