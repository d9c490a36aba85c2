//! By what two leads are taken for the same person's or company's.
use crate::text;
use serde::{Deserialize, Serialize};

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

/// The key by which phone numbers are compared: digits with the country's code in front, so that `040 123 4567` and
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

/// The form of a company, as a word of its name.
const FORMS: [&str; 14] = ["oy", "oyj", "ab", "ky", "tmi", "ry", "osk", "gmbh", "ag", "ltd", "inc", "llc", "as", "ou"];

/// The folded words that names of the same company begin with: those before the company's form. Too short ones find
/// everything, and are none.
///
/// ```
/// use domain::crm::duplicates::name_begins;
/// assert_eq!(name_begins("Mäkelän Puutyö Oy").as_deref(), Some("makelan puutyo"));
/// assert_eq!(name_begins("Oy"), None);
/// ```
pub fn name_begins(name: &str) -> Option<String> {
    let folded = text::fold(name);
    let words = folded.split_whitespace().skip_while(|word| FORMS.contains(word));
    let begins = words.take_while(|word| !FORMS.contains(word)).collect::<Vec<_>>().join(" ");
    (begins.chars().count() >= 3).then_some(begins)
}

/// The key by which names of companies are compared: folded, without the form of the company and without what is no
/// letter or digit.
///
/// ```
/// use domain::crm::duplicates::company_key;
/// assert_eq!(company_key("Mäkelän Puutyö Oy"), company_key("OY MÄKELÄN PUUTYÖ AB"));
/// ```
pub fn company_key(name: &str) -> String {
    let folded = text::fold(name);
    let words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let kept: Vec<&str> = words.clone().filter(|word| !FORMS.contains(word)).collect();
    // A name of nothing but forms is compared as it stands.
    if kept.is_empty() { words.collect() } else { kept.concat() }
}

/// Hits of one key beyond which it says nothing: everybody of a big customer is not the same lead.
pub const NOISE: usize = 20;

/// Why two records are taken for the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The same e-mail address.
    Email,
    /// The same phone number.
    Phone,
    /// The same business id of their customers.
    BusinessId,
    /// The same VAT number of customers without a business id in common.
    VatNumber,
    /// The same customer.
    Customer,
    /// Companies of the same name.
    Name,
    /// E-mail addresses of the same company.
    Domain,
}

/// What is compared of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// E-mail address.
    pub email: String,
    /// Phone number by its key.
    pub phone: String,
    /// The customer.
    pub customer: Option<uuid::Uuid>,
    /// Business id.
    pub business_id: String,
    /// VAT number.
    pub vat_number: String,
    /// The company's name.
    pub name: String,
}

/// Why two records are taken for the same, the strongest reason first; none where they are not.
pub fn reasons(one: &Facts, other: &Facts) -> Vec<Reason> {
    let said = |a: &str, b: &str| !a.is_empty() && a == b;
    let keys = (email_key(&one.email), email_key(&other.email));
    let same_address = one.email.trim().to_lowercase() == other.email.trim().to_lowercase();
    let same_domain = keys.0.is_some() && keys.0 == keys.1;
    let same_customer = one.customer.is_some() && one.customer == other.customer;
    let same_business = said(&one.business_id, &other.business_id);
    [
        (same_domain && same_address, Reason::Email),
        (said(&one.phone, &other.phone), Reason::Phone),
        (!same_customer && same_business, Reason::BusinessId),
        (!same_customer && !same_business && said(&one.vat_number, &other.vat_number), Reason::VatNumber),
        (same_customer, Reason::Customer),
        (!same_customer && said(&company_key(&one.name), &company_key(&other.name)), Reason::Name),
        (same_domain && !same_address, Reason::Domain),
    ]
    .into_iter()
    .filter_map(|(holds, reason)| holds.then_some(reason))
    .collect()
}

/// The code that phone numbers of a country begin with; empty where it is not known.
pub fn calling_code(country: &str) -> &'static str {
    match country {
        "FI" | "AX" => "358",
        "SE" => "46",
        "NO" => "47",
        "DK" => "45",
        "EE" => "372",
        "LV" => "371",
        "LT" => "370",
        "DE" => "49",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(email: &str, phone: &str, name: &str) -> Facts {
        let phone = phone_key(phone, calling_code("FI")).unwrap_or_default();
        Facts { email: email.into(), phone, name: name.into(), ..Facts::default() }
    }

    #[test]
    fn each_reason_is_named_and_nothing_is_no_reason() {
        let one = facts("Aino@acme.fi", "040 123 4567", "Acme Oy");
        let same = facts("aino@acme.fi", "+358401234567", "ACME AB");
        assert_eq!(reasons(&one, &same), [Reason::Email, Reason::Phone, Reason::Name]);
        assert_eq!(reasons(&one, &facts("osto@acme.fi", "", "")), [Reason::Domain]);
        assert_eq!(reasons(&facts("a@gmail.com", "", ""), &facts("b@gmail.com", "", "")), []);
        assert_eq!(reasons(&Facts::default(), &Facts::default()), []);
        let customer = Some(uuid::Uuid::from_u128(7));
        let of =
            |name: &str| Facts { customer, business_id: "2345678-1".into(), name: name.into(), ..Facts::default() };
        assert_eq!(reasons(&of("Acme"), &of("Acme")), [Reason::Customer], "one customer is one reason");
        let vat = |business_id: &str| Facts {
            vat_number: "SE556677889901".into(),
            business_id: business_id.into(),
            ..Facts::default()
        };
        assert_eq!(reasons(&vat(""), &vat("2345678-0")), [Reason::VatNumber]);
        assert_eq!(reasons(&vat("2345678-0"), &vat("2345678-0")), [Reason::BusinessId], "the same thing is said once");
    }

    proptest::proptest! {
        #[test]
        fn who_is_asked_makes_no_difference(a in ".{0,12}", b in ".{0,12}", phone in "[0-9+ ()-]{0,14}") {
            let (one, other) = (facts(&a, &phone, &b), facts(&b, &phone, &a));
            proptest::prop_assert_eq!(reasons(&one, &other), reasons(&other, &one));
        }
    }
}
