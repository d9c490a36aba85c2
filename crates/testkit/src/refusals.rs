//! What a rule said, and where.
use domain::refusal::Refusal;
use usecases::Denied;

/// The refusals by field; ends the test when it was anything else.
#[track_caller]
pub fn refused_at<T: std::fmt::Debug>(result: Result<T, Denied>) -> Vec<(String, Refusal)> {
    match result {
        Err(Denied::Refused(refusals)) => refusals.into_iter().map(|at| (at.field, at.refusal)).collect(),
        other => panic!("not refused but {other:?}"),
    }
}

/// The one refusal of the whole command.
#[track_caller]
pub fn refused_whole<T: std::fmt::Debug>(result: Result<T, Denied>) -> Refusal {
    match refused_at(result).as_slice() {
        [(field, refusal)] if field.is_empty() => refusal.clone(),
        other => panic!("refused at {other:?}"),
    }
}
