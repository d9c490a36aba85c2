//! By what two leads are taken for the same person's or company's.
use crate::text;

/// Providers whose addresses say nothing about a company.
const PROVIDERS: [&str; 40] = [
    "aol.com",
    "elisanet.fi",
    "email.com",
    "fastmail.com",
    "gmail.com",
    "gmx.at",
    "gmx.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hotmail.co.uk",
    "hotmail.com",
    "hotmail.de",
    "hotmail.fi",
    "hotmail.fr",
    "icloud.com",
    "kolumbus.fi",
    "laposte.net",
    "libero.it",
    "live.com",
    "live.fi",
    "live.se",
    "luukku.com",
    "mac.com",
    "mail.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "orange.fr",
    "outlook.com",
    "outlook.fi",
    "pp.inet.fi",
    "proton.me",
    "protonmail.com",
    "suomi24.fi",
    "telia.com",
    "web.de",
    "yahoo.co.uk",
    "yahoo.com",
    "yandex.ru",
];

/// The key by which e-mail addresses are compared: the domain of a company, with its `@`; the whole address at a provider
/// that anybody can have one at. Nothing for what is no address (section 1.6 of the behaviour map).
///
/// ```
/// use domain::crm::duplicates::email_key;
/// assert_eq!(email_key("Floppy@MYCOMPANY.com").as_deref(), Some("@mycompany.com"));
/// assert_eq!(email_key("matti@gmail.com").as_deref(), Some("matti@gmail.com"));
/// assert_eq!(email_key("matti"), None);
/// ```
pub fn email_key(address: &str) -> Option<String> {
    let address = address.trim().to_lowercase();
    let (name, domain) = address.rsplit_once('@')?;
    if name.is_empty() || !domain.contains('.') || domain.starts_with('.') || domain.ends_with('.') {
        return None;
    }
    Some(if PROVIDERS.contains(&domain) { format!("{name}@{domain}") } else { format!("@{domain}") })
}

/// The key by which telephone numbers are compared: digits with the country's code in front, so that `040 123 4567` and
/// `+358 40 1234567` are one. Nothing for fewer than six digits.
///
/// ```
/// use domain::crm::duplicates::phone_key;
/// assert_eq!(phone_key("040 123 4567", "358"), phone_key("+358 (0)40-1234567", "358"));
/// assert_eq!(phone_key("12", "358"), None);
/// ```
pub fn phone_key(number: &str, country_code: &str) -> Option<String> {
    let number = number.trim().replace("(0)", "");
    let international = number.starts_with('+') || number.starts_with("00");
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let digits = match (international, digits.strip_prefix("00")) {
        (true, Some(rest)) => rest.to_owned(),
        (true, None) => digits,
        (false, _) => format!("{country_code}{}", digits.trim_start_matches('0')),
    };
    (digits.len() >= country_code.len() + 6).then_some(digits)
}

/// The key by which names of companies are compared: folded, without the form of the company and without what is no
/// letter or digit.
///
/// ```
/// use domain::crm::duplicates::company_key;
/// assert_eq!(company_key("Mäkelän Puutyö Oy"), company_key("OY MÄKELÄN PUUTYÖ AB"));
/// ```
pub fn company_key(name: &str) -> String {
    const FORMS: [&str; 14] =
        ["oy", "oyj", "ab", "ky", "tmi", "ry", "osk", "gmbh", "ag", "ltd", "inc", "llc", "as", "ou"];
    let folded = text::fold(name);
    let words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let kept: Vec<&str> = words.clone().filter(|word| !FORMS.contains(word)).collect();
    // A name of nothing but forms is compared as it stands.
    if kept.is_empty() { words.collect() } else { kept.concat() }
}

/// Hits of one key beyond which it says nothing: everybody of a big customer is not the same lead.
pub const NOISE: usize = 20;
