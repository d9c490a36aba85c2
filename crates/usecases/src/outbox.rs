//! Work of the outbox, seen from the worker: claim, do, note what came of it.
use crate::{
    Cx, Denied,
    clock::Zone,
    letters::Written,
    mail::{self, AttachedPdf, CalendarPart, Mail, Posted},
    portal,
    quotes::pdf,
    seals, templates,
};
use domain::{
    ids::{CompanyId, QuoteId, UserId},
    quotes::{content::Content, letter},
};
use i18n::T;
use store::{
    columns,
    events::{By, EventData, NewEvent},
    files,
    outbox::{self as stored, Work},
    quotes::{decisions, links, record, signatures, sources, versions},
};
use uuid::Uuid;

/// Seconds another worker leaves claimed work alone.
const LEASE_SECONDS: i64 = 120;
/// Work claimed at once.
const CLAIM_MOST: i64 = 10;
/// Waits between tries, in seconds; after the last one a person must look.
const WAITS: [i64; 10] = [10, 60, 600, 3_600, 21_600, 86_400, 86_400, 86_400, 86_400, 86_400];

/// A mail ready to go.
#[derive(Clone, Debug)]
pub struct OutgoingMail {
    /// The same for each try, so that a receiver can tell a repetition.
    pub id: Uuid,
    /// The sender's address.
    pub from: String,
    /// The sender's name.
    pub from_name: String,
    /// Where an answer goes; none for the sender's address.
    pub reply_to: Option<(String, String)>,
    /// The recipient's address.
    pub to: String,
    /// The recipient's name.
    pub to_name: String,
    /// The subject.
    pub subject: String,
    /// The whole text.
    pub text: String,
    /// File name and bytes of the PDF.
    pub attachment: Option<(String, Vec<u8>)>,
    /// An entry for the recipient's calendar.
    pub calendar: Option<CalendarPart>,
}

/// Claims due work. Without a mail server mails are left where they are: they wait, readable.
/// # Errors
/// [`Denied`].
pub async fn claim(cx: &Cx) -> Result<Vec<Work>, Denied> {
    let lease = cx.clock.now().plus_seconds(LEASE_SECONDS);
    let mail_ready = cx.settings.mail_ready;
    cx.store
        .unit(cx.clock.now(), move |unit| {
            Box::pin(async move { Ok(stored::claim(unit, lease, CLAIM_MOST, mail_ready).await?) })
        })
        .await
}

/// Puts a mail together: sender, text, attachment.
/// # Errors
/// [`Denied`]; the work is then noted as failed and tried again.
pub async fn prepare_mail(cx: &Cx, work: &Work) -> Result<OutgoingMail, Denied> {
    let Posted { mail, calendar } = serde_json::from_str(&work.body).map_err(Denied::fault)?;
    let company_id = CompanyId(work.company_id);
    let mut conn = cx.store.reader().await?;
    let company = sources::company(&mut conn, company_id).await?;
    let reply_to = match mail.reply_to {
        // Nobody reads any more what comes to somebody who has left: it comes to the company.
        Some(user) => sources::reached(&mut conn, company_id, user).await?,
        None => None,
    };
    let attachment = match (&mail.pdf, work.subject_id) {
        (Some(AttachedPdf::Version { version }), Some(quote)) => {
            let quote = record::unscoped_load(&mut conn, company_id, QuoteId(quote)).await?;
            let document = pdf::of_version(&mut conn, &quote, Some(*version), None).await?;
            drop(conn);
            let drawn = document.drawn().await?;
            Some((drawn.name, drawn.bytes))
        }
        (Some(AttachedPdf::File { name, sha256 }), _) => Some((name.clone(), files::bytes(&mut conn, sha256).await?)),
        _ => None,
    };
    Ok(OutgoingMail {
        id: work.id,
        from: company.email,
        from_name: company.name,
        reply_to: reply_to.map(|person| (person.email, person.name)),
        to: mail.to.clone(),
        to_name: mail.to_name.clone(),
        subject: mail.subject.clone(),
        text: mail.full_text(),
        attachment,
        calendar,
    })
}

/// Notes that a mail has gone; its link, a secret, is taken out of what is kept.
/// # Errors
/// [`Denied`].
pub async fn mail_sent(cx: &Cx, work: &Work) -> Result<(), Denied> {
    let mut posted: Posted = serde_json::from_str(&work.body).map_err(Denied::fault)?;
    posted.mail.link = String::new();
    let body = serde_json::to_string(&posted).map_err(Denied::fault)?;
    let (company, id) = (CompanyId(work.company_id), work.id);
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let body = body.clone();
            Box::pin(async move {
                stored::done(unit, company, id, Some(&body)).await?;
                Ok(())
            })
        })
        .await
}

/// Notes a failed try and when the next one comes.
/// # Errors
/// [`Denied`].
pub async fn failed(cx: &Cx, work: &Work, error: &str) -> Result<(), Denied> {
    let wait = usize::try_from(work.attempts).ok().and_then(|tries| WAITS.get(tries)).copied();
    let next = wait.map(|wait| cx.clock.now().plus_seconds(wait));
    let (company, id) = (CompanyId(work.company_id), work.id);
    let error: String = error.chars().take(500).collect();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let error = error.clone();
            Box::pin(async move { Ok(stored::failed(unit, company, id, &error, next).await?) })
        })
        .await
}

/// Seals the evidence, draws the signed document with that seal, keeps it with quotation and order under a seal of its
/// own, and puts the mails to both sides in the outbox.
/// Done twice it is the same: who comes second finds the work done and leaves it so.
/// # Errors
/// [`Denied`]; the work is then noted as failed and tried again.
pub async fn draw_signed_pdf(cx: &Cx, work: &Work) -> Result<(), Denied> {
    let (company, id) = (CompanyId(work.company_id), work.id);
    let quote_id = QuoteId(work.subject_id.ok_or_else(|| Denied::fault("work without its quotation"))?);
    let mut conn = cx.store.reader().await?;
    let quote = record::unscoped_load(&mut conn, company, quote_id).await?;
    let of: portal::accept::SignedWork = serde_json::from_str(&work.body).map_err(Denied::fault)?;
    let decision = match of.round {
        Some(round) => decisions::of_round(&mut conn, company, quote_id, round).await?,
        // Put there before a version could be accepted twice.
        None => decisions::find(&mut conn, company, quote_id).await?,
    };
    let decision = decision.ok_or_else(|| Denied::fault("work without its decision"))?;
    let zone = Zone::named(&sources::company(&mut conn, company).await?.time_zone);
    drop(conn);
    let sealed = seals::evidence(cx, &quote, &decision).await?;
    let conn = cx.store.reader().await?;
    let document = pdf::signed(conn, &quote, &decision, zone, (&cx.settings.public_url, &sealed)).await?;
    let bytes = seals::drawn(cx, &sealed, document).await?;
    let seal = seals::of_file(cx, &sealed, &bytes).await?;
    let name = portal::pdf::signed_name(&quote.number, (decision.quote_version, decision.round));
    let public_url = cx.settings.public_url.clone();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (bytes, name, decision, quote) = (bytes.clone(), name.clone(), decision.clone(), quote.clone());
            let (public_url, seal) = (public_url.clone(), seal.clone());
            Box::pin(async move {
                // First, since it waits for another worker that does the same; only one of both goes on.
                if !stored::done(unit, company, id, None).await? {
                    return Ok(());
                }
                let sha256 = files::attach(unit, company, "quote", quote.id, &name, pdf::PDF, &bytes).await?;
                store::seals::insert(unit, &seal).await?;
                // The quotation has changed for whoever looks at it: its file is there.
                let mut row = record::unscoped_load_for_update(unit, company, quote_id).await?;
                row.updated_at = unit.now.0;
                record::update(unit, &row).await?;
                let order = store::orders::regret::made(&mut unit.conn, company, quote_id).await?;
                let order = order.ok_or_else(|| Denied::fault("accepted without an order"))?;
                files::attach(unit, company, "order", order.id, &name, pdf::PDF, &bytes).await?;
                // What was taken back meanwhile is kept, and nobody is told any more that it was accepted.
                let newest = decisions::newest(&mut unit.conn, company, quote_id).await?;
                let stands = newest.is_some_and(|newest| {
                    (newest.quote_version, newest.round) == (decision.quote_version, decision.round)
                });
                if stands {
                    let file = AttachedPdf::File { name: name.clone(), sha256: sha256.clone() };
                    let last = (decision.quote_version, decision.link_id);
                    let before = signatures::before(&mut unit.conn, company, quote_id, last).await?;
                    let before = before.into_iter().map(|one| (Some(one.link_id), one.name, one.evidence));
                    let last = (decision.link_id, decision.name.clone(), decision.evidence.clone());
                    for signer in before.chain([last]) {
                        let about = (decision.quote_version, order.number.as_str());
                        mail_to_customer(unit, company, &quote, signer, about, (file.clone(), &public_url)).await?;
                    }
                    mail_to_seller(unit, company, &quote, &decision, &order.number, file, &public_url).await?;
                }
                unit.event(
                    NewEvent::new(company, "quote", quote.id, "quote.signed_pdf", By::System)
                        .about(quote.opportunity_id)
                        .with(EventData {
                            body: name,
                            number: quote.number.clone(),
                            sha256,
                            quote_version: u32::try_from(decision.quote_version).ok(),
                            ..EventData::default()
                        }),
                );
                unit.announce(company, "quote", quote.id);
                unit.announce(company, "order", order.id);
                Ok(())
            })
        })
        .await
}

/// The receipt of a signer, known by the link they signed by: name and evidence are theirs.
async fn mail_to_customer(
    unit: &mut store::Unit,
    company: CompanyId,
    quote: &record::QuoteRecord,
    (link_id, name, evidence): (Option<Uuid>, String, String),
    (version, order): (i64, &str),
    (file, public_url): (AttachedPdf, &str),
) -> Result<(), Denied> {
    let links = links::list(&mut unit.conn, company, QuoteId(quote.id)).await?;
    let link = links.into_iter().find(|link| Some(link.id) == link_id);
    let Some(link) = link.filter(|link| !link.recipient_email.is_empty()) else { return Ok(()) };
    let evidence: portal::evidence::Evidence = serde_json::from_str(&evidence).unwrap_or_default();
    let t = T::new(evidence.language);
    let own = templates::confirmation::said(&mut unit.conn, company, QuoteId(quote.id), evidence.language).await?;
    let mut text = t.mail_receipt_text(version, &quote.number, order);
    if !own.is_empty() {
        // The template's words first; what was accepted is told in any case.
        let row = versions::load(&mut unit.conn, QuoteId(quote.id), version).await?;
        // With what was chosen: its total is the one that was signed.
        let content = evidence.applied(&Content::from_canonical(&row.content).map_err(Denied::fault)?)?.settled();
        let facts = Written { content: &content, seller: &content.salesperson.name }.facts(evidence.language, &name);
        let said = letter::message(&own, &facts);
        text = format!("{}{}\n\n{text}", said.before, said.after.unwrap_or_default());
    }
    if let Some((order, _)) = store::orders::of_quote(&mut unit.conn, company, QuoteId(quote.id)).await?
        && let Some(demand) = crate::payments::block::read(&mut unit.conn, company, order).await?
    {
        text = format!("{text}\n\n{}", crate::payments::block::told(t, &demand.block));
    }
    text = format!("{text}\n\n{}", t.shelf_receipt(format!("{public_url}/my")));
    let mail = Mail {
        to: link.recipient_email,
        to_name: name,
        reply_to: quote.owner_id.map(UserId),
        subject: t.mail_receipt_subject(&quote.number),
        text,
        link: String::new(),
        after: None,
        language: evidence.language,
        pdf: Some(file),
    };
    mail.put_later(unit, company, "quote", quote.id).await?;
    Ok(())
}

async fn mail_to_seller(
    unit: &mut store::Unit,
    company: CompanyId,
    quote: &record::QuoteRecord,
    decision: &decisions::DecisionRecord,
    order: &str,
    file: AttachedPdf,
    public_url: &str,
) -> Result<(), Denied> {
    let owner = quote.owner_id.map(UserId);
    let Some(person) = mail::salesperson(&mut unit.conn, company, owner).await? else { return Ok(()) };
    let party = sources::party(&mut unit.conn, company, domain::ids::PartyId(quote.party_id)).await?;
    let language = columns::lang(&person.language)?;
    let t = T::new(language);
    let mail = Mail {
        to: person.email,
        to_name: person.name,
        reply_to: None,
        subject: t.mail_accepted_subject(&quote.number, &party.name),
        text: t.mail_accepted_text(&decision.name, decision.quote_version, order),
        link: format!("{public_url}/quotations/{}", quote.id),
        after: None,
        language,
        pdf: Some(file),
    };
    mail.put_later(unit, company, "quote", quote.id).await?;
    Ok(())
}
