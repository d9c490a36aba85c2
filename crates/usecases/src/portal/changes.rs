//! What changed since the reader last looked: the version they read before, against the one on the screen.
use super::choose;
use crate::{Cx, Denied, Visitor};
use domain::quotes::{
    content::{Content, ContentLine},
    difference::Difference,
    group::{Shown, printed},
};
use rust_decimal::Decimal;
use store::{
    Conn, columns,
    quotes::{version_reads, versions},
};
use wire::portal::PortalChanges;

/// The newest older version this reader has read. Pages are told apart by it: two readers of one version may have
/// known different ones before.
/// # Errors
/// [`Denied`].
pub async fn read_before(by: &Visitor, cx: &Cx, version: Option<u32>) -> Result<Option<u32>, Denied> {
    let scope = by.scope()?;
    let mut conn = cx.store.reader().await?;
    let before = version_reads::before(&mut conn, scope, version.map(i64::from)).await?;
    Ok(before.map(columns::count).transpose()?)
}

/// What differs between that version and `content`, and whether the customer's choice fell; nothing for who reads for the first time.
pub(super) async fn since(conn: &mut Conn, by: &Visitor, content: &Content) -> Result<Option<PortalChanges>, Denied> {
    let scope = by.scope()?;
    let Some(number) = version_reads::before(conn, scope, Some(i64::from(content.version))).await? else {
        return Ok(None);
    };
    let found = versions::load(conn, scope.quote, number).await?;
    let before = Content::from_canonical(&found.content).map_err(Denied::fault)?;
    let difference = Difference::between(&shown(&before), &shown(content));
    let (since, fallen) = (columns::count(number)?, choose::fallen(conn, scope.company, scope.quote, content).await?);
    let any = !difference.is_empty() || fallen.is_some();
    Ok(any.then_some(PortalChanges { since, difference, fallen }))
}

/// The content with no more of its lines than the customer is shown.
fn shown(content: &Content) -> Content {
    let printed = printed(&content.parts());
    let mut content = content.clone();
    let mut next = printed.into_iter();
    content.lines.retain_mut(|line| match next.next() {
        Some(Shown::Hidden) => false,
        Some(Shown::WithoutPrices) => {
            if let ContentLine::Product { unit_price, discount, net, .. } = line {
                (*unit_price, *discount, *net) = (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO);
            }
            true
        }
        _ => true,
    });
    content
}
