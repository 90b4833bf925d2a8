//! The files that messages carry. Whoever may read a message may fetch its files, whatever the access of each is otherwise.

use std::collections::{BTreeMap, BTreeSet};

use model::attachments::Attachment;
use model::{Fault, FileId, MessageId, TicketId};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, Set};

use super::{StoredFile, contents, present, with_folders};
use crate::audit::Actor;
use crate::crm::store_values::{self, NewValues};
use crate::crm::{Definitions, Done, ObjectType, Refused, parse_id};
use crate::desks::{ContactDesk, TokenDesk, UserDesk};
use crate::failure::{Failure, Outcome};
use crate::portico::Portico;
use crate::tables::{files, message_attachments, messages, property_values};
use crate::tickets::access;
use crate::viewer::Viewer;

/// Files of one message that is written.
pub const ATTACHED_MAX: usize = 10;
/// Where a note names its files, with semicolons between.
pub(crate) const NOTE_FILES: &str = "hs_attachment_ids";

/// The numbers of files, as clients write numbers, each once. They must be there.
pub(crate) async fn numbers(desk: &TokenDesk, tx: &DatabaseTransaction, ids: &[String]) -> Done<Vec<i64>> {
    let mut numbers = Vec::with_capacity(ids.len());
    for id in ids {
        let no_such = || Refused::NoSuchFile(id.clone());
        let number = parse_id(id).ok_or_else(no_such)?;
        if !super::are_there(tx, desk.portico.now(), &[number]).await? {
            return Err(no_such().into());
        }
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    if numbers.len() > ATTACHED_MAX {
        return Err(Refused::TooManyFiles { max: ATTACHED_MAX }.into());
    }
    Ok(numbers)
}

/// Gives a message that was just written its files.
pub(crate) async fn to_message(tx: &DatabaseTransaction, message: MessageId, files: &[i64]) -> Outcome<()> {
    let rows = (0_i64..).zip(files).map(|(position, file)| message_attachments::ActiveModel {
        message_id: Set(message.0),
        position: Set(position),
        file_id: Set(*file),
    });
    if !files.is_empty() {
        message_attachments::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Gives a comment that was just written its files: its note names them.
pub(crate) async fn to_comment(desk: &TokenDesk, tx: &DatabaseTransaction, comment: MessageId, files: &[i64]) -> Done<()> {
    if files.is_empty() {
        return Ok(());
    }
    let comment = messages::Entity::find_by_id(comment.0).one(tx).await?;
    let note = comment.and_then(|comment| comment.note_id);
    let note = note.ok_or_else(|| Failure::internal("a comment was written that is no note"))?;
    let definitions = Definitions::load(tx, ObjectType::Notes).await?;
    let definition = definitions.get(NOTE_FILES).ok_or_else(|| Failure::internal("notes name no files"))?;
    let named = files.iter().map(i64::to_string).collect::<Vec<_>>().join(";");
    let new = [NewValues { record: note, values: vec![(definition, named.as_str())] }];
    let at = desk.portico.now().0;
    Ok(store_values::write_new(tx, Actor::from(desk.author()), (ObjectType::Notes, at), &new).await?)
}

/// Which files these messages and comments name, in order.
async fn named(connection: &impl ConnectionTrait, rows: &[messages::Model]) -> Outcome<BTreeMap<i64, Vec<i64>>> {
    let mut named: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    let said: Vec<i64> = rows.iter().filter(|row| row.kind == "MESSAGE").map(|row| row.id).collect();
    if !said.is_empty() {
        let attached = message_attachments::Entity::find()
            .filter(message_attachments::Column::MessageId.is_in(said))
            .order_by_asc(message_attachments::Column::MessageId)
            .order_by_asc(message_attachments::Column::Position);
        for row in attached.all(connection).await? {
            named.entry(row.message_id).or_default().push(row.file_id);
        }
    }
    let notes: BTreeMap<i64, i64> = rows.iter().filter_map(|row| Some((row.note_id?, row.id))).collect();
    if !notes.is_empty() {
        let values = property_values::Entity::find()
            .filter(property_values::Column::ObjectType.eq(ObjectType::Notes.word()))
            .filter(property_values::Column::RecordId.is_in(notes.keys().copied()))
            .filter(property_values::Column::Property.eq(NOTE_FILES));
        for value in values.all(connection).await? {
            let Some(comment) = notes.get(&value.record_id) else { continue };
            named.insert(*comment, value.value.split(';').filter_map(|id| id.trim().parse().ok()).collect());
        }
    }
    Ok(named)
}

/// The files of these messages and comments, by message. Those that are gone, or whose time is over, are left out.
pub(crate) async fn of(
    portico: &Portico,
    connection: &impl ConnectionTrait,
    rows: &[messages::Model],
) -> Outcome<BTreeMap<i64, Vec<StoredFile>>> {
    let named = named(connection, rows).await?;
    let ids: BTreeSet<i64> = named.values().flatten().copied().collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let found = files::Entity::find().filter(files::Column::Id.is_in(ids)).filter(present(portico.now()));
    let found = with_folders(connection, found.all(connection).await?).await?;
    let by_id: BTreeMap<i64, StoredFile> = found.into_iter().map(|file| (file.id, file)).collect();
    let files_of = |ids: Vec<i64>| ids.iter().filter_map(|id| by_id.get(id).cloned()).collect();
    Ok(named.into_iter().map(|(message, ids)| (message, files_of(ids))).collect())
}

/// The files of one of them.
pub(crate) async fn of_one(
    portico: &Portico,
    connection: &impl ConnectionTrait,
    row: &messages::Model,
) -> Outcome<Vec<StoredFile>> {
    Ok(of(portico, connection, std::slice::from_ref(row)).await?.remove(&row.id).unwrap_or_default())
}

/// As pages show them.
pub(crate) fn shown(files: Option<&Vec<StoredFile>>) -> Vec<Attachment> {
    let files = files.into_iter().flatten();
    files.map(|file| Attachment { file: FileId(file.id), name: file.file_name(), size: file.size }).collect()
}

/// A file of a message that the viewer may read, and its bytes. Anything else is not there.
async fn fetch(
    portico: &Portico,
    viewer: &Viewer,
    (ticket, message, file): (TicketId, MessageId, FileId),
) -> Outcome<(StoredFile, Vec<u8>)> {
    let reader = portico.store.reader();
    let ticket = access::find(reader, viewer, ticket).await?;
    let message = messages::Entity::find_by_id(message.0)
        .filter(messages::Column::TicketId.eq(ticket.id))
        .filter(access::messages_visible_to(viewer))
        .one(reader)
        .await?
        .ok_or(Fault::NotFound)?;
    let attached = of_one(portico, reader, &message).await?.into_iter().find(|attached| attached.id == file.0);
    let file = attached.ok_or(Fault::NotFound)?;
    let bytes = contents::get(reader, &file.hash, file.size).await?;
    Ok((file, bytes))
}

impl ContactDesk {
    /// A file of a message on a ticket of the contact's, with its bytes.
    pub async fn attachment(&self, ticket: TicketId, message: MessageId, file: FileId) -> Outcome<(StoredFile, Vec<u8>)> {
        fetch(&self.portico, &self.viewer(), (ticket, message, file)).await
    }
}

impl UserDesk {
    /// A file of a message or comment, with its bytes.
    pub async fn attachment(&self, ticket: TicketId, message: MessageId, file: FileId) -> Outcome<(StoredFile, Vec<u8>)> {
        fetch(&self.portico, &self.viewer(), (ticket, message, file)).await
    }
}
