//! What happened: the timeline of each record and the chained audit trail of the company.
use crate::{Conn, StoreError, on, run};
use domain::{
    days::Instant,
    ids::{CompanyId, UserId},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;
use vault::chain::Key;

/// Locks the head of a company's trail and reads it, making it on first use.
pub(crate) const HEAD: &str = "INSERT INTO event_heads (company_id, seq, code) VALUES ($1, 0, $2) \
    ON CONFLICT (company_id) DO UPDATE SET seq = event_heads.seq RETURNING seq, code";
pub(crate) const INSERT: &str = "INSERT INTO events \
    (company_id, seq, id, at, subject_kind, subject_id, about_id, what, actor_kind, actor_id, actor, data, code) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
/// Parameters of one row.
const PARAMETERS: usize = 13;
/// Rows of the large text. SQLite looks each parameter up among all of its statement's: larger ones are slower.
const MANY: usize = 20;
pub(crate) const SET_HEAD: &str = "UPDATE event_heads SET seq = $2, code = $3 WHERE company_id = $1";
pub(crate) const TIMELINE: &str = "SELECT id, at, what, actor_kind, actor, data, seq, code FROM events \
    WHERE company_id = $1 AND subject_id = $2 ORDER BY seq DESC LIMIT $3";
pub(crate) const FIRST: &str = "SELECT id, at, what, actor_kind, actor, data, seq, code FROM events \
    WHERE company_id = $1 AND subject_id = $2 ORDER BY seq LIMIT 1";
pub(crate) const TIMELINE_ABOUT: &str = "SELECT id, at, what, actor_kind, actor, data, seq, code FROM events \
    WHERE company_id = $1 AND about_id = $2 ORDER BY seq DESC LIMIT $3";
pub(crate) const TRAIL: &str = "SELECT company_id, seq, id, at, subject_kind, subject_id, about_id, what, actor_kind, \
    actor_id, actor, data, code FROM events WHERE company_id = $1 AND seq > $2 ORDER BY seq LIMIT 1000";
pub(crate) const TRAIL_HEAD: &str = "SELECT seq, code FROM event_heads WHERE company_id = $1";
pub(crate) const COMPANIES: &str = "SELECT id FROM companies ORDER BY created_at, id";

/// Who did it, with the name of that time: events outlive whoever is named in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// A signed-in person.
    Staff {
        /// Who.
        user: UserId,
        /// The name at that time.
        name: String,
    },
    /// A customer on a link.
    Visitor {
        /// The link.
        link: Uuid,
        /// The name they gave, or the recipient's.
        name: String,
    },
    /// The program.
    System,
}

/// What an event says besides its kind. Empty fields are left out of the stored text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EventData {
    /// Comment, note, reason or message.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub body: String,
    /// The number of the document.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// The version of the quotation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote_version: Option<u32>,
    /// SHA-256 of the content that was sent or answered, in hex: so the trail vouches for the version itself.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sha256: String,
    /// SHA-256 of the choice that was signed with it, in hex.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub choice_sha256: String,
    /// Field, old, new.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
}

/// A field that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The field, by code.
    pub field: String,
    /// What it was.
    pub old: String,
    /// What it is.
    pub new: String,
}

impl Change {
    /// A change of `field`, or `None` where nothing changed.
    pub fn of(field: &str, old: impl ToString, new: impl ToString) -> Option<Change> {
        let (old, new) = (old.to_string(), new.to_string());
        (old != new).then(|| Change { field: field.to_owned(), old, new })
    }
}

/// An event to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvent {
    /// Whose.
    pub company: CompanyId,
    /// `quote`, `opportunity`, `party`, `product`, `order`, `company`, `user`.
    pub subject_kind: &'static str,
    /// Which.
    pub subject: Uuid,
    /// A second record on whose timeline it stands.
    pub about: Option<Uuid>,
    /// What happened, past tense by code: `quote.sent`.
    pub what: &'static str,
    /// Who did it.
    pub by: By,
    /// When, where that is not the moment of the unit (imported history).
    pub at: Option<Instant>,
    /// The rest.
    pub data: EventData,
}

impl NewEvent {
    /// An event without more to say; see the fields for the rest.
    pub fn new(company: CompanyId, subject_kind: &'static str, subject: Uuid, what: &'static str, by: By) -> NewEvent {
        NewEvent { company, subject_kind, subject, about: None, what, by, at: None, data: EventData::default() }
    }

    /// Puts it on a second timeline too.
    #[must_use]
    pub fn about(mut self, id: Option<Uuid>) -> NewEvent {
        self.about = id;
        self
    }

    /// Puts in what it says besides its kind, in place of what it said so far.
    #[must_use]
    pub fn with(mut self, data: EventData) -> NewEvent {
        self.data = data;
        self
    }
}

/// A stored event.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct EventRow {
    /// Which.
    pub id: Uuid,
    /// When, in microseconds.
    pub at: i64,
    /// What happened.
    pub what: String,
    /// Who did it, by kind.
    pub actor_kind: String,
    /// Who did it, by name.
    pub actor: String,
    /// The rest, as JSON.
    pub data: String,
    /// Its place in the trail.
    pub seq: i64,
    /// Its authentication code.
    pub code: Vec<u8>,
}

impl EventRow {
    /// The rest, read; an unreadable one is empty.
    pub fn read(&self) -> EventData {
        serde_json::from_str(&self.data).unwrap_or_default()
    }
}

#[derive(sqlx::FromRow)]
struct TrailRow {
    company_id: Uuid,
    seq: i64,
    id: Uuid,
    at: i64,
    subject_kind: String,
    subject_id: Uuid,
    about_id: Option<Uuid>,
    what: String,
    actor_kind: String,
    actor_id: Option<Uuid>,
    actor: String,
    data: String,
    code: Vec<u8>,
}

impl TrailRow {
    /// What the authentication code covers: every column but the code.
    fn bytes(&self) -> Vec<u8> {
        let fields = [
            self.company_id.to_string(),
            self.seq.to_string(),
            self.id.to_string(),
            self.at.to_string(),
            self.subject_kind.clone(),
            self.subject_id.to_string(),
            self.about_id.map(|id| id.to_string()).unwrap_or_default(),
            self.what.clone(),
            self.actor_kind.clone(),
            self.actor_id.map(|id| id.to_string()).unwrap_or_default(),
            self.actor.clone(),
            self.data.clone(),
        ];
        serde_json::to_vec(&fields).unwrap_or_default()
    }
}

fn code32(bytes: &[u8]) -> Result<[u8; 32], StoreError> {
    bytes.try_into().map_err(|_| StoreError::fault("an authentication code has a wrong length"))
}

/// Writes events at the end of their companies' trails.
pub(crate) async fn append(conn: &mut Conn, key: &Key, now: Instant, events: Vec<NewEvent>) -> Result<(), StoreError> {
    let mut companies: BTreeMap<CompanyId, Vec<NewEvent>> = BTreeMap::new();
    for event in events {
        companies.entry(event.company).or_default().push(event);
    }
    for (company, events) in companies {
        let (mut seq, code): (i64, Vec<u8>) =
            on!(conn, c => sqlx::query_as(HEAD).bind(company.0).bind(&[0u8; 32][..]).fetch_one(c))?;
        let mut code = code32(&code)?;
        let mut rows = Vec::with_capacity(events.len());
        for event in events {
            seq += 1;
            let (actor_kind, actor_id, actor) = match event.by {
                By::Staff { user, name } => ("staff", Some(user.0), name),
                By::Visitor { link, name } => ("visitor", Some(link), name),
                By::System => ("system", None, String::new()),
            };
            let mut row = TrailRow {
                company_id: company.0,
                seq,
                id: Uuid::now_v7(),
                at: event.at.unwrap_or(now).0,
                subject_kind: event.subject_kind.to_owned(),
                subject_id: event.subject,
                about_id: event.about,
                what: event.what.to_owned(),
                actor_kind: actor_kind.to_owned(),
                actor_id,
                actor,
                data: serde_json::to_string(&event.data).map_err(StoreError::fault)?,
                code: Vec::new(),
            };
            code = vault::chain::link(key, &code, &row.bytes());
            row.code = code.to_vec();
            rows.push(row);
        }
        insert(conn, &rows).await?;
        run!(conn, sqlx::query(SET_HEAD).bind(company.0).bind(seq).bind(&code[..]))?;
    }
    Ok(())
}

/// One row by one text, as nearly always; an import's thousands by a few large ones.
async fn insert(conn: &mut Conn, rows: &[TrailRow]) -> Result<(), StoreError> {
    let chunks = rows.chunks_exact(MANY);
    let rest = chunks.remainder();
    let many = if chunks.len() > 0 { insert_many_sql() } else { String::new() };
    for chunk in chunks {
        write(conn, chunk, &many).await?;
    }
    for row in rest {
        write(conn, std::slice::from_ref(row), INSERT).await?;
    }
    Ok(())
}

pub(crate) fn insert_many_sql() -> String {
    let row = |at: usize| {
        let numbers: Vec<String> = (1..=PARAMETERS).map(|n| format!("${}", at * PARAMETERS + n)).collect();
        format!("({})", numbers.join(", "))
    };
    let head = INSERT.split_once("VALUES").map_or(INSERT, |(head, _)| head);
    format!("{head}VALUES {}", (0..MANY).map(row).collect::<Vec<_>>().join(", "))
}

async fn write(conn: &mut Conn, rows: &[TrailRow], sql: &str) -> Result<(), StoreError> {
    macro_rules! bound {
        () => {{
            let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
            for row in rows {
                query = query
                    .bind(row.company_id)
                    .bind(row.seq)
                    .bind(row.id)
                    .bind(row.at)
                    .bind(&row.subject_kind)
                    .bind(row.subject_id)
                    .bind(row.about_id)
                    .bind(&row.what)
                    .bind(&row.actor_kind)
                    .bind(row.actor_id)
                    .bind(&row.actor)
                    .bind(&row.data)
                    .bind(&row.code);
            }
            query
        }};
    }
    run!(conn, bound!())?;
    Ok(())
}

/// The newest events of a record; the caller has loaded that record through its scope.
/// # Errors
/// [`StoreError`].
pub async fn timeline(
    conn: &mut Conn,
    company: CompanyId,
    subject: Uuid,
    most: i64,
) -> Result<Vec<EventRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(TIMELINE).bind(company.0).bind(subject).bind(most).fetch_all(c))?)
}

/// How a record began; the caller has loaded that record through its scope.
/// # Errors
/// [`StoreError`].
pub async fn first(conn: &mut Conn, company: CompanyId, subject: Uuid) -> Result<Option<EventRow>, StoreError> {
    Ok(on!(conn, c => sqlx::query_as(FIRST).bind(company.0).bind(subject).fetch_optional(c))?)
}

/// The newest events of a record and of those that stand on its timeline too (an opportunity's quotations).
/// # Errors
/// [`StoreError`].
pub async fn timeline_with_related(
    conn: &mut Conn,
    company: CompanyId,
    subject: Uuid,
    most: i64,
) -> Result<Vec<EventRow>, StoreError> {
    let mut rows = timeline(conn, company, subject, most).await?;
    let about: Vec<EventRow> =
        on!(conn, c => sqlx::query_as(TIMELINE_ABOUT).bind(company.0).bind(subject).bind(most).fetch_all(c))?;
    rows.extend(about);
    rows.sort_by_key(|row| std::cmp::Reverse((row.at, row.seq)));
    rows.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    Ok(rows)
}

/// What checking the trail found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every entry is as it was written.
    Whole {
        /// How many entries there are.
        entries: i64,
    },
    /// The first entry that is not.
    Broken {
        /// Its place in the trail.
        seq: i64,
    },
}

/// Checks a company's whole trail against its key and head.
/// # Errors
/// [`StoreError`].
pub async fn verify(conn: &mut Conn, key: &Key, company: CompanyId) -> Result<Verdict, StoreError> {
    let (mut seq, mut code) = (0, [0u8; 32]);
    loop {
        let rows: Vec<TrailRow> = on!(conn, c => sqlx::query_as(TRAIL).bind(company.0).bind(seq).fetch_all(c))?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            let expected = vault::chain::link(key, &code, &row.bytes());
            if row.seq != seq + 1 || row.code != expected {
                return Ok(Verdict::Broken { seq: seq + 1 });
            }
            (seq, code) = (row.seq, expected);
        }
    }
    let head: Option<(i64, Vec<u8>)> = on!(conn, c => sqlx::query_as(TRAIL_HEAD).bind(company.0).fetch_optional(c))?;
    match head {
        Some((head, head_code)) if head != seq || head_code != code => Ok(Verdict::Broken { seq: seq + 1 }),
        None if seq > 0 => Ok(Verdict::Broken { seq: 1 }),
        _ => Ok(Verdict::Whole { entries: seq }),
    }
}

/// Every company, for checks and workers of the program itself.
/// # Errors
/// [`StoreError`].
pub async fn unscoped_companies(conn: &mut Conn) -> Result<Vec<CompanyId>, StoreError> {
    let rows: Vec<(Uuid,)> = on!(conn, c => sqlx::query_as(COMPANIES).fetch_all(c))?;
    Ok(rows.into_iter().map(|(id,)| CompanyId(id)).collect())
}
