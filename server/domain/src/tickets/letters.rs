//! Which letters a ticket causes. They are rows in the outbox, written with their cause; whether the recipient may still
//! see the ticket is asked again when one is sent.

use std::collections::{BTreeMap, BTreeSet};

use model::mail::LetterKind;
use model::{ContactId, MessageId, TicketId, UserId};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::post::Author;
use super::stages::Stages;
use crate::desks::ContactDesk;
use crate::failure::Outcome;
use crate::outbox::{self, Letter, StatusChange};
use crate::portico::Portico;
use crate::tables::{contacts, stages, ticket_contacts, tickets};

/// People of one ticket that one message is sent to.
const RECIPIENTS_MAX: u64 = 50;

/// A customer wrote: the ticket's owner hears of it, and the other customers on the ticket.
pub async fn customer_replied(
    desk: &ContactDesk,
    tx: &DatabaseTransaction,
    ticket: &tickets::Model,
    message: MessageId,
) -> Outcome<()> {
    let now = desk.portico.now();
    if let Some(owner) = ticket.owner_id {
        let letter = Letter {
            user: Some(UserId(owner)),
            ticket: Some(TicketId(ticket.id)),
            message: Some(message),
            ..Letter::new(LetterKind::CustomerReplied, &desk.domain.host)
        };
        letter.enqueue(tx, now).await?;
    }
    for contact in reachable(tx, ticket.id).await?.into_iter().filter(|contact| contact.id != desk.contact.id) {
        let letter = Letter {
            portal: Some(desk.viewer.portal),
            contact: Some(ContactId(contact.id)),
            ticket: Some(TicketId(ticket.id)),
            message: Some(message),
            ..Letter::new(LetterKind::ColleagueReplied, &desk.domain.host)
        };
        letter.enqueue(tx, now).await?;
    }
    Ok(())
}

/// A customer filed a ticket: they get it confirmed, unless they were told of another one within the hour.
pub async fn ticket_received(desk: &ContactDesk, tx: &DatabaseTransaction, ticket: TicketId) -> Outcome<()> {
    let letter = Letter { portal: Some(desk.viewer.portal), ..Letter::new(LetterKind::TicketReceived, &desk.domain.host) };
    acknowledge(&desk.portico, tx, &[(ticket, &desk.contact)], &letter).await
}

/// Each contact is told once, of the first of these tickets that is theirs.
async fn acknowledge(
    portico: &Portico,
    tx: &DatabaseTransaction,
    received: &[(TicketId, &contacts::Model)],
    letter: &Letter<'_>,
) -> Outcome<()> {
    let (now, ours) = (portico.now(), portico.mail_from());
    let address = |contact: &contacts::Model| contact.email.clone().unwrap_or_default();
    let addresses: Vec<String> = received.iter().map(|(_, contact)| address(contact)).collect();
    let mut told = outbox::may_acknowledge(tx, now, addresses.iter().map(String::as_str), ours.as_deref()).await?;
    let letters = received.iter().filter(|(_, contact)| told.remove(&address(contact).to_lowercase()));
    let letters =
        letters.map(|(ticket, contact)| Letter { contact: Some(ContactId(contact.id)), ticket: Some(*ticket), ..letter.clone() });
    outbox::enqueue_all(tx, now, letters).await
}

/// The status changed. If customers can tell, those on the ticket hear of it, except the one who did it.
pub async fn status_changed(
    portico: &Portico,
    tx: &DatabaseTransaction,
    stages: &Stages,
    change: &StageChange<'_>,
    letter: &Letter<'_>,
) -> Outcome<()> {
    let StageChange { ticket, to, by } = *change;
    if stages.status(ticket.stage_id)? == stages.status(to.id)? {
        return Ok(());
    }
    for contact in reachable(tx, ticket.id).await?.into_iter().filter(|contact| by.contact() != Some(contact.id)) {
        let told = StatusChange {
            ticket: TicketId(ticket.id),
            contact: ContactId(contact.id),
            from: ticket.stage_id,
            to: to.id,
            letter: letter.clone(),
        };
        outbox::enqueue_status(tx, portico.now(), stages, told).await?;
    }
    Ok(())
}

/// A ticket that goes from the stage that it is in to another.
#[derive(Clone, Copy)]
pub struct StageChange<'a> {
    pub ticket: &'a tickets::Model,
    pub to: &'a stages::Model,
    pub by: Author,
}

/// The team answered: every customer on the ticket hears of it. A comment sends nothing, to nobody.
pub async fn agent_replied(portico: &Portico, tx: &DatabaseTransaction, ticket: TicketId, message: MessageId) -> Outcome<()> {
    let host = &portico.settings.address.host;
    for contact in reachable(tx, ticket.0).await? {
        let letter = Letter {
            contact: Some(ContactId(contact.id)),
            ticket: Some(ticket),
            message: Some(message),
            ..Letter::new(LetterKind::AgentReplied, host)
        };
        letter.enqueue(tx, portico.now()).await?;
    }
    Ok(())
}

/// Staff filed tickets, with these contacts on them, for customers.
pub async fn filed_for(portico: &Portico, tx: &DatabaseTransaction, filed: &[(TicketId, &[i64])]) -> Outcome<()> {
    let most = usize::try_from(RECIPIENTS_MAX).unwrap_or(usize::MAX);
    let on_ticket = |contacts: &'_ [i64]| contacts.iter().copied().take(most).collect::<Vec<_>>();
    let ids: BTreeSet<i64> = filed.iter().flat_map(|(_, contacts)| on_ticket(contacts)).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let found = contacts::Entity::find().filter(contacts::Column::Id.is_in(ids)).filter(has_a_way());
    let found: BTreeMap<i64, contacts::Model> = found.all(tx).await?.into_iter().map(|contact| (contact.id, contact)).collect();
    let received: Vec<(TicketId, &contacts::Model)> = filed
        .iter()
        .flat_map(|(ticket, contacts)| on_ticket(contacts).into_iter().map(|contact| (*ticket, contact)))
        .filter_map(|(ticket, contact)| Some((ticket, found.get(&contact)?)))
        .collect();
    acknowledge(portico, tx, &received, &Letter::new(LetterKind::TicketReceived, &portico.settings.address.host)).await
}

/// Who has an address and has not been shut out.
fn has_a_way() -> Condition {
    Condition::all()
        .add(contacts::Column::Email.is_not_null())
        .add(contacts::Column::DisabledAt.is_null())
        .add(contacts::Column::ArchivedAt.is_null())
}

/// The customers on a ticket who can be told.
async fn reachable(tx: &DatabaseTransaction, ticket: i64) -> Outcome<Vec<contacts::Model>> {
    let on_ticket = Query::select()
        .column(ticket_contacts::Column::ContactId)
        .from(ticket_contacts::Entity)
        .and_where(ticket_contacts::Column::TicketId.eq(ticket))
        .to_owned();
    Ok(contacts::Entity::find()
        .filter(contacts::Column::Id.in_subquery(on_ticket))
        .filter(has_a_way())
        .order_by_asc(contacts::Column::Id)
        .limit(RECIPIENTS_MAX)
        .all(tx)
        .await?)
}
