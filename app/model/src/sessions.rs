//! One's own sessions, listed and ended.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::ids::SessionId;
use crate::time::Timestamp;

/// A session that is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRow {
    pub id: SessionId,
    /// The one that asks.
    pub is_this: bool,
    pub began_at: Timestamp,
    /// To the minute.
    pub seen_at: Timestamp,
    /// As their makers write them; `None` where what the browser says of itself tells nothing.
    pub browser: Option<String>,
    pub system: Option<String>,
    /// The internet address that it began from.
    pub address: Option<String>,
    pub at: SessionPlace,
}

/// Where the session is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SessionPlace {
    Here,
    /// A portal that the reader may enter, by its name.
    Portal(String),
    /// A portal that is not named, because the reader may not enter it.
    Elsewhere,
}

/// What signed-in people see and do.
#[async_trait]
pub trait OwnSessions: Send + Sync {
    /// The one that asks first, then the last seen first.
    async fn sessions(&self) -> Result<Vec<SessionRow>, Fault>;

    /// Not found: ended, or somebody else's.
    async fn end_session(&self, session: SessionId) -> Result<(), Fault>;

    /// All but the one that asks.
    async fn end_other_sessions(&self) -> Result<(), Fault>;
}
