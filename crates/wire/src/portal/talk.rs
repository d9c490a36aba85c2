//! What is asked and answered on the customer's page, and the files that come with it.
use domain::{
    days::Stamp,
    ids::{AttachmentId, CommentId, LineId},
};
use serde::{Deserialize, Serialize};

/// A comment, as the customer sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalComment {
    /// Which.
    pub id: CommentId,
    /// The version it was written on.
    pub version: u32,
    /// The line it is about; none for the whole.
    pub line: Option<LineId>,
    /// What that line was called; for lines that this version no longer has.
    pub line_name: String,
    /// Whether the customer wrote it.
    pub by_customer: bool,
    /// Who wrote it.
    pub author: String,
    /// The text.
    pub body: String,
    /// When.
    pub at: Stamp,
    /// Whether the seller has answered since.
    pub answered: bool,
    /// Files that came with it.
    pub files: Vec<PortalFile>,
}

/// A file that came with a comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalFile {
    /// Which.
    pub id: AttachmentId,
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: i64,
}
