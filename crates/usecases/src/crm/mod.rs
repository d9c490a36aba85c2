//! The pipeline, by what a seller can do with it.
pub mod activities;
pub mod board;
pub(crate) mod chance;
pub mod change_opportunities;
pub mod close_opportunity;
pub mod create_opportunity;
pub mod duplicates;
pub mod edit_opportunity;
pub(crate) mod fields;
mod health;
pub mod list_opportunities;
pub mod merge;
pub mod move_opportunity;
pub mod read_opportunity;
pub(crate) mod win_by_order;

pub use activities::{edit_activity, end_activity, schedule_activity};
pub use board::{board, lane_cards};
pub use chance::{relearn_chances, set_chance};
pub use change_opportunities::change_opportunities;
pub use close_opportunity::close_opportunity;
pub use create_opportunity::create_opportunity;
pub use duplicates::resembling;
pub use edit_opportunity::edit_opportunity;
pub use list_opportunities::list_opportunities;
pub use merge::{merge_opportunities, preview_merge, take_back_merge};
pub use move_opportunity::move_opportunity;
pub use read_opportunity::read_opportunity;
