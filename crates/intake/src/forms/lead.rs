//! Who writes and what they want, out of the fields of a form.
use super::{
    Adapter,
    role::{self, Role},
};
use domain::{ids::CustomFieldId, parties::email::Email};

/// A field of a form.
pub(super) struct Field {
    /// Its name.
    pub(super) key: String,
    /// What people call it.
    pub(super) label: String,
    /// The type its plugin gives it.
    pub(super) kind: String,
    pub(super) value: String,
}

/// What was written for a field of a team's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// The field.
    pub field: CustomFieldId,
    /// What it was called where it was written.
    pub label: String,
    /// What was written, never empty.
    pub value: String,
    /// Whether it stands in the message all the same.
    pub in_message: bool,
}

/// Somebody who wrote. Every text is clean and within bounds; what is missing is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lead {
    /// First and last name.
    pub name: String,
    /// The company.
    pub company: String,
    /// Its business id, as written.
    pub business_id: String,
    /// An e-mail address that can be one.
    pub email: String,
    /// A phone number with six digits or more.
    pub phone: String,
    /// What it is about.
    pub subject: String,
    /// The message.
    pub message: String,
    /// `utm_source`.
    pub source: String,
    /// `utm_medium`.
    pub medium: String,
    /// `utm_campaign`.
    pub campaign: String,
    /// The page they came from.
    pub referrer: String,
    /// Everything else, by what it is called.
    pub rest: Vec<(String, String)>,
    /// What fills fields of a team's own, as it was written: whether it suits them is not known here.
    pub own: Vec<Own>,
}

impl Lead {
    /// Message and everything else, as one text.
    pub fn description(&self) -> String {
        let mut lines = Vec::new();
        if !self.message.is_empty() {
            lines.push(self.message.clone());
        }
        let rest: Vec<String> = self.rest.iter().map(|(label, value)| format!("{label}: {value}")).collect();
        if !rest.is_empty() {
            lines.push(rest.join("\n"));
        }
        lines.join("\n\n").chars().take(LONGEST_TEXT).collect()
    }
}

/// What a post says besides.
#[derive(Default)]
pub(super) struct Facts {
    pub(super) form: String,
    pub(super) entry: String,
    pub(super) trapped: bool,
}

const LONGEST_TEXT: usize = 10_000;

/// One line without what cannot be written, so long at most.
pub(crate) fn line(value: &str, longest: usize) -> String {
    let spaced: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    words.join(" ").chars().take(longest).collect()
}

/// The lines without what cannot be written, within bounds.
pub(crate) fn lines(value: &str) -> String {
    let value = value.replace("\r\n", "\n").replace('\r', "\n");
    let clean: String = value.chars().filter(|c| !c.is_control() || *c == '\n').take(LONGEST_TEXT).collect();
    clean.trim().to_owned()
}

fn email(value: &str) -> Option<String> {
    Email::parse(value.trim()).ok().map(String::from)
}

fn phone(value: &str) -> Option<String> {
    let value = line(value, 40);
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let others = value.chars().all(|c| c.is_ascii_digit() || " +-()/.".contains(c));
    (others && (6..=20).contains(&digits)).then_some(value)
}

/// Puts a value where nothing is yet; answers what was not taken.
fn put(place: &mut String, value: String) -> bool {
    if value.is_empty() || *place == value {
        return true;
    }
    if place.is_empty() {
        *place = value;
        return true;
    }
    false
}

/// What somebody said of a form's fields: what each is, by what it is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping(pub Vec<(String, Role)>);

impl Mapping {
    /// What a field is by what it is called, where somebody said so.
    pub fn said(&self, label: &str) -> Option<Role> {
        self.0.iter().find(|(known, _)| known == label).map(|(_, role)| *role)
    }
}

/// What a field is: as somebody said, else by its names, its type, its place.
pub(super) fn read_as(adapter: Adapter, mapping: &Mapping, field: &Field) -> Option<Role> {
    mapping
        .said(&field.label)
        .or_else(|| role::by_name(&field.key))
        .or_else(|| role::by_name(&field.label))
        .or_else(|| role::by_kind(&field.kind))
        .or_else(|| gravity(adapter, field))
}

pub(super) fn lead(adapter: Adapter, mapping: &Mapping, fields: &[Field]) -> (Lead, Facts) {
    let (mut lead, mut facts) = (Lead::default(), Facts::default());
    let (mut first, mut last) = (String::new(), String::new());
    let mut left: Vec<&Field> = Vec::new();
    for field in fields {
        let value = field.value.as_str();
        let taken = match read_as(adapter, mapping, field) {
            Some(Role::Name) => put(&mut lead.name, line(value, 100)),
            Some(Role::First) => put(&mut first, line(value, 50)),
            Some(Role::Last) => put(&mut last, line(value, 50)),
            Some(Role::Company) => put(&mut lead.company, line(value, 200)),
            Some(Role::BusinessId) => put(&mut lead.business_id, line(value, 40)),
            Some(Role::Email) => email(value).is_some_and(|found| put(&mut lead.email, found)),
            Some(Role::Phone) => phone(value).is_some_and(|found| put(&mut lead.phone, found)),
            Some(Role::Subject) => put(&mut lead.subject, line(value, 200)),
            Some(Role::Message) => put(&mut lead.message, lines(value)),
            Some(Role::Source) => put(&mut lead.source, line(value, 100)),
            Some(Role::Medium) => put(&mut lead.medium, line(value, 100)),
            Some(Role::Campaign) => put(&mut lead.campaign, line(value, 100)),
            Some(Role::Referrer) => put(&mut lead.referrer, line(value, 500)),
            Some(Role::Trap) => {
                facts.trapped |= !value.trim().is_empty();
                true
            }
            Some(Role::Form) => put(&mut facts.form, line(value, 60)),
            Some(Role::Entry) => put(&mut facts.entry, line(value, 60)),
            Some(Role::Aside) => true,
            Some(Role::Own(id)) => {
                let value = lines(value);
                if !value.is_empty() {
                    lead.own.push(Own { field: id, label: line(&field.label, 100), value, in_message: false });
                }
                true
            }
            // Plugins' own.
            None => ["_", "meta.", "form."].iter().any(|own| field.label.starts_with(own)),
        };
        if !taken {
            left.push(field);
        }
    }
    let whole = [first, last].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    if lead.name.is_empty() {
        lead.name = whole;
    }
    guess(adapter, &mut lead, &mut left);
    let rest = left.into_iter().map(|field| (line(&field.label, 100), lines(&field.value)));
    lead.rest = rest.filter(|(_, value)| !value.is_empty()).collect();
    from_address(&mut lead);
    (lead, facts)
}

/// Gravity Forms posts numbers: `1.3` and `1.6` are the parts of a name, `id` is the entry.
fn gravity(adapter: Adapter, field: &Field) -> Option<Role> {
    if adapter != Adapter::GravityForms {
        return None;
    }
    match field.label.split_once('.') {
        Some((_, "3")) => Some(Role::First),
        Some((_, "6")) => Some(Role::Last),
        None if field.label == "id" => Some(Role::Entry),
        _ => None,
    }
}

/// Fields whose names say nothing are known by what stands in them.
fn guess(adapter: Adapter, lead: &mut Lead, left: &mut Vec<&Field>) {
    if lead.email.is_empty()
        && let Some(at) = left.iter().position(|field| email(&field.value).is_some())
    {
        lead.email = email(&left.remove(at).value).unwrap_or_default();
    }
    if adapter != Adapter::GravityForms {
        return;
    }
    if lead.phone.is_empty()
        && let Some(at) = left.iter().position(|field| phone(&field.value).is_some())
    {
        lead.phone = phone(&left.remove(at).value).unwrap_or_default();
    }
    let longest = (0..left.len()).max_by_key(|at| left.get(*at).map_or(0, |field| field.value.chars().count()));
    if lead.message.is_empty()
        && let Some(at) = longest
        && left.get(at).is_some_and(|field| field.value.contains('\n') || field.value.chars().count() >= 30)
    {
        lead.message = lines(&left.remove(at).value);
    }
}

/// What the page's address says of the campaign, where no field does.
fn from_address(lead: &mut Lead) {
    let Some((_, query)) = lead.referrer.split_once('?') else { return };
    let query = query.split('#').next().unwrap_or_default().to_owned();
    let said = |wanted: &str| {
        let value = query.split('&').filter_map(|pair| pair.split_once('=')).find(|(name, _)| *name == wanted);
        value.map(|(_, value)| line(&value.replace('+', " ").replace("%20", " "), 100)).unwrap_or_default()
    };
    for (place, name) in
        [(&mut lead.source, "utm_source"), (&mut lead.medium, "utm_medium"), (&mut lead.campaign, "utm_campaign")]
    {
        if place.is_empty() {
            *place = said(name);
        }
    }
}
