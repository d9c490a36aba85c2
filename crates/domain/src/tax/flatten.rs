//! Groups of taxes laid out in one row, in their order of application.
use super::{Tax, TaxKind};
use crate::{few::order, refusal::pricing::PricingRefusal};

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
    for at in order(taxes.len(), &|a, b| taxes[a].sequence.cmp(&taxes[b].sequence)) {
        let tax = &taxes[at];
        match &tax.kind {
            TaxKind::Group(children) => add(children, depth + 1, flat)?,
            _ => flat.push(tax),
        }
    }
    Ok(())
}
