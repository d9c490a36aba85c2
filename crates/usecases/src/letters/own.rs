//! The program's own texts: what a sending begins with where the company has written none.
use domain::{
    lang::Lang,
    quotes::letter::{Occasion, Place},
};
use i18n::T;
use wire::letters::Letter;

/// The program's own text of a language, for a version of that number.
pub(super) fn letter(language: Lang, occasion: Occasion, version: u32) -> Letter {
    let t = T::new(language);
    let place = |place: Place| place.written(language);
    let greeting = t.quotes_mail_greeting_name(place(Place::Name));
    let until = t.letters_sum_until(place(Place::Total), place(Place::ValidUntil));
    let regards = format!("{}\n{}", t.quotes_mail_regards(), place(Place::Seller));
    let (number, title) = (place(Place::Number), place(Place::Title));
    let first = matches!(occasion, Occasion::First) || version < 2;
    let (subject, body) = match occasion {
        Occasion::Reminder => (
            t.reading_mail_subject(&number, place(Place::ValidUntil)),
            t.reading_mail_text(&number, &title, place(Place::ValidUntil)),
        ),
        _ if first => (t.quotes_mail_subject(&number, &title), t.quotes_mail_first(&title)),
        _ => (t.quotes_mail_subject_update(&number, place(Place::Version)), t.quotes_mail_update(&title)),
    };
    let parts = match occasion {
        Occasion::Reminder => vec![greeting, body],
        _ => vec![greeting, body, until, t.quotes_mail_ask().to_owned(), regards],
    };
    Letter { language, subject, message: parts.join("\n\n") }
}
