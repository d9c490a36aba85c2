//! The words of a mail that goes with a quotation: a text with places for what belongs to the quotation and its reader.
//!
//! Places are filled in once, from the text as it was written: what a name or a title says is never read as a place.
use crate::{lang::Lang, refusal::Refusal, text};
use serde::{Deserialize, Serialize};

/// Longest subject, in characters, as written and as sent.
pub const LONGEST_SUBJECT: usize = 200;
/// Longest message, in characters.
pub const LONGEST_MESSAGE: usize = 5_000;
/// Longest value that is filled in, in characters.
const LONGEST_VALUE: usize = 300;
/// Longest word between braces that is taken for a place, in characters.
const LONGEST_PLACE: usize = 30;

/// What a mail text is written for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// The quotation goes out for the first time.
    #[default]
    First,
    /// A newer version goes out.
    Update,
    /// The version that is with the customer goes out again.
    Again,
    /// The customer is reminded before it ends.
    Reminder,
}

impl Occasion {
    /// All of them, in the order shown.
    pub const ALL: [Occasion; 4] = [Occasion::First, Occasion::Update, Occasion::Again, Occasion::Reminder];

    /// The name it is stored under.
    pub const fn code(self) -> &'static str {
        match self {
            Occasion::First => "first",
            Occasion::Update => "update",
            Occasion::Again => "again",
            Occasion::Reminder => "reminder",
        }
    }

    /// Reads that name.
    pub fn parse(code: &str) -> Option<Occasion> {
        Occasion::ALL.into_iter().find(|occasion| occasion.code() == code)
    }

    /// That of a sending: whether the very version is with the customer, and the version's number.
    pub const fn of(again: bool, version: u32) -> Occasion {
        match (again, version) {
            (true, _) => Occasion::Again,
            (false, 0 | 1) => Occasion::First,
            (false, _) => Occasion::Update,
        }
    }
}

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The reader's first name.
    Name,
    /// The reader's whole name.
    Contact,
    /// The customer.
    Customer,
    /// The quotation's number.
    Number,
    /// The version's number.
    Version,
    /// What the quotation is about.
    Title,
    /// What it comes to.
    Total,
    /// Its last day.
    ValidUntil,
    /// Who sends it.
    Seller,
    /// The selling company.
    Company,
    /// The reader's personal link; in messages only.
    Link,
}

impl Place {
    /// All of them, in the order shown.
    pub const ALL: [Place; 11] = [
        Place::Name,
        Place::Contact,
        Place::Customer,
        Place::Number,
        Place::Version,
        Place::Title,
        Place::Total,
        Place::ValidUntil,
        Place::Seller,
        Place::Company,
        Place::Link,
    ];

    /// Its word in a language.
    pub const fn word(self, lang: Lang) -> &'static str {
        let [en, fi, sv] = match self {
            Place::Name => ["name", "etunimi", "förnamn"],
            Place::Contact => ["contact", "yhteyshenkilö", "kontakt"],
            Place::Customer => ["customer", "asiakas", "kund"],
            Place::Number => ["number", "numero", "nummer"],
            Place::Version => ["version", "versio", "version"],
            Place::Title => ["title", "otsikko", "rubrik"],
            Place::Total => ["total", "summa", "summa"],
            Place::ValidUntil => ["valid until", "voimassa", "giltig till"],
            Place::Seller => ["seller", "myyjä", "säljare"],
            Place::Company => ["company", "yritys", "företag"],
            Place::Link => ["link", "linkki", "länk"],
        };
        match lang {
            Lang::En => en,
            Lang::Fi => fi,
            Lang::Sv => sv,
        }
    }

    /// As it is written into a text.
    pub fn written(self, lang: Lang) -> String {
        format!("{{{}}}", self.word(lang))
    }

    /// Reads the word between two braces, in any of the languages.
    pub fn parse(word: &str) -> Option<Place> {
        let word = text::clean_line(&word.replace('_', " ")).to_lowercase();
        Place::ALL.into_iter().find(|place| Lang::ALL.iter().any(|lang| place.word(*lang) == word))
    }
}

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part<'a> {
    Words(&'a str),
    Place(Place),
    Unknown(&'a str),
}

/// A brace that begins no place is a brace.
fn parts(text: &str) -> Vec<Part<'_>> {
    let (mut out, mut rest) = (Vec::new(), text);
    let mut from = 0;
    while let Some(at) = rest.get(from..).and_then(|tail| tail.find('{')).map(|at| from + at) {
        let inner = rest.get(at + 1..).unwrap_or_default();
        let word = inner.split_once('}').map(|(word, _)| word).filter(|word| looks_like_a_place(word));
        let Some(word) = word else {
            from = at + 1;
            continue;
        };
        if at > 0 {
            out.push(Part::Words(rest.get(..at).unwrap_or_default()));
        }
        out.push(Place::parse(word).map_or(Part::Unknown(word), Part::Place));
        rest = inner.get(word.len() + 1..).unwrap_or_default();
        from = 0;
    }
    if !rest.is_empty() {
        out.push(Part::Words(rest));
    }
    out
}

fn looks_like_a_place(word: &str) -> bool {
    let letters = |c: char| c.is_alphabetic() || matches!(c, ' ' | '_' | '-');
    word.chars().count() <= LONGEST_PLACE && word.chars().any(char::is_alphabetic) && word.chars().all(letters)
}

/// Whether every place of a message is one that can be filled in.
/// # Errors
/// [`Refusal::UnknownPlace`].
pub fn check_message(text: &str) -> Result<(), Refusal> {
    let unknown = parts(text).into_iter().find_map(|part| match part {
        Part::Unknown(word) => Some(word.to_owned()),
        _ => None,
    });
    unknown.map_or(Ok(()), |place| Err(Refusal::UnknownPlace { place }))
}

/// The same of a subject, where no link can stand.
/// # Errors
/// [`Refusal::UnknownPlace`], [`Refusal::LinkInSubject`].
pub fn check_subject(text: &str) -> Result<(), Refusal> {
    check_message(text)?;
    if parts(text).contains(&Part::Place(Place::Link)) { Err(Refusal::LinkInSubject) } else { Ok(()) }
}

/// What is filled in, each in the reader's form; what is empty leaves nothing behind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The reader's name.
    pub contact: String,
    /// The customer.
    pub customer: String,
    /// The quotation's number.
    pub number: String,
    /// The version's number.
    pub version: String,
    /// What it is about.
    pub title: String,
    /// What it comes to, saying whether tax is in it.
    pub total: String,
    /// Its last day.
    pub valid_until: String,
    /// Who sends it.
    pub seller: String,
    /// The selling company.
    pub company: String,
}

impl Facts {
    fn of(&self, place: Place) -> String {
        let value = match place {
            Place::Name => self.contact.split_whitespace().next().unwrap_or_default(),
            Place::Contact => &self.contact,
            Place::Customer => &self.customer,
            Place::Number => &self.number,
            Place::Version => &self.version,
            Place::Title => &self.title,
            Place::Total => &self.total,
            Place::ValidUntil => &self.valid_until,
            Place::Seller => &self.seller,
            Place::Company => &self.company,
            Place::Link => "",
        };
        // Figures keep the spaces in them that hold a line together.
        let value = if matches!(place, Place::Total) { value.to_owned() } else { text::clean_line(value) };
        value.chars().filter(|c| !c.is_control()).take(LONGEST_VALUE).collect()
    }
}

/// A message, filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// What stands before the link; everything where the writer gave the link no place.
    pub before: String,
    /// What stands after the link, where the writer gave it a place.
    pub after: Option<String>,
}

/// A message for its reader. What has no value is left out with the space before it; a link has one place, the first.
pub fn message(text: &str, facts: &Facts) -> Filled {
    let mut filled = Filled::default();
    for part in parts(text) {
        if part == Part::Place(Place::Link) {
            filled.after.get_or_insert_default();
            continue;
        }
        put(filled.after.as_mut().unwrap_or(&mut filled.before), part, facts);
    }
    filled
}

/// A subject for its reader: one line, cut where it is too long.
pub fn subject(text: &str, facts: &Facts) -> String {
    let mut out = String::new();
    for part in parts(text) {
        put(&mut out, part, facts);
    }
    // Spaces that hold figures together become plain ones: a subject is one line anyway.
    text::clean_line(&out).chars().take(LONGEST_SUBJECT).collect::<String>().trim_end().to_owned()
}

fn put(out: &mut String, part: Part<'_>, facts: &Facts) {
    match part {
        Part::Words(words) => out.push_str(words),
        // Refused before it is kept; what slips through stays as it is.
        Part::Unknown(word) => {
            out.push('{');
            out.push_str(word);
            out.push('}');
        }
        Part::Place(place) => {
            let value = facts.of(place);
            if value.is_empty() && out.ends_with(' ') {
                out.pop();
            }
            out.push_str(&value);
        }
    }
}

#[cfg(test)]
#[path = "letter_tests.rs"]
mod tests;
