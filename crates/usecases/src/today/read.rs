//! The home page: who waits for whom, what moved, how the pipeline stands.
use crate::{
    Cx, Denied, Staff,
    crm::{activity_types::Types, board::stage_sums},
};
use chrono::Days;
use domain::{
    actors::Permission,
    ids::{OpportunityId, QuoteId},
    periods::Month,
    quotes::state::QuoteState,
};
use rust_decimal::Decimal;
use store::{
    Conn, Scope, columns,
    crm::{
        assignments,
        board::{Filter, Step},
    },
    events::EventData,
    today::{self as stored, Bounds, MovedRow, Wait, WaitingRow},
};
use wire::{
    shared::Amount,
    today::{MovedQuote, TodayOpportunity, TodayView, Unowned, WaitingFor, WaitingQuote},
};

/// Rows of each reason to wait.
const OF_EACH: i64 = 10;
/// Rows of what moved.
const MOVED: usize = 12;
/// Opportunities without a quotation.
const WITHOUT_QUOTE: i64 = 6;
/// Opportunities that nobody works on.
const UNOWNED: usize = 8;
/// Days before its last day that a quotation waits for its seller.
const NEAR_DAYS: u64 = 7;
/// Days after which an unopened quotation waits for its seller.
const UNOPENED_DAYS: i64 = 3;
/// Characters of a comment that are shown.
const EXCERPT: usize = 140;
/// What customers do.
const CUSTOMER_DID: [&str; 10] = [
    "quote.viewed",
    "quote.commented",
    "quote.proposed",
    "quote.more_time_asked",
    "quote.customer_approved",
    "quote.customer_refused",
    "quote.customer_signed",
    "quote.accepted",
    "quote.taken_back",
    "quote.declined",
];

/// The home page within the actor's reach.
/// # Errors
/// [`Denied`].
pub async fn read(by: &Staff, cx: &Cx) -> Result<TodayView, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let today = by.zone().day(cx.clock.now());
    let stages = Filter { today: columns::day_text(today), ..Filter::default() };
    let mut conn = cx.store.reader().await?;
    let (unowned, unowned_more) = unowned(by, scope, &mut conn).await?;
    Ok(TodayView {
        waiting: waiting(by, cx, scope, &mut conn).await?,
        activities: crate::crm::activities::mine(&mut conn, scope, today).await?,
        activity_types: Types::read(&mut conn, scope.company).await?.choices()?,
        moved: moved(by, scope, &mut conn).await?,
        stages: stage_sums(&mut conn, scope, &stages).await?,
        progress: crate::targets::progress(by, &mut conn, Month::of(today)).await?,
        stepless: stepless(by, scope, &mut conn, &stages).await?,
        without_quote: without_quote(by, scope, &mut conn).await?,
        unowned,
        unowned_more,
    })
}

/// The reader's own that nothing is planned for.
async fn stepless(by: &Staff, scope: &Scope, conn: &mut Conn, stages: &Filter) -> Result<(i64, Decimal), Denied> {
    let filter = Filter { owner: Some(by.user().0), step: Some(Step::None), ..stages.clone() };
    let sums = stage_sums(conn, scope, &filter).await?;
    Ok((sums.iter().map(|stage| stage.count).sum(), sums.iter().map(|stage| stage.sum).sum()))
}

/// Each quotation once, for the most urgent of its reasons.
async fn waiting(by: &Staff, cx: &Cx, scope: &Scope, conn: &mut Conn) -> Result<Vec<WaitingQuote>, Denied> {
    let now = cx.clock.now();
    let today = by.zone().day(now);
    let bounds = Bounds {
        from: columns::day_text(today),
        to: columns::day_text(today.checked_add_days(Days::new(NEAR_DAYS)).unwrap_or(today)),
        before: now.plus_seconds(-UNOPENED_DAYS * 86_400).0,
        most: OF_EACH,
    };
    let mut all: Vec<WaitingQuote> = Vec::new();
    for (wait, why) in [
        (Wait::Answer, WaitingFor::Answer),
        (Wait::Expiry, WaitingFor::Expiry),
        (Wait::Sending, WaitingFor::Sending),
        (Wait::Opening, WaitingFor::Opening),
    ] {
        for row in stored::waiting(conn, scope, wait, &bounds).await? {
            if !all.iter().any(|known| known.id.0 == row.id) {
                all.push(waiting_quote(by, row, why)?);
            }
        }
    }
    Ok(all)
}

fn waiting_quote(by: &Staff, row: WaitingRow, why: WaitingFor) -> Result<WaitingQuote, Denied> {
    let currency = columns::currency(&row.currency)?;
    let until = columns::optional_day(row.valid_until)?.filter(|_| why == WaitingFor::Expiry);
    Ok(WaitingQuote {
        id: QuoteId(row.id),
        number: row.number,
        title: row.title,
        party_name: row.party_name,
        net: Amount { value: columns::amount(row.net, &currency), currency },
        waiting_for: why,
        at: until.map_or_else(|| by.zone().stamp_micros(row.since), |day| by.zone().end_of(day)),
    })
}

async fn moved(by: &Staff, scope: &Scope, conn: &mut Conn) -> Result<Vec<MovedQuote>, Denied> {
    let mut rows = Vec::new();
    for what in CUSTOMER_DID {
        rows.extend(stored::moved(conn, scope, what, MOVED as i64).await?);
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.at));
    rows.truncate(MOVED);
    rows.into_iter().map(|row| moved_quote(by, row)).collect()
}

fn moved_quote(by: &Staff, row: MovedRow) -> Result<MovedQuote, Denied> {
    let currency = columns::currency(&row.currency)?;
    let data: EventData = serde_json::from_str(&row.data).unwrap_or_default();
    let state = columns::code(&row.state, QuoteState::parse)?;
    let ended = matches!(state, QuoteState::Accepted | QuoteState::Declined | QuoteState::Cancelled);
    let to_answer = match row.what.as_str() {
        "quote.commented" => row.open_questions > 0,
        // What was signed, declined or cancelled has nothing left to agree on.
        "quote.proposed" => row.open_proposals > 0 && !ended,
        _ => false,
    };
    Ok(MovedQuote {
        id: QuoteId(row.id),
        number: row.number,
        party_name: row.party_name,
        what: row.what,
        actor: row.actor,
        excerpt: shortened(&data.body),
        state,
        to_answer,
        net: Amount { value: columns::amount(row.net, &currency), currency },
        at: by.zone().stamp_micros(row.at),
    })
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= EXCERPT {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(EXCERPT).collect();
    short.push('…');
    short
}

/// Those that nobody works on, within the reader's reach: what came in by itself must not lie unseen. Whether there are more.
async fn unowned(by: &Staff, scope: &Scope, conn: &mut Conn) -> Result<(Vec<Unowned>, bool), Denied> {
    let currency = by.currency;
    let mut rows = assignments::waiting(conn, scope, UNOWNED as i64 + 1).await?;
    let more = rows.len() > UNOWNED;
    rows.truncate(UNOWNED);
    let told = rows.into_iter().map(|row| Unowned {
        id: OpportunityId(row.id),
        version: row.version,
        title: row.title,
        party_name: row.party.unwrap_or_default(),
        expected: Amount { value: columns::amount(row.expected, &currency), currency },
        at: by.zone().stamp_micros(row.created_at),
    });
    Ok((told.collect(), more))
}

async fn without_quote(by: &Staff, scope: &Scope, conn: &mut Conn) -> Result<Vec<TodayOpportunity>, Denied> {
    let currency = by.currency;
    let rows = stored::without_quote(conn, scope, WITHOUT_QUOTE).await?;
    rows.into_iter()
        .map(|row| {
            Ok(TodayOpportunity {
                id: OpportunityId(row.id),
                title: row.title,
                party_name: row.party_name.unwrap_or_default(),
                expected: Amount { value: columns::amount(row.expected, &currency), currency },
                expected_close: columns::optional_day(row.expected_close)?,
            })
        })
        .collect()
}
