//! Files above the lines: brought by staff, fetched by staff of the company, and by customers whose version holds them.
use crate::{Cx, Denied, Staff, Visitor, files::Download};
use domain::{
    actors::Permission,
    files::{FileKind, KeptFile, LARGEST_FILE, LARGEST_FILM, named},
    ids::CompanyId,
    refusal::Refusal,
};
use intake::file::{FileFault, kind};
use store::{
    Conn, columns, files,
    quotes::block_files::{self as stored, FileRecord},
};
use tokio::sync::Semaphore;

/// Large files are taken two at a time.
static TURN: Semaphore = Semaphore::const_new(2);
/// Most bytes of a film in one answer: a player asks for the next ones.
const LONGEST_PIECE: i64 = 4 * 1024 * 1024;

/// A part of a film.
pub struct Piece {
    /// Its media type.
    pub media_type: &'static str,
    /// Where it begins.
    pub from: i64,
    /// The size of the whole.
    pub whole: i64,
    /// Its bytes; empty where there are none from there on.
    pub bytes: Vec<u8>,
}

/// Looks at an uploaded file and keeps it. The same file is kept once.
/// # Errors
/// At `file` why it is not taken.
pub async fn bring_file(by: &Staff, cx: &Cx, name: &str, film: bool, bytes: Vec<u8>) -> Result<KeptFile, Denied> {
    let company = by.scope(Permission::Sell)?.company;
    let most = if film { LARGEST_FILM } else { LARGEST_FILE };
    let kind = taken(name, &bytes, most, film).map_err(|refusal| Denied::at("file", refusal))?;
    let _turn = TURN.acquire().await.map_err(Denied::fault)?;
    let (name, bytes) = (named(name, kind), std::sync::Arc::new(bytes));
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let (name, bytes) = (name.clone(), bytes.clone());
            Box::pin(async move {
                let sha256 = files::keep(unit, &bytes).await?;
                let size = i64::try_from(bytes.len()).map_err(Denied::fault)?;
                let row = FileRecord { sha256, kind: kind.ending().into(), size };
                stored::put_file(unit, company, &row).await?;
                Ok::<_, Denied>(KeptFile { sha256: row.sha256, name, kind, size })
            })
        })
        .await
}

/// What a file is, where it is one that is taken.
pub(crate) fn taken(name: &str, bytes: &[u8], most: usize, film: bool) -> Result<FileKind, Refusal> {
    if bytes.len() > most {
        return Err(Refusal::FileOver { most: u32::try_from(most / 1_000_000).unwrap_or(u32::MAX) });
    }
    let wrong = if film { Refusal::FilmKind } else { Refusal::FileKind };
    match kind(name, bytes) {
        Ok(kind) if kind.is_film() == film => Ok(kind),
        Ok(_) | Err(FileFault::Kind) => Err(wrong),
        Err(FileFault::Empty) => Err(Refusal::AttachmentEmpty),
        Err(FileFault::Macros) => Err(Refusal::FileMacros),
    }
}

/// Takes kind and size of a file that the company brought from what was kept; its name is as it was typed.
pub(crate) async fn kept(conn: &mut Conn, company: CompanyId, file: &mut KeptFile) -> Result<(), Denied> {
    let found = stored::file(conn, company, &file.sha256).await?;
    (file.kind, file.size) = (columns::code(&found.kind, FileKind::parse)?, found.size);
    Ok(())
}

/// A file that the company brought.
/// # Errors
/// [`Denied::NotFound`].
pub async fn file(by: &Staff, cx: &Cx, sha256: &str) -> Result<Download, Denied> {
    let company = by.scope(Permission::Sell)?.company;
    let mut conn = cx.store.reader().await?;
    let found = stored::file(&mut conn, company, sha256).await?;
    let kind = columns::code(&found.kind, FileKind::parse)?;
    let name = named(sha256.get(..12).unwrap_or_default(), kind);
    let bytes = files::bytes(&mut conn, sha256).await?;
    Ok(Download { name, media_type: kind.media_type().into(), bytes })
}

/// A file in a version that was sent to the visitor.
/// # Errors
/// [`Denied::NotFound`].
pub async fn sent_file(by: &Visitor, cx: &Cx, sha256: &str) -> Result<Download, Denied> {
    let scope = by.scope()?;
    let mut conn = cx.store.reader().await?;
    let found = stored::sent_file(&mut conn, scope.quote, sha256).await?;
    let kind = columns::code(&found.kind, FileKind::parse)?;
    let bytes = files::bytes(&mut conn, sha256).await?;
    Ok(Download { name: found.name, media_type: kind.media_type().into(), bytes })
}

/// A piece of a film that the company brought, from `from` to `to`.
/// # Errors
/// [`Denied::NotFound`].
pub async fn film(by: &Staff, cx: &Cx, sha256: &str, span: (i64, Option<i64>)) -> Result<Piece, Denied> {
    let company = by.scope(Permission::Sell)?.company;
    let mut conn = cx.store.reader().await?;
    let found = stored::file(&mut conn, company, sha256).await?;
    piece(&mut conn, &found.kind, (sha256, found.size), span).await
}

/// A piece of a film in a version that was sent to the visitor.
/// # Errors
/// [`Denied::NotFound`].
pub async fn sent_film(by: &Visitor, cx: &Cx, sha256: &str, span: (i64, Option<i64>)) -> Result<Piece, Denied> {
    let scope = by.scope()?;
    let mut conn = cx.store.reader().await?;
    let found = stored::sent_file(&mut conn, scope.quote, sha256).await?;
    piece(&mut conn, &found.kind, (sha256, found.size), span).await
}

async fn piece(
    conn: &mut Conn,
    kind: &str,
    (sha256, whole): (&str, i64),
    (from, to): (i64, Option<i64>),
) -> Result<Piece, Denied> {
    let kind = columns::code(kind, FileKind::parse)?;
    if !kind.is_film() {
        return Err(Denied::NotFound);
    }
    // A span that counts from the end.
    let from = if from < 0 { (whole + from).max(0) } else { from };
    let last = to.unwrap_or(whole - 1).min(whole - 1).min(from.saturating_add(LONGEST_PIECE - 1));
    let bytes = if from > last {
        Vec::new()
    } else {
        let (start, length) = (i32::try_from(from), i32::try_from(last - from + 1));
        stored::piece(conn, sha256, start.map_err(Denied::fault)?, length.map_err(Denied::fault)?).await?
    };
    Ok(Piece { media_type: kind.media_type(), from, whole, bytes })
}
