//! Sample pages: offers that can no longer be answered, and readers whose turn it is not.
use super::{accepted, day, open, stamp};
use domain::{
    lang::Lang,
    quotes::{
        decision::DeclineReason,
        recipient::Turn,
        regret::{Exempt, Withdrawal},
        signature::Signature,
        state::QuoteState,
    },
    refusal::{FieldRefusal, Refusal},
};
use wire::portal::{
    ApprovalAnswer, ApproveByVisitor, FormState, PortalApproval, PortalPage, PortalSigner, PortalStanding, TakeBack,
    WithdrawByVisitor, WithdrawalDone, WithdrawalLine, WithdrawalOffer, Withdrawing,
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
        Turn::WaitForApproval | Turn::Approve | Turn::Read | Turn::LeftOut => None,
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
        ("turn-left-out", standing(lang, Turn::LeftOut)),
    ]
}

/// An acceptance that can be taken back, or not any more.
pub fn regret(lang: Lang, refused: Option<Refusal>) -> PortalPage {
    let mut page = accepted(lang, Signature::Typed { text: "Päivi Mäkelä".into() }, true);
    if let PortalStanding::Accepted { facts } = &mut page.standing {
        facts.take_back = Some(TakeBack { until: stamp(day(11, 23), 14, 23), seconds: 660, refused });
    }
    page
}

/// An acceptance in the minutes after it.
pub fn regrets(lang: Lang) -> Vec<(&'static str, PortalPage)> {
    let mut late = PortalPage { taking_back: true, ..regret(lang, None) };
    late.forms.take_back =
        FormState { typed: Default::default(), refusals: vec![FieldRefusal::at("", Refusal::GraceOver)] };
    let mut mend = consumer(lang, Withdrawing::State);
    mend.forms.withdraw = FormState {
        typed: WithdrawByVisitor { email: "\"><b>".into(), ..Default::default() },
        refusals: ["name", "what"].map(|field| FieldRefusal::at(field, Refusal::Required)).into(),
    };
    let mut confirm = consumer(lang, Withdrawing::Confirm);
    confirm.forms.withdraw.typed =
        WithdrawByVisitor { name: "Päivi <Mäkelä>".into(), what: "all".into(), ..Default::default() };
    let mut done = consumer(lang, Withdrawing::No);
    if let PortalStanding::Accepted { facts } = &mut done.standing
        && let Some(offer) = &mut facts.withdrawal
    {
        offer.open = false;
        offer.done.push(WithdrawalDone {
            at: stamp(day(11, 30), 9, 5),
            name: "Päivi Mäkelä".into(),
            email: "paivi@makela.example".into(),
            lines: vec!["Invertteri 5 kW".into()],
            refund_by: day(12, 14),
        });
    }
    let mut exempt = consumer(lang, Withdrawing::No);
    if let Some(right) = &mut exempt.content.regret.withdrawal {
        right.exempt = Some(Exempt::MadeToOrder);
    }
    if let PortalStanding::Accepted { facts } = &mut exempt.standing
        && let Some(offer) = &mut facts.withdrawal
    {
        offer.open = false;
    }
    vec![
        ("regret", regret(lang, None)),
        ("regret-sure", PortalPage { taking_back: true, ..regret(lang, None) }),
        ("regret-paid", regret(lang, Some(Refusal::PaymentCame))),
        ("regret-late", late),
        ("withdraw", consumer(lang, Withdrawing::No)),
        ("withdraw-state", mend),
        ("withdraw-confirm", confirm),
        ("withdraw-done", done),
        ("withdraw-exempt", exempt),
    ]
}

/// The right as it is told to a person.
pub fn right() -> Withdrawal {
    Withdrawal {
        days: 14,
        words: "Sinulla on oikeus peruuttaa sopimus.\n\nMaksut palautetaan 14 päivän kuluessa.".into(),
        exempt: None,
    }
}

/// What a person has accepted and can withdraw from.
pub fn consumer(lang: Lang, withdrawing: Withdrawing) -> PortalPage {
    let mut page = accepted(lang, Signature::Typed { text: "Päivi Mäkelä".into() }, true);
    page.content.buyer.business_id.clear();
    page.content.regret.withdrawal = Some(right());
    page.withdrawing = withdrawing;
    let lines = page.content.lines.iter().take(4).skip(1);
    let lines = lines.map(|line| WithdrawalLine { id: line.id(), name: line.text().to_owned() }).collect();
    if let PortalStanding::Accepted { facts } = &mut page.standing {
        facts.withdrawal = Some(WithdrawalOffer { last_day: day(12, 7), open: true, lines, done: Vec::new() });
    }
    page
}
