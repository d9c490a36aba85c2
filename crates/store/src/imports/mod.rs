//! Imports: the files with their state, their rows, and the records that rows are compared with.
pub mod customers;
pub mod marks;
pub mod products;
pub mod record;
pub mod rows;

/// Values looked up by one statement.
pub(super) const LOOKED_UP: usize = 50;

/// `$2, $3 …` for the values of a lookup.
fn places() -> String {
    (2..LOOKED_UP + 2).map(|at| format!("${at}")).collect::<Vec<_>>().join(", ")
}

/// The values in groups of one statement's size; a short one is filled up with its first.
fn groups(values: &[String]) -> impl Iterator<Item = Vec<&str>> {
    values.chunks(LOOKED_UP).map(|chunk| {
        let mut group: Vec<&str> = chunk.iter().map(String::as_str).collect();
        let first = group.first().copied().unwrap_or_default();
        group.resize(LOOKED_UP, first);
        group
    })
}
