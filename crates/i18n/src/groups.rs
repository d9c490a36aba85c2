//! What opportunities are put into groups by, in words.
use crate::T;
use domain::{
    crm::{
        OpportunityState,
        pivot::{Axis, Measure},
    },
    periods::Month,
};

/// What an axis is called.
pub fn axis(t: T, axis: Axis) -> &'static str {
    match axis {
        Axis::Stage => t.crm_stage(),
        Axis::Owner => t.crm_owner(),
        Axis::Team => t.crm_team(),
        Axis::Source => t.crm_source(),
        Axis::State => t.measure_state(),
        Axis::Reason => t.measure_reason(),
        Axis::Tag => t.measure_tag(),
        Axis::Created => t.measure_created(),
        Axis::Closed => t.measure_closed(),
        Axis::Close => t.measure_close(),
    }
}

/// What a figure is called.
pub fn measure(t: T, measure: Measure) -> &'static str {
    match measure {
        Measure::Count => t.measure_count(),
        Measure::Expected => t.measure_expected(),
        Measure::Weighted => t.measure_weighted(),
        Measure::Monthly => t.measure_monthly(),
        Measure::MonthlyWeighted => t.measure_monthly_weighted(),
        Measure::WonShare => t.measure_won_share(),
        Measure::Days => t.measure_days(),
    }
}

/// What a group is called: its own name, or what its key says; those without a value have words too.
pub fn name(t: T, axis: Axis, key: &str, name: &str) -> String {
    match axis {
        Axis::Created if key.is_empty() => t.measure_earlier().to_owned(),
        Axis::Closed if key.is_empty() => t.measure_still_open().to_owned(),
        Axis::Close if key.is_empty() => t.measure_no_day().to_owned(),
        Axis::Owner if key.is_empty() => t.measure_nobody().to_owned(),
        Axis::Team if key.is_empty() => t.measure_no_team().to_owned(),
        Axis::Source if key.is_empty() => t.measure_no_source().to_owned(),
        Axis::Reason if key.is_empty() => t.measure_no_reason().to_owned(),
        Axis::Tag if key.is_empty() => t.measure_no_tag().to_owned(),
        Axis::State => match OpportunityState::parse(key) {
            Some(OpportunityState::Open) => t.crm_list_open().to_owned(),
            Some(OpportunityState::Won) => t.crm_list_won().to_owned(),
            Some(OpportunityState::Lost) => t.crm_list_lost().to_owned(),
            None => key.to_owned(),
        },
        Axis::Created | Axis::Closed | Axis::Close => period(t, key),
        Axis::Stage | Axis::Owner | Axis::Team | Axis::Source | Axis::Reason | Axis::Tag => {
            if name.is_empty() {
                key.to_owned()
            } else {
                name.to_owned()
            }
        }
    }
}

/// The same as short as it can be, for the foot of a graph: `11/26`, `Q4/26`.
pub fn short(t: T, axis: Axis, key: &str, name: &str) -> String {
    let year = |year: i32| year.rem_euclid(100);
    match (axis.is_time(), key.parse::<Month>(), quarter(key)) {
        (true, Ok(month), _) => format!("{}/{:02}", month.number(), year(month.year())),
        (true, _, Some((full, quarter))) => format!("Q{quarter}/{:02}", year(full)),
        _ => self::name(t, axis, key, name),
    }
}

/// A month or quarter with its year.
fn period(t: T, key: &str) -> String {
    match (key.parse::<Month>(), quarter(key)) {
        (Ok(at), _) => month(t, at),
        (_, Some((year, quarter))) => t.measure_quarter(quarter, year),
        _ => key.to_owned(),
    }
}

/// The year and the quarter of `2026-Q4`.
fn quarter(key: &str) -> Option<(i32, u32)> {
    let (year, quarter) = key.split_once("-Q")?;
    Some((year.parse().ok()?, quarter.parse().ok()?))
}

/// A month's name with its year.
pub fn month(t: T, month: Month) -> String {
    format!("{} {}", month_name(t, month), month.year())
}

/// A month's name.
pub fn month_name(t: T, month: Month) -> &'static str {
    match month.number() {
        1 => t.ui_month_1(),
        2 => t.ui_month_2(),
        3 => t.ui_month_3(),
        4 => t.ui_month_4(),
        5 => t.ui_month_5(),
        6 => t.ui_month_6(),
        7 => t.ui_month_7(),
        8 => t.ui_month_8(),
        9 => t.ui_month_9(),
        10 => t.ui_month_10(),
        11 => t.ui_month_11(),
        _ => t.ui_month_12(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;

    #[test]
    fn groups_have_words_in_every_language() {
        for lang in Lang::ALL {
            let t = T::new(lang);
            for one in Axis::ALL {
                assert!(!axis(t, one).is_empty());
                assert!(
                    one == Axis::Stage || !name(t, one, "", "").is_empty() || one == Axis::State,
                    "{one:?} {lang:?}"
                );
            }
        }
        let t = T::new(Lang::En);
        assert_eq!(name(t, Axis::Close, "2026-11", ""), "November 2026");
        assert_eq!(name(t, Axis::Close, "2026-Q4", ""), "Q4 2026");
        assert_eq!(
            (short(t, Axis::Close, "2026-Q4", ""), short(t, Axis::Closed, "2026-02", "")),
            ("Q4/26".into(), "2/26".into())
        );
        assert_eq!(name(t, Axis::Source, "2026-11", "2026-11"), "2026-11");
    }
}
