//! Signing in and who is signed in.
use domain::{
    actors::Role,
    days::Stamp,
    ids::{CompanyId, UserId},
    lang::Lang,
    money::Currency,
};
use serde::{Deserialize, Serialize};

/// Who is signed in, for the frame of every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// The user.
    pub id: UserId,
    /// The company.
    pub company: CompanyId,
    /// The company's name.
    pub company_name: String,
    /// First and last name.
    pub name: String,
    /// E-mail address, with which one signs in.
    pub email: String,
    /// The role.
    pub role: Role,
    /// Language of the screens.
    pub language: Lang,
    /// The company's language: its form of figures and dates is used on every screen.
    pub company_language: Lang,
    /// The company's currency.
    pub currency: Currency,
    /// Whether a password was set (a first sign-in by link comes without).
    pub has_password: bool,
    /// The company's clock when the page was made: pages count days from here.
    pub now: Stamp,
    /// The address their pipeline opens with, where they have chosen a saved view for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pipeline: Option<String>,
}

/// Sign in with address and password.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// E-mail address.
    pub email: String,
    /// Password.
    pub password: String,
}

/// Set a new password: by a reset link's token, or (signed in) with the present password.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetPassword {
    /// Token of the one-time link; empty when signed in.
    #[serde(default)]
    pub token: String,
    /// The present password; empty with a token, or when none was set yet.
    #[serde(default)]
    pub present: String,
    /// The new one, 12 to 128 characters.
    pub password: String,
}
