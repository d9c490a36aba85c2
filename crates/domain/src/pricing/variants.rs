//! Attributes of a product, and the variants that their values make.
use crate::{
    ids::{AttributeId, ValueId},
    lang::Lang,
    money::checked::{Exact, sum},
    quotes::template::Words,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Most variants of one product.
pub const MOST_VARIANTS: usize = 500;

/// When the values of an attribute make variants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Creates {
    /// All of them ahead.
    #[default]
    Always,
    /// Each when it first comes onto a line.
    OnDemand,
    /// Never: the value is said on the line and adds to the price.
    Never,
}

impl Creates {
    /// Every way, in the order they are offered.
    pub const ALL: [Creates; 3] = [Creates::Always, Creates::OnDemand, Creates::Never];

    /// Its stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Creates::Always => "always",
            Creates::OnDemand => "on_demand",
            Creates::Never => "never",
        }
    }

    /// Reads a stored name.
    pub fn parse(code: &str) -> Option<Creates> {
        Creates::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// A value that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    /// Which.
    pub id: ValueId,
    /// Its name: red, XL.
    pub name: String,
    /// What it adds to the sales price of one.
    pub extra: Decimal,
    /// Its name in other languages; without one it is called by `name`.
    #[serde(default, skip_serializing_if = "Words::is_nothing")]
    pub words: Words,
}

impl Value {
    /// Its name in a language.
    pub fn said_in(&self, lang: Lang) -> &str {
        let words = self.words.get(lang);
        if words.is_empty() { &self.name } else { words }
    }
}

/// What a product is chosen by: colour, size.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribute {
    /// Which.
    pub id: AttributeId,
    /// Its name.
    pub name: String,
    /// When its values make variants.
    pub creates: Creates,
    /// What there is to choose.
    pub values: Vec<Value>,
}

/// The chosen value of each attribute; none unless exactly one of each is chosen.
pub fn chosen<'a>(attributes: &'a [Attribute], choices: &[ValueId]) -> Option<Vec<(&'a Attribute, &'a Value)>> {
    let of = |attribute: &'a Attribute| {
        let mut found = attribute.values.iter().filter(|value| choices.contains(&value.id));
        found.next().filter(|_| found.next().is_none()).map(|value| (attribute, value))
    };
    let found: Option<Vec<_>> = attributes.iter().map(of).collect();
    found.filter(|found| found.len() == choices.len())
}

/// What tells a variant of a product: the chosen values that make variants, sorted; none where none does.
pub fn made_of(chosen: &[(&Attribute, &Value)]) -> Option<String> {
    let making = chosen.iter().filter(|(attribute, _)| attribute.creates != Creates::Never);
    let mut ids: Vec<ValueId> = making.map(|(_, value)| value.id).collect();
    ids.sort_unstable();
    let key = ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    (!key.is_empty()).then_some(key)
}

/// What the chosen values add to the price; where the variant has a price of its own, only those that make no variant.
/// # Errors
/// When it grows beyond what can be kept.
pub fn extras(chosen: &[(&Attribute, &Value)], own_price: bool) -> Exact {
    let counts = |attribute: &Attribute| !own_price || attribute.creates == Creates::Never;
    sum(chosen.iter().filter(|(attribute, _)| counts(attribute)).map(|(_, value)| value.extra))
}

/// The values of a line in words of a language: `red, XL`.
pub fn words(chosen: &[(&Attribute, &Value)], lang: Lang) -> String {
    chosen.iter().map(|(_, value)| value.said_in(lang)).collect::<Vec<_>>().join(", ")
}

/// Every variant that is made ahead, each by one value of each attribute that makes variants; none while one of them
/// makes its variants on demand, or has no value. `Err` with how many there would be when they are too many.
/// # Errors
/// More than [`MOST_VARIANTS`].
pub fn ahead(attributes: &[Attribute]) -> Result<Vec<Vec<(&Attribute, &Value)>>, usize> {
    let making: Vec<&Attribute> = attributes.iter().filter(|one| one.creates != Creates::Never).collect();
    if making.is_empty() || making.iter().any(|one| one.creates == Creates::OnDemand) {
        return Ok(Vec::new());
    }
    let count = making.iter().try_fold(1_usize, |count, one| count.checked_mul(one.values.len())).unwrap_or(usize::MAX);
    if count > MOST_VARIANTS {
        return Err(count);
    }
    let mut all: Vec<Vec<(&Attribute, &Value)>> = vec![Vec::new()];
    for attribute in making {
        let mut longer = Vec::with_capacity(all.len() * attribute.values.len());
        for made in &all {
            for value in &attribute.values {
                longer.push(made.iter().copied().chain([(attribute, value)]).collect());
            }
        }
        all = longer;
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use uuid::Uuid;

    fn attribute(at: u128, creates: Creates, values: &[(u128, i64)]) -> Attribute {
        let value = |(id, extra): &(u128, i64)| Value {
            id: ValueId(Uuid::from_u128(*id)),
            name: format!("v{id}"),
            extra: Decimal::from(*extra),
            words: Words::one(Lang::Sv, &format!("s{id}")),
        };
        let values = values.iter().map(value).collect();
        Attribute { id: AttributeId(Uuid::from_u128(at)), name: format!("a{at}"), creates, values }
    }

    #[test]
    fn variants_made_ahead_are_every_combination_of_what_makes_them() {
        let mut all = vec![
            attribute(1, Creates::Always, &[(11, 0), (12, 5)]),
            attribute(2, Creates::Never, &[(21, 0), (22, 7)]),
            attribute(3, Creates::Always, &[(31, 0), (32, 0), (33, 1)]),
        ];
        assert_eq!(ahead(&all).unwrap().len(), 6);
        all[0].creates = Creates::OnDemand;
        assert!(ahead(&all).unwrap().is_empty());
        let many: Vec<(u128, i64)> = (0..600).map(|at| (at, 0)).collect();
        assert_eq!(ahead(&[attribute(1, Creates::Always, &many)]).err(), Some(600));
    }

    #[test]
    fn a_choice_is_one_value_of_each_and_adds_up() {
        let all =
            vec![attribute(1, Creates::Always, &[(12, 5), (11, 0)]), attribute(2, Creates::Never, &[(21, 0), (22, 7)])];
        let id = |at| ValueId(Uuid::from_u128(at));
        assert!(chosen(&all, &[id(12)]).is_none());
        assert!(chosen(&all, &[id(11), id(12)]).is_none());
        assert!(chosen(&all, &[id(11), id(22), id(99)]).is_none());
        let found = chosen(&all, &[id(22), id(12)]).unwrap();
        assert_eq!((words(&found, Lang::Fi), words(&found, Lang::Sv)), ("v12, v22".into(), "s12, s22".into()));
        assert_eq!(made_of(&found), Some(id(12).to_string()));
        assert_eq!(extras(&found, false), Ok(Decimal::from(12)));
        assert_eq!(extras(&found, true), Ok(Decimal::from(7)));
    }
}
