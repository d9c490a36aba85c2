//! The rules of selling, pure: money, tax, quotations, parties, permissions.
//!
//! No clock, no randomness, no input or output. The same code computes in the browser, on the
//! server and for paper.
pub mod actors;
pub mod categories;
pub mod combos;
#[cfg(test)]
#[path = "../../../testdata/corpora/corpora.rs"]
mod corpora;
pub mod crm;
pub mod days;
pub mod delivery;
pub mod discount;
pub mod few;
pub mod figures;
pub mod files;
pub mod fiscal;
pub mod formats;
pub mod ical;
pub mod ids;
pub mod imports;
pub mod lang;
pub mod margin;
pub mod money;
pub mod palette;
pub mod parties;
pub mod payment;
pub mod periods;
pub mod pricing;
pub mod product_tags;
pub mod quotes;
pub mod refusal;
pub mod richtext;
pub mod sections;
pub mod tax;
pub mod templates;
pub mod terms;
pub mod text;
pub mod units;
pub mod validity;
pub mod webforms;
