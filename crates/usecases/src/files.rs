//! Files on records: listing and downloading them.
use crate::{Cx, Denied, Staff, clock::Zone};
use domain::{
    actors::Permission,
    ids::{AttachmentId, CompanyId, OpportunityId, OrderId, QuoteId},
};
use store::{
    Conn, Scope,
    files::{self, AttachmentRecord},
    orders,
    quotes::record,
};
use uuid::Uuid;
use wire::shared::AttachmentView;

/// A file to be downloaded.
pub struct Download {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The files of a record that was loaded through its scope.
/// # Errors
/// [`Denied`].
pub async fn of(
    conn: &mut Conn,
    company: CompanyId,
    subject_kind: &str,
    subject: Uuid,
    zone: Zone,
) -> Result<Vec<AttachmentView>, Denied> {
    let rows = files::list(conn, company, subject_kind, subject).await?;
    Ok(rows.into_iter().map(|row| view(row, zone)).collect())
}

/// The files of an opportunity's quotations within the scope.
pub(crate) async fn of_its_quotes(
    conn: &mut Conn,
    scope: &Scope,
    id: OpportunityId,
    zone: Zone,
) -> Result<Vec<AttachmentView>, Denied> {
    Ok(files::of_quotes(conn, scope, id).await?.into_iter().map(|row| view(row, zone)).collect())
}

/// A file as pages list it.
pub(crate) fn view(row: AttachmentRecord, zone: Zone) -> AttachmentView {
    AttachmentView {
        id: AttachmentId(row.id),
        name: row.name,
        media_type: row.media_type,
        size: row.size,
        sha256: row.sha256,
        at: zone.stamp_micros(row.created_at),
    }
}

/// A file's bytes, when its record is within the actor's reach.
/// # Errors
/// [`Denied::NotFound`].
pub async fn download(by: &Staff, cx: &Cx, id: AttachmentId) -> Result<Download, Denied> {
    let scope = by.scope(Permission::Sell)?;
    let mut conn = cx.store.reader().await?;
    let file = files::find(&mut conn, scope.company, id).await?;
    match file.subject_kind.as_str() {
        "quote" => record::load(&mut conn, scope, QuoteId(file.subject_id)).await.map(|_| ())?,
        "comment" => {
            let quote = files::commented(&mut conn, scope.company, file.subject_id).await?;
            record::load(&mut conn, scope, quote).await.map(|_| ())?;
        }
        "order" => orders::load(&mut conn, scope, OrderId(file.subject_id)).await.map(|_| ())?,
        _ => return Err(Denied::NotFound),
    }
    let bytes = files::bytes(&mut conn, &file.sha256).await?;
    Ok(Download { name: file.name, media_type: file.media_type, bytes })
}
