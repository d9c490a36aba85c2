//! The company and its users, by what an administrator can do.
pub mod add_user;
pub mod edit_company;
pub(crate) mod kept;
pub mod read;
pub mod regret;

pub use add_user::add_user;
pub use edit_company::edit_company;
pub use read::read;
pub use regret::{read_regret, set_regret};
