//! Where a file's bytes are: in a file of the machine, or in pieces in the database, where an upload put them.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use sea_orm::EntityTrait;
use tokio::runtime::Handle;

use super::error::ImportError;
use crate::store::Store;
use crate::tables::import_pieces;

/// Bytes of a piece of an upload.
pub const PIECE: usize = 512 << 10;

/// A file that can be read through as often as needed.
#[derive(Debug)]
pub(super) enum Input {
    File(File),
    Stored(Stored),
}

/// An upload.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub store: Store,
    pub import: i64,
    pub runtime: Handle,
}

impl Input {
    pub fn open(path: &Path) -> Result<Self, ImportError> {
        let refuse = |what: &str| ImportError::Unreadable(what.to_owned());
        let file = File::open(path).map_err(|error| refuse(&error.to_string()))?;
        let about = file.metadata().map_err(|error| refuse(&error.to_string()))?;
        if about.is_dir() {
            return Err(refuse("is a folder, not a file"));
        }
        if !about.is_file() {
            return Err(refuse("is not a plain file; it has to be read twice"));
        }
        Ok(Self::File(file))
    }

    /// For a thread that may wait: pieces are fetched while it reads.
    pub fn stored(store: &Store, import: i64) -> Self {
        Self::Stored(Stored { store: store.clone(), import, runtime: Handle::current() })
    }

    /// The bytes from here on.
    pub fn from(&self, offset: u64) -> io::Result<Box<dyn Read>> {
        match self {
            Self::File(file) => {
                let mut file = file.try_clone()?;
                file.seek(SeekFrom::Start(offset))?;
                Ok(Box::new(file))
            }
            Self::Stored(stored) => {
                let (piece, skip) = (offset / PIECE as u64, offset % PIECE as u64);
                let next = i64::try_from(piece).map_err(io::Error::other)?;
                let mut pieces = Pieces { stored: stored.clone(), next, bytes: Vec::new(), taken: 0 };
                pieces.fill()?;
                pieces.taken = usize::try_from(skip).map_err(io::Error::other)?.min(pieces.bytes.len());
                Ok(Box::new(pieces))
            }
        }
    }
}

/// Pieces one after the other; each but the last has [`PIECE`] bytes.
struct Pieces {
    stored: Stored,
    next: i64,
    bytes: Vec<u8>,
    taken: usize,
}

impl Pieces {
    fn fill(&mut self) -> io::Result<()> {
        let find = import_pieces::Entity::find_by_id((self.stored.import, self.next)).one(self.stored.store.reader());
        let piece = self.stored.runtime.block_on(find).map_err(|error| io::Error::other(ImportError::from(error)))?;
        self.bytes = piece.map(|piece| piece.bytes).unwrap_or_default();
        self.taken = 0;
        self.next += 1;
        Ok(())
    }
}

impl Read for Pieces {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.taken == self.bytes.len() {
            self.fill()?;
        }
        let count = out.len().min(self.bytes.len() - self.taken);
        out[..count].copy_from_slice(&self.bytes[self.taken..self.taken + count]);
        self.taken += count;
        Ok(count)
    }
}
