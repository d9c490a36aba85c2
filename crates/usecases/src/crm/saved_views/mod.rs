//! Saved views: seen, kept, taken away.
mod opens;
mod read;
mod remove;
mod save;

pub(crate) use opens::{There, names};
pub use read::list_views;
pub use remove::remove_view;
pub use save::save_view;

use crate::Staff;
use domain::actors::Permission;
use store::crm::saved_views::SavedViewRecord;

/// Whether somebody may change a view they have: their own, or as administrator what others share.
fn may(by: &Staff, row: &SavedViewRecord) -> bool {
    row.owner_id == by.user().0 || by.scope(Permission::Settings).is_ok()
}
