//! What people see: pages and parts, rendered on the server and alive in the browser.
#[cfg(feature = "ssr")]
pub mod portal;
pub mod ui;
