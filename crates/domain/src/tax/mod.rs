//! Taxes: what they are, and what they come to on a line, in a document, and in its totals block.
//!
//! Section 9 of the behaviour map, and EN 16931 for what documents must say.
pub mod block;
pub mod book;
pub mod cash;
pub mod company;
pub mod dated;
pub mod document;
pub mod finland;
mod flatten;
pub mod line;
pub mod notes;
mod settle;
pub mod share;
pub mod spread;
pub mod sums;
pub mod union;

use crate::{
    ids::{TaxGroupId, TaxId},
    money::step::Step,
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A tax at its rate of one day. A tax with a history of rates is a [`dated::DatedTax`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tax {
    /// Which tax. Lines with the same tax are rounded together.
    pub id: TaxId,
    /// How it is computed.
    pub kind: TaxKind,
    /// Whether the unit price contains it.
    #[serde(default)]
    pub price_included: bool,
    /// Whether later taxes are computed on the base and this tax.
    #[serde(default)]
    pub affects_later: bool,
    /// Whether earlier taxes that affect later ones are part of this one's base.
    #[serde(default = "yes")]
    pub affected_by_earlier: bool,
    /// Whether the buyer owes it: shown, and taken back by an equal negative amount. Never part of the price.
    #[serde(default)]
    pub reverse_charge: bool,
    /// Place among the taxes of a line; taxes of one place keep the order in which they are given.
    #[serde(default)]
    pub sequence: i32,
    /// The row of the totals block it is shown in.
    #[serde(default)]
    pub group: Option<TaxGroupId>,
}

const fn yes() -> bool {
    true
}

/// How a tax is computed. `B` is its base.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "amount", rename_all = "snake_case")]
pub enum TaxKind {
    /// `B × r`; included in the price, `price × r / (1 + r)`. In percent. A negative one withholds.
    Percent(Decimal),
    /// `B × r / (1 − r)`, a share of the price with tax; included, `price × r`. In percent.
    Division(Decimal),
    /// So much for each unit, in the document's currency.
    Fixed(Decimal),
    /// Several taxes in this one's place, in their own order.
    Group(Vec<Tax>),
}

impl Tax {
    /// A tax of so many percent on top of the price: the usual kind.
    pub const fn percent(id: TaxId, percent: Decimal) -> Tax {
        Tax::new(id, TaxKind::Percent(percent))
    }

    /// A tax on top of the price that affects no other.
    pub const fn new(id: TaxId, kind: TaxKind) -> Tax {
        Tax {
            id,
            kind,
            price_included: false,
            affects_later: false,
            affected_by_earlier: true,
            reverse_charge: false,
            sequence: 0,
            group: None,
        }
    }

    /// The same, contained in the price.
    pub fn included(self) -> Tax {
        Tax { price_included: true, ..self }
    }

    /// Whether the price contains it, or a part of it.
    pub fn is_included(&self) -> bool {
        self.has(|tax| tax.price_included)
    }

    /// Whether the tax, or a part of it, is of a kind.
    pub(crate) fn has(&self, is: impl Fn(&Tax) -> bool + Copy) -> bool {
        match &self.kind {
            TaxKind::Group(parts) => parts.iter().any(|part| part.has(is)),
            _ => is(self),
        }
    }

    /// Whether it is a fixed amount for each unit.
    pub const fn is_fixed(&self) -> bool {
        matches!(self.kind, TaxKind::Fixed(_))
    }
}

/// When amounts are rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxRounding {
    /// Base and each tax of each line, then added up.
    PerLine,
    /// Each tax once over the document: the Finnish custom and EN 16931 (BR-CO-17). The lines' own amounts are
    /// then adjusted by cents so that they add up.
    #[default]
    PerDocument,
}

/// A row of the totals block, under which taxes of one group are added up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxGroup {
    /// Which row.
    pub id: TaxGroupId,
    /// Its place.
    pub sequence: i32,
    /// Name of a subtotal that opens before this row; none keeps the row under the subtotal before it.
    pub preceding_subtotal: Option<String>,
}

/// What a document is added up by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TotalsRules {
    /// When amounts are rounded.
    pub rounding: TaxRounding,
    /// The document currency's smallest difference; a cent when none is given.
    pub step: Option<Step>,
    /// The company's currency, where it differs.
    pub company: Option<CompanyCurrency>,
    /// Rounding of the total to what can be paid.
    pub cash: Option<cash::CashRounding>,
    /// Rows of the totals block; taxes of a group that is not here come last.
    pub groups: Vec<TaxGroup>,
}

impl TotalsRules {
    /// Rules for a document in one currency, rounded per document.
    pub fn with_step(step: Step) -> TotalsRules {
        TotalsRules { step: Some(step), ..TotalsRules::default() }
    }

    pub(crate) fn step(&self) -> Step {
        self.step.unwrap_or(Step::CENT)
    }
}

/// The company's currency beside the document's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyCurrency {
    /// Units of the document's currency for one of the company's, frozen with the document.
    pub rate: Decimal,
    /// The company currency's smallest difference.
    pub step: Step,
}
