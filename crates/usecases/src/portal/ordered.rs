//! The acceptance that makes the order: one commit writes the decision with its evidence, the order with its lines, and
//! starts what follows (the signed PDF, the mails).
use super::{
    accept::{Accepted, SIGNED_PDF, SignedWork, hash},
    evidence::Evidence,
    standing::Found,
};
use crate::{
    Denied, Visitor,
    crm::win_by_order::{self, Bought},
    payments,
};
use chrono::Datelike;
use domain::{
    ids::{OpportunityId, OrderId, PartyId},
    quotes::{
        content::{Content, ContentLine},
        decision::Acceptance,
    },
};
use store::{
    Unit, columns,
    events::{EventData, NewEvent},
    numbers::{self, Series},
    orders::{self, NewOrder, NewOrderLine},
    outbox::{self, NewWork},
    quotes::{decisions, decisions::DecisionRecord, record, sources},
};
use uuid::Uuid;

/// Writes all of it; answers the order's number.
pub(super) async fn write(
    unit: &mut Unit,
    by: &Visitor,
    found: Found,
    next: &str,
    acceptance: Acceptance,
    evidence: Evidence,
) -> Result<Accepted, Denied> {
    let scope = by.scope()?.clone();
    let Found { mut quote, version, content, .. } = found;
    let decision = DecisionRecord {
        quote_version: version.number,
        round: decisions::next_round(unit, scope.company, scope.quote, version.number).await?,
        kind: "accepted".into(),
        link_id: Some(scope.link.0),
        name: acceptance.name.clone(),
        role: acceptance.role.clone(),
        purchase_order: acceptance.purchase_order.clone(),
        signature: serde_json::to_string(&acceptance.signature).map_err(Denied::fault)?,
        reason: String::new(),
        wish: String::new(),
        remark: String::new(),
        content_sha256: version.sha256.clone(),
        evidence: serde_json::to_string(&evidence).map_err(Denied::fault)?,
        decided_at: unit.now.0,
    };
    quote.state = next.to_owned();
    quote.touch(unit.now);
    record::update(unit, &quote).await?;
    decisions::insert(unit, scope.company, scope.quote, &decision).await?;
    let of = SignedWork { round: Some((decision.quote_version, decision.round)) };
    let work = NewWork {
        company: scope.company,
        topic: SIGNED_PDF,
        subject_kind: "quote",
        subject: Some(quote.id),
        body: serde_json::to_string(&of).map_err(Denied::fault)?,
    };
    outbox::put_later(unit, work).await?;

    let choice_sha256 = evidence.choice.as_ref().map(hash).unwrap_or_default();
    // What is left out of the total is not bought.
    let bought = evidence.applied(&content)?.settled();
    // One quotation, one order: one that was cancelled comes back under its number.
    let before = orders::regret::made(&mut unit.conn, scope.company, scope.quote).await?;
    let number = match &before {
        Some(before) => before.number.clone(),
        None => numbers::take(unit, scope.company, Series::Order, by.zone.day(unit.now).year()).await?,
    };
    let mut order = order(&quote, &bought, number.clone(), &acceptance)?;
    // It is found by the name the customer has today, which the version may not know.
    let party = sources::party(&mut unit.conn, scope.company, PartyId(quote.party_id)).await?;
    order.search = crate::quotes::search_text(&party.name, &number, &order.title);
    let made = match &before {
        Some(before) => {
            order.id = before.id;
            orders::regret::renew(unit, &order).await?;
            "order.renewed"
        }
        None => {
            orders::insert(unit, &order).await?;
            "order.created"
        }
    };
    let version_number = columns::count(version.number)?;
    let data = |number: &str| EventData {
        number: number.to_owned(),
        quote_version: Some(version_number),
        sha256: version.sha256.clone(),
        choice_sha256: choice_sha256.clone(),
        ..EventData::default()
    };
    let who = by.by(&acceptance.name);
    unit.event(
        NewEvent::new(scope.company, "quote", quote.id, "quote.accepted", who.clone())
            .about(quote.opportunity_id)
            .with(data(&quote.number)),
    );
    unit.event(
        NewEvent::new(scope.company, "order", order.id, made, who).about(quote.opportunity_id).with(data(&number)),
    );
    let today = (by.zone.day(unit.now), by.by(&acceptance.name));
    payments::demand::make(unit, scope.company, OrderId(order.id), &bought, today).await?;
    unit.announce(scope.company, "quote", quote.id);
    unit.announce(scope.company, "order", order.id);
    if let Some(opportunity) = quote.opportunity_id {
        let bought = Bought { net: order.net, currency: content.currency };
        let about = OpportunityId(opportunity);
        let today = (by.zone.day(unit.now), by.by(&acceptance.name));
        if let Some(won) = win_by_order::win_by_order(unit, scope.company, about, bought, today).await? {
            let won = serde_json::to_string(&won).map_err(Denied::fault)?;
            orders::regret::note_won(unit, scope.company, OrderId(order.id), &won).await?;
        }
        unit.announce(scope.company, "opportunity", opportunity);
    }
    Ok(Accepted { order_number: number, name: acceptance.name })
}

fn order(
    quote: &record::QuoteRecord,
    content: &Content,
    number: String,
    acceptance: &Acceptance,
) -> Result<NewOrder, Denied> {
    Ok(NewOrder {
        id: Uuid::now_v7(),
        company: domain::ids::CompanyId(quote.company_id),
        quote: quote.id,
        quote_version: i64::from(content.version),
        opportunity: quote.opportunity_id,
        party: quote.party_id,
        owner: quote.owner_id,
        team: quote.team_id,
        title: content.title.clone(),
        currency: content.currency.code().to_owned(),
        net: columns::millionths(content.totals.net)?,
        tax: columns::millionths(content.totals.tax)?,
        gross: columns::millionths(content.totals.gross)?,
        purchase_order: acceptance.purchase_order.clone(),
        search: String::new(),
        warehouse: content.warehouse.as_ref().map(|one| one.id.0),
        lines: content.lines.iter().map(order_line).collect::<Result<_, _>>()?,
        number,
    })
}

fn order_line(line: &ContentLine) -> Result<NewOrderLine, Denied> {
    let mut row = NewOrderLine {
        id: line.id().0,
        kind: "note",
        name: line.text().to_owned(),
        description: String::new(),
        quantity: 0,
        unit: String::new(),
        unit_price: 0,
        discount: 0,
        tax_percent: 0,
        net: 0,
    };
    match line {
        ContentLine::Note { .. } => {}
        ContentLine::Section { net, .. } => (row.kind, row.net) = ("section", columns::millionths(*net)?),
        ContentLine::Product { description, quantity, unit, unit_price, discount, tax_percent, net, mark, .. } => {
            row.kind = if mark.is_combo() { "combo" } else { "product" };
            row.description.clone_from(description);
            row.quantity = columns::millionths(*quantity)?;
            row.unit.clone_from(unit);
            row.unit_price = columns::millionths(*unit_price)?;
            row.discount = columns::millionths(*discount)?;
            row.tax_percent = columns::millionths(*tax_percent)?;
            row.net = columns::millionths(*net)?;
        }
    }
    Ok(row)
}
