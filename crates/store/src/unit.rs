//! The unit of work: rows, numbers, events, outbox and the saved answer, in one transaction.
use crate::{
    Conn, Db, StoreError,
    events::{self, NewEvent},
    live::{Bus, CHANNEL, Heard, Topic},
    scope::Asker,
};
use domain::{days::Instant, ids::CompanyId};
use futures::{FutureExt, future::BoxFuture};
use serde::{Serialize, de::DeserializeOwned};
use sqlx::query;
use std::{
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex},
};
use uuid::Uuid;
use vault::chain::Key;

/// The database, the bus of live updates, and the key of the audit trail.
#[derive(Clone)]
pub struct Store {
    db: Db,
    bus: Bus,
    key: Arc<Key>,
}

/// Work in progress: everything written through it is kept together or not at all.
pub struct Unit {
    /// The connection, inside the transaction.
    pub conn: Conn,
    /// The moment of the use-case; every row it writes carries this one.
    pub now: Instant,
    events: Vec<NewEvent>,
    topics: Vec<Topic>,
    key: Arc<Key>,
}

impl Unit {
    /// Puts an entry on a record's timeline and the company's audit trail.
    pub fn event(&mut self, event: NewEvent) {
        self.events.push(event);
    }

    /// Tells open pages, once this is committed.
    pub fn announce(&mut self, company: CompanyId, kind: &str, id: Uuid) {
        let topic = Topic { company, kind: kind.to_owned(), id };
        if !self.topics.contains(&topic) {
            self.topics.push(topic);
        }
    }

    /// Last of all, so that the trail's head is locked shortest.
    async fn finish(&mut self) -> Result<(), StoreError> {
        let events = std::mem::take(&mut self.events);
        events::append(&mut self.conn, &self.key, self.now, events).await?;
        if let Conn::PgTransaction(transaction) = &mut self.conn {
            for topic in &self.topics {
                let text = serde_json::to_string(topic).map_err(StoreError::fault)?;
                query("SELECT pg_notify($1, $2)").bind(CHANNEL).bind(text).execute(&mut **transaction).await?;
            }
        }
        Ok(())
    }
}

impl Store {
    /// A store over an open database.
    /// # Errors
    /// When live updates cannot be subscribed to.
    pub async fn new(db: Db, key: Key) -> Result<Store, StoreError> {
        let bus = Bus::start(&db).await?;
        Ok(Store { db, bus, key: Arc::new(key) })
    }

    /// The database, to read from or to open a unit of work on.
    pub const fn db(&self) -> &Db {
        &self.db
    }

    /// Where changes are announced, after their commit, to open pages and workers.
    pub const fn bus(&self) -> &Bus {
        &self.bus
    }

    /// The key of the audit trail.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// A connection to read with.
    /// # Errors
    /// [`StoreError::Unavailable`].
    pub async fn reader(&self) -> Result<Conn, StoreError> {
        self.db.reader().await
    }

    /// To be called after very much was written at once. PostgreSQL marks the pages that everybody sees by now, so that
    /// an index alone answers, and learns how rows are spread; by itself it would do both some minutes later. SQLite
    /// has nothing to mark and learns as its connections close.
    /// # Errors
    /// [`StoreError`].
    pub async fn tidy(&self) -> Result<(), StoreError> {
        match &self.db {
            Db::Sqlite { .. } => Ok(()),
            Db::Pg(pool) => {
                query("VACUUM (ANALYZE)").execute(pool).await?;
                Ok(())
            }
        }
    }

    /// Runs `work` in one transaction and answers after its durable commit.
    ///
    /// An `Err` from `work` undoes everything. `work` does nothing but SQL: it may be run again when PostgreSQL
    /// asks for it (dead-lock, serialization). It goes on to its end even when the asker has gone away.
    ///
    /// # Errors
    /// What `work` answers, or a [`StoreError`] turned into it.
    pub async fn unit<T, E, F>(&self, now: Instant, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: for<'u> Fn(&'u mut Unit) -> BoxFuture<'u, Result<T, E>> + Send + Sync + 'static,
    {
        match &self.db {
            Db::Sqlite { write, .. } => self.sqlite_unit(write, now, work).await,
            Db::Pg(pool) => {
                let (pool, store) = (pool.clone(), self.clone());
                let task = tokio::spawn(async move {
                    let mut tries = 1;
                    loop {
                        match store.pg_unit(&pool, now, &work).await {
                            Err(Tried::Again(_)) if tries < MOST_TRIES => tries += 1,
                            Err(Tried::Again(error) | Tried::Failed(error)) => return Err(error),
                            Ok(answer) => return Ok(answer),
                        }
                    }
                });
                task.await.unwrap_or_else(|error| Err(StoreError::fault(error).into()))
            }
        }
    }

    async fn sqlite_unit<T, E, F>(&self, writer: &crate::writer::Writer, now: Instant, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: for<'u> Fn(&'u mut Unit) -> BoxFuture<'u, Result<T, E>> + Send + Sync + 'static,
    {
        let outcome: Outcome<T, E> = Arc::default();
        let (slot, key) = (outcome.clone(), self.key.clone());
        let job: crate::writer::Job = Box::new(move |conn| {
            Box::pin(async move {
                let mut unit = Unit { conn, now, events: Vec::new(), topics: Vec::new(), key };
                let result = run_to_end(&mut unit, &work).await;
                let keep = result.is_ok();
                let topics = std::mem::take(&mut unit.topics);
                if let Ok(mut slot) = slot.lock() {
                    *slot = Some(result.map(|answer| (answer, topics)));
                }
                (unit.conn, keep)
            })
        });
        let committed = writer.run(job).await;
        let result = outcome.lock().ok().and_then(|mut slot| slot.take());
        match (committed, result) {
            (Ok(()), Some(Ok((answer, topics)))) => {
                topics.into_iter().for_each(|topic| self.bus.announce(Heard::Changed(topic)));
                Ok(answer)
            }
            // A refusal is a refusal, whatever became of the others in the batch.
            (_, Some(Err(error))) => Err(error),
            (Err(error), _) => Err(error.into()),
            (Ok(()), None) => Err(StoreError::fault("the unit left no answer").into()),
        }
    }

    async fn pg_unit<T, E, F>(&self, pool: &sqlx::PgPool, now: Instant, work: &F) -> Result<T, Tried<E>>
    where
        E: From<StoreError>,
        F: for<'u> Fn(&'u mut Unit) -> BoxFuture<'u, Result<T, E>>,
    {
        let transaction = pool.begin().await.map_err(|error| Tried::Failed(StoreError::from(error).into()))?;
        let conn = Conn::PgTransaction(transaction);
        let mut unit = Unit { conn, now, events: Vec::new(), topics: Vec::new(), key: self.key.clone() };
        let result = run_to_end(&mut unit, work).await;
        let Conn::PgTransaction(mut transaction) = unit.conn else {
            return Err(Tried::Failed(StoreError::fault("a unit lost its transaction").into()));
        };
        match result {
            Ok(answer) => match transaction.commit().await {
                Ok(()) => Ok(answer),
                Err(error) => {
                    let again = asks_again(&error);
                    let error = StoreError::from(error).into();
                    Err(if again { Tried::Again(error) } else { Tried::Failed(error) })
                }
            },
            Err(error) => {
                // A dead-lock or serialization failure has ended the transaction: even a harmless statement fails.
                // So has a lasting cause, as a name that is taken; the error does not tell which. It fails again.
                let probe = query("SELECT 1").execute(&mut *transaction).await;
                let ended = probe.is_err_and(|probe| is_aborted(&probe));
                let _ = transaction.rollback().await;
                Err(if ended { Tried::Again(error) } else { Tried::Failed(error) })
            }
        }
    }

    /// As [`Store::unit`], once per `key`: a retry with the same command gets the first answer. Only whoever it was given
    /// to: the answer is told before anything else is asked, and so to nobody whose right it does not rest on.
    ///
    /// # Errors
    /// [`StoreError::KeyReused`] when the key came with another command before, or from somebody else.
    pub async fn once<T, E, F>(
        &self,
        now: Instant,
        asker: Asker,
        key: Uuid,
        command: &impl Serialize,
        work: F,
    ) -> Result<T, E>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: for<'u> Fn(&'u mut Unit) -> BoxFuture<'u, Result<T, E>> + Send + Sync + 'static,
    {
        let text = serde_json::to_string(command).map_err(StoreError::fault)?;
        let company = asker.company;
        let fingerprint = vault::digest::sha256_hex(format!("{} {text}", asker.who).as_bytes());
        let work = Arc::new(work);
        self.unit(now, move |unit| {
            let (fingerprint, work) = (fingerprint.clone(), work.clone());
            Box::pin(async move {
                if let Some(answer) = crate::answers::claim(unit, company, key, &fingerprint).await? {
                    return serde_json::from_str(&answer).map_err(|error| StoreError::fault(error).into());
                }
                let answer = work(unit).await?;
                let text = serde_json::to_string(&answer).map_err(StoreError::fault)?;
                crate::answers::save(unit, company, key, &text).await?;
                Ok(answer)
            })
        })
        .await
    }
}

/// Times a unit is run on PostgreSQL before its error is believed.
const MOST_TRIES: u32 = 4;

/// Where a unit leaves its answer and what it announces, for the asker to take once the writer has committed.
type Outcome<T, E> = Arc<Mutex<Option<Result<(T, Vec<Topic>), E>>>>;

enum Tried<E> {
    /// The transaction was ended by an error that may pass.
    Again(E),
    /// A refusal, or an error that will not.
    Failed(E),
}

/// Runs the work and what comes last; a panic is a fault and undoes the unit.
async fn run_to_end<T, E, F>(unit: &mut Unit, work: &F) -> Result<T, E>
where
    E: From<StoreError>,
    F: for<'u> Fn(&'u mut Unit) -> BoxFuture<'u, Result<T, E>>,
{
    let result = AssertUnwindSafe(work(unit)).catch_unwind().await;
    let answer = result.unwrap_or_else(|_| Err(StoreError::fault("a use-case panicked").into()))?;
    unit.finish().await?;
    Ok(answer)
}

fn sqlstate(error: &sqlx::Error) -> Option<String> {
    error.as_database_error().and_then(|database| database.code()).map(|code| code.into_owned())
}

fn asks_again(error: &sqlx::Error) -> bool {
    sqlstate(error).is_some_and(|code| code == "40001" || code == "40P01")
}

/// "current transaction is aborted": an earlier statement of it failed.
fn is_aborted(error: &sqlx::Error) -> bool {
    sqlstate(error).is_some_and(|code| code == "25P02")
}
