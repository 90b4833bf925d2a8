//! A ticket's page as staff see it.

use std::collections::BTreeMap;

use model::helpdesk::{Named, StaffEntry, StaffEntryKind, StaffTicket, StageChoice, TicketCompany, TicketContact};
use model::tickets::Priority;
use model::{CompanyId, ContactId, MessageId, StageId, TicketId, Timestamp, UserId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::names::EntryNames;
use crate::attachments::StoredFile;
use crate::crm::{self, ObjectType};
use crate::desks::UserDesk;
use crate::failure::Outcome;
use crate::tables::{inboxes, messages, ticket_companies, ticket_contacts, tickets, users};
use crate::tickets::names::title;
use crate::tickets::stages::{Stages, parse_turn};
use crate::tickets::{access, drafts};
use crate::{attachments, markdown, outbox};

/// Entries of a conversation on the page.
const ENTRIES: u64 = 500;

/// The ticket with everything: its last 500 entries, comments and events included, the description first.
pub async fn show(desk: &UserDesk, ticket: TicketId) -> Outcome<StaffTicket> {
    let reader = desk.portico.store.reader();
    let ticket = access::find(reader, &desk.viewer(), ticket).await?;
    let stages = Stages::load(reader).await?;
    let rows = entries(desk, reader, ticket.id).await?;
    let contacts = contacts_on(reader, ticket.id).await?;
    let companies = companies_on(reader, ticket.id).await?;
    let company_ids: Vec<i64> = companies.iter().map(|row| row.company_id).collect();
    let names = EntryNames::load(reader, &ticket, &rows, &contacts, &company_ids).await?;
    let inbox = match ticket.inbox_id {
        Some(inbox) => inboxes::Entity::find_by_id(inbox).one(reader).await?.map(|inbox| inbox.name),
        None => None,
    };
    Ok(StaffTicket {
        id: TicketId(ticket.id),
        subject: title(ticket.id, &ticket.subject),
        stage: StageId(ticket.stage_id),
        turn: parse_turn(&ticket.turn),
        priority: ticket.priority.as_deref().and_then(Priority::parse),
        category: ticket.category.clone(),
        source: ticket.source.clone(),
        owner: ticket.owner_id.map(UserId),
        inbox,
        contacts: contacts.iter().map(|id| ticket_contact(*id, &names)).collect(),
        companies: companies.iter().map(|row| ticket_company(row, &names)).collect(),
        related: crm::related(reader, &desk.viewer(), ObjectType::Tickets, ticket.id).await?,
        created_at: Timestamp(ticket.created_at),
        last_activity_at: Timestamp(ticket.last_activity_at),
        closed_at: ticket.closed_at.map(Timestamp),
        properties: crm::desk::values_of(reader, ObjectType::Tickets, ticket.id).await?,
        version: ticket.version,
        letters: outbox::of_ticket(&desk.portico, reader, ticket.id).await?,
        entries: conversation(&ticket, &rows, &attachments::of(&desk.portico, reader, &rows).await?, &names, &stages)?,
        draft: drafts::text(reader, drafts::of_user(desk.user.id), drafts::reply_to(ticket.id)).await?,
        stages: stages.of(ticket.pipeline_id).map(choice).collect(),
        owners: owners(reader).await?,
    })
}

async fn entries(desk: &UserDesk, connection: &impl ConnectionTrait, ticket: i64) -> Outcome<Vec<messages::Model>> {
    let mut rows = messages::Entity::find()
        .filter(messages::Column::TicketId.eq(ticket))
        .filter(access::messages_visible_to(&desk.viewer()))
        .order_by_desc(messages::Column::Id)
        .limit(ENTRIES)
        .all(connection)
        .await?;
    rows.reverse();
    Ok(rows)
}

fn conversation(
    ticket: &tickets::Model,
    rows: &[messages::Model],
    files: &BTreeMap<i64, Vec<StoredFile>>,
    names: &EntryNames,
    stages: &Stages,
) -> Outcome<Vec<StaffEntry>> {
    let mut entries = Vec::with_capacity(rows.len() + 1);
    if !ticket.content.trim().is_empty() {
        let kind = StaffEntryKind::Incoming { html: markdown::to_html(&ticket.content) };
        entries.push(StaffEntry {
            id: MessageId(0),
            at: Timestamp(ticket.created_at),
            author: names.requester(ticket),
            kind,
            attachments: Vec::new(),
        });
    }
    for row in rows {
        let html = || markdown::to_html(&row.text);
        let kind = match (row.kind.as_str(), row.direction.as_deref()) {
            ("MESSAGE", Some("OUTGOING")) => StaffEntryKind::Outgoing { html: html() },
            ("MESSAGE", _) => StaffEntryKind::Incoming { html: html() },
            ("COMMENT", _) => StaffEntryKind::Comment { html: html() },
            _ => match names.event(row, stages)? {
                Some(event) => StaffEntryKind::Event(event),
                None => continue,
            },
        };
        let (id, at, author) = (MessageId(row.id), Timestamp(row.created_at), names.author(row));
        entries.push(StaffEntry { id, at, author, kind, attachments: attachments::shown(files.get(&row.id)) });
    }
    Ok(entries)
}

fn ticket_contact(id: i64, names: &EntryNames) -> TicketContact {
    TicketContact { id: ContactId(id), name: names.contact(id), email: names.people.email(id) }
}

fn ticket_company(row: &ticket_companies::Model, names: &EntryNames) -> TicketCompany {
    TicketCompany { id: CompanyId(row.company_id), name: names.company(row.company_id), primary: row.is_primary }
}

fn choice(stage: &crate::tables::stages::Model) -> StageChoice {
    StageChoice { id: StageId(stage.id), label: stage.label.clone(), turn: parse_turn(&stage.turn) }
}

async fn contacts_on(connection: &impl ConnectionTrait, ticket: i64) -> Outcome<Vec<i64>> {
    let rows = ticket_contacts::Entity::find().filter(ticket_contacts::Column::TicketId.eq(ticket));
    let rows = rows.order_by_asc(ticket_contacts::Column::ContactId).all(connection).await?;
    Ok(rows.into_iter().map(|row| row.contact_id).collect())
}

/// The primary one first.
async fn companies_on(connection: &impl ConnectionTrait, ticket: i64) -> Outcome<Vec<ticket_companies::Model>> {
    let rows = ticket_companies::Entity::find().filter(ticket_companies::Column::TicketId.eq(ticket));
    let rows = rows.order_by_desc(ticket_companies::Column::IsPrimary).order_by_asc(ticket_companies::Column::CompanyId);
    Ok(rows.all(connection).await?)
}

async fn owners(connection: &impl ConnectionTrait) -> Outcome<Vec<Named<UserId>>> {
    let users = users::Entity::find().filter(users::Column::DisabledAt.is_null()).order_by_asc(users::Column::Name);
    let users = users.order_by_asc(users::Column::Id).all(connection).await?;
    Ok(users.into_iter().map(|user| Named { id: UserId(user.id), name: user.name }).collect())
}
