//! The two engines under one story: SQLite in a file, as in production; PostgreSQL in a database of its own.
use domain::days::Instant;
use futures::FutureExt;
use sqlx::{ConnectOptions, Connection, PgConnection, postgres::PgConnectOptions};
use std::{
    panic::{AssertUnwindSafe, resume_unwind},
    path::{Path, PathBuf},
    str::FromStr,
    sync::Arc,
};
use store::{Db, Store, db::OpenError, dialect::Engine};
use usecases::{Cx, clock::Clock, context::Settings};
use uuid::Uuid;
use vault::{chain::Key, passwords::Passwords};

mod template;

/// Names a PostgreSQL in which tests may make databases.
const TEST_PG: &str = "TARJOUS_TEST_PG";
/// Monday 23 November 2026, ten in the morning in Helsinki.
pub const MONDAY_MORNING: Instant = Instant(1_795_420_800_000_000);
/// The key of the audit trail in every test.
pub const KEY: [u8; 32] = [42; 32];

/// The embedded database in its folder.
const FILE: &str = "tarjous.db";

/// The program on an empty database, with a clock that stands until it is moved.
#[derive(Clone)]
pub struct TestApp {
    /// What use-cases work with.
    pub cx: Cx,
    /// Under the program.
    pub engine: Engine,
    place: Place,
}

/// Where the database is.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    /// A folder of its own, with the file in it.
    Folder(PathBuf),
    /// The address of a database of its own, and of the one it was made from.
    Server { own: String, maker: String, name: String },
}

/// Tells the story on SQLite, and on PostgreSQL where the environment names one.
pub fn on_both(story: impl AsyncFn(TestApp)) {
    run(async {
        tell(Engine::Sqlite, &story).await;
        if std::env::var_os(TEST_PG).is_some() {
            tell(Engine::Postgres, &story).await;
        }
    });
}

/// Tells the story on SQLite alone: it is about that engine.
pub fn on_sqlite(story: impl AsyncFn(TestApp)) {
    run(tell(Engine::Sqlite, &story));
}

/// Tells the story on PostgreSQL alone, where the environment names one.
pub fn on_postgres(story: impl AsyncFn(TestApp)) {
    if std::env::var_os(TEST_PG).is_some() {
        run(tell(Engine::Postgres, &story));
    }
}

/// Tells a story about the program itself on SQLite, and, with the address of an empty database, on PostgreSQL where the
/// environment names one.
pub fn on_both_addresses(story: impl Fn(Option<&str>)) {
    story(None);
    let Ok(maker) = std::env::var(TEST_PG) else { return };
    let name = format!("tarjous_{}", Uuid::now_v7().simple());
    run(make_with(&maker, &format!("CREATE DATABASE {name}")));
    let (server, _) = maker.rsplit_once('/').unwrap();
    let own = format!("{server}/{name}");
    let ended = std::panic::catch_unwind(AssertUnwindSafe(|| story(Some(&own))));
    run(make_with(&maker, &format!("DROP DATABASE {name} WITH (FORCE)")));
    if let Err(panic) = ended {
        eprintln!("the story failed on PostgreSQL");
        resume_unwind(panic);
    }
}

fn run(work: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build();
    runtime.unwrap().block_on(work);
}

/// The database is removed however the story ends.
async fn tell(engine: Engine, story: &impl AsyncFn(TestApp)) {
    let app = TestApp::new(engine).await;
    let ended = AssertUnwindSafe(story(app.clone())).catch_unwind().await;
    app.remove().await;
    if let Err(panic) = ended {
        eprintln!("the story failed on {engine:?}");
        resume_unwind(panic);
    }
}

impl TestApp {
    /// An empty program.
    async fn new(engine: Engine) -> TestApp {
        let name = format!("tarjous_{}", Uuid::now_v7().simple());
        let place = match engine {
            Engine::Sqlite => {
                let folder = std::env::temp_dir().join(name);
                std::fs::create_dir(&folder).unwrap();
                std::fs::write(folder.join(FILE), template::file().await).unwrap();
                Place::Folder(folder)
            }
            Engine::Postgres => {
                let maker = std::env::var(TEST_PG).unwrap();
                let template = template::database(&maker).await;
                make_with(&maker, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
                let (server, _) = maker.rsplit_once('/').unwrap();
                Place::Server { own: format!("{server}/{name}"), maker: maker.clone(), name }
            }
        };
        let db = place.open().await.unwrap();
        let store = Store::new(db, Key::from_bytes(KEY)).await.unwrap();
        let settings = Settings {
            public_url: "https://tarjous.test".into(),
            mail_ready: true,
            passwords: Passwords::cheap_for_tests(),
            mailman: None,
        };
        let cx = Cx { store, clock: Clock::standing_at(MONDAY_MORNING), settings: Arc::new(settings) };
        TestApp { cx, engine, place }
    }

    /// The same program without a mail server.
    #[must_use]
    pub fn without_mail_server(&self) -> TestApp {
        let settings = Settings { mail_ready: false, ..(*self.cx.settings).clone() };
        TestApp { cx: Cx { settings: Arc::new(settings), ..self.cx.clone() }, ..self.clone() }
    }

    /// Moves the clock.
    pub fn later(&self, seconds: i64) {
        self.cx.clock.advance_seconds(seconds);
    }

    /// Opens the same database once more, as another start of the program would.
    /// # Errors
    /// [`OpenError`].
    pub async fn open_again(&self) -> Result<Db, OpenError> {
        self.place.open().await
    }

    /// The embedded database's folder, for files beside it.
    pub fn folder(&self) -> &Path {
        match &self.place {
            Place::Folder(folder) => folder,
            Place::Server { .. } => panic!("PostgreSQL has no folder here"),
        }
    }

    /// The address of the database of its own on PostgreSQL.
    pub fn address(&self) -> &str {
        match &self.place {
            Place::Server { own, .. } => own,
            Place::Folder(_) => panic!("SQLite has no address here"),
        }
    }

    pub(crate) const fn place(&self) -> &Place {
        &self.place
    }

    async fn remove(&self) {
        self.cx.store.db().close().await;
        match &self.place {
            Place::Folder(folder) => std::fs::remove_dir_all(folder).unwrap(),
            Place::Server { maker, name, .. } => {
                make_with(maker, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
            }
        }
    }
}

impl Place {
    async fn open(&self) -> Result<Db, OpenError> {
        match self {
            Place::Folder(folder) => Db::open_sqlite(&folder.join(FILE)).await,
            Place::Server { own, .. } => Db::open_postgres(own).await,
        }
    }
}

async fn make_with(maker: &str, sql: &str) {
    let mut connection = connect(maker).await;
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

async fn connect(maker: &str) -> PgConnection {
    PgConnectOptions::from_str(maker).unwrap().connect().await.unwrap()
}
