//! What a customer on a link can do: read, choose, ask, propose, accept, decline.
pub mod accept;
pub mod admit;
pub mod changes;
pub mod choose;
pub mod comment;
pub mod decline;
pub mod evidence;
pub mod more_time;
pub mod page;
pub mod pdf;
pub mod propose;
pub mod reading;
pub mod seen;
mod standing;
mod tell_seller;

pub use accept::{Accepted, accept};
pub use admit::{admit_visitor, revoked};
pub use changes::read_before;
pub use choose::choose;
pub use comment::comment;
pub use decline::decline;
pub use more_time::ask_more_time;
pub use page::{read, read_with};
pub use pdf::{pdf, signed_pdf};
pub use propose::propose;
pub use reading::{share_reading, shares_reading, tell_reading};
pub use seen::seen;
