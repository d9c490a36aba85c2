//! Make a quotation as a copy of another.
use super::working;
use crate::{Cx, Denied, Staff, content::blocks, taxes};
use chrono::{Datelike, NaiveDate};
use domain::{
    actors::Permission,
    ids::{LineId, PartyId, QuoteId},
    quotes::{combo, line::LineInput},
    refusal::Fields,
};
use store::{
    Scope, Unit, columns,
    events::{By, EventData, NewEvent},
    numbers::{self, Series},
    orders::regret,
    parties::merges,
    quotes::{
        lines,
        record::{self, QuoteRecord},
        sources, templates,
    },
};
use uuid::Uuid;
use wire::quotes::CopyQuote;

/// Makes a draft with a number of its own from the working version of a quotation, in whatever state that is:
/// customer, opportunity, texts and lines are taken over. What belonged to the other alone is not: its links,
/// questions, last day and the customer's reference. Taxes take the rates of today. The copy is whose who makes it.
///
/// # Errors
/// [`Denied::NotFound`] out of the scope; refusals by line when a line can no longer be sold as it stands.
pub async fn copy(by: &Staff, cx: &Cx, command: CopyQuote) -> Result<QuoteId, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (who, zone, key) = (by.by(), by.zone(), command.key.0);
    let today = zone.day(cx.clock.now());
    let fingerprint = command.clone();
    cx.store
        .once(cx.clock.now(), scope.asker(), key, &fingerprint, move |unit| {
            let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
            Box::pin(async move { write(unit, &scope, who, today, command).await })
        })
        .await
}

async fn write(
    unit: &mut Unit,
    scope: &Scope,
    who: By,
    today: NaiveDate,
    command: CopyQuote,
) -> Result<QuoteId, Denied> {
    let original = record::load(&mut unit.conn, scope, command.id).await?;
    let currency = columns::currency(&original.currency)?;
    let stored = working::load_rows(unit, command.id).await?;
    let mut inputs: Vec<LineInput> = stored.iter().cloned().map(|row| anew(row.input())).collect();
    combo::bind(&mut inputs);
    let rate = working::rate(&original)?;
    let book = taxes::book::load(&mut unit.conn, scope.company, today).await?.in_currency(rate.as_ref());
    let mut checked =
        working::check_lines(unit, scope.company, (&currency, &book), &inputs, (&stored, &[]), Fields::new()).await?;

    working::costs_at(rate.as_ref(), &[], &mut checked.rows)?;

    let number = numbers::take(unit, scope.company, Series::Quote, today.year()).await?;
    // Who is merged meanwhile takes this one along; who was merged is the one it lives on in.
    let party = merges::hold_standing(unit, scope.company, PartyId(original.party_id)).await?;
    let party = sources::party(&mut unit.conn, scope.company, party).await?;
    let now = unit.now.0;
    let mut quote = QuoteRecord {
        id: Uuid::now_v7(),
        version: 1,
        state: "draft".into(),
        party_id: party.id,
        owner_id: Some(scope.user.0),
        team_id: scope.team.map(|team| team.0),
        draft_version: 1,
        sent_version: None,
        customer_reference: String::new(),
        valid_until: None,
        delivery_on: None,
        sent_valid_until: None,
        read_at: None,
        open_questions: 0,
        decline_reason: String::new(),
        search: working::search_text(&party.name, &number, &original.title),
        number: number.clone(),
        created_at: now,
        updated_at: now,
        moved_at: now,
        ..original.clone()
    };
    working::put_totals(&mut quote, &checked.totals)?;
    let id = QuoteId(quote.id);
    record::insert(unit, &quote).await?;
    if quote.rate.is_some() {
        record::set_currency(unit, &quote).await?;
    }
    let exempt = regret::exempt(&mut unit.conn, scope.company, command.id).await?;
    if !exempt.is_empty() {
        regret::set_exempt(unit, scope.company, id, &exempt).await?;
    }
    lines::replace(unit, id, &[], &checked.rows).await?;
    if let Some(template) = templates::used(&mut unit.conn, command.id).await? {
        templates::put_used(unit, scope.company, id, Some(template)).await?;
    }
    let above = blocks::load(&mut unit.conn, command.id).await?;
    if !above.is_empty() {
        blocks::put(unit, scope.company, id, &above).await?;
    }
    unit.event(
        NewEvent::new(scope.company, "quote", quote.id, "quote.copied", who)
            .about(quote.opportunity_id)
            .with(EventData { number, body: original.number, ..EventData::default() }),
    );
    unit.announce(scope.company, "quote", quote.id);
    if let Some(opportunity) = quote.opportunity_id {
        unit.announce(scope.company, "opportunity", opportunity);
    }
    Ok(id)
}

/// The same line with an identity of its own.
fn anew(line: LineInput) -> LineInput {
    let fresh = LineId(Uuid::now_v7());
    match line {
        LineInput::Section { title, shape, .. } => LineInput::Section { id: fresh, title, shape },
        LineInput::Note { text, .. } => LineInput::Note { id: fresh, text },
        LineInput::Product(mut product) => {
            product.id = fresh;
            LineInput::Product(product)
        }
    }
}
