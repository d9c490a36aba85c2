//! The page on which the content above the lines is written.
use super::blocks;
use crate::{Cx, Denied, Staff};
use domain::{
    actors::Permission,
    ids::QuoteId,
    quotes::state::{QuoteEvent, QuoteState},
};
use store::{
    columns,
    quotes::{lines, record},
};
use wire::content::{Card, ContentView};

/// The blocks of a quotation, and the products whose cards they can show.
/// # Errors
/// [`Denied::NotFound`].
pub async fn read(by: &Staff, cx: &Cx, id: QuoteId) -> Result<ContentView, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let mut conn = cx.store.reader().await?;
    let quote = record::load(&mut conn, scope, id).await?;
    let rows = lines::list(&mut conn, id).await?;
    let described = rows.into_iter().filter(|row| row.kind == "product" && !row.description.is_empty());
    Ok(ContentView {
        id,
        version: quote.version,
        number: quote.number,
        language: columns::lang(&quote.language)?,
        closed: !columns::code(&quote.state, QuoteState::parse)?.allows(QuoteEvent::Edit),
        blocks: blocks::load(&mut conn, id).await?,
        cards: described.map(|row| Card { name: row.name, description: row.description }).collect(),
    })
}
