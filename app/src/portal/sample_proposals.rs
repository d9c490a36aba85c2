//! Pages with proposals: the form, sent back with what was wrong, and what was proposed and answered.
use super::{day, id, open, stamp};
use domain::{
    ids::LineId,
    lang::Lang,
    quotes::proposal::{Answer, Ask, DELIVERY, Typed, out_field, price_field, quantity_field},
    refusal::{FieldRefusal, Refusal},
};
use rust_decimal::Decimal;
use wire::{
    portal::{FormState, PortalForms, PortalNotice, PortalPage},
    proposals::{PortalProposal, ProposalItem, ProposeByVisitor},
};

/// The form as it comes back: a figure that is none, a line both changed and left out, a day that is none.
pub fn proposing(lang: Lang) -> PortalPage {
    let (pump, work) = (LineId(id(1)), LineId(id(3)));
    let typed = [
        (quantity_field(pump), "kaksi"),
        (price_field(work), "64,00"),
        (out_field(work), "1"),
        (DELIVERY.to_owned(), "pian"),
    ];
    let refusals = vec![
        FieldRefusal::at(quantity_field(pump), Refusal::NotAFigure),
        FieldRefusal::at(out_field(work), Refusal::LeftOutAndChanged),
        FieldRefusal::at(DELIVERY, Refusal::NotADay),
    ];
    let fields = Typed(typed.into_iter().map(|(field, typed)| (field, typed.to_owned())).collect());
    let typed = ProposeByVisitor { why: "Riittäisikö vähempi?".into(), fields, ..ProposeByVisitor::default() };
    PortalPage {
        proposing: true,
        forms: PortalForms { propose: FormState { typed, refusals }, ..PortalForms::default() },
        ..open(lang, 8)
    }
}

/// Something that was answered with this version, and something that waits.
pub fn proposed(lang: Lang) -> PortalPage {
    let item = |ask, before, answer, reply: &str| ProposalItem {
        ask,
        number: 3,
        name: "Asennustyö ja käyttöönotto".into(),
        unit: "h".into(),
        before: Some(Decimal::from(before)),
        before_on: None,
        answer,
        instead: None,
        reply: reply.into(),
    };
    let line = LineId(id(3));
    let by = |on, items, answered| PortalProposal {
        author: "Päivi Mäkelä".into(),
        at: stamp(on, 18, 20),
        items,
        why: "Teemme osan purkutyöstä itse.".into(),
        answered,
    };
    let mut answered = vec![
        item(Ask::Quantity { line, to: 24.into() }, 32, Some(Answer::Accepted), ""),
        item(Ask::Price { line, to: 60.into() }, 68, Some(Answer::Refused), "Takuu edellyttää koko työn."),
    ];
    let mut between = item(Ask::Quantity { line, to: 20.into() }, 32, Some(Answer::Countered), "");
    between.instead = Some(Ask::Quantity { line, to: 28.into() });
    answered.push(between);
    let mut later = item(Ask::Delivery { on: day(12, 20) }, 0, None, "");
    (later.name, later.before, later.before_on) = (String::new(), None, Some(day(12, 28)));
    let waiting = vec![item(Ask::LeaveOut { line }, 2_176, None, ""), later];
    PortalPage {
        proposals: vec![
            by(day(11, 20), answered, Some(("Aino Lehtonen".into(), stamp(day(11, 23), 9, 30)))),
            by(day(11, 23), waiting, None),
        ],
        notice: Some(PortalNotice::Proposed),
        ..open(lang, 8)
    }
}
