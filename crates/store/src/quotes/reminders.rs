//! Reminders before an offer ends: the days they are sent on, and what became of each.
use crate::{Conn, StoreError, Unit, on, run};
use domain::ids::{CompanyId, QuoteId};
use uuid::Uuid;

pub(crate) const USUAL: &str = "SELECT remind_days FROM companies WHERE id = $1";
pub(crate) const SET_USUAL: &str = "UPDATE companies SET remind_days = $2 WHERE id = $1";
pub(crate) const PLAN: &str = "SELECT version, days FROM reminder_plans WHERE quote_id = $1";
pub(crate) const INSERT_PLAN: &str = "INSERT INTO reminder_plans (quote_id, company_id, days) VALUES ($1, $2, $3)";
pub(crate) const UPDATE_PLAN: &str = "UPDATE reminder_plans SET version = version + 1, days = $2 WHERE quote_id = $1";
pub(crate) const DROP_PLAN: &str = "DELETE FROM reminder_plans WHERE quote_id = $1";
/// Offers in the order of their ends, from `$1` and the one after `$3` on that day, to `$2`.
pub(crate) const ENDING: &str = "SELECT q.id, q.company_id, q.sent_version, q.sent_valid_until, \
    COALESCE(p.days, c.remind_days) AS days, c.time_zone, v.sent_at, \
    (SELECT MIN(r.days) FROM reminders AS r WHERE r.quote_id = q.id AND r.quote_version = q.sent_version) AS told \
    FROM quotes AS q JOIN companies AS c ON c.id = q.company_id \
    JOIN quote_versions AS v ON v.quote_id = q.id AND v.number = q.sent_version \
    LEFT JOIN reminder_plans AS p ON p.quote_id = q.id \
    WHERE q.state = 'sent' AND q.sent_valid_until >= $1 AND q.sent_valid_until <= $2 \
    AND (q.sent_valid_until > $1 OR q.id > $3) ORDER BY q.sent_valid_until, q.id LIMIT $4";
pub(crate) const TAKE: &str = "INSERT INTO reminders (quote_id, quote_version, days, company_id, outcome, at) \
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (quote_id, quote_version, days) DO NOTHING";
pub(crate) const LIST: &str =
    "SELECT days, outcome, at FROM reminders WHERE quote_id = $1 AND quote_version = $2 ORDER BY days DESC";
/// What a customer did with a version since it was sent, or since the last signature that others have to follow: asked,
/// chose, proposed, wished for more time. What somebody asks who only reads is no act of those who are to decide; and
/// what was done before a signature, the choice that was signed too, is no act of those whose turn comes after it.
pub(crate) const ACTS: &str = "SELECT \
    (SELECT COUNT(*) FROM quote_comments WHERE quote_id = $1 AND created_at >= $3 AND link_id IN \
    (SELECT l.id FROM quote_links AS l JOIN quote_recipients AS r ON r.id = l.recipient_id \
    WHERE l.quote_id = $1 AND r.role <> 'reader')) + \
    (SELECT COUNT(*) FROM quote_choices WHERE quote_id = $1 AND quote_version = $2 AND chosen_at >= $3) + \
    (SELECT COUNT(*) FROM proposals WHERE quote_id = $1 AND quote_version = $2 AND asked_at >= $3) + \
    (SELECT COUNT(*) FROM time_requests WHERE quote_id = $1 AND quote_version = $2 AND asked_at >= $3)";
/// When a version was signed last with others to follow.
pub(crate) const SIGNED: &str =
    "SELECT MAX(signed_at) FROM quote_signatures WHERE company_id = $1 AND quote_id = $2 AND quote_version = $3";

/// An offer that will end.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct EndingRow {
    pub id: Uuid,
    pub company_id: Uuid,
    pub sent_version: i64,
    pub sent_valid_until: String,
    pub days: String,
    pub time_zone: String,
    pub sent_at: i64,
    /// The reminder nearest to the end that is settled.
    pub told: Option<i64>,
}

/// What became of a reminder.
#[derive(Clone, Debug, sqlx::FromRow)]
#[allow(missing_docs)] // The columns of the schema, documented there.
pub struct ReminderRecord {
    pub days: i64,
    pub outcome: String,
    pub at: i64,
}

/// The company's days.
/// # Errors
/// [`StoreError`].
pub async fn usual(conn: &mut Conn, company: CompanyId) -> Result<String, StoreError> {
    let row: (String,) = on!(conn, c => sqlx::query_as(USUAL).bind(company.0).fetch_one(c))?;
    Ok(row.0)
}

/// Sets the company's days.
/// # Errors
/// [`StoreError`].
pub async fn set_usual(unit: &mut Unit, company: CompanyId, days: &str) -> Result<(), StoreError> {
    run!(unit.conn, sqlx::query(SET_USUAL).bind(company.0).bind(days))?;
    Ok(())
}

/// The days of a quotation that was loaded through its scope, where it has its own, with the row's version.
/// # Errors
/// [`StoreError`].
pub async fn plan(conn: &mut Conn, quote: QuoteId) -> Result<Option<(i64, String)>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(PLAN).bind(quote.0).fetch_optional(c))?)
}

/// Writes the days of a quotation that is locked; none for those of the company.
/// # Errors
/// [`StoreError`].
pub async fn set_plan(
    unit: &mut Unit,
    company: CompanyId,
    quote: QuoteId,
    days: Option<&str>,
) -> Result<(), StoreError> {
    let Some(days) = days else {
        run!(unit.conn, sqlx::query(DROP_PLAN).bind(quote.0))?;
        return Ok(());
    };
    if run!(unit.conn, sqlx::query(UPDATE_PLAN).bind(quote.0).bind(days))? == 0 {
        run!(unit.conn, sqlx::query(INSERT_PLAN).bind(quote.0).bind(company.0).bind(days))?;
    }
    Ok(())
}

/// Offers of every company that end between two days (ISO text), in pages: work of the program itself.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_ending(
    conn: &mut Conn,
    (from, to): (&str, &str),
    after: Uuid,
    most: i64,
) -> Result<Vec<EndingRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(ENDING).bind(from).bind(to).bind(after).bind(most).fetch_all(c))?)
}

/// Settles a reminder of a quotation that is locked; answers whether nobody had before.
/// # Errors
/// [`StoreError`].
pub async fn take(
    unit: &mut Unit,
    company: CompanyId,
    quote: QuoteId,
    (version, days): (i64, i64),
    outcome: &str,
) -> Result<bool, StoreError> {
    let now = unit.now.0;
    let written = run!(
        unit.conn,
        sqlx::query(TAKE).bind(quote.0).bind(version).bind(days).bind(company.0).bind(outcome).bind(now)
    )?;
    Ok(written == 1)
}

/// What became of the reminders of a version, the furthest from its end first.
/// # Errors
/// [`StoreError`].
pub async fn list(conn: &mut Conn, quote: QuoteId, version: i64) -> Result<Vec<ReminderRecord>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(LIST).bind(quote.0).bind(version).fetch_all(c))?)
}

/// Whether the customer did anything with a version that was sent at `since`, short of answering it.
/// # Errors
/// [`StoreError`].
pub async fn acted(
    conn: &mut Conn,
    company: CompanyId,
    quote: QuoteId,
    version: i64,
    since: i64,
) -> Result<bool, StoreError> {
    let (signed,): (Option<i64>,) =
        on!(conn, c => sqlx::query_as(SIGNED).bind(company.0).bind(quote.0).bind(version).fetch_one(c))?;
    // The choice that was signed is kept at the moment of the signature.
    let since = signed.map_or(since, |signed| since.max(signed + 1));
    let row: (i64,) = on!(conn, c => sqlx::query_as(ACTS).bind(quote.0).bind(version).bind(since).fetch_one(c))?;
    Ok(row.0 > 0)
}
