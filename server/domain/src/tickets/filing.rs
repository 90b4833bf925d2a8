//! New tickets, with all that belongs to them, within the caller's transaction. One is a batch of one.

mod rows;

use model::tickets::Priority;
use model::{TicketId, Timestamp};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::events::StoredEvent;
use super::post::{Author, happened_to_all};
use crate::audit::Actor;
use crate::crm::{ObjectType, facts};
use crate::failure::{Failure, Outcome};
use crate::import::bulk::reserve;
use crate::portico::Portico;
use crate::search::{self, NewDocument};
use crate::tables::{stages, tickets};
use crate::webhooks::capture::Capture;
use rows::Filed;

/// HubSpot's default pipeline.
pub const PIPELINE: i64 = 0;

pub struct Filing<'a> {
    pub subject: &'a str,
    pub content: &'a str,
    pub priority: Option<Priority>,
    pub category: Option<&'a str>,
    pub source: &'a str,
    pub owner: Option<i64>,
    pub inbox: Option<i64>,
    /// Where a customer files it.
    pub portal: Option<i64>,
    pub whose: Whose<'a>,
    /// Where it begins. `None`: the first open stage, of the pipeline of the ticket that it follows, or the default one.
    pub stage: Option<&'a stages::Model>,
    /// Where that is not now.
    pub created: Option<Timestamp>,
    /// Where that is not now, or not what the stage says.
    pub closed: Option<Timestamp>,
    /// As stored, see [`Author::key`]. `None`: nothing tells whether it was filed before.
    pub key: Option<&'a str>,
}

impl<'a> Filing<'a> {
    /// A ticket of which nothing else is said.
    pub fn new(subject: &'a str, content: &'a str, source: &'a str) -> Self {
        Self {
            subject,
            content,
            priority: None,
            category: None,
            source,
            owner: None,
            inbox: None,
            portal: None,
            whose: Whose::Nobodys,
            stage: None,
            created: None,
            closed: None,
            key: None,
        }
    }
}

/// Whose ticket it is.
#[derive(Clone, Copy)]
pub enum Whose<'a> {
    Nobodys,
    /// The requester's, and their primary company's.
    Requesters(i64),
    /// The closed ticket's that this one goes on from; its people come along.
    Followed {
        closed: &'a tickets::Model,
        requester: i64,
    },
    /// Exactly these contacts', of whom the first is the requester, and companies' (primary).
    Exactly {
        contacts: &'a [i64],
        companies: &'a [(i64, bool)],
    },
}

impl<'a> Whose<'a> {
    fn requester(self) -> Option<i64> {
        match self {
            Self::Nobodys => None,
            Self::Requesters(requester) | Self::Followed { requester, .. } => Some(requester),
            Self::Exactly { contacts, .. } => contacts.first().copied(),
        }
    }

    fn follows(self) -> Option<&'a tickets::Model> {
        if let Self::Followed { closed, .. } = self { Some(closed) } else { None }
    }
}

const TABLE: &str = "tickets";

/// Files the ticket, with its people, its first event and its search document. `Err`: the ticket that was filed with this
/// key before.
pub async fn file(
    portico: &Portico,
    tx: &DatabaseTransaction,
    author: Author,
    filing: Filing<'_>,
) -> Outcome<Result<TicketId, TicketId>> {
    let (ids, key) = (numbers(tx, 1).await?, filing.key);
    if file_all(portico, tx, author, &ids, &[filing]).await?
        && let [ticket] = ids[..]
    {
        return Ok(Ok(TicketId(ticket)));
    }
    let before = by_key(tx, key.unwrap_or_default()).await?;
    before.map(Err).ok_or_else(|| Failure::internal("a filed ticket is gone"))
}

/// Numbers for so many tickets that are about to be filed.
pub async fn numbers(tx: &DatabaseTransaction, tickets: usize) -> Outcome<Vec<i64>> {
    reserve(tx, TABLE, tickets).await
}

/// Files tickets under these numbers, in as many statements as one takes. Answers whether it did: nothing is filed where
/// the key of one was used before.
pub async fn file_all(
    portico: &Portico,
    tx: &DatabaseTransaction,
    author: Author,
    ids: &[i64],
    filings: &[Filing<'_>],
) -> Outcome<bool> {
    let filed = rows::of(portico, tx, ids, filings).await?;
    if !rows::insert(tx, &filed).await? {
        return Ok(false);
    }
    tell(portico, tx, author, &filed).await?;
    happened_to_all(portico, tx, ids, author, StoredEvent::Created).await?;
    let documents: Vec<NewDocument> = filed.iter().map(Filed::document).collect();
    search::insert(tx, portico.store.is_sqlite(), &documents).await?;
    Ok(true)
}

/// Those who subscribed hear of the tickets, their values and their people.
async fn tell(portico: &Portico, tx: &DatabaseTransaction, author: Author, filed: &[Filed]) -> Outcome<()> {
    let Some(mut capture) = Capture::begin(tx, Actor::from(author), portico.now().0).await? else { return Ok(()) };
    for Filed { ticket, contacts, companies } in filed {
        capture.created(ObjectType::Tickets, ticket.id, &facts::of_ticket(ticket));
        capture.people_of_ticket(ticket.id, contacts, companies);
    }
    capture.write(tx).await
}

/// The ticket that was filed with a key.
pub async fn by_key(connection: &impl ConnectionTrait, key: &str) -> Outcome<Option<TicketId>> {
    let ticket = tickets::Entity::find().filter(tickets::Column::SubmissionKey.eq(key)).one(connection).await?;
    Ok(ticket.map(|ticket| TicketId(ticket.id)))
}
