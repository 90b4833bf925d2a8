//! Uploading, changing and removing files.

use model::Timestamp;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, Set};
use serde_json::json;

use super::{FileAccess, StoredFile, contents, found, media, names};
use crate::audit::{Actor, Entry};
use crate::crm::{Done, Refused, Work};
use crate::desks::TokenDesk;
use crate::failure::{Failure, Outcome};
use crate::keys::fold_key;
use crate::tables::{file_folders, files};

/// Bytes of one file: 20 MB.
pub const FILE_MAX: usize = 20 * 1024 * 1024;
/// Numbers that are tried behind a name that is taken.
const NUMBERS: usize = 1_000;

/// Where a file is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Folder {
    /// A path; folders that are not there are made.
    Path(String),
    Id(String),
}

/// What happens where the same bytes are there already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Duplicates {
    /// Another file of them is made.
    #[default]
    Allowed,
    /// Refused.
    Rejected { folder_only: bool },
    /// The file that is there is the answer.
    Returned { folder_only: bool },
}

/// A file that is to be made.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// With its extension.
    pub name: String,
    pub folder: Folder,
    pub access: FileAccess,
    pub bytes: Vec<u8>,
    /// In place of the file of that name. Otherwise a number is put behind the name.
    pub overwrite: bool,
    pub duplicates: Duplicates,
    /// How long it is kept, in milliseconds. `None`: until it is removed.
    pub kept_for: Option<i64>,
}

/// Other bytes for a file; access and time where these are said.
#[derive(Clone, Debug)]
pub struct Replacement {
    pub bytes: Vec<u8>,
    pub access: Option<FileAccess>,
    /// As of [`NewFile::kept_for`].
    pub kept_for: Option<i64>,
}

/// What is to be different about a file.
#[derive(Clone, Debug, Default)]
pub struct FileChange {
    /// Without an extension, which stays.
    pub name: Option<String>,
    pub folder: Option<Folder>,
    pub access: Option<FileAccess>,
}

fn unfit(field: &str) -> Refused {
    Refused::FieldUnfit(field.to_owned())
}

async fn folder(tx: &DatabaseTransaction, now: Timestamp, folder: &Folder) -> Done<i64> {
    let path = match folder {
        Folder::Id(id) => {
            let missing = || Refused::NothingCalled(id.clone());
            let number: i64 = id.parse().map_err(|_| missing())?;
            file_folders::Entity::find_by_id(number).one(tx).await?.ok_or_else(missing)?;
            return Ok(number);
        }
        Folder::Path(path) => names::path(path).ok_or_else(|| unfit("folderPath"))?,
    };
    let row = file_folders::ActiveModel { path: Set(path.clone()), created_at: Set(now.0), ..Default::default() };
    let once = OnConflict::column(file_folders::Column::Path).do_nothing().to_owned();
    file_folders::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await?;
    let known = file_folders::Entity::find().filter(file_folders::Column::Path.eq(path)).one(tx).await?;
    Ok(known.ok_or_else(|| Failure::internal("a folder was made and is not there"))?.id)
}

/// The file of the name in the folder.
async fn of_name(tx: &DatabaseTransaction, folder: i64, name: &str, extension: &str) -> Outcome<Option<files::Model>> {
    let same = files::Entity::find()
        .filter(files::Column::FolderId.eq(folder))
        .filter(files::Column::NameKey.eq(fold_key(name)))
        .filter(files::Column::Extension.eq(extension));
    Ok(same.order_by_asc(files::Column::Id).one(tx).await?)
}

/// The name, with a number where it is taken by another file.
async fn free_name(tx: &DatabaseTransaction, folder: i64, name: &str, extension: &str, own: Option<i64>) -> Done<String> {
    for number in 0..NUMBERS {
        let tried = if number == 0 { name.to_owned() } else { format!("{name}-{number}") };
        match of_name(tx, folder, &tried, extension).await? {
            Some(taken) if Some(taken.id) != own => {}
            _ => return Ok(tried),
        }
    }
    Err(unfit("fileName").into())
}

async fn same_bytes(tx: &DatabaseTransaction, hash: &str, folder: Option<i64>) -> Outcome<Option<files::Model>> {
    let mut same = files::Entity::find().filter(files::Column::Hash.eq(hash));
    if let Some(folder) = folder {
        same = same.filter(files::Column::FolderId.eq(folder));
    }
    Ok(same.order_by_asc(files::Column::Id).one(tx).await?)
}

/// The file that has the same bytes, where that is the answer to uploading them again.
async fn duplicate(tx: &DatabaseTransaction, new: &NewFile, hash: &str, folder: i64) -> Done<Option<i64>> {
    let (folder_only, returned) = match new.duplicates {
        Duplicates::Allowed => return Ok(None),
        Duplicates::Rejected { folder_only } => (folder_only, false),
        Duplicates::Returned { folder_only } => (folder_only, true),
    };
    match same_bytes(tx, hash, folder_only.then_some(folder)).await? {
        Some(same) if returned => Ok(Some(same.id)),
        Some(same) => Err(Refused::FileThere { id: same.id }.into()),
        None => Ok(None),
    }
}

pub(super) async fn add(desk: &TokenDesk, tx: &DatabaseTransaction, new: &NewFile) -> Done<i64> {
    let now = desk.portico.now();
    if new.bytes.len() > FILE_MAX {
        return Err(Refused::FileTooLarge { max: FILE_MAX }.into());
    }
    let (name, extension) = names::parted(&new.name).ok_or_else(|| unfit("fileName"))?;
    let folder = folder(tx, now, &new.folder).await?;
    if let Some(same) = duplicate(tx, new, &contents::hash_of(&new.bytes), folder).await? {
        return Ok(same);
    }
    let before = if new.overwrite { of_name(tx, folder, &name, &extension).await? } else { None };
    let name = if new.overwrite { name } else { free_name(tx, folder, &name, &extension, None).await? };
    let mut row = described(tx, now, new).await?;
    row.folder_id = Set(folder);
    row.name_key = Set(fold_key(&name));
    row.name = Set(name);
    row.extension = Set(extension);
    let id = match before {
        Some(before) => {
            row.id = sea_orm::Unchanged(before.id);
            row.created_at = Set(before.created_at);
            row.update(tx).await?;
            contents::remove_unnamed(tx, &before.hash).await?;
            before.id
        }
        None => row.insert(tx).await?.id,
    };
    note(desk, tx, "file_uploaded", id).await?;
    Ok(id)
}

/// Keeps the bytes, and says what they are.
async fn described(tx: &DatabaseTransaction, now: Timestamp, new: &NewFile) -> Outcome<files::ActiveModel> {
    let hash = contents::put(tx, now.0, &new.bytes).await?;
    let (media, dimensions) = (media::of(&new.bytes), media::dimensions(&new.bytes));
    Ok(files::ActiveModel {
        media_type: Set(media.mime.to_owned()),
        access: Set(new.access.word().to_owned()),
        hash: Set(hash),
        md5: Set(Some(contents::md5_of(&new.bytes))),
        size: Set(i64::try_from(new.bytes.len()).unwrap_or(i64::MAX)),
        width: Set(dimensions.map(|(width, _)| width)),
        height: Set(dimensions.map(|(_, height)| height)),
        created_at: Set(now.0),
        updated_at: Set(now.0),
        expires_at: Set(new.kept_for.map(|span| now.plus(span).0)),
        ..Default::default()
    })
}

async fn note(desk: &TokenDesk, tx: &DatabaseTransaction, action: &str, id: i64) -> Outcome<()> {
    Entry::new(Actor::from(desk.author()), action, format!("file:{id}")).with(json!({})).write(tx, desk.portico.now()).await
}

/// Removes a file, and its bytes with the last of its kind.
pub(super) async fn remove(tx: &impl ConnectionTrait, file: &files::Model) -> Outcome<()> {
    files::Entity::delete_by_id(file.id).exec(tx).await?;
    contents::remove_unnamed(tx, &file.hash).await
}

impl TokenDesk {
    /// Keeps a file. It is there, whole, when this returns.
    pub async fn add_file(&self, new: &NewFile) -> Done<StoredFile> {
        let work = match Work::begin(self).await? {
            Ok(work) => work,
            Err(before) => return Ok(before),
        };
        let id = add(self, &work.tx, new).await?;
        let file = found(&work.tx, self.portico.now(), id).await?;
        work.finish(file.ok_or_else(|| Failure::internal("a file that was just kept is gone"))?).await
    }

    /// Calls a file something else, moves it, or says who may fetch it.
    pub async fn change_file(&self, id: &str, wanted: &FileChange) -> Done<StoredFile> {
        let now = self.portico.now();
        let tx = self.portico.store.begin().await?;
        let not_found = || Refused::NothingCalled(id.to_owned());
        let number: i64 = id.parse().map_err(|_| not_found())?;
        found(&tx, now, number).await?.ok_or_else(not_found)?;
        let before = files::Entity::find_by_id(number).one(&tx).await?.ok_or_else(not_found)?;
        let folder = match &wanted.folder {
            Some(wanted) => folder(&tx, now, wanted).await?,
            None => before.folder_id,
        };
        let mut row = files::ActiveModel { id: sea_orm::Unchanged(number), updated_at: Set(now.0), ..Default::default() };
        let name = match &wanted.name {
            // A name that has the file's extension means the name before it.
            Some(name) => {
                let (stem, extension) = names::parted(name).ok_or_else(|| unfit("name"))?;
                if extension == before.extension { stem } else { name.trim().to_owned() }
            }
            None => before.name.clone(),
        };
        let name = free_name(&tx, folder, &name, &before.extension, Some(number)).await?;
        row.folder_id = Set(folder);
        row.name_key = Set(fold_key(&name));
        row.name = Set(name);
        if let Some(access) = wanted.access {
            row.access = Set(access.word().to_owned());
        }
        row.update(&tx).await?;
        note(self, &tx, "file_changed", number).await?;
        let file = found(&tx, now, number).await?.ok_or_else(not_found)?;
        tx.commit().await?;
        Ok(file)
    }

    /// Other bytes for a file, which keeps its number, its name and its place.
    pub async fn replace_file(&self, id: &str, replacement: Replacement) -> Done<StoredFile> {
        let Replacement { bytes, access, kept_for } = replacement;
        let now = self.portico.now();
        if bytes.len() > FILE_MAX {
            return Err(Refused::FileTooLarge { max: FILE_MAX }.into());
        }
        let tx = self.portico.store.begin().await?;
        let not_found = || Refused::NothingCalled(id.to_owned());
        let number: i64 = id.parse().map_err(|_| not_found())?;
        found(&tx, now, number).await?.ok_or_else(not_found)?;
        let before = files::Entity::find_by_id(number).one(&tx).await?.ok_or_else(not_found)?;
        let access = access.or_else(|| FileAccess::parse(&before.access)).unwrap_or_default();
        let new = NewFile {
            name: String::new(),
            folder: Folder::Id(before.folder_id.to_string()),
            access,
            bytes,
            overwrite: true,
            duplicates: Duplicates::Allowed,
            kept_for,
        };
        let mut row = described(&tx, now, &new).await?;
        row.id = sea_orm::Unchanged(number);
        row.created_at = Set(before.created_at);
        if kept_for.is_none() {
            row.expires_at = Set(before.expires_at);
        }
        row.update(&tx).await?;
        contents::remove_unnamed(&tx, &before.hash).await?;
        note(self, &tx, "file_replaced", number).await?;
        let file = found(&tx, now, number).await?.ok_or_else(not_found)?;
        tx.commit().await?;
        Ok(file)
    }

    /// Removes a file; its addresses are good no more. One that is not there is refused.
    pub async fn remove_file(&self, id: &str) -> Done<()> {
        let tx = self.portico.store.begin().await?;
        let not_found = || Refused::NothingCalled(id.to_owned());
        let number: i64 = id.parse().map_err(|_| not_found())?;
        let file = files::Entity::find_by_id(number).one(&tx).await?.ok_or_else(not_found)?;
        remove(&tx, &file).await?;
        note(self, &tx, "file_removed", number).await?;
        Ok(tx.commit().await?)
    }
}
