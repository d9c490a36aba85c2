//! Who has to sign where a quotation goes to several signers: any one of them, all, or all in their order.
use serde::{Deserialize, Serialize};

/// Whose signatures make the order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signing {
    /// One is enough: whoever signs first.
    #[default]
    Any,
    /// Everybody's, in whichever order they come.
    All,
    /// Everybody's, one after the other.
    InOrder,
}

/// A signer as the rule sees one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signer {
    /// Whether a signature is asked of them still.
    pub asked: bool,
    /// Whether they have signed this version.
    pub signed: bool,
}

/// Where a signer stands among the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// May sign now.
    #[default]
    Free,
    /// Somebody else comes first.
    Waits,
    /// Has signed; others are waited for.
    Signed,
    /// Is not asked any more.
    Out,
}

impl Signing {
    /// All of them, in the order shown.
    pub const ALL: [Signing; 3] = [Signing::Any, Signing::All, Signing::InOrder];

    /// The name it is stored under.
    pub const fn code(self) -> &'static str {
        match self {
            Signing::Any => "any",
            Signing::All => "all",
            Signing::InOrder => "in_order",
        }
    }

    /// Reads that name.
    pub fn parse(code: &str) -> Option<Signing> {
        Signing::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Where the signer at `own` stands; `signers` are in the order of their turns. An old link of somebody to whom the
    /// newest version was not sent signs nothing, whatever the rule.
    ///
    /// Who has signed may do so once more where nobody is waited for any more: the last one who was to follow has been
    /// left out, and without another signature there would never be an order.
    pub fn place(self, signers: &[Signer], own: usize) -> Place {
        let waited = |signer: &Signer| signer.asked && !signer.signed;
        match (self, signers.get(own)) {
            (_, None) => Place::Free,
            (Signing::Any, Some(signer)) => {
                if signer.asked {
                    Place::Free
                } else {
                    Place::Out
                }
            }
            (_, Some(Signer { signed: true, .. })) if signers.iter().any(waited) => Place::Signed,
            (_, Some(Signer { signed: true, .. })) => Place::Free,
            (_, Some(Signer { asked: false, .. })) => Place::Out,
            (Signing::InOrder, _) if signers.iter().take(own).any(waited) => Place::Waits,
            _ => Place::Free,
        }
    }

    /// Whether the signature of the one at `own` is the last that is waited for.
    pub fn completes(self, signers: &[Signer], own: usize) -> bool {
        let others = signers.iter().enumerate().filter(|(at, _)| *at != own);
        self == Signing::Any || !others.into_iter().any(|(_, signer)| signer.asked && !signer.signed)
    }

    /// Whose turn begins with the signature of the one at `own`; nobody's where there is no order.
    pub fn next(self, signers: &[Signer], own: usize) -> Option<usize> {
        let mut others = signers.iter().enumerate().filter(|(at, _)| *at != own);
        others.find(|(_, signer)| signer.asked && !signer.signed).map(|(at, _)| at).filter(|_| self == Signing::InOrder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn signers() -> impl Strategy<Value = Vec<Signer>> {
        proptest::collection::vec(any::<(bool, bool)>().prop_map(|(asked, signed)| Signer { asked, signed }), 1..6)
    }

    proptest! {
        /// However it is begun, somebody may always sign, and when everybody who may has signed, it is complete: nobody
        /// waits for ever.
        #[test]
        fn signing_never_comes_to_a_halt(rule in proptest::sample::select(&Signing::ALL[..]), mut signers in signers()) {
            prop_assume!(signers.iter().any(|signer| signer.asked));
            for _ in 0..=signers.len() {
                let free = (0..signers.len()).find(|own| rule.place(&signers, *own) == Place::Free);
                prop_assert!(free.is_some());
                let Some(own) = free else { break };
                if rule.completes(&signers, own) {
                    return Ok(());
                }
                signers[own].signed = true;
            }
            prop_assert!(false, "never complete");
        }

        /// Whoever is not asked, and has not signed, signs nothing, whatever the rule.
        #[test]
        fn whom_the_newest_version_was_not_sent_to_does_not_sign(
            rule in proptest::sample::select(&Signing::ALL[..]), signers in signers(),
        ) {
            for (own, signer) in signers.iter().enumerate().filter(|(_, signer)| !signer.signed) {
                prop_assert_eq!(rule.place(&signers, own) == Place::Out, !signer.asked);
            }
        }

        /// In order, exactly one may sign, and it is the first who has not.
        #[test]
        fn in_order_one_signs_at_a_time(signers in signers()) {
            let waited: Vec<usize> = (0..signers.len()).filter(|at| signers[*at].asked && !signers[*at].signed).collect();
            prop_assume!(!waited.is_empty());
            let free: Vec<usize> =
                (0..signers.len()).filter(|own| Signing::InOrder.place(&signers, *own) == Place::Free).collect();
            prop_assert_eq!(&free, &waited[..1]);
            prop_assert_eq!(Signing::InOrder.next(&signers, free[0]), waited.get(1).copied());
            prop_assert_eq!(Signing::InOrder.completes(&signers, free[0]), waited.len() == 1);
        }
    }
}
