//! The statements whose text never varies, of what is known of readers.
use crate::{quotes, shelf};

/// The constants: module path and text.
macro_rules! fixed {
    ($($path:path),* $(,)?) => { [$((stringify!($path), $path)),*] };
}

/// Texts that never vary.
pub(super) const FIXED: &[(&str, &str)] = &fixed![
    quotes::reading::VISIT,
    quotes::reading::VISITS,
    quotes::reading::AGREE,
    quotes::reading::AGREED,
    quotes::reading::FORGET_TIMES,
    quotes::reading::WITHDRAW,
    quotes::reading::TIME,
    quotes::reading::TIMES,
    quotes::reminders::USUAL,
    quotes::reminders::SET_USUAL,
    quotes::reminders::PLAN,
    quotes::reminders::INSERT_PLAN,
    quotes::reminders::UPDATE_PLAN,
    quotes::reminders::DROP_PLAN,
    quotes::reminders::ENDING,
    quotes::reminders::TAKE,
    quotes::reminders::LIST,
    quotes::reminders::ACTS,
    shelf::KNOWN,
    shelf::RECENT,
    shelf::INSERT_KEY,
    shelf::SPEND,
    shelf::INSERT_SESSION,
    shelf::ADMIT,
    shelf::LEAVE,
    shelf::FORGET_KEYS,
    shelf::FORGET_SESSIONS,
    shelf::LIST,
    shelf::LINK,
];
