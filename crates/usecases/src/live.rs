//! Of which changes a person's open pages are told the record, and of which only that there was one.
use crate::{Cx, Denied, Staff};
use store::live::{Owned, Topic, within};

/// Kinds of records that everybody who sells may open, by their ids.
const EVERYBODYS: [&str; 2] = ["party", "product"];

/// Whether the id of what changed may be told to a person. Whose reach ends somewhere is told ids within it, and of
/// customers and products; of all else only the kind, by which lists and sums are read again.
/// # Errors
/// [`Denied`] when machinery broke.
pub async fn may_hear(by: &Staff, cx: &Cx, topic: &Topic) -> Result<bool, Denied> {
    if topic.company != by.company() {
        return Ok(false);
    }
    let owned = match topic.kind.as_str() {
        _ if by.reaches_all() => return Ok(true),
        kind if EVERYBODYS.contains(&kind) => return Ok(true),
        // Who else is in the editor goes by the quotation's id.
        "quote" | "presence" => Owned::Quote,
        "opportunity" => Owned::Opportunity,
        "order" => Owned::Order,
        _ => return Ok(false),
    };
    Ok(within(&mut cx.store.reader().await?, &by.scope, owned, topic.id).await?)
}
