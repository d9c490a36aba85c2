//! What comes in by web forms and mail, from the stranger's words to the opportunity on the board.
mod answers;
mod fields;
mod inbox;
mod mail;
pub mod mailboxes;
mod make;
mod receive;
mod settle;
mod sources;
mod threads;
mod waiting;

pub use fields::map_field;
pub use inbox::{list, read, replay};
pub use intake::mail::MOST_BYTES as MOST_MAIL_BYTES;
pub use mail::{MailWay, admit_mail, receive_mail};
pub use receive::{Arrived, Raw, WebForm, admit, contact, receive};
pub use sources::{list as sources, save};
pub use waiting::judge_waiting;

/// Most bytes of a post of a web form that are kept.
pub const MOST_BYTES: usize = 256 * 1024;
