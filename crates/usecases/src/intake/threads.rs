//! What a judged mail becomes: a message of an opportunity that is there, or an opportunity of its own.
//!
//! The rule is cautious: a mail joins an opportunity when it names a mail of that one (or a mail of ours about one of
//! its quotations) as what it answers; without such a name only when the same writer wrote under the same subject
//! within a month and the opportunity is open. Everything else is a new matter.
use super::{
    answers, fields,
    mail::RECEIVED,
    settle::{make_it, put},
};
use crate::Denied;
use domain::ids::{CompanyId, IntakeSourceId, OpportunityId};
use intake::{
    forms::Lead,
    mail::{Automatic, Judged, Mail, Verdict, matter},
};
use store::{
    Unit,
    events::{By, EventData, NewEvent},
    intake::{
        posts::{self, PostRecord},
        sources::SourceRecord,
        threads,
    },
};
use uuid::Uuid;
use wire::intake::PostVerdict;

const SECOND: i64 = 1_000_000;
/// How long the same subject of the same writer is the same matter.
const MONTH: i64 = 30 * 86_400 * SECOND;
/// So many mails of one writer within two hours are two programs answering each other.
const TOO_MANY: usize = 20;
const TWO_HOURS: i64 = 2 * 3_600 * SECOND;
/// Of the same bytes only those of about the same time count; mails with an id are known by that.
const DAY: i64 = 86_400 * SECOND;

/// Writes down who wrote, and what a mail is known by.
pub(super) fn name(row: &mut PostRecord, mail: &Mail) {
    row.adapter = "mail".to_owned();
    row.sender = if mail.name.is_empty() { mail.email.clone() } else { mail.name.clone() };
    row.subject.clone_from(&mail.subject);
    row.address = mail.email.to_lowercase();
    row.repeat_key =
        if mail.message_id.is_empty() { format!("sha/{}", row.sha256) } else { format!("mid/{}", mail.message_id) };
}

pub(super) async fn take(
    unit: &mut Unit,
    source: &SourceRecord,
    row: &mut PostRecord,
    judged: Judged,
    public_url: &str,
) -> Result<(), Denied> {
    let company = CompanyId(source.company_id);
    let mail = judged.mail;
    name(row, &mail);
    // Programs write these by themselves; still somebody pressed "accept".
    if let Some(calendar) = judged.calendar {
        return answers::take(unit, source, row, calendar).await;
    }
    match judged.verdict {
        Verdict::Mail => {}
        Verdict::Automatic(why) => {
            put(row, PostVerdict::Automatic, why.code());
            return Ok(());
        }
        Verdict::NoSender => {
            put(row, PostVerdict::Incomplete, "no_sender");
            return Ok(());
        }
        Verdict::Unreadable(why) => {
            put(row, PostVerdict::Unreadable, why.code());
            return Ok(());
        }
    }
    if let Some(before) = posts::made_before(&mut unit.conn, row, DAY).await? {
        row.opportunity_id = Some(before);
        put(row, PostVerdict::Repeated, "same");
        return Ok(());
    }
    if own(unit, company, &mail.message_id).await?.is_some() {
        put(row, PostVerdict::Automatic, Automatic::Loop.code());
        return Ok(());
    }
    let (id, since) = (IntakeSourceId(source.id), row.received_at - TWO_HOURS);
    if threads::many(&mut unit.conn, id, &row.address, since, TOO_MANY as i64).await? >= TOO_MANY {
        put(row, PostVerdict::Automatic, "too_many");
        return Ok(());
    }
    if let Some((opportunity, why)) = belongs_to(unit, source, row, &mail).await? {
        row.opportunity_id = Some(opportunity.0);
        let by = By::Visitor { link: source.id, name: row.sender.clone() };
        let data = EventData { body: mail.news(), number: mail.subject.clone(), ..EventData::default() };
        unit.event(NewEvent::new(company, "opportunity", opportunity.0, RECEIVED, by).with(data));
        unit.announce(company, "opportunity", opportunity.0);
        put(row, PostVerdict::Joined, why);
        return Ok(());
    }
    let lead = Lead { own: mail.own(&fields::mapping(source)), ..mail.lead() };
    make_it(unit, source, row, &lead, public_url).await
}

/// The opportunity that a mail belongs to, and why.
async fn belongs_to(
    unit: &mut Unit,
    source: &SourceRecord,
    row: &PostRecord,
    mail: &Mail,
) -> Result<Option<(OpportunityId, &'static str)>, Denied> {
    let company = CompanyId(source.company_id);
    for reference in &mail.references {
        if let Some(found) = threads::by_key(&mut unit.conn, company, &format!("mid/{reference}")).await? {
            return Ok(Some((found, "answer")));
        }
        match own(unit, company, reference).await? {
            Some((kind, Some(quote))) if kind == "quote" => {
                if let Some(found) = threads::of_quote(&mut unit.conn, company, quote).await? {
                    return Ok(Some((found, "answer_to_quotation")));
                }
            }
            // An invitation, answered in words.
            Some((kind, Some(opportunity))) if kind == "opportunity" => {
                return Ok(Some((OpportunityId(opportunity), "answer")));
            }
            _ => {}
        }
    }
    let wanted = mail.matter();
    if wanted.is_empty() {
        return Ok(None);
    }
    let (id, since) = (IntakeSourceId(source.id), row.received_at - MONTH);
    let known = threads::of_writer(&mut unit.conn, id, &row.address, since).await?;
    let same = known.into_iter().find(|(subject, _)| matter(subject) == wanted);
    Ok(same.map(|(_, opportunity)| (opportunity, "same_matter")))
}

/// What a mail of ours was about, by its message id: that is its id in the outbox, at our domain.
async fn own(unit: &mut Unit, company: CompanyId, message_id: &str) -> Result<Option<(String, Option<Uuid>)>, Denied> {
    let local = message_id.split('@').next().unwrap_or_default();
    match Uuid::try_parse(local) {
        Ok(id) => Ok(threads::sent(&mut unit.conn, company, id).await?),
        Err(_) => Ok(None),
    }
}
