//! What the seller demands stands in the form as demanded; and the code to go on with at the phone is each reader's own.
use super::{html::check_well_formed, shell};
use crate::portal::{PerRequest, page, prepare, sample::open};
use domain::{
    lang::Lang,
    parties::e_invoice::EInvoiceFault,
    quotes::demands::Demands,
    refusal::{FieldRefusal, Refusal},
};
use i18n::T;
use wire::payments::Drawing;

/// The control of that id, as it stands in the page.
fn control(html: &str, id: &str) -> Option<String> {
    let (before, after) = html.split_once(&format!(" id=\"f-{id}\""))?;
    let start = before.rfind('<')?;
    let (rest, _) = after.split_once('>')?;
    Some(format!("{}{rest}", before.get(start..)?))
}

#[test]
fn what_is_demanded_is_marked_so_and_nothing_else() {
    for lang in Lang::ALL {
        let mut input = open(lang, 3);
        let plain = page(&input, &shell());
        assert!(control(&plain, "e_invoice").is_none(), "asked for only where it is demanded");
        assert!(!control(&plain, "role").unwrap().contains("aria-required"));
        input.content.demands = Demands { role: true, purchase_order: true, e_invoice: true };
        let html = page(&input, &shell());
        check_well_formed("demands", &html);
        for id in ["role", "purchase_order", "e_invoice"] {
            assert!(control(&html, id).unwrap().contains("aria-required=\"true\""), "{id}");
            assert!(html.contains(&format!("id=\"e-{id}\"")), "the script has its sentence: {id}");
        }
        assert!(!control(&html, "e_invoice_operator").unwrap().contains("aria-required"));
    }
}

#[test]
fn a_refused_address_comes_back_as_it_was_typed_with_its_sentence() {
    for lang in Lang::ALL {
        let mut input = open(lang, 3);
        input.content.demands.e_invoice = true;
        input.forms.accept.typed.e_invoice = "0037<\"1>".into();
        let refusal = Refusal::EInvoiceInvalid { fault: EInvoiceFault::Ovt };
        input.forms.accept.refusals = vec![FieldRefusal::at("e_invoice", refusal)];
        let html = page(&input, &shell());
        check_well_formed("refused", &html);
        let control = control(&html, "e_invoice").unwrap();
        assert!(control.contains("aria-invalid=\"true\"") && control.contains("0037&lt;&quot;1"), "{control}");
        assert!(html.contains(T::new(lang).problem_e_invoice_ovt()) && html.contains("href=\"#f-e_invoice\""));
    }
}

#[test]
fn the_code_is_put_into_a_kept_page_for_each_reader_alone() {
    let prepared = prepare(&open(Lang::Fi, 3), &shell());
    assert!(prepared.hands_over());
    let code = Drawing { text: String::new(), path: "M0 0h7v1h-7z".into(), width: 33, height: 33 };
    let with = prepared.fill(&PerRequest { hand_over: Some(&code), ..PerRequest::default() });
    check_well_formed("code", &with);
    assert!(with.contains("d=\"M0 0h7v1h-7z\"") && with.contains("viewBox=\"0 0 41 41\""));
    // Who came by another way than the personal link is offered none.
    let without = prepared.fill(&PerRequest::default());
    check_well_formed("no code", &without);
    assert!(without.contains("class=\"hand-over none\"") && !without.contains("M0 0h7v1h-7z"));
}
