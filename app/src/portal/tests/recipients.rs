//! Each recipient's page holds what they are asked for and nothing else; it works as plain forms.
use super::{html::check_well_formed, shell};
use crate::portal::{
    page,
    sample::{
        choosing,
        standings::{standing, turns},
    },
};
use domain::{
    lang::Lang,
    quotes::recipient::{Act, Turn},
};
use wire::portal::PortalPage;

const TURNS: [Turn; 10] = [
    Turn::Sign,
    Turn::WaitForSigner,
    Turn::Signed,
    Turn::WaitForApproval,
    Turn::Stopped,
    Turn::Approve,
    Turn::Approved,
    Turn::Refused,
    Turn::Read,
    Turn::LeftOut,
];

#[test]
fn whoever_may_choose_has_one_form_for_the_boxes_and_nobody_else_has_boxes() {
    for turn in TURNS {
        for fixed in [false, true] {
            let input = PortalPage { turn, fixed, ..choosing(Lang::Fi) };
            let html = page(&input, &shell());
            check_well_formed("choosing", &html);
            let boxes = !fixed && turn.allows(Act::Negotiate).is_ok();
            assert_eq!(html.contains("data-pick"), boxes, "{turn:?} {fixed}");
            let form = boxes || turn.allows(Act::Sign).is_ok() || turn.allows(Act::Approve).is_ok();
            assert_eq!(html.matches("id=\"sign-form\"").count(), usize::from(form), "{turn:?} {fixed}");
            assert!(html.matches("id=\"choice\"").count() == usize::from(boxes), "{turn:?} {fixed}");
            // What was approved is what is posted.
            let posts = turn.allows(Act::Sign).is_ok() || turn.allows(Act::Approve).is_ok();
            assert!(!posts || html.contains("name=\"choice\""), "{turn:?} {fixed}");
        }
    }
}

#[test]
fn the_page_says_whose_turn_it_is_and_what_was_answered() {
    for lang in Lang::ALL {
        for turn in TURNS {
            let html = page(&standing(lang, turn), &shell());
            check_well_formed("turn", &html);
            assert!(html.contains("Tuomas Mäkelä"), "{turn:?}");
            assert_eq!(html.contains("id=\"bar\""), turn == Turn::Sign || turn == Turn::Approve, "{turn:?}");
        }
        let html = page(&standing(lang, Turn::Stopped), &shell());
        assert!(html.contains("Budjetti &lt;ylittyy&gt;.") && !html.contains("href=\"#accept\""));
    }
}

#[test]
fn the_page_says_who_has_signed_and_who_signs_next() {
    for lang in Lang::ALL {
        let t = i18n::T::new(lang);
        let later = page(&standing(lang, Turn::WaitForSigner), &shell());
        assert!(later.contains(t.recipients_turn_later()) && !later.contains("href=\"#accept\""));
        assert!(later.contains("Maija &lt;Mäkelä&gt;") && later.contains("id=\"signers\""));
        let signed = page(&standing(lang, Turn::Signed), &shell());
        assert!(signed.contains(t.recipients_turn_signed()) && !signed.contains("id=\"decline\""));
    }
}

#[test]
fn an_answer_that_comes_back_keeps_what_was_typed() {
    let (_, input) = turns(Lang::Fi).into_iter().find(|(name, _)| *name == "turn-approve-refused").unwrap();
    let html = page(&input, &shell());
    check_well_formed("refused", &html);
    assert!(html.contains("&lt;/textarea&gt;</textarea>"), "typed text stays text");
    assert!(html.contains("href=\"#f-why-not\"") && html.contains("role=\"alert\""));
    let no = html.split_once("value=\"no\"").unwrap().1;
    assert!(no.split_once('>').unwrap().0.contains("checked"), "the answer stays chosen");
}
