//! Where a quotation stands, as a badge: icon and word.
use crate::{
    i18n::use_t,
    ui::{Badge, IconName, Tone},
};
use domain::quotes::state::QuoteState;
use i18n::T;
use leptos::prelude::*;
use wire::quotes::{QuoteRow, QuoteView};

/// What a badge is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Facts {
    state: QuoteState,
    read: bool,
    open_questions: i64,
    decline_reason: String,
}

/// The badge of a row of a list.
#[component]
pub fn QuoteBadge(
    /// The row.
    row: QuoteRow,
) -> impl IntoView {
    let (tone, icon, words) = face(
        use_t(),
        &Facts {
            state: row.state,
            read: row.read,
            open_questions: row.open_questions,
            decline_reason: row.decline_reason,
        },
    );
    view! { <Badge tone icon>{words}</Badge> }
}

/// The badge of an open quotation; follows what happens.
#[component]
pub fn StateBadge(
    /// The quotation.
    #[prop(into)]
    view: Signal<QuoteView>,
) -> impl IntoView {
    let t = use_t();
    let facts = Memo::new(move |_| {
        view.with(|view| Facts {
            state: view.state,
            read: view.links.iter().any(|link| link.read.is_some()),
            open_questions: view.comments.iter().filter(|one| one.by_customer && !one.answered).count() as i64,
            decline_reason: String::new(),
        })
    });
    move || {
        let (tone, icon, words) = face(t, &facts.get());
        view! { <Badge tone icon>{words}</Badge> }
    }
}

/// A question that waits stands before everything else while the customer can still answer.
fn face(t: T, facts: &Facts) -> (Tone, IconName, String) {
    let (tone, icon, words) = match facts.state {
        QuoteState::Sent if facts.open_questions > 0 => {
            return (Tone::Amber, IconName::Ask, t.quotes_state_questions(facts.open_questions));
        }
        QuoteState::Declined => {
            let words = match reason(t, &facts.decline_reason) {
                Some(reason) => t.quotes_state_declined_because(reason),
                None => t.quotes_state_declined().to_owned(),
            };
            return (Tone::Danger, IconName::Cross, words);
        }
        QuoteState::Draft => (Tone::Plain, IconName::Document, t.quotes_state_draft()),
        QuoteState::Sent if facts.read => (Tone::Accent, IconName::Eye, t.quotes_state_read()),
        QuoteState::Sent => (Tone::Plain, IconName::Send, t.quotes_state_sent()),
        QuoteState::Accepted => (Tone::Solid, IconName::Check, t.quotes_state_accepted()),
        QuoteState::Expired => (Tone::Off, IconName::Clock, t.quotes_state_expired()),
        QuoteState::Cancelled => (Tone::Off, IconName::Cross, t.quotes_state_cancelled()),
    };
    (tone, icon, words.to_owned())
}

/// Why the customer said no, in a word.
pub(crate) fn reason(t: T, code: &str) -> Option<&'static str> {
    use domain::quotes::decision::DeclineReason;
    DeclineReason::parse(code).map(|reason| match reason {
        DeclineReason::Price => t.quotes_reason_price(),
        DeclineReason::Schedule => t.quotes_reason_schedule(),
        DeclineReason::OtherSupplier => t.quotes_reason_other_supplier(),
        DeclineReason::ProjectEnded => t.quotes_reason_project_ended(),
        DeclineReason::Other => t.quotes_reason_other(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use i18n::Lang;

    fn facts(state: QuoteState) -> Facts {
        Facts { state, read: false, open_questions: 0, decline_reason: String::new() }
    }

    #[test]
    fn only_an_accepted_quotation_is_solid_and_a_waiting_question_is_amber() {
        let t = T::new(Lang::En);
        for state in QuoteState::ALL {
            assert_eq!(face(t, &facts(state)).0 == Tone::Solid, state == QuoteState::Accepted);
        }
        let asked = Facts { open_questions: 2, read: true, ..facts(QuoteState::Sent) };
        let (tone, _, words) = face(t, &asked);
        assert_eq!((tone, words.as_str()), (Tone::Amber, "2 questions"));
        let settled = Facts { open_questions: 2, ..facts(QuoteState::Accepted) };
        assert_eq!(face(t, &settled).0, Tone::Solid);
    }

    #[test]
    fn a_refusal_names_its_reason() {
        let t = T::new(Lang::En);
        let declined = Facts { decline_reason: "price".into(), ..facts(QuoteState::Declined) };
        assert_eq!(face(t, &declined).2, "Declined: price");
        assert_eq!(face(t, &facts(QuoteState::Declined)).2, "Declined");
    }
}
