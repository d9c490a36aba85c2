//! What people see: pages and parts, rendered on the server and alive in the browser.
pub mod ui;
