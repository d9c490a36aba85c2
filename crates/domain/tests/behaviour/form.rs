//! An object of a case that remembers what was read of it, so that nothing is passed over in silence.
use crate::checks::figure;
use rust_decimal::Decimal;
use serde_json::{Map, Value};
use std::{cell::RefCell, collections::BTreeSet};

pub struct Form<'a> {
    path: String,
    fields: &'a Map<String, Value>,
    read: RefCell<BTreeSet<&'a str>>,
}

impl<'a> Form<'a> {
    pub fn new(path: &str, value: &'a Value) -> Result<Form<'a>, String> {
        let fields = value.as_object().ok_or_else(|| format!("{path} is no object"))?;
        Ok(Form { path: path.to_owned(), fields, read: RefCell::default() })
    }

    /// Whether there is such a field; this does not read it.
    pub fn has(&self, key: &str) -> bool {
        self.fields.contains_key(key)
    }

    pub fn get(&self, key: &str) -> Option<&'a Value> {
        let (key, value) = self.fields.get_key_value(key)?;
        self.read.borrow_mut().insert(key);
        Some(value).filter(|value| !value.is_null())
    }

    /// The first of several names that is there.
    pub fn any(&self, keys: &[&str]) -> Option<&'a Value> {
        keys.iter().find_map(|key| self.get(key))
    }

    pub fn need(&self, keys: &[&str]) -> Result<&'a Value, String> {
        self.any(keys).ok_or_else(|| format!("{}: no {}", self.path, keys.join(" or ")))
    }

    pub fn figure(&self, keys: &[&str]) -> Result<Option<Decimal>, String> {
        self.any(keys).map(|value| figure(&format!("{}.{}", self.path, keys[0]), value)).transpose()
    }

    pub fn need_figure(&self, keys: &[&str]) -> Result<Decimal, String> {
        figure(&format!("{}.{}", self.path, keys[0]), self.need(keys)?)
    }

    pub fn text(&self, keys: &[&str]) -> Result<Option<&'a str>, String> {
        let text = |value: &'a Value| value.as_str().ok_or_else(|| format!("{}.{} is no text", self.path, keys[0]));
        self.any(keys).map(text).transpose()
    }

    pub fn need_text(&self, keys: &[&str]) -> Result<&'a str, String> {
        self.text(keys)?.ok_or_else(|| format!("{}: no {}", self.path, keys.join(" or ")))
    }

    pub fn flag(&self, key: &str, otherwise: bool) -> Result<bool, String> {
        match self.get(key) {
            None => Ok(otherwise),
            Some(value) => value.as_bool().ok_or_else(|| format!("{}.{key} is neither true nor false", self.path)),
        }
    }

    pub fn list(&self, keys: &[&str]) -> Result<Option<&'a Vec<Value>>, String> {
        let list = |value: &'a Value| value.as_array().ok_or_else(|| format!("{}.{} is no list", self.path, keys[0]));
        self.any(keys).map(list).transpose()
    }

    pub fn need_list(&self, keys: &[&str]) -> Result<&'a Vec<Value>, String> {
        self.list(keys)?.ok_or_else(|| format!("{}: no {}", self.path, keys.join(" or ")))
    }

    /// The objects of a list.
    pub fn forms(&self, keys: &[&str]) -> Result<Vec<Form<'a>>, String> {
        let list = self.need_list(keys)?;
        list.iter()
            .enumerate()
            .map(|(at, value)| Form::new(&format!("{}.{}.{at}", self.path, keys[0]), value))
            .collect()
    }

    pub fn form(&self, keys: &[&str]) -> Result<Option<Form<'a>>, String> {
        self.any(keys).map(|value| Form::new(&format!("{}.{}", self.path, keys[0]), value)).transpose()
    }

    pub fn need_form(&self, keys: &[&str]) -> Result<Form<'a>, String> {
        Form::new(&format!("{}.{}", self.path, keys[0]), self.need(keys)?)
    }

    pub fn entries(&self) -> impl Iterator<Item = (&'a str, &'a Value)> {
        self.read.borrow_mut().extend(self.fields.keys().map(String::as_str));
        self.fields.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// The fields whose names start so.
    pub fn entries_like(&self, start: &str) -> Vec<(&'a str, &'a Value)> {
        self.chosen(|key| key.starts_with(start))
    }

    /// The fields whose names end so.
    pub fn entries_ending(&self, end: &str) -> Vec<(&'a str, &'a Value)> {
        self.chosen(|key| key.ends_with(end))
    }

    fn chosen(&self, is: impl Fn(&str) -> bool) -> Vec<(&'a str, &'a Value)> {
        let found = self.fields.iter().filter(|(key, value)| is(key) && !value.is_null());
        let found: Vec<(&'a str, &'a Value)> = found.map(|(key, value)| (key.as_str(), value)).collect();
        self.read.borrow_mut().extend(found.iter().map(|(key, _)| *key));
        found
    }

    pub fn path(&self) -> &str {
        &self.path
    }

    /// Refuses fields nobody has read; remarks may stay unread.
    pub fn finish(&self) -> Result<(), String> {
        let read = self.read.borrow();
        let unread = |key: &&String| !read.contains(key.as_str()) && !matches!(key.as_str(), "note" | "unsure");
        let unread: Vec<&String> = self.fields.keys().filter(unread).collect();
        if unread.is_empty() { Ok(()) } else { Err(format!("{}: not understood: {unread:?}", self.path)) }
    }
}

/// As many answers as questions.
pub fn same_length(what: &str, questions: usize, answers: usize) -> Result<(), String> {
    if questions == answers { Ok(()) } else { Err(format!("{what}: {questions} questions, {answers} answers")) }
}
