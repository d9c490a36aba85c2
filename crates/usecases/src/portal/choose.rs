//! The customer chooses among what is offered: options, one of a group, how much.
use super::{
    standing::{self, Found},
    turn::allows,
};
use crate::{Cx, Denied, Visitor};
use domain::{
    ids::{CompanyId, QuoteId},
    quotes::{carried::Carried, choice::Choice, content::Content, recipient::Act, state::QuoteEvent},
    refusal::Refusal,
};
use store::{
    Conn, Unit, columns,
    events::{EventData, NewEvent},
    quotes::{
        choices::{self, ChoiceRecord},
        record, versions,
    },
};
use wire::portal::ChooseByVisitor;

/// Keeps what the customer takes of the version on the screen, so that it stands there again when they come back, and
/// the seller sees it. Nothing is bound by it: that takes a signature. The same choice again changes nothing; the first
/// one of a version is told in the timeline.
/// # Errors
/// Refusals at lines' ids; of the whole as for an acceptance. [`Denied::NotFound`] for a revoked link.
pub async fn choose(by: &Visitor, cx: &Cx, command: ChooseByVisitor) -> Result<(), Denied> {
    let by = by.clone();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (by, command) = (by.clone(), command.clone());
            Box::pin(async move {
                let found = standing::load(unit, &by).await?;
                let shown = standing::shown(&command.version, &command.content_sha256);
                found.after(QuoteEvent::Accept, &shown, &by, unit)?;
                let approvals = allows(&mut unit.conn, &by, found.version.number, Act::Negotiate).await?;
                // What was approved, or signed by somebody, may be signed, and nothing else.
                if approvals.choice()?.is_some() {
                    return Err(approvals.fixed_by().into());
                }
                let choice = command.picks.read(&found.content.parts())?;
                // Too much of it is refused here, not when it is signed.
                found.content.with(&choice)?;
                write(unit, &by, found, &choice).await
            })
        })
        .await
}

async fn write(unit: &mut Unit, by: &Visitor, found: Found, choice: &Choice) -> Result<(), Denied> {
    let scope = by.scope()?.clone();
    let before = choices::latest(&mut unit.conn, scope.company, scope.quote, found.version.number).await?;
    let before = before.filter(|row| row.quote_version == found.version.number);
    let text = choice.canonical();
    // What was carried over from an older version stands on the screen, too.
    let now = current(&mut unit.conn, scope.company, scope.quote, &found.content).await?;
    if now.is_none_or(|(now, _)| now.canonical() == text) {
        return Ok(());
    }
    let mut quote = found.quote;
    let author = if by.name.is_empty() { found.content.buyer.name } else { by.name.clone() };
    let row = ChoiceRecord {
        quote_id: quote.id,
        quote_version: found.version.number,
        author: author.clone(),
        choice: text,
        chosen_at: unit.now.0,
    };
    choices::put(unit, scope.company, &row).await?;
    quote.moved_at = unit.now.0;
    record::update(unit, &quote).await?;
    if before.is_none() {
        let data = EventData {
            number: quote.number.clone(),
            quote_version: u32::try_from(found.version.number).ok(),
            ..EventData::default()
        };
        unit.event(
            NewEvent::new(scope.company, "quote", quote.id, "quote.chosen", by.by(&author))
                .about(quote.opportunity_id)
                .with(data),
        );
    }
    unit.announce(scope.company, "quote", quote.id);
    Ok(())
}

/// What the customer takes of a version: the choice that was kept, or what holds of the one they made of an older version,
/// with the row it comes from; else what the seller preselected. Nothing where there is nothing to choose.
/// # Errors
/// [`Denied`].
pub(crate) async fn current(
    conn: &mut Conn,
    company: CompanyId,
    quote: QuoteId,
    content: &Content,
) -> Result<Option<(Choice, Option<ChoiceRecord>)>, Denied> {
    if content.book.is_none() {
        return Ok(None);
    }
    Ok(Some(match kept(conn, company, quote, content).await? {
        Some((row, carried)) => (carried.choice, Some(row)),
        None => (Choice::preselected(&content.parts()), None),
    }))
}

/// The older version whose choice does not hold in this one any more, as a whole or in part.
/// # Errors
/// [`Denied`].
pub(super) async fn fallen(
    conn: &mut Conn,
    company: CompanyId,
    quote: QuoteId,
    content: &Content,
) -> Result<Option<u32>, Denied> {
    let kept = kept(conn, company, quote, content).await?.filter(|(_, carried)| !carried.whole);
    Ok(kept.map(|(row, _)| columns::count(row.quote_version)).transpose()?)
}

/// The newest choice that was made of this version or an older one, as it stands in this one.
async fn kept(
    conn: &mut Conn,
    company: CompanyId,
    quote: QuoteId,
    content: &Content,
) -> Result<Option<(ChoiceRecord, Carried)>, Denied> {
    let version = i64::from(content.version);
    let Some(row) = choices::latest(conn, company, quote, version).await? else { return Ok(None) };
    let choice = Choice::from_canonical(&row.choice).map_err(Denied::fault)?;
    if row.quote_version == version {
        return Ok(Some((row, Carried { choice, whole: true })));
    }
    let older = versions::load(conn, quote, row.quote_version).await?;
    let older = Content::from_canonical(&older.content).map_err(Denied::fault)?;
    let parts = content.parts();
    let carried = choice.carried(&older.parts(), &parts);
    // At this version's prices it may come to more than can be kept; then it is as the seller offers it.
    let carried = match content.with(&carried.choice) {
        Ok(_) => carried,
        Err(_) => Carried { choice: Choice::preselected(&parts), whole: false },
    };
    Ok(Some((row, carried)))
}

/// The choice that is signed: the one whose figures were on the screen, which must be what the form's boxes say now.
/// # Errors
/// [`Refusal::ChoiceChanged`] at `choice` when they differ, refusals at lines' ids.
pub(super) fn signed(content: &Content, shown: &str, picked: Option<Choice>) -> Result<Option<Choice>, Denied> {
    if content.book.is_none() {
        return Ok(None);
    }
    let parts = content.parts();
    let shown = match shown.trim() {
        "" => Choice::preselected(&parts),
        text => Choice::from_canonical(text).map_err(|_| Denied::at("choice", Refusal::ChoiceChanged))?,
    };
    let shown = Choice::read(&parts, &shown.wanted())?;
    if picked.is_some_and(|picked| picked != shown) {
        return Err(Denied::at("choice", Refusal::ChoiceChanged));
    }
    Ok(Some(shown))
}
