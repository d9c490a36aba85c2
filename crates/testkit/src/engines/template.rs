//! An empty database with today's schema, made once and copied: the migrations run once per program, not once per test.

use super::{FILE, Place, connect, make_with};
use sqlx::Connection;
use store::{Db, dialect::Engine};
use tokio::sync::OnceCell;
use uuid::Uuid;

/// The bytes of an embedded database.
pub(super) async fn file() -> &'static [u8] {
    static BYTES: OnceCell<Vec<u8>> = OnceCell::const_new();
    BYTES
        .get_or_init(async || {
            let folder = std::env::temp_dir().join(format!("tarjous_template_{}", Uuid::now_v7().simple()));
            std::fs::create_dir(&folder).unwrap();
            let place = Place::Folder(folder.clone());
            // The last connection to close leaves nothing in the write-ahead log.
            place.open().await.unwrap().close().await;
            let bytes = std::fs::read(folder.join(FILE)).unwrap();
            std::fs::remove_dir_all(&folder).unwrap();
            bytes
        })
        .await
}

/// The name of the database on PostgreSQL from which others are made. It stays there for the next run;
/// another schema makes another one.
pub(super) async fn database(maker: &str) -> &'static str {
    static NAME: OnceCell<String> = OnceCell::const_new();
    NAME.get_or_init(async || {
        let schema = Db::schema(Engine::Postgres);
        let name = format!("tarjous_template_{schema:016x}");
        // Several test programs may start at once; the lock goes with the connection.
        let mut connection = connect(maker).await;
        sqlx::query("SELECT pg_advisory_lock($1)").bind(schema.cast_signed()).execute(&mut connection).await.unwrap();
        let there = sqlx::query("SELECT 1 FROM pg_database WHERE datname = $1").bind(&name);
        if there.fetch_optional(&mut connection).await.unwrap().is_none() {
            // Under its name only once it is whole.
            let (server, _) = maker.rsplit_once('/').unwrap();
            let draft = format!("{name}_draft");
            make_with(maker, &format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)")).await;
            make_with(maker, &format!("CREATE DATABASE {draft}")).await;
            let place =
                Place::Server { own: format!("{server}/{draft}"), maker: maker.to_owned(), name: draft.clone() };
            place.open().await.unwrap().close().await;
            make_with(maker, &format!("ALTER DATABASE {draft} RENAME TO {name}")).await;
        }
        connection.close().await.unwrap();
        name
    })
    .await
}
