//! Send the working version to the customer.
use super::{
    document, link,
    recipients::{self, Addressee, Place},
    scheduled,
};
use crate::{
    Cx, Denied, Staff,
    approvals::standing,
    clock::Zone,
    content::blocks,
    denied,
    letters::Written,
    mail::{AttachedPdf, Mail},
    portal::signers::Signers,
};
use chrono::NaiveDate;
use domain::{
    actors::Permission,
    ids::{CompanyId, QuoteId, UserId},
    lang::Lang,
    quotes::{
        content::{Content, ContentLine},
        letter::{self, LONGEST_MESSAGE, LONGEST_SUBJECT},
        recipient::{MOST_RECIPIENTS, RecipientRole},
        signing::{Place as Turn, Signing},
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
        record::{self, QuoteRecord},
        signatures,
        versions::{self, VersionRecord},
    },
};
use uuid::Uuid;
use wire::{
    letters::Letter,
    quotes::{Recipient, SendQuote, SentLink, SentQuote},
};

/// Freezes the working version, gives each recipient a personal link, and puts their mails in the outbox, all in one
/// commit. Without an address only the link is made. A working version equal to the one that is with the customer
/// is not sent as another version: whoever is named gets a new link to the same one. A sending that waited for its
/// moment is taken back: this one goes instead.
///
/// A retry answers without addresses: secrets are not kept to be told twice.
/// # Errors
/// [`Denied::Stale`], `no_lines`, `needs_approval`, `in_the_past` at `valid_until`, `not_in_this_state`, refusals by field.
pub async fn send(by: &Staff, cx: &Cx, command: SendQuote) -> Result<SentQuote, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (sender, public_url) = (Sender::of(by, &scope), cx.settings.public_url.clone());
    let fresh = link::Fresh::several(command.recipients.len().min(MOST_RECIPIENTS as usize))?;
    let urls: Vec<String> = fresh.iter().map(|fresh| fresh.url(cx)).collect();
    let made = Arc::new(AtomicBool::new(false));
    let (key, fingerprint, wrote, named) = (command.key.0, command.clone(), made.clone(), command.recipients.clone());
    let mut sent: SentQuote = cx
        .store
        .once(cx.clock.now(), scope.asker(), key, &fingerprint, move |unit| {
            let (scope, sender, command, fresh) = (scope.clone(), sender.clone(), command.clone(), fresh.clone());
            let (wrote, public_url) = (wrote.clone(), public_url.clone());
            Box::pin(async move {
                let sent = write(unit, &scope, &sender, command, (&fresh, &public_url)).await?;
                wrote.store(true, Ordering::SeqCst);
                Ok::<_, Denied>(sent)
            })
        })
        .await?;
    if made.load(Ordering::SeqCst) {
        tell(&mut sent, named, urls);
    }
    Ok(sent)
}

/// Puts the links into the answer, in the order the recipients were named.
pub(super) fn tell(sent: &mut SentQuote, named: Vec<Recipient>, urls: Vec<String>) {
    let mut links = named
        .into_iter()
        .zip(urls)
        .map(|(to, url)| SentLink { name: if to.name.trim().is_empty() { to.email } else { to.name }, url });
    sent.url = links.next().map(|link| link.url).unwrap_or_default();
    sent.others = links.collect();
}

/// Who gets it and what they read, checked.
pub(super) struct Checked {
    to: Vec<Addressee>,
    signing: Signing,
    subject: String,
    message: String,
    others: Vec<Letter>,
}

impl Checked {
    /// What somebody reads who reads in that language.
    fn letter(&self, language: Lang) -> (&str, &str) {
        let own = self.others.iter().find(|one| one.language == language);
        own.map_or((&self.subject, &self.message), |one| (&one.subject, &one.message))
    }

    /// Whether it is mailed to an address.
    pub fn reaches(&self, address: &str) -> bool {
        let address = address.trim().to_lowercase();
        !address.is_empty() && self.to.iter().any(|to| to.address().to_lowercase() == address)
    }
}

pub(super) fn check(command: &SendQuote) -> Result<Checked, Denied> {
    let mut fields = Fields::new();
    let to = recipients::check(&mut fields, &command.recipients);
    let mailed = to.iter().any(|to| to.email.is_some());
    let mut words = |at: &dyn Fn(&str) -> String, subject: &str, message: &str| {
        let subject = fields.take(at("subject"), text::optional_line(subject, LONGEST_SUBJECT));
        if mailed && subject.as_deref() == Some("") {
            fields.refuse(at("subject"), Refusal::Required);
        }
        let message = fields.take(at("message"), text::optional_text(message, LONGEST_MESSAGE)).unwrap_or_default();
        let subject = subject.unwrap_or_default();
        fields.take(at("subject"), letter::check_subject(&subject));
        fields.take(at("message"), letter::check_message(&message));
        (subject, message)
    };
    let (subject, message) = words(&str::to_owned, &command.subject, &command.message);
    let mut others: Vec<Letter> = Vec::new();
    for one in command.others.iter().take(Lang::ALL.len()) {
        let code = one.language.code();
        let (subject, message) = words(&|field| format!("others.{code}.{field}"), &one.subject, &one.message);
        others.push(Letter { language: one.language, subject, message });
    }
    denied::all_right(fields)?;
    Ok(Checked { to, signing: command.signing, subject, message, others })
}

/// Who sends it, and how.
#[derive(Clone)]
pub(super) struct Sender {
    /// For which company.
    pub company: CompanyId,
    /// Who.
    pub user: UserId,
    /// As it stands on the timeline.
    pub who: By,
    /// What they are called.
    pub name: String,
    /// Whether they may approve what is beyond limits.
    pub may_approve: bool,
    /// The company's time zone.
    pub zone: Zone,
    /// Whether those who are not named are asked as before: it goes to one of them because they wished it.
    pub alone: bool,
}

impl Sender {
    pub(super) fn of(by: &Staff, scope: &Scope) -> Sender {
        Sender {
            company: scope.company,
            user: scope.user,
            who: by.by(),
            name: by.name.clone(),
            may_approve: by.scope(Permission::Approve).is_ok(),
            zone: by.zone(),
            alone: false,
        }
    }
}

/// A version that is not with the customer yet.
#[derive(Clone)]
pub(super) struct Frozen {
    /// What it says.
    pub content: Content,
    /// Its net and gross, in millionths.
    pub sums: (i64, i64),
}

/// What is sent.
pub(super) enum What {
    /// The version that is with the customer already.
    Same(u32),
    /// A version of its own.
    New(Box<Frozen>),
}

/// What a sending of the working version on a day would send; the working version's number rises where it must.
/// # Errors
/// `no_signer`, `no_lines`, `in_the_past` at `valid_until`, `needs_approval`, `not_in_this_state`.
pub(super) async fn freeze(
    unit: &mut Unit,
    quote: &mut QuoteRecord,
    sender: &Sender,
    checked: &Checked,
    day: NaiveDate,
) -> Result<What, Denied> {
    let state = columns::code(&quote.state, QuoteState::parse)?;
    if !state.allows(QuoteEvent::Send) {
        return Err(Refusal::NotInThisState { state }.into());
    }
    // Its last day may have passed before the program has marked it expired.
    let over = columns::optional_day(quote.sent_valid_until.clone())?.is_some_and(|until| until < day);
    let unchanged = quote.sent_version == Some(quote.draft_version);
    let same_offer = unchanged && state == QuoteState::Sent && !over;
    if unchanged && !same_offer {
        // After an answer or an expiry the same text is a new offer: it needs a version of its own.
        quote.draft_version += 1;
    }
    let number = u32::try_from(quote.draft_version).map_err(Denied::fault)?;
    if same_offer {
        return Ok(What::Same(number));
    }
    if !sender.alone && !checked.to.iter().any(|to| to.role == RecipientRole::Signer) {
        return Err(Denied::at("recipients", Refusal::NoSigner));
    }
    let content = document::compose(&mut unit.conn, quote, number, day).await?;
    if !content.settled().lines.iter().any(|line| matches!(line, ContentLine::Product { .. })) {
        return Err(Denied::at("lines", Refusal::NoLines));
    }
    if content.valid_until < day {
        return Err(Denied::at("valid_until", Refusal::InThePast));
    }
    standing::may_send(&mut unit.conn, sender.may_approve, quote, sender.zone.local(unit.now)).await?;
    Ok(What::New(Box::new(Frozen { content, sums: (quote.net, quote.gross) })))
}

pub(super) async fn write(
    unit: &mut Unit,
    scope: &Scope,
    sender: &Sender,
    command: SendQuote,
    links: (&[link::Fresh], &str),
) -> Result<SentQuote, Denied> {
    let checked = check(&command)?;
    let mut quote = record::load_for_update(unit, scope, command.id).await?;
    if quote.version != command.version {
        return Err(Denied::Stale { current: quote.version });
    }
    scheduled::give_way(unit, &mut quote).await?;
    let today = sender.zone.day(unit.now);
    let what = freeze(unit, &mut quote, sender, &checked, today).await?;
    deliver(unit, quote, sender, (checked, command.attach_pdf), what, links).await
}

/// Writes what is sent, with links and mails, for a quotation that is locked.
/// # Errors
/// `not_in_this_state`.
pub(super) async fn deliver(
    unit: &mut Unit,
    mut quote: QuoteRecord,
    sender: &Sender,
    (checked, attach_pdf): (Checked, bool),
    what: What,
    (fresh, public_url): (&[link::Fresh], &str),
) -> Result<SentQuote, Denied> {
    let (company, id) = (sender.company, QuoteId(quote.id));
    let state = columns::code(&quote.state, QuoteState::parse)?;
    let Some(next) = state.after(QuoteEvent::Send) else {
        return Err(Refusal::NotInThisState { state }.into());
    };
    let mut sha256 = String::new();
    let same_offer = matches!(what, What::Same(_));
    let (number, content) = match what {
        What::Same(number) => {
            let sent = versions::load(&mut unit.conn, id, i64::from(number)).await?;
            (number, serde_json::from_str(&sent.content).map_err(Denied::fault)?)
        }
        What::New(frozen) => {
            let Frozen { content, sums: (net, gross) } = *frozen;
            let canonical = content.canonical();
            sha256 = vault::digest::sha256_hex(canonical.as_bytes());
            let version = VersionRecord {
                number: i64::from(content.version),
                sha256: sha256.clone(),
                content: canonical,
                net,
                gross,
                valid_until: columns::day_text(content.valid_until),
                sent_at: unit.now.0,
            };
            quote.sent_valid_until = Some(version.valid_until.clone());
            versions::insert(unit, id, quote.company_id, &version, Some(sender.user.0)).await?;
            blocks::sent(unit, id, &content).await?;
            quote.read_at = None;
            quote.decline_reason = String::new();
            (content.version, content)
        }
    };
    // Who has signed has signed under the rule that was.
    let begun = same_offer && !signatures::list(&mut unit.conn, company, id, i64::from(number)).await?.is_empty();
    if !begun {
        quote.signing = checked.signing.code().to_owned();
    }
    quote.state = next.code().to_owned();
    quote.sent_version = Some(i64::from(number));
    quote.touch(unit.now);
    let version = record::update(unit, &quote).await?;

    let language = content.language;
    let written = Written { content: &content, seller: &sender.name };
    // What was answered to a proposal goes with the version that was made of it.
    let answers = super::proposals::answers(&mut unit.conn, &quote, number, language).await?.filter(|_| !same_offer);
    let (mut sent_to, mut told) = (Vec::new(), None);
    for (at, to) in (0..).zip(&checked.to) {
        let place = if same_offer || sender.alone { Place::Kept } else { Place::At(at) };
        sent_to.push(recipients::put(unit, company, id, to, place).await?);
    }
    if !same_offer && !sender.alone {
        let stay: Vec<Uuid> = sent_to.iter().map(|row| row.id).collect();
        recipients::leave_out(unit, company, id, &stay).await?;
    }
    if !sender.alone {
        signatures::set_mail_pdf(unit, company, id, attach_pdf).await?;
    }
    let signers = Signers::load(&mut unit.conn, company, id, i64::from(number)).await?;
    for ((to, fresh), row) in checked.to.iter().zip(fresh).zip(&sent_to) {
        link::put(unit, company, id, fresh, (row.id, &row.name, to.address())).await?;
        let theirs = to.language.unwrap_or(language);
        let (subject, filled) = written.fill(theirs, &row.name, checked.letter(theirs));
        told.get_or_insert_with(|| {
            [Some(filled.before.as_str()), filled.after.as_deref()].map(Option::unwrap_or_default).concat()
        });
        // Whose turn comes later is written to when it comes.
        if to.role == RecipientRole::Signer && signers.place(row.id) == Turn::Waits {
            continue;
        }
        let Some(email) = &to.email else { continue };
        let last =
            |words: String| [Some(words), answers.clone()].into_iter().flatten().collect::<Vec<_>>().join("\n\n");
        let (text, after) = match filled.after {
            None => (last(filled.before), None),
            Some(after) => (filled.before, Some(last(after))),
        };
        let mail = Mail {
            to: email.as_str().to_owned(),
            to_name: row.name.clone(),
            reply_to: Some(sender.user),
            subject,
            text,
            link: fresh.address(public_url),
            after,
            language: theirs,
            pdf: attach_pdf.then_some(AttachedPdf::Version { version: number }),
        };
        mail.put_later(unit, company, "quote", quote.id).await?;
    }
    let mailed = checked.to.iter().any(|to| to.email.is_some());
    unit.event(
        NewEvent::new(company, "quote", quote.id, "quote.sent", sender.who.clone()).about(quote.opportunity_id).with(
            EventData {
                body: told.unwrap_or_default(),
                number: quote.number,
                quote_version: Some(number),
                sha256,
                ..EventData::default()
            },
        ),
    );
    unit.announce(company, "quote", quote.id);
    if let Some(opportunity) = quote.opportunity_id {
        unit.announce(company, "opportunity", opportunity);
    }
    Ok(SentQuote { version, sent_version: number, url: String::new(), others: Vec::new(), mailed })
}
