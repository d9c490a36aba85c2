//! What a judged post becomes: an opportunity with its customer, or a row that says why not.
use super::{Arrived, fields, make::make, threads};
use crate::{Cx, Denied};
use domain::ids::{CompanyId, IntakePostId, IntakeSourceId};
use intake::{
    forms::{self, Lead, Mapping, Verdict},
    mail,
};
use store::{
    Unit,
    intake::{
        posts::{self, PostRecord},
        sources::{self, SourceRecord},
    },
};
use wire::intake::PostVerdict;

/// The same bytes within a day are one post.
const WINDOW: i64 = 86_400 * 1_000_000;
/// The reason of what was too large to be judged.
const TOO_LARGE: &str = "too_large";
/// The same of a mail, of which the head may be kept.
pub(super) const MAIL_TOO_LARGE: &str = "mail_too_large";

/// The bytes of a post, understood.
#[derive(Clone, Debug)]
pub(super) enum Understood {
    /// A post of a web form.
    Form(Box<forms::Judged>),
    /// A mail.
    Mail(Box<mail::Judged>),
    /// A post of a web form that was too large to be kept.
    TooLarge,
    /// A mail that was too large to be kept whole, with what its head says.
    MailTooLarge(Box<mail::Judged>),
}

impl Understood {
    /// What is kept of a post, understood by today's rules.
    pub(super) fn of(row: &PostRecord, payload: &[u8], mapping: &Mapping) -> Understood {
        let by_mail = row.source_kind.as_deref() == Some("mail");
        match row.reason.as_str() {
            TOO_LARGE => Understood::TooLarge,
            MAIL_TOO_LARGE => Understood::MailTooLarge(Box::new(mail::judge(payload))),
            _ if by_mail => Understood::Mail(Box::new(mail::judge(payload))),
            _ => Understood::Form(Box::new(forms::judge(&row.content_type, payload, mapping))),
        }
    }
}

/// Settles a post that is kept. What made an opportunity once makes none again.
pub(super) async fn settle(
    cx: &Cx,
    company: CompanyId,
    id: IntakePostId,
    understood: Understood,
) -> Result<Arrived, Denied> {
    let public_url = cx.settings.public_url.clone();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (understood, public_url) = (understood.clone(), public_url.clone());
            Box::pin(async move { write(unit, company, id, understood, &public_url).await })
        })
        .await
}

/// Settles a post by what is kept of it.
pub(super) async fn again(cx: &Cx, company: CompanyId, id: IntakePostId) -> Result<Arrived, Denied> {
    let (row, payload, mapping) = {
        let mut conn = cx.store.reader().await?;
        let row = posts::load(&mut conn, company, id).await?;
        let source = sources::load(&mut conn, company, IntakeSourceId(row.source_id)).await?;
        (row, posts::payload(&mut conn, company, id).await?, fields::mapping(&source))
    };
    // Reading a large mail takes a while; other answers go on meanwhile.
    let understood = tokio::task::spawn_blocking(move || Understood::of(&row, &payload, &mapping)).await;
    settle(cx, company, id, understood.map_err(Denied::fault)?).await
}

async fn write(
    unit: &mut Unit,
    company: CompanyId,
    id: IntakePostId,
    understood: Understood,
    public_url: &str,
) -> Result<Arrived, Denied> {
    let found = posts::load(&mut unit.conn, company, id).await?;
    let source = IntakeSourceId(found.source_id);
    sources::lock(unit, company, source).await?;
    // Read again behind the lock: another judge may have been here.
    let mut row = posts::load(&mut unit.conn, company, id).await?;
    if row.opportunity_id.is_none() {
        let source = sources::load(&mut unit.conn, company, source).await?;
        match understood {
            Understood::TooLarge => put(&mut row, PostVerdict::Unreadable, TOO_LARGE),
            Understood::MailTooLarge(judged) => {
                threads::name(&mut row, &judged.mail);
                put(&mut row, PostVerdict::Unreadable, MAIL_TOO_LARGE);
            }
            Understood::Form(judged) => take(unit, &source, &mut row, *judged, public_url).await?,
            Understood::Mail(judged) => threads::take(unit, &source, &mut row, *judged, public_url).await?,
        }
        posts::settle(unit, &row).await?;
        unit.announce(company, "intake", row.id);
    }
    let verdict = PostVerdict::parse(&row.verdict).ok_or_else(|| Denied::fault("a verdict cannot be read"))?;
    Ok(Arrived { id, verdict, reason: row.reason })
}

pub(super) fn put(row: &mut PostRecord, verdict: PostVerdict, reason: &str) {
    row.verdict = verdict.code().to_owned();
    row.reason = reason.to_owned();
}

async fn take(
    unit: &mut Unit,
    source: &SourceRecord,
    row: &mut PostRecord,
    judged: forms::Judged,
    public_url: &str,
) -> Result<(), Denied> {
    row.adapter = judged.adapter.map(|adapter| adapter.code().to_owned()).unwrap_or_default();
    if row.repeat_key.is_empty() {
        row.repeat_key.clone_from(&judged.entry);
    }
    let lead = match judged.verdict {
        Verdict::Lead(lead) => lead,
        Verdict::Incomplete(lead) => {
            row.sender = who(&lead);
            put(row, PostVerdict::Incomplete, "no_contact");
            return Ok(());
        }
        Verdict::Spam => {
            put(row, PostVerdict::Spam, "trap");
            return Ok(());
        }
        Verdict::Unreadable(why) => {
            put(row, PostVerdict::Unreadable, why.code());
            return Ok(());
        }
    };
    row.sender = who(&lead);
    if let Some(before) = posts::made_before(&mut unit.conn, row, WINDOW).await? {
        row.opportunity_id = Some(before);
        put(row, PostVerdict::Repeated, "same");
        return Ok(());
    }
    make_it(unit, source, row, &lead, public_url).await
}

/// Makes the opportunity and says so.
pub(super) async fn make_it(
    unit: &mut Unit,
    source: &SourceRecord,
    row: &mut PostRecord,
    lead: &Lead,
    public_url: &str,
) -> Result<(), Denied> {
    row.opportunity_id = make(unit, source, &row.referrer, lead, public_url).await?;
    let made = row.opportunity_id.is_some();
    put(row, if made { PostVerdict::Made } else { PostVerdict::Incomplete }, if made { "" } else { "no_stage" });
    Ok(())
}

pub(super) fn who(lead: &Lead) -> String {
    [&lead.name, &lead.company, &lead.email, &lead.phone]
        .into_iter()
        .find(|text| !text.is_empty())
        .cloned()
        .unwrap_or_default()
}
