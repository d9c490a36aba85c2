//! Approve or refuse what was asked.
use super::standing;
use crate::{
    Cx, Denied, Staff,
    clock::Zone,
    mail::{self, Mail},
};
use domain::{
    actors::Permission,
    ids::{QuoteId, UserId},
    quotes::state::QuoteState,
    refusal::Refusal,
    text,
};
use i18n::T;
use rust_decimal::{Decimal, RoundingStrategy};
use store::{
    Scope, StoreError, Unit, columns,
    events::{By, EventData, NewEvent},
    quotes::{
        approvals::{self as stored, FiguresRecord},
        lines, record,
    },
};
use wire::approvals::{DecideApproval, RequestState};

/// Decides on what waits, as it stands in the version that was looked at, and tells the asker by mail. An approval
/// holds for this quotation as long as nothing of it gets worse.
/// # Errors
/// [`Denied::NotAllowed`] for sellers; [`Denied::Stale`] when the quotation has changed since; `not_in_this_state` when
/// nothing waits; `required` at `answer` with a refusal.
pub async fn decide(by: &Staff, cx: &Cx, command: DecideApproval) -> Result<(), Denied> {
    let scope = by.scope(Permission::Approve)?.clone();
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
    command: DecideApproval,
    url: &str,
) -> Result<(), Denied> {
    let answer = if command.approve {
        text::optional_text(&command.answer, 2_000)
    } else {
        text::required_text(&command.answer, 2_000)
    };
    let answer = answer.map_err(|refusal| Denied::at("answer", refusal))?;
    let quote = record::load_for_update(unit, scope, command.quote).await?;
    if quote.version != command.version {
        return Err(Denied::Stale { current: quote.version });
    }
    let state = columns::code(&quote.state, QuoteState::parse)?;
    let id = QuoteId(quote.id);
    let asked = stored::list(&mut unit.conn, scope.company, id).await?;
    let waiting = asked.into_iter().find(|request| request.state == RequestState::Asked.code());
    let Some(request) = waiting else { return Err(Refusal::NotInThisState { state }.into()) };
    let (outcome, figures) = if command.approve {
        let rows = lines::list(&mut unit.conn, id).await?;
        let at = zone.local(unit.now);
        let given = standing::judged(&mut unit.conn, (&quote, &rows), at).await?.given()?;
        // Rounded to the asker's favour: what is approved must not fail by a millionth.
        let kept = |figure: Option<Decimal>, way| {
            figure.map(|figure| columns::millionths(figure.round_dp_with_strategy(6, way))).transpose()
        };
        let (up, down) = (RoundingStrategy::ToPositiveInfinity, RoundingStrategy::ToNegativeInfinity);
        let figures = FiguresRecord {
            line_discount: kept(given.line_discount, up)?,
            total_discount: kept(given.total_discount, up)?,
            line_margin: kept(given.line_margin, down)?,
            total_margin: kept(given.total_margin, down)?,
        };
        (RequestState::Approved, figures)
    } else {
        (RequestState::Refused, FiguresRecord::default())
    };
    let at = (scope.company, id, request.id);
    let decided = stored::decide(unit, at, outcome.code(), (scope.user.0, &answer), &figures).await;
    decided.map_err(|error| match error {
        StoreError::NotFound => Refusal::NotInThisState { state }.into(),
        other => Denied::from(other),
    })?;
    tell(unit, scope, (UserId(request.asked_by), name), (&quote.number, quote.id), command.approve, (&answer, url))
        .await?;
    let what = if command.approve { "quote.approved" } else { "quote.approval_refused" };
    unit.event(
        NewEvent::new(scope.company, "quote", quote.id, what, who).about(quote.opportunity_id).with(EventData {
            body: answer,
            number: quote.number,
            ..EventData::default()
        }),
    );
    unit.announce(scope.company, "quote", quote.id);
    Ok(())
}

/// Mails the decision to whoever asked, where they may still sign in.
async fn tell(
    unit: &mut Unit,
    scope: &Scope,
    (asker, name): (UserId, &str),
    (number, quote): (&str, uuid::Uuid),
    approved: bool,
    (answer, url): (&str, &str),
) -> Result<(), Denied> {
    let Some(asker) = mail::colleague(&mut unit.conn, scope.company, asker).await? else { return Ok(()) };
    let language = columns::lang(&asker.language)?;
    let t = T::new(language);
    let (subject, text) = if approved {
        (t.approvals_mail_approved(number), t.approvals_mail_approved_text(name, number))
    } else {
        (t.approvals_mail_refused(number), t.approvals_mail_refused_text(name, number))
    };
    let parts = [text, answer.to_owned(), url.to_owned()];
    let mail = Mail {
        to: asker.email,
        to_name: asker.name,
        reply_to: Some(scope.user),
        subject,
        text: parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n"),
        link: String::new(),
        after: None,
        language,
        pdf: None,
    };
    mail.put_later(unit, scope.company, "quote", quote).await?;
    Ok(())
}
