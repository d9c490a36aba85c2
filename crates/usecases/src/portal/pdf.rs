//! The customer's PDF: of a version as it was sent, and the signed one.
use crate::{Cx, Denied, Visitor, files::Download, quotes::pdf as drawing};
use domain::lang::Lang;
use store::{
    files,
    quotes::{decisions, record},
};

/// The end of a signed file's name.
pub(crate) const SIGNED: &str = "-signed.pdf";

/// The signed document's file name, by version and round: a version that was accepted, taken back and accepted again has
/// two.
pub(crate) fn signed_name(number: &str, (version, round): (i64, i64)) -> String {
    match round {
        1 => format!("{number}-v{version}{SIGNED}"),
        round => format!("{number}-v{version}-{round}{SIGNED}"),
    }
}

/// The PDF of a version that was sent; of the one with the customer when none is named. In another language than its own it
/// is a copy to read.
/// # Errors
/// [`Denied::NotFound`].
pub async fn pdf(by: &Visitor, cx: &Cx, version: Option<u32>, read_in: Option<Lang>) -> Result<Download, Denied> {
    let scope = by.scope()?;
    let mut conn = cx.store.reader().await?;
    let quote = record::unscoped_load(&mut conn, scope.company, scope.quote).await?;
    let document = drawing::of_version(&mut conn, &quote, version, read_in).await?;
    drop(conn);
    document.drawn().await
}

/// The signed document.
/// # Errors
/// [`Denied::NotFound`] until it is drawn.
pub async fn signed_pdf(by: &Visitor, cx: &Cx) -> Result<Download, Denied> {
    let scope = by.scope()?;
    let mut conn = cx.store.reader().await?;
    let kept = files::list(&mut conn, scope.company, "quote", scope.quote.0).await?;
    let quote = record::unscoped_load(&mut conn, scope.company, scope.quote).await?;
    let decision = decisions::find(&mut conn, scope.company, scope.quote).await?.ok_or(Denied::NotFound)?;
    let name = signed_name(&quote.number, (decision.quote_version, decision.round));
    let file = kept.into_iter().find(|file| file.name == name).ok_or(Denied::NotFound)?;
    let bytes = files::bytes(&mut conn, &file.sha256).await?;
    Ok(Download { name: file.name, media_type: file.media_type, bytes })
}
