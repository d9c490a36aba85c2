//! Where a message of the outbox stands, as a badge.
use crate::i18n::use_t;
use crate::ui::{Badge, IconName, Tone};
use i18n::T;
use leptos::prelude::*;
use wire::messages::{OutboxRow, OutboxState};

/// The badge of a message.
#[component]
pub(super) fn StateBadge(
    /// The message.
    row: OutboxRow,
    /// Whether a mail server is set up.
    ready: bool,
) -> impl IntoView {
    let (tone, icon, words) = face(use_t(), row.state, row.topic == "mail", row.attempts, ready);
    view! { <Badge tone icon>{words}</Badge> }
}

fn face(t: T, state: OutboxState, mail: bool, attempts: i64, ready: bool) -> (Tone, IconName, &'static str) {
    match state {
        OutboxState::Waiting if mail && !ready => (Tone::Amber, IconName::Clock, t.messages_state_waits_for_server()),
        OutboxState::Waiting if attempts > 0 => (Tone::Amber, IconName::Refresh, t.messages_state_again()),
        OutboxState::Waiting => (Tone::Plain, IconName::Clock, t.messages_state_waiting()),
        OutboxState::Done if mail => (Tone::Positive, IconName::Check, t.messages_state_sent()),
        OutboxState::Done => (Tone::Positive, IconName::Check, t.messages_state_done()),
        OutboxState::Dead => (Tone::Danger, IconName::Alert, t.messages_state_dead()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use i18n::Lang;

    #[test]
    fn outbox_never_forgets() {
        let t = T::new(Lang::En);
        // A mail that cannot go anywhere yet says so, and is never shown as sent or lost.
        let (tone, _, words) = face(t, OutboxState::Waiting, true, 0, false);
        assert_eq!((tone, words), (Tone::Amber, "Waits for a mail server"));
        // Work that is no mail does not wait for a mail server.
        assert_eq!(face(t, OutboxState::Waiting, false, 0, false).2, "Waiting");
        assert_eq!(face(t, OutboxState::Dead, true, 9, true).0, Tone::Danger);
        assert_eq!(face(t, OutboxState::Done, true, 1, true).2, "Sent");
    }
}
