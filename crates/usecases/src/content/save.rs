//! Keep what stands above the lines.
use super::blocks;
use crate::{Cx, Denied, Staff, denied};
use domain::{
    actors::Permission,
    ids::QuoteId,
    lang::Lang,
    quotes::{
        blocks::Block,
        state::{QuoteEvent, QuoteState},
    },
    refusal::{Fields, Refusal},
};
use store::{
    Scope, Unit, columns,
    events::{By, Change, EventData, NewEvent},
    quotes::record,
};
use wire::content::SaveContent;

/// Most characters of the blocks' words that the history repeats.
const TOLD: usize = 2_000;

/// Keeps the blocks of the working version. As with its lines, the first edit after a sending begins the next version.
/// Answers the row's version; blocks without a change write nothing.
/// # Errors
/// [`Denied::Stale`], [`Denied::NotFound`]; `not_in_this_state` once accepted or cancelled; refusals by field
/// (`blocks.2.address`, `blocks.0.text.fi`).
pub async fn save(by: &Staff, cx: &Cx, command: SaveContent) -> Result<i64, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let who = by.by();
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
            Box::pin(async move { write(unit, &scope, who, command).await })
        })
        .await
}

async fn write(unit: &mut Unit, scope: &Scope, who: By, mut command: SaveContent) -> Result<i64, Denied> {
    let mut quote = record::load_for_update(unit, scope, command.id).await?;
    if quote.version != command.version {
        return Err(Denied::Stale { current: quote.version });
    }
    let state = columns::code(&quote.state, QuoteState::parse)?;
    if !state.allows(QuoteEvent::Edit) {
        return Err(Refusal::NotInThisState { state }.into());
    }
    let mut fields = Fields::new();
    blocks::check(&mut unit.conn, scope.company, &mut command.blocks, &mut fields).await?;
    denied::all_right(fields)?;
    let before = blocks::load(&mut unit.conn, command.id).await?;
    if before == command.blocks {
        return Ok(quote.version);
    }
    crate::quotes::scheduled::begin_next(unit, &mut quote).await?;
    quote.touch(unit.now);
    let version = record::update(unit, &quote).await?;
    blocks::put(unit, scope.company, QuoteId(quote.id), &command.blocks).await?;
    let language = columns::lang(&quote.language)?;
    let change = Change { field: "blocks".into(), old: told(&before, language), new: told(&command.blocks, language) };
    let data = EventData {
        number: quote.number.clone(),
        quote_version: u32::try_from(quote.draft_version).ok(),
        changes: vec![change],
        ..EventData::default()
    };
    unit.event(
        NewEvent::new(scope.company, "quote", quote.id, "quote.changed", who).about(quote.opportunity_id).with(data),
    );
    unit.announce(scope.company, "quote", quote.id);
    Ok(version)
}

/// What the blocks say, for the history.
fn told(blocks: &[Block], language: Lang) -> String {
    let words: Vec<String> = blocks.iter().map(|block| block.plain(language, language)).collect();
    words.join("\n").chars().take(TOLD).collect()
}
