//! Every way prices, taxes, delivery methods and payment terms cannot be reckoned or kept.
use crate::{ids::PriceListId, money::Currency};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Why there is no figure, or why a rule may not be kept. The behaviour map's section 26 lists them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum PricingRefusal {
    /// A figure grows beyond what can be kept exactly.
    #[error("amount too large")]
    AmountTooLarge,
    /// A rounding step must be above zero.
    #[error("a rounding step must be above zero")]
    StepNotPositive,
    /// No exchange rate is known.
    #[error("no exchange rate for {currency}")]
    NoExchangeRate {
        /// The currency that has none.
        currency: Currency,
    },
    /// The two units do not convert into each other.
    #[error("units of different categories")]
    UnitsUnrelated,
    /// A unit's ratio must be above zero.
    #[error("a unit's ratio must be above zero")]
    RatioNotPositive,
    /// Groups of taxes nested deeper than anybody needs.
    #[error("tax groups nested too deep")]
    TaxGroupsTooDeep,
    /// Below 0 or above 100.
    #[error("{percent} is not between 0 and 100")]
    PercentOutOfRange {
        /// The percentage.
        percent: Decimal,
    },
    /// There is nothing a fixed amount could be shared over.
    #[error("nothing to share the amount over")]
    NothingToShare,
    /// A price list would be based on itself.
    #[error("price list is based on itself")]
    ListCycle {
        /// A list of the circle.
        list: PriceListId,
    },
    /// A price list that is not among those given.
    #[error("price list is not there")]
    ListMissing {
        /// The list.
        list: PriceListId,
    },
    /// A period that starts at or after its end.
    #[error("starts after its end")]
    DatesReversed,
    /// A minimum margin above the maximum margin.
    #[error("minimum margin above maximum margin")]
    MarginsReversed,
    /// Of a range of postcodes, both ends or none.
    #[error("both ends of a postcode range, or none")]
    PostcodeRangeOpen,
    /// The range of postcodes ends before it starts.
    #[error("postcode range ends before it starts")]
    PostcodeRangeReversed,
    /// The country does not belong to the country group next to it.
    #[error("country outside the country group")]
    CountryOutsideGroup,
    /// Instalments in percent must come to 100; fixed ones besides shift what the last one takes.
    #[error("instalments come to {sum} percent")]
    InstalmentsNotWhole {
        /// What they come to.
        sum: Decimal,
    },
    /// Payment terms without an instalment.
    #[error("no instalments")]
    NoInstalments,
    /// A day of the month must be from 0 (its end) to 31.
    #[error("day of month out of range")]
    DayOutOfRange,
    /// An early-payment discount goes with a single instalment only.
    #[error("early-payment discount with several instalments")]
    EarlyDiscountNeedsOneInstalment,
    /// An early-payment discount needs a percentage and days above zero.
    #[error("early-payment discount must be above zero")]
    EarlyDiscountNotPositive,
    /// A delivery margin may not be below −100 %.
    #[error("margin below -100 percent")]
    MarginTooLow,
    /// None of the method's rules fits this order.
    #[error("no delivery rule fits")]
    NoDeliveryRule,
}
