//! What is typed in the sending dialog: to whom, and which words, in the language of each.
use super::{
    desk::Desk,
    recipients::{self, Person},
};
use crate::{frame::use_me, letters::api::begin_letters};
use domain::{
    formats,
    lang::Lang,
    quotes::{
        letter::{self, Facts, Filled},
        signing::Signing,
    },
};
use leptos::{prelude::*, task::spawn_local};
use std::collections::HashMap;
use wire::{
    letters::{AskLetters, Letter as Text, Letters},
    problem::Problem,
    quotes::SendQuote,
    shared::IdempotencyKey,
};

/// What is typed in one language.
#[derive(Clone, Copy)]
pub struct Sheet {
    /// The language.
    pub language: Lang,
    /// The subject, with its places.
    pub subject: RwSignal<String>,
    /// The message, with its places.
    pub message: RwSignal<String>,
}

/// Subject and message as they were, by the text they came from and the language.
type Kept = HashMap<(String, Lang), (String, String)>;

/// What is typed in the dialog.
#[derive(Clone, Copy)]
pub struct Letter {
    /// Who gets it.
    pub people: RwSignal<Vec<Person>>,
    /// Whose signatures make the order, by code.
    pub signing: RwSignal<String>,
    /// Whether the PDF goes along.
    pub attach: RwSignal<bool>,
    /// What it says, in every language.
    pub sheets: [Sheet; 3],
    /// The code of the language that is written in.
    pub shown: RwSignal<String>,
    /// The id of the text it came from; empty for the program's own.
    pub choice: RwSignal<String>,
    /// What there is to choose, and what is put around a message.
    pub letters: RwSignal<Letters>,
    kept: StoredValue<Kept>,
}

/// The mail as one of its readers gets it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The subject.
    pub subject: String,
    /// The message.
    pub message: Filled,
    /// Before the link.
    pub lead: String,
    /// That the link is personal.
    pub personal: String,
}

impl Letter {
    /// Nothing but the people of the last sending.
    pub fn new(desk: Desk) -> Letter {
        let text = || RwSignal::new(String::new());
        Letter {
            people: RwSignal::new(desk.view.with_untracked(recipients::begin)),
            signing: RwSignal::new(desk.view.with_untracked(|view| view.signing.code().to_owned())),
            attach: RwSignal::new(true),
            sheets: Lang::ALL.map(|language| Sheet { language, subject: text(), message: text() }),
            shown: RwSignal::new(desk.head.language.get_untracked()),
            choice: text(),
            letters: RwSignal::new(Letters::default()),
            kept: StoredValue::new(Kept::new()),
        }
    }

    /// What is written in a language.
    pub fn sheet(self, language: Lang) -> Sheet {
        let [first, ..] = self.sheets;
        self.sheets.into_iter().find(|sheet| sheet.language == language).unwrap_or(first)
    }

    /// The languages of those who get it, the document's first.
    pub fn languages(self, desk: Desk) -> Vec<Lang> {
        let mut found = vec![document(desk)];
        for lang in self.people.with(|people| people.iter().filter_map(|person| person.reads()).collect::<Vec<_>>()) {
            if !found.contains(&lang) {
                found.push(lang);
            }
        }
        found
    }

    /// Whether nobody has an address.
    pub fn to_nobody(self) -> bool {
        self.people.with(|people| people.iter().all(|person| person.email.with(|email| email.trim().is_empty())))
    }

    /// Asks for the texts to begin with; what was typed already is left alone.
    pub fn begin(self, desk: Desk) {
        let (version, again) = untrack(|| desk.next_sent());
        self.shown.set(untrack(|| document(desk)).code().to_owned());
        spawn_local(async move {
            let Ok(found) = begin_letters(AskLetters { quote: desk.id, version, again }).await else { return };
            if self.letters.try_get_untracked().is_none() {
                return;
            }
            let before = self.letters.get_untracked();
            let typed = self.sheets.iter().any(|sheet| self.typed(&before, *sheet));
            let chosen = found.chosen.map(|id| id.to_string()).unwrap_or_default();
            self.letters.set(found);
            if !typed {
                self.choice.set(chosen.clone());
                self.sheets.into_iter().for_each(|sheet| self.put(sheet, &chosen));
            }
        });
    }

    /// Takes another text. What was typed into the one before comes back with it.
    pub fn choose(self, before: &str, now: &str) {
        for sheet in self.sheets {
            let typed = (sheet.subject.get_untracked(), sheet.message.get_untracked());
            self.kept.update_value(|kept| {
                kept.insert((before.to_owned(), sheet.language), typed);
            });
            let known = self.kept.with_value(|kept| kept.get(&(now.to_owned(), sheet.language)).cloned());
            match known {
                Some((subject, message)) => {
                    sheet.subject.set(subject);
                    sheet.message.set(message);
                }
                None => self.put(sheet, now),
            }
        }
    }

    fn put(self, sheet: Sheet, choice: &str) {
        if let Some(text) = self.letters.with_untracked(|all| text(all, choice, sheet.language)) {
            sheet.subject.set(text.subject);
            sheet.message.set(text.message);
        }
    }

    /// Whether somebody wrote into a sheet.
    fn typed(self, letters: &Letters, sheet: Sheet) -> bool {
        let (subject, message) = (sheet.subject.get_untracked(), sheet.message.get_untracked());
        let begun = text(letters, &self.choice.get_untracked(), sheet.language);
        match begun {
            Some(begun) => (subject, message) != (begun.subject, begun.message),
            None => !subject.is_empty() || !message.is_empty(),
        }
    }

    /// What one of them gets.
    pub fn read(self, desk: Desk, person: Person) -> Reading {
        let language = person.reads().unwrap_or_else(|| document(desk));
        let sheet = self.sheet(language);
        let facts = self.facts(desk, language, person.name.get());
        let around = self.letters.with(|all| all.around.iter().find(|one| one.language == language).cloned());
        let around = around.unwrap_or_default();
        Reading {
            subject: sheet.subject.with(|text| letter::subject(text, &facts)),
            message: sheet.message.with(|text| letter::message(text, &facts)),
            lead: around.lead,
            personal: around.personal,
        }
    }

    fn facts(self, desk: Desk, language: Lang, contact: String) -> Facts {
        let head = desk.head.typed();
        let (net, gross) = desk.sums.with(|sums| (sums.totals.net, sums.totals.gross));
        let (number, customer) = desk.view.with(|view| (view.number.clone(), view.party.name.clone()));
        let me = use_me();
        self.letters.with(|all| {
            let sum = formats::money(language, if all.with_tax { gross } else { net }, &desk.currency);
            let total = all.around.iter().find(|one| one.language == language).map(|one| one.total.clone());
            let until = head.valid_until.or(all.valid_until);
            Facts {
                contact,
                customer,
                number,
                version: desk.next_sent().0.to_string(),
                title: head.title,
                // The program's own words with a place in them; no customer's.
                total: total.unwrap_or_default().replace("{sum}", &sum),
                valid_until: until.map(|day| formats::date(language, day)).unwrap_or_default(),
                seller: me.as_ref().map(|me| me.name.clone()).unwrap_or_default(),
                company: me.map(|me| me.company_name).unwrap_or_default(),
            }
        })
    }

    /// What is sent.
    pub fn command(self, desk: Desk, key: IdempotencyKey) -> SendQuote {
        untrack(|| {
            let own = self.sheet(document(desk));
            let others = self.languages(desk).into_iter().skip(1).map(|language| {
                let sheet = self.sheet(language);
                Text { language, subject: sheet.subject.get(), message: sheet.message.get() }
            });
            SendQuote {
                key,
                id: desk.id,
                version: desk.saver.version(),
                recipients: self.people.with(|people| people.iter().map(|person| person.typed()).collect()),
                signing: self.signing.with(|code| Signing::parse(code)).unwrap_or_default(),
                subject: own.subject.get(),
                message: own.message.get(),
                others: others.collect(),
                attach_pdf: self.attach.get(),
            }
        })
    }

    /// Brings the language to the front in which something is wrong.
    pub fn show_wrong(self, desk: Desk, problem: &Problem) {
        let Problem::Refused { refusals } = problem else { return };
        let code = refusals.iter().find_map(|one| match one.field.as_str() {
            "subject" | "message" => Some(untrack(|| document(desk)).code().to_owned()),
            field => field.strip_prefix("others.")?.split_once('.').map(|(code, _)| code.to_owned()),
        });
        if let Some(code) = code {
            self.shown.set(code);
        }
    }
}

/// The language of the document.
pub fn document(desk: Desk) -> Lang {
    Lang::parse(&desk.head.language.get()).unwrap_or_default()
}

fn text(all: &Letters, choice: &str, language: Lang) -> Option<Text> {
    let found = all.choices.iter().find(|one| one.id.map(|id| id.to_string()).unwrap_or_default() == choice);
    found?.letters.iter().find(|letter| letter.language == language).cloned()
}
