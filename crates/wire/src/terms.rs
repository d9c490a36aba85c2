//! Payment terms as settings, customers and quotations show them.
use crate::shared::IdempotencyKey;
use domain::{
    ids::PaymentTermsId,
    lang::Texts,
    money::Currency,
    terms::{Instalment, PaymentTerms, early::EarlyDiscount},
    text::clean_line,
};
use serde::{Deserialize, Serialize};

/// All payment terms of the company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsView {
    /// The terms, in the order in which they are offered.
    pub terms: Vec<TermsForm>,
    /// The company's currency, that of fixed instalments.
    pub currency: Currency,
}

/// Payment terms with what changing them needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsForm {
    /// Which.
    pub id: PaymentTermsId,
    /// For saving: the version that was read.
    pub version: i64,
    /// The fields.
    pub fields: TermsFields,
}

/// Payment terms, as shown and as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermsFields {
    /// The instalments in their order; the last takes the balance.
    pub instalments: Vec<Instalment>,
    /// A discount for paying early.
    pub early: Option<EarlyDiscount>,
    /// Whether customers and quotations can choose them.
    pub active: bool,
}

/// Keep payment terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaveTerms {
    /// Same key, one save.
    pub key: IdempotencyKey,
    /// Which; none for new ones.
    pub id: Option<PaymentTermsId>,
    /// The version that was read; 0 for new ones.
    pub version: i64,
    /// The fields.
    pub fields: TermsFields,
}

/// What keeping answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedTerms {
    /// Which.
    pub id: PaymentTermsId,
    /// Their version now.
    pub version: i64,
}

/// Payment terms to choose, with what they say. A quotation has them when it says the same, in whatever language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsChoice {
    /// The terms.
    pub terms: PaymentTerms,
    /// Their sentence in each language.
    pub sentence: Texts,
    /// Whether they are offered; others are only recognized.
    pub active: bool,
}

impl TermsChoice {
    /// The terms whose sentence a text is; those that are offered before the others.
    pub fn find<'a>(choices: &'a [TermsChoice], text: &str) -> Option<&'a TermsChoice> {
        // A text that was saved has ordinary spaces where a sentence has those that do not break.
        let text = clean_line(text);
        let says = |choice: &&TermsChoice| {
            [&choice.sentence.en, &choice.sentence.fi, &choice.sentence.sv]
                .into_iter()
                .any(|sentence| clean_line(sentence) == text)
        };
        let mut found = choices.iter().filter(says);
        found.clone().find(|choice| choice.active).or_else(|| found.next())
    }
}
