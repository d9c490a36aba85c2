//! What a field of a web form is, by its name in three languages or by its type.
use domain::{ids::CustomFieldId, text};
use std::borrow::Cow;

/// What a field stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// First and last name.
    Name,
    /// The first name.
    First,
    /// The last name.
    Last,
    /// The company.
    Company,
    /// Its business id.
    BusinessId,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// What it is about.
    Subject,
    /// The message.
    Message,
    /// `utm_source`.
    Source,
    /// `utm_medium`.
    Medium,
    /// `utm_campaign`.
    Campaign,
    /// The page they came from.
    Referrer,
    /// A field that no person sees.
    Trap,
    /// Which form.
    Form,
    /// Which entry of it.
    Entry,
    /// What the plugin says of itself, and what somebody said is of no use.
    Aside,
    /// What fills a field of a team's own, because somebody said so.
    Own(CustomFieldId),
}

/// Before the id of a team's own field, as it is stored.
const OWN: &str = "own:";

impl Role {
    /// What somebody can say a field is, besides a team's own.
    pub const CHOICES: [Role; 14] = [
        Role::Name,
        Role::First,
        Role::Last,
        Role::Company,
        Role::BusinessId,
        Role::Email,
        Role::Phone,
        Role::Subject,
        Role::Message,
        Role::Source,
        Role::Medium,
        Role::Campaign,
        Role::Referrer,
        Role::Aside,
    ];

    /// The stored name.
    pub fn code(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Role::Own(field) => return Cow::Owned(format!("{OWN}{field}")),
            Role::Name => "name",
            Role::First => "first",
            Role::Last => "last",
            Role::Company => "company",
            Role::BusinessId => "business_id",
            Role::Email => "email",
            Role::Phone => "phone",
            Role::Subject => "subject",
            Role::Message => "message",
            Role::Source => "source",
            Role::Medium => "medium",
            Role::Campaign => "campaign",
            Role::Referrer => "referrer",
            Role::Trap => "trap",
            Role::Form => "form",
            Role::Entry => "entry",
            Role::Aside => "aside",
        })
    }

    /// Reads the stored name of what somebody can say.
    pub fn parse(code: &str) -> Option<Role> {
        if let Some(field) = code.strip_prefix(OWN) {
            return field.parse().ok().map(Role::Own);
        }
        Role::CHOICES.into_iter().find(|role| role.code() == code)
    }
}

const NAMES: &[(Role, &[&str])] = &[
    (
        Role::Name,
        &["name", "fullname", "nimi", "kokonimi", "namn", "contact", "contactname", "yhteyshenkilo", "kontaktperson"],
    ),
    (Role::First, &["firstname", "etunimi", "fornamn", "first"]),
    (Role::Last, &["lastname", "surname", "sukunimi", "efternamn", "last"]),
    (
        Role::Company,
        &[
            "company",
            "companyname",
            "yritys",
            "yrityksennimi",
            "organisation",
            "organization",
            "foretag",
            "foretagsnamn",
            "bolag",
        ],
    ),
    (Role::BusinessId, &["businessid", "ytunnus", "fonummer", "organisationsnummer"]),
    (
        Role::Email,
        &["email", "emailaddress", "mail", "sahkoposti", "sahkopostiosoite", "epost", "epostadress", "eposti"],
    ),
    (
        Role::Phone,
        &[
            "phone",
            "tel",
            "telephone",
            "phonenumber",
            "puhelin",
            "puhelinnumero",
            "puh",
            "gsm",
            "mobile",
            "telefon",
            "telefonnummer",
        ],
    ),
    (Role::Subject, &["subject", "aihe", "otsikko", "amne", "rubrik"]),
    (
        Role::Message,
        &[
            "message",
            "comment",
            "comments",
            "viesti",
            "meddelande",
            "kommentti",
            "lisatiedot",
            "question",
            "body",
            "text",
        ],
    ),
    (Role::Source, &["utmsource"]),
    (Role::Medium, &["utmmedium"]),
    (Role::Campaign, &["utmcampaign"]),
    (Role::Referrer, &["referrer", "referer", "pageurl", "sourceurl", "landingpage"]),
    (Role::Trap, &["honeypot", "hp", "gotcha", "wpformshp"]),
    (Role::Form, &["formid"]),
    (Role::Entry, &["entryid"]),
    (
        Role::Aside,
        &[
            "formname",
            "ip",
            "remoteip",
            "useragent",
            "poweredby",
            "datecreated",
            "dateupdated",
            "status",
            "isread",
            "isstarred",
            "isfulfilled",
            "createdby",
            "currency",
            "postid",
            "submit",
            "action",
        ],
    ),
];

/// By what it is called.
pub(super) fn by_name(name: &str) -> Option<Role> {
    let folded: String = text::fold(name).chars().filter(|letter| letter.is_alphanumeric()).collect();
    let folded = folded.strip_prefix("your").unwrap_or(&folded);
    NAMES.iter().find(|(_, names)| names.contains(&folded)).map(|(role, _)| *role)
}

/// By the type its plugin gives it.
pub(super) fn by_kind(kind: &str) -> Option<Role> {
    Some(match kind {
        "name" => Role::Name,
        "email" => Role::Email,
        "tel" | "phone" => Role::Phone,
        "textarea" => Role::Message,
        "honeypot" => Role::Trap,
        _ => return None,
    })
}
