//! Sample pages: offers that can no longer be answered, and readers whose turn it is not.
use super::{day, open, stamp};
use domain::{
    lang::Lang,
    quotes::{decision::DeclineReason, recipient::Turn, state::QuoteState},
    refusal::{FieldRefusal, Refusal},
};
use wire::portal::{
    ApprovalAnswer, ApproveByVisitor, FormState, PortalApproval, PortalPage, PortalSigner, PortalStanding,
};

/// Offers that can no longer be answered.
pub fn closed(lang: Lang) -> Vec<(&'static str, PortalPage)> {
    vec![
        (
            "superseded",
            PortalPage {
                standing: PortalStanding::Superseded { valid_version: 5, sent: stamp(day(11, 25), 10, 12) },
                may_comment: false,
                ..open(lang, 8)
            },
        ),
        (
            "expired",
            PortalPage {
                state: QuoteState::Expired,
                standing: PortalStanding::Expired { on: day(12, 11), asked: None },
                today: day(12, 14),
                ..open(lang, 8)
            },
        ),
        (
            "asked",
            PortalPage {
                state: QuoteState::Expired,
                standing: PortalStanding::Expired { on: day(12, 11), asked: Some(stamp(day(12, 13), 9, 5)) },
                today: day(12, 14),
                ..open(lang, 8)
            },
        ),
        (
            "declined",
            PortalPage {
                state: QuoteState::Declined,
                standing: PortalStanding::Declined {
                    reason: Some(DeclineReason::Schedule),
                    remark: "Palaamme asiaan keväällä.".into(),
                    at: stamp(day(11, 24), 11, 5),
                },
                ..open(lang, 8)
            },
        ),
        (
            "cancelled",
            PortalPage {
                state: QuoteState::Cancelled,
                standing: PortalStanding::Cancelled { at: Some(stamp(day(11, 24), 12, 0)) },
                may_comment: false,
                ..open(lang, 8)
            },
        ),
    ]
}

fn approval(answer: Option<ApprovalAnswer>) -> PortalApproval {
    PortalApproval { name: "Tuomas Mäkelä".into(), answer }
}

fn answer(approved: bool, reason: &str) -> Option<ApprovalAnswer> {
    Some(ApprovalAnswer { approved, reason: reason.into(), at: stamp(day(11, 23), 12, 30) })
}

/// The page of a recipient who stands so, with what the approver has answered.
pub fn standing(lang: Lang, turn: Turn) -> PortalPage {
    let told = match turn {
        Turn::Sign | Turn::Approved | Turn::WaitForSigner | Turn::Signed => answer(true, ""),
        Turn::Stopped | Turn::Refused => answer(false, "Budjetti <ylittyy>."),
        Turn::WaitForApproval | Turn::Approve | Turn::Read => None,
    };
    let signed = (turn == Turn::Signed).then(|| stamp(day(11, 23), 13, 2));
    let one = |name: &str, signed, turn| PortalSigner { name: name.into(), signed, turn };
    let signers = match turn {
        Turn::WaitForSigner => vec![one("Maija <Mäkelä>", None, true), one("Päivi Mäkelä", None, false)],
        Turn::Signed => vec![one("Päivi Mäkelä", signed, false), one("Maija <Mäkelä>", None, true)],
        _ => Vec::new(),
    };
    PortalPage { turn, approvals: vec![approval(told)], signers, ..open(lang, 8) }
}

/// Recipients in every place, and an approver whose answer came back.
pub fn turns(lang: Lang) -> Vec<(&'static str, PortalPage)> {
    let mut refused = standing(lang, Turn::Approve);
    let typed = ApproveByVisitor { answer: "no".into(), why: "</textarea>".into(), ..Default::default() };
    refused.forms.approve = FormState { typed, refusals: vec![FieldRefusal::at("why", Refusal::Required)] };
    vec![
        ("turn-sign", standing(lang, Turn::Sign)),
        ("turn-wait", standing(lang, Turn::WaitForApproval)),
        ("turn-later", standing(lang, Turn::WaitForSigner)),
        ("turn-signed", standing(lang, Turn::Signed)),
        ("turn-stopped", standing(lang, Turn::Stopped)),
        ("turn-approve", standing(lang, Turn::Approve)),
        ("turn-approve-refused", refused),
        ("turn-approved", standing(lang, Turn::Approved)),
        ("turn-refused", standing(lang, Turn::Refused)),
        ("turn-read", standing(lang, Turn::Read)),
    ]
}
