//! What the customer has chosen of a version that was sent, as the seller sees it before anything is signed.
use crate::{Denied, clock::Zone, portal::choose};
use domain::{
    formats,
    ids::{CompanyId, QuoteId},
    quotes::{
        choice::Choice,
        content::{Content, ContentLine},
        group::{Part, groups},
        state::QuoteState,
    },
};
use store::{
    Conn, columns,
    quotes::{choices, record::QuoteRecord, versions},
};
use wire::quotes::CustomerChoice;

/// The choice that was kept, of this version or carried over from an older one, while the version can be accepted; nothing where none was made.
/// # Errors
/// [`Denied`].
pub(super) async fn read(conn: &mut Conn, quote: &QuoteRecord, zone: Zone) -> Result<Option<CustomerChoice>, Denied> {
    let waits = columns::code(&quote.state, QuoteState::parse)? == QuoteState::Sent;
    let Some(sent) = quote.sent_version.filter(|_| waits) else { return Ok(None) };
    let (company, id) = (CompanyId(quote.company_id), QuoteId(quote.id));
    if choices::latest(conn, company, id, sent).await?.is_none() {
        return Ok(None);
    }
    let version = versions::load(conn, id, sent).await?;
    let content = Content::from_canonical(&version.content).map_err(Denied::fault)?;
    let Some((choice, Some(row))) = choose::current(conn, company, id, &content).await? else { return Ok(None) };
    // Nothing of a choice made of an older version is left but what is offered.
    if row.quote_version < sent && choice == Choice::preselected(&content.parts()) {
        return Ok(None);
    }
    let (chosen, delivery_kept) = content.with_told(&choice).map_err(Denied::fault)?;
    Ok(Some(CustomerChoice {
        author: row.author,
        at: zone.stamp_micros(row.chosen_at),
        taken: taken(&content, &choice),
        left: left(&content, &choice),
        totals: chosen.totals,
        delivery_kept,
    }))
}

/// What is taken, in words of the document: `12 kpl × Aurinkopaneeli`.
pub(super) fn taken(content: &Content, choice: &Choice) -> Vec<String> {
    let words = |line: &ContentLine| match line {
        ContentLine::Product { id, name, unit, .. } => {
            let quantity = formats::quantity(content.language, choice.quantity(*id)?);
            Some(format!("{} × {name}", format!("{quantity} {unit}").trim_end()))
        }
        _ => None,
    };
    content.lines.iter().filter_map(words).collect()
}

/// The names of what is left out.
fn left(content: &Content, choice: &Choice) -> Vec<String> {
    let parts: Vec<Part> = content.parts();
    let lines = content.lines.iter().zip(groups(&parts));
    let left = lines.filter(|(line, group)| {
        matches!(line, ContentLine::Product { .. }) && group.is_some() && choice.quantity(line.id()).is_none()
    });
    left.map(|(line, _)| line.text().to_owned()).collect()
}
