//! What was typed and not sent: kept on the server, so that it survives reload, sign-out and a change of device.

use model::tickets::{NewTicketForm, SUBJECT_MAX, TEXT_MAX};
use model::{Fault, PortalId, Problem, TicketId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait, Set};

use super::access;
use crate::desks::ContactDesk;
use crate::failure::Outcome;
use crate::portico::Portico;
use crate::tables::drafts;

/// Whose draft: a contact's or a user's.
pub fn of_contact(contact: i64) -> String {
    format!("c{contact}")
}

pub fn of_user(user: i64) -> String {
    format!("u{user}")
}

/// Where: a reply on a ticket, or a new ticket at a portal.
pub fn reply_to(ticket: i64) -> String {
    format!("reply:{ticket}")
}

pub fn new_at(portal: PortalId) -> String {
    format!("new:{portal}")
}

/// Keeps a draft; nothing typed removes it.
pub async fn save(portico: &Portico, owner: String, place: String, subject: &str, text: &str) -> Outcome<()> {
    for (field, value, max) in [("subject", subject, SUBJECT_MAX), ("text", text, TEXT_MAX)] {
        if value.chars().nth(max).is_some() {
            return Err(Fault::invalid(field, Problem::TooLong { max }).into());
        }
    }
    // PostgreSQL keeps no NUL in a text.
    let (subject, text) = (subject.replace('\0', ""), text.replace('\0', ""));
    let writer = portico.store.writer();
    if subject.trim().is_empty() && text.trim().is_empty() {
        return remove(writer, owner, place).await;
    }
    let row = drafts::ActiveModel {
        owner: Set(owner),
        place: Set(place),
        subject: Set(subject),
        text: Set(text),
        updated_at: Set(portico.now().0),
    };
    let upsert = OnConflict::columns([drafts::Column::Owner, drafts::Column::Place])
        .update_columns([drafts::Column::Subject, drafts::Column::Text, drafts::Column::UpdatedAt])
        .to_owned();
    drafts::Entity::insert(row).on_conflict(upsert).exec_without_returning(writer).await?;
    Ok(())
}

pub async fn remove(connection: &impl ConnectionTrait, owner: String, place: String) -> Outcome<()> {
    drafts::Entity::delete_by_id((owner, place)).exec(connection).await?;
    Ok(())
}

/// The text of a draft, empty if there is none.
pub async fn text(connection: &impl ConnectionTrait, owner: String, place: String) -> Outcome<String> {
    Ok(drafts::Entity::find_by_id((owner, place)).one(connection).await?.map(|draft| draft.text).unwrap_or_default())
}

/// The contact's own draft. What a customer has not sent is not for staff who look at the portal as them.
pub async fn reply_draft(desk: &ContactDesk, connection: &impl ConnectionTrait, ticket: i64) -> Outcome<String> {
    if desk.viewer.view_only {
        return Ok(String::new());
    }
    text(connection, of_contact(desk.contact.id), reply_to(ticket)).await
}

/// On a ticket that the contact sees; at most as long as a message.
pub async fn save_reply(desk: &ContactDesk, ticket: TicketId, text: &str) -> Outcome<()> {
    desk.may_write()?;
    let ticket = access::find(desk.portico.store.reader(), &desk.viewer(), ticket).await?;
    save(&desk.portico, of_contact(desk.contact.id), reply_to(ticket.id), "", text).await
}

pub async fn save_new(desk: &ContactDesk, subject: &str, description: &str) -> Outcome<()> {
    desk.may_write()?;
    save(&desk.portico, of_contact(desk.contact.id), new_at(desk.viewer.portal), subject, description).await
}

/// The new-ticket page: the draft, and the company whose people will see the ticket.
pub async fn new_ticket_form(desk: &ContactDesk) -> Outcome<NewTicketForm> {
    let reader = desk.portico.store.reader();
    let place = (of_contact(desk.contact.id), new_at(desk.viewer.portal));
    let draft = drafts::Entity::find_by_id(place).one(reader).await?.filter(|_| !desk.viewer.view_only);
    let (draft_subject, draft_description) = draft.map(|draft| (draft.subject, draft.text)).unwrap_or_default();
    let company = access::shared_company(reader, &desk.viewer()).await?;
    Ok(NewTicketForm { draft_subject, draft_description, seen_by_company: company.map(|company| company.name) })
}
