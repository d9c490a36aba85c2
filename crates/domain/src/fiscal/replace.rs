//! Which tax a line bears under a fiscal position, where goods and services may be taxed differently.
use super::finland::Supply;
use crate::ids::TaxId;
use serde::{Deserialize, Serialize};

/// A tax and what stands in its place on goods, on services, or on both.
///
/// The behaviour map's program has taxes for goods beside those for services, each with its own replacement. Here
/// one tax serves both, and a replacement says what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replacement {
    /// The product's tax.
    pub from: TaxId,
    /// Only for goods, or only for services; none for both.
    pub supply: Option<Supply>,
    /// What replaces it.
    pub to: TaxId,
}

/// The tax in place of a product's: by a replacement for just this kind of supply, else by one for both, else
/// itself.
///
/// ```
/// use domain::{fiscal::{finland::Supply, replace::{Replacement, replaced}}, ids::TaxId};
/// let tax = |id| TaxId(uuid::Uuid::from_u128(id));
/// let both = Replacement { from: tax(1), supply: None, to: tax(2) };
/// let services = Replacement { supply: Some(Supply::Service), to: tax(3), ..both };
/// assert_eq!(replaced(&[both, services], tax(1), Supply::Goods), tax(2));
/// assert_eq!(replaced(&[both, services], tax(1), Supply::Service), tax(3));
/// assert_eq!(replaced(&[both, services], tax(9), Supply::Service), tax(9));
/// ```
pub fn replaced(replacements: &[Replacement], tax: TaxId, supply: Supply) -> TaxId {
    let of = |wanted: Option<Supply>| replacements.iter().find(|one| one.from == tax && one.supply == wanted);
    of(Some(supply)).or_else(|| of(None)).map_or(tax, |one| one.to)
}
