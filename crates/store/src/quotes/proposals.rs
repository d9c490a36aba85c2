//! What customers propose to change about versions that were sent to them.
use crate::{
    Conn, StoreError, Unit,
    columns::{self, millionths},
    on, run,
};
use domain::{
    ids::{CompanyId, LineId, LinkId, ProposalId, QuoteId},
    quotes::proposal::{Answer, Ask},
};
use uuid::Uuid;

macro_rules! find {
    ($condition:literal) => {
        concat!(
            "SELECT id, quote_id, quote_version, link_id, author, email, why, state, asked_at, answered_by, answered_name, \
             answered_at, answered_in FROM proposals WHERE company_id = $1 AND quote_id = $2 AND ",
            $condition,
            " ORDER BY asked_at, id"
        )
    };
}

pub(crate) const INSERT: &str = "INSERT INTO proposals (id, company_id, quote_id, quote_version, link_id, author, email, \
    why, state, asked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9)";
pub(crate) const INSERT_ITEM: &str = "INSERT INTO proposal_items (proposal_id, position, kind, line_id, number, name, unit, \
    offered, asked, offered_on, asked_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
pub(crate) const CLOSE: &str = "UPDATE proposals SET state = 'replaced' \
    WHERE company_id = $1 AND quote_id = $2 AND quote_version = $3 AND state = 'open'";
pub(crate) const FIND_OPEN: &str = find!("quote_version = $3 AND state = 'open'");
pub(crate) const SHOWN: &str = find!("state <> 'replaced' AND (quote_version = $3 OR answered_in = $3)");
pub(crate) const ANSWER: &str = "UPDATE proposals SET state = 'answered', answered_by = $4, answered_name = $5, \
    answered_at = $6, answered_in = $7 WHERE company_id = $1 AND quote_id = $2 AND id = $3";
pub(crate) const ITEMS: &str = "SELECT position, kind, line_id, number, name, unit, offered, asked, offered_on, asked_on, \
    answer, reply, countered, countered_on FROM proposal_items WHERE proposal_id = $1 ORDER BY position";
pub(crate) const ANSWER_ITEM: &str = "UPDATE proposal_items SET answer = $3, reply = $4, countered = $5, countered_on = $6 \
    WHERE proposal_id = $1 AND position = $2";
/// The latest that were answered, of each quotation the last one, with the states of their quotations.
pub(crate) const ANSWERED: &str = "SELECT q.state, \
    (SELECT COUNT(*) FROM proposal_items AS i WHERE i.proposal_id = p.id) AS asked, \
    (SELECT COUNT(*) FROM proposal_items AS i WHERE i.proposal_id = p.id AND i.answer = 'accepted') AS accepted, \
    (SELECT COUNT(*) FROM proposal_items AS i WHERE i.proposal_id = p.id AND i.answer = 'countered') AS countered \
    FROM proposals AS p JOIN quotes AS q ON q.id = p.quote_id \
    WHERE p.company_id = $1 AND p.state = 'answered' AND NOT EXISTS (SELECT 1 FROM proposals AS l \
    WHERE l.company_id = p.company_id AND l.quote_id = p.quote_id AND l.state = 'answered' \
    AND (l.answered_at > p.answered_at OR (l.answered_at = p.answered_at AND l.id > p.id))) \
    ORDER BY p.answered_at DESC LIMIT $2";
pub(crate) const COUNT_RECENT: &str = "SELECT COUNT(*) FROM proposals \
    WHERE company_id = $1 AND link_id = $2 AND asked_at > $3";

/// A proposal that was answered, and the state of its quotation.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // Counts of rows.
pub struct AnsweredRow {
    /// Of the quotation, by code.
    pub state: String,
    pub asked: i64,
    pub accepted: i64,
    pub countered: i64,
}

/// The company's latest `most` proposals that were answered, of each quotation the last one.
/// # Errors
/// [`StoreError`].
pub async fn answered(conn: &mut Conn, company: CompanyId, most: i64) -> Result<Vec<AnsweredRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(ANSWERED).bind(company.0).bind(most).fetch_all(c))?)
}

/// A proposal's row.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct ProposalRecord {
    pub id: Uuid,
    pub quote_id: Uuid,
    pub quote_version: i64,
    pub link_id: Uuid,
    pub author: String,
    pub email: String,
    pub why: String,
    pub state: String,
    pub asked_at: i64,
    pub answered_by: Option<Uuid>,
    pub answered_name: String,
    pub answered_at: Option<i64>,
    pub answered_in: Option<i64>,
}

/// A row of one thing that is asked for.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct ItemRecord {
    pub position: i64,
    pub kind: String,
    pub line_id: Option<Uuid>,
    pub number: i64,
    pub name: String,
    pub unit: String,
    pub offered: Option<i64>,
    pub asked: Option<i64>,
    pub offered_on: Option<String>,
    pub asked_on: Option<String>,
    pub answer: String,
    pub reply: String,
    pub countered: Option<i64>,
    pub countered_on: Option<String>,
}

impl ItemRecord {
    /// A new row for what is asked for; what was offered is filled in by the caller.
    /// # Errors
    /// A fault when a figure does not fit; the domain's bounds keep that from happening.
    pub fn of(ask: &Ask, position: usize) -> Result<ItemRecord, StoreError> {
        let (asked, asked_on) = match *ask {
            Ask::Quantity { to, .. } | Ask::Price { to, .. } => (Some(millionths(to)?), None),
            Ask::LeaveOut { .. } => (None, None),
            Ask::Delivery { on } => (None, Some(columns::day_text(on))),
        };
        Ok(ItemRecord {
            position: i64::try_from(position).map_err(StoreError::fault)?,
            kind: ask.code().to_owned(),
            line_id: ask.line().map(|line| line.0),
            number: 0,
            name: String::new(),
            unit: String::new(),
            offered: None,
            asked,
            offered_on: None,
            asked_on,
            answer: String::new(),
            reply: String::new(),
            countered: None,
            countered_on: None,
        })
    }

    /// What is asked for.
    /// # Errors
    /// A fault when the row is none this program writes.
    pub fn ask(&self) -> Result<Ask, StoreError> {
        let line = LineId(self.line_id.unwrap_or_default());
        let to = columns::decimal(self.asked.unwrap_or_default());
        match (self.kind.as_str(), &self.asked_on) {
            ("quantity", _) => Ok(Ask::Quantity { line, to }),
            ("price", _) => Ok(Ask::Price { line, to }),
            ("leave_out", _) => Ok(Ask::LeaveOut { line }),
            ("delivery", Some(on)) => Ok(Ask::Delivery { on: columns::day(on)? }),
            (other, _) => Err(StoreError::fault(format!("unknown kind of proposal: {other}"))),
        }
    }

    /// Keeps what the seller offers instead.
    /// # Errors
    /// A fault when a figure does not fit; the domain's bounds keep that from happening.
    pub fn counter(&mut self, instead: &Ask) -> Result<(), StoreError> {
        let row = ItemRecord::of(instead, 0)?;
        (self.countered, self.countered_on) = (row.asked, row.asked_on);
        Ok(())
    }

    /// What the seller offers instead, where that is the answer.
    /// # Errors
    /// A fault when the row is none this program writes.
    pub fn instead(&self) -> Result<Option<Ask>, StoreError> {
        if self.answer() != Some(Answer::Countered) {
            return Ok(None);
        }
        let row = ItemRecord { asked: self.countered, asked_on: self.countered_on.clone(), ..self.clone() };
        row.ask().map(Some)
    }

    /// What the seller said; nothing while they have not.
    pub fn answer(&self) -> Option<Answer> {
        Answer::parse(&self.answer)
    }
}

/// Writes a proposal with what it asks for.
/// # Errors
/// [`StoreError`].
pub async fn insert(
    unit: &mut Unit,
    company: CompanyId,
    proposal: &ProposalRecord,
    items: &[ItemRecord],
) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(INSERT)
            .bind(proposal.id)
            .bind(company.0)
            .bind(proposal.quote_id)
            .bind(proposal.quote_version)
            .bind(proposal.link_id)
            .bind(&proposal.author)
            .bind(&proposal.email)
            .bind(&proposal.why)
            .bind(proposal.asked_at)
    )?;
    for item in items {
        run!(
            unit.conn,
            sqlx::query(INSERT_ITEM)
                .bind(proposal.id)
                .bind(item.position)
                .bind(&item.kind)
                .bind(item.line_id)
                .bind(item.number)
                .bind(&item.name)
                .bind(&item.unit)
                .bind(item.offered)
                .bind(item.asked)
                .bind(&item.offered_on)
                .bind(&item.asked_on)
        )?;
    }
    Ok(())
}

/// Closes the proposal that waits for a version, for a newer one; answers whether there was one.
/// # Errors
/// [`StoreError`].
pub async fn close(unit: &mut Unit, company: CompanyId, quote: QuoteId, version: i64) -> Result<bool, StoreError> {
    Ok(run!(unit.conn, sqlx::query(CLOSE).bind(company.0).bind(quote.0).bind(version))? > 0)
}

/// The proposal that waits for an answer on a version.
/// # Errors
/// [`StoreError`].
pub async fn find_open(
    conn: &mut Conn,
    company: CompanyId,
    quote: QuoteId,
    version: i64,
) -> Result<Option<ProposalRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(FIND_OPEN).bind(company.0).bind(quote.0).bind(version).fetch_optional(c))?)
}

/// The proposals that are about a version or whose answers go with it, oldest first; not those that were replaced.
/// # Errors
/// [`StoreError`].
pub async fn shown(
    conn: &mut Conn,
    company: CompanyId,
    quote: QuoteId,
    version: i64,
) -> Result<Vec<ProposalRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(SHOWN).bind(company.0).bind(quote.0).bind(version).fetch_all(c))?)
}

/// What a proposal asks for, in order.
/// # Errors
/// [`StoreError`].
pub async fn items(conn: &mut Conn, proposal: ProposalId) -> Result<Vec<ItemRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(ITEMS).bind(proposal.0).fetch_all(c))?)
}

/// Writes who answered a proposal, when and with which version, and what was said to each item.
/// # Errors
/// [`StoreError`].
pub async fn answer(
    unit: &mut Unit,
    company: CompanyId,
    proposal: &ProposalRecord,
    items: &[ItemRecord],
) -> Result<(), StoreError> {
    run!(
        unit.conn,
        sqlx::query(ANSWER)
            .bind(company.0)
            .bind(proposal.quote_id)
            .bind(proposal.id)
            .bind(proposal.answered_by)
            .bind(&proposal.answered_name)
            .bind(proposal.answered_at)
            .bind(proposal.answered_in)
    )?;
    for item in items {
        run!(
            unit.conn,
            sqlx::query(ANSWER_ITEM)
                .bind(proposal.id)
                .bind(item.position)
                .bind(&item.answer)
                .bind(&item.reply)
                .bind(item.countered)
                .bind(&item.countered_on)
        )?;
    }
    Ok(())
}

/// How many proposals came through a link since `after` (microseconds).
/// # Errors
/// [`StoreError`].
pub async fn count_recent(unit: &mut Unit, company: CompanyId, link: LinkId, after: i64) -> Result<i64, StoreError> {
    let (count,): (i64,) =
        on!(unit.conn, c => sqlx::query_as(COUNT_RECENT).bind(company.0).bind(link.0).bind(after).fetch_one(c))?;
    Ok(count)
}
