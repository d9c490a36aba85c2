//! What tests are written with: one story on both engines, a company and its people, quotations and visitors.
//!
//! ```no_run
//! testkit::on_both(async |app| {
//!     let house = app.house("Salmela Oy").await;
//!     let anna = house.seller("Anna Salo").await;
//!     let sent = house.sent(&anna, vec![house.line("Huolto", "2", "120")]).await;
//!     let page = sent.page(&app.cx).await;
//!     assert_eq!(page.content.totals.net, testkit::figure("240"));
//! });
//! ```
// Tests are the only callers: what goes wrong here ends the test, and says where.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
pub mod engines;
pub mod forms;
pub mod house;
pub mod offers;
pub mod raw;
pub mod refusals;

pub use engines::{TestApp, on_both, on_both_addresses, on_postgres, on_sqlite};
pub use forms::{acceptance, choose, comment, decline, key, more_time, picks, propose, take_back, withdraw};
pub use house::{House, figure};
pub use offers::Sent;
pub use raw::Snapshot;
pub use refusals::{refused_at, refused_whole};
