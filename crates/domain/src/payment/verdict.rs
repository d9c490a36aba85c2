//! What becomes of a payment that stands on a bank statement.
use crate::money::Currency;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It pays what was open.
    Pays,
    /// It pays some of what was open.
    PaysPartly,
    /// It pays more than was open.
    PaysMore,
    /// What it names was paid in full before: somebody looks, nothing is taken by itself.
    PaidBefore,
    /// It was taken from another statement, or from this one, before.
    TakenBefore,
    /// It names a reference that is nobody's.
    UnknownReference,
    /// It names none.
    NoReference,
    /// It is in another currency than what it names.
    OtherCurrency,
    /// Some of what it names was noted by hand, maybe this very payment: somebody looks.
    NotedByHand,
    /// It takes back another payment: somebody looks.
    Reversal,
    /// Money that left the account.
    Outgoing,
}

impl Verdict {
    /// All of them, in the order they are told.
    pub const ALL: [Verdict; 11] = [
        Verdict::Pays,
        Verdict::PaysPartly,
        Verdict::PaysMore,
        Verdict::PaidBefore,
        Verdict::TakenBefore,
        Verdict::UnknownReference,
        Verdict::NoReference,
        Verdict::OtherCurrency,
        Verdict::NotedByHand,
        Verdict::Reversal,
        Verdict::Outgoing,
    ];

    /// As it is kept.
    pub const fn code(self) -> &'static str {
        match self {
            Verdict::Pays => "pays",
            Verdict::PaysPartly => "pays_partly",
            Verdict::PaysMore => "pays_more",
            Verdict::PaidBefore => "paid_before",
            Verdict::TakenBefore => "taken_before",
            Verdict::UnknownReference => "unknown_reference",
            Verdict::NoReference => "no_reference",
            Verdict::OtherCurrency => "other_currency",
            Verdict::NotedByHand => "noted_by_hand",
            Verdict::Reversal => "reversal",
            Verdict::Outgoing => "outgoing",
        }
    }

    /// Reads [`Verdict::code`].
    pub fn parse(code: &str) -> Option<Verdict> {
        Verdict::ALL.into_iter().find(|verdict| verdict.code() == code)
    }

    /// Whether the payment is taken.
    pub const fn takes(self) -> bool {
        matches!(self, Verdict::Pays | Verdict::PaysPartly | Verdict::PaysMore)
    }
}

/// What a payment's reference leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    /// In which currency it is demanded.
    pub currency: Currency,
    /// How much.
    pub demanded: Decimal,
    /// What of it was received before.
    pub received: Decimal,
    /// Whether some of that was noted by hand.
    pub by_hand: bool,
}

/// A payment, as far as it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payment<'a> {
    /// Whether it came.
    pub incoming: bool,
    /// Whether it takes back another.
    pub reversal: bool,
    /// How much.
    pub amount: Decimal,
    /// The code of its currency.
    pub currency: &'a str,
    /// Whether it names a reference.
    pub named: bool,
    /// Whether it was taken before.
    pub taken: bool,
}

/// What becomes of a payment, given what its reference leads to.
///
/// ```
/// use domain::{money::Currency, payment::verdict::{Open, Payment, Verdict, judge}};
/// use rust_decimal::Decimal;
/// let open = Open { currency: Currency::EUR, demanded: Decimal::from(100), received: Decimal::from(40), by_hand: false };
/// let payment =
///     Payment { incoming: true, reversal: false, amount: Decimal::from(60), currency: "EUR", named: true, taken: false };
/// assert_eq!(judge(&payment, Some(&open)), Verdict::Pays);
/// assert_eq!(judge(&Payment { taken: true, ..payment }, Some(&open)), Verdict::TakenBefore);
/// assert_eq!(judge(&payment, None), Verdict::UnknownReference);
/// ```
pub fn judge(payment: &Payment<'_>, open: Option<&Open>) -> Verdict {
    if payment.reversal {
        return Verdict::Reversal;
    }
    if !payment.incoming {
        return Verdict::Outgoing;
    }
    if payment.taken {
        return Verdict::TakenBefore;
    }
    let Some(open) = open else {
        return if payment.named { Verdict::UnknownReference } else { Verdict::NoReference };
    };
    if open.currency.code() != payment.currency {
        return Verdict::OtherCurrency;
    }
    if open.received >= open.demanded {
        return Verdict::PaidBefore;
    }
    if open.by_hand {
        return Verdict::NotedByHand;
    }
    match (open.demanded - open.received).cmp(&payment.amount) {
        std::cmp::Ordering::Equal => Verdict::Pays,
        std::cmp::Ordering::Greater => Verdict::PaysPartly,
        std::cmp::Ordering::Less => Verdict::PaysMore,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_are_read_back_and_only_payments_of_what_is_open_are_taken() {
        for verdict in Verdict::ALL {
            assert_eq!(Verdict::parse(verdict.code()), Some(verdict));
        }
        assert_eq!(Verdict::ALL.into_iter().filter(|verdict| verdict.takes()).count(), 3);
        let open = Open { currency: Currency::EUR, demanded: Decimal::TEN, received: Decimal::TEN, by_hand: false };
        let payment = Payment {
            incoming: true,
            reversal: false,
            amount: Decimal::TEN,
            currency: "EUR",
            named: true,
            taken: false,
        };
        assert_eq!(judge(&payment, Some(&open)), Verdict::PaidBefore);
        assert_eq!(judge(&Payment { currency: "SEK", ..payment }, Some(&open)), Verdict::OtherCurrency);
        assert_eq!(judge(&Payment { incoming: false, ..payment }, Some(&open)), Verdict::Outgoing);
        assert_eq!(judge(&Payment { named: false, ..payment }, None), Verdict::NoReference);
        let some = Open { received: Decimal::ONE, ..open };
        assert_eq!(judge(&payment, Some(&some)), Verdict::PaysMore);
        assert_eq!(judge(&payment, Some(&Open { by_hand: true, ..some })), Verdict::NotedByHand);
        assert_eq!(judge(&Payment { reversal: true, ..payment }, Some(&some)), Verdict::Reversal);
        assert_eq!(judge(&Payment { amount: Decimal::ONE, ..payment }, Some(&some)), Verdict::PaysPartly);
    }
}
