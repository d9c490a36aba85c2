//! Sections and subsections: what belongs to them, what they come to, what is printed of them.
use crate::ids::TaxId;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A row of a quotation as sections see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// A heading.
    Heading(Heading),
    /// Something sold: its net and taxes.
    Product {
        /// Without tax.
        net: Decimal,
        /// Its taxes.
        taxes: Vec<TaxId>,
    },
    /// A remark.
    Note,
}

/// A section or subsection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// Whether it lies within the section above it.
    pub subsection: bool,
    /// Whether what it holds is not printed, only what it comes to.
    pub hide_composition: bool,
    /// Whether what it holds is printed without prices.
    pub hide_prices: bool,
    /// Whether the customer may choose from it. A subsection of such a section is one too.
    pub optional: bool,
}

/// A row that is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// Its index.
    pub row: usize,
    /// Whether its prices are shown.
    pub prices: bool,
    /// For a heading that hides its composition: what it comes to, for each set of taxes in order of appearance.
    pub summary: Vec<(Vec<TaxId>, Decimal)>,
}

/// The index of each row's heading: a product's subsection or section, a subsection's section.
pub fn parents(rows: &[Row]) -> Vec<Option<usize>> {
    let (mut section, mut subsection) = (None, None);
    let mut parents = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        match row {
            Row::Heading(heading) if heading.subsection => {
                parents.push(section);
                subsection = Some(at);
            }
            Row::Heading(_) => {
                parents.push(None);
                (section, subsection) = (Some(at), None);
            }
            Row::Product { .. } | Row::Note => parents.push(subsection.or(section)),
        }
    }
    parents
}

/// The indexes of a row's headings, nearest first.
fn above(at: usize, parents: &[Option<usize>]) -> impl Iterator<Item = usize> + '_ {
    std::iter::successors(parents.get(at).copied().flatten(), |at| parents.get(*at).copied().flatten())
}

/// What each heading comes to, without tax, subsections included; nothing for other rows.
pub fn totals(rows: &[Row]) -> Vec<Option<Decimal>> {
    let parents = parents(rows);
    let zero = |row: &Row| matches!(row, Row::Heading(_)).then_some(Decimal::ZERO);
    let mut totals: Vec<Option<Decimal>> = rows.iter().map(zero).collect();
    for (at, row) in rows.iter().enumerate() {
        let Row::Product { net, .. } = row else { continue };
        for heading in above(at, &parents) {
            if let Some(total) = totals.get_mut(heading).and_then(Option::as_mut) {
                *total += net;
            }
        }
    }
    totals
}

/// Which rows the customer may choose: those under an optional heading.
pub fn optional(rows: &[Row]) -> Vec<bool> {
    let parents = parents(rows);
    let flag = |at: usize| matches!(rows.get(at), Some(Row::Heading(heading)) if heading.optional);
    (0..rows.len()).map(|at| flag(at) || above(at, &parents).any(flag)).collect()
}

/// What is printed (section 5.3 of the behaviour map): everything but what lies under a heading that hides its
/// composition; such a heading shows what it comes to for each set of taxes.
pub fn printed(rows: &[Row]) -> Vec<Printed> {
    let parents = parents(rows);
    let heading = |at: usize| match rows.get(at) {
        Some(Row::Heading(heading)) => *heading,
        _ => Heading::default(),
    };
    let shown = |at: &usize| !above(*at, &parents).any(|above| heading(above).hide_composition);
    (0..rows.len())
        .filter(shown)
        .map(|at| Printed {
            row: at,
            prices: !above(at, &parents).any(|above| heading(above).hide_prices),
            summary: if heading(at).hide_composition { summary(rows, at, &parents) } else { Vec::new() },
        })
        .collect()
}

/// What lies under a heading, for each set of taxes.
fn summary(rows: &[Row], of: usize, parents: &[Option<usize>]) -> Vec<(Vec<TaxId>, Decimal)> {
    let mut sums: Vec<(Vec<TaxId>, Decimal)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let Row::Product { net, taxes } = row else { continue };
        if above(at, parents).any(|above| above == of) {
            match sums.iter_mut().find(|(set, _)| set == taxes) {
                Some((_, sum)) => *sum += net,
                None => sums.push((taxes.clone(), *net)),
            }
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(net: i64) -> Row {
        Row::Product { net: Decimal::from(net), taxes: Vec::new() }
    }

    fn heading(subsection: bool, optional: bool) -> Row {
        Row::Heading(Heading { subsection, optional, hide_prices: optional, ..Heading::default() })
    }

    #[test]
    fn a_section_holds_its_subsections_up_to_the_next_section() {
        let rows = [
            product(1),
            heading(false, true),
            product(10),
            heading(true, false),
            product(100),
            Row::Note,
            heading(false, false),
            product(1000),
        ];
        assert_eq!(parents(&rows), [None, None, Some(1), Some(1), Some(3), Some(3), None, Some(6)]);
        let sums = totals(&rows);
        assert_eq!([sums[1], sums[3], sums[6]], [110, 100, 1000].map(|sum| Some(Decimal::from(sum))));
        assert_eq!(optional(&rows), [false, true, true, true, true, true, false, false]);
        let prices: Vec<bool> = printed(&rows).iter().map(|printed| printed.prices).collect();
        assert_eq!(prices, [true, true, false, false, false, false, true, true]);
    }
}
