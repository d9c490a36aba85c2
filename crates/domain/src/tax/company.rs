//! Whose taxes a product bears in a line of branches.
use crate::ids::{CompanyId, TaxId};

/// The taxes of the nearest company that has any: the order's own, else the one above it, and so on.
///
/// `branch` is the order's company first, then those above. A product without any tax bears none (sections 5.3 and
/// 9.7 of the behaviour map).
///
/// ```
/// use domain::{ids::{CompanyId, TaxId}, tax::company::nearest};
/// use uuid::Uuid;
/// let (branch, parent) = (CompanyId(Uuid::from_u128(1)), CompanyId(Uuid::from_u128(2)));
/// let tax = TaxId(Uuid::from_u128(3));
/// assert_eq!(nearest(&[(parent, tax)], &[branch, parent]), [tax]);
/// ```
pub fn nearest(taxes: &[(CompanyId, TaxId)], branch: &[CompanyId]) -> Vec<TaxId> {
    let of = |company: &CompanyId| -> Vec<TaxId> {
        taxes.iter().filter(|(owner, _)| owner == company).map(|(_, tax)| *tax).collect()
    };
    branch.iter().map(of).find(|taxes| !taxes.is_empty()).unwrap_or_default()
}
