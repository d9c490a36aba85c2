//! The only network client: it hands mails to the mail server, and fetches those of mailboxes.
pub mod mailbox;

use domain::parties::email::Email;
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Attachment, Mailbox, MultiPart, SinglePart, header::ContentType},
    transport::smtp::authentication::Credentials,
};
use std::time::Duration;
use usecases::outbox::OutgoingMail;

/// Where the mail server is and how to speak to it.
#[derive(Clone)]
pub struct Smtp {
    /// Its name or address.
    pub host: String,
    /// Its port; the usual one of the encryption when none is given.
    pub port: Option<u16>,
    /// How the connection is encrypted.
    pub encryption: Encryption,
    /// User name and password.
    pub login: Option<(String, String)>,
    /// The sender's address, where it is not the company's own.
    pub from: Option<String>,
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The password stays out of every log.
        f.debug_struct("Smtp").field("host", &self.host).field("port", &self.port).finish_non_exhaustive()
    }
}

/// How the connection to the mail server is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// Plain first, encrypted before anything is said.
    StartTls,
    /// Encrypted from the start.
    Tls,
    /// Not at all: a mail server on the same machine.
    None,
}

/// Why a mail did not go.
#[derive(Debug, thiserror::Error)]
pub enum PostError {
    /// An address is wrong: trying again does not help, a person must look.
    #[error("{field}: {address} is not an e-mail address")]
    Address {
        /// Which address: `to`, `from`.
        field: &'static str,
        /// What stands there.
        address: String,
    },
    /// The message could not be put together.
    #[error("{0}")]
    Message(String),
    /// The mail server could not be reached or refused.
    #[error("{0}")]
    Server(String),
}

/// Hands mails to one mail server.
#[derive(Clone)]
pub struct Postman {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Option<String>,
}

impl Postman {
    /// A postman for this mail server. Nothing is connected yet.
    /// # Errors
    /// [`PostError::Server`] when the server's name cannot be one.
    pub fn new(smtp: &Smtp) -> Result<Postman, PostError> {
        let wrong = |error: lettre::transport::smtp::Error| PostError::Server(error.to_string());
        let mut builder = match smtp.encryption {
            Encryption::StartTls => AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(&smtp.host).map_err(wrong)?,
            Encryption::Tls => AsyncSmtpTransport::<Tokio1Executor>::relay(&smtp.host).map_err(wrong)?,
            Encryption::None => AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&smtp.host),
        };
        if let Some(port) = smtp.port {
            builder = builder.port(port);
        }
        if let Some((user, password)) = &smtp.login {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        let transport = builder.timeout(Some(Duration::from_secs(20))).build();
        Ok(Postman { transport, from: smtp.from.clone() })
    }

    /// Hands over one mail and waits for the server's word.
    /// # Errors
    /// [`PostError`].
    pub async fn send(&self, mail: &OutgoingMail) -> Result<(), PostError> {
        let message = compose(mail, self.from.as_deref())?;
        self.transport.send(message).await.map(|_| ()).map_err(|error| PostError::Server(chain(&error)))
    }
}

/// The message with its headers. One recipient; the Message-ID is the same for each try.
fn compose(mail: &OutgoingMail, from: Option<&str>) -> Result<Message, PostError> {
    let from = mailbox("from", &mail.from_name, from.unwrap_or(&mail.from))?;
    let domain = from.email.domain().to_owned();
    let mut builder = Message::builder()
        .message_id(Some(format!("<{}@{domain}>", mail.id)))
        .from(from)
        .to(mailbox("to", &mail.to_name, &mail.to)?)
        .subject(one_line(&mail.subject));
    if let Some((address, name)) = mail.reply_to.as_ref().filter(|(address, _)| !address.is_empty()) {
        builder = builder.reply_to(mailbox("reply_to", name, address)?);
    }
    let text = SinglePart::plain(mail.text.clone());
    let kind = |kind: &str| ContentType::parse(kind).map_err(|error| PostError::Message(error.to_string()));
    let message = match (&mail.calendar, &mail.attachment) {
        (Some(calendar), _) => {
            // RFC 6047: the same words twice, for those who read and for their calendar; and as a file for programs that only
            // know files.
            let method: String = calendar.method.chars().filter(char::is_ascii_alphabetic).collect();
            let entry = kind(&format!("text/calendar; charset=utf-8; method={method}"))?;
            let entry = SinglePart::builder().content_type(entry).body(calendar.text.clone());
            let file = Attachment::new("invite.ics".to_owned()).body(calendar.text.clone(), kind("application/ics")?);
            let both = MultiPart::alternative().singlepart(text).singlepart(entry);
            builder.multipart(MultiPart::mixed().multipart(both).singlepart(file))
        }
        (None, Some((name, bytes))) => {
            let file = Attachment::new(one_line(name)).body(bytes.clone(), kind("application/pdf")?);
            builder.multipart(MultiPart::mixed().singlepart(text).singlepart(file))
        }
        (None, None) => builder.singlepart(text),
    };
    message.map_err(|error| PostError::Message(error.to_string()))
}

/// An address with a name; nothing in either can begin another header.
fn mailbox(field: &'static str, name: &str, address: &str) -> Result<Mailbox, PostError> {
    let wrong = || PostError::Address { field, address: address.to_owned() };
    let email = Email::parse(address).map_err(|_| wrong())?;
    let address: Address = email.as_str().parse().map_err(|_| wrong())?;
    let name = one_line(name);
    Ok(Mailbox::new(Some(name).filter(|name| !name.is_empty()), address))
}

fn one_line(text: &str) -> String {
    domain::text::clean_line(text)
}

/// An error with its causes: "Connection error: tcp connect error: Connection refused".
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let said = error.to_string();
        if !text.contains(&said) {
            text.push_str(": ");
            text.push_str(&said);
        }
        cause = error.source();
    }
    text
}

#[cfg(test)]
#[path = "../../../testdata/corpora/corpora.rs"]
mod corpora;

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;
    use usecases::mail::CalendarPart;

    fn mail() -> OutgoingMail {
        OutgoingMail {
            id: Default::default(),
            from: "myynti@havulampo.example".into(),
            from_name: "Havulämpö Oy".into(),
            reply_to: Some(("aino@havulampo.example".into(), "Aino Lehtonen".into())),
            to: "paivi@makela.example".into(),
            to_name: "Päivi Mäkelä".into(),
            subject: "Tarjous T-2026-0001".into(),
            text: "Hei Päivi".into(),
            attachment: Some(("T-2026-0001-v1.pdf".into(), b"%PDF-".to_vec())),
            calendar: None,
        }
    }

    #[test]
    fn an_invitation_is_text_entry_and_file_in_one_mail() {
        let calendar = CalendarPart { method: "REQUEST\r\nBcc: x".into(), text: "BEGIN:VCALENDAR\r\nX:ä\r\n".into() };
        let invited = OutgoingMail { calendar: Some(calendar), attachment: None, ..mail() };
        let text = String::from_utf8(compose(&invited, None).unwrap().formatted()).unwrap();
        for wanted in
            ["multipart/mixed", "multipart/alternative", "text/plain", "application/ics", "filename=\"invite.ics\""]
        {
            assert!(text.contains(wanted), "{wanted}\n{text}");
        }
        let kind = text.lines().find(|line| line.starts_with("Content-Type: text/calendar")).unwrap();
        assert!(kind.contains("charset=utf-8") && kind.contains("method=REQUESTBccx"), "{kind}");
        assert!(!text.lines().any(|line| line.to_lowercase().starts_with("bcc")), "{text}");
        let plain = text.find("text/plain").unwrap();
        assert!(plain < text.find("text/calendar").unwrap(), "programs show the last part they know");
    }

    #[test]
    fn nothing_typed_becomes_a_header() {
        let mut hostile = mail();
        hostile.subject = "Tarjous\r\nBcc: spy@x.example".into();
        hostile.to_name = "Päivi\r\nBcc: spy@x.example".into();
        let text = String::from_utf8(compose(&hostile, None).unwrap().formatted()).unwrap();
        assert!(!text.lines().any(|line| line.to_lowercase().starts_with("bcc")), "{text}");
        hostile.to = "paivi@makela.example, spy@x.example".into();
        assert!(matches!(compose(&hostile, None), Err(PostError::Address { field: "to", .. })));
    }

    /// The headers as a reader puts them together: names, and values unfolded.
    fn headers(part: &str) -> Vec<(String, String)> {
        let unfolded = part.replace("\r\n ", " ").replace("\r\n\t", "\t");
        let lines = unfolded.split("\r\n").take_while(|line| !line.is_empty());
        let told = lines.map(|line| line.split_once(": ").unwrap_or_else(|| panic!("{line:?} is no header")));
        told.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    #[test]
    fn whatever_is_typed_a_header_stays_one_and_the_mail_goes_to_one() {
        let names = |mail: &OutgoingMail| -> Option<(Vec<String>, Vec<u8>)> {
            let message = compose(mail, None).ok()?;
            assert_eq!(message.envelope().to().len(), 1);
            let bytes = message.formatted();
            let text = String::from_utf8(bytes.clone()).unwrap();
            let found = headers(&text);
            assert!(found.iter().all(|(_, value)| !value.contains(['\r', '\n', '\0'])), "{found:?}");
            Some((found.into_iter().map(|(name, _)| name).collect(), bytes))
        };
        let usual = names(&mail()).unwrap().0;
        let cases = [corpora::header(), corpora::html(), corpora::unicode(), corpora::url("mail")].concat();
        assert!(corpora::header().len() >= 100);
        for case in &cases {
            let mut typed = mail();
            for place in [&mut typed.subject, &mut typed.to_name, &mut typed.from_name] {
                place.clone_from(case);
            }
            typed.reply_to = Some(("aino@havulampo.example".into(), case.clone()));
            typed.attachment = Some((case.clone(), b"%PDF-".to_vec()));
            typed.text.clone_from(case);
            let (found, bytes) = names(&typed).unwrap_or_else(|| panic!("{case:?} keeps a mail from going"));
            assert_eq!(found, usual, "{case:?}");
            // The file stands in one part of its own: its headers are three and no more.
            let text = String::from_utf8(bytes).unwrap();
            let at = text.find("Content-Disposition").unwrap_or_else(|| panic!("{text}"));
            let part = text[..at].rfind("--").map_or("", |from| text[from..].split_once("\r\n").unwrap().1);
            assert_eq!(headers(part).len(), 3, "{case:?}: {part}");
        }
        // Addresses are one mailbox or none.
        for address in corpora::url("mail").iter().chain(&cases) {
            for wrong in
                [OutgoingMail { to: address.clone(), ..mail() }, OutgoingMail { from: address.clone(), ..mail() }]
            {
                if let Some((found, _)) = names(&wrong) {
                    assert_eq!(found, usual, "{address:?}");
                    assert!(Email::parse(address).is_ok(), "{address:?}");
                }
            }
        }
    }

    #[test]
    fn each_try_carries_the_same_message_id() {
        let id = |mail: &OutgoingMail| {
            let text = String::from_utf8(compose(mail, None).unwrap().formatted()).unwrap();
            text.lines().find(|line| line.starts_with("Message-ID")).unwrap().to_owned()
        };
        assert_eq!(id(&mail()), id(&mail()));
        assert!(id(&mail()).contains("@havulampo.example"));
    }
}
