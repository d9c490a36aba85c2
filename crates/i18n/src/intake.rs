//! What became of a post of a web form, in words.
use crate::T;

/// The sentence for a verdict and its reason, both by code.
pub fn reason(t: T, verdict: &str, reason: &str) -> &'static str {
    match (verdict, reason) {
        ("made", _) => t.intake_reason_made(),
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
        "json" => t.intake_adapter_json(),
        _ => t.intake_adapter_form(),
    }
}
