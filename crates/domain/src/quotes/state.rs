//! The states of a quotation and the one table of moves between them.
use serde::{Deserialize, Serialize};

/// Where a quotation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuoteState {
    /// Being written; the customer has seen nothing.
    Draft,
    /// A version is with the customer.
    Sent,
    /// The customer accepted; there is an order.
    Accepted,
    /// The customer said no.
    Declined,
    /// Its validity ended without an answer.
    Expired,
    /// The seller withdrew it.
    Cancelled,
}

/// What happens to a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuoteEvent {
    /// The seller edits the working version.
    Edit,
    /// The seller sends the working version.
    Send,
    /// The customer accepts, or the seller confirms.
    Accept,
    /// The customer declines.
    Decline,
    /// The last day of validity has passed.
    Expire,
    /// The seller withdraws it.
    Cancel,
    /// The customer takes the acceptance back.
    TakeBack,
}

use QuoteEvent as E;
use QuoteState as S;

/// Every move there is: from, by, to. Rules, buttons and tests read this table; a pair that is not in it
/// cannot happen. Sending again after an answer or an expiry makes the next version.
pub const TRANSITIONS: &[(QuoteState, QuoteEvent, QuoteState)] = &[
    (S::Draft, E::Edit, S::Draft),
    (S::Draft, E::Send, S::Sent),
    (S::Draft, E::Cancel, S::Cancelled),
    (S::Sent, E::Edit, S::Sent),
    (S::Sent, E::Send, S::Sent),
    (S::Sent, E::Accept, S::Accepted),
    (S::Sent, E::Decline, S::Declined),
    (S::Sent, E::Expire, S::Expired),
    (S::Sent, E::Cancel, S::Cancelled),
    (S::Accepted, E::TakeBack, S::Sent),
    (S::Declined, E::Edit, S::Declined),
    (S::Declined, E::Send, S::Sent),
    (S::Declined, E::Cancel, S::Cancelled),
    (S::Expired, E::Edit, S::Expired),
    (S::Expired, E::Send, S::Sent),
    (S::Expired, E::Cancel, S::Cancelled),
];

impl QuoteState {
    /// All states, in the order of a quotation's life.
    pub const ALL: [QuoteState; 6] = [S::Draft, S::Sent, S::Accepted, S::Declined, S::Expired, S::Cancelled];

    /// The state after `event`, or `None` where the table has no such move.
    pub fn after(self, event: QuoteEvent) -> Option<QuoteState> {
        TRANSITIONS.iter().find(|(from, by, _)| *from == self && *by == event).map(|(_, _, to)| *to)
    }

    /// Whether `event` is possible here.
    pub fn allows(self, event: QuoteEvent) -> bool {
        self.after(event).is_some()
    }

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            S::Draft => "draft",
            S::Sent => "sent",
            S::Accepted => "accepted",
            S::Declined => "declined",
            S::Expired => "expired",
            S::Cancelled => "cancelled",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<QuoteState> {
        QuoteState::ALL.into_iter().find(|state| state.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_a_cancelled_quotation_and_only_its_customer_leaves_an_accepted_one() {
        for (from, by, to) in TRANSITIONS {
            assert_ne!(*from, S::Cancelled);
            assert!(*from != S::Accepted || (*by, *to) == (E::TakeBack, S::Sent));
        }
    }

    #[test]
    fn acceptance_is_reached_only_from_sent() {
        for state in QuoteState::ALL {
            assert_eq!(state.allows(E::Accept), state == S::Sent);
        }
    }

    #[test]
    fn each_move_stands_once() {
        for (at, a) in TRANSITIONS.iter().enumerate() {
            assert!(!TRANSITIONS.iter().skip(at + 1).any(|b| a.0 == b.0 && a.1 == b.1), "{a:?}");
        }
    }
}
