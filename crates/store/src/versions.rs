//! Rows that are written only where nobody has changed them since they were read.
use crate::{StoreError, Unit, on};
use uuid::Uuid;

/// Why no row of the version that was read was touched: [`StoreError::Stale`] with the version that stands, or
/// [`StoreError::NotFound`]. `version` reads it; `key` is what it asks by, mostly company and id, in its order.
pub(crate) async fn missed(unit: &mut Unit, version: &'static str, [first, second]: [Uuid; 2]) -> StoreError {
    let found: Result<Option<(i64,)>, sqlx::Error> =
        on!(unit.conn, c => sqlx::query_as(version).bind(first).bind(second).fetch_optional(c));
    match found {
        Ok(Some((current,))) => StoreError::Stale { current },
        Ok(None) => StoreError::NotFound,
        Err(error) => error.into(),
    }
}
