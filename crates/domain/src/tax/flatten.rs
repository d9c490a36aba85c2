//! Groups of taxes laid out in one row, in their order of application.
use super::{Tax, TaxKind};
use crate::refusal::pricing::PricingRefusal;

/// How deep groups may nest.
const DEEPEST: usize = 4;

/// The taxes in order of application; a group's own taxes stand in its place (section 9.3 of the behaviour map).
pub(super) fn flatten(taxes: &[Tax]) -> Result<Vec<&Tax>, PricingRefusal> {
    let mut flat = Vec::with_capacity(taxes.len());
    add(taxes, 0, &mut flat)?;
    Ok(flat)
}

fn add<'a>(taxes: &'a [Tax], depth: usize, flat: &mut Vec<&'a Tax>) -> Result<(), PricingRefusal> {
    if depth > DEEPEST {
        return Err(PricingRefusal::TaxGroupsTooDeep);
    }
    let mut ordered: Vec<&Tax> = taxes.iter().collect();
    ordered.sort_by_key(|tax| tax.sequence);
    for tax in ordered {
        match &tax.kind {
            TaxKind::Group(children) => add(children, depth + 1, flat)?,
            _ => flat.push(tax),
        }
    }
    Ok(())
}
