//! The one SQLite writer: waiting units of work share a transaction, each in a savepoint of its own.
//!
//! A unit is answered only after the outer transaction is durable, so sixteen waiting writers cost one
//! synchronization of the disk instead of sixteen.
use crate::{Conn, StoreError};
use futures::future::BoxFuture;
use sqlx::{SqlitePool, query};
use tokio::sync::{mpsc, oneshot};

/// Most units in one transaction.
const BATCH: usize = 128;

/// A unit of work as the writer sees it: it says whether its writes stay.
pub(crate) type Job = Box<dyn for<'c> FnOnce(Conn) -> BoxFuture<'static, (Conn, bool)> + Send>;

struct Waiting {
    job: Job,
    done: oneshot::Sender<Result<(), StoreError>>,
}

/// Hands units of work to the writer task.
#[derive(Clone)]
pub struct Writer {
    queue: mpsc::Sender<Waiting>,
    pool: SqlitePool,
}

impl Writer {
    /// Starts the task that owns the write connection.
    pub(crate) fn start(pool: SqlitePool) -> Writer {
        let (queue, waiting) = mpsc::channel(1024);
        tokio::spawn(work(pool.clone(), waiting));
        Writer { queue, pool }
    }

    /// Runs a job and waits until what it wrote is durable (or undone).
    pub(crate) async fn run(&self, job: Job) -> Result<(), StoreError> {
        let (done, answer) = oneshot::channel();
        self.queue.send(Waiting { job, done }).await.map_err(|_| StoreError::Unavailable("shutting down".into()))?;
        answer.await.map_err(|_| StoreError::Unavailable("the writer stopped".into()))?
    }

    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }
}

async fn work(pool: SqlitePool, mut waiting: mpsc::Receiver<Waiting>) {
    let mut batch = Vec::with_capacity(BATCH);
    while waiting.recv_many(&mut batch, BATCH).await > 0 {
        match pool.acquire().await {
            Ok(connection) => commit_together(Conn::Sqlite(connection), &mut batch).await,
            Err(error) => {
                for unit in batch.drain(..) {
                    let _ = unit.done.send(Err(StoreError::Unavailable(error.to_string())));
                }
            }
        }
    }
}

/// Runs the batch in one transaction. When the transaction itself fails, every unit of it has failed.
async fn commit_together(mut conn: Conn, batch: &mut Vec<Waiting>) {
    let mut answers = Vec::with_capacity(batch.len());
    let mut failure = execute(&mut conn, "BEGIN IMMEDIATE").await.err();
    for Waiting { job, done } in batch.drain(..) {
        if failure.is_none() {
            (conn, failure) = in_savepoint(conn, job).await;
        }
        answers.push(done);
    }
    if failure.is_none() {
        failure = execute(&mut conn, "COMMIT").await.err();
    }
    let reason = failure.map(|error| error.to_string());
    if reason.is_some() {
        // May fail when SQLite has rolled back by itself (full disk); then there is nothing left to undo.
        let _ = execute(&mut conn, "ROLLBACK").await;
    }
    for done in answers {
        // The asker may be gone; the work stands all the same.
        let _ = done.send(reason.clone().map_or(Ok(()), |reason| Err(StoreError::Unavailable(reason))));
    }
}

async fn in_savepoint(mut conn: Conn, job: Job) -> (Conn, Option<StoreError>) {
    if let Err(error) = execute(&mut conn, "SAVEPOINT unit").await {
        return (conn, Some(error));
    }
    let (mut conn, keep) = job(conn).await;
    let end = if keep { "RELEASE unit" } else { "ROLLBACK TO unit; RELEASE unit" };
    let failure = execute(&mut conn, end).await.err();
    (conn, failure)
}

async fn execute(conn: &mut Conn, sql: &'static str) -> Result<(), StoreError> {
    for part in sql.split(';') {
        crate::run!(conn, query(sqlx::AssertSqlSafe(part)))?;
    }
    Ok(())
}
