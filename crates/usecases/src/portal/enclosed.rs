//! Files that a customer hands over with a message, and those of the talk that they fetch.
use crate::{Cx, Denied, Visitor, content::file::taken, files::Download};
use domain::{
    files::{FileKind, LARGEST_ENCLOSED, MOST_ENCLOSED, apart, named},
    ids::{AttachmentId, CompanyId, QuoteId},
    refusal::Refusal,
};
use store::{Unit, files};
use uuid::Uuid;

/// Most files that customers may leave on one quotation.
const MOST_ON_QUOTE: usize = 60;

/// A file as it was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enclosed {
    /// What its sender calls it.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A file that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Taken {
    pub name: String,
    pub kind: FileKind,
    pub bytes: Vec<u8>,
}

/// Looks at files that came with a message.
/// # Errors
/// At `file` why one is not taken.
pub(super) fn look_at(files: Vec<Enclosed>) -> Result<Vec<Taken>, Denied> {
    let refused = |refusal| Denied::at("file", refusal);
    if files.len() > MOST_ENCLOSED {
        return Err(refused(Refusal::TooManyFiles { most: MOST_ENCLOSED as u32 }));
    }
    let mut found = Vec::new();
    for file in files {
        let kind = taken(&file.name, &file.bytes, LARGEST_ENCLOSED, false).map_err(refused)?;
        found.push(Taken { name: named(&file.name, kind), kind, bytes: file.bytes });
    }
    let mut names: Vec<String> = found.iter().map(|file| file.name.clone()).collect();
    apart(&mut names);
    for (file, name) in found.iter_mut().zip(names) {
        file.name = name;
    }
    Ok(found)
}

/// Puts looked-at files on a comment that was written in the same unit.
/// # Errors
/// [`Denied`].
pub(crate) async fn put(unit: &mut Unit, company: CompanyId, comment: Uuid, files: &[Taken]) -> Result<(), Denied> {
    for file in files {
        files::attach(unit, company, "comment", comment, &file.name, file.kind.media_type(), &file.bytes).await?;
    }
    Ok(())
}

/// Refuses more files than customers may leave on one quotation.
pub(super) async fn room(unit: &mut Unit, company: CompanyId, quote: QuoteId, more: usize) -> Result<(), Denied> {
    let there = files::of_comments(&mut unit.conn, company, quote).await?.len();
    if more > 0 && there + more > MOST_ON_QUOTE {
        return Err(Denied::at("file", Refusal::TooManyFiles { most: MOST_ON_QUOTE as u32 }));
    }
    Ok(())
}

/// A file of the talk on the visitor's own quotation.
/// # Errors
/// [`Denied::NotFound`].
pub async fn enclosed(by: &Visitor, cx: &Cx, id: AttachmentId) -> Result<Download, Denied> {
    let scope = by.scope()?;
    let mut conn = cx.store.reader().await?;
    let file = files::find(&mut conn, scope.company, id).await?;
    if file.subject_kind != "comment"
        || files::commented(&mut conn, scope.company, file.subject_id).await? != scope.quote
    {
        return Err(Denied::NotFound);
    }
    let bytes = files::bytes(&mut conn, &file.sha256).await?;
    Ok(Download { name: file.name, media_type: file.media_type, bytes })
}
