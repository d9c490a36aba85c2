//! Opening the database and what belongs to it.
use crate::config::Config;
use std::sync::Arc;
use store::{Db, Store, db::OpenError};
use usecases::{Cx, clock::Clock, context::Settings};
use vault::{chain::Key, passwords::Passwords};

/// The file of the audit trail's key.
const KEY_FILE: &str = "audit.key";

/// Opens the database that the settings name and brings its schema up to date.
/// # Errors
/// A sentence that says what to do.
pub async fn open(config: &Config) -> Result<Cx, String> {
    let key = match &config.key {
        Some(text) => Key::parse(text).map_err(|error| format!("TARJOUS_KEY: {error}"))?,
        None => Key::load_or_make(&config.data.join(KEY_FILE)).map_err(|error| {
            format!("The key file {} cannot be used: {error}", config.data.join(KEY_FILE).display())
        })?,
    };
    let db = match &config.database_url {
        Some(url) => Db::open_postgres(url).await.map_err(|error| told(error, "the PostgreSQL of DATABASE_URL"))?,
        None => {
            let file = config.database_file();
            Db::open_sqlite(&file).await.map_err(|error| told(error, &file.display().to_string()))?
        }
    };
    let store = Store::new(db, key).await.map_err(|error| format!("Live updates cannot be subscribed to: {error}"))?;
    let settings = Settings {
        public_url: config.public_url.clone(),
        mail_ready: config.smtp.is_some(),
        passwords: Passwords::strong(),
        mailman: Some(Arc::new(post::mailbox::Imap)),
    };
    Ok(Cx { store, clock: Clock::default(), settings: Arc::new(settings) })
}

fn told(error: OpenError, what: &str) -> String {
    match error {
        OpenError::Newer { found, known } => format!(
            "{what} was written by a newer Tarjous (schema {found}; this program knows {known}).\n\
             Start the newer program, or restore a backup from before the update."
        ),
        OpenError::Broken(reason) => format!("{what} cannot be opened: {reason}"),
    }
}
