//! The customer accepts: one commit makes the order, keeps the signature with its evidence, and starts what
//! follows (the signed PDF, the mails).
use super::{
    choose,
    evidence::Evidence,
    standing::{self, Found},
    turn::{allows, same_choice},
};
use crate::{
    Cx, Denied, Visitor,
    actors::Agent,
    crm::win_by_order::{self, Bought},
    denied, payments,
};
use chrono::Datelike;
use domain::{
    ids::{OpportunityId, OrderId},
    lang::Lang,
    quotes::{
        choice::Choice,
        content::{Content, ContentLine},
        decision::Acceptance,
        recipient::Act,
        signature::{LONGEST_NAME, Signature, Strokes},
        state::QuoteEvent,
    },
    refusal::{Fields, Refusal},
    text,
};
use i18n::T;
use serde::{Deserialize, Serialize};
use store::{
    Unit, columns,
    events::{EventData, NewEvent},
    numbers::{self, Series},
    orders::{self, NewOrder, NewOrderLine},
    outbox::{self, NewWork},
    quotes::{decisions, decisions::DecisionRecord, record},
};
use uuid::Uuid;
use wire::portal::AcceptByVisitor;

/// The outbox topic under which the signed PDF is drawn.
pub const SIGNED_PDF: &str = "signed_pdf";

/// What that work says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct SignedWork {
    /// The acceptance to draw, by version and round; the newest where it says nothing.
    pub round: Option<(i64, i64)>,
}

/// What an acceptance answers; everybody who accepts at once gets the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// The order's number.
    pub order_number: String,
    /// Whose signature the order carries.
    pub name: String,
}

/// Accepts what was on the screen.
///
/// Three locks guard it, each enough alone: the version compared and set, one order per quotation, one answer
/// per key. Whoever comes second gets the order that is.
///
/// A version that demands no signature is accepted by name and consent alone; one that does is not.
///
/// # Errors
/// Refusals by field (`name`, `typed`, `strokes`, `consent`, `choice`, a line's id), or of the whole: superseded, content differs, expired,
/// declined, cancelled. [`Denied::NotFound`] for a revoked link.
pub async fn accept(
    by: &Visitor,
    cx: &Cx,
    agent: &Agent,
    language: Lang,
    command: AcceptByVisitor,
) -> Result<Accepted, Denied> {
    let key = Uuid::parse_str(command.key.trim()).map_err(|_| Denied::from(Refusal::Required))?;
    let acceptance = check(&command)?;
    let (by, agent, company) = (by.clone(), agent.clone(), by.scope()?.company);
    let fingerprint = command.clone();
    cx.store
        .once(cx.clock.now(), company, key, &fingerprint, move |unit| {
            let (by, agent, command, acceptance) = (by.clone(), agent.clone(), command.clone(), acceptance.clone());
            Box::pin(async move {
                let found = standing::load(unit, &by).await?;
                let shown = standing::shown(&command.version, &command.content_sha256);
                match found.after(QuoteEvent::Accept, &shown, &by, unit) {
                    // The page of an earlier time, or a form made by hand.
                    Ok(_) if acceptance.signature == Signature::Unsigned && !found.content.unsigned => {
                        Err(Denied::at("typed", Refusal::SignatureEmpty))
                    }
                    Ok(next) => {
                        let approvals = allows(&mut unit.conn, &by, found.version.number, Act::Sign).await?;
                        let picked = command.picked(&found.content.parts())?;
                        let choice = choose::signed(&found.content, &command.choice, picked)?;
                        same_choice(&approvals, choice.as_ref())?;
                        let evidence =
                            Evidence { choice, ..evidence(&by, &agent, language, &found.content, &acceptance) };
                        write(unit, &by, found, next.code(), acceptance, evidence).await
                    }
                    Err(Refusal::AlreadyAccepted) => winner(unit, &found).await,
                    Err(refusal) => Err(refusal.into()),
                }
            })
        })
        .await
}

/// Reads the form.
fn check(command: &AcceptByVisitor) -> Result<Acceptance, Denied> {
    let mut fields = Fields::new();
    let name = fields.take("name", text::required_line(&command.name, LONGEST_NAME));
    let role = fields.take("role", text::optional_line(&command.role, LONGEST_NAME));
    let purchase_order = fields.take("purchase_order", text::optional_line(&command.purchase_order, 60));
    let signature = match command.method.as_str() {
        "drawn" => fields.take("strokes", Strokes::parse(&command.strokes).map(|strokes| Signature::Drawn { strokes })),
        // Whether the version demands one is asked once it is known.
        "unsigned" => Some(Signature::Unsigned),
        "typed" | "" => fields.take("typed", Signature::typed(&command.typed)),
        _ => fields.take("typed", Err(Refusal::NotAChoice)),
    };
    if command.consent != "yes" {
        fields.refuse("consent", Refusal::ConsentNeeded);
    }
    denied::all_right(fields)?;
    match (name, role, purchase_order, signature) {
        (Some(name), Some(role), Some(purchase_order), Some(signature)) => {
            Ok(Acceptance { name, role, purchase_order, signature })
        }
        _ => Err(Refusal::Required.into()),
    }
}

/// The sentence agreed to, as the page shows it in the reader's language.
pub fn consent(language: Lang, content: &Content) -> String {
    let t = T::new(language);
    if content.buyer.business_id.is_empty() {
        t.portal_consent_person(&content.number, content.version)
    } else {
        t.portal_consent(&content.number, content.version, &content.buyer.name)
    }
}

fn evidence(by: &Visitor, agent: &Agent, language: Lang, content: &Content, acceptance: &Acceptance) -> Evidence {
    Evidence {
        consent: consent(language, content),
        drawn_ms: match &acceptance.signature {
            Signature::Drawn { strokes } => Some(strokes.duration_ms()),
            Signature::Typed { .. } | Signature::Unsigned => None,
        },
        ..Evidence::of(agent, language, &by.email)
    }
}

/// SHA-256 of a choice's canonical text, in hex.
pub(crate) fn hash(choice: &Choice) -> String {
    vault::digest::sha256_hex(choice.canonical().as_bytes())
}

/// The answer the first acceptance got.
async fn winner(unit: &mut Unit, found: &Found) -> Result<Accepted, Denied> {
    let company = domain::ids::CompanyId(found.quote.company_id);
    let quote = domain::ids::QuoteId(found.quote.id);
    let order = orders::of_quote(&mut unit.conn, company, quote).await?;
    let decision = decisions::find(&mut unit.conn, company, quote).await?;
    match (order, decision) {
        (Some((_, order_number)), Some(decision)) => Ok(Accepted { order_number, name: decision.name }),
        _ => Err(Denied::fault("an accepted quotation without its order")),
    }
}

async fn write(
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
        search: crate::quotes::search_text(&content.buyer.name, &number, &content.title),
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
