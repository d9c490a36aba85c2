//! `tarjous backup` and `tarjous restore`: one file that holds the database, files and all, and the key of its trail.
use super::{open, verify};
use crate::config::Config;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The key of the audit trail, beside the database file.
fn key_beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".key");
    PathBuf::from(name)
}

/// Copies a file, in place of one that is there, for its owner alone: whatever the rights of either.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    match fs::remove_file(to) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut to = store::private::create(to)?;
    io::copy(&mut fs::File::open(from)?, &mut to)?;
    to.sync_all()
}

/// Copies the embedded database while it runs, opens the copy and checks it.
/// # Errors
/// A sentence for whoever asked.
pub async fn backup(config: &Config, file: &Path) -> Result<(), String> {
    if config.database_url.is_some() {
        return Err("The database is PostgreSQL: back it up with pg_dump, and keep the key file \
            (audit.key in the data directory) with the dump."
            .to_owned());
    }
    if file.exists() {
        return Err(format!("{} exists already. Name a file that does not.", file.display()));
    }
    let cx = open::open(config).await?;
    let copied = store::backup::copy_into(cx.store.db(), file).await;
    cx.store.db().close().await;
    copied.map_err(|error| format!("The backup could not be written: {error}"))?;
    let key = config.data.join("audit.key");
    if key.exists() {
        copy(&key, &key_beside(file)).map_err(|error| format!("The key could not be copied: {error}"))?;
    }
    let size = fs::metadata(file).map(|metadata| metadata.len()).unwrap_or(0);
    println!("{} ({} kB), its key in {}", file.display(), size / 1000, key_beside(file).display());
    println!("Keep both, apart from this machine. Put back with: tarjous restore {}", file.display());
    Ok(())
}

/// Puts a backup in place of an empty data directory, and checks it there.
/// # Errors
/// A sentence for whoever asked.
pub async fn restore(config: &Config, file: &Path) -> Result<(), String> {
    if config.database_url.is_some() {
        return Err("The database is PostgreSQL: restore it with pg_restore, then run tarjous verify.".to_owned());
    }
    let target = config.database_file();
    if target.exists() {
        return Err(format!(
            "{} exists; a restore never overwrites a database. Name an empty data directory with --data.",
            target.display()
        ));
    }
    if !file.exists() {
        return Err(format!("{} is not there.", file.display()));
    }
    let failed = |error: std::io::Error| format!("The backup could not be put in place: {error}");
    // Under another name first, so that a broken copy is never taken for the database.
    let part = config.data.join("restoring.part");
    copy(file, &part).map_err(failed)?;
    let key = config.data.join("audit.key");
    if key_beside(file).exists() && !key.exists() {
        copy(&key_beside(file), &key).map_err(failed)?;
    }
    fs::rename(&part, &target).map_err(failed)?;
    verify::verify(config).await
}
