//! Plans of recurring revenue: words of the company's own for how many months an amount stands.
use crate::{
    lang::Lang,
    refusal::{Fields, Refusal},
    text,
};
use rust_decimal::Decimal;

/// Most plans of a company: menus and filters show all of them.
pub const MOST: usize = 50;
/// Longest name, in characters.
pub const LONGEST: usize = 40;
/// Most months of a plan: fifty years.
pub const MOST_MONTHS: u32 = 600;

/// The plans a new company begins with, by name and months, in its language.
pub const fn seeds(language: Lang) -> [(&'static str, u32); 5] {
    match language {
        Lang::En => [("Monthly", 1), ("Quarterly", 3), ("Yearly", 12), ("Over 3 years", 36), ("Over 5 years", 60)],
        Lang::Fi => [
            ("Kuukausittain", 1),
            ("Neljännesvuosittain", 3),
            ("Vuosittain", 12),
            ("Kolmen vuoden sopimus", 36),
            ("Viiden vuoden sopimus", 60),
        ],
        Lang::Sv => [("Månadsvis", 1), ("Kvartalsvis", 3), ("Årsvis", 12), ("Treårsavtal", 36), ("Femårsavtal", 60)],
    }
}

/// The name of a plan as it is kept; refused at `name`.
pub fn name(typed: &str, fields: &mut Fields) -> String {
    let name = fields.take("name", text::required_line(typed, LONGEST)).unwrap_or_default();
    if !name.is_empty() && key(&name).is_empty() {
        // Nothing is left to compare it by.
        fields.refuse("name", Refusal::Required);
    }
    name
}

/// What a name is compared by: the same words in another case are the same plan.
pub fn key(name: &str) -> String {
    text::fold(name)
}

/// The months of a plan, one to [`MOST_MONTHS`]; refused at `months`.
pub fn months(typed: u32, fields: &mut Fields) -> u32 {
    let refusal = match typed {
        0 => Refusal::TooSmall { least: Decimal::ONE },
        1..=MOST_MONTHS => return typed,
        _ => Refusal::TooLarge { most: Decimal::from(MOST_MONTHS) },
    };
    fields.refuse("months", refusal);
    1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_are_plans_anybody_could_have_typed() {
        for language in Lang::ALL {
            let mut fields = Fields::new();
            let mut keys = Vec::new();
            for (typed, length) in seeds(language) {
                assert_eq!((name(typed, &mut fields), months(length, &mut fields)), (typed.to_owned(), length));
                keys.push(key(typed));
            }
            assert!(fields.into_refusals().is_empty());
            keys.sort();
            keys.dedup();
            assert_eq!(keys.len(), 5);
        }
    }

    #[test]
    fn a_plan_has_a_month_at_least() {
        for (typed, right) in [(0, false), (1, true), (MOST_MONTHS, true), (MOST_MONTHS + 1, false), (u32::MAX, false)]
        {
            let mut fields = Fields::new();
            months(typed, &mut fields);
            assert_eq!(fields.into_refusals().is_empty(), right, "{typed}");
        }
    }
}
