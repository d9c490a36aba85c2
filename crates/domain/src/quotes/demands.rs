//! What the seller demands to know from whoever accepts.
use crate::{
    parties::e_invoice,
    refusal::{FieldRefusal, Refusal},
};
use serde::{Deserialize, Serialize};

/// What must be told besides the name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Demands {
    /// What the signer is in the customer's company.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub role: bool,
    /// The customer's purchase order number.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub purchase_order: bool,
    /// Where the customer takes electronic invoices.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub e_invoice: bool,
}

impl Demands {
    /// Whether nothing is demanded.
    pub fn is_none(&self) -> bool {
        *self == Demands::default()
    }

    /// The codes of what is demanded, as they are stored.
    pub fn codes(self) -> String {
        self.each().filter(|(_, on)| *on).map(|(code, _)| code).collect::<Vec<_>>().join(",")
    }

    /// Reads those codes; others are not looked at.
    pub fn parse(codes: &str) -> Demands {
        let on = |code: &str| codes.split(',').any(|one| one.trim() == code);
        Demands { role: on(ROLE), purchase_order: on(PURCHASE_ORDER), e_invoice: on(e_invoice::ADDRESS) }
    }

    fn each(self) -> impl Iterator<Item = (&'static str, bool)> {
        [(ROLE, self.role), (PURCHASE_ORDER, self.purchase_order), (e_invoice::ADDRESS, self.e_invoice)].into_iter()
    }

    /// What is missing of what was told, each at its field.
    pub fn missing(self, role: &str, purchase_order: &str, told: bool) -> Vec<FieldRefusal> {
        let told = [!role.is_empty(), !purchase_order.is_empty(), told];
        let missing = self.each().zip(told).filter(|((_, on), told)| *on && !told);
        missing.map(|((field, _), _)| FieldRefusal::at(field, Refusal::Required)).collect()
    }
}

const ROLE: &str = "role";
const PURCHASE_ORDER: &str = "purchase_order";

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_demanded_comes_back_from_its_codes(role: bool, purchase_order: bool, e_invoice: bool, given: [bool; 3]) {
            let demands = Demands { role, purchase_order, e_invoice };
            prop_assert_eq!(Demands::parse(&demands.codes()), demands);
            let word = |on: bool| if on { "x" } else { "" };
            let missing = demands.missing(word(given[0]), word(given[1]), given[2]);
            let wanted = [(role, given[0]), (purchase_order, given[1]), (e_invoice, given[2])];
            prop_assert_eq!(missing.len(), wanted.iter().filter(|(on, told)| *on && !told).count());
        }
    }
}
