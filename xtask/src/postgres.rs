//! A PostgreSQL of our own for the tests: fresh, on a private socket, gone when this process is gone.

use crate::{Result, memory};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Makes, runs and removes the cluster. It ends when its standard input does, however its parent died.
/// `$1` programs, `$2` folder, `$3` folder of the data. Signals of the terminal are for the parent, which then closes
/// the pipe. Nothing is forced to disk: the tests kill Tarjous, not the machine.
const KEEPER: &str = r#"
trap '' INT TERM HUP
umask 077
mkdir "$2" || exit 1
mkdir "$3" 2>/dev/null || set -- "$1" "$2" "$2"
"$1/initdb" -D "$3/data" -U tarjous -A trust -E UTF8 --locale=C.UTF-8 --no-sync </dev/null >"$2/log" 2>&1 || exit 1
"$1/postgres" -D "$3/data" -k "$2" -c listen_addresses= -c fsync=off -c full_page_writes=off \
    -c wal_level=minimal -c max_wal_senders=0 -c max_wal_size=128MB -c max_connections=200 </dev/null >>"$2/log" 2>&1 &
while read -r line; do :; done
kill -INT $! 2>/dev/null
wait $!
rm -rf "$2" "$3"
"#;

/// A running server. Dropping it stops it and removes its files.
pub struct Postgres {
    keeper: Child,
    folder: PathBuf,
    data: PathBuf,
    /// Where `psql`, `createdb` and the server itself lie.
    pub programs: PathBuf,
}

impl Postgres {
    /// Starts one and waits until it answers.
    pub fn start() -> Result<Postgres> {
        let programs = programs().ok_or("PostgreSQL's server programs (initdb, postgres) were not found")?;
        // In /tmp: a socket's path may have only about a hundred characters, and when root runs the tests the
        // database's own user must reach it.
        let folder = PathBuf::from(format!("/tmp/tarjous-pg-{}", std::process::id()));
        // A database of a test is a thousand small files, which a disk makes five times as slowly.
        let name = format!("tarjous-pg-data-{}", std::process::id());
        let data = memory::folder().map_or_else(|| folder.clone(), |memory| memory.join(name));
        let mut command = as_owner()?;
        command.args(["sh", "-c", KEEPER, "keeper"]).args([&programs, &folder, &data]);
        command.current_dir("/").stdin(Stdio::piped()).stdout(Stdio::null());
        let keeper = command.spawn().map_err(|error| format!("starting PostgreSQL: {error}"))?;
        let mut postgres = Postgres { keeper, folder, data, programs };
        postgres.wait().map(|()| postgres)
    }

    /// The address of its database `postgres`, in which others can be created.
    pub fn url(&self) -> String {
        format!("postgres://tarjous@{}/postgres", self.folder.display().to_string().replace('/', "%2F"))
    }

    fn wait(&mut self) -> Result<()> {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(30) {
            let mut ask = Command::new(self.programs.join("psql"));
            ask.args(["-X", "-q", "-c", "SELECT 1", &self.url()]).stdout(Stdio::null()).stderr(Stdio::null());
            if ask.status().is_ok_and(|status| status.success()) {
                return Ok(());
            }
            if !matches!(self.keeper.try_wait(), Ok(None)) {
                break;
            }
            sleep(Duration::from_millis(50));
        }
        let mut log = String::new();
        let _ = fs::File::open(self.folder.join("log")).and_then(|mut file| file.read_to_string(&mut log));
        Err(format!("PostgreSQL did not start: {}", log.trim()))
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
        // There only if it never came up.
        let _ = fs::remove_dir_all(&self.folder);
        let _ = fs::remove_dir_all(&self.data);
    }
}

/// PostgreSQL refuses to run as root: then its own user runs it.
fn as_owner() -> Result<Command> {
    let uid = crate::cargo::output(Command::new("id").arg("-u"))?;
    if uid != "0" {
        let mut command = Command::new("env");
        command.arg("--");
        return Ok(command);
    }
    let user = ["postgres", "nobody"]
        .into_iter()
        .find(|user| crate::cargo::output(Command::new("id").args(["-u", user])).is_ok());
    let user = user.ok_or("there is no user \"postgres\" or \"nobody\" to run PostgreSQL as")?;
    let mut command = Command::new("runuser");
    command.args(["-u", user, "--"]);
    Ok(command)
}

/// The newest installed server: Debian's place, Homebrew's, or what is on the path.
fn programs() -> Option<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = Vec::new();
    for (folder, prefix) in
        [("/usr/lib/postgresql", ""), ("/opt/homebrew/opt", "postgresql@"), ("/usr/local/opt", "postgresql@")]
    {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let version = entry.file_name().to_string_lossy().strip_prefix(prefix).and_then(|name| name.parse().ok());
            found.extend(version.map(|version| (version, entry.path().join("bin"))));
        }
    }
    found.retain(|(_, bin)| complete(bin));
    let newest = found.into_iter().max().map(|(_, bin)| bin);
    newest.or_else(|| std::env::split_paths(&std::env::var_os("PATH")?).find(|bin| complete(bin)))
}

fn complete(bin: &Path) -> bool {
    ["initdb", "postgres", "psql"].iter().all(|program| bin.join(program).exists())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_server_answers_and_leaves_nothing_behind() {
        let postgres = Postgres::start().unwrap();
        let mut ask = Command::new(postgres.programs.join("psql"));
        let answer =
            crate::cargo::output(ask.args(["-X", "-A", "-t", "-c", "SHOW server_encoding", &postgres.url()])).unwrap();
        assert_eq!(answer, "UTF8");
        let (folder, data) = (postgres.folder.clone(), postgres.data.clone());
        assert!(folder.exists());
        drop(postgres);
        assert!(!folder.exists() && !data.exists());
    }
}
