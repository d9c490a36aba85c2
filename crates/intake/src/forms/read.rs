//! Bytes of a post as fields: JSON, a form's own encoding, or parts of a multipart body, in whatever charset.
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use serde_json::Value;

/// Most fields of a post.
const MOST_FIELDS: usize = 500;
/// Most steps of a field's path: `fields[email][value]` has three.
const MOST_STEPS: usize = 8;

/// A field with the path of its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) path: Vec<String>,
    pub(super) value: String,
}

/// How a post was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Json,
    Form,
}

/// Why bytes are no fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Nothing was posted.
    Empty,
    /// It says it is JSON and is no JSON object, or it is nested beyond all sense.
    NotJson,
    /// Neither JSON nor a form.
    NoFields,
    /// More fields than any form has.
    TooManyFields,
}

impl Unreadable {
    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Unreadable::Empty => "empty",
            Unreadable::NotJson => "not_json",
            Unreadable::NoFields => "no_fields",
            Unreadable::TooManyFields => "too_many_fields",
        }
    }
}

/// Reads the fields of a post in their order.
pub(super) fn entries(content_type: &str, bytes: &[u8]) -> Result<(Shape, Vec<Entry>), Unreadable> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Unreadable::Empty);
    }
    let kind = content_type.to_ascii_lowercase();
    let charset = parameter(content_type, "charset").and_then(|label| Encoding::for_label(label.as_bytes()));
    let (shape, found) = if kind.contains("json") {
        (Shape::Json, json(&decode(bytes, charset))?)
    } else if kind.starts_with("multipart/") {
        let boundary = parameter(content_type, "boundary").filter(|boundary| !boundary.is_empty());
        (Shape::Form, multipart(bytes, &boundary.ok_or(Unreadable::NoFields)?, charset))
    } else {
        let text = decode(bytes, charset);
        if text.trim_start().starts_with('{') {
            (Shape::Json, json(&text)?)
        } else {
            (Shape::Form, urlencoded(bytes, charset))
        }
    };
    if found.len() > MOST_FIELDS {
        return Err(Unreadable::TooManyFields);
    }
    if found.is_empty() { Err(Unreadable::NoFields) } else { Ok((shape, found)) }
}

/// A text of the named charset; without a name UTF-8, and where it is none, Latin letters of one byte each.
fn decode(bytes: &[u8], charset: Option<&'static Encoding>) -> String {
    if let Some(charset) = charset.filter(|charset| *charset != UTF_8) {
        return charset.decode(bytes).0.into_owned();
    }
    let (text, broken) = UTF_8.decode_with_bom_removal(bytes);
    if broken { WINDOWS_1252.decode(bytes).0.into_owned() } else { text.into_owned() }
}

/// A parameter of a header: `charset=utf-8`, `name="email"`.
fn parameter(header: &str, wanted: &str) -> Option<String> {
    header.split(';').skip(1).find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let right = name.trim().eq_ignore_ascii_case(wanted);
        right.then(|| value.trim().trim_matches('"').to_owned())
    })
}

fn json(text: &str) -> Result<Vec<Entry>, Unreadable> {
    // The reader stops at 128 levels.
    let value: Value = serde_json::from_str(text).map_err(|_| Unreadable::NotJson)?;
    if !value.is_object() {
        return Err(Unreadable::NotJson);
    }
    let mut found = Vec::new();
    flatten(&value, &mut Vec::new(), &mut found);
    Ok(found)
}

fn flatten(value: &Value, path: &mut Vec<String>, found: &mut Vec<Entry>) {
    if found.len() > MOST_FIELDS {
        return;
    }
    let said = match value {
        Value::Object(map) if path.len() < MOST_STEPS => {
            for (key, value) in map {
                path.push(key.clone());
                flatten(value, path, found);
                path.pop();
            }
            return;
        }
        Value::Array(list) if path.len() < MOST_STEPS && list.iter().any(|one| one.is_object() || one.is_array()) => {
            for (at, value) in list.iter().enumerate() {
                path.push(at.to_string());
                flatten(value, path, found);
                path.pop();
            }
            return;
        }
        Value::Array(list) if path.len() < MOST_STEPS => {
            list.iter().map(plain).filter(|one| !one.is_empty()).collect::<Vec<_>>().join(", ")
        }
        other => plain(other),
    };
    found.push(Entry { path: path.clone(), value: said });
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn urlencoded(bytes: &[u8], charset: Option<&'static Encoding>) -> Vec<Entry> {
    let pairs = bytes.split(|byte| *byte == b'&').take(MOST_FIELDS + 1);
    let pair = |pair: &[u8]| {
        let at = pair.iter().position(|byte| *byte == b'=')?;
        let (name, value) = pair.split_at(at);
        let path = steps(&decode(&unescaped(name), charset))?;
        Some(Entry { path, value: decode(&unescaped(value.get(1..)?), charset) })
    };
    pairs.filter_map(pair).collect()
}

fn unescaped(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        let hex = |at: usize| after.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        match (first, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                rest = after.get(2..).unwrap_or_default();
            }
            (b'+', ..) => {
                out.push(b' ');
                rest = after;
            }
            (other, ..) => {
                out.push(*other);
                rest = after;
            }
        }
    }
    out
}

/// `fields[email][value]` is three steps; a name without letters or digits is none.
fn steps(name: &str) -> Option<Vec<String>> {
    let steps = name.split('[').map(|step| step.trim_end_matches(']').trim().to_owned());
    let mut steps: Vec<String> = steps.take(MOST_STEPS).collect();
    if steps.len() > 1 && steps.last().is_some_and(String::is_empty) {
        steps.pop();
    }
    steps.first().is_some_and(|step| step.chars().any(char::is_alphanumeric)).then_some(steps)
}

/// The fields of a multipart body. Of a file there is only its name: files are not taken.
fn multipart(bytes: &[u8], boundary: &str, charset: Option<&'static Encoding>) -> Vec<Entry> {
    let mark = format!("--{boundary}").into_bytes();
    let mut found = Vec::new();
    let mut rest = bytes;
    while let Some(at) = position(rest, &mark) {
        rest = rest.get(at + mark.len()..).unwrap_or_default();
        let part = rest.get(..position(rest, &mark).unwrap_or(rest.len())).unwrap_or_default();
        found.extend(part_of(part, charset));
        if found.len() > MOST_FIELDS {
            break;
        }
    }
    found
}

fn part_of(part: &[u8], charset: Option<&'static Encoding>) -> Option<Entry> {
    let (at, gap) = match position(part, b"\r\n\r\n") {
        Some(at) => (at, 4),
        None => (position(part, b"\n\n")?, 2),
    };
    let head = decode(part.get(..at)?, None);
    let body = part.get(at + gap..)?;
    let body = body.strip_suffix(b"\r\n").or_else(|| body.strip_suffix(b"\n")).unwrap_or(body);
    let line = head.lines().find(|line| line.to_ascii_lowercase().starts_with("content-disposition"))?;
    let path = steps(&parameter(line, "name")?)?;
    let value = parameter(line, "filename").unwrap_or_else(|| decode(body, charset));
    Some(Entry { path, value })
}

fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len().max(1)).position(|window| window == wanted)
}
