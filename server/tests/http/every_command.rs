//! Every call of the staff app, as `testdata/commands` has it: made well, and then in every bad way, on both engines.
use crate::{
    corpora,
    running::{Answer, Folder, JSON, OURS, Running, program, said},
    script::{Call, Line, leaves, lines, pointed, put},
};
use serde_json::{Value, json};
use std::{
    collections::{HashMap, HashSet},
    path::Path,
    time::Duration,
};
use uuid::Uuid;

/// Cases of the corpora in each text, on each engine.
const EACH: usize = 3;
/// What no engine and no column may stumble over, in every text besides.
const WORST: [&str; 3] = ["\0", "x\0\u{fffe}\u{202e}y", "\u{1f469}\u{200d}\u{1f469}"];
/// What stands where an id, a day or a code should.
const ODD: [&str; 3] = ["<script>alert(1)</script>", "\0", "0000-00-00"];
/// Secrets that are shown once: the same key is not told them again.
const SHOWN_ONCE: [&str; 2] = ["quotes/send", "quotes/renew-link"];
/// Calls that ask or say what is so already, or answer by the row: no other version stops them.
const ANY_VERSION: [&str; 10] = [
    "imports/leave_out",
    "imports/replace",
    "imports/start",
    "crm/change",
    "crm/merge_take_back",
    "quotes/ask-currency",
    "quotes/hand-over",
    "quotes/move-scheduled",
    "quotes/cancel-scheduled",
    "settings/rotate-seal-key",
];
/// Parts of addresses behind `?` that pages read.
const ASKED: [&str; 27] = [
    "months", "plan", "gone", "search", "source", "has", "team", "owner", "stage", "tag", "state", "before", "step",
    "sort", "group", "day", "month", "year", "page", "verdict", "filter", "rows", "then", "columns", "measure", "view",
    "to",
];

/// The program in the middle of the script.
struct Desk {
    server: Running,
    cookie: String,
    names: HashMap<String, Value>,
}

impl Desk {
    fn ask(&self, path: &str, body: &str, headers: &[(&str, &str)]) -> Answer {
        self.server.ask("POST", path, headers, body)
    }

    fn post(&self, call: &str, body: &Value) -> Answer {
        self.ask(&format!("/api/{call}"), &body.to_string(), &[JSON, OURS, ("cookie", &self.cookie)])
    }

    /// What a word of the script stands for.
    fn named(&mut self, name: &str) -> Value {
        match name {
            "key" => json!(Uuid::new_v4()),
            name => self.names.entry(name.to_owned()).or_insert_with(|| json!(Uuid::now_v7())).clone(),
        }
    }

    /// The body as it is sent.
    fn filled(&mut self, body: &Value) -> Value {
        match body {
            Value::String(text) => {
                let text = text.strip_prefix('~').unwrap_or(text);
                match text.strip_prefix('$').filter(|name| *name != "fresh") {
                    Some(name) => self.named(name),
                    None => json!(text.replace("$fresh", &Uuid::new_v4().simple().to_string()[..10])),
                }
            }
            Value::Array(list) => list.iter().map(|one| self.filled(one)).collect(),
            Value::Object(map) => {
                Value::Object(map.iter().map(|(name, one)| (name.clone(), self.filled(one))).collect())
            }
            other => other.clone(),
        }
    }

    /// Makes a call as it stands in the script and keeps what is to be kept of its answer.
    fn make(&mut self, call: &Call) -> Answer {
        let body = self.filled(&call.body);
        let answer = self.post(call.path, &body);
        if answer.status == 200 {
            let told: Value = serde_json::from_str(&answer.body).unwrap();
            for (name, pointer) in &call.keeps {
                if let Some(value) = pointed(&told, pointer, &self.names) {
                    self.names.insert((*name).to_owned(), value.clone());
                }
            }
        }
        answer
    }

    /// Makes it when all is well, and once more with the same key.
    fn well(&mut self, before: &[Call], call: &Call) {
        for one in before {
            self.make(one);
        }
        let answer = self.make(call);
        assert!(call.answers.contains(&answer.status), "{}: {} {}", call.path, answer.status, answer.body);
        if call.body.to_string().contains("\"$key\"") {
            before.iter().for_each(|one| drop(self.make(one)));
            let body = self.filled(&call.body);
            let (first, again) = (self.post(call.path, &body), self.post(call.path, &body));
            let same = SHOWN_ONCE.contains(&call.path) || first.status != 200 || first.body == again.body;
            assert!(first.status == again.status && same, "{} twice: {} {}", call.path, first.body, again.body);
        }
    }

    /// What a text may come to: taken, or refused at a field; what depends on the state of things, only where that is so.
    fn tame(call: &Call, at: &str, text: &str, answer: &Answer, free: bool) {
        let told = || {
            format!(
                "{} {at} {:?}: {} {}",
                call.path,
                text.chars().take(80).collect::<String>(),
                answer.status,
                answer.body
            )
        };
        assert!(answer.status < 500, "{}", told());
        if !free || answer.status == 200 || (answer.status != 422 && call.answers.contains(&answer.status)) {
            return;
        }
        assert_eq!(answer.status, 422, "{}", told());
        let refused: Value = serde_json::from_str(&answer.body).unwrap();
        let fields = refused["refusals"].as_array().expect("refusals");
        let at_field = fields.iter().all(|one| one["field"] != json!(""));
        assert!(!fields.is_empty() && (at_field || call.answers.contains(&422)), "{}", told());
    }

    /// Makes it in every bad way.
    fn badly(&mut self, before: &[Call], call: &Call, cases: &[String], next: &mut usize) {
        let body = self.filled(&call.body).to_string();
        let answer = self.ask(&format!("/api/{}", call.path), &body, &[JSON, OURS]);
        assert_eq!(answer.status, 401, "{} by nobody: {}", call.path, answer.body);
        let long = "ä ".repeat(15_000);
        for at in leaves(&call.body) {
            let free = call.body.pointer(&at).and_then(Value::as_str).is_some_and(|text| text.starts_with('~'));
            let texts: Vec<&str> = if free {
                let some = (0..EACH).map(|_| {
                    *next = (*next + 607) % cases.len();
                    cases[*next].as_str()
                });
                some.collect::<Vec<_>>().into_iter().chain(WORST).chain([long.as_str()]).collect()
            } else {
                ODD.to_vec()
            };
            for text in texts {
                before.iter().for_each(|one| drop(self.make(one)));
                let mut body = self.filled(&call.body);
                put(&mut body, &at, json!(text));
                Desk::tame(call, &at, text, &self.post(call.path, &body), free);
            }
        }
        if let Some(at) = leaves(&call.body).into_iter().find(|at| at.ends_with("version")) {
            before.iter().for_each(|one| drop(self.make(one)));
            let mut body = self.filled(&call.body);
            let version = body.pointer(&at).and_then(Value::as_i64).unwrap_or_default();
            put(&mut body, &at, json!(version + 1_000));
            let answer = self.post(call.path, &body);
            assert!(answer.status < 500, "{}: {}", call.path, answer.body);
            let told = answer.status == 409 || ANY_VERSION.contains(&call.path) || call.answers.contains(&404);
            assert!(told, "{} of another version: {} {}", call.path, answer.status, answer.body);
        }
    }

    /// A file that is brought.
    fn bring(&mut self, address: &str, text: &str, keeps: Option<&str>) {
        let mut path = address.to_owned();
        for name in address.split(['/', '&', '=', '?']).filter_map(|part| part.strip_prefix('$')) {
            let value = self.named(name);
            path = path.replace(&format!("${name}"), value.as_str().expect("a text"));
        }
        // An address of ours as others know it.
        let path = path.find("/in/").map_or(path.as_str(), |at| &path[at..]).to_owned();
        let answer = self.ask(&path, text, &[JSON, OURS, ("cookie", &self.cookie)]);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        if let Some(name) = keeps {
            self.names.insert(name.to_owned(), serde_json::from_str(&answer.body).unwrap());
        }
    }

    /// Asks again until a text stands where it should.
    fn wait(&mut self, call: &Call, pointer: &str, text: &str) {
        for _ in 0..400 {
            let answer = self.make(call);
            let told: Value = serde_json::from_str(&answer.body).unwrap();
            if told.pointer(pointer) == Some(&json!(text)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        panic!("{} is never {text}", call.path);
    }

    /// A page is drawn, and nothing that was typed is more than text in it.
    fn page(&self, address: &str) {
        let answer = self.server.try_ask("GET", address, &[("cookie", &self.cookie)], "");
        let Some(answer) = answer else { panic!("{address}: no answer") };
        assert!(answer.status < 500, "{address}: {}", answer.status);
        for tag in ["<script>alert", "<img src=x", "<iframe", "<svg onload", "<svg/onload", "<object data"] {
            assert!(!answer.body.contains(tag), "{address}: {tag}");
        }
    }
}

/// What stands between two words in the sources of the app.
fn in_sources(folder: &Path, from: &str, found: &mut HashSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            in_sources(&path, from, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            found.extend(text.split(from).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned));
        }
    }
}

fn sources() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../app/src"))
}

#[test]
fn every_call_of_the_app_is_in_the_script() {
    let mut calls = HashSet::new();
    in_sources(sources(), "endpoint = \"", &mut calls);
    let listed =
        lines().into_iter().filter_map(|line| if let Line::Call(call) = line { Some(call.path) } else { None });
    let listed: HashSet<String> = listed.map(str::to_owned).collect();
    let missing: Vec<_> = calls.difference(&listed).collect();
    assert!(calls.len() > 200 && missing.is_empty(), "testdata/commands/commands.txt lacks {missing:?}");
}

// Side by side: each waits for its own server.
#[test]
fn every_call_takes_what_is_good_and_refuses_the_rest_with_a_sentence() {
    tell(None);
}

#[test]
fn every_call_takes_what_is_good_and_refuses_the_rest_on_postgresql() {
    testkit::on_both_addresses(|database| {
        if database.is_some() {
            tell(database);
        }
    });
}

/// The whole script, on the database at an address, or else the embedded one.
fn tell(database: Option<&str>) {
    let folder = Folder::new();
    let mut command = program(&folder.0, &["serve", "--demo"]);
    let mut verify = program(&folder.0, &["verify"]);
    if let Some(address) = database {
        command.env("DATABASE_URL", address);
        verify.env("DATABASE_URL", address);
    }
    let server = Running::begin(&mut command);
    let cookie = server.sign_in();
    let mut desk = Desk { server, cookie, names: HashMap::new() };

    let mut script: Vec<(Vec<Call>, Call)> = Vec::new();
    let mut before = Vec::new();
    for line in lines() {
        match line {
            Line::Before(call) => before.push(call),
            Line::Bring { address, text, keeps } => desk.bring(address, &text, keeps),
            Line::Wait { call, pointer, text } => desk.wait(&call, pointer, text),
            Line::Call(call) => {
                let before = std::mem::take(&mut before);
                desk.well(&before, &call);
                script.push((before, call));
            }
        }
    }
    let cases = [corpora::html(), corpora::formula(), corpora::header(), corpora::unicode()].concat();
    let mut next = 0;
    for (before, call) in &script {
        desk.badly(before, call, &cases, &mut next);
    }

    let mut pages = HashSet::new();
    in_sources(sources(), "path!(\"", &mut pages);
    for page in pages.iter().filter(|page| !page.contains(':') && !page.is_empty()) {
        desk.page(page);
        for (at, name) in ASKED.iter().enumerate() {
            let odd = ["%00", "%3Cscript%3Ealert(1)%3C/script%3E", "9999999999999999999", "-1", "%FF", "2026-02-30"];
            if (at + page.len()).is_multiple_of(4) {
                desk.page(&format!("{page}?{name}={}", odd[(at + page.len()) / 4 % odd.len()]));
            }
        }
    }
    for (folder, name) in [
        ("opportunities", "deal"),
        ("customers", "party"),
        ("products", "product"),
        ("quotations", "quote"),
        ("settings/price-lists", "list"),
        ("settings/delivery", "method"),
        ("settings/templates", "template"),
    ] {
        let id = desk.named(name);
        desk.page(&format!("/{folder}/{}", id.as_str().expect("an id")));
    }
    assert_eq!(desk.server.terminate(), Some(0));
    let verified = verify.output().unwrap();
    assert!(verified.status.success(), "{}", said(&verified));
}
