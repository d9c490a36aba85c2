//! The gate of the shelf: the secret of a session becomes a reader, who sees what was sent to their address and no more.
use crate::{Cx, Denied, Visitor, portal};
use store::shelf;
use vault::tokens::{Kind, PlainToken};

/// Somebody who has proved that an address is theirs.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The address, as it is compared.
    pub(super) email: String,
}

/// The reader whose session has this secret. Nothing is written.
/// # Errors
/// [`Denied::NotFound`] when there is none, or it is over.
pub async fn admit_reader(cx: &Cx, token: &str) -> Result<Reader, Denied> {
    let token = PlainToken::parse(Kind::Shelf, token).ok_or(Denied::NotFound)?;
    let mut conn = cx.store.reader().await?;
    let email = shelf::unscoped_admit(&mut conn, token.hashed().as_bytes(), cx.clock.now().0).await?;
    Ok(Reader { email })
}

/// The visitor of a quotation that was sent to the reader's address: as if they had opened the mailed link.
/// # Errors
/// [`Denied::NotFound`] where it was sent to somebody else, or the link was closed.
pub async fn admit_visitor(by: &Reader, cx: &Cx, public_id: &str) -> Result<Visitor, Denied> {
    let mut conn = cx.store.reader().await?;
    let hash = shelf::link(&mut conn, public_id, &by.email).await?;
    drop(conn);
    portal::admit::by_hash(cx, &hash).await
}
