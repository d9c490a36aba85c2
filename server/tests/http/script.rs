//! `testdata/commands/commands.txt`, read: what its lines mean is told in the README beside it.
use serde_json::Value;
use std::collections::HashMap;

/// One call.
pub struct Call {
    /// Its path below `/api/`.
    pub path: &'static str,
    /// The body with the words of the script in it.
    pub body: Value,
    /// What is kept of the answer: under which name, and where it stands.
    pub keeps: Vec<(&'static str, &'static str)>,
    /// What may be answered when all is well.
    pub answers: Vec<u16>,
}

/// One line.
pub enum Line {
    /// A call under test.
    Call(Call),
    /// Made before each trial of the next one.
    Before(Call),
    /// A file.
    Bring { address: &'static str, text: String, keeps: Option<&'static str> },
    /// Asked again until the text stands there.
    Wait { call: Call, pointer: &'static str, text: &'static str },
}

/// The whole script.
pub fn lines() -> Vec<Line> {
    let text: &'static str = include_str!("../../../testdata/commands/commands.txt");
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(line).collect()
}

fn line(line: &'static str) -> Line {
    if let Some(rest) = line.strip_prefix("< ") {
        return Line::Before(call(rest));
    }
    if let Some(rest) = line.strip_prefix("+ ") {
        let (rest, keeps) = rest.rsplit_once(" > ").map_or((rest, None), |(rest, name)| (rest, Some(name)));
        let (address, text) = rest.split_once(' ').expect("a text");
        return Line::Bring { address, text: text.replace("\\n", "\n"), keeps };
    }
    if let Some(rest) = line.strip_prefix("= ") {
        let mut parts = rest.rsplitn(3, ' ');
        let (text, pointer) = (parts.next().expect("a text"), parts.next().expect("a pointer"));
        return Line::Wait { call: call(parts.next().expect("a call")), pointer, text };
    }
    Line::Call(call(line))
}

fn call(line: &'static str) -> Call {
    let (line, answers) = match line.rsplit_once("} ? ") {
        Some((_, codes)) => {
            let answers = codes.split(' ').map(|code| code.parse().expect("a status")).collect();
            (&line[..line.len() - codes.len() - 3], answers)
        }
        None => (line, vec![200]),
    };
    let (line, keeps) = match line.rsplit_once("} > ") {
        Some((_, keeps)) => {
            let kept = keeps.split(' ').map(|one| one.split_once('=').unwrap_or((one, ""))).collect();
            (&line[..line.len() - keeps.len() - 3], kept)
        }
        None => (line, Vec::new()),
    };
    let (path, body) = line.split_once(' ').expect("a body");
    let body = serde_json::from_str(body).unwrap_or_else(|error| panic!("{path}: {error}"));
    Call { path, body, keeps, answers }
}

/// Where texts stand, and versions beside them: pointers.
pub fn leaves(value: &Value) -> Vec<String> {
    fn walk(value: &Value, at: &str, out: &mut Vec<String>) {
        match value {
            Value::String(_) => out.push(at.to_owned()),
            Value::Array(list) => list.iter().enumerate().for_each(|(nr, one)| walk(one, &format!("{at}/{nr}"), out)),
            Value::Object(map) => map.iter().for_each(|(name, one)| walk(one, &format!("{at}/{name}"), out)),
            _ => {}
        }
    }
    let mut out = Vec::new();
    walk(value, "", &mut out);
    out
}

/// Puts something else there.
pub fn put(value: &mut Value, at: &str, other: Value) {
    *value.pointer_mut(at).expect("a place") = other;
}

/// What a pointer of the script leads to.
pub fn pointed<'a>(value: &'a Value, pointer: &str, names: &HashMap<String, Value>) -> Option<&'a Value> {
    pointer.split('/').skip(1).try_fold(value, |value, part| match part.strip_prefix('@') {
        Some(name) => value.as_array()?.iter().find(|one| one.get("id") == names.get(name)),
        None => value.pointer(&format!("/{part}")),
    })
}
