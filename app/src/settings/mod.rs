//! Settings: the company's own data, users, teams, stages, taxes, and how mail leaves.
pub mod api;
mod company;
mod limits;
mod mail;
mod new_user;
mod order;
mod page;
mod page_form;
mod person;
mod pipeline;
mod regret;
mod relearn;
mod reminders;
mod seal;
mod set_form;
mod set_page;
mod switch_off;
mod users;
mod values;

pub(crate) use order::Order;
pub use page::SettingsPage;
pub(crate) use page_form::{PageForm, refused_row};
pub(crate) use set_form::{Above, Foot, SetForm, SetWords};
pub(crate) use set_page::SetPage;
