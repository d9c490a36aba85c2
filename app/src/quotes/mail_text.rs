//! What the sending dialog begins with, in the document's language, made on the server: the browser knows
//! the reader's language alone.
use crate::wire::AppError;
use domain::lang::Lang;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the mail is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailAbout {
    /// Language of the document.
    pub language: Lang,
    /// The quotation's number.
    pub number: String,
    /// The version that is sent.
    pub version: u32,
    /// Its title.
    pub title: String,
    /// Who gets it.
    pub recipient: String,
    /// Who sends it.
    pub sender: String,
    /// The net as it is written, e.g. `17 318,00 €`.
    pub net: String,
    /// The last day it is valid, if the user set one.
    pub valid_until: Option<chrono::NaiveDate>,
}

/// Subject and message to begin with, and what is put around them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailText {
    /// The subject.
    pub subject: String,
    /// The message.
    pub message: String,
    /// On the button that opens the quotation.
    pub open: String,
    /// Under the message: net and validity.
    pub sum: String,
    /// That the link is personal.
    pub personal: String,
}

/// The texts of a mail.
#[server(prefix = "/api", endpoint = "quotes/mail-text", input = crate::codec::Json, output = crate::codec::Json)]
pub async fn write_mail(about: MailAbout) -> Result<MailText, AppError> {
    crate::admit::staff().await?;
    Ok(compose(&about))
}

/// Writes them.
#[cfg(feature = "ssr")]
pub fn compose(about: &MailAbout) -> MailText {
    let t = i18n::T::new(about.language);
    let first_name = about.recipient.split_whitespace().next().unwrap_or_default();
    let greeting = if first_name.is_empty() {
        t.quotes_mail_greeting().to_owned()
    } else {
        t.quotes_mail_greeting_name(first_name)
    };
    let body = match about.version {
        0 | 1 => t.quotes_mail_first(&about.title),
        _ => t.quotes_mail_update(&about.title),
    };
    let subject = match about.version {
        0 | 1 => t.quotes_mail_subject(&about.number, &about.title),
        version => t.quotes_mail_subject_update(&about.number, version),
    };
    let message =
        [greeting, body, t.quotes_mail_ask().to_owned(), format!("{}\n{}", t.quotes_mail_regards(), about.sender)];
    let sum = match about.valid_until {
        Some(day) => t.quotes_mail_sum_until(&about.net, domain::formats::date(about.language, day)),
        None => t.quotes_mail_sum(&about.net),
    };
    MailText {
        subject,
        message: message.join("\n\n"),
        open: t.quotes_mail_open().to_owned(),
        sum,
        personal: t.quotes_mail_personal().to_owned(),
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    fn about(language: Lang, version: u32, recipient: &str) -> MailAbout {
        MailAbout {
            language,
            number: "T-2026-0001".into(),
            version,
            title: "Lämpöpumppu".into(),
            recipient: recipient.into(),
            sender: "Aino Lehtonen".into(),
            net: "100,00 €".into(),
            valid_until: None,
        }
    }

    #[test]
    fn a_mail_begins_in_the_language_of_the_document() {
        let fi = compose(&about(Lang::Fi, 1, "Päivi Mäkelä"));
        assert!(fi.message.starts_with("Hei Päivi,\n\n"), "{}", fi.message);
        assert!(fi.message.ends_with("Aino Lehtonen"));
        assert!(fi.subject.contains("T-2026-0001"));
        assert_ne!(fi.message, compose(&about(Lang::Sv, 1, "Päivi Mäkelä")).message);
    }

    #[test]
    fn a_later_version_says_so_and_nobody_is_greeted_by_no_name() {
        let text = compose(&about(Lang::En, 3, " "));
        assert!(text.subject.contains('3'), "{}", text.subject);
        assert!(!text.message.contains(" ,"));
    }
}
