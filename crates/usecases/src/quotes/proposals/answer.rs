//! The seller answers a proposal, all of it at once: what is agreed to becomes the next version's draft.
use super::{item, words};
use crate::{
    Cx, Denied, Staff,
    clock::Zone,
    denied,
    mail::Mail,
    quotes::{link, read, save, working},
    templates,
};
use chrono::NaiveDate;
use domain::{
    actors::Permission,
    ids::QuoteId,
    quotes::{
        decision::LONGEST_COMMENT,
        line::LineInput,
        proposal::{Answer, Ask, apply},
        state::{QuoteEvent, QuoteState},
    },
    refusal::{Fields, Refusal},
    text,
};
use i18n::T;
use store::{
    Scope, Unit, columns,
    events::{By, EventData, NewEvent},
    quotes::{
        lines::LineRecord,
        links,
        proposals::{self, ItemRecord, ProposalRecord},
        record::{self, QuoteRecord},
    },
};
use wire::{
    proposals::{AnswerProposal, AnsweredProposal, ProposalItem},
    quotes::SaveQuote,
};

/// Takes what is accepted, or offered in its place, into the working version, which is then sent as any other: the limits of approval hold there,
/// and the answers go to the customer with it. Where nothing is accepted, the customer is told at once and the offer stays
/// as it is.
///
/// Changes that were not sent stay out of the customer's sight: while there are any, nothing can be accepted here.
/// # Errors
/// [`Denied::Stale`], `proposal_closed`, `required` at `answers` without one for each item, `not_a_choice` at
/// `answers.0.instead` for what stands there or was asked for, `not_in_this_state` with changes that were not sent, and what
/// [`save::save`] refuses.
pub async fn answer_proposal(by: &Staff, cx: &Cx, command: AnswerProposal) -> Result<AnsweredProposal, Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (who, name, zone, fresh) = (by.by(), by.name.clone(), by.zone(), link::Fresh::make()?);
    let url = fresh.url(cx);
    let (key, fingerprint) = (command.key, command.clone());
    cx.store
        .once(cx.clock.now(), scope.asker(), key.0, &fingerprint, move |unit| {
            let (scope, who, name, command) = (scope.clone(), who.clone(), name.clone(), command.clone());
            let (fresh, url) = (fresh.clone(), url.clone());
            Box::pin(async move { write(unit, &scope, (who, name), zone, command, (&fresh, &url)).await })
        })
        .await
}

async fn write(
    unit: &mut Unit,
    scope: &Scope,
    (who, name): (By, String),
    zone: Zone,
    command: AnswerProposal,
    fresh: (&link::Fresh, &str),
) -> Result<AnsweredProposal, Denied> {
    let mut quote = record::load_for_update(unit, scope, command.quote).await?;
    if quote.version != command.version {
        return Err(Denied::Stale { current: quote.version });
    }
    let state = columns::code(&quote.state, QuoteState::parse)?;
    let Some(sent) = quote.sent_version.filter(|_| state.allows(QuoteEvent::Edit)) else {
        return Err(Refusal::NotInThisState { state }.into());
    };
    let found = proposals::find_open(&mut unit.conn, scope.company, command.quote, sent).await?;
    let found = found.filter(|found| found.id == command.id.0);
    let mut proposal = found.ok_or(Denied::from(Refusal::ProposalClosed))?;
    let rows = proposals::items(&mut unit.conn, command.id).await?;
    let rows = answered(rows, &command, zone.day(unit.now))?;
    let items = rows.iter().cloned().map(item).collect::<Result<Vec<_>, _>>()?;
    let accepted: Vec<Ask> = items.iter().filter_map(ProposalItem::agreed).collect();
    let made = match accepted.is_empty() {
        true => None,
        // What is agreed to may be what stands already: then there is no other version.
        false => {
            let draft = agree(unit, scope, who.clone(), zone, (&quote, &accepted)).await?;
            Some(draft).filter(|draft| i64::from(*draft) != sent)
        }
    };
    if made.is_none() {
        quote.touch(unit.now);
        record::update(unit, &quote).await?;
    }
    (proposal.answered_by, proposal.answered_name) = (Some(scope.user.0), name);
    proposal.answered_at = Some(unit.now.0);
    proposal.answered_in = Some(made.map_or(sent, i64::from));
    proposals::answer(unit, scope.company, &proposal, &rows).await?;
    let language = columns::lang(&quote.language)?;
    let body = words::answered(T::new(language), &columns::currency(&quote.currency)?, &items);
    let mailed = match made {
        // They go with the version that is made.
        Some(_) => false,
        None => {
            // It can still be accepted as it is, unless it has ended meanwhile.
            let valid = columns::optional_day(quote.sent_valid_until.clone())?;
            let stays = state == QuoteState::Sent && valid.is_none_or(|last| last >= zone.day(unit.now));
            tell(unit, scope, (&quote, &proposal), (&body, stays), fresh).await?
        }
    };
    let data = EventData {
        body,
        number: quote.number.clone(),
        quote_version: u32::try_from(sent).ok(),
        ..EventData::default()
    };
    unit.event(
        NewEvent::new(scope.company, "quote", quote.id, "quote.proposal_answered", who)
            .about(quote.opportunity_id)
            .with(data),
    );
    unit.announce(scope.company, "quote", quote.id);
    Ok(AnsweredProposal { made, mailed })
}

/// The items with what is said to each.
fn answered(mut rows: Vec<ItemRecord>, command: &AnswerProposal, today: NaiveDate) -> Result<Vec<ItemRecord>, Denied> {
    if rows.len() != command.answers.len() {
        return Err(Denied::at("answers", Refusal::Required));
    }
    let mut fields = Fields::new();
    for (at, (row, said)) in rows.iter_mut().zip(&command.answers).enumerate() {
        row.answer = said.answer.code().to_owned();
        if said.answer == Answer::Countered
            && let Some(instead) = fields.take(format!("answers.{at}.instead"), instead(row, &said.instead, today)?)
        {
            row.counter(&instead)?;
        }
        let reply = text::optional_text(&said.reply, LONGEST_COMMENT);
        row.reply = fields.take(format!("answers.{at}.reply"), reply).unwrap_or_default();
    }
    denied::all_right(fields)?;
    Ok(rows)
}

/// What is offered in an item's place, as it was typed.
fn instead(row: &ItemRecord, typed: &str, today: NaiveDate) -> Result<Result<Ask, Refusal>, Denied> {
    let stands = (row.offered.map(columns::decimal), columns::optional_day(row.offered_on.clone())?);
    Ok(row.ask()?.between(typed, stands, today))
}

/// Saves the working version with what is agreed to; answers its number.
async fn agree(
    unit: &mut Unit,
    scope: &Scope,
    who: By,
    zone: Zone,
    (quote, accepted): (&QuoteRecord, &[Ask]),
) -> Result<u32, Denied> {
    if quote.sent_version != Some(quote.draft_version) {
        let state = columns::code(&quote.state, QuoteState::parse)?;
        return Err(Refusal::NotInThisState { state }.into());
    }
    let id = QuoteId(quote.id);
    let of_template = templates::used::of(&mut unit.conn, QuoteId(quote.id)).await?;
    let mut fields = read::fields(quote, of_template)?;
    for ask in accepted {
        if let Ask::Delivery { on } = ask {
            fields.delivery_on = Some(*on);
        }
    }
    let then = QuoteRecord { delivery_on: fields.delivery_on.map(columns::day_text), ..quote.clone() };
    let book = working::book(&mut unit.conn, &then, zone.day(unit.now)).await?;
    let stored = working::load_rows(unit, id).await?;
    let lines: Vec<LineInput> = stored.into_iter().map(LineRecord::input).collect();
    let lines = apply(&lines, accepted, &columns::currency(&quote.currency)?, &book)?;
    let command = SaveQuote { id, version: quote.version, fields, lines };
    Ok(save::write(unit, scope, who, zone, command).await?.draft_version)
}

/// Mails the answers to whoever proposed, else to the newest recipient with an address; answers whether there is one.
async fn tell(
    unit: &mut Unit,
    scope: &Scope,
    (quote, proposal): (&QuoteRecord, &ProposalRecord),
    (body, stays): (&str, bool),
    (fresh, url): (&link::Fresh, &str),
) -> Result<bool, Denied> {
    let id = QuoteId(quote.id);
    let links = links::list(&mut unit.conn, scope.company, id).await?;
    // Whose link was taken back is given no other.
    let welcome = links.iter().any(|link| link.id == proposal.link_id && link.revoked_at.is_none());
    let (whose, name, email) = if proposal.email.is_empty() || !welcome {
        let last = links.into_iter().find(|link| link.revoked_at.is_none() && !link.recipient_email.is_empty());
        let Some(last) = last else { return Ok(false) };
        (last.recipient_id, last.recipient_name, last.recipient_email)
    } else {
        let whose = links.iter().find(|link| link.id == proposal.link_id).map(|link| link.recipient_id);
        let whose = whose.ok_or_else(|| Denied::fault("a proposal without its link"))?;
        (whose, proposal.author.chars().take(100).collect(), proposal.email.clone())
    };
    link::put(unit, scope.company, id, fresh, (whose, &name, &email)).await?;
    let language = columns::lang(&quote.language)?;
    let t = T::new(language);
    let mail = Mail {
        to: email,
        to_name: name,
        reply_to: Some(scope.user),
        subject: t.proposals_answer_subject(&quote.number),
        text: if stays { format!("{body}\n\n{}", t.proposals_answer_stays()) } else { body.to_owned() },
        link: url.to_owned(),
        after: None,
        language,
        pdf: None,
    };
    mail.put_later(unit, scope.company, "quote", quote.id).await?;
    Ok(true)
}
