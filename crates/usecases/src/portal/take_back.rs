//! The customer takes the acceptance back: for the minutes the seller has promised, one commit cancels the order and puts
//! the quotation back where it was. What was signed stays, with what became of it.
use super::{
    evidence::Evidence,
    standing::{self, Found},
    tell_seller::{Telling, tell_seller},
    turn::bound,
};
use crate::{
    Cx, Denied, Visitor,
    actors::Agent,
    crm::win_by_order::{self, Won},
    mail::Mail,
};
use domain::{
    days::Instant,
    formats,
    ids::{OrderId, UserId},
    lang::Lang,
    quotes::{
        content::Content,
        regret::Progress,
        state::{QuoteEvent, QuoteState},
    },
    refusal::Refusal,
};
use i18n::T;
use store::{
    Conn, Unit, columns,
    events::{EventData, NewEvent},
    orders::regret::{self, MadeOrder},
    payments,
    quotes::{
        decisions::{self, DecisionRecord},
        links, record, signatures,
    },
};
use uuid::Uuid;
use wire::portal::{TakeBack, TakeBackByVisitor};

/// The kind of row that takes a decision back.
const TAKEN_BACK: &str = "taken_back";

/// Takes back the acceptance that was on the screen. Whoever comes second, by another form or another reader's, finds it
/// done.
/// # Errors
/// Of the whole: the time is over, something was paid or withdrawn already, superseded, content differs; `tick_needed`
/// at `sure`. [`Denied::NotFound`] for a revoked link.
pub async fn take_back(
    by: &Visitor,
    cx: &Cx,
    agent: &Agent,
    language: Lang,
    command: TakeBackByVisitor,
) -> Result<(), Denied> {
    let key = Uuid::parse_str(command.key.trim()).map_err(|_| Denied::from(Refusal::Required))?;
    if command.sure != "yes" {
        return Err(Denied::at("sure", Refusal::TickNeeded));
    }
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
    command: TakeBackByVisitor,
) -> Result<(), Denied> {
    let scope = by.scope()?.clone();
    let found = standing::load(unit, by).await?;
    let newest = decisions::newest(&mut unit.conn, scope.company, scope.quote).await?;
    let newest = newest.filter(|newest| newest.quote_version == found.version.number);
    if found.standing.state != QuoteState::Accepted {
        // A moment ago, by another form.
        let done = newest.is_some_and(|newest| newest.kind == TAKEN_BACK);
        let state = found.standing.state;
        return if done { Ok(()) } else { Err(Refusal::NotInThisState { state }.into()) };
    }
    let decision = newest.ok_or_else(|| Denied::fault("accepted without a decision"))?;
    let shown = standing::shown(&command.version, &command.content_sha256);
    let valid = columns::count(found.version.number)?;
    if shown.version != valid {
        return Err(Refusal::VersionSuperseded { shown: shown.version, valid }.into());
    }
    if shown.content_sha256 != found.version.sha256 {
        return Err(Refusal::ContentDiffers.into());
    }
    bound(&mut unit.conn, by, found.version.number).await?;
    let order = regret::made(&mut unit.conn, scope.company, scope.quote).await?;
    let order = order.ok_or_else(|| Denied::fault("an accepted quotation without its order"))?;
    let progress = progress(&mut unit.conn, by, &order).await?;
    found.content.regret.may_take_back(Instant(decision.decided_at), unit.now, progress)?;
    put(unit, by, (found, order, decision), (agent, language), public_url).await
}

/// How far the order has come.
async fn progress(conn: &mut Conn, by: &Visitor, order: &MadeOrder) -> Result<Progress, Denied> {
    let company = by.scope()?.company;
    let demand = payments::find(conn, company, OrderId(order.id)).await?;
    let withdrawn = regret::withdrawn(conn, company, OrderId(order.id)).await?;
    Ok(Progress { paid: demand.is_some_and(|demand| demand.paid > 0), withdrawn: !withdrawn.is_empty() })
}

/// What the page of an acceptance says of taking it back; nothing where the time is over, or it is not the reader's to do.
pub(crate) async fn offered(
    conn: &mut Conn,
    by: &Visitor,
    (content, decision, order): (&Content, &DecisionRecord, &MadeOrder),
    now: Instant,
) -> Result<Option<TakeBack>, Denied> {
    let accepted = Instant(decision.decided_at);
    let Some(until) = content.regret.until(accepted).filter(|until| *until >= now) else { return Ok(None) };
    if bound(conn, by, decision.quote_version).await.is_err() {
        return Ok(None);
    }
    let progress = progress(conn, by, order).await?;
    Ok(Some(TakeBack {
        until: by.zone.stamp(until),
        seconds: u32::try_from((until.0 - now.0) / 1_000_000).unwrap_or_default(),
        refused: content.regret.may_take_back(accepted, now, progress).err(),
    }))
}

async fn put(
    unit: &mut Unit,
    by: &Visitor,
    (found, order, decision): (Found, MadeOrder, DecisionRecord),
    (agent, language): (&Agent, Lang),
    public_url: &str,
) -> Result<(), Denied> {
    let scope = by.scope()?.clone();
    let Found { mut quote, version, content, standing } = found;
    let id = OrderId(order.id);
    // Behind the lock of its own row: a payment that is noted at this moment keeps the order, or comes to none.
    let demand = payments::find(&mut unit.conn, scope.company, id).await?;
    if demand.is_some() && !regret::drop_demand(unit, scope.company, id).await? {
        return Err(Refusal::PaymentCame.into());
    }
    if !regret::cancel(unit, scope.company, id).await? {
        return Err(Denied::fault("an accepted quotation with a cancelled order"));
    }
    let next = standing.state.after(QuoteEvent::TakeBack);
    let next = next.ok_or(Refusal::NotInThisState { state: standing.state })?;
    let row = DecisionRecord {
        quote_version: version.number,
        round: decision.round + 1,
        kind: TAKEN_BACK.into(),
        link_id: Some(scope.link.0),
        name: by.name.clone(),
        role: String::new(),
        purchase_order: String::new(),
        signature: String::new(),
        reason: String::new(),
        wish: String::new(),
        remark: String::new(),
        content_sha256: version.sha256.clone(),
        evidence: serde_json::to_string(&Evidence::of(agent, language, &by.email)).map_err(Denied::fault)?,
        decided_at: unit.now.0,
    };
    decisions::insert(unit, scope.company, scope.quote, &row).await?;
    quote.state = next.code().to_owned();
    quote.touch(unit.now);
    record::update(unit, &quote).await?;

    let at = by.zone.local(unit.now);
    let party = content.buyer.name.clone();
    let name = if by.name.is_empty() { party.clone() } else { by.name.clone() };
    let (number, order_number) = (quote.number.clone(), order.number.clone());
    tell_seller(unit, &quote, public_url, |t| Telling {
        subject: t.regret_mail_subject(&number, &party),
        text: t.regret_mail_text(&name, version.number, formats::date_time(t.lang(), at), &order_number),
    })
    .await?;
    for (to, to_name, language) in told(unit, by, &decision, language).await? {
        let t = T::new(language);
        let moment = formats::date_time(t.lang(), at);
        let own = to == by.email;
        let mail = Mail {
            to,
            to_name,
            reply_to: quote.owner_id.map(UserId),
            subject: match own {
                true => t.regret_receipt_subject(&quote.number),
                false => t.regret_mail_subject(&quote.number, &party),
            },
            text: match own {
                true => t.regret_receipt_text(version.number, &quote.number, moment, &order.number),
                false => t.regret_mail_text(&name, version.number, moment, &order.number),
            },
            link: String::new(),
            after: None,
            language,
            pdf: None,
        };
        mail.put_later(unit, scope.company, "quote", quote.id).await?;
    }
    let data = |number: &str| EventData {
        number: number.to_owned(),
        quote_version: u32::try_from(version.number).ok(),
        sha256: version.sha256.clone(),
        ..EventData::default()
    };
    unit.event(
        NewEvent::new(scope.company, "quote", quote.id, "quote.taken_back", by.by(""))
            .about(quote.opportunity_id)
            .with(data(&quote.number)),
    );
    unit.event(
        NewEvent::new(scope.company, "order", order.id, "order.cancelled", by.by(""))
            .about(quote.opportunity_id)
            .with(data(&order.number)),
    );
    unit.announce(scope.company, "quote", quote.id);
    unit.announce(scope.company, "order", order.id);
    // Behind the lock of its own row: another order that was taken back a moment ago may have left its winning to this one.
    let order = regret::made(&mut unit.conn, scope.company, scope.quote).await?.unwrap_or(order);
    if let Ok(won) = serde_json::from_str::<Won>(&order.won) {
        let today = (by.zone.day(unit.now), by.by(""));
        win_by_order::take_back(unit, scope.company, (won, id), today).await?;
    }
    if let Some(opportunity) = quote.opportunity_id {
        unit.announce(scope.company, "opportunity", opportunity);
    }
    Ok(())
}

/// Who is told by mail, each once, in the language they signed in: whoever takes it back, and everybody who has signed and
/// holds a receipt.
async fn told(
    unit: &mut Unit,
    by: &Visitor,
    decision: &DecisionRecord,
    language: Lang,
) -> Result<Vec<(String, String, Lang)>, Denied> {
    let scope = by.scope()?;
    let mut told = vec![(by.email.clone(), by.name.clone(), by.language.unwrap_or(language))];
    let links = links::list(&mut unit.conn, scope.company, scope.quote).await?;
    let signed = signatures::list(&mut unit.conn, scope.company, scope.quote, decision.quote_version).await?;
    let signed = signed.into_iter().map(|one| (Some(one.link_id), one.name, one.evidence));
    let last = (decision.link_id, decision.name.clone(), decision.evidence.clone());
    for (link, name, evidence) in signed.chain([last]) {
        let Some(link) = links.iter().find(|known| Some(known.id) == link) else { continue };
        let evidence: Evidence = serde_json::from_str(&evidence).unwrap_or_default();
        told.push((link.recipient_email.clone(), name, evidence.language));
    }
    let mut known = Vec::new();
    told.retain(|(to, ..)| {
        !to.is_empty() && !known.contains(to) && {
            known.push(to.clone());
            true
        }
    });
    Ok(told)
}
