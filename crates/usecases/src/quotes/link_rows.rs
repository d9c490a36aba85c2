//! Who has a link to a quotation, and what each has done so far.
use crate::{Denied, clock::Zone, portal::signers::Signers};
use domain::{
    ids::{CompanyId, LinkId, QuoteId},
    lang::Lang,
    quotes::{recipient::RecipientRole, signing::Place},
};
use store::{
    Conn, columns,
    quotes::{
        comments::CommentRecord,
        decisions::{self, DecisionRecord},
        links::{self, LinkRecord},
        recipients::{self, AnswerRecord},
        record::QuoteRecord,
    },
};
use wire::quotes::{LinkRow, LinkState};

/// The links, newest first.
pub(super) async fn read(
    conn: &mut Conn,
    quote: &QuoteRecord,
    comments: &[CommentRecord],
    zone: Zone,
) -> Result<Vec<LinkRow>, Denied> {
    let (company, id) = (CompanyId(quote.company_id), QuoteId(quote.id));
    let links = links::list(conn, company, id).await?;
    let Some(sent) = quote.sent_version.filter(|_| !links.is_empty()) else { return Ok(Vec::new()) };
    let answers = recipients::answers(conn, company, id, sent).await?;
    let signers = Signers::load(conn, company, id, sent).await?;
    let decision = decisions::newest(conn, company, id).await?;
    let decision = decision.filter(|decision| decision.quote_version == sent && decision.kind != "taken_back");
    let mut rows = Vec::new();
    for link in &links {
        let theirs: Vec<LinkRecord> =
            links.iter().filter(|other| other.recipient_id == link.recipient_id).cloned().collect();
        rows.push(LinkRow {
            id: LinkId(link.id),
            recipient_name: link.recipient_name.clone(),
            recipient_email: link.recipient_email.clone(),
            role: columns::code(&link.role, RecipientRole::parse)?,
            language: Lang::parse(&link.language),
            state: state(link, &theirs, (comments, &answers, decision.as_ref()), &signers),
            asked: link.left_out_at.is_none(),
            place: columns::count(link.place)?,
            created: zone.stamp_micros(link.created_at),
            read: link.read_at.map(|at| zone.stamp_micros(at)),
            revoked: link.revoked_at.map(|at| zone.stamp_micros(at)),
        });
    }
    Ok(rows)
}

/// The furthest that whoever holds the link has come, by whichever of their links.
fn state(
    link: &LinkRecord,
    theirs: &[LinkRecord],
    (comments, answers, decision): (&[CommentRecord], &[AnswerRecord], Option<&DecisionRecord>),
    signers: &Signers,
) -> LinkState {
    if link.revoked_at.is_some() {
        return if link.replaced == 1 { LinkState::Replaced } else { LinkState::Revoked };
    }
    let by_them = |id: Option<uuid::Uuid>| id.is_some_and(|id| theirs.iter().any(|link| link.id == id));
    if let Some(decision) = decision.filter(|decision| by_them(decision.link_id)) {
        return if decision.kind == "declined" { LinkState::Declined } else { LinkState::Signed };
    }
    if signers.signatures.iter().any(|signature| signature.recipient_id == link.recipient_id) {
        return LinkState::Signed;
    }
    if let Some(answer) = answers.iter().find(|answer| answer.recipient_id == link.recipient_id) {
        return if answer.approved == 1 { LinkState::Approved } else { LinkState::Refused };
    }
    let signs = link.role == RecipientRole::Signer.code();
    if comments.iter().any(|comment| by_them(comment.link_id)) {
        LinkState::Commented
    } else if link.read_at.is_some() {
        LinkState::Opened
    } else if signs && decision.is_none() && signers.place(link.recipient_id) == Place::Waits {
        LinkState::Later
    } else {
        LinkState::Waiting
    }
}
