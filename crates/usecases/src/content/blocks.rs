//! Blocks between the store and the rules.
use super::file;
use crate::Denied;
use domain::{
    ids::{CompanyId, QuoteId},
    quotes::{
        blocks::{self, Block, Shows},
        content::Content,
    },
    refusal::{Fields, Refusal},
};
use store::{
    Conn, StoreError, Unit, columns,
    quotes::{
        block_files::{self, SentFileRecord},
        blocks as stored,
    },
};

/// The blocks of a quotation that was loaded through its scope.
/// # Errors
/// A fault when they cannot be read.
pub(crate) async fn load(conn: &mut Conn, quote: QuoteId) -> Result<Vec<Block>, Denied> {
    match stored::load(conn, quote).await?.as_str() {
        "" => Ok(Vec::new()),
        text => serde_json::from_str(text).map_err(Denied::fault),
    }
}

/// Keeps the blocks of a quotation that was loaded through its scope.
/// # Errors
/// [`Denied`].
pub(crate) async fn put(unit: &mut Unit, company: CompanyId, quote: QuoteId, blocks: &[Block]) -> Result<(), Denied> {
    let text = serde_json::to_string(blocks).map_err(Denied::fault)?;
    Ok(stored::put(unit, company.0, quote, &text).await?)
}

/// Checks and cleans typed blocks. Pictures are the company's own, in the sizes that were drawn of them.
/// # Errors
/// [`Denied`] when the pictures cannot be asked for; refusals go into `fields`.
pub(crate) async fn check(
    conn: &mut Conn,
    company: CompanyId,
    typed: &mut [Block],
    fields: &mut Fields,
) -> Result<(), Denied> {
    check_files(conn, company, typed, fields).await?;
    blocks::check(typed, fields);
    for (at, block) in typed.iter_mut().enumerate().take(blocks::MOST_BLOCKS) {
        let (sizes, needed) = match &mut block.shows {
            Shows::Picture { sizes, .. } => (sizes, true),
            Shows::Film { sizes, .. } => (sizes, false),
            _ => continue,
        };
        if (sizes.is_empty() && needed) || sizes.len() > blocks::MOST_SIZES {
            fields.refuse(format!("blocks.{at}.picture"), Refusal::Required);
            continue;
        }
        for size in sizes.iter_mut() {
            match stored::picture(conn, company, &size.sha256).await {
                Ok(found) => (size.width, size.height) = (columns::count(found.width)?, columns::count(found.height)?),
                Err(StoreError::NotFound) => fields.refuse(format!("blocks.{at}.picture"), Refusal::NotThere),
                Err(error) => return Err(error.into()),
            }
        }
    }
    Ok(())
}

/// Files are the company's own; what they are and how large says what was kept, not what was typed.
async fn check_files(
    conn: &mut Conn,
    company: CompanyId,
    typed: &mut [Block],
    fields: &mut Fields,
) -> Result<(), Denied> {
    for (at, block) in typed.iter_mut().enumerate().take(blocks::MOST_BLOCKS) {
        let (kept, field) = match &mut block.shows {
            Shows::Files { files, .. } => (files.as_mut_slice(), "files"),
            Shows::Film { file, .. } => (file.as_mut_slice(), "film"),
            _ => continue,
        };
        for file in kept.iter_mut().take(blocks::MOST_FILES) {
            match file::kept(conn, company, file).await {
                Ok(()) => {}
                Err(Denied::NotFound) => fields.refuse(format!("blocks.{at}.{field}"), Refusal::NotThere),
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}

/// Notes which pictures and files a version that is sent shows.
/// # Errors
/// [`Denied`].
pub(crate) async fn sent(unit: &mut Unit, quote: QuoteId, content: &Content) -> Result<(), Denied> {
    let blocks = &content.blocks;
    let cards = content.pictures.iter().flat_map(|picture| &picture.sizes);
    for size in blocks.iter().flat_map(Block::sizes).chain(cards) {
        stored::put_sent(unit, quote, &size.sha256).await?;
    }
    for file in blocks.iter().flat_map(Block::files) {
        let row = SentFileRecord {
            sha256: file.sha256.clone(),
            kind: file.kind.ending().into(),
            size: file.size,
            name: file.name.clone(),
        };
        block_files::put_sent_file(unit, quote, &row).await?;
    }
    Ok(())
}
