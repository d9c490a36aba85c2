//! Stored quotations as lists show them.
use crate::{Denied, clock::Zone};
use domain::{
    ids::{PartyId, QuoteId, UserId},
    quotes::state::QuoteState,
};
use store::{columns, quotes::list::QuoteListRow};
use wire::{
    parties::PartyRef,
    quotes::QuoteRow,
    shared::{Amount, UserRef},
};

/// A stored row as a list shows it.
/// # Errors
/// A fault when a column cannot be read.
pub fn row(row: QuoteListRow, zone: Zone) -> Result<QuoteRow, Denied> {
    let currency = columns::currency(&row.currency)?;
    Ok(QuoteRow {
        id: QuoteId(row.id),
        number: row.number,
        draft_version: columns::count(row.draft_version)?,
        sent_version: row.sent_version.map(columns::count).transpose()?,
        title: row.title,
        party: PartyRef { id: PartyId(row.party_id), name: row.party_name },
        state: columns::code(&row.state, QuoteState::parse)?,
        read: row.read_at.is_some(),
        open_questions: row.open_questions,
        decline_reason: row.decline_reason,
        net: Amount { value: columns::amount(row.net, &currency), currency },
        valid_until: columns::optional_day(row.valid_until)?,
        moved: zone.stamp_micros(row.moved_at),
        owner: user_ref(row.owner_id, row.owner_name),
    })
}

/// A colleague from the columns of a join.
pub fn user_ref(id: Option<uuid::Uuid>, name: Option<String>) -> Option<UserRef> {
    Some(UserRef { id: UserId(id?), name: name.unwrap_or_default() })
}
