//! Customers' links: made with a version, renewed, revoked.
use super::recipients;
use crate::{
    Cx, Denied, Staff,
    portal::{sign_on, signers::Signers},
};
use domain::{
    actors::Permission,
    ids::{CompanyId, LinkId, QuoteId},
    quotes::{recipient::RecipientRole, state::QuoteState},
};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use store::{
    Scope, Unit,
    events::{EventData, NewEvent},
    quotes::{
        links::{self, LinkRecord},
        recipients::{self as stored, RecipientRecord},
        record::{self, QuoteRecord},
    },
};
use uuid::Uuid;
use vault::tokens::{Kind, PlainToken};
use wire::quotes::{NewLink, RenewLink};

/// A fresh secret and what is known of it. Made before the unit of work, since randomness is no SQL.
#[derive(Clone)]
pub(crate) struct Fresh {
    /// The secret.
    pub token: PlainToken,
    /// What stands in the page's address.
    pub public_id: String,
}

impl Fresh {
    /// A new secret.
    /// # Errors
    /// A fault when the system has no randomness.
    pub fn make() -> Result<Fresh, Denied> {
        let token = PlainToken::random(Kind::Link).map_err(Denied::fault)?;
        let public = PlainToken::random(Kind::Link).map_err(Denied::fault)?;
        // Ten characters of another secret: unguessable enough not to collide, opening nothing.
        let public_id = public.reveal().chars().filter(char::is_ascii_alphanumeric).skip(2).take(10).collect();
        Ok(Fresh { token, public_id })
    }

    /// So many new secrets.
    /// # Errors
    /// A fault when the system has no randomness.
    pub fn several(count: usize) -> Result<Vec<Fresh>, Denied> {
        (0..count).map(|_| Fresh::make()).collect()
    }

    /// The recipient's personal address.
    pub fn url(&self, cx: &Cx) -> String {
        self.address(&cx.settings.public_url)
    }

    /// That address, below the one the program is reached at.
    pub fn address(&self, public_url: &str) -> String {
        format!("{public_url}/o/{}", self.token.reveal())
    }
}

/// Writes a link for a recipient.
pub(crate) async fn put(
    unit: &mut Unit,
    company: CompanyId,
    quote: QuoteId,
    fresh: &Fresh,
    (recipient, name, email): (Uuid, &str, &str),
) -> Result<LinkId, Denied> {
    let link = LinkRecord {
        id: Uuid::now_v7(),
        company_id: company.0,
        quote_id: quote.0,
        public_id: fresh.public_id.clone(),
        recipient_name: name.to_owned(),
        recipient_email: email.to_owned(),
        created_at: unit.now.0,
        read_at: None,
        revoked_at: None,
        replaced: 0,
        recipient_id: recipient,
        role: String::new(),
        language: String::new(),
        left_out_at: None,
        place: 0,
        time_zone: String::new(),
        row_version: 0,
    };
    links::insert(unit, &link, fresh.token.hashed().as_bytes()).await?;
    Ok(LinkId(link.id))
}

/// Makes a new link for the same recipient; the old one stops working in the same moment.
///
/// A retry answers with an empty address: secrets are not kept to be told twice.
/// # Errors
/// [`Denied::NotFound`].
pub async fn renew_link(by: &Staff, cx: &Cx, command: RenewLink) -> Result<NewLink, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (who, fresh, made) = (by.by(), Fresh::make()?, Arc::new(AtomicBool::new(false)));
    let url = fresh.url(cx);
    let (key, fingerprint, wrote) = (command.key.0, command.clone(), made.clone());
    cx.store
        .once(cx.clock.now(), scope.asker(), key, &fingerprint, move |unit| {
            let (scope, who, command, fresh) = (scope.clone(), who.clone(), command.clone(), fresh.clone());
            let wrote = wrote.clone();
            Box::pin(async move {
                let quote = record::load_for_update(unit, &scope, command.quote).await?;
                let old = links::list(&mut unit.conn, scope.company, command.quote).await?;
                let old = old.into_iter().find(|link| link.id == command.link.0).ok_or(Denied::NotFound)?;
                links::revoke(unit, scope.company, command.quote, (command.link, true)).await?;
                let to = (old.recipient_id, old.recipient_name.as_str(), old.recipient_email.as_str());
                put(unit, scope.company, command.quote, &fresh, to).await?;
                unit.event(
                    NewEvent::new(scope.company, "quote", quote.id, "quote.link_renewed", who)
                        .about(quote.opportunity_id)
                        .with(EventData { body: old.recipient_name, number: quote.number, ..EventData::default() }),
                );
                unit.announce(scope.company, "quote", quote.id);
                wrote.store(true, Ordering::SeqCst);
                Ok::<(), Denied>(())
            })
        })
        .await?;
    Ok(NewLink { url: if made.load(Ordering::SeqCst) { url } else { String::new() } })
}

/// Revokes a link: its holder learns so, and sees nothing more. Where it was their turn to sign, the next in order gets the
/// mail that they would have got after that signature.
/// # Errors
/// [`Denied::NotFound`].
pub async fn revoke_link(by: &Staff, cx: &Cx, link: LinkId) -> Result<(), Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let who = by.by();
    // For whoever signs next.
    let (fresh, public_url) = (Fresh::make()?, cx.settings.public_url.clone());
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (scope, who) = (scope.clone(), who.clone());
            let (fresh, public_url) = (fresh.clone(), public_url.clone());
            Box::pin(async move {
                let quote_id = links::quote_of(&mut unit.conn, &scope, link).await?;
                let quote = record::load_for_update(unit, &scope, quote_id).await?;
                let before = turn(unit, &scope, &quote).await?.map(|signer| signer.id);
                if links::revoke(unit, scope.company, quote_id, (link, false)).await? {
                    if leave_without_link(unit, &scope, quote_id, link).await? {
                        // The pages of those who wait for an approver are others now.
                        record::update(unit, &quote).await?;
                        let next = turn(unit, &scope, &quote).await?;
                        if let Some(next) = next.filter(|next| Some(next.id) != before && !next.email.is_empty()) {
                            sign_on::ask(unit, &quote, &next, None, (&fresh, &public_url)).await?;
                        }
                    }
                    unit.event(
                        NewEvent::new(scope.company, "quote", quote.id, "quote.link_revoked", who)
                            .about(quote.opportunity_id)
                            .with(EventData { number: quote.number, ..EventData::default() }),
                    );
                    unit.announce(scope.company, "quote", quote.id);
                }
                Ok(())
            })
        })
        .await
}

/// Whose turn it is to sign a version that is open, where signers sign in order.
async fn turn(unit: &mut Unit, scope: &Scope, quote: &QuoteRecord) -> Result<Option<RecipientRecord>, Denied> {
    let sent = quote.sent_version.filter(|_| quote.state == QuoteState::Sent.code());
    let Some(sent) = sent else { return Ok(None) };
    let signers = Signers::load(&mut unit.conn, scope.company, QuoteId(quote.id), sent).await?;
    Ok(signers.turn().cloned())
}

/// Nothing is asked of somebody whose last link was revoked: an approver or signer who cannot answer would hold up everybody.
/// Answers whether it was one.
async fn leave_without_link(unit: &mut Unit, scope: &Scope, quote: QuoteId, revoked: LinkId) -> Result<bool, Denied> {
    let links = links::list(&mut unit.conn, scope.company, quote).await?;
    let Some(owner) = links.iter().find(|link| link.id == revoked.0).map(|link| link.recipient_id) else {
        return Ok(false);
    };
    if links.iter().any(|link| link.recipient_id == owner && link.revoked_at.is_none()) {
        return Ok(false);
    }
    let all = stored::list(&mut unit.conn, scope.company, quote).await?;
    let Some(row) = all.into_iter().find(|row| row.id == owner) else { return Ok(false) };
    let held_up = row.role != RecipientRole::Reader.code() && row.left_out_at.is_none();
    recipients::ask(unit, scope.company, row, false).await?;
    Ok(held_up)
}
