//! The company and its users, by what an administrator can do.
pub mod add_user;
pub mod edit_company;
pub(crate) mod kept;
pub mod read;
pub mod regret;
pub mod users;

pub use add_user::add_user;
pub use edit_company::edit_company;
pub use read::read;
pub use regret::{read_regret, set_regret};
pub use users::{hand_on, save_user, switch_user, switch_user_by_email, user_holds};
