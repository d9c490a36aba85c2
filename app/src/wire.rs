//! What every server function shares: its error, and the sentence of it, also at the field that was refused.
use crate::codec::JsonText;
use domain::refusal::{FieldRefusal, Refusal};
use i18n::{T, problem::refusal_sentence};
use leptos::{
    prelude::*,
    server_fn::error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};
use wire::problem::Problem;

/// Why a server function did not do it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AppError(pub Problem);

impl AppError {
    /// One sentence that helps. Where several fields were refused, the first.
    pub fn sentence(&self, t: T) -> String {
        match &self.0 {
            Problem::Refused { refusals } => match refusals.first() {
                Some(first) => refusal_sentence(t, &first.refusal),
                None => t.problem_unreadable().to_owned(),
            },
            Problem::NotFound => t.problem_not_found().to_owned(),
            Problem::Stale { .. } => t.problem_stale().to_owned(),
            Problem::SignedOut => t.problem_signed_out().to_owned(),
            Problem::NotAllowed => t.problem_not_allowed().to_owned(),
            Problem::Unreadable => t.problem_unreadable().to_owned(),
            Problem::Unavailable => t.problem_unavailable().to_owned(),
            Problem::Fault { incident } if incident.is_empty() => t.problem_fault_unnumbered().to_owned(),
            Problem::Fault { incident } => t.problem_fault(incident),
        }
    }

    /// The sentence that belongs under a field, where that field was refused.
    pub fn at(&self, t: T, field: &str) -> Option<String> {
        self.0.at(field).map(|refusal| refusal_sentence(t, refusal))
    }

    /// The sentence for what concerns none of the fields shown: everything but refusals at those.
    pub fn beside(&self, t: T, fields: &[&str]) -> Option<String> {
        match &self.0 {
            Problem::Refused { refusals } => refusals
                .iter()
                .find(|refused| !fields.contains(&refused.field.as_str()))
                .map(|refused| refusal_sentence(t, &refused.refusal)),
            _ => Some(self.sentence(t)),
        }
    }

    /// Somebody else saved first.
    pub fn is_stale(&self) -> bool {
        matches!(self.0, Problem::Stale { .. })
    }

    /// The session has ended.
    pub fn is_signed_out(&self) -> bool {
        matches!(self.0, Problem::SignedOut)
    }
}

/// What was refused at a field, as a sentence; none where it is right. Tracked.
pub(crate) fn refused_at(t: T, refused: RwSignal<Vec<FieldRefusal>>, field: &str) -> Option<String> {
    refused.with(|all| all.iter().find(|one| one.field == field).map(|one| refusal_sentence(t, &one.refusal)))
}

/// The same as a field's `error`; `field` may be a place that changes, as of a row among others.
pub(crate) fn error_at<S: AsRef<str>>(
    t: T,
    refused: RwSignal<Vec<FieldRefusal>>,
    field: impl Fn() -> S + Send + Sync + 'static,
) -> Signal<Option<String>> {
    Signal::derive(move || refused_at(t, refused, field().as_ref()))
}

impl From<Problem> for AppError {
    fn from(problem: Problem) -> Self {
        // Called directly while a page is rendered, this sets the page's own status: 404 for what is not there.
        #[cfg(feature = "ssr")]
        crate::admit::answer_status(problem.status());
        AppError(problem)
    }
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        Problem::refused(refusal).into()
    }
}

#[cfg(feature = "ssr")]
impl From<usecases::Denied> for AppError {
    fn from(denied: usecases::Denied) -> Self {
        Problem::from(denied).into()
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonText;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        use ServerFnErrorErr as E;
        let problem = match error {
            E::Args(_) | E::MissingArg(_) | E::UnsupportedRequestMethod(_) => Problem::Unreadable,
            // On the server what could not be read is the request; in the browser it is the answer.
            #[cfg(feature = "ssr")]
            E::Deserialization(_) | E::Request(_) => Problem::Unreadable,
            #[cfg(not(feature = "ssr"))]
            E::Request(_) => Problem::Unavailable,
            _ => Problem::Fault { incident: String::new() },
        };
        #[cfg(feature = "ssr")]
        crate::admit::answer_status(problem.status());
        AppError(problem)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use i18n::Lang;

    #[test]
    fn an_error_travels_and_says_the_same_on_the_other_side() {
        for problem in [
            Problem::NotFound,
            Problem::Stale { current: 4 },
            Problem::refused(Refusal::Required),
            Problem::Fault { incident: "1a2b".to_owned() },
        ] {
            let error = AppError(problem);
            assert_eq!(AppError::de(error.ser()), error);
        }
    }

    #[test]
    fn a_refusal_stands_at_its_field_and_nowhere_else() {
        let t = T::new(Lang::En);
        let error = AppError(Problem::Refused { refusals: vec![FieldRefusal::at("title", Refusal::Required)] });
        assert_eq!(error.at(t, "title").unwrap(), "Fill this in.");
        assert_eq!(error.at(t, "email"), None);
        assert_eq!(error.beside(t, &["title"]), None);
        assert_eq!(error.beside(t, &["email"]).unwrap(), "Fill this in.");
        assert!(AppError(Problem::Unavailable).beside(t, &["title"]).is_some());
    }

    #[test]
    fn an_answer_nobody_can_read_is_no_panic() {
        let odd = AppError::de(b"<html>502".to_vec().into());
        let t = T::new(Lang::Sv);
        // The server takes what it cannot read for the request, the browser for the answer.
        let said = if cfg!(feature = "ssr") { t.problem_unreadable() } else { t.problem_fault_unnumbered() };
        assert_eq!(odd.sentence(t), said);
    }
}
