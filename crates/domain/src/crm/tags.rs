//! Tags of opportunities: words of the whole company to find them by, each in an earth tint.
use crate::{
    refusal::{Fields, Refusal},
    text,
};
use serde::{Deserialize, Serialize};

/// Most tags on one opportunity.
pub const MOST_ON_ONE: usize = 20;
/// Most tags of a company: menus and filters show all of them.
pub const MOST: usize = 200;
/// Longest name, in characters.
pub const LONGEST: usize = 40;

/// The tint of a tag. It tells tags apart at a glance and means nothing else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tint {
    /// Grey green.
    #[default]
    Moss,
    /// Yellow.
    Straw,
    /// Red.
    Clay,
    /// Green.
    Spruce,
    /// Grey.
    Stone,
}

impl Tint {
    /// Every tint, in the order they are offered.
    pub const ALL: [Tint; 5] = [Tint::Moss, Tint::Straw, Tint::Clay, Tint::Spruce, Tint::Stone];

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Tint::Moss => "moss",
            Tint::Straw => "straw",
            Tint::Clay => "clay",
            Tint::Spruce => "spruce",
            Tint::Stone => "stone",
        }
    }

    /// Reads the stored name.
    pub fn parse(code: &str) -> Option<Tint> {
        Tint::ALL.into_iter().find(|tint| tint.code() == code)
    }

    /// The tint of a tag that is made while typing: they take turns.
    pub fn in_turn(made_before: usize) -> Tint {
        Tint::ALL.into_iter().cycle().nth(made_before % Tint::ALL.len()).unwrap_or_default()
    }
}

/// The name of a tag as it is kept; refused at `field`.
pub fn name(field: &str, typed: &str, fields: &mut Fields) -> String {
    let name = fields.take(field, text::required_line(typed, LONGEST)).unwrap_or_default();
    if !name.is_empty() && key(&name).is_empty() {
        // Nothing is left to compare it by.
        fields.refuse(field, Refusal::Required);
    }
    name
}

/// What a name is compared by: the same word in another case is the same tag.
pub fn key(name: &str) -> String {
    text::fold(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tints_take_turns_and_are_read_back() {
        assert_eq!(Tint::in_turn(0), Tint::Moss);
        assert_eq!(Tint::in_turn(6), Tint::Straw);
        for tint in Tint::ALL {
            assert_eq!(Tint::parse(tint.code()), Some(tint));
        }
        assert_eq!(Tint::parse("amber"), None, "amber says that somebody waits");
    }

    proptest::proptest! {
        #[test]
        fn a_name_that_was_taken_is_taken_again_as_it_is(typed in "\\PC{0,60}") {
            let mut fields = Fields::new();
            let once = name("name", &typed, &mut fields);
            if fields.into_refusals().is_empty() {
                let mut again = Fields::new();
                proptest::prop_assert_eq!(name("name", &once, &mut again), once);
                proptest::prop_assert!(again.into_refusals().is_empty());
            }
        }
    }
}
