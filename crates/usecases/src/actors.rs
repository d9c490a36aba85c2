//! Who acts: a signed-in person, or a customer on a link. Only the gates of `account` and `portal` make them.
use crate::{Denied, clock::Zone};
use domain::{
    actors::{Permission, Reach, Role},
    ids::{CompanyId, UserId},
    lang::Lang,
    money::Currency,
};
use std::net::IpAddr;
use store::{
    Scope,
    events::By,
    scope::{Asker, VisitorScope},
};

/// A person who acts: signed in ([`crate::account::admit_staff`]), or at the command line.
#[derive(Clone, Debug)]
pub struct Staff {
    /// Which rows they may see.
    pub(crate) scope: Scope,
    /// First and last name.
    pub(crate) name: String,
    /// The role.
    pub(crate) role: Role,
    /// Whether they see costs and margins.
    pub(crate) sees_margin: bool,
    /// Language of their screens.
    pub(crate) language: Lang,
    /// The company's time zone.
    pub(crate) zone: Zone,
    /// The company's currency.
    pub(crate) currency: Currency,
    /// SHA-256 of the session's token; none for the command line.
    pub(crate) session: Option<Vec<u8>>,
}

impl Staff {
    /// The person who acts.
    pub const fn user(&self) -> UserId {
        self.scope.user
    }

    /// The company they act for: every row they see or write is of it.
    pub const fn company(&self) -> CompanyId {
        self.scope.company
    }

    /// As whoever asks for something to be done once.
    pub(crate) const fn asker(&self) -> Asker {
        self.scope.asker()
    }

    /// Language of their screens.
    pub const fn language(&self) -> Lang {
        self.language
    }

    /// The company's time zone.
    pub const fn zone(&self) -> Zone {
        self.zone
    }

    /// The rows they may see, when their role allows `permission`.
    /// # Errors
    /// [`Denied::NotAllowed`].
    pub fn scope(&self, permission: Permission) -> Result<&Scope, Denied> {
        if self.role.may(permission) { Ok(&self.scope) } else { Err(Denied::NotAllowed) }
    }

    /// Whether they see what things cost and what is earned; nobody else is told a figure of either.
    pub const fn sees_margin(&self) -> bool {
        self.sees_margin
    }

    /// Whether they may see every row of the company.
    pub const fn reaches_all(&self) -> bool {
        matches!(self.scope.reach, Reach::All)
    }

    /// What their session is known by: the hash of its secret; nothing for the command line.
    pub fn session(&self) -> &[u8] {
        self.session.as_deref().unwrap_or_default()
    }

    /// As it stands on the timeline.
    pub fn by(&self) -> By {
        By::Staff { user: self.scope.user, name: self.name.clone() }
    }
}

/// A customer on a link that is in force or was.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The quotation they may see.
    pub(crate) scope: VisitorScope,
    /// What stands in the address.
    pub(crate) public_id: String,
    /// The recipient's name, as the seller typed it.
    pub(crate) name: String,
    /// The recipient's address; may be empty.
    pub(crate) email: String,
    /// Who they are among those it was sent to.
    pub(crate) recipient: domain::ids::RecipientId,
    /// What they are asked for.
    pub(crate) role: domain::quotes::recipient::RecipientRole,
    /// Whether anything is asked of them still.
    pub(crate) asked: bool,
    /// The language they read in, where it is not the document's own.
    pub(crate) language: Option<domain::lang::Lang>,
    /// Whether the seller has revoked the link.
    pub(crate) revoked: bool,
    /// Whether that was because a newer link took its place.
    pub(crate) replaced: bool,
    /// The version of the quotation's row: it rises with every change a page could show.
    pub(crate) row_version: i64,
    /// The company's time zone.
    pub(crate) zone: Zone,
}

impl Visitor {
    /// What stands in the address.
    pub fn public_id(&self) -> &str {
        &self.public_id
    }

    /// The quotation.
    pub const fn quote(&self) -> domain::ids::QuoteId {
        self.scope.quote
    }

    /// The recipient's name; may be empty.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The version of the quotation's row: it rises with every change a page could show.
    pub const fn row_version(&self) -> i64 {
        self.row_version
    }

    /// Today by the company's clock: what is valid until a day is so until its midnight.
    pub fn today(&self, cx: &crate::Cx) -> chrono::NaiveDate {
        self.zone.day(cx.clock.now())
    }

    /// The link, when it is still in force.
    /// # Errors
    /// [`Denied::NotFound`] when the seller has revoked it.
    pub(crate) fn scope(&self) -> Result<&VisitorScope, Denied> {
        if self.revoked { Err(Denied::NotFound) } else { Ok(&self.scope) }
    }

    /// As it stands on the timeline, under the name they gave where they gave one.
    pub(crate) fn by(&self, given: &str) -> By {
        let name = if given.is_empty() { self.name.clone() } else { given.to_owned() };
        By::Visitor { link: self.scope.link.0, name }
    }
}

/// Where a request came from: evidence, and the ground for limits.
#[derive(Clone, Debug, Default)]
pub struct Agent {
    /// The address.
    pub address: String,
    /// The browser's own description, shortened.
    pub user_agent: String,
}

impl Agent {
    /// The network the request came from, as text without a blank; nothing where there is no address.
    pub fn network(&self) -> String {
        self.address.parse().map_or_else(|_| String::new(), |address| network(address).to_string())
    }
}

/// The addresses that are one subscriber's: an IPv4 address, however it is written, or a whole /64 of IPv6.
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_network_is_an_ipv4_address_or_a_slash_64() {
        for (address, of) in [
            ("192.0.2.7", "192.0.2.7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("::ffff:c000:208", "192.0.2.8"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
            ("nowhere", ""),
        ] {
            let agent = Agent { address: address.into(), user_agent: String::new() };
            assert_eq!(agent.network(), of);
        }
    }
}
