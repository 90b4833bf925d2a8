//! A ticket's page.

use model::attachments::Attachment;
use model::tickets::{Entry, Event, Message, Priority, Side, TicketShown};
use model::{ContactId, MessageId, TicketId, Timestamp};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use super::access::{self, Visible};
use super::drafts;
use super::events::StoredEvent;
use super::names::{Names, title};
use super::reader::{author, is_unread, read_by, requester};
use super::stages::Stages;
use crate::desks::ContactDesk;
use crate::failure::Outcome;
use crate::tables::{companies, messages, ticket_companies, ticket_contacts, ticket_reads, tickets};
use crate::{attachments, markdown};

/// Entries of a conversation on one page.
const ENTRIES: usize = 200;

/// A visible ticket with its last 200 entries (or the 200 before one): messages and changes of the status, the
/// description first. Marks the ticket as read by the contact, unless a staff member only looks at the portal as them.
pub async fn show(desk: &ContactDesk, ticket: TicketId, before: Option<MessageId>) -> Outcome<TicketShown> {
    let (reader, viewer) = (desk.portico.store.reader(), desk.viewer());
    let ticket = access::find(reader, &viewer, ticket).await?;
    let stages = Stages::load(reader).await?;
    let (rows, earlier) = entries(desk, reader, &ticket, before).await?;
    let people = people_of(reader, ticket.id).await?;
    let contacts = rows.iter().map(|row| row.contact_id).chain([ticket.created_by_id]).chain(people.iter().copied().map(Some));
    let names = Names::load(reader, contacts, rows.iter().map(|row| row.user_id)).await?;
    let mut shown = Vec::with_capacity(rows.len() + 1);
    if earlier.is_none() && !ticket.content.trim().is_empty() {
        shown.push(Entry::Message(description(&ticket, &names, desk.viewer.contact)));
    }
    let files = attachments::of(&desk.portico, reader, &rows).await?;
    for row in &rows {
        let attached = attachments::shown(files.get(&row.id));
        shown.extend(entry(row, &names, &stages, (desk.viewer.contact, attached))?);
    }
    if before.is_none() && !desk.viewer.view_only {
        mark_read(desk, &ticket).await?;
    }
    Ok(TicketShown {
        id: TicketId(ticket.id),
        status: stages.status(ticket.stage_id)?,
        priority: ticket.priority.as_deref().and_then(Priority::parse),
        created_at: Timestamp(ticket.created_at),
        last_activity_at: Timestamp(ticket.last_activity_at),
        closed_at: ticket.closed_at.map(Timestamp),
        requester: requester(&names, ticket.created_by_id, &ticket.properties),
        people: people.iter().filter_map(|contact| names.contact(*contact)).collect(),
        company: company_of(reader, ticket.id).await?,
        entries: shown,
        earlier,
        abilities: access::abilities(&viewer, &ticket, &desk.portal, desk.portico.now()),
        draft: drafts::reply_draft(desk, reader, ticket.id).await?,
        subject: title(ticket.id, &ticket.subject),
        category: ticket.category.clone(),
    })
}

/// The rows of a page, oldest first, and where the page before it ends.
async fn entries(
    desk: &ContactDesk,
    connection: &impl ConnectionTrait,
    ticket: &Visible<tickets::Model>,
    before: Option<MessageId>,
) -> Outcome<(Vec<messages::Model>, Option<MessageId>)> {
    let mut rows = messages::Entity::find()
        .filter(messages::Column::TicketId.eq(ticket.id))
        .filter(access::messages_visible_to(&desk.viewer()))
        .filter(
            before
                .map_or_else(sea_orm::Condition::all, |before| sea_orm::Condition::all().add(messages::Column::Id.lt(before.0))),
        )
        .order_by_desc(messages::Column::Id)
        .limit(ENTRIES as u64 + 1)
        .all(connection)
        .await?;
    let more = rows.len() > ENTRIES;
    rows.truncate(ENTRIES);
    rows.reverse();
    let earlier = rows.first().filter(|_| more).map(|first| MessageId(first.id));
    Ok((rows, earlier))
}

fn description(ticket: &tickets::Model, names: &Names, reader: ContactId) -> Message {
    let side = if ticket.created_by_id == Some(reader.0) { Side::You } else { Side::Colleague };
    Message {
        id: MessageId(0),
        author: requester(names, ticket.created_by_id, &ticket.properties).unwrap_or_default(),
        side,
        html: markdown::to_html(&ticket.content),
        at: Timestamp(ticket.created_at),
        attachments: Vec::new(),
    }
}

/// `None`: an event that changes nothing that customers can tell.
fn entry(
    row: &messages::Model,
    names: &Names,
    stages: &Stages,
    (reader, attachments): (ContactId, Vec<Attachment>),
) -> Outcome<Option<Entry>> {
    if row.kind == "MESSAGE" {
        let (author, side) = author(row, names, reader);
        let html = markdown::to_html(&row.text);
        let (id, at) = (MessageId(row.id), Timestamp(row.created_at));
        return Ok(Some(Entry::Message(Message { id, author, side, html, at, attachments })));
    }
    let Some(StoredEvent::StageChanged { from, to }) = row.event.as_deref().and_then(StoredEvent::parse) else {
        return Ok(None);
    };
    let status = stages.status(to)?;
    if stages.status(from)? == status {
        return Ok(None);
    }
    // Which of the team moved it is not for customers.
    let author = row.contact_id.and_then(|contact| names.contact(contact));
    Ok(Some(Entry::Event(Event { id: MessageId(row.id), status, author, at: Timestamp(row.created_at) })))
}

async fn people_of(connection: &impl ConnectionTrait, ticket: i64) -> Outcome<Vec<i64>> {
    Ok(ticket_contacts::Entity::find()
        .select_only()
        .column(ticket_contacts::Column::ContactId)
        .filter(ticket_contacts::Column::TicketId.eq(ticket))
        .order_by_asc(ticket_contacts::Column::ContactId)
        .limit(100)
        .into_tuple()
        .all(connection)
        .await?)
}

async fn company_of(connection: &impl ConnectionTrait, ticket: i64) -> Outcome<Option<String>> {
    let primary = ticket_companies::Entity::find()
        .filter(ticket_companies::Column::TicketId.eq(ticket))
        .filter(ticket_companies::Column::IsPrimary.eq(true))
        .one(connection)
        .await?;
    let Some(primary) = primary else {
        return Ok(None);
    };
    Ok(companies::Entity::find_by_id(primary.company_id).one(connection).await?.map(|company| company.name))
}

/// A write, so only where there is something unread; never back to an older message.
async fn mark_read(desk: &ContactDesk, ticket: &tickets::Model) -> Outcome<()> {
    let (reader, contact) = (desk.portico.store.reader(), desk.viewer.contact);
    let Some(last) = ticket.last_message_id else {
        return Ok(());
    };
    let read = read_by(reader, contact, &[ticket.id]).await?.get(&ticket.id).copied();
    let last_message = messages::Entity::find_by_id(last).one(reader).await?;
    if !last_message.is_some_and(|message| is_unread(&message, read)) {
        return Ok(());
    }
    let row = ticket_reads::ActiveModel { contact_id: Set(contact.0), ticket_id: Set(ticket.id), message_id: Set(last) };
    let older = Expr::col((ticket_reads::Entity, ticket_reads::Column::MessageId)).lt(last);
    let upsert = OnConflict::columns([ticket_reads::Column::ContactId, ticket_reads::Column::TicketId])
        .update_column(ticket_reads::Column::MessageId)
        .action_and_where(older)
        .to_owned();
    ticket_reads::Entity::insert(row).on_conflict(upsert).exec_without_returning(desk.portico.store.writer()).await?;
    Ok(())
}
