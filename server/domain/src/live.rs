//! Who is told that something changed. A change names a ticket and never says what is in it: whoever hears of it asks
//! again, at their own desk, through the one rule.
//!
//! On one machine this is a channel. Several servers on one PostgreSQL also tell each other, with `NOTIFY`. Telling comes
//! after the commit and may be lost with the server that would have told; what was written is not, and pages look again
//! when they reconnect.

use std::sync::Arc;
use std::time::Duration;

use model::TicketId;
use sea_orm::sqlx::postgres::PgListener;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, RuntimeErr, SqlxError, Statement};
use tokio::sync::broadcast;

use crate::desks::ContactDesk;
use crate::failure::{Failure, Outcome};
use crate::portico::Portico;
use crate::secrets;
use crate::tickets::access;

/// Changes that a slow listener may fall behind by before it is told to look at everything.
const BEHIND_MAX: usize = 1024;
/// A schema of its own is a Portico of its own, and several may share a database. Hashed, because a channel's name may
/// have 63 bytes, as many as a schema's.
const CHANNEL: &str = "'portico_' || md5(current_schema())";

/// Something that pages may want to look at again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Something that its customers see, too.
    Ticket(TicketId),
    /// Something that only staff see, such as a comment. Customers do not even hear that it happened.
    Internal(TicketId),
    /// Who may do what: everybody's access is to be looked up again.
    Access,
}

impl Change {
    /// The ticket that changed, if it is one.
    pub fn ticket(self) -> Option<TicketId> {
        match self {
            Self::Ticket(ticket) | Self::Internal(ticket) => Some(ticket),
            Self::Access => None,
        }
    }

    fn word(self) -> String {
        match self {
            Self::Ticket(ticket) => format!("ticket {ticket}"),
            Self::Internal(ticket) => format!("internal {ticket}"),
            Self::Access => "access".to_owned(),
        }
    }

    fn parse(word: &str) -> Option<Self> {
        match word.split_once(' ') {
            Some(("ticket", ticket)) => ticket.parse().ok().map(Self::Ticket),
            Some(("internal", ticket)) => ticket.parse().ok().map(Self::Internal),
            _ => (word == "access").then_some(Self::Access),
        }
    }
}

/// The channel of this server.
#[derive(Clone)]
pub struct Live {
    sender: broadcast::Sender<Change>,
    /// Which of the servers this is, so that it does not hear itself.
    server: Arc<str>,
}

impl Default for Live {
    fn default() -> Self {
        Self { sender: broadcast::channel(BEHIND_MAX).0, server: secrets::reference().into() }
    }
}

impl Portico {
    /// All changes from now on. Whether somebody may hear of one is asked at their desk, for each.
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.live.sender.subscribe()
    }

    /// Tells of changes, after they were committed.
    pub(crate) async fn tell(&self, changes: &[Change]) {
        for change in changes {
            // Nobody listens: nobody has a page open.
            let _ = self.live.sender.send(*change);
        }
        if self.store.is_sqlite() || changes.is_empty() {
            return;
        }
        let places: Vec<String> = (1..=changes.len()).map(|number| format!("(${number})")).collect();
        let notify = format!("SELECT pg_notify({CHANNEL}, told.word) FROM (VALUES {}) AS told (word)", places.join(", "));
        let words = changes.iter().map(|change| format!("{} {}", self.live.server, change.word()).into());
        let notify = Statement::from_sql_and_values(DbBackend::Postgres, notify, words);
        // As a question: it answers a row for each.
        if let Err(error) = self.store.writer().query_all_raw(notify).await {
            tracing::warn!(%error, "other servers were not told of a change");
        }
    }

    /// Hears of the changes that other servers make, for as long as this one runs. Returns at once on SQLite, where
    /// there are none.
    pub async fn hear_other_servers(&self) {
        if self.store.is_sqlite() {
            return;
        }
        loop {
            if let Err(error) = self.listen().await {
                tracing::warn!(%error, "changes made by other servers are not heard of, trying again");
            }
            // What was missed meanwhile is unknown.
            let _ = self.live.sender.send(Change::Access);
            tokio::time::sleep(Duration::from_secs(2)).await;
        }
    }

    async fn channel(&self) -> Result<String, DbErr> {
        let named = Statement::from_string(DbBackend::Postgres, format!("SELECT {CHANNEL}"));
        let row = self.store.reader().query_one_raw(named).await?;
        row.ok_or_else(|| DbErr::RecordNotFound("the name of the channel".to_owned()))?.try_get_by_index(0)
    }

    async fn listen(&self) -> Result<(), DbErr> {
        let channel = self.channel().await?;
        self.listen_on(&channel).await.map_err(|error| DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error))))
    }

    async fn listen_on(&self, channel: &str) -> Result<(), SqlxError> {
        let mut listener = PgListener::connect_with(self.store.reader().get_postgres_connection_pool()).await?;
        listener.listen(channel).await?;
        while let Some(notice) = listener.try_recv().await? {
            if let Some((server, word)) = notice.payload().split_once(' ')
                && server != &*self.live.server
                && let Some(change) = Change::parse(word)
            {
                let _ = self.live.sender.send(change);
            }
        }
        Ok(())
    }
}

impl ContactDesk {
    /// Whether this contact may hear of a change: of a ticket, if they may see it now. The desk is to be made anew for
    /// each change, so that an ended session hears nothing.
    pub async fn may_hear(&self, change: &Change) -> Outcome<bool> {
        match change {
            Change::Access => Ok(true),
            Change::Internal(_) => Ok(false),
            Change::Ticket(ticket) => match access::find(self.portico.store.reader(), &self.viewer(), *ticket).await {
                Ok(_) => Ok(true),
                Err(Failure::Fault(model::Fault::NotFound)) => Ok(false),
                Err(failure) => Err(failure),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_comes_through_a_notification() {
        for change in [Change::Ticket(TicketId(7)), Change::Internal(TicketId(8)), Change::Access] {
            assert_eq!(Change::parse(&change.word()), Some(change));
        }
        for other in ["", "ticket", "ticket x", "accessx", "internal -1"] {
            assert_eq!(Change::parse(other), None, "{other}");
        }
    }
}
