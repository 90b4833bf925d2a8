//! What a changed row changes of a ticket that is there.

use model::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter, Set};
use serde_json::{Map, Value};

use super::ImportKind;
use super::bulk::{Rows, WholeMessage};
use super::directory::Directory;
use super::reading::Words;
use super::tickets::TicketDraft;
use super::told;
use super::traces::{self, MESSAGE, PROPERTIES, REQUESTER};
use crate::crm::{ObjectType, facts};
use crate::failure::{Failure, Outcome};
use crate::history::ValueChange;
use crate::keys::fold_key;
use crate::search::{self, ticket_text};
use crate::tables::{messages, ticket_companies, ticket_contacts, tickets};
use crate::webhooks::capture::Linked;

/// Writes the properties that are news. What a file no longer says is left; associations are added, and only the
/// requester is replaced.
pub(super) async fn update(
    tx: &DatabaseTransaction,
    words: &Words,
    draft: &TicketDraft,
    id: i64,
    news: &[String],
    directory: &Directory,
) -> Outcome<()> {
    let is_news = |property: &str| news.iter().any(|name| name == property);
    let before = tickets::Entity::find_by_id(id).one(tx).await?;
    let before = before.ok_or_else(|| Failure::internal("a ticket to be updated is gone"))?;
    set_columns(tx, words, draft, &before, &is_news).await?;
    if is_news("contacts") {
        set_contacts(tx, words, &before, draft.contacts(directory)).await?;
    }
    if is_news("companies") {
        add_companies(tx, words, id, draft.companies(directory)).await?;
    }
    let mut texts = Vec::new();
    if is_news("resolution") {
        let message = set_message(tx, words, &before, draft.answer(words)).await?;
        texts.push((Some(message), draft.resolution.clone()));
    }
    if is_news("subject") || is_news("content") {
        let content = if draft.content.is_empty() { &before.content } else { &draft.content };
        let subject = if draft.subject.is_empty() { &before.subject } else { &draft.subject };
        texts.push((None, ticket_text(subject, content)));
    }
    for (message, text) in texts {
        search::replace(tx, tx.get_database_backend() == DbBackend::Sqlite, id, message, text).await?;
    }
    if is_news("contacts") || is_news("companies") {
        search::rescope(tx, tx.get_database_backend() == DbBackend::Sqlite, id).await?;
    }
    Ok(())
}

async fn set_columns(
    tx: &DatabaseTransaction,
    words: &Words,
    draft: &TicketDraft,
    before: &tickets::Model,
    is_news: &impl Fn(&str) -> bool,
) -> Outcome<()> {
    let now = words.now;
    let mut row: tickets::ActiveModel = before.clone().into();
    row.updated_at = Set(now.0);
    row.version = Set(before.version + 1);
    // A file without a date says nothing of when something happened.
    row.last_activity_at = Set(before.last_activity_at.max(draft.last_activity_at(Timestamp(0)).0));
    if is_news("subject") {
        row.subject_key = Set(fold_key(&draft.subject));
        row.subject = Set(draft.subject.clone());
    }
    if is_news("content") {
        row.content = Set(draft.content.clone());
    }
    set_state(&mut row, words, (draft, before), is_news);
    if is_news("category") {
        row.category = Set(draft.category.clone());
    }
    if is_news("source") {
        row.source = Set(draft.source.to_owned());
    }
    if let (true, Some(created)) = (is_news("created"), draft.created) {
        row.created_at = Set(created.0);
    }
    if is_news("properties") {
        let after = merged(&before.properties, &draft.properties);
        trace(tx, words, before.id, PROPERTIES, Some(before.properties.clone()), Some(after.clone())).await?;
        row.properties = Set(after);
    }
    let after = facts::of_ticket(&row.update(tx).await?);
    told::changed(tx, (ObjectType::Tickets, before.id), words.at, &facts::of_ticket(before), &after).await
}

/// Notes what is no property, so that it can be put back.
async fn trace(
    tx: &DatabaseTransaction,
    words: &Words,
    ticket: i64,
    property: &str,
    before: Option<String>,
    after: Option<String>,
) -> Outcome<()> {
    let change = ValueChange { property: property.to_owned(), before, after };
    traces::changed(tx, words.at, (ImportKind::Tickets.word(), ticket), &[change]).await
}

/// Where it stands, with whom, and how much it matters.
fn set_state(
    row: &mut tickets::ActiveModel,
    words: &Words,
    (draft, before): (&TicketDraft, &tickets::Model),
    is_news: &impl Fn(&str) -> bool,
) {
    if is_news("stage") {
        row.pipeline_id = Set(draft.pipeline);
        row.stage_id = Set(draft.stage);
        row.is_open = Set(draft.turn != "CLOSED");
        row.turn = Set(draft.turn.clone());
    }
    if is_news("stage") || (draft.says_stage && is_news("closed")) {
        row.closed_at = Set(draft.closed_at(words.now).map(|at| at.0));
    } else if let (true, false, Some(closed)) = (is_news("closed"), before.is_open, draft.closed) {
        row.closed_at = Set(Some(closed.0));
    }
    if is_news("priority") {
        row.priority = Set(draft.priority.map(|priority| priority.word().to_owned()));
    }
    if is_news("owner") {
        row.owner_id = Set(draft.owner);
    }
}

/// The properties that are there, under those of the file.
fn merged(before: &str, new: &Map<String, Value>) -> String {
    let mut properties: Map<String, Value> = serde_json::from_str(before).unwrap_or_default();
    properties.extend(new.clone());
    Value::Object(properties).to_string()
}

/// Associates the contacts. The first is the requester; who was it before and is not named any more no longer is, nor
/// sees the ticket.
async fn set_contacts(tx: &DatabaseTransaction, words: &Words, before: &tickets::Model, contacts: Vec<i64>) -> Outcome<()> {
    let Some(requester) = contacts.first().copied() else {
        return Ok(());
    };
    let own = ticket_contacts::Column::TicketId.eq(before.id);
    let known = ticket_contacts::Entity::find().filter(own).all(tx).await?;
    let is_known = |contact: i64| known.iter().any(|row| row.contact_id == contact);
    let link = |contact: i64, removed: bool| Linked {
        one: (ObjectType::Tickets, before.id),
        other: (ObjectType::Contacts, contact),
        primary: false,
        removed,
    };
    let mut links: Vec<Linked> = contacts.iter().filter(|id| !is_known(**id)).map(|id| link(*id, false)).collect();
    let mut rows = Rows::of("ticket_contacts", "ticket_id, contact_id").ending("ON CONFLICT DO NOTHING");
    for contact in &contacts {
        rows.push([before.id.into(), (*contact).into()]);
    }
    rows.insert(tx).await?;
    if before.created_by_id == Some(requester) {
        return told::linked(tx, words.at, &links).await;
    }
    if let Some(earlier) = before.created_by_id.filter(|earlier| !contacts.contains(earlier)) {
        ticket_contacts::Entity::delete_many()
            .filter(ticket_contacts::Column::ContactId.eq(earlier))
            .filter(ticket_contacts::Column::TicketId.eq(before.id))
            .exec(tx)
            .await?;
        links.push(link(earlier, true));
    }
    told::linked(tx, words.at, &links).await?;
    let earlier = before.created_by_id.map(|id| id.to_string());
    trace(tx, words, before.id, REQUESTER, earlier, Some(requester.to_string())).await?;
    tickets::Entity::update_many()
        .col_expr(tickets::Column::CreatedById, Expr::value(requester))
        .filter(tickets::Column::Id.eq(before.id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Associates the companies; the first becomes the primary one, if the ticket has none.
async fn add_companies(tx: &DatabaseTransaction, words: &Words, ticket: i64, companies: Vec<i64>) -> Outcome<()> {
    let known = ticket_companies::Entity::find().filter(ticket_companies::Column::TicketId.eq(ticket)).all(tx).await?;
    let mut has_primary = known.iter().any(|row| row.is_primary);
    let (mut rows, mut links) = (Rows::of("ticket_companies", "ticket_id, company_id, is_primary"), Vec::new());
    for company in companies.into_iter().filter(|company| known.iter().all(|row| row.company_id != *company)) {
        rows.push([ticket.into(), company.into(), (!has_primary).into()]);
        for primary in [false, true].into_iter().filter(|primary| !primary || !has_primary) {
            let (one, other) = ((ObjectType::Tickets, ticket), (ObjectType::Companies, company));
            links.push(Linked { one, other, primary, removed: false });
        }
        has_primary = true;
    }
    rows.insert(tx).await?;
    told::linked(tx, words.at, &links).await
}

/// Writes the text of a message that an import made, or adds it. Answers its id.
async fn set_message(tx: &DatabaseTransaction, words: &Words, ticket: &tickets::Model, message: WholeMessage) -> Outcome<i64> {
    let known = messages::Entity::find().filter(messages::Column::SubmissionKey.eq(message.key.clone())).one(tx).await?;
    if let Some(known) = known {
        let id = known.id;
        let property = format!("{MESSAGE}{id}");
        trace(tx, words, ticket.id, &property, Some(known.text.clone()), Some(message.text.clone())).await?;
        let mut row: messages::ActiveModel = known.into();
        row.text = Set(message.text);
        row.update(tx).await?;
        return Ok(id);
    }
    let row = messages::ActiveModel {
        ticket_id: Set(ticket.id),
        kind: Set(message.kind.to_owned()),
        direction: Set(message.direction.map(str::to_owned)),
        contact_id: Set(message.contact),
        user_id: Set(message.user),
        author_name: Set(message.author_name),
        text: Set(message.text),
        submission_key: Set(message.key),
        created_at: Set(message.at.0),
        ..Default::default()
    };
    let id = row.insert(tx).await?.id;
    traces::made(tx, words.at, ImportKind::Messages.word(), &[id]).await?;
    tickets::Entity::update_many()
        .col_expr(tickets::Column::LastMessageId, Expr::value(id))
        .filter(tickets::Column::Id.eq(ticket.id))
        .exec(tx)
        .await?;
    Ok(id)
}
