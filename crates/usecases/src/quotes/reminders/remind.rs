//! Customers are reminded of offers that end: the program's own work, once a minute.
use super::{ACTED, NOBODY, SENT, stored};
use crate::{
    Cx, Denied,
    clock::Zone,
    letters::{self, Written},
    mail::Mail,
    portal::signers::Signers,
    quotes::link,
};
use domain::{
    days::Instant,
    ids::{CompanyId, QuoteId, UserId},
    lang::Lang,
    quotes::{
        content::Content,
        recipient::{MOST_RECIPIENTS, RecipientRole},
        reminders::{FURTHEST, Offer},
        signing::Place,
        state::QuoteState,
    },
};
use store::{
    Unit, columns,
    events::{By, EventData, NewEvent},
    quotes::{links, recipients, record, reminders, reminders::EndingRow, sources, versions},
};
use uuid::Uuid;

/// Offers looked at in one go.
const PAGE: i64 = 500;
/// Most people who are reminded of one offer.
const MOST_PEOPLE: usize = MOST_RECIPIENTS as usize;

/// Mails the reminders that are due. Each is settled in the unit of work that puts its mails in the outbox, under the
/// quotation's lock, so that two workers never send it twice. Answers how many offers were reminded of.
/// # Errors
/// [`Denied`].
pub async fn remind_due(cx: &Cx) -> Result<usize, Denied> {
    let now = cx.clock.now();
    // From the earliest day on earth to the latest; each company's own day decides below.
    let mut from = columns::day_text(now.plus_seconds(-14 * 3_600).utc().date());
    let to = columns::day_text(now.plus_seconds(i64::from(FURTHEST + 1) * 86_400).utc().date());
    let (mut after, mut reminded) = (Uuid::nil(), 0);
    loop {
        let rows = reminders::unscoped_ending(&mut cx.store.reader().await?, (&from, &to), after, PAGE).await?;
        let whole = rows.len() as u64 == PAGE.unsigned_abs();
        if let Some(last) = rows.last() {
            (from, after) = (last.sent_valid_until.clone(), last.id);
        }
        for row in rows {
            // One that cannot be reminded of keeps nobody else waiting.
            match reminded_of(cx, &row, now).await {
                Ok(true) => reminded += 1,
                Ok(false) => {}
                Err(error) => tracing::warn!(quote = %row.id, %error, "an offer could not be reminded of"),
            }
        }
        if !whole {
            return Ok(reminded);
        }
    }
}

async fn reminded_of(cx: &Cx, row: &EndingRow, now: Instant) -> Result<bool, Denied> {
    Ok(due(row, now)?.is_some() && remind(cx, row).await?)
}

/// The reminder that is due, in days before the end.
fn due(row: &EndingRow, now: Instant) -> Result<Option<u32>, Denied> {
    let zone = Zone::named(&row.time_zone);
    let Some(valid_until) = columns::optional_day(Some(row.sent_valid_until.clone()))? else { return Ok(None) };
    let offer = Offer { sent_on: zone.day(Instant(row.sent_at)), valid_until };
    let told = row.told.map(columns::count).transpose()?;
    Ok(offer.due(&stored(&row.days)?, zone.local(now), told))
}

/// Somebody to be reminded.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Person {
    recipient: Uuid,
    name: String,
    email: String,
    /// The code of the language they are written to in; empty for that of the quotation.
    language: String,
}

/// Who is reminded: everybody who is asked to sign or to approve, with an address and a link to this version that is in
/// force, each once. Whoever only reads, has answered, or signs later, is left in peace; and everybody while an approver has refused.
async fn people(conn: &mut store::Conn, row: &EndingRow) -> Result<Vec<Person>, Denied> {
    let (company, quote) = (CompanyId(row.company_id), QuoteId(row.id));
    let answers = recipients::answers(conn, company, quote, row.sent_version).await?;
    let signers = Signers::load(conn, company, quote, row.sent_version).await?;
    let mut people: Vec<Person> = Vec::new();
    if answers.iter().any(|answer| answer.approved == 0) {
        return Ok(people);
    }
    for link in links::list(conn, company, quote).await? {
        let signs = link.role == RecipientRole::Signer.code();
        let answered = answers.iter().any(|answer| answer.recipient_id == link.recipient_id)
            || (signs && signers.place(link.recipient_id) != Place::Free);
        let asked = link.left_out_at.is_none() && link.role != RecipientRole::Reader.code() && !answered;
        let lives = link.revoked_at.is_none() && link.created_at >= row.sent_at && !link.recipient_email.is_empty();
        let known = people.iter().any(|person| person.email.eq_ignore_ascii_case(&link.recipient_email));
        if asked && lives && !known && people.len() < MOST_PEOPLE {
            people.push(Person {
                recipient: link.recipient_id,
                name: link.recipient_name,
                email: link.recipient_email,
                language: link.language,
            });
        }
    }
    Ok(people)
}

async fn remind(cx: &Cx, row: &EndingRow) -> Result<bool, Denied> {
    // Secrets are made before the unit of work; who joins in between is reminded next time.
    let mut fresh = Vec::new();
    for person in people(&mut cx.store.reader().await?, row).await? {
        fresh.push((person, link::Fresh::make()?));
    }
    let (row, urls) = (row.clone(), fresh.iter().map(|(_, fresh)| fresh.url(cx)).collect::<Vec<_>>());
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (row, fresh, urls) = (row.clone(), fresh.clone(), urls.clone());
            Box::pin(async move { write(unit, &row, &fresh, &urls).await })
        })
        .await
}

async fn write(
    unit: &mut Unit,
    row: &EndingRow,
    fresh: &[(Person, link::Fresh)],
    urls: &[String],
) -> Result<bool, Denied> {
    let (company, id) = (CompanyId(row.company_id), QuoteId(row.id));
    let quote = record::unscoped_load_for_update(unit, company, id).await?;
    let state = columns::code(&quote.state, QuoteState::parse)?;
    let same = quote.sent_version == Some(row.sent_version)
        && quote.sent_valid_until.as_ref() == Some(&row.sent_valid_until)
        && state == QuoteState::Sent;
    let days = match reminders::plan(&mut unit.conn, id).await? {
        Some((_, days)) => days,
        None => reminders::usual(&mut unit.conn, company).await?,
    };
    // As it is behind the lock: another worker may have been here, or the seller has called it off.
    let settled = reminders::list(&mut unit.conn, id, row.sent_version).await?;
    let told = settled.iter().map(|one| one.days).min();
    let Some(due) = due(&EndingRow { days, told, ..row.clone() }, unit.now)?.filter(|_| same) else {
        return Ok(false);
    };
    let acted = reminders::acted(&mut unit.conn, company, id, row.sent_version, row.sent_at).await?;
    let now = people(&mut unit.conn, row).await?;
    let answered = !recipients::answers(&mut unit.conn, company, id, row.sent_version).await?.is_empty();
    let asked: Vec<_> = fresh.iter().zip(urls).filter(|((person, _), _)| now.contains(person)).collect();
    // Somebody was renamed or joined in between: it is tried again.
    if asked.is_empty() && !now.is_empty() && !acted {
        return Ok(false);
    }
    let outcome = match (acted, asked.is_empty()) {
        (true, _) => ACTED,
        // All who were asked have answered, or one who approves has refused.
        (false, true) if answered => ACTED,
        (false, true) => NOBODY,
        (false, false) => SENT,
    };
    let taken = reminders::take(unit, company, id, (row.sent_version, i64::from(due)), outcome).await?;
    unit.announce(company, "quote", quote.id);
    if !taken || outcome != SENT {
        return Ok(false);
    }
    let usual = columns::lang(&quote.language)?;
    let sent = versions::load(&mut unit.conn, id, row.sent_version).await?;
    let content: Content = serde_json::from_str(&sent.content).map_err(Denied::fault)?;
    let seller = match quote.owner_id {
        Some(owner) => sources::person(&mut unit.conn, company, UserId(owner)).await?.map(|person| person.name),
        None => None,
    };
    let written = Written { content: &content, seller: seller.as_deref().unwrap_or(&content.seller.name) };
    for ((person, fresh), url) in &asked {
        link::put(unit, company, id, fresh, (person.recipient, &person.name, &person.email)).await?;
        let language = Lang::parse(&person.language).unwrap_or(usual);
        let letter = letters::reminder(&mut unit.conn, company, language).await?;
        let (subject, filled) = written.fill(language, &person.name, (&letter.subject, &letter.message));
        let mail = Mail {
            to: person.email.clone(),
            to_name: person.name.clone(),
            reply_to: quote.owner_id.map(UserId),
            subject,
            text: filled.before,
            link: (*url).clone(),
            after: filled.after,
            language,
            pdf: None,
        };
        mail.put_later(unit, company, "quote", quote.id).await?;
    }
    let told: Vec<&str> = asked.iter().map(|((person, _), _)| person.email.as_str()).collect();
    let data = EventData {
        body: told.join(", "),
        number: quote.number.clone(),
        quote_version: u32::try_from(row.sent_version).ok(),
        ..EventData::default()
    };
    unit.event(
        NewEvent::new(company, "quote", quote.id, "quote.reminded", By::System).about(quote.opportunity_id).with(data),
    );
    Ok(true)
}
