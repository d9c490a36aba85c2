//! The customer proposes to change what is offered: quantities, prices, lines left out, another day.
use super::{
    standing::{self, Found},
    tell_seller::{Telling, tell_seller},
    turn::allows,
};
use crate::{
    Cx, Denied, Visitor,
    quotes::proposals::{asked, changes, item},
};
use domain::{
    quotes::{
        content::Content,
        decision::LONGEST_COMMENT,
        proposal::{Ask, open},
        recipient::Act,
        state::QuoteEvent,
    },
    refusal::{FieldRefusal, Refusal},
    text,
};
use store::{
    Unit, columns,
    events::{EventData, NewEvent},
    quotes::{
        proposals::{self, ItemRecord, ProposalRecord},
        record,
    },
};
use uuid::Uuid;
use wire::proposals::{ProposalItem, ProposeByVisitor};

/// Proposals one link may send within an hour.
const PER_HOUR: i64 = 10;

/// Writes a proposal; the seller sees it at once and gets a mail. Nothing is bound by it: the offer stays as it was. A newer
/// proposal takes the place of one that waits.
/// # Errors
/// Refusals at the form's fields and `why`; of the whole `nothing_proposed`, `nothing_left`, `not_there`, `too_often`, else as
/// for an acceptance.
pub async fn propose(by: &Visitor, cx: &Cx, command: ProposeByVisitor) -> Result<(), Denied> {
    let key = Uuid::parse_str(command.key.trim()).map_err(|_| Denied::from(Refusal::Required))?;
    let asker = by.scope()?.asker();
    let (by, public_url, fingerprint) = (by.clone(), cx.settings.public_url.clone(), command.clone());
    cx.store
        .once(cx.clock.now(), asker, key, &fingerprint, move |unit| {
            let (by, public_url, command) = (by.clone(), public_url.clone(), command.clone());
            Box::pin(async move { write(unit, &by, &public_url, command).await })
        })
        .await
}

async fn write(unit: &mut Unit, by: &Visitor, public_url: &str, command: ProposeByVisitor) -> Result<(), Denied> {
    let scope = by.scope()?.clone();
    let found = standing::load(unit, by).await?;
    let shown = standing::shown(&command.version, &command.content_sha256);
    found.after(QuoteEvent::Accept, &shown, by, unit)?;
    allows(&mut unit.conn, by, found.version.number, Act::Negotiate).await?;
    let why = text::optional_text(&command.why, LONGEST_COMMENT);
    let asks = command.fields.read(&found.content, by.zone.day(unit.now));
    let (why, asks) = match (why, asks) {
        (Ok(why), Ok(asks)) => (why, asks),
        (why, asks) => {
            let why = why.err().map(|refusal| FieldRefusal::at("why", refusal));
            return Err(asks.err().unwrap_or_default().into_iter().chain(why).collect::<Vec<_>>().into());
        }
    };
    let hour_ago = unit.now.plus_seconds(-3600).0;
    if proposals::count_recent(unit, scope.company, scope.link, hour_ago).await? >= PER_HOUR {
        return Err(Refusal::TooOften.into());
    }
    let Found { mut quote, version, content, .. } = found;
    proposals::close(unit, scope.company, scope.quote, version.number).await?;
    let author = if by.name.is_empty() { content.buyer.name.clone() } else { by.name.clone() };
    let rows = asks.iter().enumerate().map(|(at, ask)| row(ask, at, &content)).collect::<Result<Vec<_>, _>>()?;
    let proposal = ProposalRecord {
        id: Uuid::now_v7(),
        quote_id: quote.id,
        quote_version: version.number,
        link_id: scope.link.0,
        author: author.clone(),
        email: by.email.clone(),
        why: why.clone(),
        state: String::new(),
        asked_at: unit.now.0,
        answered_by: None,
        answered_name: String::new(),
        answered_at: None,
        answered_in: None,
    };
    proposals::insert(unit, scope.company, &proposal, &rows).await?;
    quote.touch(unit.now);
    record::update(unit, &quote).await?;
    let items = rows.into_iter().map(item).collect::<Result<Vec<ProposalItem>, _>>()?;
    let data = EventData {
        body: why.clone(),
        number: quote.number.clone(),
        quote_version: u32::try_from(version.number).ok(),
        changes: changes(&items),
        ..EventData::default()
    };
    let (number, party, currency) = (quote.number.clone(), content.buyer.name, content.currency);
    tell_seller(unit, &quote, public_url, |t| {
        let words = asked(t, &currency, &items);
        Telling {
            subject: t.proposals_mail_subject(&number, &party),
            text: format!("{}\n{words}\n\n{why}", t.proposals_mail_text(&author)).trim_end().to_owned(),
        }
    })
    .await?;
    unit.event(
        NewEvent::new(scope.company, "quote", quote.id, "quote.proposed", by.by(&proposal.author))
            .about(quote.opportunity_id)
            .with(data),
    );
    unit.announce(scope.company, "quote", quote.id);
    if let Some(opportunity) = quote.opportunity_id {
        unit.announce(scope.company, "opportunity", opportunity);
    }
    Ok(())
}

/// What is asked for, beside what is offered.
fn row(ask: &Ask, at: usize, content: &Content) -> Result<ItemRecord, Denied> {
    let mut row = ItemRecord::of(ask, at)?;
    let lines = open(content);
    let Some(line) = lines.iter().find(|line| Some(line.line) == ask.line()) else {
        row.offered_on = content.delivery_on.map(columns::day_text);
        return Ok(row);
    };
    row.number = i64::from(line.number);
    (row.name, row.unit) = (line.name.to_owned(), line.unit.to_owned());
    row.offered = match ask {
        Ask::Quantity { .. } => Some(columns::millionths(line.quantity)?),
        Ask::Price { .. } => line.price.map(columns::millionths).transpose()?,
        // A net that is not told to customers is not told by this either.
        _ => line.price.map(|_| columns::millionths(line.net)).transpose()?,
    };
    Ok(row)
}
