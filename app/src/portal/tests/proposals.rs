//! Proposing works as a plain form, keeps what was typed, and is there only where the offer can be answered.
use super::{html::check_well_formed, shell};
use crate::portal::{
    page,
    sample::{
        choosing, open, pages,
        proposals::{proposed, proposing},
    },
};
use domain::{
    ids::LineId,
    lang::Lang,
    quotes::{
        content::ContentLine,
        proposal::{out_field, price_field, quantity_field},
        recipient::Act,
    },
};
use wire::portal::{PortalPage, PortalStanding};

fn form(html: &str) -> &str {
    html.split_once("action=\"/q/01j8k2/propose\"").unwrap().1.split_once("</form>").unwrap().0
}

fn lines(page: &PortalPage) -> impl Iterator<Item = LineId> {
    page.content.lines.iter().filter(|line| matches!(line, ContentLine::Product { .. })).map(ContentLine::id)
}

#[test]
fn the_form_is_a_link_away_and_only_on_an_open_offer() {
    for (name, input) in pages(Lang::Fi) {
        let html = page(&input, &shell());
        let open = input.standing == PortalStanding::Open && input.turn.allows(Act::Negotiate).is_ok();
        assert_eq!(html.contains("href=\"/q/01j8k2?propose=1#propose\""), open, "{name}");
        assert_eq!(html.contains("/propose\""), input.proposing, "{name}");
        let asked = page(&PortalPage { proposing: true, ..input }, &shell());
        assert_eq!(asked.contains("/propose\""), open, "{name}");
    }
}

#[test]
fn every_line_that_is_sold_has_its_fields_and_says_what_is_offered() {
    for lang in Lang::ALL {
        let mut input = PortalPage { proposing: true, ..open(lang, 8) };
        input.forms.propose.typed.key = "key-p".into();
        let html = page(&input, &shell());
        check_well_formed("proposing", &html);
        let form = form(&html);
        for id in lines(&input) {
            for field in [quantity_field(id), price_field(id), out_field(id)] {
                assert!(form.contains(&format!("name=\"{field}\"")), "{field}");
            }
        }
        for field in ["delivery", "why"] {
            assert!(form.contains(&format!("name=\"{field}\"")), "{field}");
        }
        assert!(form.contains("name=\"key\" value=\"key-p\"") && form.contains("name=\"version\" value=\"4\""));
        assert_eq!(form.matches("<button").count(), 1);
        // The price that is paid, after the discount of 5 %.
        let paid = domain::formats::unit_price(lang, "9348".parse().unwrap(), &input.content.currency);
        assert!(form.replace("&nbsp;", "\u{a0}").contains(&paid), "{paid}");
    }
    // What may be chosen is left out by choice.
    let input = PortalPage { proposing: true, ..choosing(Lang::Fi) };
    let html = page(&input, &shell());
    for id in lines(&input) {
        assert!(!form(&html).contains(&out_field(id)) && form(&html).contains(&quantity_field(id)));
    }
}

#[test]
fn a_proposal_that_was_refused_keeps_what_was_typed_with_a_sentence_at_each_field() {
    let input = proposing(Lang::Fi);
    let html = page(&input, &shell());
    for typed in ["value=\"kaksi\"", "value=\"64,00\"", "value=\"pian\"", ">\nRiittäisikö vähempi?</textarea>"] {
        assert!(html.contains(typed), "{typed}");
    }
    for said in &input.forms.propose.refusals {
        assert!(html.contains(&format!("href=\"#f-{}\"", said.field)), "{}", said.field);
        assert!(html.contains(&format!("id=\"e-{}\"", said.field)), "{}", said.field);
    }
    assert!(html.contains("role=\"alert\""));
}

#[test]
fn what_was_answered_is_told_and_what_waits_says_so() {
    let html = page(&proposed(Lang::Fi), &shell()).replace("&nbsp;", "\u{a0}").replace("<!>", "");
    let told = html.split_once("id=\"proposal\"").unwrap().1.split_once("</section>").unwrap().0;
    for words in
        ["Aino Lehtonen vastasi", "ei hyväksytty", "Takuu edellyttää koko työn.", "Vastausta odotetaan", "20.12.2026"]
    {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert!(told.contains("<del>32\u{a0}h</del> <ins>24\u{a0}h</ins>"), "{told}");
}
