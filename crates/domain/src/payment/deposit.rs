//! A deposit that is demanded when a quotation is accepted: how much, and in how many days.
use crate::{
    figures,
    money::{Currency, rates::FrozenRate},
    refusal::{Fields, Refusal},
    terms::Part,
};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// Most days until a deposit is due.
pub const MOST_DAYS: u32 = 365;
/// Code of a deposit that is a share of the total with tax.
pub const PERCENT: &str = "percent";
/// Code of a deposit that is a sum in the quotation's currency.
pub const AMOUNT: &str = "amount";

/// What is demanded on acceptance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deposit {
    /// How much.
    pub part: Part,
    /// Days from the acceptance until it is due.
    pub days: u32,
}

impl Deposit {
    /// How much of `total`: half a cent is rounded away from zero; never more than the total, never less than nothing.
    pub fn of(&self, total: Decimal, currency: &Currency) -> Decimal {
        let sum = match self.part {
            Part::Percent(percent) => {
                percent.checked_mul(total).map_or(total, |product| product / Decimal::ONE_HUNDRED)
            }
            Part::Fixed(sum) => sum,
        };
        let sum = sum.round_dp_with_strategy(currency.decimals(), RoundingStrategy::MidpointAwayFromZero);
        sum.min(total).max(Decimal::ZERO)
    }
}

/// A deposit as it is typed; all empty when none is demanded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TypedDeposit {
    /// [`PERCENT`], [`AMOUNT`] or empty.
    pub kind: String,
    /// The percentage or the sum.
    pub value: String,
    /// The days until it is due.
    pub days: String,
}

impl TypedDeposit {
    /// Reads it; none where nothing is demanded. Refusals at `deposit.kind`, `deposit.value`, `deposit.days`.
    pub fn check(&self, fields: &mut Fields) -> Option<Deposit> {
        let percent = match self.kind.as_str() {
            "" => return None,
            PERCENT => true,
            AMOUNT => false,
            _ => {
                fields.refuse("deposit.kind", Refusal::NotAChoice);
                return None;
            }
        };
        let value = fields.take("deposit.value", value(&self.value, percent));
        let days = fields.take("deposit.days", days(&self.days));
        let part = if percent { Part::Percent(value?) } else { Part::Fixed(value?) };
        Some(Deposit { part, days: days? })
    }

    /// Whether nothing is demanded.
    pub fn is_none(&self) -> bool {
        self.kind.is_empty()
    }

    /// In another currency: a share stays, a sum is converted at the rate. What cannot be read stays as it is typed.
    #[must_use]
    pub fn at(&self, rate: &FrozenRate, currency: &Currency) -> TypedDeposit {
        let converted = || {
            let exact = rate.converted(figures::parse_amount(&self.value).ok()?).ok()?;
            Some(crate::money::round(exact, currency.decimals()).normalize().to_string())
        };
        match self.kind.as_str() {
            AMOUNT => TypedDeposit { value: converted().unwrap_or_else(|| self.value.clone()), ..self.clone() },
            _ => self.clone(),
        }
    }

    /// In short, the same in every language: `30 %, 7`.
    pub fn told(&self) -> String {
        match self.kind.as_str() {
            "" => String::new(),
            PERCENT => format!("{} %, {}", self.value, self.days),
            _ => format!("{}, {}", self.value, self.days),
        }
    }

    /// As it is kept: without what says nothing.
    pub fn trimmed(&self) -> TypedDeposit {
        if self.kind.is_empty() {
            return TypedDeposit::default();
        }
        let text = |text: &String| text.trim().to_owned();
        TypedDeposit { kind: text(&self.kind), value: text(&self.value), days: text(&self.days) }
    }
}

fn value(typed: &str, percent: bool) -> Result<Decimal, Refusal> {
    let value = match figures::parse_amount(typed) {
        Ok(value) => value,
        Err(figures::FigureError::Empty) => return Err(Refusal::Required),
        Err(figures::FigureError::TooLarge) => return Err(Refusal::AmountTooLarge),
        Err(_) => return Err(Refusal::NotAFigure),
    };
    let most = if percent { Decimal::ONE_HUNDRED } else { crate::money::AMOUNT_LIMIT };
    if value.normalize().scale() > 2 {
        Err(Refusal::TooManyDecimals { decimals: 2 })
    } else if value < Decimal::new(1, 2) {
        Err(Refusal::TooSmall { least: Decimal::new(1, 2) })
    } else if value > most {
        Err(Refusal::TooLarge { most })
    } else {
        Ok(value)
    }
}

fn days(typed: &str) -> Result<u32, Refusal> {
    if typed.trim().is_empty() {
        return Err(Refusal::Required);
    }
    match typed.trim().parse::<u32>() {
        Ok(days) if days > MOST_DAYS => Err(Refusal::TooLarge { most: MOST_DAYS.into() }),
        Ok(days) => Ok(days),
        Err(_) => Err(Refusal::NotAFigure),
    }
}
