//! Files: the one place where bytes are kept that people and integrations attach to things.
//!
//! A file is private unless whoever uploads it says otherwise. Its address is a capability: signed, and good for as long
//! as it says; a public file's is good as long as the file is public.

mod attached;
mod contents;
mod fetch;
mod media;
mod names;
mod search;
mod signed;
mod write;

use model::Timestamp;
use sea_orm::sea_query::Order;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};

pub use attached::ATTACHED_MAX;
pub(crate) use attached::{NOTE_FILES, numbers, of, of_one, shown, to_comment, to_message};
pub use fetch::Fetched;
pub use search::FileSearch;
pub use signed::{SIGNED_FOR_DEFAULT, SIGNED_FOR_MAX};
pub use write::{Duplicates, FILE_MAX, FileChange, Folder, NewFile, Replacement};

use crate::crm::{Done, Refused};
use crate::desks::TokenDesk;
use crate::failure::Outcome;
use crate::portico::Portico;
use crate::tables::{file_folders, files};

/// Who may fetch a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileAccess {
    PublicIndexable,
    PublicNotIndexable,
    HiddenIndexable,
    HiddenNotIndexable,
    HiddenPrivate,
    HiddenSensitive,
    #[default]
    Private,
    Sensitive,
}

impl FileAccess {
    const WORDS: [(&'static str, Self); 8] = [
        ("PUBLIC_INDEXABLE", Self::PublicIndexable),
        ("PUBLIC_NOT_INDEXABLE", Self::PublicNotIndexable),
        ("HIDDEN_INDEXABLE", Self::HiddenIndexable),
        ("HIDDEN_NOT_INDEXABLE", Self::HiddenNotIndexable),
        ("HIDDEN_PRIVATE", Self::HiddenPrivate),
        ("HIDDEN_SENSITIVE", Self::HiddenSensitive),
        ("PRIVATE", Self::Private),
        ("SENSITIVE", Self::Sensitive),
    ];

    pub fn parse(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(known, _)| *known == word).map(|(_, access)| *access)
    }

    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, access)| *access == self).map_or("PRIVATE", |(word, _)| word)
    }

    /// Whether anybody who has the address may fetch the file, at any time.
    pub fn is_public(self) -> bool {
        use FileAccess::{HiddenIndexable, HiddenNotIndexable, PublicIndexable, PublicNotIndexable};
        matches!(self, PublicIndexable | PublicNotIndexable | HiddenIndexable | HiddenNotIndexable)
    }
}

/// A file, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredFile {
    pub id: i64,
    /// Without the extension.
    pub name: String,
    /// In lower case; empty, where there is none.
    pub extension: String,
    pub folder: i64,
    /// From `/` on, with name and extension.
    pub path: String,
    /// In bytes.
    pub size: i64,
    /// As it is served.
    pub media_type: String,
    /// `IMG`, `DOCUMENT`, `AUDIO`, `MOVIE` or `OTHER`.
    pub word: String,
    pub access: FileAccess,
    /// In pixels, where the image says it.
    pub width: Option<i64>,
    pub height: Option<i64>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub expires_at: Option<Timestamp>,
    /// SHA-256 of the bytes, in base64url.
    pub hash: String,
    /// In hexadecimal digits; `None`: the file was there before these were kept.
    #[serde(default)]
    pub md5: Option<String>,
}

impl StoredFile {
    /// Name and extension.
    pub fn file_name(&self) -> String {
        names::whole(&self.name, &self.extension)
    }
}

fn described(row: files::Model, folder: &str) -> StoredFile {
    let whole = names::whole(&row.name, &row.extension);
    StoredFile {
        id: row.id,
        path: format!("{}/{whole}", folder.trim_end_matches('/')),
        name: row.name,
        extension: row.extension,
        folder: row.folder_id,
        size: row.size,
        word: media::named(&row.media_type).word.to_owned(),
        media_type: row.media_type,
        access: FileAccess::parse(&row.access).unwrap_or_default(),
        width: row.width,
        height: row.height,
        created_at: Timestamp(row.created_at),
        updated_at: Timestamp(row.updated_at),
        expires_at: row.expires_at.map(Timestamp),
        hash: row.hash,
        md5: row.md5,
    }
}

/// Files whose time is not over.
fn present(now: Timestamp) -> Condition {
    Condition::any().add(files::Column::ExpiresAt.is_null()).add(files::Column::ExpiresAt.gt(now.0))
}

async fn found(connection: &impl ConnectionTrait, now: Timestamp, id: i64) -> Outcome<Option<StoredFile>> {
    let row = files::Entity::find_by_id(id).filter(present(now)).one(connection).await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let folder = file_folders::Entity::find_by_id(row.folder_id).one(connection).await?;
    Ok(Some(described(row, folder.as_ref().map_or("/", |folder| &folder.path))))
}

/// Rows with what their folders are called.
async fn with_folders(connection: &impl ConnectionTrait, rows: Vec<files::Model>) -> Outcome<Vec<StoredFile>> {
    let folders = file_folders::Entity::find()
        .filter(file_folders::Column::Id.is_in(rows.iter().map(|row| row.folder_id)))
        .all(connection)
        .await?;
    let path = |id: i64| folders.iter().find(|folder| folder.id == id).map_or("/", |folder| &folder.path);
    Ok(rows
        .into_iter()
        .map(|row| {
            let folder = path(row.folder_id);
            described(row, folder)
        })
        .collect())
}

/// Whether there are files of all of these numbers.
pub(crate) async fn are_there(connection: &impl ConnectionTrait, now: Timestamp, ids: &[i64]) -> Outcome<bool> {
    for id in ids {
        if found(connection, now, *id).await?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

impl TokenDesk {
    /// The file of a number, as clients write numbers.
    pub async fn file(&self, id: &str) -> Done<StoredFile> {
        let not_found = || Refused::NothingCalled(id.to_owned());
        let number: i64 = id.parse().map_err(|_| not_found())?;
        let found = found(self.portico.store.reader(), self.portico.now(), number).await?;
        Ok(found.ok_or_else(not_found)?)
    }

    /// Files that are asked for, in the order of their numbers after one: at most `limit`, and where to go on.
    pub async fn files(&self, wanted: &FileSearch, after: Option<i64>, limit: u64) -> Done<(Vec<StoredFile>, Option<i64>)> {
        let reader = self.portico.store.reader();
        let mut find = files::Entity::find().filter(present(self.portico.now())).filter(wanted.condition());
        let order = if wanted.newest_first { Order::Desc } else { Order::Asc };
        if let Some(after) = after {
            let behind = files::Column::Id;
            find = find.filter(if wanted.newest_first { behind.lt(after) } else { behind.gt(after) });
        }
        let mut rows = find.order_by(files::Column::Id, order).limit(limit + 1).all(reader).await?;
        let size = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > size;
        rows.truncate(size);
        let next = rows.last().filter(|_| more).map(|row| row.id);
        Ok((with_folders(reader, rows).await?, next))
    }
}

impl Portico {
    /// Removes files whose time is over. Answers how many.
    pub async fn remove_expired_files(&self) -> Outcome<usize> {
        let now = self.now().0;
        let tx = self.store.begin().await?;
        let over = files::Entity::find().filter(files::Column::ExpiresAt.lte(now)).limit(1_000).all(&tx).await?;
        for file in &over {
            write::remove(&tx, file).await?;
        }
        tx.commit().await?;
        self.forget_fetches().await?;
        Ok(over.len())
    }
}
