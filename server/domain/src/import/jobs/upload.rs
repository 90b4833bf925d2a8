//! A file from a browser or an integration, into the database a piece at a time.

use model::imports::{FileProblem, ImportKind, ImportState};
use model::people::Role;
use model::{Fault, ImportId, Problem};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use sha2::{Digest, Sha256};

use super::{Chosen, json, look, trouble};
use crate::audit::{Actor, Entry};
use crate::desks::UserDesk;
use crate::failure::Outcome;
use crate::import::error::ImportError;
use crate::import::file::Source;
use crate::import::input::{Input, PIECE};
use crate::portico::Portico;
use crate::tables::{import_pieces, import_problems, imports};

/// The largest file, in bytes: 2 GB.
pub const UPLOAD_MAX: u64 = 2 << 30;

/// A file on its way in. Until it is whole its row says that it was interrupted, which it is if nothing follows.
pub struct Upload {
    portico: Portico,
    import: i64,
    buffer: Vec<u8>,
    number: i64,
    size: u64,
    digest: Sha256,
}

impl UserDesk {
    /// Begins to take a file. Refused without the role, before a byte of it is read.
    pub async fn begin_import(&self, kind: ImportKind, file_name: &str) -> Result<Upload, Fault> {
        self.require(Role::Admin)?;
        let actor = Actor::from(&self.viewer);
        Upload::begin(&self.portico, actor, kind, file_name).await.map_err(crate::failure::Failure::into_fault)
    }
}

impl Upload {
    pub(super) async fn begin(portico: &Portico, actor: Actor, kind: ImportKind, file_name: &str) -> Outcome<Self> {
        let now = portico.now();
        let name = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
        let name = super::super::values::clean(name, 200);
        let unfinished = FileProblem { word: "upload".to_owned(), line: 0, detail: "the upload was interrupted".to_owned() };
        let tx = portico.store().begin().await?;
        let row = imports::ActiveModel {
            kind: Set(kind.word().to_owned()),
            file_name: Set(if name.is_empty() { format!("{}.csv", kind.word()) } else { name }),
            file_size: Set(0),
            state: Set(ImportState::Failed.word().to_owned()),
            problem: Set(Some(json(&unfinished)?)),
            actor: Set(actor.to_string()),
            stored: Set(true),
            options: Set(Chosen::default().text()?),
            layout: Set("{}".to_owned()),
            created_at: Set(now.0),
            ..Default::default()
        };
        let row = row.insert(&tx).await?;
        Entry::new(actor, "import_uploaded", format!("import:{}", row.id))
            .with(serde_json::json!({ "file": row.file_name, "kind": row.kind }))
            .write(&tx, now)
            .await?;
        tx.commit().await?;
        Ok(Self {
            portico: portico.clone(),
            import: row.id,
            buffer: Vec::with_capacity(PIECE),
            number: 0,
            size: 0,
            digest: Sha256::new(),
        })
    }

    /// More of the file. Refused as an invalid field `file` once it is too large; what was taken of it is gone then.
    pub async fn push(&mut self, mut bytes: &[u8]) -> Outcome<()> {
        self.digest.update(bytes);
        self.size += bytes.len() as u64;
        if self.size > UPLOAD_MAX {
            discard(&self.portico, self.import).await?;
            return Err(
                Fault::invalid("file", Problem::TooLong { max: usize::try_from(UPLOAD_MAX).unwrap_or(usize::MAX) }).into()
            );
        }
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(PIECE - self.buffer.len()));
            self.buffer.extend_from_slice(now);
            bytes = later;
            if self.buffer.len() == PIECE {
                self.store().await?;
            }
        }
        Ok(())
    }

    /// What tells the bytes that came from others.
    pub fn fingerprint(&self) -> Vec<u8> {
        self.digest.clone().finalize().to_vec()
    }

    async fn store(&mut self) -> Outcome<()> {
        let bytes = std::mem::replace(&mut self.buffer, Vec::with_capacity(PIECE));
        let row = import_pieces::ActiveModel { import_id: Set(self.import), number: Set(self.number), bytes: Set(bytes) };
        import_pieces::Entity::insert(row).exec_without_returning(self.portico.store().writer()).await?;
        self.number += 1;
        Ok(())
    }

    /// The whole file is there: it is read through, and its page says how it begins, or what is wrong with it.
    pub async fn finish(mut self) -> Outcome<ImportId> {
        if !self.buffer.is_empty() {
            self.store().await?;
        }
        let input = Input::stored(self.portico.store(), self.import);
        let looked = crate::import::blocking(move || look(&Source::of(input)?)).await;
        let size = i64::try_from(self.size).unwrap_or(i64::MAX);
        let mut row = imports::ActiveModel { id: sea_orm::Unchanged(self.import), file_size: Set(size), ..Default::default() };
        match looked {
            Ok((layout, total)) => {
                row.state = Set(ImportState::Ready.word().to_owned());
                row.problem = Set(None);
                row.layout = Set(json(&layout)?);
                row.total_rows = Set(i64::try_from(total).unwrap_or(i64::MAX));
            }
            Err(error) => {
                if let ImportError::Failure(failure) = &error {
                    tracing::error!(%failure, "an uploaded file could not be read");
                }
                row.problem = Set(Some(json(&error.problem().unwrap_or_else(trouble))?));
                remove_pieces(&self.portico, self.import).await?;
            }
        }
        row.update(self.portico.store().writer()).await?;
        Ok(ImportId(self.import))
    }
}

/// As if it had never come.
pub async fn discard(portico: &Portico, import: i64) -> Outcome<()> {
    remove_pieces(portico, import).await?;
    import_problems::Entity::delete_many()
        .filter(import_problems::Column::ImportId.eq(import))
        .exec(portico.store().writer())
        .await?;
    imports::Entity::delete_by_id(import).exec(portico.store().writer()).await?;
    Ok(())
}

/// A piece at a time, because a file may be large.
pub async fn remove_pieces(portico: &Portico, import: i64) -> Outcome<()> {
    for number in 0.. {
        let gone = import_pieces::Entity::delete_many()
            .filter(import_pieces::Column::ImportId.eq(import))
            .filter(import_pieces::Column::Number.gte(number * 32))
            .filter(import_pieces::Column::Number.lt((number + 1) * 32))
            .exec(portico.store().writer())
            .await?;
        if gone.rows_affected == 0 {
            break;
        }
    }
    Ok(())
}
