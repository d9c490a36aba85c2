//! What a field of a web form is, by its name in three languages or by its type.
use domain::text;

/// What a field stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Name,
    First,
    Last,
    Company,
    BusinessId,
    Email,
    Phone,
    Subject,
    Message,
    Source,
    Medium,
    Campaign,
    Referrer,
    /// A field that no person sees.
    Trap,
    /// Which form, which entry.
    Form,
    Entry,
    /// What the plugin says of itself.
    Aside,
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
