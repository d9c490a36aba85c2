//! What is sold, by what people can do with it.
mod combo;
pub mod create;
pub mod edit;
pub(crate) mod facts;
pub(crate) mod fields;
pub mod list;
pub(crate) mod picture;
pub mod prices;
pub mod read;
pub mod variants;

pub use create::create;
pub use edit::edit;
pub use list::{list, suggest, tags, taxes};
pub use picture::set_picture;
pub use prices::prices;
pub use read::read;
pub use variants::{attributes, edit_variant, variants};
