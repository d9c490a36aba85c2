//! The page's promises: well-formed in every state and language, nothing unescaped, small, and kept apart.
#![allow(clippy::unwrap_used, clippy::panic)]
mod blocks;
mod checking;
mod choosing;
mod combos;
mod corpora;
mod delivery;
mod demands;
mod files;
mod hostile;
mod html;
mod proposals;
mod recipients;
mod regret;
mod shelves;

use super::{
    PerRequest, PortalShell, message, page, prepare,
    sample::{self, accepted, commented, messages, open, pages, refused},
};
use domain::{
    formats,
    lang::Lang,
    quotes::{content::ContentLine, recipient::Act, signature::Signature},
    refusal::{FieldRefusal, Refusal},
};
use html::{check_policy, check_well_formed};
use i18n::T;
use std::sync::Arc;
use wire::portal::{CommentByVisitor, PortalPage, PortalStanding};

fn shell() -> PortalShell {
    PortalShell {
        css: "/pkg/portal.css?v=1".into(),
        sheet: Arc::default(),
        js: "/pkg/portal.js?v=2".into(),
        wasm: "/pkg/portal_bg.wasm?v=3".into(),
        choosing_js: "/pkg/choosing.js?v=4".into(),
        choosing_wasm: "/pkg/choosing_bg.wasm?v=5".into(),
        nonce: "n0nce".into(),
        hand_over: None,
    }
}

fn every_page() -> Vec<(String, String)> {
    let mut out = Vec::new();
    for lang in Lang::ALL {
        for (name, input) in pages(lang) {
            out.push((format!("{name}.{}", lang.code()), page(&input, &shell())));
        }
        for (name, what) in messages() {
            out.push((format!("{name}.{}", lang.code()), message(&what, lang, "/q/01j8k2", &shell())));
        }
    }
    out
}

#[test]
fn every_state_is_well_formed_in_every_language() {
    for (name, html) in every_page() {
        check_well_formed(&name, &html);
        let lang = name.rsplit('.').next().unwrap();
        assert!(html.contains(&format!("<html lang=\"{lang}\">")), "{name}");
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
        assert_eq!(html.matches("<main").count(), 1, "{name}");
    }
}

#[test]
fn the_strictest_policy_lets_every_page_live() {
    for (name, html) in every_page() {
        check_policy(&name, &html, "n0nce");
    }
}

#[test]
fn only_pages_with_something_to_do_load_a_script() {
    for (name, input) in pages(Lang::Fi) {
        let alive = input.may_comment || input.standing == PortalStanding::Open;
        assert_eq!(page(&input, &shell()).contains("import start from"), alive, "{name}");
    }
    for (name, what) in messages() {
        assert!(!message(&what, Lang::Sv, "/q/1", &shell()).contains("<script"), "{name}");
    }
}

#[test]
fn every_figure_of_the_offer_is_on_the_page_in_the_readers_form() {
    for lang in Lang::ALL {
        for (name, input) in pages(lang) {
            let html = page(&input, &shell()).replace("&nbsp;", "\u{a0}");
            let (totals, currency) = (&input.content.totals, &input.content.currency);
            let money = |value| formats::money(lang, value, currency);
            for amount in
                [totals.net, totals.tax, totals.gross].into_iter().chain(totals.taxes.iter().map(|tax| tax.tax))
            {
                assert!(html.contains(&money(amount)), "{name} {lang:?}: {}", money(amount));
            }
            for line in &input.content.lines {
                if let ContentLine::Product { name: product, net, .. } = line {
                    assert!(html.contains(product), "{name}: {product}");
                    assert!(html.contains(&formats::figure(lang, *net, 2)), "{name}: {net}");
                }
            }
        }
    }
}

#[test]
fn a_business_sees_net_first_and_a_person_gross_first() {
    let sum = |input: &PortalPage| {
        let html = page(input, &shell());
        let sum = html.split_once("class=\"sum\"").unwrap().1.split_once('>').unwrap().1;
        sum.split_once('<').unwrap().0.replace("&nbsp;", "\u{a0}")
    };
    let mut input = open(Lang::Fi, 8);
    assert_eq!(sum(&input), "17\u{a0}318,00\u{a0}€");
    input.content.buyer.business_id = " ".into();
    assert_eq!(sum(&input), "21\u{a0}724,97\u{a0}€");
}

#[test]
fn without_scripts_each_form_posts_what_is_on_the_screen() {
    let mut input = open(Lang::En, 8);
    input.forms.accept.typed.key = "key-a".into();
    input.forms.comment.typed.key = "key-c".into();
    input.forms.decline.typed.key = "key-d".into();
    // Whatever was posted before, a page posts the version that it shows.
    input.forms.accept.typed.version = "1".into();
    let html = page(&input, &shell());
    for (act, key, fields) in [
        ("accept", "key-a", &["name", "role", "purchase_order", "typed", "method", "strokes", "consent"][..]),
        ("comment", "key-c", &["line", "body"][..]),
        ("decline", "key-d", &["reason", "wish", "remark"][..]),
    ] {
        let form = html.split_once(&format!("action=\"/q/01j8k2/{act}\"")).unwrap().1.split_once("</form>").unwrap().0;
        for field in fields {
            assert!(form.contains(&format!("name=\"{field}\"")), "{act}: {field}");
        }
        assert!(form.contains("name=\"version\" value=\"4\""), "{act}");
        assert!(form.contains(&format!("name=\"content_sha256\" value=\"{}\"", input.content_sha256)), "{act}");
        assert!(form.contains(&format!("name=\"key\" value=\"{key}\"")), "{act}");
        assert_eq!(form.matches("<button").count() - form.matches("<button type=\"button\"").count(), 1, "{act}");
    }
    assert!(!html.contains("checked"), "nothing is ticked in advance");
}

#[test]
fn a_form_comes_back_with_what_was_typed_and_a_sentence_at_the_field() {
    let mut input = refused(Lang::Fi);
    input.forms.comment.typed = CommentByVisitor { body: "\nMoi </textarea><b>".into(), ..CommentByVisitor::default() };
    input.forms.comment.refusals = vec![FieldRefusal::at("body", Refusal::TooLong { longest: 2_000, length: 2_001 })];
    let html = page(&input, &shell());
    check_well_formed("refused", &html);
    assert!(html.contains("value=\"Toimitusjohtaja\""));
    assert!(html.contains(">\n\nMoi &lt;/textarea&gt;&lt;b&gt;</textarea>"));
    assert!(html.contains("role=\"alert\""));
    for field in ["name", "typed", "consent", "body"] {
        let said = html.split_once(&format!("id=\"e-{field}\"")).unwrap().1;
        assert!(!said.split_once('>').unwrap().0.contains("hidden"), "{field}");
        assert!(html.contains(&format!("href=\"#f-{field}\"")), "{field}");
    }
    // What was not refused stays quiet, and the fresh page shows none of it.
    assert!(!page(&open(Lang::Fi, 8), &shell()).contains("aria-invalid"));
    // The visitor's own name is offered only where nothing was posted.
    assert!(!html.contains("value=\"Päivi Mäkelä\""));
    assert!(page(&open(Lang::Fi, 8), &shell()).contains("value=\"Päivi Mäkelä\""));
}

#[test]
fn one_rendering_serves_every_visitor() {
    let input = open(Lang::Sv, 10);
    let prepared = prepare(&input, &shell());
    let request = PerRequest {
        nonce: "other",
        comment_key: "k1",
        accept_key: "k2",
        decline_key: "k3",
        more_time_key: "k4",
        propose_key: "k5",
        approve_key: "k6",
        take_back_key: "k7",
        withdraw_key: "k8",
        visitor: "Pehr \"P\" Åkerblom",
        sheet: "",
        hand_over: None,
    };
    let filled = prepared.fill(&request);
    check_well_formed("filled", &filled);
    assert!(filled.contains("nonce=\"other\"") && filled.contains("value=\"Pehr &quot;P&quot; Åkerblom\""));
    let mut same = input;
    same.visitor = request.visitor.into();
    same.forms.comment.typed.key = "k1".into();
    same.forms.accept.typed.key = "k2".into();
    same.forms.decline.typed.key = "k3".into();
    assert_eq!(filled, page(&same, &PortalShell { nonce: "other".into(), ..shell() }));
}

#[test]
fn the_letter_brings_its_style_and_every_other_page_asks_for_it() {
    let styled = PortalShell { sheet: "p>a::before{content:\"&\"}".into(), ..shell() };
    for (name, input) in pages(Lang::En) {
        let html = page(&input, &styled);
        assert!(html.contains("<style>p>a::before{content:\"&\"}</style>"), "{name}");
        assert!(!html.contains("rel=\"stylesheet\""), "{name}");
        let plain = page(&input, &shell());
        assert!(plain.contains("href=\"/pkg/portal.css?v=1\"") && !plain.contains("<style"), "{name}");
    }
    let (_, told) = messages().into_iter().next().unwrap();
    assert!(message(&told, Lang::En, "/q/x", &styled).contains("rel=\"stylesheet\""));
}

#[test]
fn the_page_stays_small() {
    let ten = page(&open(Lang::Fi, 10), &shell()).len();
    let hundred = page(&open(Lang::Fi, 100), &shell()).len();
    assert!(ten < 25_000, "{ten} bytes for 10 lines");
    assert!((hundred - ten) / 90 < 700, "{} bytes for each line", (hundred - ten) / 90);
}

#[test]
fn questions_stand_under_their_line_and_none_is_lost() {
    let mut input = commented(Lang::Fi);
    let html = page(&input, &shell());
    let line = html.split_once("id=\"l-").unwrap().1;
    assert!(line.contains("Mahtuuko 12 paneelia"));
    assert!(html.split_once("id=\"talk\"").unwrap().1.contains("Sopisiko asennus viikolle 4?"));
    // A later version without that line still shows what was asked about it.
    input.content.lines.retain(|line| !line.text().starts_with("Aurinkopaneeli"));
    let html = page(&input, &shell());
    let talk = html.split_once("id=\"talk\"").unwrap().1;
    assert!(talk.contains("Mahtuuko 12 paneelia") && talk.contains("rivistä: Aurinkopaneeli 440 W"));
    // What it was called is in the document's words, and says so.
    let mut input = commented(Lang::Sv);
    input.content.lines.retain(|line| !line.text().starts_with("Aurinkopaneeli"));
    let html = page(&input, &shell());
    assert!(html.split_once("id=\"talk\"").unwrap().1.contains("lang=\"fi\">Aurinkopaneeli 440 W"));
}

#[test]
fn what_cannot_be_answered_offers_no_way_to_answer() {
    for (name, input) in pages(Lang::Fi) {
        let html = page(&input, &shell());
        let open = input.standing == PortalStanding::Open;
        let may = |act| open && input.turn.allows(act).is_ok();
        assert_eq!(html.contains("/accept\""), may(Act::Sign), "{name}");
        assert_eq!(html.contains("/decline\""), may(Act::Decline), "{name}");
        assert_eq!(html.contains("/approve\""), may(Act::Approve), "{name}");
        assert_eq!(html.contains("/comment\""), input.may_comment, "{name}");
    }
    let (_, superseded) = pages(Lang::Fi).into_iter().find(|(name, _)| *name == "superseded").unwrap();
    let html = page(&superseded, &shell());
    assert!(html.contains("Avaa versio 5") && html.contains("?version=4&amp;lang=sv"));
    let drawn = Signature::Drawn { strokes: sample::ink().unwrap() };
    let html = page(&accepted(Lang::Fi, drawn, true), &shell());
    assert!(
        html.contains("O-2026-0312")
            && html.contains("/q/01j8k2/pdf?signed=1")
            && html.contains("<path d=\"M900 1100L")
    );
}

#[test]
fn where_no_signature_is_demanded_none_is_asked_for() {
    for lang in Lang::ALL {
        let mut open = pages(lang).into_iter().find(|(name, _)| *name == "open").unwrap().1;
        open.content.unsigned = true;
        let html = page(&open, &shell());
        assert!(html.contains("name=\"name\"") && html.contains("name=\"consent\""));
        assert!(html.contains("name=\"method\" value=\"unsigned\""));
        assert!(!html.contains("name=\"typed\"") && !html.contains("id=\"pad\""), "nothing to sign with");
        let html = page(&accepted(lang, Signature::Unsigned, true), &shell());
        assert!(html.contains(T::new(lang).portal_method_unsigned()));
    }
}
