//! Killed in the middle of acts that write in several places: each is there whole or not at all, and trying again with the
//! same keys makes each of them once.
use crate::running::{Folder, JSON, OURS, Running, ask, ran, said};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use uuid::Uuid;

/// Kills; many more before a release, by `TARJOUS_KILLS`.
const KILLS: usize = 8;
const WRITERS: usize = 3;

/// Who asks, and what there is.
#[derive(Clone)]
struct Desk {
    port: u16,
    cookie: String,
    /// The stage that a plan belongs to.
    stage: Value,
}

/// A chain of acts: what was sent for its merge, and what was acknowledged of each step.
#[derive(Clone, Default)]
struct Chain {
    merge: Option<Value>,
    told: Vec<Value>,
}

/// Every chain that was begun, by what its keys are made of.
type Ledger = Mutex<Vec<(Uuid, Arc<Mutex<Chain>>)>>;

impl Desk {
    /// An answer that was given; nothing where the connection broke.
    fn call(&self, path: &str, body: &Value) -> Option<Value> {
        let headers = [JSON, OURS, ("cookie", self.cookie.as_str())];
        let answer = ask(self.port, "POST", &format!("/api/{path}"), &headers, &body.to_string())?;
        // A server that is going down may still say so.
        if answer.status == 503 {
            return None;
        }
        assert_eq!(answer.status, 200, "{path} {body}: {}", answer.body);
        serde_json::from_str(&answer.body).ok()
    }

    fn read(&self, id: &Value) -> Option<Value> {
        self.call("crm/read", &json!({ "id": id }))
    }

    /// Everything that is done with one opportunity, or as far as it went. Done again it comes to the same.
    fn chain(&self, base: Uuid, chain: &Mutex<Chain>) -> Option<()> {
        let key = |nr: u128| Uuid::from_u128(base.as_u128() ^ nr);
        let step = |nr: usize, value: &Value| {
            let mut chain = chain.lock().unwrap();
            match chain.told.get(nr).cloned() {
                Some(told) => assert_eq!(&told, value, "the same key, step {nr}"),
                None => chain.told.push(value.clone()),
            }
        };
        let new = |nr: u128, title: &str| {
            json!({ "command": { "key": key(nr), "title": title, "party": null, "contact_name": "", "email": "", "phone": "",
                "expected": "0", "expected_close": null, "stage": null } })
        };
        let id = self.call("crm/create", &new(1, &base.to_string()))?;
        step(0, &id);
        let twin = self.call("crm/create", &new(2, &format!("Twin of {base}")))?;
        step(1, &twin);

        let view = self.read(&id)?;
        if view["stage"] != self.stage {
            let command = json!({ "id": id, "version": view["version"], "stage": self.stage });
            self.call("crm/move", &json!({ "command": command }))?;
        }

        let fields = json!({ "kind": "meeting", "type_id": null, "summary": "Meets", "note": "", "due_on": "2031-12-01", "user": null });
        let activity = json!({ "key": key(3), "opportunity": id, "fields": fields });
        let guest = json!({ "name": "Kaisa Kelo", "email": format!("{}@kelo.example", base.simple()), "user": null });
        let meeting = json!({ "starts": "2031-12-01T10:00:00", "ends": "2031-12-01T11:00:00", "place": "", "agenda": "",
            "reminder_minutes": null, "attendees": [guest], "tell": true });
        let met =
            self.call("meetings/schedule", &json!({ "command": { "activity": activity, "meeting": meeting } }))?;
        step(2, &met);

        let tag = json!({ "key": key(4), "id": id, "add": [format!("kill {}", base.as_u128() % 5)], "remove": [] });
        let tagged = self.call("tags/give", &json!({ "command": tag }))?;
        step(3, &tagged);

        let command = chain.lock().unwrap().merge.clone();
        let command = match command {
            Some(command) => command,
            None => {
                let (stays, goes) = (self.read(&id)?, self.read(&twin)?);
                let command = json!({ "key": key(5), "stays": id, "stays_version": stays["version"], "goes": twin,
                    "goes_version": goes["version"], "taken": [] });
                chain.lock().unwrap().merge = Some(command.clone());
                command
            }
        };
        let merged = self.call("crm/merge", &json!({ "command": command }))?;
        step(4, &merged);
        Some(())
    }

    /// Whom mails go to, from all pages of the outbox.
    fn mailed(&self) -> BTreeMap<String, usize> {
        let mut out = BTreeMap::new();
        for page in 0.. {
            let query =
                json!({ "query": { "search": "", "filter": "", "sort": "", "descending": false, "page": page } });
            let told = self.call("messages/outbox", &query).unwrap();
            let rows = told["rows"].as_array().unwrap();
            for row in rows {
                *out.entry(row["to"].as_str().unwrap_or_default().to_owned()).or_default() += 1;
            }
            if rows.is_empty() {
                break;
            }
        }
        out
    }
}

/// A stage that starts a plan of one step.
fn with_plan(server: &Running, cookie: &str) -> Desk {
    let mut desk = Desk { port: server.port, cookie: cookie.to_owned(), stage: Value::Null };
    let told = desk.call("settings/read", &json!({})).unwrap();
    desk.stage = told["stages"][1]["id"].clone();
    let types = desk.call("activity-types/list", &json!({})).unwrap();
    let step = json!({ "id": null, "type_id": types["types"][0]["id"], "summary": "Of the plan", "note": "", "away": 2,
        "who": "launcher", "user": null });
    let fields =
        json!({ "name": "Of the stage", "team": null, "steps": [step], "stages": [desk.stage], "retired": false });
    let command = json!({ "key": Uuid::new_v4(), "id": null, "version": 0, "fields": fields });
    desk.call("activity-plans/save", &json!({ "command": command })).unwrap();
    desk
}

#[test]
fn what_is_killed_in_the_middle_is_there_whole_or_not_at_all() {
    let kills = std::env::var("TARJOUS_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(KILLS);
    let folder = Folder::new();
    let server = Running::start(&folder.0, &["serve", "--demo"]);
    let cookie = server.sign_in();
    let desk = with_plan(&server, &cookie);
    server.kill();

    let ledger = Arc::<Ledger>::default();
    for cycle in 0..kills {
        let server = Running::start(&folder.0, &["serve"]);
        let stop = Arc::new(AtomicBool::new(false));
        let writers: Vec<_> = (0..WRITERS)
            .map(|_| {
                let desk = Desk { port: server.port, ..desk.clone() };
                let (ledger, stop) = (ledger.clone(), stop.clone());
                std::thread::spawn(move || {
                    while !stop.load(Ordering::SeqCst) {
                        let (base, chain) =
                            (Uuid::from_u128(Uuid::new_v4().as_u128() & !7), Arc::<Mutex<Chain>>::default());
                        ledger.lock().unwrap().push((base, chain.clone()));
                        if desk.chain(base, &chain).is_none() {
                            return;
                        }
                    }
                })
            })
            .collect();
        std::thread::sleep(Duration::from_millis(80 + (cycle as u64 * 41) % 190));
        server.kill();
        stop.store(true, Ordering::SeqCst);
        writers.into_iter().for_each(|writer| writer.join().unwrap());
    }

    let server = Running::start(&folder.0, &["serve"]);
    let desk = Desk { port: server.port, ..desk };
    let ledger = ledger.lock().unwrap().clone();
    let told: usize = ledger.iter().map(|(_, chain)| chain.lock().unwrap().told.len()).sum();
    assert!(told >= kills, "only {told} steps were acknowledged");

    // By halves is nothing: who stands in the stage has its step, who has a meeting has a mail about it.
    let mails = desk.mailed();
    for (base, chain) in &ledger {
        let Some(id) = chain.lock().unwrap().told.first().cloned() else { continue };
        let view = desk.read(&id).unwrap();
        let activities = view["activities"].as_array().unwrap();
        let count = |summary: &str| activities.iter().filter(|one| one["summary"] == json!(summary)).count();
        assert_eq!(count("Of the plan"), usize::from(view["stage"] == desk.stage), "{base}: {view}");
        let mailed = mails.get(&format!("{}@kelo.example", base.simple())).copied().unwrap_or_default();
        assert_eq!(count("Meets"), mailed, "{base}: {activities:?}");
    }

    // Trying again ends each chain, and makes nothing twice.
    for (base, chain) in &ledger {
        desk.chain(*base, chain).expect("an answer");
    }
    let mails = desk.mailed();
    for (base, chain) in &ledger {
        let view = desk.read(&chain.lock().unwrap().told[0]).unwrap();
        let activities = view["activities"].as_array().unwrap();
        let mut summaries: Vec<&str> = activities.iter().map(|one| one["summary"].as_str().unwrap()).collect();
        summaries.sort_unstable();
        assert_eq!(summaries, ["Meets", "Of the plan"], "{base}");
        assert_eq!(mails.get(&format!("{}@kelo.example", base.simple())), Some(&1), "{base}");
        assert_eq!(view["merges"].as_array().map(Vec::len), Some(1), "{base}");
        assert_eq!(view["tags"].as_array().map(Vec::len), Some(1), "{base}");
    }
    assert_eq!(server.terminate(), Some(0));
    let verified = ran(&folder.0, &["verify"]);
    assert!(verified.status.success(), "{}", said(&verified));
}
