//! Write an internal note; it never leaves the company.
use crate::{Cx, Denied, Staff};
use domain::{actors::Permission, text};
use store::{
    Scope, Unit, crm,
    events::{By, EventData, NewEvent},
    parties, quotes,
};
use wire::messages::{AddNote, Subject};

/// Longest note, in characters.
const LONGEST: usize = 5_000;

/// Puts the note on the record's timeline, and nowhere else.
/// # Errors
/// `required` or `too_long` at `body`; [`Denied::NotFound`] when the record is not within the actor's reach.
pub async fn add_note(by: &Staff, cx: &Cx, command: AddNote) -> Result<(), Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (who, key) = (by.by(), command.key.0);
    let fingerprint = command.clone();
    cx.store
        .once(cx.clock.now(), scope.asker(), key, &fingerprint, move |unit| {
            let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
            Box::pin(async move { write(unit, &scope, who, command).await })
        })
        .await
}

async fn write(unit: &mut Unit, scope: &Scope, who: By, command: AddNote) -> Result<(), Denied> {
    let body = text::required_text(&command.body, LONGEST).map_err(|refusal| Denied::at("body", refusal))?;
    let (kind, id, about, number) = match command.subject {
        Subject::Opportunity(id) => {
            crm::record::load(&mut unit.conn, scope, id).await?;
            ("opportunity", id.0, None, String::new())
        }
        Subject::Quote(id) => {
            let quote = quotes::record::load(&mut unit.conn, scope, id).await?;
            ("quote", id.0, quote.opportunity_id, quote.number)
        }
        Subject::Party(id) => {
            parties::record::load(&mut unit.conn, scope.company, id).await?;
            ("party", id.0, None, String::new())
        }
    };
    unit.event(NewEvent::new(scope.company, kind, id, "note.added", who).about(about).with(EventData {
        body,
        number,
        ..EventData::default()
    }));
    unit.announce(scope.company, kind, id);
    Ok(())
}
