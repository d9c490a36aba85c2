//! What a template of quotations says: texts in up to three languages, and lines.
//!
//! A text that has no translation stands in the language the template was written in.
use super::{
    blocks::Block,
    combo,
    demands::Demands,
    group::{Offer, Shape, is_usual},
    line::{LineInput, ProductLineInput},
    quantity_from::QuantityFrom,
    regret::Exempt,
    role::LineRole,
};
use crate::{
    ids::{ComboChoiceId, LineId, MailTextId, ProductId, TaxId, ValueId},
    lang::Lang,
    payment::deposit::TypedDeposit,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text by language; languages without one have none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Words(BTreeMap<Lang, String>);

impl Words {
    /// A text in one language; an empty one is none.
    pub fn one(lang: Lang, text: &str) -> Words {
        let mut words = Words::default();
        words.set(lang, text);
        words
    }

    /// Whether there is no text in any language.
    pub fn is_nothing(&self) -> bool {
        self.0.is_empty()
    }

    /// The text in this very language; empty without one.
    pub fn get(&self, lang: Lang) -> &str {
        self.0.get(&lang).map_or("", String::as_str)
    }

    /// Sets the text of a language; an empty one takes it away.
    pub fn set(&mut self, lang: Lang, text: &str) {
        if text.trim().is_empty() {
            self.0.remove(&lang);
        } else {
            self.0.insert(lang, text.to_owned());
        }
    }

    /// The text in a language, else in the one it was written in, else in any that there is.
    pub fn pick(&self, lang: Lang, written: Lang) -> &str {
        self.picked(lang, written).1
    }

    /// As [`Words::pick`], with the language it stands in.
    pub fn picked(&self, lang: Lang, written: Lang) -> (Lang, &str) {
        let tried = [lang, written].into_iter().chain(Lang::ALL);
        tried.map(|lang| (lang, self.get(lang))).find(|(_, text)| !text.is_empty()).unwrap_or((lang, ""))
    }
}

/// A line of a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum TemplateLine {
    /// A heading over the lines that follow.
    Section {
        /// The heading.
        title: Words,
        /// What it is besides its words.
        #[serde(default, skip_serializing_if = "is_usual")]
        shape: Shape,
    },
    /// A remark.
    Note {
        /// The remark.
        text: Words,
    },
    /// Something sold.
    Product(Box<TemplateProduct>),
}

/// A product line of a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateProduct {
    /// The product it is made from; free lines have none.
    pub product: Option<ProductId>,
    /// What it is called.
    pub name: Words,
    /// More about it.
    pub description: Words,
    /// How much.
    pub quantity: Decimal,
    /// The unit's short name.
    pub unit: String,
    /// Price of one; a quotation takes it only where no list and no product gives one.
    pub unit_price: Decimal,
    /// Discount in percent; likewise.
    pub discount: Decimal,
    /// The tax.
    pub tax: TaxId,
    /// Whether a person set the price: then every quotation takes it as it stands.
    pub price_by_hand: bool,
    /// The values chosen about the product.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<ValueId>,
    /// What the customer may decide about it.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub offer: Offer,
    /// Whether it is a combo, or an item of the one above it.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub combo: InCombo,
}

/// What a line of a template has to do with a combo.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum InCombo {
    /// Nothing.
    #[default]
    Alone,
    /// It is one: its items follow.
    Combo,
    /// It is an item of the combo above it.
    Item {
        /// Of which choice.
        choice: ComboChoiceId,
    },
}

impl InCombo {
    fn of(role: LineRole) -> InCombo {
        match role {
            LineRole::Combo => InCombo::Combo,
            LineRole::ComboItem { choice, .. } => InCombo::Item { choice },
            _ => InCombo::Alone,
        }
    }

    /// What a line is there for; an item names its combo once that has its identity.
    pub const fn role(self) -> LineRole {
        match self {
            InCombo::Alone => LineRole::Sold,
            InCombo::Combo => LineRole::Combo,
            InCombo::Item { choice } => LineRole::ComboItem { combo: LineId(uuid::Uuid::nil()), choice },
        }
    }
}

/// What a template says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateContent {
    /// What the quotation is about.
    pub title: Words,
    /// The opening text.
    pub introduction: Words,
    /// Other terms; the company's own where empty.
    pub terms: Words,
    /// What the mail says first that confirms the order to the customer; nothing of its own where empty.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub confirmation: Words,
    /// What is demanded on acceptance.
    #[serde(default, skip_serializing_if = "TypedDeposit::is_none")]
    pub deposit: TypedDeposit,
    /// Whether its quotations are accepted by name alone; as the company has it where it says nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsigned: Option<bool>,
    /// What must be told besides the name by whoever accepts.
    #[serde(default, skip_serializing_if = "Demands::is_none")]
    pub demands: Demands,
    /// Why consumers cannot withdraw from what its quotations offer, where they cannot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exempt: Option<Exempt>,
    /// The mail text that its quotations are first sent with; the company's usual one without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail_text: Option<MailTextId>,
    /// What stands above the lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Block>,
    /// The lines in their order.
    pub lines: Vec<TemplateLine>,
}

impl TemplateLine {
    /// A line of a quotation in one language as one of a template.
    pub fn of(line: &LineInput, lang: Lang) -> TemplateLine {
        match line {
            LineInput::Section { title, shape, .. } => {
                TemplateLine::Section { title: Words::one(lang, title), shape: *shape }
            }
            LineInput::Note { text, .. } => TemplateLine::Note { text: Words::one(lang, text) },
            LineInput::Product(line) => TemplateLine::Product(Box::new(TemplateProduct {
                product: line.product,
                name: Words::one(lang, &line.name),
                description: Words::one(lang, &line.description),
                quantity: line.quantity,
                unit: line.unit.clone(),
                unit_price: line.unit_price,
                discount: line.discount,
                tax: line.tax,
                price_by_hand: line.price_by_hand || line.product.is_none(),
                choices: line.choices.clone(),
                offer: line.offer,
                combo: InCombo::of(line.role),
            })),
        }
    }

    /// The heading, the remark or the name.
    pub fn words(&self) -> &Words {
        match self {
            TemplateLine::Section { title: words, .. } | TemplateLine::Note { text: words } => words,
            TemplateLine::Product(line) => &line.name,
        }
    }

    /// The same, to be changed.
    pub fn words_mut(&mut self) -> &mut Words {
        match self {
            TemplateLine::Section { title: words, .. } | TemplateLine::Note { text: words } => words,
            TemplateLine::Product(line) => &mut line.name,
        }
    }

    /// The line of a quotation in a language, under a new identity.
    pub fn line(&self, id: LineId, lang: Lang, written: Lang) -> LineInput {
        let pick = |words: &Words| words.pick(lang, written).to_owned();
        match self {
            TemplateLine::Section { title, shape } => LineInput::Section { id, title: pick(title), shape: *shape },
            TemplateLine::Note { text } => LineInput::Note { id, text: pick(text) },
            TemplateLine::Product(line) => LineInput::Product(ProductLineInput {
                id,
                product: line.product,
                name: pick(&line.name),
                description: pick(&line.description),
                quantity: line.quantity,
                quantity_from: QuantityFrom::Template,
                unit: line.unit.clone(),
                unit_price: line.unit_price,
                discount: line.discount,
                tax: line.tax,
                tax_percent: Decimal::ZERO,
                price_by_hand: line.price_by_hand,
                choices: line.choices.clone(),
                offer: line.offer,
                role: line.combo.role(),
            }),
        }
    }
}

impl TemplateContent {
    /// The lines of a quotation in a language; `fresh` gives each its identity.
    pub fn lines(&self, lang: Lang, written: Lang, mut fresh: impl FnMut() -> LineId) -> Vec<LineInput> {
        let mut lines: Vec<LineInput> = self.lines.iter().map(|line| line.line(fresh(), lang, written)).collect();
        combo::bind(&mut lines);
        lines
    }

    /// How many of the lines are products.
    pub fn products(&self) -> usize {
        self.lines.iter().filter(|line| matches!(line, TemplateLine::Product(_))).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_text_without_a_translation_stands_in_the_language_it_was_written_in() {
        let mut words = Words::one(Lang::Fi, "Lämpöpumppu");
        assert_eq!(words.pick(Lang::Sv, Lang::Fi), "Lämpöpumppu");
        words.set(Lang::Sv, "Värmepump");
        assert_eq!((words.pick(Lang::Sv, Lang::Fi), words.pick(Lang::En, Lang::Sv)), ("Värmepump", "Värmepump"));
        words.set(Lang::Sv, " ");
        assert_eq!(words.pick(Lang::En, Lang::En), "Lämpöpumppu", "rather another language than nothing");
        assert_eq!(Words::default().pick(Lang::Fi, Lang::Fi), "");
    }

    #[test]
    fn lines_come_back_as_they_were_put_in() {
        let fresh = || LineId(Uuid::from_u128(7));
        let lines = vec![
            LineInput::Section { id: fresh(), title: "Laitteet".into(), shape: Shape::default() },
            LineInput::Product(ProductLineInput {
                id: fresh(),
                product: None,
                name: "Pumppu".into(),
                description: "Ulkoyksikkö".into(),
                quantity: Decimal::TWO,
                quantity_from: QuantityFrom::Template,
                unit: "kpl".into(),
                unit_price: Decimal::TEN,
                discount: Decimal::ONE,
                tax: TaxId(Uuid::from_u128(1)),
                tax_percent: Decimal::ZERO,
                price_by_hand: true,
                choices: Vec::new(),
                offer: Offer::default(),
                role: LineRole::Sold,
            }),
            LineInput::Note { id: fresh(), text: "Purku erikseen.".into() },
        ];
        let content = TemplateContent {
            lines: lines.iter().map(|line| TemplateLine::of(line, Lang::Fi)).collect(),
            ..TemplateContent::default()
        };
        assert_eq!(content.lines(Lang::En, Lang::Fi, fresh), lines);
        assert_eq!(content.products(), 1);
    }
}
