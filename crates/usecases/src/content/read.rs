//! The page on which the content above the lines is written.
use super::blocks;
use crate::{Cx, Denied, Staff, quotes::translations};
use domain::{
    actors::Permission,
    ids::QuoteId,
    quotes::{
        line::{LineInput, ProductLineInput},
        state::{QuoteEvent, QuoteState},
    },
};
use store::{
    columns,
    quotes::{
        lines::{self, LineRecord},
        record,
    },
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
    let inputs: Vec<LineInput> = rows.into_iter().map(LineRecord::input).collect();
    let pictures = translations::pictures(&mut conn, id, &inputs).await?;
    let card = |line: &ProductLineInput| {
        let picture = pictures.iter().find(|picture| picture.line == line.id).cloned();
        (!line.description.is_empty() || picture.is_some()).then(|| Card {
            name: line.name.clone(),
            description: line.description.clone(),
            sizes: picture.as_ref().map(|picture| picture.sizes.clone()).unwrap_or_default(),
            seen: picture.map(|picture| picture.description).unwrap_or_default(),
        })
    };
    let cards = translations::on_cards(&inputs).filter_map(card).collect();
    Ok(ContentView {
        id,
        version: quote.version,
        number: quote.number,
        language: columns::lang(&quote.language)?,
        closed: !columns::code(&quote.state, QuoteState::parse)?.allows(QuoteEvent::Edit),
        blocks: blocks::load(&mut conn, id).await?,
        cards,
    })
}
