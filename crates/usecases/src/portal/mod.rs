//! What a customer on a link can do: read, choose, ask, propose, accept, decline.
pub mod accept;
pub mod admit;
pub mod changes;
pub mod choose;
pub mod comment;
pub mod decline;
pub mod enclosed;
pub mod evidence;
pub mod more_time;
pub mod page;
pub mod pdf;
pub mod propose;
pub mod seen;
mod standing;
mod tell_seller;

pub use accept::{Accepted, accept};
pub use admit::{admit_visitor, revoked};
pub use changes::read_before;
pub use choose::choose;
pub use comment::{comment, comment_with};
pub use decline::decline;
pub use enclosed::{Enclosed, enclosed};
pub use more_time::ask_more_time;
pub use page::{read, read_with};
pub use pdf::{pdf, signed_pdf};
pub use propose::propose;
pub use seen::seen;
