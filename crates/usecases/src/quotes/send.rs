//! Send the working version to the customer.
use super::{
    document, link,
    recipients::{self, Addressee, Place},
};
use crate::{
    Cx, Denied, Staff,
    approvals::standing,
    clock::Zone,
    content::blocks,
    denied,
    mail::{AttachedPdf, Mail},
    portal::signers::Signers,
};
use domain::{
    actors::Permission,
    ids::QuoteId,
    quotes::{
        content::ContentLine,
        recipient::{MOST_RECIPIENTS, RecipientRole, addressed},
        signing::Place as Turn,
        state::{QuoteEvent, QuoteState},
    },
    refusal::{Fields, Refusal},
    text,
};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use store::{
    Scope, Unit, columns,
    events::{By, EventData, NewEvent},
    quotes::{
        record, signatures,
        versions::{self, VersionRecord},
    },
};
use uuid::Uuid;
use wire::quotes::{SendQuote, SentLink, SentQuote};

/// Freezes the working version, gives each recipient a personal link, and puts their mails in the outbox, all in one
/// commit. Without an address only the link is made. A working version equal to the one that is with the customer
/// is not sent as another version: whoever is named gets a new link to the same one.
///
/// A retry answers without addresses: secrets are not kept to be told twice.
/// # Errors
/// [`Denied::Stale`], `no_lines`, `needs_approval`, `in_the_past` at `valid_until`, `not_in_this_state`, refusals by field.
pub async fn send(by: &Staff, cx: &Cx, command: SendQuote) -> Result<SentQuote, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let may_approve = by.scope(Permission::Approve).is_ok();
    let (who, zone, public_url) = (by.by(), by.zone(), cx.settings.public_url.clone());
    let fresh = link::Fresh::several(command.recipients.len().min(MOST_RECIPIENTS as usize))?;
    let urls: Vec<String> = fresh.iter().map(|fresh| fresh.url(cx)).collect();
    let made = Arc::new(AtomicBool::new(false));
    let (key, fingerprint, wrote, named) = (command.key.0, command.clone(), made.clone(), command.recipients.clone());
    let mut sent: SentQuote = cx
        .store
        .once(cx.clock.now(), scope.company, key, &fingerprint, move |unit| {
            let (scope, who, command, fresh) = (scope.clone(), who.clone(), command.clone(), fresh.clone());
            let (wrote, public_url) = (wrote.clone(), public_url.clone());
            Box::pin(async move {
                let mode = Mode { may_approve, zone, alone: false };
                let sent = write(unit, &scope, who, mode, command, (&fresh, &public_url)).await?;
                wrote.store(true, Ordering::SeqCst);
                Ok::<_, Denied>(sent)
            })
        })
        .await?;
    if made.load(Ordering::SeqCst) {
        let mut links = named
            .into_iter()
            .zip(urls)
            .map(|(to, url)| SentLink { name: if to.name.trim().is_empty() { to.email } else { to.name }, url });
        sent.url = links.next().map(|link| link.url).unwrap_or_default();
        sent.others = links.collect();
    }
    Ok(sent)
}

/// Who gets it and what they read, checked.
struct Checked {
    to: Vec<Addressee>,
    subject: String,
    message: String,
}

fn check(command: &SendQuote) -> Result<Checked, Denied> {
    let mut fields = Fields::new();
    let to = recipients::check(&mut fields, &command.recipients);
    let subject = fields.take("subject", text::optional_line(&command.subject, 200));
    let message = fields.take("message", text::optional_text(&command.message, 5_000));
    if subject.as_deref() == Some("") && to.iter().any(|to| to.email.is_some()) {
        fields.refuse("subject", Refusal::Required);
    }
    denied::all_right(fields)?;
    Ok(Checked { to, subject: subject.unwrap_or_default(), message: message.unwrap_or_default() })
}

/// How it is sent.
#[derive(Clone, Copy)]
pub(super) struct Mode {
    /// Whether the sender may approve what is beyond limits.
    pub may_approve: bool,
    /// The company's time zone.
    pub zone: Zone,
    /// Whether those who are not named are asked as before: it goes to one of them because they wished it.
    pub alone: bool,
}

pub(super) async fn write(
    unit: &mut Unit,
    scope: &Scope,
    who: By,
    mode: Mode,
    command: SendQuote,
    (fresh, public_url): (&[link::Fresh], &str),
) -> Result<SentQuote, Denied> {
    let Mode { may_approve, zone, alone } = mode;
    let checked = check(&command)?;
    let mut quote = record::load_for_update(unit, scope, command.id).await?;
    if quote.version != command.version {
        return Err(Denied::Stale { current: quote.version });
    }
    let state = columns::code(&quote.state, QuoteState::parse)?;
    let Some(next) = state.after(QuoteEvent::Send) else {
        return Err(Refusal::NotInThisState { state }.into());
    };
    let today = zone.day(unit.now);
    // Its last day may have passed before the program has marked it expired.
    let over = columns::optional_day(quote.sent_valid_until.clone())?.is_some_and(|until| until < today);
    let unchanged = quote.sent_version == Some(quote.draft_version);
    let same_offer = unchanged && state == QuoteState::Sent && !over;
    if unchanged && !same_offer {
        // After an answer or an expiry the same text is a new offer: it needs a version of its own.
        quote.draft_version += 1;
    }
    let number = u32::try_from(quote.draft_version).map_err(Denied::fault)?;
    let mut sha256 = String::new();
    if !same_offer {
        if !alone && !checked.to.iter().any(|to| to.role == RecipientRole::Signer) {
            return Err(Denied::at("recipients", Refusal::NoSigner));
        }
        let content = document::compose(&mut unit.conn, &quote, number, today).await?;
        if !content.settled().lines.iter().any(|line| matches!(line, ContentLine::Product { .. })) {
            return Err(Denied::at("lines", Refusal::NoLines));
        }
        if content.valid_until < today {
            return Err(Denied::at("valid_until", Refusal::InThePast));
        }
        standing::may_send(&mut unit.conn, may_approve, &quote).await?;
        let canonical = content.canonical();
        let version = VersionRecord {
            number: i64::from(number),
            sha256: vault::digest::sha256_hex(canonical.as_bytes()),
            content: canonical,
            net: quote.net,
            gross: quote.gross,
            valid_until: columns::day_text(content.valid_until),
            sent_at: unit.now.0,
        };
        sha256.clone_from(&version.sha256);
        quote.sent_valid_until = Some(version.valid_until.clone());
        versions::insert(unit, QuoteId(quote.id), quote.company_id, &version, Some(scope.user.0)).await?;
        blocks::sent(unit, QuoteId(quote.id), &content.blocks).await?;
        quote.read_at = None;
        quote.decline_reason = String::new();
    }
    // Who has signed has signed under the rule that was.
    let begun = same_offer
        && !signatures::list(&mut unit.conn, scope.company, command.id, quote.draft_version).await?.is_empty();
    if !begun {
        quote.signing = command.signing.code().to_owned();
    }
    quote.state = next.code().to_owned();
    quote.sent_version = Some(quote.draft_version);
    quote.touch(unit.now);
    let version = record::update(unit, &quote).await?;

    let language = columns::lang(&quote.language)?;
    // What was answered to a proposal goes with the version that was made of it.
    let answers = super::proposals::answers(&mut unit.conn, &quote, number, language).await?.filter(|_| !same_offer);
    let mut sent_to = Vec::new();
    for (at, to) in (0..).zip(&checked.to) {
        let place = if same_offer || alone { Place::Kept } else { Place::At(at) };
        sent_to.push(recipients::put(unit, scope.company, command.id, to, place).await?);
    }
    if !same_offer && !alone {
        let stay: Vec<Uuid> = sent_to.iter().map(|row| row.id).collect();
        recipients::leave_out(unit, scope.company, command.id, &stay).await?;
    }
    let signers = Signers::load(&mut unit.conn, scope.company, command.id, quote.draft_version).await?;
    for ((to, fresh), row) in checked.to.iter().zip(fresh).zip(&sent_to) {
        link::put(unit, scope.company, command.id, fresh, (row.id, &row.name, to.address())).await?;
        // Whose turn comes later is written to when it comes.
        if to.role == RecipientRole::Signer && signers.place(row.id) == Turn::Waits {
            continue;
        }
        let Some(email) = &to.email else { continue };
        let message = addressed(&checked.message, &row.name);
        let mail = Mail {
            to: email.as_str().to_owned(),
            to_name: row.name.clone(),
            reply_to: Some(scope.user),
            subject: addressed(&checked.subject, &row.name),
            text: [Some(message), answers.clone()].into_iter().flatten().collect::<Vec<_>>().join("\n\n"),
            link: fresh.address(public_url),
            language: to.language.unwrap_or(language),
            pdf: command.attach_pdf.then_some(AttachedPdf::Version { version: number }),
        };
        mail.put_later(unit, scope.company, "quote", quote.id).await?;
    }
    let mailed = checked.to.iter().any(|to| to.email.is_some());
    unit.event(NewEvent::new(scope.company, "quote", quote.id, "quote.sent", who).about(quote.opportunity_id).with(
        EventData {
            body: checked.message,
            number: quote.number,
            quote_version: Some(number),
            sha256,
            ..EventData::default()
        },
    ));
    unit.announce(scope.company, "quote", quote.id);
    if let Some(opportunity) = quote.opportunity_id {
        unit.announce(scope.company, "opportunity", opportunity);
    }
    Ok(SentQuote { version, sent_version: number, url: String::new(), others: Vec::new(), mailed })
}
