//! A quotation as a customer's answer finds it.
use crate::{Denied, actors::Visitor};
use domain::{
    quotes::{
        content::Content,
        decision::{Shown, Standing},
        state::{QuoteEvent, QuoteState},
    },
    refusal::Refusal,
};
use store::{
    Unit, columns,
    quotes::{
        links,
        record::{self, QuoteRecord},
        versions::{self, VersionRecord},
    },
};

/// The locked quotation with the version the customer has.
pub struct Found {
    /// The row.
    pub quote: QuoteRecord,
    /// The version with the customer.
    pub version: VersionRecord,
    /// What it says.
    pub content: Content,
    /// What decides.
    pub standing: Standing,
}

/// Loads and locks the visitor's quotation.
/// # Errors
/// [`Denied::NotFound`] for a revoked link.
pub async fn load(unit: &mut Unit, by: &Visitor) -> Result<Found, Denied> {
    let scope = by.scope()?;
    let quote = record::unscoped_load_for_update(unit, scope.company, scope.quote).await?;
    // Whoever holds back a form until the link is revoked comes too late.
    if links::is_revoked(&mut unit.conn, scope.company, scope.link).await? {
        return Err(Denied::NotFound);
    }
    let sent = quote.sent_version.ok_or(Denied::NotFound)?;
    let version = versions::load(&mut unit.conn, scope.quote, sent).await?;
    let content = Content::from_canonical(&version.content).map_err(Denied::fault)?;
    let standing = Standing {
        state: columns::code(&quote.state, QuoteState::parse)?,
        sent_version: Some(columns::count(sent)?),
        content_sha256: version.sha256.clone(),
        valid_until: Some(content.valid_until),
    };
    Ok(Found { quote, version, content, standing })
}

/// What the form says was on the screen.
pub fn shown(version: &str, content_sha256: &str) -> Shown {
    Shown { version: version.trim().parse().unwrap_or(0), content_sha256: content_sha256.trim().to_lowercase() }
}

impl Found {
    /// The state after `event`, when what was shown may be answered so today.
    /// # Errors
    /// [`Refusal`].
    pub fn after(&self, event: QuoteEvent, shown: &Shown, by: &Visitor, unit: &Unit) -> Result<QuoteState, Refusal> {
        self.standing.answerable(shown, event, by.zone.day(unit.now))?;
        self.standing.state.after(event).ok_or(Refusal::NotInThisState { state: self.standing.state })
    }
}
