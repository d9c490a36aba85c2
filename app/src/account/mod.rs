//! Before the door: signing in, a forgotten password, a new one. These pages are plain forms and need no script.
pub mod api;
mod door;
mod forgotten;
mod password_field;
mod set_password;
mod sign_in;

pub use door::{door, own_path};
pub use forgotten::ForgottenPage;
pub use set_password::SetPasswordPage;
pub use sign_in::SignInPage;
