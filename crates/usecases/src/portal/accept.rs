//! The customer accepts: what was typed is read, and whether this version may be signed now is decided behind its lock.
use super::{
    choose,
    evidence::Evidence,
    ordered, sign_on,
    standing::{self, Found},
    turn::{allows, same_choice},
};
use crate::{Cx, Denied, Visitor, actors::Agent, denied, quotes::link};
use domain::{
    lang::Lang,
    parties::e_invoice::EInvoice,
    quotes::{
        choice::Choice,
        content::Content,
        decision::Acceptance,
        recipient::Act,
        signature::{LONGEST_NAME, Signature, Strokes},
        state::QuoteEvent,
    },
    refusal::{FieldRefusal, Fields, Refusal},
    text,
};
use i18n::T;
use serde::{Deserialize, Serialize};
use store::{
    Unit, orders,
    quotes::{decisions, versions},
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
    /// The order's number; empty while other signatures are waited for.
    pub order_number: String,
    /// Whose signature the order carries.
    pub name: String,
}

/// Accepts what was on the screen.
///
/// Three locks guard it, each enough alone: the version compared and set, one order per quotation, one answer
/// per key. Whoever comes second gets the order that is.
///
/// A version that demands no signature is accepted by name and consent alone; one that does is not. Where several have
/// to sign, each signature is kept, and the last one accepts.
///
/// # Errors
/// Refusals by field (`name`, `role`, `purchase_order`, `e_invoice`, `e_invoice_operator`, `typed`, `strokes`, `consent`, `choice`, a line's id), or of the whole: superseded, content differs, expired,
/// declined, cancelled. [`Denied::NotFound`] for a revoked link.
pub async fn accept(
    by: &Visitor,
    cx: &Cx,
    agent: &Agent,
    language: Lang,
    command: AcceptByVisitor,
) -> Result<Accepted, Denied> {
    let key = Uuid::parse_str(command.key.trim()).map_err(|_| Denied::from(Refusal::Required))?;
    let acceptance = match check(&command) {
        Err(Denied::Refused(refusals)) => return Err(Denied::Refused(all(by, cx, &command, refusals).await?)),
        other => other?,
    };
    let (by, agent, asker) = (by.clone(), agent.clone(), by.scope()?.asker());
    // For whoever signs next, should this one not be the last.
    let (fresh, public_url) = (link::Fresh::make()?, cx.settings.public_url.clone());
    let fingerprint = command.clone();
    cx.store
        .once(cx.clock.now(), asker, key, &fingerprint, move |unit| {
            let (by, agent, command, acceptance) = (by.clone(), agent.clone(), command.clone(), acceptance.clone());
            let (fresh, public_url) = (fresh.clone(), public_url.clone());
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
                        let signers = approvals.signers();
                        let acceptance = filled(acceptance, signers.purchase_order(), signers.evidence()?);
                        let told = (acceptance.role.as_str(), acceptance.purchase_order.as_str());
                        let missing = found.content.demands.missing(told.0, told.1, acceptance.e_invoice.is_some());
                        if !missing.is_empty() {
                            return Err(Denied::Refused(missing));
                        }
                        let picked = command.picked(&found.content.parts())?;
                        let choice = choose::signed(&found.content, &command.choice, picked)?;
                        same_choice(&approvals, choice.as_ref())?;
                        let evidence =
                            Evidence { choice, ..evidence(&by, &agent, language, &found.content, &acceptance) };
                        if signers.completes(by.recipient.0) {
                            return ordered::write(unit, &by, found, next.code(), acceptance, evidence).await;
                        }
                        let name = acceptance.name.clone();
                        let signed = (acceptance, evidence);
                        sign_on::write(unit, &by, found, signed, signers, (&fresh, &public_url)).await?;
                        Ok(Accepted { order_number: String::new(), name })
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
    let e_invoice = EInvoice::check(&mut fields, &command.e_invoice, &command.e_invoice_operator);
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
            Ok(Acceptance { name, role, purchase_order, e_invoice, signature })
        }
        _ => Err(Refusal::Required.into()),
    }
}

/// With what the version demands and is missing too: whoever mends a form does it once.
async fn all(
    by: &Visitor,
    cx: &Cx,
    command: &AcceptByVisitor,
    mut refusals: Vec<FieldRefusal>,
) -> Result<Vec<FieldRefusal>, Denied> {
    let Ok(version) = command.version.trim().parse::<i64>() else { return Ok(refusals) };
    let mut conn = cx.store.reader().await?;
    let Ok(found) = versions::load(&mut conn, by.scope()?.quote, version).await else { return Ok(refusals) };
    let demands = Content::from_canonical(&found.content).map_err(Denied::fault)?.demands;
    let told = !command.e_invoice.trim().is_empty() || !command.e_invoice_operator.trim().is_empty();
    refusals.extend(demands.missing(command.role.trim(), command.purchase_order.trim(), told));
    Ok(refusals)
}

/// What an earlier signer has told is not asked of a later one again.
fn filled(acceptance: Acceptance, purchase_order: String, earlier: Vec<Evidence>) -> Acceptance {
    let told = earlier.into_iter().find_map(|evidence| evidence.e_invoice);
    Acceptance {
        e_invoice: acceptance.e_invoice.or(told),
        purchase_order: match acceptance.purchase_order.is_empty() {
            true => purchase_order,
            false => acceptance.purchase_order,
        },
        ..acceptance
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
        e_invoice: acceptance.e_invoice.clone(),
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
