//! Records that were archived, and bringing them back.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::ids::RecordId;
use crate::pages::Page;
use crate::properties::RecordKind;
use crate::time::Timestamp;

/// A record that integrations, or the undoing of an import, archived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchivedRecord {
    pub id: RecordId,
    pub name: String,
    /// A contact's address, a company's domain.
    pub detail: Option<String>,
    pub at: Timestamp,
}

/// What became of bringing a record back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Restored {
    Back {
        name: String,
    },
    /// Somebody else has the contact's address meanwhile, and nothing was changed.
    AddressTaken {
        email: String,
        by: String,
    },
    /// Another record has what no two may have the same of, and nothing was changed.
    ValueTaken {
        property: String,
        value: String,
        by: RecordId,
    },
}

#[async_trait]
pub trait ArchivedRecords: Send + Sync {
    /// The last ones first. A cursor that is not understood starts from the top. Administrators only.
    async fn archived_records(&self, kind: RecordKind, after: Option<&str>) -> Result<Page<ArchivedRecord>, Fault>;

    /// Brings a record back with all that belonged to it. One that was merged into another, and one that is not archived,
    /// is not there. Administrators only.
    async fn restore_record(&self, kind: RecordKind, record: RecordId) -> Result<Restored, Fault>;
}
