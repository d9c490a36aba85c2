//! The customer's page of one version.
use super::{choose, evidence::Evidence, signers::Signers, turn::Approvals};
use crate::{Cx, Denied, Visitor, payments, quotes::proposals::item, seals};
use domain::{
    days::Instant,
    ids::{AttachmentId, CommentId, LineId, OrderId, ProposalId},
    lang::Lang,
    quotes::{
        content::Content,
        decision::DeclineReason,
        picks::Picks,
        state::{QuoteEvent, QuoteState},
    },
};
use store::{
    Conn, columns, files, orders,
    quotes::{
        comments, decisions, decisions::DecisionRecord, proposals as stored_proposals, reading, record,
        record::QuoteRecord, signatures::before as signed_before, time_requests, versions,
    },
};
use uuid::Uuid;
use wire::{
    portal::{
        AcceptByVisitor, AcceptedFacts, ApproveByVisitor, CommentByVisitor, DeclineByVisitor, EarlierSigner, FormState,
        MoreTimeByVisitor, PortalComment, PortalFile, PortalForms, PortalPage, PortalStanding, PortalVersion,
        TakeBackByVisitor, WithdrawByVisitor, Withdrawing,
    },
    proposals::{PortalProposal, ProposeByVisitor},
};

/// The page of `version`, or of the one that is with the customer. `lang` is the reader's choice; the document's
/// own language otherwise. Nothing is written.
/// # Errors
/// [`Denied::NotFound`] for a revoked link or a version that was never sent.
pub async fn read(by: &Visitor, cx: &Cx, version: Option<u32>, lang: Option<Lang>) -> Result<PortalPage, Denied> {
    read_with(by, cx, version, lang, None).await
}

/// The page added up with other boxes than those that were kept, as a form that comes back has them; boxes that are no
/// choice leave it as it was.
/// # Errors
/// As [`read`].
pub async fn read_with(
    by: &Visitor,
    cx: &Cx,
    version: Option<u32>,
    lang: Option<Lang>,
    picks: Option<&Picks>,
) -> Result<PortalPage, Denied> {
    let scope = by.scope()?;
    let mut conn = cx.store.reader().await?;
    let quote = record::unscoped_load(&mut conn, scope.company, scope.quote).await?;
    let sent: u32 = columns::count(quote.sent_version.ok_or(Denied::NotFound)?)?;
    let shown = version.unwrap_or(sent);
    let found = versions::load(&mut conn, scope.quote, i64::from(shown)).await?;
    let sent_content = Content::from_canonical(&found.content).map_err(Denied::fault)?;
    let versions = versions::list(&mut conn, scope.quote).await?;
    let comments = comments::list(&mut conn, scope.company, scope.quote).await?;
    let enclosed = store::files::of_comments(&mut conn, scope.company, scope.quote).await?;
    let today = by.zone.day(cx.clock.now());
    let state = columns::code(&quote.state, QuoteState::parse)?;
    let (over, now) = (sent_content.valid_until < today, cx.clock.now());
    let standing = standing(&mut conn, by, (&quote, &sent_content), (state, shown, sent), (over, now)).await?;
    let approvals = Approvals::load(&mut conn, scope.company, scope.quote, i64::from(shown)).await?;
    let fixed = approvals.choice()?.is_some();
    let kept = choose::current(&mut conn, scope.company, scope.quote, &sent_content).await?.map(|(choice, _)| choice);
    let picked = picks.filter(|_| kept.is_some() && !fixed).and_then(|picks| picks.read(&sent_content.parts()).ok());
    let choice = picked.or(kept);
    let (content, delivery_kept) = match (&standing, &choice) {
        (PortalStanding::Accepted { .. }, _) => (signed(&mut conn, by, &sent_content).await?, None),
        (_, Some(choice)) => sent_content.with_told(choice)?,
        _ => (sent_content.clone(), None),
    };
    let proposals = proposals(&mut conn, by, (shown, sent)).await?;
    let changes = match standing {
        PortalStanding::Open | PortalStanding::Expired { .. } => {
            super::changes::since(&mut conn, by, &sent_content).await?
        }
        _ => None,
    };
    let lang = lang.or(by.language).unwrap_or(content.language);
    Ok(PortalPage {
        public_id: by.public_id.clone(),
        lang,
        content_sha256: found.sha256,
        facts: choice.as_ref().and_then(|_| sent_content.choosable()?.facts()),
        choice,
        delivery_kept,
        versions: versions
            .into_iter()
            .map(|version| {
                Ok(PortalVersion {
                    number: columns::count(version.number)?,
                    sent: by.zone.stamp_micros(version.sent_at),
                })
            })
            .collect::<Result<_, Denied>>()?,
        state,
        standing,
        turn: approvals.turn(by)?,
        approvals: approvals.told(by),
        signers: approvals.signers().told(by),
        fixed,
        may_comment: state != QuoteState::Cancelled,
        comments: comments
            .into_iter()
            .map(|comment| {
                Ok(PortalComment {
                    id: CommentId(comment.id),
                    version: columns::count(comment.quote_version)?,
                    line: comment.line_id.map(LineId),
                    line_name: comment.line_name,
                    by_customer: comment.link_id.is_some(),
                    answered: comment.answered == 1,
                    files: enclosed
                        .iter()
                        .filter(|file| file.subject_id == comment.id)
                        .map(|file| PortalFile { id: AttachmentId(file.id), name: file.name.clone(), size: file.size })
                        .collect(),
                    author: comment.author,
                    body: comment.body,
                    at: by.zone.stamp_micros(comment.created_at),
                })
            })
            .collect::<Result<_, Denied>>()?,
        proposals,
        proposing: false,
        taking_back: false,
        withdrawing: Withdrawing::No,
        visitor: by.name.clone(),
        today,
        notice: None,
        changes,
        shares_reading: reading::agreed(&mut conn, scope).await?,
        forms: new_forms(&by.name, &by.email, approvals.signers())?,
        content: content.told_in(lang),
    })
}

/// What was proposed on the version that is shown, or answered with it. Answers that go with a version which is not sent
/// yet are not told.
async fn proposals(conn: &mut Conn, by: &Visitor, (shown, sent): (u32, u32)) -> Result<Vec<PortalProposal>, Denied> {
    let scope = by.scope()?;
    let mut told = Vec::new();
    for found in stored_proposals::shown(conn, scope.company, scope.quote, i64::from(shown)).await? {
        let rows = stored_proposals::items(conn, ProposalId(found.id)).await?;
        let mut items = rows.into_iter().map(item).collect::<Result<Vec<_>, _>>()?;
        let told_in = found.answered_in.filter(|version| *version <= i64::from(sent));
        if told_in.is_none() {
            items.iter_mut().for_each(|item| {
                (item.answer, item.instead, item.reply) = (None, None, String::new());
            });
        }
        let answered_at = found.answered_at.filter(|_| told_in.is_some());
        told.push(PortalProposal {
            author: found.author,
            at: by.zone.stamp_micros(found.asked_at),
            items,
            why: found.why,
            answered: answered_at.map(|at| (found.answered_name, by.zone.stamp_micros(at))),
        });
    }
    Ok(told)
}

/// What was bought: the version with what was chosen when it was signed, and nothing left to choose.
async fn signed(conn: &mut Conn, by: &Visitor, sent: &Content) -> Result<Content, Denied> {
    let scope = by.scope()?;
    let decision = decisions::find(conn, scope.company, scope.quote).await?;
    let evidence: Evidence = match decision {
        Some(decision) => serde_json::from_str(&decision.evidence).map_err(Denied::fault)?,
        None => Evidence::default(),
    };
    Ok(evidence.applied(sent)?.settled())
}

/// Empty forms, each with a key of its own.
fn new_forms(name: &str, email: &str, signers: &Signers) -> Result<PortalForms, Denied> {
    let key = || Uuid::new_v4().to_string();
    // What an earlier signer told stands there for the next.
    let e_invoice = signers.evidence()?.into_iter().find_map(|evidence| evidence.e_invoice).unwrap_or_default();
    Ok(PortalForms {
        comment: FormState { typed: CommentByVisitor { key: key(), ..Default::default() }, refusals: Vec::new() },
        accept: FormState {
            typed: AcceptByVisitor {
                key: key(),
                name: name.to_owned(),
                purchase_order: signers.purchase_order(),
                e_invoice: e_invoice.address,
                e_invoice_operator: e_invoice.operator,
                ..Default::default()
            },
            refusals: Vec::new(),
        },
        choose: FormState::default(),
        decline: FormState { typed: DeclineByVisitor { key: key(), ..Default::default() }, refusals: Vec::new() },
        more_time: FormState { typed: MoreTimeByVisitor { key: key(), ..Default::default() }, refusals: Vec::new() },
        propose: FormState { typed: ProposeByVisitor { key: key(), ..Default::default() }, refusals: Vec::new() },
        approve: FormState { typed: ApproveByVisitor { key: key(), ..Default::default() }, refusals: Vec::new() },
        take_back: FormState { typed: TakeBackByVisitor { key: key(), ..Default::default() }, refusals: Vec::new() },
        withdraw: FormState {
            typed: WithdrawByVisitor {
                key: key(),
                name: name.to_owned(),
                email: email.to_owned(),
                ..Default::default()
            },
            refusals: Vec::new(),
        },
    })
}

async fn standing(
    conn: &mut Conn,
    by: &Visitor,
    (quote, content): (&QuoteRecord, &Content),
    (state, shown, sent): (QuoteState, u32, u32),
    (over, now): (bool, Instant),
) -> Result<PortalStanding, Denied> {
    let scope = by.scope()?;
    if shown != sent {
        let valid = versions::load(conn, scope.quote, i64::from(sent)).await?;
        return Ok(PortalStanding::Superseded { valid_version: sent, sent: by.zone.stamp_micros(valid.sent_at) });
    }
    let until = columns::optional_day(quote.sent_valid_until.clone())?;
    Ok(match state {
        QuoteState::Accepted => {
            let decision = decisions::find(conn, scope.company, scope.quote).await?;
            let decision = decision.ok_or_else(|| Denied::fault("accepted without a decision"))?;
            PortalStanding::Accepted { facts: Box::new(accepted(conn, by, (quote, content), decision, now).await?) }
        }
        QuoteState::Declined => {
            let decision = decisions::find(conn, scope.company, scope.quote).await?;
            match decision.filter(|decision| decision.kind == "declined") {
                Some(decision) => PortalStanding::Declined {
                    reason: DeclineReason::parse(&decision.reason),
                    remark: decision.remark,
                    at: by.zone.stamp_micros(decision.decided_at),
                },
                None => return Err(Denied::fault("declined without a decision")),
            }
        }
        QuoteState::Cancelled => PortalStanding::Cancelled { at: Some(by.zone.stamp_micros(quote.moved_at)) },
        // The worker may not have marked it yet; the day decides.
        _ if over || !state.allows(QuoteEvent::Accept) => match until {
            Some(on) => {
                let asked = time_requests::find(conn, scope.company, scope.quote, i64::from(sent)).await?;
                PortalStanding::Expired { on, asked: asked.map(|asked| by.zone.stamp_micros(asked.asked_at)) }
            }
            None => return Err(Denied::NotFound),
        },
        _ => PortalStanding::Open,
    })
}

async fn accepted(
    conn: &mut Conn,
    by: &Visitor,
    (quote, content): (&QuoteRecord, &Content),
    decision: DecisionRecord,
    now: Instant,
) -> Result<AcceptedFacts, Denied> {
    let scope = by.scope()?;
    let order = orders::regret::made(conn, scope.company, scope.quote).await?;
    let order = order.ok_or_else(|| Denied::fault("accepted without an order"))?;
    let payment = payments::block::read(conn, scope.company, OrderId(order.id)).await?.map(|view| view.block);
    let take_back = super::take_back::offered(conn, by, (content, &decision, &order), now).await?;
    let withdrawal = super::withdraw::offered(conn, by, (content, &decision, &order), now).await?;
    let gone = withdrawal.as_ref().is_some_and(|offer| offer.done.iter().any(|done| done.lines.is_empty()));
    let payment = payment.filter(|_| !gone);
    let signed = super::pdf::signed_name(&quote.number, (decision.quote_version, decision.round));
    let kept = files::list(conn, scope.company, "quote", quote.id).await?;
    let seal =
        seals::facts(conn, scope.company, scope.quote, (decision.quote_version, decision.round), by.zone).await?;
    let evidence: Evidence = serde_json::from_str(&decision.evidence).unwrap_or_default();
    Ok(AcceptedFacts {
        order_number: order.number,
        name: decision.name,
        role: decision.role,
        purchase_order: decision.purchase_order,
        e_invoice: evidence.e_invoice,
        earlier: signed_before(conn, scope.company, scope.quote, (decision.quote_version, decision.link_id))
            .await?
            .into_iter()
            .map(|one| EarlierSigner { name: one.name, role: one.role, at: by.zone.stamp_micros(one.signed_at) })
            .collect(),
        signature: serde_json::from_str(&decision.signature).map_err(Denied::fault)?,
        at: by.zone.stamp_micros(decision.decided_at),
        signed_file_ready: kept.iter().any(|file| file.name == signed),
        mailed_to: evidence.link_sent_to,
        payment,
        take_back,
        withdrawal,
        seal,
    })
}
