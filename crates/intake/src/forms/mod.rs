//! Posts of web forms: which plugin wrote them, who writes, and what they want. Any bytes have a verdict.
mod lead;
mod read;
mod role;

pub use lead::{Lead, Mapping, Own};
pub(crate) use lead::{line as clean_line, lines as clean_lines};
pub use read::Unreadable;
pub use role::Role;

use lead::Field;
use read::{Entry, Shape};

/// Whose way of writing a post follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adapter {
    /// Elementor's forms.
    Elementor,
    /// Contact Form 7.
    ContactForm7,
    /// Gravity Forms.
    GravityForms,
    /// WPForms.
    WpForms,
    /// Any JSON object.
    Json,
    /// Any form.
    Form,
}

impl Adapter {
    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Adapter::Elementor => "elementor",
            Adapter::ContactForm7 => "contact_form_7",
            Adapter::GravityForms => "gravity_forms",
            Adapter::WpForms => "wpforms",
            Adapter::Json => "json",
            Adapter::Form => "form",
        }
    }
}

/// What a post is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Somebody who can be answered.
    Lead(Box<Lead>),
    /// A machine filled in what no person sees.
    Spam,
    /// Neither an e-mail address nor a phone number. What could be read stands beside.
    Incomplete(Box<Lead>),
    /// No fields.
    Unreadable(Unreadable),
}

/// A post, judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Whose form it is, where it has fields.
    pub adapter: Option<Adapter>,
    /// The entry's number in the sender's form; empty for none. The same entry twice is one opportunity.
    pub entry: String,
    /// What it is.
    pub verdict: Verdict,
}

/// A field of a post, and what it is read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// What it is called.
    pub label: String,
    /// What stands in it.
    pub value: String,
    /// What it is; none where only its content can tell.
    pub role: Option<Role>,
}

/// The fields of a post in their order, without those that are empty and those plugins keep for themselves.
pub fn seen(content_type: &str, bytes: &[u8], mapping: &Mapping) -> Vec<Seen> {
    let Ok((shape, entries)) = read::entries(content_type, bytes) else { return Vec::new() };
    let (adapter, fields) = fields(shape, &entries);
    let own = |field: &Field| ["_", "meta.", "form."].iter().any(|own| field.label.starts_with(own));
    let told = fields.into_iter().filter(|field| !field.value.trim().is_empty() && !own(field)).map(|field| {
        let role = lead::read_as(adapter, mapping, &field);
        Seen { role, label: field.label, value: field.value }
    });
    told.filter(|seen| !matches!(seen.role, Some(Role::Trap | Role::Form | Role::Entry))).collect()
}

/// Whose form it is, and its fields.
fn fields(shape: Shape, entries: &[Entry]) -> (Adapter, Vec<Field>) {
    let adapter = adapter(shape, entries);
    let fields = match adapter {
        Adapter::Elementor | Adapter::WpForms => grouped(entries),
        _ => entries.iter().map(plain).collect(),
    };
    (adapter, fields)
}

/// Judges the bytes of a post by nothing but themselves and what somebody said of the form's fields.
pub fn judge(content_type: &str, bytes: &[u8], mapping: &Mapping) -> Judged {
    let (shape, entries) = match read::entries(content_type, bytes) {
        Ok(found) => found,
        Err(why) => {
            return Judged { adapter: None, entry: String::new(), verdict: Verdict::Unreadable(why) };
        }
    };
    let (adapter, fields) = fields(shape, &entries);
    let (lead, facts) = lead::lead(adapter, mapping, &fields);
    let entry = if facts.entry.is_empty() {
        String::new()
    } else {
        format!("{}/{}/{}", adapter.code(), facts.form, facts.entry)
    };
    let verdict = if facts.trapped {
        Verdict::Spam
    } else if lead.email.is_empty() && lead.phone.is_empty() {
        Verdict::Incomplete(Box::new(lead))
    } else {
        Verdict::Lead(Box::new(lead))
    };
    Judged { adapter: Some(adapter), entry, verdict }
}

/// Whose form it is, by what only theirs have.
fn adapter(shape: Shape, entries: &[Entry]) -> Adapter {
    let attribute = |wanted: &str| {
        entries
            .iter()
            .any(|entry| matches!(entry.path.as_slice(), [fields, _, of] if fields == "fields" && of == wanted))
    };
    let top = |test: &dyn Fn(&str) -> bool| entries.iter().any(|entry| entry.path.first().is_some_and(|key| test(key)));
    let numbered = |key: &str| {
        key.starts_with(|first: char| first.is_ascii_digit()) && key.chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    let elementor = entries.iter().any(|entry| entry.value == "Elementor" || entry.value == "elementor");
    if attribute("value") && (attribute("title") || attribute("raw_value")) || elementor {
        Adapter::Elementor
    } else if attribute("value") && attribute("name") {
        Adapter::WpForms
    } else if top(&|key| key.starts_with("_wpcf7") || key == "your-email" || key == "your-name") {
        Adapter::ContactForm7
    } else if top(&numbered) && top(&|key| key == "form_id") {
        Adapter::GravityForms
    } else if shape == Shape::Json {
        Adapter::Json
    } else {
        Adapter::Form
    }
}

fn plain(entry: &Entry) -> Field {
    // The innermost step with a letter names it: `contact.email` is an address.
    let named = entry.path.iter().rev().find(|step| step.chars().any(char::is_alphabetic));
    let label = entry.path.join(".");
    Field {
        key: named.cloned().unwrap_or_else(|| label.clone()),
        label,
        kind: String::new(),
        value: entry.value.clone(),
    }
}

/// `fields[x][value]` with `fields[x][title]` (or `name`) and `fields[x][type]` is one field.
fn grouped(entries: &[Entry]) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for entry in entries {
        let [outer, key, attribute] = entry.path.as_slice() else {
            fields.push(plain(entry));
            continue;
        };
        if outer == "meta" && attribute == "value" {
            let label = format!("meta.{key}");
            fields.push(Field { key: key.clone(), label, kind: String::new(), value: entry.value.clone() });
            continue;
        }
        if outer != "fields" {
            fields.push(plain(entry));
            continue;
        }
        let at = fields.iter().position(|field| field.key == *key);
        let at = at.unwrap_or_else(|| {
            let blank = String::new();
            fields.push(Field { key: key.clone(), label: key.clone(), kind: blank.clone(), value: blank });
            fields.len() - 1
        });
        let Some(field) = fields.get_mut(at) else { continue };
        match attribute.as_str() {
            "value" => field.value.clone_from(&entry.value),
            "title" | "name" if !entry.value.is_empty() => field.label.clone_from(&entry.value),
            "type" => field.kind.clone_from(&entry.value),
            _ => {}
        }
    }
    fields
}
