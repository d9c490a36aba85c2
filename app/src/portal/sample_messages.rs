//! Links that lead to no quotation.
use super::content;
use wire::portal::PortalMessage;

/// Every message, by the name of its file.
pub fn messages() -> Vec<(&'static str, PortalMessage)> {
    vec![
        ("wrong-link", PortalMessage::WrongLink),
        ("open-again", PortalMessage::OpenLinkAgain),
        ("revoked", PortalMessage::Revoked { seller: "Havulämpö Oy".into(), salesperson: content(1).salesperson }),
        ("replaced", PortalMessage::Replaced { seller: "Havulämpö Oy".into(), salesperson: content(1).salesperson }),
        ("too-often", PortalMessage::TooOften { seconds: 40 }),
        ("unreadable", PortalMessage::Unreadable),
        ("unavailable", PortalMessage::Unavailable),
        ("fault", PortalMessage::Fault { incident: "7F3A-91C2".into() }),
    ]
}
