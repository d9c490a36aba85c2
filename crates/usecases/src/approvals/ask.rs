//! Ask for approval.
use super::standing;
use crate::{Cx, Denied, Staff, clock::Zone, mail::Mail};
use domain::{
    actors::Permission,
    ids::QuoteId,
    quotes::state::{QuoteEvent, QuoteState},
    refusal::Refusal,
    text,
};
use i18n::T;
use store::{
    Scope, Unit, columns,
    events::{By, EventData, NewEvent},
    quotes::{approvals as stored, lines, record},
};
use uuid::Uuid;
use wire::approvals::{AskApproval, RequestState};

/// Puts the request on the quotation and mails it to those who may approve.
/// # Errors
/// `not_in_this_state` where nothing needs approval, or somebody waits for one already; `too_long` at `words`.
pub async fn ask(by: &Staff, cx: &Cx, command: AskApproval) -> Result<(), Denied> {
    let scope = by.scope(Permission::Sell)?.clone();
    let (who, name, key, zone) = (by.by(), by.name.clone(), command.key.0, by.zone());
    let url = format!("{}/quotations/{}", cx.settings.public_url, command.quote);
    let fingerprint = command.clone();
    cx.store
        .once(cx.clock.now(), scope.asker(), key, &fingerprint, move |unit| {
            let (scope, who, command) = (scope.clone(), who.clone(), command.clone());
            let (name, url) = (name.clone(), url.clone());
            Box::pin(async move { write(unit, &scope, (who, &name, zone), command, &url).await })
        })
        .await
}

async fn write(
    unit: &mut Unit,
    scope: &Scope,
    (who, name, zone): (By, &str, Zone),
    command: AskApproval,
    url: &str,
) -> Result<(), Denied> {
    let words = text::optional_text(&command.words, 2_000).map_err(|refusal| Denied::at("words", refusal))?;
    let quote = record::load_for_update(unit, scope, command.quote).await?;
    let state = columns::code(&quote.state, QuoteState::parse)?;
    let id = QuoteId(quote.id);
    let asked = stored::list(&mut unit.conn, scope.company, id).await?;
    let limits = standing::limits_of(&mut unit.conn, scope.company, &asked).await?;
    let rows = lines::list(&mut unit.conn, id).await?;
    let at = zone.local(unit.now);
    let judged = standing::judged(&mut unit.conn, (&quote, &rows), at).await?;
    let waits = asked.first().is_some_and(|request| request.state == RequestState::Asked.code());
    if waits || !state.allows(QuoteEvent::Send) || judged.reasons(&limits)?.is_empty() {
        return Err(Refusal::NotInThisState { state }.into());
    }
    let request = (Uuid::now_v7(), quote.draft_version);
    stored::insert(unit, (scope.company, id), request, (scope.user.0, &words)).await?;
    for approver in stored::approvers(&mut unit.conn, scope.company).await? {
        let language = columns::lang(&approver.language)?;
        let t = T::new(language);
        let mail = Mail {
            to: approver.email,
            to_name: approver.name,
            reply_to: Some(scope.user),
            subject: t.approvals_mail_subject(&quote.number),
            text: [t.approvals_mail_text(name, &quote.number), words.clone(), url.to_owned()]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join("\n\n"),
            link: String::new(),
            after: None,
            language,
            pdf: None,
        };
        mail.put_later(unit, scope.company, "quote", quote.id).await?;
    }
    unit.event(
        NewEvent::new(scope.company, "quote", quote.id, "quote.approval_asked", who)
            .about(quote.opportunity_id)
            .with(EventData { body: words, number: quote.number, ..EventData::default() }),
    );
    unit.announce(scope.company, "quote", quote.id);
    Ok(())
}
