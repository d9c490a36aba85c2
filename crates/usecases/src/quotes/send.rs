//! Send the working version to the customer.
use super::{document, link};
use crate::{
    Cx, Denied, Staff,
    approvals::standing,
    clock::Zone,
    content::blocks,
    denied,
    mail::{AttachedPdf, Mail},
};
use domain::{
    actors::Permission,
    ids::QuoteId,
    parties::email::Email,
    quotes::{
        content::ContentLine,
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
        record,
        versions::{self, VersionRecord},
    },
};
use wire::quotes::{SendQuote, SentQuote};

/// Freezes the working version, gives the customer a personal link, and puts the mail in the outbox, all in one
/// commit. Without an address only the link is made. A working version equal to the one that is with the customer
/// is not sent as another version: the customer gets a new link to the same one.
///
/// A retry answers without the address: secrets are not kept to be told twice.
/// # Errors
/// [`Denied::Stale`], `no_lines`, `needs_approval`, `in_the_past` at `valid_until`, `not_in_this_state`, refusals by field.
pub async fn send(by: &Staff, cx: &Cx, command: SendQuote) -> Result<SentQuote, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let may_approve = by.scope(Permission::Approve).is_ok();
    let (who, zone, fresh) = (by.by(), by.zone(), link::Fresh::make()?);
    let url = fresh.url(cx);
    let made = Arc::new(AtomicBool::new(false));
    let (key, fingerprint, wrote, mailed_url) = (command.key.0, command.clone(), made.clone(), url.clone());
    let mut sent: SentQuote = cx
        .store
        .once(cx.clock.now(), scope.company, key, &fingerprint, move |unit| {
            let (scope, who, command, fresh) = (scope.clone(), who.clone(), command.clone(), fresh.clone());
            let (wrote, url) = (wrote.clone(), mailed_url.clone());
            Box::pin(async move {
                let sent = write(unit, &scope, (who, may_approve), zone, command, (&fresh, &url)).await?;
                wrote.store(true, Ordering::SeqCst);
                Ok::<_, Denied>(sent)
            })
        })
        .await?;
    if made.load(Ordering::SeqCst) {
        sent.url = url;
    }
    Ok(sent)
}

/// Who gets it and what they read, checked.
struct Checked {
    name: String,
    email: Option<Email>,
    subject: String,
    message: String,
}

fn check(command: &SendQuote) -> Result<Checked, Denied> {
    let mut fields = Fields::new();
    let name = fields.take("recipient_name", text::optional_line(&command.recipient_name, 100));
    let email = match command.recipient_email.trim() {
        "" => Some(None),
        typed => fields.take("recipient_email", Email::parse(typed)).map(Some),
    };
    let subject = fields.take("subject", text::optional_line(&command.subject, 200));
    let message = fields.take("message", text::optional_text(&command.message, 5_000));
    if let (Some(Some(_)), Some("")) = (&email, subject.as_deref()) {
        fields.refuse("subject", Refusal::Required);
    }
    denied::all_right(fields)?;
    Ok(Checked {
        name: name.unwrap_or_default(),
        email: email.flatten(),
        subject: subject.unwrap_or_default(),
        message: message.unwrap_or_default(),
    })
}

pub(super) async fn write(
    unit: &mut Unit,
    scope: &Scope,
    (who, may_approve): (By, bool),
    zone: Zone,
    command: SendQuote,
    (fresh, url): (&link::Fresh, &str),
) -> Result<SentQuote, Denied> {
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
    quote.state = next.code().to_owned();
    quote.sent_version = Some(quote.draft_version);
    quote.touch(unit.now);
    let version = record::update(unit, &quote).await?;

    let email = checked.email.as_ref().map_or("", Email::as_str);
    link::put(unit, scope.company, command.id, fresh, (&checked.name, email)).await?;
    // What was answered to a proposal goes with the version that was made of it.
    let language = columns::lang(&quote.language)?;
    let answers = super::proposals::answers(&mut unit.conn, &quote, number, language).await?.filter(|_| !same_offer);
    let mailed = match &checked.email {
        Some(email) => {
            let mail = Mail {
                to: email.as_str().to_owned(),
                to_name: checked.name.clone(),
                reply_to: Some(scope.user),
                subject: checked.subject.clone(),
                text: [Some(checked.message.clone()), answers].into_iter().flatten().collect::<Vec<_>>().join("\n\n"),
                link: url.to_owned(),
                language,
                pdf: command.attach_pdf.then_some(AttachedPdf::Version { version: number }),
            };
            mail.put_later(unit, scope.company, "quote", quote.id).await?;
            true
        }
        None => false,
    };
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
    Ok(SentQuote { version, sent_version: number, url: String::new(), mailed })
}
