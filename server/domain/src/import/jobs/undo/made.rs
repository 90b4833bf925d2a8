//! What an import made, taken away: archived by the same steps as at the desks, unless it is in use.

use model::people::Role;
use model::{CompanyId, ContactId, Fault, SessionId, TicketId, UserId};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, RelationDef,
};

use super::{Settled, Undoing};
use crate::crm::{ObjectType, unique};
use crate::failure::{Failure, Outcome};
use crate::import::traces::LAST_ACTIVITY;
use crate::live::Change;
use crate::search;
use crate::tables::{
    companies, contact_companies, contacts, import_changes, messages, notes, property_changes, ticket_companies, ticket_contacts,
    tickets,
};
use crate::tickets::access;
use crate::viewer::{UserViewer, Viewer};
use crate::{companies as company_feature, contacts as contact_feature, helpdesk};

/// Imports are about everything that there is, as staff see it.
pub fn staff() -> Viewer {
    Viewer::User(UserViewer { user: UserId(0), role: Role::Owner, session: SessionId(0) })
}

pub async fn take_away(
    undoing: &Undoing<'_>,
    tx: &DatabaseTransaction,
    row: &import_changes::Model,
    told: &mut Vec<Change>,
) -> Outcome<Settled> {
    match row.object_type.as_str() {
        "tickets" => ticket(undoing, tx, row, told).await,
        "contacts" => contact(undoing, tx, row).await,
        "companies" => company(undoing, tx, row).await,
        "messages" => message(undoing, tx, row.record_id, told).await,
        _ => Ok(Settled::Undone),
    }
}

/// Whether somebody, or a later file, said something else of a record since it was made. Imports note no history; what
/// undoing a later one put back is noted, and is no change.
async fn changed_since(tx: &DatabaseTransaction, row: &import_changes::Model) -> Outcome<bool> {
    use import_changes::Column as C;
    let later = import_changes::Entity::find()
        .filter(C::ObjectType.eq(row.object_type.as_str()))
        .filter(C::RecordId.eq(row.record_id))
        .filter(C::ImportId.gt(row.import_id));
    let mut put_back = Vec::new();
    for later in later.all(tx).await? {
        let changes = Undoing::changes_of(&later)?;
        // That a file brought messages of a ticket says nothing else of it.
        if !later.settled && changes.iter().any(|change| change.property != LAST_ACTIVITY) {
            return Ok(true);
        }
        put_back.extend(changes);
    }
    let by_hand = property_changes::Entity::find()
        .filter(property_changes::Column::ObjectType.eq(row.object_type.as_str()))
        .filter(property_changes::Column::RecordId.eq(row.record_id))
        .all(tx)
        .await?;
    let was_put_back = |noted: &property_changes::Model| {
        put_back.iter().any(|change| {
            (&change.property, &change.before, &change.after) == (&noted.property, &noted.after_value, &noted.before_value)
        })
    };
    Ok(!by_hand.iter().all(was_put_back))
}

/// One that somebody has written on since stays, with its people.
async fn ticket(
    undoing: &Undoing<'_>,
    tx: &DatabaseTransaction,
    row: &import_changes::Model,
    told: &mut Vec<Change>,
) -> Outcome<Settled> {
    let id = row.record_id;
    let ticket = match access::find_to_change(tx, &staff(), TicketId(id)).await {
        // Archived since, which is what is wanted.
        Err(Failure::Fault(Fault::NotFound)) => return Ok(Settled::Undone),
        found => found?,
    };
    if changed_since(tx, row).await? {
        return Ok(Settled::Kept("changed"));
    }
    // What imports write bears a key of theirs.
    let written = messages::Entity::find()
        .filter(messages::Column::TicketId.eq(id))
        .filter(messages::Column::Kind.is_in(["MESSAGE", "COMMENT"]))
        .filter(
            sea_orm::Condition::any()
                .add(messages::Column::SubmissionKey.is_null())
                .add(messages::Column::SubmissionKey.not_like("import:%")),
        );
    if written.count(tx).await? > 0 {
        return Ok(Settled::Kept("answered"));
    }
    told.extend(helpdesk::archive(undoing.portico, tx, undoing.actor, &ticket).await?);
    unique::release(tx, ObjectType::Tickets, [id]).await?;
    // The same file may bring it again.
    tickets::Entity::update_many()
        .col_expr(tickets::Column::ExternalKey, Expr::value(None::<String>))
        .filter(tickets::Column::Id.eq(id))
        .exec(tx)
        .await?;
    messages::Entity::update_many()
        .col_expr(messages::Column::SubmissionKey, Expr::value(None::<String>))
        .filter(messages::Column::TicketId.eq(id))
        .filter(messages::Column::SubmissionKey.like("import:%"))
        .exec(tx)
        .await?;
    Ok(Settled::Undone)
}

async fn contact(undoing: &Undoing<'_>, tx: &DatabaseTransaction, row: &import_changes::Model) -> Outcome<Settled> {
    let id = row.record_id;
    let contact = match contact_feature::edit::present(tx, ContactId(id)).await {
        Err(Failure::Fault(Fault::NotFound)) => return Ok(Settled::Undone),
        found => found?,
    };
    if changed_since(tx, row).await? {
        return Ok(Settled::Kept("changed"));
    }
    if contact.password_hash.is_some() {
        return Ok(Settled::Kept("account"));
    }
    let to_tickets: RelationDef = ticket_contacts::Entity::belongs_to(tickets::Entity)
        .from(ticket_contacts::Column::TicketId)
        .to(tickets::Column::Id)
        .into();
    let live = ticket_contacts::Entity::find()
        .join(JoinType::InnerJoin, to_tickets)
        .filter(ticket_contacts::Column::ContactId.eq(id))
        .filter(tickets::Column::ArchivedAt.is_null());
    if live.count(tx).await? > 0 {
        return Ok(Settled::Kept("in-use"));
    }
    contact_feature::edit::archive(tx, undoing.portico.now(), undoing.actor, &contact).await?;
    unique::release(tx, ObjectType::Contacts, [id]).await?;
    Ok(Settled::Undone)
}

async fn company(undoing: &Undoing<'_>, tx: &DatabaseTransaction, row: &import_changes::Model) -> Outcome<Settled> {
    let id = row.record_id;
    let company = match company_feature::edit::present(tx, CompanyId(id)).await {
        Err(Failure::Fault(Fault::NotFound)) => return Ok(Settled::Undone),
        found => found?,
    };
    if changed_since(tx, row).await? {
        return Ok(Settled::Kept("changed"));
    }
    let to_tickets: RelationDef = ticket_companies::Entity::belongs_to(tickets::Entity)
        .from(ticket_companies::Column::TicketId)
        .to(tickets::Column::Id)
        .into();
    let of_tickets = ticket_companies::Entity::find()
        .join(JoinType::InnerJoin, to_tickets)
        .filter(ticket_companies::Column::CompanyId.eq(id))
        .filter(tickets::Column::ArchivedAt.is_null());
    let to_contacts: RelationDef = contact_companies::Entity::belongs_to(contacts::Entity)
        .from(contact_companies::Column::ContactId)
        .to(contacts::Column::Id)
        .into();
    let of_contacts = contact_companies::Entity::find()
        .join(JoinType::InnerJoin, to_contacts)
        .filter(contact_companies::Column::CompanyId.eq(id))
        .filter(contacts::Column::ArchivedAt.is_null());
    let branches =
        companies::Entity::find().filter(companies::Column::ParentId.eq(id)).filter(companies::Column::ArchivedAt.is_null());
    if of_tickets.count(tx).await? + of_contacts.count(tx).await? + branches.count(tx).await? > 0 {
        return Ok(Settled::Kept("in-use"));
    }
    company_feature::edit::archive(tx, undoing.portico.now(), undoing.actor, &company).await?;
    unique::release(tx, ObjectType::Companies, [id]).await?;
    Ok(Settled::Undone)
}

/// Messages have no archive: one that a file brought goes, with the note that a comment is.
async fn message(undoing: &Undoing<'_>, tx: &DatabaseTransaction, id: i64, told: &mut Vec<Change>) -> Outcome<Settled> {
    let Some(message) = messages::Entity::find_by_id(id).one(tx).await? else { return Ok(Settled::Undone) };
    search::remove(tx, undoing.portico.store().is_sqlite(), message.ticket_id, Some(id)).await?;
    messages::Entity::delete_by_id(id).exec(tx).await?;
    if let Some(note) = message.note_id {
        let archived = Expr::value(undoing.portico.now().0);
        notes::Entity::update_many()
            .col_expr(notes::Column::ArchivedAt, archived)
            .filter(notes::Column::Id.eq(note))
            .exec(tx)
            .await?;
    }
    let last: Option<i64> = messages::Entity::find()
        .select_only()
        .column(messages::Column::Id)
        .filter(messages::Column::TicketId.eq(message.ticket_id))
        .filter(messages::Column::Kind.eq("MESSAGE"))
        .order_by_desc(messages::Column::Id)
        .into_tuple()
        .one(tx)
        .await?;
    tickets::Entity::update_many()
        .col_expr(tickets::Column::LastMessageId, Expr::value(last))
        .filter(tickets::Column::Id.eq(message.ticket_id))
        .exec(tx)
        .await?;
    told.push(Change::Ticket(TicketId(message.ticket_id)));
    Ok(Settled::Undone)
}
