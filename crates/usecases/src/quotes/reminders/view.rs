//! The reminders of a quotation, as its seller sees them.
use super::{ACTED, NOBODY, SENT, stored};
use crate::{Denied, clock::Zone};
use chrono::NaiveDate;
use domain::{
    ids::{CompanyId, QuoteId},
    quotes::{reminders::Offer, state::QuoteState},
};
use store::{
    Conn, columns,
    quotes::{record::QuoteRecord, reminders, versions},
};
use wire::quotes::{ReminderState, ReminderStep, RemindersView};

/// Its days, what was sent, and what is planned.
pub(in crate::quotes) async fn view(
    conn: &mut Conn,
    quote: &QuoteRecord,
    today: NaiveDate,
    zone: Zone,
) -> Result<RemindersView, Denied> {
    let (company, id) = (CompanyId(quote.company_id), QuoteId(quote.id));
    let usual = stored(&reminders::usual(conn, company).await?)?;
    let (version, days) = match reminders::plan(conn, id).await? {
        Some((version, days)) => (version, stored(&days)?),
        None => (0, usual.clone()),
    };
    let mut steps = Vec::new();
    if let (Some(sent), Some(valid_until)) =
        (quote.sent_version, columns::optional_day(quote.sent_valid_until.clone())?)
    {
        let sent_at = versions::load(conn, id, sent).await?.sent_at;
        let offer = Offer { sent_on: zone.day(domain::days::Instant(sent_at)), valid_until };
        let mut nearest = None;
        for settled in reminders::list(conn, id, sent).await? {
            let state = match settled.outcome.as_str() {
                SENT => ReminderState::Sent,
                NOBODY => ReminderState::Nobody,
                ACTED => ReminderState::NotNeeded,
                other => return Err(Denied::fault(format!("reminder {other}"))),
            };
            steps.push(ReminderStep { on: zone.day(domain::days::Instant(settled.at)), state });
            nearest = Some(settled.days);
        }
        let open = columns::code(&quote.state, QuoteState::parse)? == QuoteState::Sent && today <= valid_until;
        let acted = open && reminders::acted(conn, company, id, sent, sent_at).await?;
        let state = if acted { ReminderState::NotNeeded } else { ReminderState::Planned };
        let ahead = days.days().iter().filter(|days| nearest.is_none_or(|nearest| i64::from(**days) < nearest));
        let ahead = ahead.filter_map(|days| offer.day_of(*days)).filter(|_| open);
        steps.extend(ahead.filter(|on| *on >= today).map(|on| ReminderStep { on, state }));
    }
    Ok(RemindersView { version, days: days.text(), usual: usual.text(), steps })
}
