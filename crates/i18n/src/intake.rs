//! What became of a post of a web form or of a mail, in words.
use crate::T;

/// The sentence for a verdict and its reason, both by code.
pub fn reason(t: T, verdict: &str, reason: &str) -> &'static str {
    match (verdict, reason) {
        ("made", _) => t.intake_reason_made(),
        ("joined", "same_matter") => t.intake_reason_same_matter(),
        ("joined", "answer_to_quotation") => t.intake_reason_answer_to_quotation(),
        ("joined", "meeting_answer") => t.meetings_reason_answer(),
        ("joined", "meeting_wish") => t.meetings_reason_wish(),
        (_, "meeting_unknown") => t.meetings_reason_unknown(),
        (_, "meeting_over") => t.meetings_reason_over(),
        (_, "meeting_stranger") => t.meetings_reason_stranger(),
        (_, "meeting_older") => t.meetings_reason_older(),
        (_, "meeting_broken") => t.meetings_reason_broken(),
        (_, "meeting_too_large") => t.meetings_reason_too_large(),
        ("joined", _) => t.intake_reason_answer(),
        ("automatic", "bounce") => t.intake_reason_bounce(),
        ("automatic", "bulk") => t.intake_reason_bulk(),
        ("automatic", "loop") => t.intake_reason_loop(),
        ("automatic", "too_many") => t.intake_reason_too_many(),
        ("automatic", _) => t.intake_reason_auto_submitted(),
        (_, "mail_too_large") => t.intake_reason_mail_too_large(),
        (_, "no_headers") => t.intake_reason_no_headers(),
        (_, "broken") => t.intake_reason_broken(),
        (_, "no_sender") => t.intake_reason_no_sender(),
        ("repeated", _) => t.intake_reason_repeated(),
        ("spam", _) => t.intake_reason_spam(),
        (_, "too_large") => t.intake_reason_too_large(),
        (_, "empty") => t.intake_reason_empty(),
        (_, "not_json") => t.intake_reason_not_json(),
        (_, "too_many_fields") => t.intake_reason_too_many_fields(),
        (_, "no_contact") => t.intake_reason_no_contact(),
        (_, "no_stage") => t.intake_reason_no_stage(),
        ("unreadable", _) => t.intake_reason_no_fields(),
        _ => t.intake_reason_waiting(),
    }
}

/// The verdict, by code.
pub fn verdict(t: T, verdict: &str) -> &'static str {
    match verdict {
        "made" => t.intake_verdict_made(),
        "repeated" => t.intake_verdict_repeated(),
        "joined" => t.intake_verdict_joined(),
        "automatic" => t.intake_verdict_automatic(),
        "spam" => t.intake_verdict_spam(),
        "unreadable" => t.intake_verdict_unreadable(),
        "incomplete" => t.intake_verdict_incomplete(),
        _ => t.intake_verdict_waiting(),
    }
}

/// Whose way of writing a post follows, by code.
pub fn adapter(t: T, adapter: &str) -> &'static str {
    match adapter {
        "elementor" => "Elementor",
        "contact_form_7" => "Contact Form 7",
        "gravity_forms" => "Gravity Forms",
        "wpforms" => "WPForms",
        "mail" => t.intake_adapter_mail(),
        "json" => t.intake_adapter_json(),
        _ => t.intake_adapter_form(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;

    #[test]
    fn each_reason_of_a_mail_has_its_own_sentence() {
        for t in Lang::ALL.map(T::new) {
            let said = [
                ("joined", "answer"),
                ("joined", "answer_to_quotation"),
                ("joined", "same_matter"),
                ("automatic", "bounce"),
                ("automatic", "bulk"),
                ("automatic", "loop"),
                ("automatic", "too_many"),
                ("automatic", "auto_submitted"),
                ("unreadable", "mail_too_large"),
                ("unreadable", "no_headers"),
                ("unreadable", "broken"),
                ("incomplete", "no_sender"),
                ("joined", "meeting_answer"),
                ("joined", "meeting_wish"),
                ("automatic", "meeting_unknown"),
                ("automatic", "meeting_over"),
                ("automatic", "meeting_stranger"),
                ("automatic", "meeting_older"),
                ("unreadable", "meeting_broken"),
                ("unreadable", "meeting_too_large"),
                ("waiting", ""),
            ];
            let count = said.len();
            let mut said: Vec<&str> = said.iter().map(|(verdict, why)| reason(t, verdict, why)).collect();
            said.sort_unstable();
            said.dedup();
            assert_eq!(said.len(), count);
        }
    }
}
