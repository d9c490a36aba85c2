//! A consumer withdraws from the contract, in two steps: the statement is looked over, then confirmed. One commit keeps it,
//! tells the seller, and puts its acknowledgement in the outbox.
use super::{
    evidence::Evidence,
    standing::{self, Found},
    tell_seller::{Telling, tell_seller},
    turn::bound,
};
use crate::{Cx, Denied, Visitor, actors::Agent, denied, mail::Mail};
use domain::{
    days::Instant,
    formats,
    ids::{LineId, OrderId, UserId},
    lang::Lang,
    parties::email::Email,
    quotes::{
        content::Content,
        regret::{Withdrawal, divisible, refund_by},
        signature::LONGEST_NAME,
        state::QuoteState,
    },
    refusal::{Fields, Refusal},
    text,
};
use i18n::T;
use store::{
    Conn, Unit, columns,
    events::{EventData, NewEvent},
    orders::regret::{self, MadeOrder, WithdrawalRecord},
    quotes::{
        decisions::{self, DecisionRecord},
        record,
    },
};
use uuid::Uuid;
use wire::portal::{WithdrawByVisitor, WithdrawalDone, WithdrawalLine, WithdrawalOffer};

/// What is stated, read from the form.
#[derive(Clone, Debug)]
struct Stated {
    name: String,
    email: String,
    /// Lines by id; all that is left where there are none.
    lines: Vec<LineId>,
}

/// Looks the statement over and writes nothing.
/// # Errors
/// As [`withdraw`].
pub async fn look_over(by: &Visitor, cx: &Cx, command: &WithdrawByVisitor) -> Result<(), Denied> {
    let scope = by.scope()?;
    let mut conn = cx.store.reader().await?;
    let quote = record::unscoped_load(&mut conn, scope.company, scope.quote).await?;
    let sent = quote.sent_version.ok_or(Denied::NotFound)?;
    let version = store::quotes::versions::load(&mut conn, scope.quote, sent).await?;
    let content = Content::from_canonical(&version.content).map_err(Denied::fault)?;
    let state = columns::code(&quote.state, QuoteState::parse)?;
    let shown = standing::shown(&command.version, &command.content_sha256);
    check_shown(&shown, (columns::count(sent)?, &version.sha256))?;
    let contract = Contract::load(&mut conn, by, (state, sent), &content, cx.clock.now()).await?;
    read(command, &contract).map(drop)
}

fn check_shown(shown: &domain::quotes::decision::Shown, (valid, sha256): (u32, &str)) -> Result<(), Denied> {
    if shown.version != valid {
        return Err(Refusal::VersionSuperseded { shown: shown.version, valid }.into());
    }
    if shown.content_sha256 != sha256 {
        return Err(Refusal::ContentDiffers.into());
    }
    Ok(())
}

/// A contract from which one can withdraw now.
struct Contract {
    order: MadeOrder,
    /// What was bought.
    bought: Content,
    /// Withdrawn before.
    gone: Vec<LineId>,
}

impl Contract {
    async fn load(
        conn: &mut Conn,
        by: &Visitor,
        (state, version): (QuoteState, i64),
        content: &Content,
        now: Instant,
    ) -> Result<Contract, Denied> {
        let scope = by.scope()?;
        if state != QuoteState::Accepted {
            return Err(Refusal::NoWithdrawal.into());
        }
        bound(conn, by, version).await?;
        let decision = decisions::find(conn, scope.company, scope.quote).await?;
        let decision = decision.ok_or_else(|| Denied::fault("accepted without a decision"))?;
        let order = regret::made(conn, scope.company, scope.quote).await?;
        let order = order.ok_or_else(|| Denied::fault("an accepted quotation without its order"))?;
        let right = right(content).ok_or(Refusal::NoWithdrawal)?;
        if last_day(by, right, content, &decision) < by.zone.day(now) {
            return Err(Refusal::NoWithdrawal.into());
        }
        let rows = regret::withdrawn(conn, scope.company, OrderId(order.id)).await?;
        if rows.iter().any(|row| row.lines.is_empty()) {
            return Err(Refusal::AlreadyWithdrawn.into());
        }
        let mut gone = Vec::new();
        for row in &rows {
            gone.extend(lines(row)?);
        }
        let evidence: Evidence = serde_json::from_str(&decision.evidence).map_err(Denied::fault)?;
        Ok(Contract { order, bought: evidence.applied(content)?.settled(), gone })
    }
}

/// The right of a version, unless there is none.
fn right(content: &Content) -> Option<&Withdrawal> {
    content.regret.withdrawal.as_ref().filter(|right| right.exempt.is_none())
}

fn last_day(by: &Visitor, right: &Withdrawal, content: &Content, decision: &DecisionRecord) -> chrono::NaiveDate {
    right.last_day(by.zone.day(Instant(decision.decided_at)), content.delivery_on)
}

fn lines(row: &WithdrawalRecord) -> Result<Vec<LineId>, Denied> {
    match row.lines.as_str() {
        "" => Ok(Vec::new()),
        lines => serde_json::from_str(lines).map_err(Denied::fault),
    }
}

/// Reads the form.
fn read(command: &WithdrawByVisitor, contract: &Contract) -> Result<Stated, Denied> {
    let mut fields = Fields::new();
    let name = fields.take("name", text::required_line(&command.name, LONGEST_NAME));
    let email = match command.email.trim() {
        "" => Err(Refusal::Required),
        typed => Email::parse(typed),
    };
    let email = fields.take("email", email);
    let left = divisible(&contract.bought, &contract.gone);
    let picked: Vec<LineId> = left.iter().map(|line| line.id()).filter(|line| command.picks(*line)).collect();
    let lines = match command.what.as_str() {
        "all" => Ok(Vec::new()),
        "lines" if picked.is_empty() => Err(Refusal::Required),
        // All one by one is the whole, if nothing else was ever left out.
        "lines" if picked.len() == left.len() => Ok(Vec::new()),
        "lines" => Ok(picked),
        "" => Err(Refusal::Required),
        _ => Err(Refusal::NotAChoice),
    };
    let lines = fields.take("what", lines);
    denied::all_right(fields)?;
    match (name, email, lines) {
        (Some(name), Some(email), Some(lines)) => Ok(Stated { name, email: email.into(), lines }),
        _ => Err(Refusal::Required.into()),
    }
}

/// Withdraws as was stated and confirmed. Told again by the same form it is done once.
/// # Errors
/// Refusals at `name`, `email`, `what`; of the whole: no right to withdraw or its time is over, withdrawn already,
/// superseded, content differs, not the reader's to do; `required` at `confirm` where it was not confirmed.
/// [`Denied::NotFound`] for a revoked link.
pub async fn withdraw(
    by: &Visitor,
    cx: &Cx,
    agent: &Agent,
    language: Lang,
    command: WithdrawByVisitor,
) -> Result<(), Denied> {
    let key = Uuid::parse_str(command.key.trim()).map_err(|_| Denied::from(Refusal::Required))?;
    if command.confirm != "yes" {
        return Err(Denied::at("confirm", Refusal::Required));
    }
    let asker = by.scope()?.asker();
    let (by, agent, public_url) = (by.clone(), agent.clone(), cx.settings.public_url.clone());
    let fingerprint = command.clone();
    cx.store
        .once(cx.clock.now(), asker, key, &fingerprint, move |unit| {
            let (by, agent, public_url, command) = (by.clone(), agent.clone(), public_url.clone(), command.clone());
            Box::pin(async move {
                let found = standing::load(unit, &by).await?;
                let shown = standing::shown(&command.version, &command.content_sha256);
                check_shown(&shown, (columns::count(found.version.number)?, &found.version.sha256))?;
                let of = (found.standing.state, found.version.number);
                let contract = Contract::load(&mut unit.conn, &by, of, &found.content, unit.now).await?;
                let stated = read(&command, &contract)?;
                write(unit, &by, (found, contract), stated, (&agent, language), &public_url).await
            })
        })
        .await
}

/// The statement in words, as it is acknowledged.
fn words(t: T, contract: &Contract, stated: &Stated, (number, at): (&str, chrono::NaiveDateTime)) -> String {
    let seller = &contract.bought.seller;
    let of = match stated.lines.is_empty() {
        true => t.regret_stated_all(number, &contract.order.number),
        false => t.regret_stated_lines(number, &contract.order.number),
    };
    let named = contract.bought.lines.iter().filter(|line| stated.lines.contains(&line.id()));
    let named: Vec<String> = named.map(|line| format!("- {}", line.text())).collect();
    let mut parts = vec![t.regret_stated_to(&seller.name), of];
    if !named.is_empty() {
        parts.push(named.join("\n"));
    }
    parts.push(t.regret_stated_by(&stated.name, &stated.email));
    parts.push(t.regret_stated_at(formats::date_time(t.lang(), at)));
    parts.join("\n\n")
}

async fn write(
    unit: &mut Unit,
    by: &Visitor,
    (found, contract): (Found, Contract),
    stated: Stated,
    (agent, language): (&Agent, Lang),
    public_url: &str,
) -> Result<(), Denied> {
    let scope = by.scope()?.clone();
    let Found { mut quote, version, content, .. } = found;
    let order = OrderId(contract.order.id);
    let (at, day) = (by.zone.local(unit.now), by.zone.day(unit.now));
    let refund = refund_by(day);
    let said = words(T::new(language), &contract, &stated, (&quote.number, at));
    let evidence = Evidence { consent: said.clone(), ..Evidence::of(agent, language, &by.email) };
    let row = WithdrawalRecord {
        id: Uuid::now_v7(),
        name: stated.name.clone(),
        email: stated.email.clone(),
        lines: match stated.lines.is_empty() {
            true => String::new(),
            false => serde_json::to_string(&stated.lines).map_err(Denied::fault)?,
        },
        refund_by: columns::day_text(refund),
        evidence: serde_json::to_string(&evidence).map_err(Denied::fault)?,
        withdrawn_at: unit.now.0,
    };
    regret::withdraw(unit, scope.company, (order, scope.link.0), &row).await?;
    if stated.lines.is_empty() {
        // Nothing is demanded of a contract that is gone; what was paid stays on the order, to be paid back.
        regret::drop_demand(unit, scope.company, order).await?;
    }
    // The customer's page has changed.
    quote.touch(unit.now);
    record::update(unit, &quote).await?;

    let t = T::new(language);
    let receipt = Mail {
        to: stated.email.clone(),
        to_name: stated.name.clone(),
        reply_to: quote.owner_id.map(UserId),
        subject: t.regret_withdrawn_receipt_subject(&contract.order.number),
        text: format!(
            "{}\n\n{said}\n\n{}",
            t.regret_withdrawn_receipt_text(),
            t.regret_refund_mail(formats::date(language, refund))
        ),
        link: String::new(),
        after: None,
        language,
        pdf: None,
    };
    receipt.put_later(unit, scope.company, "quote", quote.id).await?;
    let (party, number) = (content.buyer.name.clone(), contract.order.number.clone());
    let (contract_ref, stated_ref, quote_number) = (&contract, &stated, quote.number.clone());
    tell_seller(unit, &quote, public_url, |t| Telling {
        subject: t.regret_withdrawn_subject(&number, &party),
        text: format!(
            "{}\n\n{}",
            words(t, contract_ref, stated_ref, (&quote_number, at)),
            t.regret_withdrawn_next(formats::date(t.figures(), refund))
        ),
    })
    .await?;
    let data = |number: &str| EventData {
        number: number.to_owned(),
        quote_version: u32::try_from(version.number).ok(),
        sha256: version.sha256.clone(),
        body: said.clone(),
        ..EventData::default()
    };
    unit.event(
        NewEvent::new(scope.company, "order", order.0, "order.withdrawn", by.by(&stated.name))
            .about(quote.opportunity_id)
            .with(data(&contract.order.number)),
    );
    unit.event(
        NewEvent::new(scope.company, "quote", quote.id, "quote.withdrawn", by.by(&stated.name))
            .with(data(&quote.number)),
    );
    unit.announce(scope.company, "quote", quote.id);
    unit.announce(scope.company, "order", order.0);
    if let Some(opportunity) = quote.opportunity_id {
        unit.announce(scope.company, "opportunity", opportunity);
    }
    Ok(())
}

/// The withdrawals of an order in words, oldest first.
/// # Errors
/// A fault when what was kept cannot be read.
pub(crate) fn done(
    rows: &[WithdrawalRecord],
    bought: &Content,
    zone: crate::clock::Zone,
) -> Result<Vec<WithdrawalDone>, Denied> {
    let told = rows.iter().map(|row| {
        let of = lines(row)?;
        let named = bought.lines.iter().filter(|line| of.contains(&line.id()));
        Ok(WithdrawalDone {
            at: zone.stamp_micros(row.withdrawn_at),
            name: row.name.clone(),
            email: row.email.clone(),
            lines: named.map(|line| line.text().to_owned()).collect(),
            refund_by: columns::day(&row.refund_by)?,
        })
    });
    told.collect()
}

/// What the page of an acceptance offers a consumer; nothing for a company.
pub(crate) async fn offered(
    conn: &mut Conn,
    by: &Visitor,
    (content, decision, order): (&Content, &DecisionRecord, &MadeOrder),
    now: Instant,
) -> Result<Option<WithdrawalOffer>, Denied> {
    let scope = by.scope()?;
    let Some(right) = content.regret.withdrawal.as_ref() else { return Ok(None) };
    let rows = regret::withdrawn(conn, scope.company, OrderId(order.id)).await?;
    let evidence: Evidence = serde_json::from_str(&decision.evidence).map_err(Denied::fault)?;
    let bought = evidence.applied(content)?.settled();
    let mut gone = Vec::new();
    for row in &rows {
        gone.extend(lines(row)?);
    }
    let last_day = last_day(by, right, content, decision);
    let whole = rows.iter().any(|row| row.lines.is_empty());
    let open = right.exempt.is_none()
        && !whole
        && last_day >= by.zone.day(now)
        && bound(conn, by, decision.quote_version).await.is_ok();
    let left = divisible(&bought, &gone).into_iter();
    Ok(Some(WithdrawalOffer {
        last_day,
        open,
        lines: left.map(|line| WithdrawalLine { id: line.id(), name: line.text().to_owned() }).collect(),
        done: done(&rows, &bought, by.zone)?,
    }))
}
