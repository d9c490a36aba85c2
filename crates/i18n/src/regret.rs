//! Texts of several paragraphs about a consumer's right to withdraw.
use crate::T;

/// What consumers are told, where the company has no words of its own. `days` is the count of days, or a mark for it.
pub fn words(t: T, days: &str) -> String {
    [
        t.regret_words_1(days),
        t.regret_words_2().to_owned(),
        t.regret_words_3().to_owned(),
        t.regret_words_4().to_owned(),
    ]
    .join("\n\n")
}

/// The model form of withdrawal, a paragraph each: to whom, and for which quotation.
pub fn form(t: T, seller: &str, number: &str) -> Vec<String> {
    vec![
        t.regret_form_text_1().to_owned(),
        t.regret_form_text_2(seller),
        t.regret_form_text_3(number),
        t.regret_form_text_4().to_owned(),
        t.regret_form_text_5().to_owned(),
        t.regret_form_text_6().to_owned(),
    ]
}
