//! A mail comes in: kept first, then judged, then settled.
use super::{
    Arrived, MOST_MAIL_BYTES,
    settle::{self, MAIL_TOO_LARGE},
};
use crate::{Cx, Denied};
use domain::{
    ids::{CompanyId, IntakePostId, IntakeSourceId},
    text,
};
use store::{
    Unit, files,
    intake::{
        posts::{self, PostRecord},
        sources,
    },
};
use uuid::Uuid;
use vault::tokens::{Kind, PlainToken};
use wire::intake::PostVerdict;

/// What stands on the timeline for a mail.
pub(super) const RECEIVED: &str = "mail.received";

/// A way for mail in use. Only [`admit_mail`] and the worker that reads mailboxes make it.
#[derive(Clone, Copy, Debug)]
pub struct MailWay {
    pub(super) id: IntakeSourceId,
    pub(super) company: CompanyId,
}

/// A mail as it came.
#[derive(Clone, Debug, Default)]
pub(super) struct RawMail {
    /// The program that brought it.
    pub(super) user_agent: String,
    /// The bytes; of a mail that is too large its head.
    pub(super) bytes: Vec<u8>,
    /// How many bytes it has; more than were brought where it is too large.
    pub(super) size: usize,
}

/// The way for mail whose address has a token.
/// # Errors
/// [`Denied::NotFound`] when there is none, or it is switched off.
pub async fn admit_mail(cx: &Cx, token: &str) -> Result<MailWay, Denied> {
    let token = PlainToken::parse(Kind::MailIn, token).ok_or(Denied::NotFound)?;
    let mut conn = cx.store.reader().await?;
    let row = sources::unscoped_find(&mut conn, token.reveal()).await?;
    Ok(MailWay { id: IntakeSourceId(row.id), company: CompanyId(row.company_id) })
}

/// Keeps a mail that was posted, and settles it; none was too large. What is wrong with it is its verdict, never an
/// error.
/// # Errors
/// [`Denied::Unavailable`] and faults: the mail may have been kept all the same, and its sender tries again.
pub async fn receive_mail(way: MailWay, cx: &Cx, body: Option<Vec<u8>>, user_agent: String) -> Result<Arrived, Denied> {
    let bytes = body.filter(|body| body.len() <= MOST_MAIL_BYTES);
    let size = bytes.as_ref().map_or(MOST_MAIL_BYTES + 1, Vec::len);
    let raw = RawMail { user_agent, bytes: bytes.unwrap_or_default(), size };
    let row = kept_row(way, cx, &raw);
    let id = IntakePostId(row.id);
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (row, raw) = (row.clone(), raw.clone());
            Box::pin(async move { keep(unit, &row, &raw.bytes).await })
        })
        .await?;
    settle::again(cx, way.company, id).await
}

/// The row of a mail before anything is known of it.
pub(super) fn kept_row(way: MailWay, cx: &Cx, raw: &RawMail) -> PostRecord {
    let user_agent: String = text::clean_line(&raw.user_agent).chars().take(500).collect();
    PostRecord {
        id: Uuid::now_v7(),
        company_id: way.company.0,
        source_id: way.id.0,
        received_at: cx.clock.now().0,
        content_type: "message/rfc822".to_owned(),
        referrer: String::new(),
        user_agent,
        size: i64::try_from(raw.size).unwrap_or(i64::MAX),
        sha256: vault::digest::sha256_hex(&raw.bytes),
        repeat_key: String::new(),
        verdict: PostVerdict::Waiting.code().to_owned(),
        reason: if raw.size > raw.bytes.len() { MAIL_TOO_LARGE.to_owned() } else { String::new() },
        adapter: String::new(),
        sender: String::new(),
        opportunity_id: None,
        subject: String::new(),
        address: String::new(),
        source_name: None,
        source_kind: None,
    }
}

/// Keeps a mail's bytes beside its row: lists then need not walk over them.
pub(super) async fn keep(unit: &mut Unit, row: &PostRecord, bytes: &[u8]) -> Result<(), Denied> {
    files::keep(unit, bytes).await?;
    posts::insert(unit, row, &[]).await?;
    unit.announce(CompanyId(row.company_id), "intake", row.id);
    Ok(())
}
