//! Files that messages carry.

use serde::{Deserialize, Serialize};

use crate::ids::FileId;

/// A file as it stands under a message; the bytes are behind [`crate::paths::portal_attachments`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    pub file: FileId,
    /// With its extension.
    pub name: String,
    /// In bytes.
    pub size: i64,
}
