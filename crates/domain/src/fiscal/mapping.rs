//! Which taxes a fiscal position puts in place of a product's.
use super::FiscalPosition;
use crate::ids::TaxId;
use serde::{Deserialize, Serialize};

/// What became of one of the product's taxes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapped {
    /// The product's tax.
    pub from: TaxId,
    /// What stands in its place; itself when the position does not name it, nothing when it falls away.
    pub to: Vec<TaxId>,
}

impl FiscalPosition {
    /// What becomes of each tax: the account behind [`FiscalPosition::map`].
    pub fn account(&self, taxes: &[TaxId]) -> Vec<Mapped> {
        let one = |from: &TaxId| {
            // A position that names no tax at all removes all of them, as for an export.
            let to = if self.mapping.is_empty() {
                Vec::new()
            } else {
                let named = self.mapping.iter().find(|replacement| replacement.from == *from);
                named.map_or_else(|| vec![*from], |replacement| replacement.to.clone())
            };
            Mapped { from: *from, to }
        };
        taxes.iter().map(one).collect()
    }

    /// The taxes in place of a product's, each once (section 9.7 of the behaviour map).
    pub fn map(&self, taxes: &[TaxId]) -> Vec<TaxId> {
        let mut mapped: Vec<TaxId> = Vec::new();
        for tax in self.account(taxes).into_iter().flat_map(|mapped| mapped.to) {
            if !mapped.contains(&tax) {
                mapped.push(tax);
            }
        }
        mapped
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{fiscal::TaxReplacement, ids::FiscalPositionId};
    use uuid::Uuid;

    #[test]
    fn taxes_are_replaced_kept_and_removed() {
        let tax = |id| TaxId(Uuid::from_u128(id));
        let mut position = FiscalPosition::new(FiscalPositionId(Uuid::nil()));
        assert_eq!(position.map(&[tax(1), tax(2)]), []);
        position.mapping = vec![
            TaxReplacement { from: tax(1), to: vec![tax(3), tax(4)] },
            TaxReplacement { from: tax(2), to: vec![tax(4)] },
            TaxReplacement { from: tax(5), to: vec![] },
        ];
        assert_eq!(position.map(&[tax(1), tax(2), tax(5), tax(6)]), [tax(3), tax(4), tax(6)]);
    }
}
