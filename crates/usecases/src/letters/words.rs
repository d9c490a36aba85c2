//! Between stored texts and the rules that fill them in.
use super::own;
use crate::Denied;
use domain::{
    formats,
    ids::CompanyId,
    lang::Lang,
    quotes::{
        content::Content,
        letter::{self, Facts, Filled, Occasion},
    },
};
use i18n::T;
use store::{Conn, quotes::mail_texts::MailTextRecord};
use wire::letters::Letter;

/// What a stored text says, by language.
/// # Errors
/// A fault when it cannot be read.
pub(super) fn letters(row: &MailTextRecord) -> Result<Vec<Letter>, Denied> {
    serde_json::from_str(&row.texts).map_err(Denied::fault)
}

/// A total as its reader gets it, saying whether tax is in it: companies are told the net, others what they pay.
pub(super) fn total(t: T, sum: &str, with_tax: bool) -> String {
    if with_tax { t.letters_total_gross(sum) } else { t.letters_total_net(sum) }
}

/// What a mail about a version is filled in with, but for its reader's name.
pub(crate) struct Written<'a> {
    /// The version.
    pub content: &'a Content,
    /// Who sends it.
    pub seller: &'a str,
}

impl Written<'_> {
    /// For a reader, in their language.
    pub fn facts(&self, language: Lang, contact: &str) -> Facts {
        let content = self.content;
        let with_tax = content.buyer.business_id.is_empty();
        let sum = if with_tax { content.totals.gross } else { content.totals.net };
        Facts {
            contact: contact.to_owned(),
            customer: content.buyer.name.clone(),
            number: content.number.clone(),
            version: content.version.to_string(),
            title: content.title.clone(),
            total: total(T::new(language), &formats::money(language, sum, &content.currency), with_tax),
            valid_until: formats::date(language, content.valid_until),
            seller: self.seller.to_owned(),
            company: content.seller.name.clone(),
        }
    }

    /// Subject and message for a reader.
    pub fn fill(&self, language: Lang, contact: &str, (subject, message): (&str, &str)) -> (String, Filled) {
        let facts = self.facts(language, contact);
        (letter::subject(subject, &facts), letter::message(message, &facts))
    }
}

/// What a customer is reminded with: the company's usual text, else the program's own.
/// # Errors
/// [`Denied`].
pub(crate) async fn reminder(conn: &mut Conn, company: CompanyId, language: Lang) -> Result<Letter, Denied> {
    let found = store::quotes::mail_texts::usual(conn, company, Occasion::Reminder.code()).await?;
    let written = found.map(|row| letters(&row)).transpose()?.unwrap_or_default();
    let written = written.into_iter().find(|letter| letter.language == language);
    Ok(written.unwrap_or_else(|| own::letter(language, Occasion::Reminder, 1)))
}
