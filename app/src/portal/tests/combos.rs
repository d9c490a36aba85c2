//! A combo is one line with its sum, and its items stand under it.
use super::{html::check_well_formed, shell};
use crate::portal::{page, sample::open};
use domain::{
    formats,
    lang::Lang,
    quotes::{content::ContentLine, role::LineMark},
};
use rust_decimal::Decimal;

#[test]
fn a_combo_is_shown_with_its_items_and_what_they_come_to() {
    for lang in Lang::ALL {
        let mut input = open(lang, 8);
        let mut sum = Decimal::ZERO;
        let products = input.content.lines.iter_mut().filter(|line| matches!(line, ContentLine::Product { .. }));
        for (at, line) in products.take(3).enumerate() {
            let ContentLine::Product { mark, net, unit_price, .. } = line else { continue };
            if at == 0 {
                (*mark, *net, *unit_price) = (LineMark::Combo, Decimal::ZERO, Decimal::ZERO);
            } else {
                *mark = LineMark::ComboItem;
                sum += *net;
            }
        }
        let html = page(&input, &shell());
        check_well_formed("combo", &html);
        assert_eq!(html.matches("class=\"within\"").count(), 1);
        let shown = html.replace("&nbsp;", "\u{a0}").replace("<!>", "");
        assert!(shown.contains(&format!("<b>{}</b>", formats::figure(lang, sum, 2))), "the sum of the items");
        let listed =
            html.split("class=\"within\"").nth(1).and_then(|rest| rest.split("</ul>").next()).unwrap_or_default();
        assert_eq!(listed.matches("<li").count(), 2);
    }
}
