//! What every kind of record can do on its way from a row to the database.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use csv::StringRecord;
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::ImportKind;
use super::directory::{Directory, Named};
use super::kept::Value;
use super::marks::Marks;
use super::notes::Noted;
use super::reading::{Reading, Words};
use super::report::Reason;
use crate::crm::text_key;
use crate::failure::Outcome;

/// A row's record, not yet compared with the database.
pub(super) trait Draft: Sized + Send + Sync + 'static {
    const KIND: ImportKind;
    /// Whether what a row said is remembered for the next file: what is no record has no number to remember it by.
    const REMEMBERED: bool = true;

    /// Reads the row, or says why it cannot become a record.
    fn of(reading: &Reading, cells: &StringRecord, notes: &mut Vec<Noted>) -> Result<Self, Reason>;

    /// What tells it from other records. Two rows with a key in common are one record.
    fn keys(&self) -> Vec<String>;

    fn marks(&self) -> &Marks;

    /// The record's id where it was exported.
    fn external_id(&self) -> Option<&str>;

    /// The other records that it names.
    fn named(&self) -> Named<'_>;

    /// The two things of which at least one must agree where only a foreign id says that two rows are the same.
    fn identity(&self) -> Option<[&str; 2]> {
        None
    }

    /// What no two contacts have the same of.
    fn address(&self) -> Option<&str> {
        None
    }

    /// The properties that rows have no meaning of their own for.
    fn values(&self) -> &[Value] {
        &[]
    }

    /// The records that are there already, one answer for each draft.
    fn find<C: ConnectionTrait>(
        connection: &C,
        words: &Words,
        drafts: &[Numbered<Self>],
    ) -> impl Future<Output = Outcome<Vec<Option<Found>>>> + Send;

    /// What the database says against rows, one answer for each draft.
    fn refusals<C: ConnectionTrait>(
        connection: &C,
        drafts: &[Numbered<Self>],
    ) -> impl Future<Output = Outcome<Vec<Option<Reason>>>> + Send {
        let _ = connection;
        let none = drafts.iter().map(|_| None).collect();
        async { Ok(none) }
    }

    /// Writes what is to be created and updated. Answers the id of each.
    fn write(
        tx: &DatabaseTransaction,
        words: &Words,
        planned: &[Planned<Self>],
        directory: &Directory,
    ) -> impl Future<Output = Outcome<Vec<i64>>> + Send;
}

/// A draft and where it stands in the file.
pub(super) struct Numbered<D> {
    pub row: u64,
    pub line: u64,
    pub draft: D,
}

/// A record in the database.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub id: i64,
    /// Without stored marks: those of what stands there now.
    pub marks: Marks,
    pub marked: bool,
    /// See [`Draft::identity`].
    pub identity: Option<[String; 2]>,
}

#[derive(Debug)]
pub(super) enum Action {
    Create,
    Update { id: i64, news: Vec<String>, earlier: Marks },
    Unchanged { id: i64, marked: bool },
    Skip(Reason),
}

pub(super) struct Planned<D> {
    pub row: u64,
    pub line: u64,
    pub draft: D,
    pub action: Action,
}

impl<D> Planned<D> {
    /// The record that the row changes.
    pub fn updates(&self) -> Option<i64> {
        if let Action::Update { id, .. } = self.action { Some(id) } else { None }
    }
}

/// What an import that writes nothing has to remember of the rows before: that they would be there by now. 200,000 rows
/// are a few megabytes.
#[derive(Default)]
pub(super) struct Overlay {
    records: HashMap<u64, Remembered>,
    people: HashMap<u64, ()>,
    companies: HashMap<u64, ()>,
}

#[derive(Clone, Copy)]
struct Remembered {
    marks: u64,
    identity: Option<[u64; 2]>,
}

/// Keys of values that no two records may have.
pub(super) fn value_keys(values: &[Value]) -> impl Iterator<Item = String> {
    let unique = values.iter().filter(|(definition, _)| definition.unique);
    unique.map(|(definition, text)| format!("u:{}:{}", definition.name, text_key(text)))
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

impl Overlay {
    /// What the rows before make of a row, if one of them was about the same record.
    pub fn action<D: Draft>(&self, draft: &D) -> Option<Action> {
        let known = draft.keys().iter().find_map(|key| self.records.get(&hash(key)).copied())?;
        let identity = draft.identity().map(|[one, other]| [hash(one), hash(other)]);
        Some(match (known.identity, identity) {
            (Some(known), Some(own)) if known[0] != own[0] && known[1] != own[1] => {
                Action::Skip(Reason::KeyTaken { key: draft.external_id().unwrap_or_default().to_owned(), ticket: 0 })
            }
            _ if known.marks == hash(&draft.marks().text()) => Action::Unchanged { id: 0, marked: true },
            _ => Action::Update { id: 0, news: Vec::new(), earlier: Marks::default() },
        })
    }

    pub fn remember<D: Draft>(&mut self, draft: &D) {
        let identity = draft.identity().map(|[one, other]| [hash(one), hash(other)]);
        let remembered = Remembered { marks: hash(&draft.marks().text()), identity };
        for key in draft.keys() {
            self.records.insert(hash(&key), remembered);
        }
    }

    /// Whether the contact would be made now, and not before.
    pub fn is_new_person(&mut self, email: &str) -> bool {
        self.people.insert(hash(email), ()).is_none()
    }

    pub fn is_new_company(&mut self, key: &str) -> bool {
        self.companies.insert(hash(key), ()).is_none()
    }
}
