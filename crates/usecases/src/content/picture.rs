//! Pictures: brought by staff, seen by staff of the company, and by customers whose version shows them.
use crate::{Cx, Denied, Staff, Visitor, files::Download};
use domain::{actors::Permission, quotes::blocks::PictureSize, refusal::Refusal};
use intake::picture::{self, Drawn, PictureFault};
use store::{
    Conn, files,
    quotes::blocks::{self as stored, PictureRecord},
};
use tokio::sync::Semaphore;

static TURN: Semaphore = Semaphore::const_new(2);

/// Reads an uploaded picture and keeps its sizes, the smallest first. The same picture is kept once.
/// # Errors
/// At `picture` why it cannot be read.
pub async fn bring(by: &Staff, cx: &Cx, bytes: Vec<u8>) -> Result<Vec<PictureSize>, Denied> {
    let company = by.scope(Permission::Sell)?.company;
    // Unpacked pictures are large: two at a time.
    let _turn = TURN.acquire().await.map_err(Denied::fault)?;
    let read = tokio::task::spawn_blocking(move || picture::read(&bytes)).await.map_err(Denied::fault)?;
    let drawn: Vec<Drawn> = read.map_err(|fault| {
        let refusal = match fault {
            PictureFault::Empty | PictureFault::Unreadable => Refusal::PictureUnreadable,
            PictureFault::TooLarge => Refusal::PictureTooLarge,
        };
        Denied::at("picture", refusal)
    })?;
    let drawn = std::sync::Arc::new(drawn);
    cx.store
        .unit(cx.clock.now(), move |unit| {
            let drawn = drawn.clone();
            Box::pin(async move {
                let mut sizes = Vec::new();
                for size in drawn.iter() {
                    let sha256 = files::keep(unit, &size.bytes).await?;
                    let row = PictureRecord { sha256, width: size.width.into(), height: size.height.into() };
                    stored::put_picture(unit, company, &row).await?;
                    sizes.push(PictureSize { sha256: row.sha256, width: size.width, height: size.height });
                }
                Ok::<_, Denied>(sizes)
            })
        })
        .await
}

/// A picture of the company.
/// # Errors
/// [`Denied::NotFound`].
pub async fn picture(by: &Staff, cx: &Cx, sha256: &str) -> Result<Download, Denied> {
    let company = by.scope(Permission::Sell)?.company;
    let mut conn = cx.store.reader().await?;
    stored::picture(&mut conn, company, sha256).await?;
    file(&mut conn, sha256).await
}

/// A picture in a version that was sent to the visitor.
/// # Errors
/// [`Denied::NotFound`].
pub async fn sent_picture(by: &Visitor, cx: &Cx, sha256: &str) -> Result<Download, Denied> {
    let scope = by.scope()?;
    let mut conn = cx.store.reader().await?;
    if !stored::is_sent(&mut conn, scope.quote, sha256).await? {
        return Err(Denied::NotFound);
    }
    file(&mut conn, sha256).await
}

async fn file(conn: &mut Conn, sha256: &str) -> Result<Download, Denied> {
    let bytes = files::bytes(conn, sha256).await?;
    let media_type = picture::media_type(&bytes);
    let kind = media_type.trim_start_matches("image/");
    let name = format!("{}.{kind}", sha256.get(..12).unwrap_or("picture"));
    Ok(Download { name, media_type: media_type.into(), bytes })
}
