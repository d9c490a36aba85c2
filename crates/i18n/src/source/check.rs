//! Reads the text files and says everything that is wrong with them, in one go.//!
//! A message is one table per key with `en`, `fi` and `sv` side by side; each is a sentence, or a pair
//! `one`/`other` when it depends on a count.

use std::collections::BTreeMap;

/// The languages a message must have, in the order of `domain::lang::Lang::ALL`.
pub const LANGS: [&str; 3] = ["en", "fi", "sv"];
const FORMS: [&str; 2] = ["one", "other"];
const COUNT: &str = "count";
/// Names that Rust would not take for an argument.
const KEYWORDS: &str = " abstract as async await become box break const continue crate do dyn else enum extern false \
    final fn for gen if impl in let loop macro match mod move mut override priv pub ref return self static struct \
    super trait true try type typeof unsafe unsized use virtual where while yield ";

/// One checked message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Method name, as in the file.
    pub key: String,
    /// Arguments in the order the method takes them; `count` comes first in a plural.
    pub params: Vec<String>,
    /// Depends on a count.
    pub plural: bool,
    /// Per language of [`LANGS`]: one sentence, or the forms one and other.
    /// Placeholders are already replaced by the argument's position: `{0}`.
    pub texts: [Vec<String>; 3],
}

/// Checks all areas: pairs of area name (the file's name) and file content. Messages come sorted by key.
pub fn check(areas: &[(String, String)]) -> Result<Vec<Message>, Vec<String>> {
    let mut wrong = Vec::new();
    let mut seen: BTreeMap<String, (String, Message)> = BTreeMap::new();
    for (area, content) in areas {
        let table: toml::Table = match content.parse() {
            Ok(table) => table,
            Err(error) => {
                wrong.push(format!("{area}.toml: {}", error.to_string().replace('\n', " ")));
                continue;
            }
        };
        for (key, value) in &table {
            let place = format!("{area}.toml: [{key}]");
            check_key(area, key, &place, &mut wrong);
            if let Some((other, _)) = seen.get(key) {
                wrong.push(format!("{place} is already in {other}.toml"));
            } else if let Some(message) = read_message(key, value, &place, &mut wrong) {
                seen.insert(key.clone(), (area.clone(), message));
            }
        }
    }
    if wrong.is_empty() { Ok(seen.into_values().map(|(_, message)| message).collect()) } else { Err(wrong) }
}

fn check_key(area: &str, key: &str, place: &str, wrong: &mut Vec<String>) {
    let after = key.strip_prefix(area).and_then(|rest| rest.strip_prefix('_'));
    if after.is_none_or(str::is_empty) {
        wrong.push(format!("{place} must start with \"{area}_\""));
    }
    if !is_name(key) {
        wrong.push(format!("{place} may hold only a-z, 0-9 and _"));
    }
}

fn read_message(key: &str, value: &toml::Value, place: &str, wrong: &mut Vec<String>) -> Option<Message> {
    let Some(table) = value.as_table() else {
        wrong.push(format!("{place} must be a table with en, fi and sv"));
        return None;
    };
    let before = wrong.len();
    for name in table.keys().filter(|name| !LANGS.contains(&name.as_str())) {
        wrong.push(format!("{place} has \"{name}\", which is not a language ({})", LANGS.join(", ")));
    }
    let plural = table.get(LANGS[0]).is_some_and(toml::Value::is_table);
    let raw = LANGS.map(|lang| read_forms(table.get(lang), plural, &format!("{place} {lang}"), wrong));
    if wrong.len() > before {
        return None;
    }
    let params = params_of(&raw, plural, place, wrong)?;
    let texts = raw.map(|forms| forms.iter().map(|text| number(text, &params)).collect());
    Some(Message { key: key.to_owned(), params, plural, texts })
}

/// The sentence, or one and other, of one language.
fn read_forms(value: Option<&toml::Value>, plural: bool, place: &str, wrong: &mut Vec<String>) -> Vec<String> {
    let Some(value) = value else {
        wrong.push(format!("{place} is missing"));
        return Vec::new();
    };
    let mut texts = Vec::new();
    match (value, plural) {
        (toml::Value::String(text), false) => {
            check_text(text, place, wrong);
            texts.push(text.clone());
        }
        (toml::Value::Table(forms), true) => {
            for form in FORMS {
                let place = format!("{place}.{form}");
                match forms.get(form).and_then(toml::Value::as_str) {
                    Some(text) => {
                        check_text(text, &place, wrong);
                        texts.push(text.to_owned());
                    }
                    None => wrong.push(format!("{place} is missing")),
                }
            }
            for form in forms.keys().filter(|form| !FORMS.contains(&form.as_str())) {
                wrong.push(format!("{place}.{form}: there are only the forms one and other"));
            }
        }
        (toml::Value::Table(_), false) => wrong.push(format!("{place} has forms, but en is one sentence")),
        (_, true) => wrong.push(format!("{place} needs the forms one and other, as en has")),
        _ => wrong.push(format!("{place} must be a text")),
    }
    texts
}

fn check_text(text: &str, place: &str, wrong: &mut Vec<String>) {
    if text.trim().is_empty() {
        wrong.push(format!("{place} is empty"));
    }
    if text.contains(['\n', '\r']) {
        // The file a browser gets has one text per line.
        wrong.push(format!("{place} holds a line feed"));
    } else if text.contains(char::is_control) {
        wrong.push(format!("{place} holds a control character"));
    }
    if let Err(why) = placeholders(text) {
        wrong.push(format!("{place}: {why}"));
    }
}

/// Argument names, after making sure that every language uses the same ones.
fn params_of(raw: &[Vec<String>; 3], plural: bool, place: &str, wrong: &mut Vec<String>) -> Option<Vec<String>> {
    let mut params: Vec<String> = if plural { vec![COUNT.to_owned()] } else { Vec::new() };
    for name in raw[0].iter().rev().flat_map(|text| placeholders(text).unwrap_or_default()) {
        if !params.iter().any(|known| known == name) {
            params.push(name.to_owned());
        }
    }
    let before = wrong.len();
    for (lang, texts) in LANGS.iter().zip(raw) {
        for text in texts {
            let used = placeholders(text).unwrap_or_default();
            // "One quotation" needs no figure, so a plural form may leave the count out.
            let may_miss = |name: &str| plural && name == COUNT;
            for name in params.iter().filter(|name| !used.contains(&name.as_str()) && !may_miss(name)) {
                wrong.push(format!("{place} {lang}: {{{name}}} is missing in \"{text}\""));
            }
            for name in used.iter().filter(|name| !params.iter().any(|known| known == *name)) {
                wrong.push(format!("{place} {lang}: {{{name}}} is not in the English text"));
            }
        }
    }
    (wrong.len() == before).then_some(params)
}

/// Names between braces, in order, repeated ones repeated.
fn placeholders(text: &str) -> Result<Vec<&str>, String> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let inside = rest[at..].strip_prefix('{').ok_or("stray }")?;
        let end = inside.find(['{', '}']).filter(|end| inside[*end..].starts_with('}')).ok_or("stray {")?;
        let name = &inside[..end];
        if !is_name(name) || KEYWORDS.contains(&format!(" {name} ")) {
            return Err(format!("{{{name}}} is not a name for an argument"));
        }
        names.push(name);
        rest = &inside[end + 1..];
    }
    Ok(names)
}

/// `{name}` becomes `{0}`: the position among the arguments.
fn number(text: &str, params: &[String]) -> String {
    params
        .iter()
        .enumerate()
        .fold(text.to_owned(), |text, (i, name)| text.replace(&format!("{{{name}}}"), &format!("{{{i}}}")))
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
