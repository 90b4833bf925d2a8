//! A person is forgotten, because they may ask for it (GDPR, article 17).
//!
//! Gone for good is what says who they were (their record, with its history and its addresses) and what they wrote: the
//! words themselves may say anything about them, so texts are erased and not only their author. What others wrote stays,
//! and so does that a ticket was there, in which stage and when, with nobody as its requester. Nothing remembers the
//! address afterwards, not even as something that may not come back, because remembering it would be keeping it.

use std::collections::BTreeSet;

use model::{ContactId, TicketId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, Set, Unchanged};

use super::edit::shut_out;
use super::merge::forget_own;
use crate::audit::{Actor, Entry};
use crate::failure::Outcome;
use crate::import;
use crate::live::Change;
use crate::notes;
use crate::portico::Portico;
use crate::search;
use crate::tables::{
    access_group_members, acknowledgements, answered_requests, audit_events, consents, contact_companies, contacts,
    email_changes, imported_records, messages, note_companies, note_contacts, one_time_tokens, outbox, property_changes,
    property_values, registrations, sessions, ticket_contacts, tickets, unique_values,
};
use crate::webhooks::{self, capture::Capture};

/// What stands where words were.
const ERASED: &str = "[…]";

/// Erases a contact, archived or not, and those who were merged into it (`all`: the numbers of them all). Answers who is to
/// be told. The last line of the audit trail about them says that it happened, by the number alone.
pub(crate) async fn erase(portico: &Portico, tx: &DatabaseTransaction, actor: Actor, all: &[i64]) -> Outcome<Vec<Change>> {
    let mut told = vec![Change::Access];
    for id in all {
        let Some(contact) = contacts::Entity::find_by_id(*id).one(tx).await? else {
            continue;
        };
        shut_out(tx, portico.now(), ContactId(*id)).await?;
        let mut erased = erase_words(portico, tx, *id).await?;
        erased.extend(erase_requests(portico, tx, *id).await?);
        told.extend(erased.iter().map(|ticket| Change::Ticket(TicketId(*ticket))));
        told.extend(leave_tickets(portico, tx, *id).await?);
        erase_notes(portico, tx, actor, *id).await?;
        forget_own(tx, *id).await?;
        import::forget(tx, *id, erased.iter().copied()).await?;
        erase_rows(tx, *id).await?;
        erase_traces(tx, *id).await?;
        let addresses = [contact.email, contact.archived_email];
        for address in addresses.into_iter().flatten() {
            erase_address(tx, &address).await?;
        }
        contacts::Entity::delete_by_id(*id).exec(tx).await?;
        Entry::new(actor, "contact_erased", format!("contact:{id}")).write(tx, portico.now()).await?;
        if let Some(mut capture) = Capture::begin(tx, actor, portico.now().0).await? {
            capture.erased(*id, &erased);
            capture.write(tx).await?;
        }
    }
    Ok(told)
}

/// What they wrote on tickets, and their name on what happened there. Answers which tickets.
async fn erase_words(portico: &Portico, tx: &DatabaseTransaction, contact: i64) -> Outcome<BTreeSet<i64>> {
    let wrote = messages::Entity::find().filter(messages::Column::ContactId.eq(contact)).all(tx).await?;
    let mut erased = BTreeSet::new();
    for message in wrote {
        let is_words = message.kind != "EVENT";
        let row = messages::ActiveModel {
            id: Unchanged(message.id),
            contact_id: Set(None),
            author_name: Set(None),
            text: Set(if is_words { ERASED.to_owned() } else { String::new() }),
            ..Default::default()
        };
        messages::Entity::update(row).exec(tx).await?;
        if is_words {
            search::replace(tx, portico.store.is_sqlite(), message.ticket_id, Some(message.id), ERASED.to_owned()).await?;
            erased.insert(message.ticket_id);
        }
    }
    Ok(erased)
}

/// Subjects and descriptions of the tickets that they filed, with what these were before. Answers which tickets.
async fn erase_requests(portico: &Portico, tx: &DatabaseTransaction, contact: i64) -> Outcome<BTreeSet<i64>> {
    let filed = tickets::Entity::find().filter(tickets::Column::CreatedById.eq(contact)).all(tx).await?;
    let mut erased = BTreeSet::new();
    for ticket in filed {
        let row = tickets::ActiveModel {
            id: Unchanged(ticket.id),
            subject: Set(String::new()),
            subject_key: Set(String::new()),
            content: Set(String::new()),
            properties: Set("{}".to_owned()),
            created_by_id: Set(None),
            version: Set(ticket.version + 1),
            updated_at: Set(portico.now().0),
            ..Default::default()
        };
        tickets::Entity::update(row).exec(tx).await?;
        search::replace(tx, portico.store.is_sqlite(), ticket.id, None, String::new()).await?;
        property_changes::Entity::delete_many()
            .filter(property_changes::Column::ObjectType.eq("tickets"))
            .filter(property_changes::Column::RecordId.eq(ticket.id))
            .filter(property_changes::Column::Property.is_in(["subject", "content"]))
            .exec(tx)
            .await?;
        erased.insert(ticket.id);
    }
    Ok(erased)
}

async fn leave_tickets(portico: &Portico, tx: &DatabaseTransaction, contact: i64) -> Outcome<Vec<Change>> {
    let on = ticket_contacts::Entity::find().filter(ticket_contacts::Column::ContactId.eq(contact)).all(tx).await?;
    ticket_contacts::Entity::delete_many().filter(ticket_contacts::Column::ContactId.eq(contact)).exec(tx).await?;
    let mut told = Vec::new();
    for row in on {
        search::rescope(tx, portico.store.is_sqlite(), row.ticket_id).await?;
        told.push(Change::Ticket(TicketId(row.ticket_id)));
    }
    Ok(told)
}

/// Notes about nobody and nothing else are about this person, and go. On others the person is not named any more.
async fn erase_notes(portico: &Portico, tx: &DatabaseTransaction, actor: Actor, contact: i64) -> Outcome<()> {
    let about = note_contacts::Entity::find().filter(note_contacts::Column::ContactId.eq(contact)).all(tx).await?;
    note_contacts::Entity::delete_many().filter(note_contacts::Column::ContactId.eq(contact)).exec(tx).await?;
    for row in about {
        let note = row.note_id;
        let others = note_contacts::Entity::find().filter(note_contacts::Column::NoteId.eq(note)).one(tx).await?.is_some()
            || note_companies::Entity::find().filter(note_companies::Column::NoteId.eq(note)).one(tx).await?.is_some()
            || messages::Entity::find().filter(messages::Column::NoteId.eq(note)).one(tx).await?.is_some();
        if !others {
            notes::erase(portico, tx, actor, note).await?;
        }
    }
    Ok(())
}

/// Rows that are the person's own. Letters to them go as well, sent or not.
async fn erase_rows(tx: &DatabaseTransaction, contact: i64) -> Outcome<()> {
    contact_companies::Entity::delete_many().filter(contact_companies::Column::ContactId.eq(contact)).exec(tx).await?;
    access_group_members::Entity::delete_many().filter(access_group_members::Column::ContactId.eq(contact)).exec(tx).await?;
    sessions::Entity::delete_many().filter(sessions::Column::ContactId.eq(contact)).exec(tx).await?;
    outbox::Entity::delete_many().filter(outbox::Column::ContactId.eq(contact)).exec(tx).await?;
    one_time_tokens::Entity::delete_many().filter(one_time_tokens::Column::ContactId.eq(contact)).exec(tx).await?;
    consents::Entity::delete_many().filter(consents::Column::ContactId.eq(contact)).exec(tx).await?;
    registrations::Entity::delete_many().filter(registrations::Column::ContactId.eq(contact)).exec(tx).await?;
    email_changes::Entity::delete_many().filter(email_changes::Column::ContactId.eq(contact)).exec(tx).await?;
    imported_records::Entity::delete_many()
        .filter(imported_records::Column::Kind.eq("contacts"))
        .filter(imported_records::Column::RecordId.eq(contact))
        .exec(tx)
        .await?;
    Ok(())
}

/// Values, what they were before, and details of the audit trail; its lines stay, about a number.
async fn erase_traces(tx: &DatabaseTransaction, contact: i64) -> Outcome<()> {
    property_values::Entity::delete_many()
        .filter(property_values::Column::ObjectType.eq("contacts"))
        .filter(property_values::Column::RecordId.eq(contact))
        .exec(tx)
        .await?;
    unique_values::Entity::delete_many()
        .filter(unique_values::Column::ObjectType.eq("contacts"))
        .filter(unique_values::Column::RecordId.eq(contact))
        .exec(tx)
        .await?;
    property_changes::Entity::delete_many()
        .filter(property_changes::Column::ObjectType.eq("contacts"))
        .filter(property_changes::Column::RecordId.eq(contact))
        .exec(tx)
        .await?;
    audit_events::Entity::update_many()
        .filter(audit_events::Column::Object.eq(format!("contact:{contact}")))
        .col_expr(audit_events::Column::Details, Expr::value("{}"))
        .exec(tx)
        .await?;
    let theirs = Condition::any()
        .add(audit_events::Column::Object.eq(format!("contact:{contact}")))
        .add(audit_events::Column::Actor.eq(format!("contact:{contact}")));
    audit_events::Entity::update_many()
        .filter(theirs)
        .col_expr(audit_events::Column::Address, Expr::value(Option::<String>::None))
        .exec(tx)
        .await?;
    webhooks::forget_values(tx, contact).await?;
    // Answers that are kept for requests that come again say what the record said.
    let says = format!("%\"hs_object_id\":\"{contact}\"%");
    answered_requests::Entity::delete_many().filter(answered_requests::Column::Answer.like(says)).exec(tx).await?;
    Ok(())
}

/// What is known of an address beside any contact.
pub(crate) async fn erase_address(tx: &DatabaseTransaction, address: &str) -> Outcome<()> {
    let address = address.trim().to_lowercase();
    acknowledgements::Entity::delete_by_id(address.clone()).exec(tx).await?;
    import::forget_address(tx, &address).await?;
    // Tokens that went to the address point at nothing that is kept.
    let of_address = Condition::all()
        .add(one_time_tokens::Column::Email.eq(address.as_str()))
        .add(one_time_tokens::Column::ContactId.is_null())
        .add(one_time_tokens::Column::UserId.is_null());
    one_time_tokens::Entity::delete_many().filter(of_address).exec(tx).await?;
    registrations::Entity::delete_many().filter(registrations::Column::Email.eq(address.as_str())).exec(tx).await?;
    // What else a `_` matches is one answer more that a request which comes again is not given.
    let says = answered_requests::Column::Answer.like(format!("%{address}%"));
    answered_requests::Entity::delete_many().filter(says).exec(tx).await?;
    Ok(())
}
