//! The gate for customers: the secret of a link becomes a visitor.
use crate::{Cx, Denied, Visitor, clock::Zone};
use domain::{
    ids::{CompanyId, LinkId, QuoteId, RecipientId, UserId},
    lang::Lang,
    quotes::{content::Person, recipient::RecipientRole},
};
use store::{
    columns,
    quotes::{links, record, sources},
    scope::VisitorScope,
};
use vault::tokens::{Kind, PlainToken};
use wire::portal::PortalMessage;

/// The visitor whose link has this secret. Nothing is written: opening a link changes nothing.
/// # Errors
/// [`Denied::NotFound`] when no link has it. A revoked link is admitted, to be told so.
pub async fn admit_visitor(cx: &Cx, token: &str) -> Result<Visitor, Denied> {
    let token = PlainToken::parse(Kind::Link, token).ok_or(Denied::NotFound)?;
    by_hash(cx, token.hashed().as_bytes()).await
}

/// The visitor whose link has a secret of this hash: the caller has seen the secret, or knows whose link it is.
pub(crate) async fn by_hash(cx: &Cx, hash: &[u8]) -> Result<Visitor, Denied> {
    let mut conn = cx.store.reader().await?;
    let link = links::unscoped_find_by_token(&mut conn, hash).await?;
    Ok(Visitor {
        scope: VisitorScope {
            company: CompanyId(link.company_id),
            quote: QuoteId(link.quote_id),
            link: LinkId(link.id),
        },
        public_id: link.public_id,
        name: link.recipient_name,
        email: link.recipient_email,
        recipient: RecipientId(link.recipient_id),
        role: columns::code(&link.role, RecipientRole::parse)?,
        asked: link.left_out_at.is_none(),
        language: Lang::parse(&link.language),
        revoked: link.revoked_at.is_some(),
        replaced: link.replaced == 1,
        row_version: link.row_version,
        zone: Zone::named(&link.time_zone),
    })
}

/// What the holder of a revoked link is told: whom to ask, and nothing of the quotation.
/// `None` when the link is in force.
/// # Errors
/// [`Denied`].
pub async fn revoked(by: &Visitor, cx: &Cx) -> Result<Option<PortalMessage>, Denied> {
    if !by.revoked {
        return Ok(None);
    }
    let mut conn = cx.store.reader().await?;
    let company = sources::company(&mut conn, by.scope.company).await?;
    let quote = record::unscoped_load(&mut conn, by.scope.company, by.scope.quote).await?;
    let person = match quote.owner_id {
        Some(owner) => sources::person(&mut conn, by.scope.company, UserId(owner)).await?,
        None => None,
    };
    let salesperson = person.map_or_else(Person::default, |person| Person {
        name: person.name,
        title: person.title,
        email: person.email,
        phone: person.phone,
    });
    let seller = company.name;
    Ok(Some(match by.replaced {
        true => PortalMessage::Replaced { seller, salesperson },
        false => PortalMessage::Revoked { seller, salesperson },
    }))
}
