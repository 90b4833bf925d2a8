//! Two tickets turn out to be about one thing.

use model::{CompanyId, ContactId, TicketId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};
use serde_json::json;

use super::archive;
use super::associations::{TicketLink, link};
use crate::audit::{Actor, Entry};
use crate::failure::Outcome;
use crate::live::Change;
use crate::portico::Portico;
use crate::search::{self, NewDocument};
use crate::tables::{messages, outbox, search_documents, ticket_companies, ticket_contacts, ticket_reads, tickets};
use crate::tickets::access::{self, Visible};
use crate::tickets::events::StoredEvent;
use crate::tickets::post::{self, Author};
use crate::viewer::Viewer;

/// Gives the conversation, customers and companies of `merged` to `primary`, and what `primary` does not say about itself;
/// then `merged` is archived. Its description stays what it was: words of its customer, at their place in the
/// conversation. The stage is the primary one's. Customers of either read both from the next request on. Answers who is
/// to be told.
pub async fn merge(
    portico: &Portico,
    tx: &DatabaseTransaction,
    (viewer, author): (&Viewer, Author),
    primary: TicketId,
    merged: TicketId,
) -> Outcome<Vec<Change>> {
    let gone = access::find_to_change(tx, viewer, merged).await?;
    access::find_to_change(tx, viewer, primary).await?;
    move_people(portico, tx, (viewer, author), primary, merged).await?;
    keep_description(portico, tx, &gone).await?;
    move_messages(portico, tx, primary, merged).await?;
    let stays = access::find_to_change(tx, viewer, primary).await?;
    fill(portico, tx, author, &stays, &gone).await?;
    search::rescope(tx, portico.store.is_sqlite(), primary.0).await?;
    let mut told = archive(portico, tx, Actor::from(author), &gone).await?;
    Entry::new(Actor::from(author), "ticket_merged", format!("ticket:{primary}"))
        .with(json!({ "merged": merged }))
        .write(tx, portico.now())
        .await?;
    told.push(Change::Ticket(primary));
    Ok(told)
}

async fn move_people(
    portico: &Portico,
    tx: &DatabaseTransaction,
    (viewer, author): (&Viewer, Author),
    primary: TicketId,
    merged: TicketId,
) -> Outcome<()> {
    use crate::tables::{companies, contacts};
    let on = ticket_contacts::Entity::find().filter(ticket_contacts::Column::TicketId.eq(merged.0)).all(tx).await?;
    let of = ticket_companies::Entity::find().filter(ticket_companies::Column::TicketId.eq(merged.0)).all(tx).await?;
    let mut added = Vec::new();
    for row in on {
        let present = contacts::Entity::find_by_id(row.contact_id).filter(contacts::Column::ArchivedAt.is_null());
        if present.one(tx).await?.is_some() {
            added.push(TicketLink::AddContact(ContactId(row.contact_id)));
        }
    }
    for row in of {
        let present = companies::Entity::find_by_id(row.company_id).filter(companies::Column::ArchivedAt.is_null());
        if present.one(tx).await?.is_some() {
            added.push(TicketLink::AddCompany { company: CompanyId(row.company_id), primary: false });
        }
    }
    for wanted in added {
        let ticket = access::find_to_change(tx, viewer, primary).await?;
        link(portico, tx, author, &ticket, wanted).await?;
    }
    Ok(())
}

/// The event that begins a conversation becomes the words that it began with.
async fn keep_description(portico: &Portico, tx: &DatabaseTransaction, merged: &Visible<tickets::Model>) -> Outcome<()> {
    if merged.content.trim().is_empty() {
        return Ok(());
    }
    let began = messages::Entity::find()
        .filter(messages::Column::TicketId.eq(merged.id))
        .filter(messages::Column::Event.eq(StoredEvent::Created.json()))
        .one(tx)
        .await?;
    let direction = if merged.created_by_id.is_some() { "INCOMING" } else { "OUTGOING" };
    let mut row = messages::ActiveModel {
        ticket_id: Set(merged.id),
        kind: Set("MESSAGE".to_owned()),
        direction: Set(Some(direction.to_owned())),
        contact_id: Set(merged.created_by_id),
        text: Set(merged.content.clone()),
        event: Set(None),
        created_at: Set(merged.created_at),
        ..Default::default()
    };
    let message = match began {
        Some(began) => {
            row.id = sea_orm::Unchanged(began.id);
            // Whoever filed it, the words are the customer's.
            if merged.created_by_id.is_some() {
                row.user_id = Set(None);
                row.author_name = Set(None);
            }
            messages::Entity::update(row).exec(tx).await?.id
        }
        None => messages::Entity::insert(row).exec(tx).await?.last_insert_id,
    };
    let document = NewDocument {
        ticket_id: merged.id,
        message_id: Some(message),
        text: merged.content.clone(),
        scope: search::current_scope(tx, merged.id).await?,
    };
    search::insert(tx, portico.store.is_sqlite(), &[document]).await
}

/// Messages, comments and events, with their documents in the search and the letters about them that wait. A note that is a
/// comment of both stays a comment of the primary one.
async fn move_messages(portico: &Portico, tx: &DatabaseTransaction, primary: TicketId, merged: TicketId) -> Outcome<()> {
    let twice = messages::Entity::find()
        .filter(messages::Column::TicketId.eq(merged.0))
        .filter(messages::Column::NoteId.in_subquery(notes_of(primary)))
        .all(tx)
        .await?;
    for comment in twice {
        search::remove(tx, portico.store.is_sqlite(), merged.0, Some(comment.id)).await?;
        messages::Entity::delete_by_id(comment.id).exec(tx).await?;
    }
    let (thread, _) = post::thread_of(tx, primary.0, portico.now().0).await?;
    messages::Entity::update_many()
        .filter(messages::Column::TicketId.eq(merged.0))
        .col_expr(messages::Column::TicketId, Expr::value(primary.0))
        .col_expr(messages::Column::ThreadId, Expr::value(thread))
        .exec(tx)
        .await?;
    search_documents::Entity::update_many()
        .filter(search_documents::Column::TicketId.eq(merged.0))
        .filter(search_documents::Column::MessageId.is_not_null())
        .col_expr(search_documents::Column::TicketId, Expr::value(primary.0))
        .exec(tx)
        .await?;
    outbox::Entity::update_many()
        .filter(outbox::Column::TicketId.eq(merged.0))
        .filter(outbox::Column::MessageId.is_not_null())
        .filter(outbox::Column::SentAt.is_null())
        .col_expr(outbox::Column::TicketId, Expr::value(primary.0))
        .exec(tx)
        .await?;
    ticket_reads::Entity::delete_many().filter(ticket_reads::Column::TicketId.eq(merged.0)).exec(tx).await?;
    tickets::Entity::update_many()
        .filter(tickets::Column::FollowsId.eq(merged.0))
        .filter(tickets::Column::Id.ne(primary.0))
        .col_expr(tickets::Column::FollowsId, Expr::value(primary.0))
        .exec(tx)
        .await?;
    Ok(())
}

fn notes_of(ticket: TicketId) -> sea_orm::sea_query::SelectStatement {
    sea_orm::sea_query::Query::select()
        .column(messages::Column::NoteId)
        .from(messages::Entity)
        .and_where(messages::Column::TicketId.eq(ticket.0))
        .and_where(messages::Column::NoteId.is_not_null())
        .to_owned()
}

/// What the primary ticket says nothing about, and how far its conversation goes now.
async fn fill(
    portico: &Portico,
    tx: &DatabaseTransaction,
    author: Author,
    primary: &Visible<tickets::Model>,
    merged: &tickets::Model,
) -> Outcome<()> {
    let mut row = post::changed(portico, primary);
    row.priority = Set(primary.priority.clone().or_else(|| merged.priority.clone()));
    row.category = Set(primary.category.clone().or_else(|| merged.category.clone()));
    row.owner_id = Set(primary.owner_id.or(merged.owner_id));
    row.created_by_id = Set(primary.created_by_id.or(merged.created_by_id));
    row.last_message_id = Set(primary.last_message_id.max(merged.last_message_id));
    row.last_activity_at = Set(primary.last_activity_at.max(merged.last_activity_at));
    if primary.subject.is_empty() && !merged.subject.is_empty() {
        row.subject_key = Set(crate::keys::fold_key(&merged.subject));
        row.subject = Set(merged.subject.clone());
    }
    let after = post::save(tx, Actor::from(author), primary, row).await?;
    if after.subject != primary.subject {
        let text = search::ticket_text(&after.subject, &after.content);
        search::replace(tx, portico.store.is_sqlite(), after.id, None, text).await?;
    }
    Ok(())
}
