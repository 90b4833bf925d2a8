//! A new ticket, with all that belongs to it, within the caller's transaction.

use model::tickets::Priority;
use model::{TicketId, Timestamp};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set, TryInsertResult};

use super::access;
use super::events::StoredEvent;
use super::post::{Author, happened};
use super::stages::Stages;
use crate::audit::Actor;
use crate::crm::{ObjectType, facts};
use crate::failure::{Failure, Outcome};
use crate::keys::fold_key;
use crate::portico::Portico;
use crate::search::{self, NewDocument};
use crate::tables::{stages, ticket_companies, ticket_contacts, tickets};
use crate::webhooks::capture::Capture;

/// HubSpot's default pipeline.
pub const PIPELINE: i64 = 0;

pub struct Filing<'a> {
    pub author: Author,
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
    /// As stored, see [`Author::key`]. `None`: nothing tells whether it was filed before.
    pub key: Option<&'a str>,
}

impl<'a> Filing<'a> {
    /// A ticket of which nothing else is said.
    pub fn new(author: Author, subject: &'a str, content: &'a str, source: &'a str) -> Self {
        Self {
            author,
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

/// Files the ticket, with its people, its first event and its search document. `Err`: the ticket that was filed with this
/// key before.
pub async fn file(portico: &Portico, tx: &DatabaseTransaction, filing: Filing<'_>) -> Outcome<Result<TicketId, TicketId>> {
    let Some(ticket) = insert(portico, tx, &filing).await? else {
        let before = by_key(tx, filing.key.unwrap_or_default()).await?;
        return before.map(Err).ok_or_else(|| Failure::internal("a filed ticket is gone"));
    };
    let (contacts, companies) = match filing.whose {
        Whose::Nobodys => (Vec::new(), Vec::new()),
        Whose::Requesters(contact) => requester(tx, contact).await?,
        Whose::Followed { closed, .. } => people_of(tx, closed.id).await?,
        Whose::Exactly { contacts, companies } => (contacts.to_vec(), companies.to_vec()),
    };
    let contact_rows =
        contacts.iter().map(|contact| ticket_contacts::ActiveModel { ticket_id: Set(ticket), contact_id: Set(*contact) });
    ticket_contacts::Entity::insert_many(contact_rows).exec_without_returning(tx).await?;
    let company_rows = companies.iter().map(|(company, primary)| ticket_companies::ActiveModel {
        ticket_id: Set(ticket),
        company_id: Set(*company),
        is_primary: Set(*primary),
    });
    ticket_companies::Entity::insert_many(company_rows).exec_without_returning(tx).await?;
    tell(portico, tx, filing.author, ticket, (&contacts, &companies)).await?;
    happened(portico, tx, ticket, filing.author, StoredEvent::Created, None).await?;
    let companies: Vec<i64> = companies.into_iter().map(|(company, _)| company).collect();
    let document = NewDocument {
        ticket_id: ticket,
        message_id: None,
        text: search::ticket_text(filing.subject, filing.content),
        scope: search::scope_of(&contacts, &companies),
    };
    search::insert(tx, portico.store.is_sqlite(), &[document]).await?;
    Ok(Ok(TicketId(ticket)))
}

/// Those who subscribed hear of the ticket, its values and its people.
async fn tell(
    portico: &Portico,
    tx: &DatabaseTransaction,
    author: Author,
    ticket: i64,
    (contacts, companies): (&[i64], &[(i64, bool)]),
) -> Outcome<()> {
    let Some(mut capture) = Capture::begin(tx, Actor::from(author), portico.now().0).await? else { return Ok(()) };
    let row = tickets::Entity::find_by_id(ticket).one(tx).await?;
    let row = row.ok_or_else(|| Failure::internal("a ticket that was just filed is gone"))?;
    capture.created(ObjectType::Tickets, ticket, &facts::of_ticket(&row));
    capture.people_of_ticket(ticket, contacts, companies);
    capture.write(tx).await
}

async fn insert(portico: &Portico, tx: &DatabaseTransaction, filing: &Filing<'_>) -> Outcome<Option<i64>> {
    let stages = Stages::load(tx).await?;
    let follows = filing.whose.follows();
    let pipeline = follows.map_or(PIPELINE, |closed| closed.pipeline_id);
    let stage = filing.stage.or_else(|| stages.of(pipeline).find(|stage| stage.turn != "CLOSED"));
    let stage = stage.ok_or_else(|| Failure::internal("a pipeline without an open stage"))?;
    let open = stage.turn != "CLOSED";
    let now = portico.now().0;
    let created = filing.created.map_or(now, |at| at.0);
    let row = tickets::ActiveModel {
        subject: Set(filing.subject.to_owned()),
        subject_key: Set(fold_key(filing.subject)),
        content: Set(filing.content.to_owned()),
        pipeline_id: Set(stage.pipeline_id),
        stage_id: Set(stage.id),
        turn: Set(stage.turn.clone()),
        is_open: Set(open),
        closed_at: Set((!open).then_some(now)),
        priority: Set(filing.priority.map(|priority| priority.word().to_owned())),
        category: Set(filing.category.map(str::to_owned)),
        source: Set(filing.source.to_owned()),
        created_by_id: Set(filing.whose.requester()),
        inbox_id: Set(filing.inbox),
        portal_id: Set(filing.portal),
        follows_id: Set(follows.map(|closed| closed.id)),
        owner_id: Set(filing.owner.or_else(|| follows.and_then(|closed| closed.owner_id))),
        properties: Set("{}".to_owned()),
        submission_key: Set(filing.key.map(str::to_owned)),
        version: Set(1),
        created_at: Set(created),
        updated_at: Set(now),
        last_activity_at: Set(now),
        ..Default::default()
    };
    let once = [tickets::Column::SubmissionKey];
    match tickets::Entity::insert(row).on_conflict_do_nothing_on(once).exec(tx).await? {
        TryInsertResult::Inserted(ticket) => Ok(Some(ticket.last_insert_id)),
        TryInsertResult::Conflicted | TryInsertResult::Empty => Ok(None),
    }
}

/// The ticket that was filed with a key.
pub async fn by_key(connection: &impl ConnectionTrait, key: &str) -> Outcome<Option<TicketId>> {
    let ticket = tickets::Entity::find().filter(tickets::Column::SubmissionKey.eq(key)).one(connection).await?;
    Ok(ticket.map(|ticket| TicketId(ticket.id)))
}

type People = (Vec<i64>, Vec<(i64, bool)>);

async fn requester(tx: &DatabaseTransaction, contact: i64) -> Outcome<People> {
    let company = access::primary_company(tx, model::ContactId(contact)).await?;
    Ok((vec![contact], company.into_iter().map(|company| (company.id, true)).collect()))
}

async fn people_of(tx: &DatabaseTransaction, ticket: i64) -> Outcome<People> {
    let contacts = ticket_contacts::Entity::find().filter(ticket_contacts::Column::TicketId.eq(ticket)).all(tx).await?;
    let companies = ticket_companies::Entity::find().filter(ticket_companies::Column::TicketId.eq(ticket)).all(tx).await?;
    Ok((
        contacts.into_iter().map(|row| row.contact_id).collect(),
        companies.into_iter().map(|row| (row.company_id, row.is_primary)).collect(),
    ))
}
