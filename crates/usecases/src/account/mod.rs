//! Signing in and out, sessions, passwords, links that work once.
pub mod admit;
pub mod attempts;
pub mod link;
pub mod me;
pub mod password;
pub mod request_reset;
pub mod session;
pub mod sign_in;

pub use admit::{admit_staff, operator, still_admitted};
pub use link::open_one_time_link;
pub use me::{me, set_language};
pub use password::{reset_password, set_password};
pub use request_reset::request_reset;
pub use session::{SignedIn, sign_out};
pub use sign_in::sign_in;
