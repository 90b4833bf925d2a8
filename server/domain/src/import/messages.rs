//! A row as a message of a ticket that is there: what customers see, and what is internal.

use std::collections::{BTreeMap, HashMap};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use csv::StringRecord;
use model::Timestamp;
use model::text::EmailAddress;
use model::tickets::TEXT_MAX;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, ExprTrait, QueryFilter,
    QuerySelect, Set,
};
use sha2::{Digest, Sha256};

use super::ImportKind;
use super::bulk::{Rows, reserve};
use super::columns::normal;
use super::directory::{Directory, Named};
use super::draft::{Action, Draft, Found, Numbered, Planned};
use super::marks::{self, Marks};
use super::notes::Noted;
use super::plan::writes;
use super::reading::{Reading, Words};
use super::report::Reason;
use super::traces;
use super::values::{clean, clean_text};
use crate::failure::{Failure, Outcome};
use crate::history::ValueChange;
use crate::search::{self, NewDocument};
use crate::tables::{contacts, messages, ticket_contacts, ticket_reads, tickets};

/// Before a message's key. What imports write bears a key that nobody else's does.
pub(crate) const KEY: &str = "import:m:";

#[derive(Debug, Default)]
pub(super) struct MessageDraft {
    key: String,
    id: Option<String>,
    ticket: String,
    internal: bool,
    /// Of what customers see: whether it is theirs. `None`: as its author says.
    incoming: Option<bool>,
    email: Option<String>,
    name: String,
    text: String,
    at: Option<Timestamp>,
    marks: Marks,
}

/// Whether customers see it. A file that does not say so is not guessed at: what is internal must not become visible.
fn is_internal(text: &str) -> Option<bool> {
    match normal(text).as_str() {
        "public" | "true" | "yes" | "message" | "visible" | "customer" | "reply" | "pubblico" => Some(false),
        "internal" | "false" | "no" | "private" | "comment" | "note" | "internal note" | "interno" => Some(true),
        _ => None,
    }
}

impl Draft for MessageDraft {
    const KIND: ImportKind = ImportKind::Messages;

    fn of(reading: &Reading, cells: &StringRecord, notes: &mut Vec<Noted>) -> Result<Self, Reason> {
        let cell = |property| reading.cell(property, cells);
        let (ticket, text) = (clean(cell("ticket_id"), 200), clean_text(cell("text"), TEXT_MAX));
        reading.note_cut("text", cell("text"), &text, notes);
        if ticket.is_empty() {
            return Err(reading.lacks("number of its ticket", cells));
        }
        if text.is_empty() {
            return Err(reading.lacks("text", cells));
        }
        let internal =
            is_internal(cell("visibility")).ok_or_else(|| Reason::UnknownVisibility(clean(cell("visibility"), 100)))?;
        let email = match cell("email") {
            // An author is often an address alone.
            "" => EmailAddress::parse(cell("name")).ok().map(|address| address.to_string()),
            text => Some(EmailAddress::parse(text).map_err(|_| Reason::BadEmail(clean(text, 100)))?.to_string()),
        };
        let incoming = match normal(cell("direction")).as_str() {
            "incoming" | "in" | "inbound" | "received" => Some(true),
            "outgoing" | "out" | "outbound" | "sent" => Some(false),
            _ => None,
        };
        let id = Some(clean(cell("id"), 200)).filter(|id| !id.is_empty());
        let (name, at) = (clean(cell("name"), 200), reading.date("created", cells, notes));
        let key = id.clone().unwrap_or_else(|| {
            let at = at.map_or(0, |at| at.0);
            let said = format!("{ticket}\0{}\0{at}\0{text}", email.as_deref().unwrap_or_default());
            URL_SAFE_NO_PAD.encode(&Sha256::digest(said)[..16])
        });
        let mut marks = Marks::default();
        marks.note("text", &text);
        Ok(Self { key: format!("{KEY}{key}"), id, ticket, internal, incoming, email, name, text, at, marks })
    }

    fn keys(&self) -> Vec<String> {
        vec![self.key.clone()]
    }

    fn marks(&self) -> &Marks {
        &self.marks
    }

    fn external_id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    fn named(&self) -> Named<'_> {
        Named::default()
    }

    async fn find<C: ConnectionTrait>(connection: &C, _words: &Words, drafts: &[Numbered<Self>]) -> Outcome<Vec<Option<Found>>> {
        let keys = drafts.iter().map(|row| row.draft.key.as_str());
        let mut rows = messages::Entity::find().filter(messages::Column::SubmissionKey.is_in(keys)).all(connection).await?;
        // What an export of this very installation says is there already.
        let own = marks::own_numbers(connection, drafts.iter().filter_map(|row| row.draft.external_id())).await?;
        rows.extend(messages::Entity::find().filter(messages::Column::Id.is_in(own.values().copied())).all(connection).await?);
        let found = |draft: &Self| {
            let number = draft.external_id().and_then(|id| own.get(id));
            let row = rows.iter().find(|row| row.submission_key.as_ref() == Some(&draft.key) || Some(&row.id) == number)?;
            let mut marks = Marks::default();
            marks.note("text", &row.text);
            Some(Found { id: row.id, marks, marked: true, identity: None })
        };
        Ok(drafts.iter().map(|row| found(&row.draft)).collect())
    }

    async fn refusals<C: ConnectionTrait>(connection: &C, drafts: &[Numbered<Self>]) -> Outcome<Vec<Option<Reason>>> {
        let known = tickets_of(connection, drafts.iter().map(|row| row.draft.ticket.as_str())).await?;
        let refusal = |row: &Numbered<Self>| {
            (!known.contains_key(&row.draft.ticket)).then(|| Reason::NoSuchTicket(row.draft.ticket.clone()))
        };
        Ok(drafts.iter().map(refusal).collect())
    }

    async fn write(tx: &DatabaseTransaction, words: &Words, planned: &[Planned<Self>], _: &Directory) -> Outcome<Vec<i64>> {
        let new: Vec<&Self> = planned.iter().filter(|row| matches!(row.action, Action::Create)).map(|row| &row.draft).collect();
        let mut created = create(tx, words, &new).await?.into_iter();
        let mut ids = Vec::new();
        for row in writes(planned) {
            if let Action::Update { id, .. } = &row.action {
                update(tx, words, &row.draft, *id).await?;
                ids.push(*id);
            } else {
                ids.push(created.next().ok_or_else(|| Failure::internal("a created message has no id"))?);
            }
        }
        Ok(ids)
    }
}

/// The tickets of these numbers, which are those of an export.
async fn tickets_of<'a>(
    connection: &impl ConnectionTrait,
    numbers: impl Iterator<Item = &'a str> + Clone,
) -> Outcome<HashMap<String, i64>> {
    let own = marks::own_numbers(connection, numbers.clone()).await?;
    let rows: Vec<(i64, Option<String>)> = tickets::Entity::find()
        .select_only()
        .columns([tickets::Column::Id, tickets::Column::ExternalKey])
        .filter(
            tickets::Column::ExternalKey
                .is_in(numbers.map(|number| format!("id:{number}")))
                .or(tickets::Column::Id.is_in(own.values().copied())),
        )
        .filter(tickets::Column::ArchivedAt.is_null())
        .into_tuple()
        .all(connection)
        .await?;
    let present: Vec<i64> = rows.iter().map(|row| row.0).collect();
    let mut known: HashMap<String, i64> = own.into_iter().filter(|(_, id)| present.contains(id)).collect();
    let by_key = rows.into_iter().filter_map(|(id, key)| Some((key?.strip_prefix("id:")?.to_owned(), id)));
    known.extend(by_key);
    Ok(known)
}

async fn contacts_of(tx: &DatabaseTransaction, drafts: &[&MessageDraft]) -> Outcome<HashMap<String, i64>> {
    let rows: Vec<(Option<String>, i64)> = contacts::Entity::find()
        .select_only()
        .columns([contacts::Column::Email, contacts::Column::Id])
        .filter(contacts::Column::Email.is_in(drafts.iter().filter_map(|draft| draft.email.as_deref())))
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows.into_iter().filter_map(|(email, id)| Some((email?, id))).collect())
}

async fn create(tx: &DatabaseTransaction, words: &Words, drafts: &[&MessageDraft]) -> Outcome<Vec<i64>> {
    const COLUMNS: &str = "id, ticket_id, kind, direction, contact_id, user_id, author_name, text, submission_key, created_at";
    if drafts.is_empty() {
        return Ok(Vec::new());
    }
    let ids = reserve(tx, "messages", drafts.len()).await?;
    let known = tickets_of(tx, drafts.iter().map(|draft| draft.ticket.as_str())).await?;
    let people = contacts_of(tx, drafts).await?;
    let (mut rows, mut documents, mut last) = (Rows::of("messages", COLUMNS), Vec::new(), BTreeMap::new());
    for (draft, id) in drafts.iter().zip(&ids) {
        let ticket = *known.get(&draft.ticket).ok_or_else(|| Failure::internal("a message without its ticket"))?;
        let user = draft.email.as_deref().and_then(|email| words.user(email));
        let contact = draft.email.as_ref().and_then(|email| people.get(email)).copied();
        let incoming = draft.incoming.unwrap_or(contact.is_some() && user.is_none());
        let at = draft.at.unwrap_or(words.now);
        let (contact, user) = if incoming && !draft.internal { (contact, None) } else { (None, user) };
        let direction = if incoming { "INCOMING" } else { "OUTGOING" };
        rows.push([
            (*id).into(),
            ticket.into(),
            if draft.internal { "COMMENT" } else { "MESSAGE" }.into(),
            (!draft.internal).then_some(direction).into(),
            contact.into(),
            user.into(),
            author(draft).filter(|_| contact.is_none() && user.is_none()).into(),
            draft.text.clone().into(),
            draft.key.clone().into(),
            at.0.into(),
        ]);
        let scope = if draft.internal { Vec::new() } else { search::current_scope(tx, ticket).await? };
        documents.push(NewDocument { ticket_id: ticket, message_id: Some(*id), text: draft.text.clone(), scope });
        if !draft.internal {
            last.insert(ticket, (*id, at.0));
        }
    }
    rows.insert(tx).await?;
    search::insert(tx, tx.get_database_backend() == DbBackend::Sqlite, &documents).await?;
    for (ticket, (message, at)) in last {
        note_last(tx, words, ticket, (message, at)).await?;
    }
    traces::made(tx, words.at, ImportKind::Messages.word(), &ids).await?;
    Ok(ids)
}

/// Who wrote it, where it is nobody here.
fn author(draft: &MessageDraft) -> Option<String> {
    let name = if draft.name.is_empty() { draft.email.clone().unwrap_or_default() } else { draft.name.clone() };
    (!name.is_empty()).then_some(name)
}

/// The ticket's last message, which its contacts have seen where it comes from.
async fn note_last(tx: &DatabaseTransaction, words: &Words, ticket: i64, (message, at): (i64, i64)) -> Outcome<()> {
    let before: Option<i64> =
        tickets::Entity::find_by_id(ticket).select_only().column(tickets::Column::LastActivityAt).into_tuple().one(tx).await?;
    if let Some(before) = before.filter(|before| *before < at) {
        let property = traces::LAST_ACTIVITY.to_owned();
        let change = ValueChange { property, before: Some(before.to_string()), after: Some(at.to_string()) };
        traces::changed(tx, words.at, (ImportKind::Tickets.word(), ticket), &[change]).await?;
    }
    tickets::Entity::update_many()
        .col_expr(tickets::Column::LastMessageId, Expr::value(message))
        .filter(tickets::Column::Id.eq(ticket))
        .exec(tx)
        .await?;
    tickets::Entity::update_many()
        .col_expr(tickets::Column::LastActivityAt, Expr::value(at))
        .filter(tickets::Column::Id.eq(ticket))
        .filter(tickets::Column::LastActivityAt.lt(at))
        .exec(tx)
        .await?;
    let on_it = ticket_contacts::Entity::find().filter(ticket_contacts::Column::TicketId.eq(ticket)).all(tx).await?;
    let reads: Vec<_> = on_it
        .into_iter()
        .map(|row| ticket_reads::ActiveModel {
            contact_id: Set(row.contact_id),
            ticket_id: Set(ticket),
            message_id: Set(message),
        })
        .collect();
    if reads.is_empty() {
        return Ok(());
    }
    let over = OnConflict::columns([ticket_reads::Column::ContactId, ticket_reads::Column::TicketId])
        .update_column(ticket_reads::Column::MessageId)
        .to_owned();
    ticket_reads::Entity::insert_many(reads).on_conflict(over).exec_without_returning(tx).await?;
    Ok(())
}

async fn update(tx: &DatabaseTransaction, words: &Words, draft: &MessageDraft, id: i64) -> Outcome<()> {
    let Some(message) = messages::Entity::find_by_id(id).one(tx).await? else { return Ok(()) };
    let ticket = message.ticket_id;
    let change = ValueChange {
        property: format!("{}{id}", traces::MESSAGE),
        before: Some(message.text.clone()),
        after: Some(draft.text.clone()),
    };
    let mut row: messages::ActiveModel = message.into();
    row.text = Set(draft.text.clone());
    row.update(tx).await?;
    traces::changed(tx, words.at, (ImportKind::Tickets.word(), ticket), &[change]).await?;
    search::replace(tx, tx.get_database_backend() == DbBackend::Sqlite, ticket, Some(id), draft.text.clone()).await
}
