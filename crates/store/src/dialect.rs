//! What the two engines say differently.
use crate::Conn;

/// The engine of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// The embedded database.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

impl Conn {
    /// Which engine this connection speaks to.
    pub const fn engine(&self) -> Engine {
        match self {
            Conn::Sqlite(_) => Engine::Sqlite,
            Conn::Pg(_) | Conn::PgTransaction(_) => Engine::Postgres,
        }
    }
}

/// A condition that finds a row by any substring of its `search` column, with the pattern of [`pattern`] bound
/// as `$at`. `table` has a trigram index; the condition uses it for patterns of three characters or more, and
/// the ordinary index (prefix) for shorter ones.
pub fn search_condition(engine: Engine, table: &str, at: usize, folded: &str) -> String {
    if folded.chars().count() < 3 {
        return format!(" AND {table}.search >= ${at} AND {table}.search < ${}", at + 1);
    }
    match engine {
        Engine::Sqlite => {
            format!(" AND {table}.row_id IN (SELECT rowid FROM {table}_trigrams WHERE {table}_trigrams MATCH ${at})")
        }
        // Letters come in threes that a million rows share, and all of their lists are compared (20 ms for an address of
        // e-mail); of a number's digits few rows are left (0.3 ms), each of which is looked at for the whole.
        Engine::Postgres if has_number(folded) => {
            let number = format!("substring(${at} from '[0-9]{{{LONG_NUMBER},}}')");
            format!(" AND {table}.search LIKE '%' || {number} || '%' AND {table}.search || '' LIKE ${at}")
        }
        Engine::Postgres => format!(" AND {table}.search LIKE ${at}"),
    }
}

/// Digits in a row that few rows have in common.
const LONG_NUMBER: usize = 4;

/// Whether a long number is some of the text, and not all of it.
fn has_number(folded: &str) -> bool {
    let mut runs = folded.split(|c: char| !c.is_ascii_digit());
    runs.any(|run| run.len() >= LONG_NUMBER && run.len() < folded.len())
}

/// What stands after a searched table's name, for a condition of [`search_condition`]. Left to itself SQLite walks a
/// whole index of the company and looks each row up among those found (70 ms of 500,000 rows); so it begins with
/// those found (2 ms).
pub fn found_first(engine: Engine, folded: &str) -> &'static str {
    if engine == Engine::Sqlite && folded.chars().count() >= 3 { " NOT INDEXED" } else { "" }
}

/// A searched table after `FROM`, and the condition, for the bindings of [`search_bindings`] at `$at`. Unlike
/// [`search_condition`], which gathers all that is found before it goes on (100 ms of 83,000 found among a million), this
/// hands one row after another: a limit ends it (1 ms for the first thousand).
pub fn search_first(engine: Engine, table: &str, at: usize, folded: &str) -> (String, String) {
    if engine == Engine::Sqlite && folded.chars().count() >= 3 {
        let from =
            format!("{table}_trigrams CROSS JOIN {table} NOT INDEXED ON {table}.row_id = {table}_trigrams.rowid");
        return (from, format!(" AND {table}_trigrams MATCH ${at}"));
    }
    (table.to_owned(), search_condition(engine, table, at, folded))
}

/// A condition that looks at one row after another, in whatever order they are read: for words so common that a page of
/// rows is soon there. The folded text itself is bound. No index of substrings fits it, and of a function PostgreSQL
/// supposes that a third of all rows pass; so the rows come in their order.
pub fn search_passing(engine: Engine, table: &str, at: usize) -> String {
    let finds = match engine {
        Engine::Sqlite => "instr",
        Engine::Postgres => "strpos",
    };
    format!(" AND {finds}({table}.search, ${at}) > 0")
}

/// What is bound for [`search_condition`]: one text, or two (from, to) for a prefix.
pub fn search_bindings(engine: Engine, folded: &str) -> Vec<String> {
    if folded.chars().count() < 3 {
        return vec![folded.to_owned(), format!("{folded}\u{10ffff}")];
    }
    match engine {
        // A quoted string matches as it stands; quotes inside are doubled.
        Engine::Sqlite => vec![format!("\"{}\"", folded.replace('"', "\"\""))],
        Engine::Postgres => {
            let escaped = folded.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
            vec![format!("%{escaped}%")]
        }
    }
}

/// The id of zeros that stands for nobody in kept sums, as a literal.
pub const fn nobody(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "zeroblob(16)",
        Engine::Postgres => "'00000000-0000-0000-0000-000000000000'",
    }
}

/// A text inside a column of JSON, by its key; empty where there is none.
pub fn json_text(engine: Engine, column: &str, key: &str) -> String {
    match engine {
        Engine::Sqlite => format!("COALESCE(json_extract({column}, '$.{key}'), '')"),
        Engine::Postgres => format!("COALESCE({column}::jsonb ->> '{key}', '')"),
    }
}

/// Suffix that locks the rows a unit of work has read; SQLite has one writer and needs none.
pub const fn for_update(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "",
        Engine::Postgres => " FOR UPDATE",
    }
}

/// Suffix that keeps the rows a unit of work has read as they are until it ends, for all who only read them too; SQLite has
/// one writer and needs none.
pub const fn for_share(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "",
        Engine::Postgres => " FOR SHARE",
    }
}

/// Suffix that claims rows nobody else is claiming.
pub const fn skip_locked(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "",
        Engine::Postgres => " FOR UPDATE SKIP LOCKED",
    }
}
