//! Quotations: the row, its lines, versions, links, comments, decisions, and the lists.
pub mod approvals;
pub mod blocks;
pub mod choices;
pub mod comments;
pub mod decisions;
pub mod lines;
pub mod links;
pub mod list;
pub mod presences;
pub mod proposals;
pub mod recipients;
pub mod record;
pub mod sources;
pub mod templates;
pub mod time_requests;
pub mod version_reads;
pub mod versions;
