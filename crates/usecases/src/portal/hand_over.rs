//! Signing goes on at another device of the same person: their personal link as a QR code, and whether it was done.
use super::turn::Approvals;
use crate::{Cx, Denied, Visitor, payments};
use domain::quotes::{
    recipient::Act,
    state::{QuoteEvent, QuoteState},
};
use store::{columns, quotes::record};
use wire::payments::Drawing;

/// The place on the page where it is signed.
const PLACE: &str = "#accept";

/// The personal link with this secret as a code to be read by a camera; none where it does not fit into one.
///
/// Whoever asks has shown the secret: nobody is told more than they brought.
pub fn hand_over(cx: &Cx, token: &str) -> Option<Drawing> {
    payments::block::drawn(format!("{}/o/{token}{PLACE}", cx.settings.public_url)).ok()
}

/// Whether the visitor may sign still: not once they have, nor once anybody has ended it.
/// # Errors
/// [`Denied::NotFound`] for a revoked link.
pub async fn may_sign(by: &Visitor, cx: &Cx) -> Result<bool, Denied> {
    let scope = by.scope()?;
    let mut conn = cx.store.reader().await?;
    let quote = record::unscoped_load(&mut conn, scope.company, scope.quote).await?;
    let state = columns::code(&quote.state, QuoteState::parse)?;
    let Some(sent) = quote.sent_version.filter(|_| state.allows(QuoteEvent::Accept)) else { return Ok(false) };
    let approvals = Approvals::load(&mut conn, scope.company, scope.quote, sent).await?;
    Ok(approvals.turn(by)?.allows(Act::Sign).is_ok())
}
