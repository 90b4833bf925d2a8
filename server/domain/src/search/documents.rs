//! The documents of the index: put in, and moved to other people.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Set, Statement, Value,
};

use super::fold;
use crate::failure::{Failure, Outcome};
use crate::tables::{messages, search_documents, ticket_companies, ticket_contacts, tickets};

/// Documents of one ticket that are moved at a time.
const PAGE: usize = 200;
/// Rows in one statement. SQLite's index writes down what it has gathered whenever another statement begins, as a segment
/// that is to be merged later: so all documents go first, and then their words in as few statements as can be.
const BATCH: usize = 5_000;

/// A text to be found.
#[derive(Clone, Debug)]
pub struct NewDocument {
    pub ticket_id: i64,
    /// `None`: the ticket's own, see [`ticket_text`].
    pub message_id: Option<i64>,
    /// Markdown as it is stored.
    pub text: String,
    /// From [`scope_of`]; empty for an internal comment.
    pub scope: Vec<String>,
}

/// What a ticket's own document says.
pub fn ticket_text(subject: &str, content: &str) -> String {
    format!("{subject}\n{content}")
}

/// The scope of a ticket with these contacts and companies.
pub fn scope_of(contacts: &[i64], companies: &[i64]) -> Vec<String> {
    let contacts = contacts.iter().map(|contact| format!("c{contact}"));
    contacts.chain(companies.iter().map(|company| format!("o{company}"))).collect()
}

/// Puts documents into the index. A message has one document, a ticket one of its own.
pub async fn insert(tx: &DatabaseTransaction, is_sqlite: bool, documents: &[NewDocument]) -> Outcome<()> {
    let mut entries = Vec::with_capacity(documents.len());
    for batch in documents.chunks(BATCH) {
        let rows = batch.iter().map(|document| search_documents::ActiveModel {
            ticket_id: Set(document.ticket_id),
            message_id: Set(document.message_id),
            ..Default::default()
        });
        let inserted = search_documents::Entity::insert_many(rows).exec_with_returning(tx).await?;
        // By what they belong to: the order of returned rows is nobody's promise.
        let ids: HashMap<(i64, Option<i64>), i64> =
            inserted.into_iter().map(|row| ((row.ticket_id, row.message_id), row.id)).collect();
        for document in batch {
            let id = *ids
                .get(&(document.ticket_id, document.message_id))
                .ok_or_else(|| Failure::internal("an inserted search document has no id"))?;
            entries.push((id, fold(&document.text), document.scope.join(" ")));
        }
    }
    let mut entries = entries.into_iter();
    while entries.len() > 0 {
        index(tx, is_sqlite, entries.by_ref().take(BATCH).collect()).await?;
    }
    Ok(())
}

/// Takes a text out of the index. `None` is the ticket's own document.
pub async fn remove(tx: &DatabaseTransaction, is_sqlite: bool, ticket: i64, message: Option<i64>) -> Outcome<()> {
    let document = search_documents::Entity::find().filter(search_documents::Column::TicketId.eq(ticket));
    let document = match message {
        Some(message) => document.filter(search_documents::Column::MessageId.eq(message)),
        None => document.filter(search_documents::Column::MessageId.is_null()),
    };
    for known in document.all(tx).await? {
        let (backend, sql) = match is_sqlite {
            true => (DbBackend::Sqlite, "DELETE FROM search_index WHERE rowid = ?"),
            false => (DbBackend::Postgres, "DELETE FROM search_index WHERE document_id = $1"),
        };
        tx.execute_raw(Statement::from_sql_and_values(backend, sql, [known.id.into()])).await?;
        search_documents::Entity::delete_by_id(known.id).exec(tx).await?;
    }
    Ok(())
}

/// Puts a changed text into the index in place of the old one. `None` is the ticket's own document. A comment stays in
/// no customer's scope.
pub async fn replace(tx: &DatabaseTransaction, is_sqlite: bool, ticket: i64, message: Option<i64>, text: String) -> Outcome<()> {
    remove(tx, is_sqlite, ticket, message).await?;
    let row = match message {
        Some(message) => messages::Entity::find_by_id(message).one(tx).await?,
        None => None,
    };
    let internal = row.is_some_and(|row| row.kind == "COMMENT");
    let scope = if internal { Vec::new() } else { current_scope(tx, ticket).await? };
    insert(tx, is_sqlite, &[NewDocument { ticket_id: ticket, message_id: message, text, scope }]).await
}

/// Writes words and scopes under their documents' ids.
async fn index(tx: &DatabaseTransaction, is_sqlite: bool, entries: Vec<(i64, String, String)>) -> Outcome<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let (backend, table) = if is_sqlite {
        (DbBackend::Sqlite, "INSERT INTO search_index (rowid, words, scope) VALUES ")
    } else {
        (DbBackend::Postgres, "INSERT INTO search_index (document_id, words, scope) VALUES ")
    };
    let mut sql = table.to_owned();
    let mut values: Vec<Value> = Vec::with_capacity(entries.len() * 3);
    for (number, (id, words, scope)) in entries.into_iter().enumerate() {
        let comma = if number > 0 { ", " } else { "" };
        let (first, second, third) = (number * 3 + 1, number * 3 + 2, number * 3 + 3);
        if is_sqlite {
            sql.push_str(comma);
            sql.push_str("(?, ?, ?)");
            values.extend([id.into(), words.into(), scope.into()]);
        } else {
            sql.push_str(&format!("{comma}(${first}, ${second}::tsvector, string_to_array(${third}, ' '))"));
            values.extend([id.into(), tsvector(&words).into(), scope.into()]);
        }
    }
    tx.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    Ok(())
}

/// Folded words as PostgreSQL writes a text search vector. Its own parser would cut words in its own way.
fn tsvector(words: &str) -> String {
    let mut vector = String::with_capacity(words.len() * 2);
    for (number, word) in words.split(' ').filter(|word| !word.is_empty()).enumerate() {
        // Letters and digits only, so nothing in the quotes needs another quote.
        vector.push_str(&format!("'{word}':{} ", number + 1));
    }
    vector
}

#[derive(FromQueryResult)]
struct DocumentText {
    id: i64,
    message_id: Option<i64>,
}

/// Gives the documents of a ticket the scope of the contacts and companies that it has now. To be called in the
/// transaction that changes an association. Comments keep none.
pub async fn rescope(tx: &DatabaseTransaction, is_sqlite: bool, ticket: i64) -> Outcome<()> {
    let scope = current_scope(tx, ticket).await?.join(" ");
    if !is_sqlite {
        let sql = "UPDATE search_index SET scope = string_to_array($1, ' ') WHERE document_id IN (
            SELECT d.id FROM search_documents d LEFT JOIN messages m ON m.id = d.message_id
            WHERE d.ticket_id = $2 AND (m.id IS NULL OR m.kind = 'MESSAGE'))";
        tx.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, [scope.into(), ticket.into()])).await?;
        return Ok(());
    }
    // The index holds no texts, so a document is taken out and put back from the texts themselves.
    let mut after = 0;
    loop {
        let page: Vec<DocumentText> = search_documents::Entity::find()
            .select_only()
            .columns([search_documents::Column::Id, search_documents::Column::MessageId])
            .filter(search_documents::Column::TicketId.eq(ticket))
            .filter(search_documents::Column::Id.gt(after))
            .order_by_asc(search_documents::Column::Id)
            .limit(PAGE as u64)
            .into_model()
            .all(tx)
            .await?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = last.id;
        reindex(tx, ticket, &page, &scope).await?;
    }
}

async fn reindex(tx: &DatabaseTransaction, ticket: i64, page: &[DocumentText], scope: &str) -> Outcome<()> {
    let ids = page.iter().filter_map(|document| document.message_id);
    let texts: HashMap<i64, messages::Model> = messages::Entity::find()
        .filter(messages::Column::Id.is_in(ids))
        .filter(messages::Column::Kind.eq("MESSAGE"))
        .all(tx)
        .await?
        .into_iter()
        .map(|message| (message.id, message))
        .collect();
    let mut entries = Vec::with_capacity(page.len());
    for document in page {
        match document.message_id {
            None => {
                let ticket = tickets::Entity::find_by_id(ticket).one(tx).await?;
                let ticket = ticket.ok_or_else(|| Failure::internal("a search document without its ticket"))?;
                entries.push((document.id, fold(&ticket_text(&ticket.subject, &ticket.content)), scope.to_owned()));
            }
            Some(message) => {
                if let Some(message) = texts.get(&message) {
                    entries.push((document.id, fold(&message.text), scope.to_owned()));
                }
            }
        }
    }
    let marks = vec!["?"; entries.len()].join(", ");
    let gone = entries.iter().map(|(id, _, _)| Value::from(*id));
    let sql = format!("DELETE FROM search_index WHERE rowid IN ({marks})");
    tx.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, sql, gone)).await?;
    index(tx, true, entries).await
}

/// The scope that the ticket's visible documents have.
pub async fn current_scope(connection: &impl ConnectionTrait, ticket: i64) -> Outcome<Vec<String>> {
    let contacts: Vec<i64> = ticket_contacts::Entity::find()
        .select_only()
        .column(ticket_contacts::Column::ContactId)
        .filter(ticket_contacts::Column::TicketId.eq(ticket))
        .order_by_asc(ticket_contacts::Column::ContactId)
        .into_tuple()
        .all(connection)
        .await?;
    let companies: Vec<i64> = ticket_companies::Entity::find()
        .select_only()
        .column(ticket_companies::Column::CompanyId)
        .filter(ticket_companies::Column::TicketId.eq(ticket))
        .order_by_asc(ticket_companies::Column::CompanyId)
        .into_tuple()
        .all(connection)
        .await?;
    Ok(scope_of(&contacts, &companies))
}
