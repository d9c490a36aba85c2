//! No text that a person can write becomes anything but text.
use super::{html, shell};
use crate::portal::{
    page,
    sample::{
        accepted, commented,
        proposals::{proposed, proposing},
        refused,
    },
};
use domain::{
    lang::Lang,
    quotes::{content::ContentLine, signature::Signature},
};
use wire::portal::{PortalPage, PortalStanding};

/// Text that tries to be more than text, or to break what is around it.
fn hostile() -> Vec<String> {
    vec![
        "<script>alert(1)</script>".into(),
        "\"><img src=x onerror=alert(1)>".into(),
        "' onmouseover='x".into(),
        "</textarea></title></select><svg onload=x>".into(),
        "&lt;b&gt; &#60;i&#62; &amp;".into(),
        "<!-- --!> ]]>".into(),
        "שלום עולם \u{202e}gnp.exe\u{202c} مرحبا".into(),
        "sana ".repeat(2_000),
        "ä".repeat(4_000),
        "{{constructor}} ${x} `y`".into(),
        "javascript:alert(1)".into(),
    ]
}

#[test]
fn no_text_becomes_anything_but_text() {
    for text in hostile() {
        let short: String = text.chars().take(20).collect();
        let typed = Signature::Typed { text: text.clone() };
        let pages = [
            commented(Lang::En),
            refused(Lang::Sv),
            accepted(Lang::Fi, typed, true),
            proposing(Lang::Fi),
            proposed(Lang::Sv),
        ];
        for mut input in pages {
            let before = html::tags(&page(&input, &shell())).len();
            poison(&mut input, &text);
            let rendered = page(&input, &shell());
            html::check_well_formed(&short, &rendered);
            html::check_policy(&short, &rendered, "n0nce");
            // Some parts come or go with what is written, such as a link to call; none is made by it.
            let after = html::tags(&rendered).len();
            assert!(after.abs_diff(before) <= 20, "{short}: {before} tags became {after}");
            assert!(rendered.contains(&escaped(text.trim())), "{short}");
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Puts the text wherever a person can have written.
fn poison(input: &mut PortalPage, text: &str) {
    let content = &mut input.content;
    let typed = &mut input.forms;
    for place in [
        &mut content.title,
        &mut content.introduction,
        &mut content.number,
        &mut content.customer_reference,
        &mut content.shipment.recipient,
        &mut content.shipment.address.street,
        &mut content.shipment.place,
        &mut content.payment_terms,
        &mut content.terms,
        &mut content.seller.name,
        &mut content.seller.email,
        &mut content.seller.address.street,
        &mut content.salesperson.name,
        &mut content.salesperson.phone,
        &mut content.buyer.name,
        &mut input.visitor,
        &mut typed.comment.typed.body,
        &mut typed.comment.typed.line,
        &mut typed.accept.typed.role,
        &mut typed.accept.typed.typed,
        &mut typed.accept.typed.strokes,
        &mut typed.accept.typed.key,
        &mut typed.decline.typed.wish,
        &mut typed.decline.typed.remark,
        &mut typed.propose.typed.why,
    ] {
        text.clone_into(place);
    }
    for line in &mut content.lines {
        match line {
            ContentLine::Section { title: place, .. } | ContentLine::Note { text: place, .. } => text.clone_into(place),
            ContentLine::Product { name, description, unit, .. } => {
                [name, description, unit].into_iter().for_each(|place| text.clone_into(place));
            }
        }
    }
    typed.propose.typed.fields.0.values_mut().for_each(|place| text.clone_into(place));
    for proposal in &mut input.proposals {
        for place in
            [&mut proposal.author, &mut proposal.why].into_iter().chain(proposal.answered.as_mut().map(|by| &mut by.0))
        {
            text.clone_into(place);
        }
        for item in &mut proposal.items {
            [&mut item.name, &mut item.unit, &mut item.reply].into_iter().for_each(|place| text.clone_into(place));
        }
    }
    for comment in &mut input.comments {
        for place in [&mut comment.author, &mut comment.body, &mut comment.line_name] {
            text.clone_into(place);
        }
    }
    if let PortalStanding::Accepted { facts } = &mut input.standing {
        for place in
            [&mut facts.name, &mut facts.role, &mut facts.purchase_order, &mut facts.mailed_to, &mut facts.order_number]
        {
            text.clone_into(place);
        }
    }
}
