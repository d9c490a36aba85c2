//! What goes wrong with a mailbox, in words.
use crate::T;

/// The sentence for a trouble, by code.
pub fn trouble(t: T, code: &str) -> &'static str {
    match code {
        "unreachable" => t.mailboxes_trouble_unreachable(),
        "certificate" => t.mailboxes_trouble_certificate(),
        "login" => t.mailboxes_trouble_login(),
        "folder" => t.mailboxes_trouble_folder(),
        "move_to" => t.mailboxes_trouble_move_to(),
        "too_slow" => t.mailboxes_trouble_too_slow(),
        "sealed" => t.mailboxes_trouble_sealed(),
        "ours" => t.mailboxes_trouble_ours(),
        _ => t.mailboxes_trouble_refused(),
    }
}
