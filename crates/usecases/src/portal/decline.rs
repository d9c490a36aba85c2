//! The customer declines, with a reason.
use super::{
    evidence::Evidence,
    standing::{self, Found},
    tell_seller::{Telling, tell_seller},
    turn::allows,
};
use crate::{Cx, Denied, Visitor, actors::Agent};
use domain::{
    lang::Lang,
    quotes::{
        decision::{DeclineReason, LONGEST_COMMENT},
        recipient::Act,
        state::QuoteEvent,
    },
    refusal::{Fields, Refusal},
    text,
};
use i18n::T;
use store::{
    Unit, columns,
    events::{Change, EventData, NewEvent},
    quotes::{decisions, decisions::DecisionRecord, record},
};
use uuid::Uuid;
use wire::portal::DeclineByVisitor;

/// Declines what was on the screen.
/// # Errors
/// `not_a_choice` at `reason`, `too_long` at `wish` or `remark`; of the whole as for an acceptance.
pub async fn decline(
    by: &Visitor,
    cx: &Cx,
    agent: &Agent,
    language: Lang,
    command: DeclineByVisitor,
) -> Result<(), Denied> {
    let key = Uuid::parse_str(command.key.trim()).map_err(|_| Denied::from(Refusal::Required))?;
    let asker = by.scope()?.asker();
    let (by, agent, public_url) = (by.clone(), agent.clone(), cx.settings.public_url.clone());
    let fingerprint = command.clone();
    cx.store
        .once(cx.clock.now(), asker, key, &fingerprint, move |unit| {
            let (by, agent, public_url, command) = (by.clone(), agent.clone(), public_url.clone(), command.clone());
            Box::pin(async move { write(unit, &by, (&agent, language), &public_url, command).await })
        })
        .await
}

async fn write(
    unit: &mut Unit,
    by: &Visitor,
    (agent, language): (&Agent, Lang),
    public_url: &str,
    command: DeclineByVisitor,
) -> Result<(), Denied> {
    let mut fields = Fields::new();
    let reason = DeclineReason::parse(command.reason.trim()).ok_or(match command.reason.trim() {
        "" => Refusal::Required,
        _ => Refusal::NotAChoice,
    });
    let reason = fields.take("reason", reason);
    let wish = fields.take("wish", text::optional_text(&command.wish, LONGEST_COMMENT));
    let remark = fields.take("remark", text::optional_text(&command.remark, LONGEST_COMMENT));
    crate::denied::all_right(fields)?;
    let (Some(reason), Some(wish), Some(remark)) = (reason, wish, remark) else { return Err(Refusal::Required.into()) };

    let scope = by.scope()?.clone();
    let found = standing::load(unit, by).await?;
    let shown = standing::shown(&command.version, &command.content_sha256);
    let next = found.after(QuoteEvent::Decline, &shown, by, unit)?;
    allows(&mut unit.conn, by, found.version.number, Act::Decline).await?;
    let Found { mut quote, version, content, .. } = found;
    let evidence = Evidence::of(agent, language, &by.email);
    let decision = DecisionRecord {
        quote_version: version.number,
        round: decisions::next_round(unit, scope.company, scope.quote, version.number).await?,
        kind: "declined".into(),
        link_id: Some(scope.link.0),
        name: by.name.clone(),
        role: String::new(),
        purchase_order: String::new(),
        signature: String::new(),
        reason: reason.code().to_owned(),
        wish: wish.clone(),
        remark: remark.clone(),
        content_sha256: version.sha256.clone(),
        evidence: serde_json::to_string(&evidence).map_err(Denied::fault)?,
        decided_at: unit.now.0,
    };
    decisions::insert(unit, scope.company, scope.quote, &decision).await?;
    quote.state = next.code().to_owned();
    quote.decline_reason = reason.code().to_owned();
    quote.touch(unit.now);
    record::update(unit, &quote).await?;
    let (number, party) = (quote.number.clone(), content.buyer.name);
    let name = if by.name.is_empty() { party.clone() } else { by.name.clone() };
    tell_seller(unit, &quote, public_url, |t| Telling {
        subject: t.mail_declined_subject(&number, &party),
        text: {
            let mut text = t.mail_declined_text(&name, reason_words(t, reason));
            if !wish.is_empty() {
                text += &format!("\n\n{}: {wish}", t.portal_decline_change());
            }
            if !remark.is_empty() {
                text += &format!("\n\n{remark}");
            }
            text
        },
    })
    .await?;
    let data = EventData {
        body: if remark.is_empty() { reason.code().to_owned() } else { remark },
        number: quote.number.clone(),
        quote_version: Some(columns::count(version.number)?),
        sha256: version.sha256,
        changes: Change::of("wish", "", &wish).into_iter().collect(),
        ..EventData::default()
    };
    unit.event(
        NewEvent::new(scope.company, "quote", quote.id, "quote.declined", by.by(""))
            .about(quote.opportunity_id)
            .with(data),
    );
    unit.announce(scope.company, "quote", quote.id);
    if let Some(opportunity) = quote.opportunity_id {
        unit.announce(scope.company, "opportunity", opportunity);
    }
    Ok(())
}

fn reason_words(t: T, reason: DeclineReason) -> &'static str {
    match reason {
        DeclineReason::Price => t.portal_reason_price(),
        DeclineReason::Schedule => t.portal_reason_schedule(),
        DeclineReason::OtherSupplier => t.portal_reason_other_supplier(),
        DeclineReason::ProjectEnded => t.portal_reason_project_ended(),
        DeclineReason::Other => t.portal_reason_other(),
    }
}
