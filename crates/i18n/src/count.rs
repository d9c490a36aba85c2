//! Counted things: which form a number takes, and how it is written.

use crate::T;

/// A whole number that a plural can depend on.
pub trait Count: Copy {
    /// As one common type; what is too large to count saturates.
    fn count(self) -> i64;
}

macro_rules! counts {
    ($($number:ty),*) => { $(impl Count for $number {
        fn count(self) -> i64 {
            i64::try_from(self).unwrap_or(i64::MAX)
        }
    })* };
}
counts!(i64, i32, i16, u64, u32, u16, u8, usize);

impl T {
    /// Where the form for a count lies: "one" at `at`, "other" after it.
    /// English, Finnish and Swedish have the same rule.
    pub(crate) fn form(self, at: usize, count: i64) -> usize {
        at + usize::from(count.unsigned_abs() != 1)
    }

    /// The count with its thousands apart, as the reader writes it.
    pub fn figure(self, count: i64) -> String {
        domain::formats::figure(self.figures(), count.into(), 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;

    #[test]
    fn only_one_takes_the_form_one() {
        let t = T::new(Lang::Fi);
        assert_eq!([0, 1, 2, -1, 11, 21].map(|count| t.form(5, count)), [6, 5, 6, 5, 6, 6]);
    }

    #[test]
    fn thousands_stand_apart_in_the_readers_way() {
        assert_eq!(T::new(Lang::En).figure(1_234_567), "1,234,567");
        assert_eq!(T::new(Lang::Fi).figure(8_800), "8\u{a0}800");
        assert_eq!(T::new(Lang::Sv).figure(-999), "−999");
        assert_eq!(T::new(Lang::En).figure(usize::MAX.count()), "9,223,372,036,854,775,807");
    }
}
