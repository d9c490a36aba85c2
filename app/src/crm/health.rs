//! How an opportunity does, in words.
use crate::ui::Due;
use domain::crm::health::Concern;
use i18n::T;

/// A concern as a mark and in words.
pub(crate) fn concern(t: T, concern: Concern) -> (Due, String) {
    let count = |days: i64| usize::try_from(days).unwrap_or_default();
    match concern {
        Concern::StepLate { days } => (Due::Over, t.crm_health_late(count(days))),
        Concern::NoStep => (Due::None, t.crm_step_none().to_owned()),
        Concern::Stuck { days, usual } => (Due::Now, t.crm_health_stuck(count(days), usual.to_string())),
    }
}

/// All concerns, or that there is none.
pub(crate) fn health(t: T, concerns: &[Concern]) -> Vec<(Due, String)> {
    if concerns.is_empty() {
        return vec![(Due::Later, t.crm_health_fine().to_owned())];
    }
    concerns.iter().map(|one| concern(t, *one)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use i18n::Lang;

    #[test]
    fn every_concern_is_a_sentence_of_its_own() {
        let t = T::new(Lang::En);
        let said = |concerns: &[Concern]| health(t, concerns).into_iter().map(|(_, words)| words).collect::<Vec<_>>();
        assert_eq!(said(&[]), ["On track"]);
        assert_eq!(said(&[Concern::NoStep]), ["No next step"]);
        let both = [Concern::StepLate { days: 3 }, Concern::Stuck { days: 21, usual: 9 }];
        assert_eq!(said(&both), ["Next step 3 days late", "In this stage 21 days, usually 9"]);
    }
}
