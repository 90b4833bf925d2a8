//! The bytes of files, in the database: what was acknowledged is committed, survives whatever the server dies of, is in
//! every backup, and is there for all servers that share the database.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Set};

use crate::failure::{Failure, Outcome};
use crate::secrets;
use crate::tables::{file_contents, file_pieces, files};

/// Bytes in one piece.
const PIECE: usize = 256 * 1024;

/// What contents are called: the same bytes are kept once.
pub fn hash_of(bytes: &[u8]) -> String {
    secrets::fingerprint_of(bytes)
}

/// What HubSpot's clients compare files by, in hexadecimal digits. It is a check of what came and no proof of anything.
pub fn md5_of(bytes: &[u8]) -> String {
    use md5::{Digest, Md5};
    Md5::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Keeps bytes, unless they are there already. Answers their hash.
pub async fn put(tx: &impl ConnectionTrait, now: i64, bytes: &[u8]) -> Outcome<String> {
    let hash = hash_of(bytes);
    let size = i64::try_from(bytes.len()).map_err(|error| Failure::internal(error.to_string()))?;
    let row = file_contents::ActiveModel { hash: Set(hash.clone()), size: Set(size), created_at: Set(now) };
    let once = OnConflict::column(file_contents::Column::Hash).do_nothing().to_owned();
    if file_contents::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await? == 0 {
        return Ok(hash);
    }
    for (number, piece) in bytes.chunks(PIECE).enumerate() {
        let number = i64::try_from(number).map_err(|error| Failure::internal(error.to_string()))?;
        let row = file_pieces::ActiveModel { hash: Set(hash.clone()), number: Set(number), bytes: Set(piece.to_vec()) };
        file_pieces::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(hash)
}

/// The bytes; an error where they are not whole.
pub async fn get(connection: &impl ConnectionTrait, hash: &str, size: i64) -> Outcome<Vec<u8>> {
    let pieces = file_pieces::Entity::find()
        .filter(file_pieces::Column::Hash.eq(hash))
        .order_by_asc(file_pieces::Column::Number)
        .all(connection)
        .await?;
    let bytes: Vec<u8> = pieces.into_iter().flat_map(|piece| piece.bytes).collect();
    let whole = i64::try_from(bytes.len()).is_ok_and(|length| length == size);
    if whole { Ok(bytes) } else { Err(Failure::internal("the contents of a file are not whole")) }
}

/// Removes contents that no file has any more.
pub async fn remove_unnamed(tx: &impl ConnectionTrait, hash: &str) -> Outcome<()> {
    if files::Entity::find().filter(files::Column::Hash.eq(hash)).count(tx).await? > 0 {
        return Ok(());
    }
    file_pieces::Entity::delete_many().filter(file_pieces::Column::Hash.eq(hash)).exec(tx).await?;
    file_contents::Entity::delete_by_id(hash.to_owned()).exec(tx).await?;
    Ok(())
}
