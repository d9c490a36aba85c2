//! The customer's approver approves, or refuses with a reason, before anybody may sign.
use super::{
    choose,
    evidence::Evidence,
    standing::{self, Found},
    tell_seller::{Telling, tell_seller},
    turn::{Approvals, allows, same_choice},
};
use crate::{Cx, Denied, Visitor, actors::Agent, denied};
use domain::{
    lang::Lang,
    quotes::{decision::LONGEST_COMMENT, recipient::Act, state::QuoteEvent},
    refusal::{Fields, Refusal},
    text,
};
use store::{
    Unit, columns,
    events::{EventData, NewEvent},
    quotes::{
        recipients::{self, AnswerRecord},
        record,
    },
};
use uuid::Uuid;
use wire::portal::ApproveByVisitor;

/// Answers for what was on the screen, once for each version: what was approved is what may be signed, choice and all.
/// # Errors
/// `not_a_choice` at `answer`, `required` or `too_long` at `why`, `choice_changed` or `choice_approved` at `choice`; of the
/// whole what [`domain::quotes::recipient::Turn::allows`] refuses, else as for an acceptance.
pub async fn approve(
    by: &Visitor,
    cx: &Cx,
    agent: &Agent,
    language: Lang,
    command: ApproveByVisitor,
) -> Result<(), Denied> {
    let key = Uuid::parse_str(command.key.trim()).map_err(|_| Denied::from(Refusal::Required))?;
    let asker = by.scope()?.asker();
    let (approved, why) = check(&command)?;
    let (by, public_url, fingerprint) = (by.clone(), cx.settings.public_url.clone(), command.clone());
    let evidence = Evidence::of(agent, language, &by.email);
    cx.store
        .once(cx.clock.now(), asker, key, &fingerprint, move |unit| {
            let (by, public_url, command) = (by.clone(), public_url.clone(), command.clone());
            let (evidence, why) = (evidence.clone(), why.clone());
            Box::pin(async move { write(unit, &by, &public_url, (approved, why), (evidence, command)).await })
        })
        .await
}

/// Reads the form.
fn check(command: &ApproveByVisitor) -> Result<(bool, String), Denied> {
    let mut fields = Fields::new();
    let approved = match command.answer.trim() {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(Refusal::NotAChoice),
    };
    let approved = fields.take("answer", approved);
    let why = fields.take("why", text::optional_text(&command.why, LONGEST_COMMENT));
    if approved == Some(false) && why.as_deref() == Some("") {
        fields.refuse("why", Refusal::Required);
    }
    denied::all_right(fields)?;
    Ok((approved.unwrap_or_default(), why.unwrap_or_default()))
}

async fn write(
    unit: &mut Unit,
    by: &Visitor,
    public_url: &str,
    (approved, why): (bool, String),
    (evidence, command): (Evidence, ApproveByVisitor),
) -> Result<(), Denied> {
    let scope = by.scope()?.clone();
    let found = standing::load(unit, by).await?;
    let shown = standing::shown(&command.version, &command.content_sha256);
    found.after(QuoteEvent::Accept, &shown, by, unit)?;
    let approvals = allows(&mut unit.conn, by, found.version.number, Act::Approve).await?;
    let choice = choose::signed(&found.content, &command.choice, command.picked(&found.content.parts())?)?;
    if approved {
        // Whoever approves second approves what the first one did.
        same_choice(&approvals, choice.as_ref())?;
        let kept = choose::current(&mut unit.conn, scope.company, scope.quote, &found.content).await?;
        if approvals.choice()?.is_none() && kept.map(|(kept, _)| kept) != choice {
            return Err(Denied::at("choice", Refusal::ChoiceChanged));
        }
    }
    let Found { mut quote, version, content, .. } = found;
    let evidence = Evidence { choice: choice.clone(), ..evidence };
    let answer = AnswerRecord {
        recipient_id: by.recipient.0,
        quote_version: version.number,
        approved: i64::from(approved),
        reason: why.clone(),
        choice: choice.as_ref().map(|choice| choice.canonical()).unwrap_or_default(),
        content_sha256: version.sha256.clone(),
        evidence: serde_json::to_string(&evidence).map_err(Denied::fault)?,
        answered_at: unit.now.0,
    };
    recipients::answer(unit, scope.company, scope.quote, &answer).await?;
    quote.touch(unit.now);
    record::update(unit, &quote).await?;
    let complete = Approvals::load(&mut unit.conn, scope.company, scope.quote, version.number).await?.complete()?;
    let (number, party) = (quote.number.clone(), content.buyer.name);
    let name = if by.name.is_empty() { by.email.clone() } else { by.name.clone() };
    let said = why.clone();
    tell_seller(unit, &quote, public_url, |t| {
        if approved {
            let next = if complete { t.recipients_mail_may_sign() } else { t.recipients_mail_others_wait() };
            let text = format!("{}\n{next}\n\n{said}", t.recipients_mail_approved(&name));
            Telling { subject: t.recipients_mail_approved_subject(&number, &party), text: text.trim_end().to_owned() }
        } else {
            Telling {
                subject: t.recipients_mail_refused_subject(&number, &party),
                text: format!("{}\n\n{said}", t.recipients_mail_refused(&name)),
            }
        }
    })
    .await?;
    let what = if approved { "quote.customer_approved" } else { "quote.customer_refused" };
    let data = EventData {
        body: why,
        number: quote.number.clone(),
        quote_version: Some(columns::count(version.number)?),
        sha256: version.sha256,
        choice_sha256: choice.as_ref().map(super::accept::hash).unwrap_or_default(),
        ..EventData::default()
    };
    unit.event(
        NewEvent::new(scope.company, "quote", quote.id, what, by.by(&name)).about(quote.opportunity_id).with(data),
    );
    unit.announce(scope.company, "quote", quote.id);
    if let Some(opportunity) = quote.opportunity_id {
        unit.announce(scope.company, "opportunity", opportunity);
    }
    Ok(())
}
