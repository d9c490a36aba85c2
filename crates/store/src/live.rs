//! Telling open pages that something changed: names, never data.
//!
//! Within one process by a broadcast channel; between servers by PostgreSQL's `NOTIFY`, sent inside the
//! transaction and so delivered at its commit.
use crate::{Conn, Db, Scope, StoreError, on, scoped};
use domain::ids::CompanyId;
use serde::{Deserialize, Serialize};
use tokio::sync::broadcast;
use uuid::Uuid;

/// The channel between servers.
pub(crate) const CHANNEL: &str = "tarjous_live";

/// A record that changed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Topic {
    /// Whose; never sent to another company's pages.
    pub company: CompanyId,
    /// `quote`, `opportunity`, `order`, `party`, `product`, `outbox`, `settings`.
    pub kind: String,
    /// Which.
    pub id: Uuid,
}

/// Records that somebody owns, so that not everybody's reach goes as far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owned {
    /// Quotations.
    Quote,
    /// Opportunities, merged ones too.
    Opportunity,
    /// Orders.
    Order,
}

impl Owned {
    /// All of them.
    pub const ALL: [Owned; 3] = [Owned::Quote, Owned::Opportunity, Owned::Order];
}

pub(crate) fn within_sql(scope: &Scope, owned: Owned) -> String {
    let table = match owned {
        Owned::Quote => "quotes",
        Owned::Opportunity => "opportunities",
        Owned::Order => "orders",
    };
    let condition = scope.condition("x", 3);
    format!("SELECT COUNT(*) FROM {table} AS x WHERE x.company_id = $1 AND x.id = $2{condition}")
}

/// Whether a record is within a scope: one look at its key.
/// # Errors
/// [`StoreError`].
pub async fn within(conn: &mut Conn, scope: &Scope, owned: Owned, id: Uuid) -> Result<bool, StoreError> {
    let sql = within_sql(scope, owned);
    let row: (i64,) = on!(conn, c => scoped!(
        sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(scope.company.0).bind(id), scope).fetch_one(c))?;
    Ok(row.0 > 0)
}

/// What a listener hears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// A record changed.
    Changed(Topic),
    /// Something may have been missed: look at everything again.
    Resync,
}

/// Where changes are announced and heard.
#[derive(Clone)]
pub struct Bus {
    sender: broadcast::Sender<Heard>,
}

impl Bus {
    /// A bus; on PostgreSQL it also hears the other servers, and after a lost connection says [`Heard::Resync`].
    /// # Errors
    /// [`StoreError`] where PostgreSQL cannot be listened to.
    pub async fn start(db: &Db) -> Result<Bus, StoreError> {
        let (sender, _) = broadcast::channel(1024);
        let bus = Bus { sender };
        if let Db::Pg(pool) = db {
            let mut listener = sqlx::postgres::PgListener::connect_with(pool).await?;
            listener.listen(CHANNEL).await?;
            let bus = bus.clone();
            tokio::spawn(async move {
                loop {
                    match listener.try_recv().await {
                        Ok(Some(note)) => {
                            if let Ok(topic) = serde_json::from_str(note.payload()) {
                                bus.announce(Heard::Changed(topic));
                            }
                        }
                        // The connection was lost and is made again: notes in between are gone.
                        Ok(None) => bus.announce(Heard::Resync),
                        Err(sqlx::Error::PoolClosed) => return,
                        Err(error) => {
                            tracing::warn!(%error, "live updates: the database is away");
                            bus.announce(Heard::Resync);
                            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
                        }
                    }
                }
            });
        }
        Ok(bus)
    }

    /// Hears from now on.
    pub fn listen(&self) -> broadcast::Receiver<Heard> {
        self.sender.subscribe()
    }

    /// Says it to this process.
    pub(crate) fn announce(&self, heard: Heard) {
        // Nobody listening is no error.
        let _ = self.sender.send(heard);
    }
}
