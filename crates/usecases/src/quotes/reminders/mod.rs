//! Reminders before an offer ends: the days, set for the company and for one quotation, and the mails themselves.
mod days;
mod remind;
mod set;
mod view;

pub use days::{read_reminder_days, set_reminder_days};
pub use remind::remind_due;
pub use set::set_reminders;
pub(super) use view::view;

use crate::Denied;
use domain::quotes::reminders::Steps;

/// The customer was mailed.
const SENT: &str = "sent";
/// The customer did something since the offer was sent.
const ACTED: &str = "acted";
/// Nobody who has the offer has an address.
const NOBODY: &str = "nobody";

/// Days as they are kept.
fn stored(days: &str) -> Result<Steps, Denied> {
    Steps::parse(days).map_err(|refusal| Denied::fault(refusal.to_string()))
}
