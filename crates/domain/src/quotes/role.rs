//! What a product line is there for: most are sold, one may be the delivery, some are a discount on the whole, some are
//! a combo with its items.
use super::line::{LineInput, Percent, UnitPrice};
use crate::{
    ids::{ComboChoiceId, DeliveryMethodId, LineId},
    refusal::{Fields, Refusal},
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What a product line is there for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum LineRole {
    /// It is sold.
    #[default]
    Sold,
    /// The delivery of the others, by this method.
    Delivery {
        /// Which.
        method: DeliveryMethodId,
    },
    /// One tax's part of a discount on the whole.
    Discount {
        /// What was asked for.
        wish: Wish,
    },
    /// A combo: it costs nothing itself, its items follow.
    Combo,
    /// What is taken of one choice of a combo.
    ComboItem {
        /// The combo's line.
        combo: LineId,
        /// Of which choice.
        choice: ComboChoiceId,
    },
}

/// A discount on the whole, as it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    /// So many percent of the total with tax.
    Percent(Decimal),
    /// So much of the total with tax.
    Amount(Decimal),
    /// The total with tax that is to be left.
    Total(Decimal),
}

/// What a line of a sent document is there for: no more than its reader needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineMark {
    /// It is sold.
    #[default]
    Sold,
    /// The delivery.
    Delivery,
    /// A discount on the whole.
    Discount,
    /// A combo: its items follow.
    Combo,
    /// An item of the combo above it.
    ComboItem,
}

impl LineMark {
    /// Whether it is what most lines are.
    pub fn is_sold(&self) -> bool {
        *self == LineMark::Sold
    }

    /// Whether a customer may be left the choice of it.
    pub const fn is_offered(&self) -> bool {
        matches!(self, LineMark::Sold | LineMark::Combo)
    }

    /// Whether it is a combo, whose items follow.
    pub const fn is_combo(&self) -> bool {
        matches!(self, LineMark::Combo)
    }

    /// Whether it is an item of a combo.
    pub const fn is_combo_item(&self) -> bool {
        matches!(self, LineMark::ComboItem)
    }
}

impl LineRole {
    /// Whether it is what most lines are.
    pub fn is_sold(&self) -> bool {
        *self == LineRole::Sold
    }

    /// Whether it is the delivery.
    pub const fn is_delivery(&self) -> bool {
        matches!(self, LineRole::Delivery { .. })
    }

    /// Whether it is part of a discount on the whole.
    pub const fn is_discount(&self) -> bool {
        matches!(self, LineRole::Discount { .. })
    }

    /// Whether it is a combo.
    pub const fn is_combo(&self) -> bool {
        matches!(self, LineRole::Combo)
    }

    /// Whether it is an item of a combo.
    pub const fn is_combo_item(&self) -> bool {
        matches!(self, LineRole::ComboItem { .. })
    }

    /// Whether a customer may be left the choice of it: what is sold, and a combo as a whole.
    pub fn is_offered(&self) -> bool {
        self.is_sold() || self.is_combo()
    }

    /// The combo and the choice of an item.
    pub const fn item(&self) -> Option<(LineId, ComboChoiceId)> {
        match self {
            LineRole::ComboItem { combo, choice } => Some((*combo, *choice)),
            _ => None,
        }
    }

    /// The method of a delivery.
    pub const fn method(&self) -> Option<DeliveryMethodId> {
        match self {
            LineRole::Delivery { method } => Some(*method),
            _ => None,
        }
    }

    /// What a discount was asked for.
    pub const fn wish(&self) -> Option<Wish> {
        match self {
            LineRole::Discount { wish } => Some(*wish),
            _ => None,
        }
    }

    /// What a document says of it.
    pub const fn mark(&self) -> LineMark {
        match self {
            LineRole::Sold => LineMark::Sold,
            LineRole::Delivery { .. } => LineMark::Delivery,
            LineRole::Discount { .. } => LineMark::Discount,
            LineRole::Combo => LineMark::Combo,
            LineRole::ComboItem { .. } => LineMark::ComboItem,
        }
    }
}

impl Wish {
    /// Whether it can be asked for: a percentage, or an amount that is not below nothing.
    /// # Errors
    /// A refusal naming the bound that was crossed.
    pub fn check(self) -> Result<Wish, Refusal> {
        match self {
            Wish::Percent(percent) => Percent::new(percent).map(|percent| Wish::Percent(percent.get())),
            Wish::Amount(amount) | Wish::Total(amount) => match UnitPrice::new(amount)?.get() {
                amount if amount < Decimal::ZERO => Err(Refusal::TooSmall { least: Decimal::ZERO }),
                amount if matches!(self, Wish::Amount(_)) => Ok(Wish::Amount(amount)),
                amount => Ok(Wish::Total(amount)),
            },
        }
    }
}

/// Refuses a second delivery, and discounts that nobody could have asked for.
pub(super) fn check(inputs: &[LineInput], fields: &mut Fields) {
    let mut delivered = false;
    for (at, input) in inputs.iter().enumerate() {
        let LineInput::Product(line) = input else { continue };
        match line.role {
            LineRole::Sold | LineRole::Combo | LineRole::ComboItem { .. } => {}
            LineRole::Delivery { .. } if delivered => fields.refuse(format!("lines.{at}"), Refusal::AlreadyTaken),
            LineRole::Delivery { .. } => delivered = true,
            LineRole::Discount { wish } => {
                fields.take(format!("lines.{at}.unit_price"), wish.check());
            }
        }
    }
}
