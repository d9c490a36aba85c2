//! A mail with somebody's answer to an invitation: it belongs to its meeting or to nothing, and never makes an opportunity.
use super::settle::put;
use crate::{
    Denied,
    crm::meetings::{Taken, take_answer},
};
use domain::{
    ical::read::Fault,
    ids::{CompanyId, OpportunityId},
};
use intake::mail::Calendar;
use store::{
    Unit,
    intake::{posts::PostRecord, sources::SourceRecord},
};
use wire::intake::PostVerdict;

/// Takes the answer, and writes down what became of it.
pub(super) async fn take(
    unit: &mut Unit,
    source: &SourceRecord,
    row: &mut PostRecord,
    calendar: Calendar,
) -> Result<(), Denied> {
    let said = match calendar {
        Calendar::Answer(said) => said,
        Calendar::Unreadable(Fault::TooLarge) => {
            put(row, PostVerdict::Unreadable, "meeting_too_large");
            return Ok(());
        }
        Calendar::Unreadable(Fault::Broken) => {
            put(row, PostVerdict::Unreadable, "meeting_broken");
            return Ok(());
        }
    };
    let taken = take_answer(unit, CompanyId(source.company_id), source.id, &said, &row.address).await?;
    let mut of = |opportunity: OpportunityId, verdict, reason| {
        row.opportunity_id = Some(opportunity.0);
        put(row, verdict, reason);
    };
    match taken {
        Taken::Answered(opportunity) => of(opportunity, PostVerdict::Joined, "meeting_answer"),
        Taken::Wished(opportunity) => of(opportunity, PostVerdict::Joined, "meeting_wish"),
        Taken::Known(opportunity) => of(opportunity, PostVerdict::Repeated, "same"),
        Taken::Unknown => put(row, PostVerdict::Automatic, "meeting_unknown"),
        Taken::Over => put(row, PostVerdict::Automatic, "meeting_over"),
        Taken::Stranger => put(row, PostVerdict::Automatic, "meeting_stranger"),
        Taken::Older => put(row, PostVerdict::Automatic, "meeting_older"),
        Taken::Nothing => put(row, PostVerdict::Unreadable, "meeting_broken"),
    }
    Ok(())
}
