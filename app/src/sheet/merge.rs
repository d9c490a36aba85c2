//! Two people changed the same record: what fits together is put together, the rest is asked.
use super::{Values, text};

/// A field both changed, differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The field.
    pub code: &'static str,
    /// What is stored now.
    pub theirs: String,
    /// What was typed here.
    pub mine: String,
}

/// Puts together what is stored now (`theirs`) and what was typed (`mine`), both grown out of `base`.
/// Where both changed a field differently, theirs is taken and the clash is named.
pub fn merge(base: &Values, mine: &Values, theirs: &Values) -> (Values, Vec<Clash>) {
    let mut clashes = Vec::new();
    let merged = mine
        .iter()
        .map(|(code, mine)| {
            let (base, theirs) = (text(base, code), text(theirs, code));
            let kept = if theirs == base || theirs == mine {
                mine
            } else {
                if mine != base {
                    clashes.push(Clash { code, theirs: theirs.to_owned(), mine: mine.clone() });
                }
                theirs
            };
            (*code, kept.to_owned())
        })
        .collect();
    (merged, clashes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(name: &str, city: &str) -> Values {
        vec![("name", name.to_owned()), ("city", city.to_owned())]
    }

    #[test]
    fn changes_of_different_fields_are_both_kept() {
        let (merged, clashes) =
            merge(&values("Mäkelä", "Turku"), &values("Mäkelän Puutyö", "Turku"), &values("Mäkelä", "Seinäjoki"));
        assert_eq!(merged, values("Mäkelän Puutyö", "Seinäjoki"));
        assert!(clashes.is_empty());
    }

    #[test]
    fn stale_save_returns_current() {
        let (merged, clashes) = merge(&values("A", "Turku"), &values("B", "Turku"), &values("C", "Turku"));
        assert_eq!(merged, values("C", "Turku"), "nothing is overwritten silently");
        assert_eq!(clashes, [Clash { code: "name", theirs: "C".into(), mine: "B".into() }], "both values are seen");
    }

    #[test]
    fn the_same_change_made_twice_is_no_clash() {
        let (merged, clashes) = merge(&values("A", ""), &values("B", ""), &values("B", ""));
        assert_eq!((merged, clashes), (values("B", ""), vec![]));
    }
}
