//! The customer asks or remarks, on the whole or on a line.
use super::{
    enclosed::{self, Enclosed, Taken},
    standing,
    tell_seller::{Telling, tell_seller},
};
use crate::{Cx, Denied, Visitor};
use domain::{
    ids::LineId,
    quotes::{decision, state::QuoteState},
    refusal::{FieldRefusal, Refusal},
};
use store::{
    Unit,
    events::{EventData, NewEvent},
    quotes::{
        comments::{self, CommentRecord},
        record,
    },
};
use uuid::Uuid;
use wire::portal::CommentByVisitor;

/// Comments one link may send within an hour.
const PER_HOUR: i64 = 10;

/// Writes a comment; the seller sees it at once and gets a mail.
/// # Errors
/// `required` or `too_long` at `body`, `not_there` at `line`, `too_often`, `quote_cancelled`.
pub async fn comment(by: &Visitor, cx: &Cx, command: CommentByVisitor) -> Result<(), Denied> {
    comment_with(by, cx, command, Vec::new()).await
}

/// As [`comment`], with files.
/// # Errors
/// As [`comment`]; at `file` why a file is not taken. Nothing is kept then.
pub async fn comment_with(
    by: &Visitor,
    cx: &Cx,
    command: CommentByVisitor,
    files: Vec<Enclosed>,
) -> Result<(), Denied> {
    let key = Uuid::parse_str(command.key.trim()).map_err(|_| Denied::from(Refusal::Required))?;
    let asker = by.scope()?.asker();
    let files = tokio::task::spawn_blocking(move || enclosed::look_at(files)).await.map_err(Denied::fault)?;
    // A file that is not taken is told beside words that are missing, not instead of it.
    let files = match (files, decision::read_comment(&command.body)) {
        (Ok(files), _) => std::sync::Arc::new(files),
        (Err(Denied::Refused(mut refusals)), Err(refusal)) => {
            refusals.insert(0, FieldRefusal::at("body", refusal));
            return Err(Denied::Refused(refusals));
        }
        (Err(denied), _) => return Err(denied),
    };
    let digests: Vec<_> =
        files.iter().map(|file| (file.name.clone(), vault::digest::sha256_hex(&file.bytes))).collect();
    let (by, public_url) = (by.clone(), cx.settings.public_url.clone());
    let fingerprint = (command.clone(), digests);
    cx.store
        .once(cx.clock.now(), asker, key, &fingerprint, move |unit| {
            let (by, public_url, command, files) = (by.clone(), public_url.clone(), command.clone(), files.clone());
            Box::pin(async move { write(unit, &by, &public_url, command, &files).await })
        })
        .await
}

async fn write(
    unit: &mut Unit,
    by: &Visitor,
    public_url: &str,
    command: CommentByVisitor,
    files: &[Taken],
) -> Result<(), Denied> {
    let body = decision::read_comment(&command.body).map_err(|refusal| Denied::at("body", refusal))?;
    let scope = by.scope()?.clone();
    let found = standing::load(unit, by).await?;
    if found.standing.state == QuoteState::Cancelled {
        return Err(Refusal::QuoteCancelled.into());
    }
    let line = match command.line.trim() {
        "" => None,
        id => {
            let id = id.parse::<LineId>().map_err(|_| Denied::at("line", Refusal::NotThere))?;
            let line = found.content.lines.iter().find(|line| line.id() == id);
            Some(line.ok_or_else(|| Denied::at("line", Refusal::NotThere))?)
        }
    };
    let hour_ago = unit.now.plus_seconds(-3600).0;
    if comments::count_recent(unit, scope.company, scope.quote, scope.link, hour_ago).await? >= PER_HOUR {
        return Err(Refusal::TooOften.into());
    }
    enclosed::room(unit, scope.company, scope.quote, files.len()).await?;
    let author = if by.name.is_empty() { found.content.buyer.name.clone() } else { by.name.clone() };
    let comment = CommentRecord {
        id: Uuid::now_v7(),
        quote_version: found.version.number,
        line_id: line.map(|line| line.id().0),
        line_name: line.map(|line| line.text().chars().take(200).collect()).unwrap_or_default(),
        user_id: None,
        link_id: Some(scope.link.0),
        author: author.clone(),
        body: body.clone(),
        answered: 0,
        created_at: unit.now.0,
    };
    comments::insert(unit, scope.company, scope.quote, &comment).await?;
    enclosed::put(unit, scope.company, comment.id, files).await?;
    let mut quote = found.quote;
    quote.open_questions = comments::count_open(unit, scope.company, scope.quote).await?;
    quote.touch(unit.now);
    record::update(unit, &quote).await?;
    let (number, party) = (quote.number.clone(), found.content.buyer.name);
    let named: Vec<String> = files.iter().map(|file| format!("\n- {}", file.name)).collect();
    let text = format!("{body}\n{}", named.concat()).trim_end().to_owned();
    let body = text.clone();
    tell_seller(unit, &quote, public_url, |t| Telling {
        subject: t.mail_question_subject(&number, &party),
        text: format!("{}\n\n{text}", t.mail_question_text(&author)),
    })
    .await?;
    let data = EventData {
        body,
        number: quote.number.clone(),
        quote_version: u32::try_from(found.version.number).ok(),
        ..EventData::default()
    };
    unit.event(
        NewEvent::new(scope.company, "quote", quote.id, "quote.commented", by.by(&comment.author))
            .about(quote.opportunity_id)
            .with(data),
    );
    unit.announce(scope.company, "quote", quote.id);
    if let Some(opportunity) = quote.opportunity_id {
        unit.announce(scope.company, "opportunity", opportunity);
    }
    Ok(())
}
