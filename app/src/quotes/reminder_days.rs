//! Why days of reminders were not taken, in words that know what was typed.
use crate::wire::AppError;
use domain::refusal::Refusal;
use i18n::T;
use wire::problem::Problem;

/// Why days were not taken, at their field.
pub fn days_refusal(t: T, error: AppError) -> String {
    let sentence = error.sentence(t);
    let Problem::Refused { refusals } = error.0 else { return sentence };
    match refusals.first().map(|one| &one.refusal) {
        Some(Refusal::NotAFigure) => t.reading_days_no_figure().to_owned(),
        Some(Refusal::NotAChoice) => t.reading_days_too_many().to_owned(),
        Some(other) => i18n::problem::refusal_sentence(t, other),
        None => sentence,
    }
}
