//! Files that are fetched from an address on the web.
//!
//! The file is fetched while the request waits, and what became of it is kept with it: what was acknowledged is there, and
//! no server can die in the middle of it. Clients that ask how far it is find that it is over.

use model::Timestamp;
use percent_encoding::percent_decode_str;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use url::Url;

use super::write::add;
use super::{FILE_MAX, NewFile, StoredFile, found, names};
use crate::crm::{CrmError, Done, Refused, Work};
use crate::desks::TokenDesk;
use crate::failure::{Failure, Outcome};
use crate::portico::Portico;
use crate::tables::file_fetches;
use crate::web::{Reading, WebProblem, WebRequest};

/// How long it is known what became of it.
const KEPT: i64 = 7 * Timestamp::DAY;

/// What became of a file that was to be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    pub id: i64,
    pub started_at: Timestamp,
    pub finished_at: Timestamp,
    /// `Err`: why there is none. `Ok(None)`: it was removed since.
    pub file: Result<Option<StoredFile>, String>,
}

/// What the last part of an address calls a file.
fn name_of(address: &Url) -> String {
    let last = address.path_segments().and_then(|mut parts| parts.next_back()).unwrap_or_default();
    let name = percent_decode_str(last).decode_utf8_lossy().into_owned();
    if names::parted(&name).is_some() { name } else { "file".to_owned() }
}

impl TokenDesk {
    /// Fetches a file and keeps it as it says, with an empty name under that of the address. Answers the number by which
    /// [`TokenDesk::fetched`] tells what became of it. An address that may not be called is refused at once.
    pub async fn fetch_file(&self, address: &str, new: NewFile) -> Done<i64> {
        let unfit = || Refused::FieldUnfit("url".to_owned());
        let address = Url::parse(address.trim()).map_err(|_| unfit())?;
        if !self.portico.webhook_web.permits(&address) {
            return Err(unfit().into());
        }
        let started_at = self.portico.now();
        let name = if new.name.is_empty() { name_of(&address) } else { new.name.clone() };
        match self.bytes_at(address).await {
            Ok(bytes) => self.keep(started_at, &NewFile { name, bytes, ..new }).await,
            Err(problem) => self.give_up(started_at, problem).await,
        }
    }

    async fn bytes_at(&self, address: Url) -> Result<Vec<u8>, String> {
        let request = WebRequest { reading: Reading::UpTo(FILE_MAX), ..WebRequest::get(address) };
        match self.portico.webhook_web.send(request).await {
            Ok(answer) if answer.status == 200 => Ok(answer.body),
            Ok(answer) => Err(format!("The server answered {}.", answer.status)),
            // Whether there is anything at such an address is not to be learned here.
            Err(WebProblem::NotAllowed) => Err("The file could not be fetched: this address is not called.".to_owned()),
            Err(WebProblem::Unreachable(reason)) => Err(format!("The file could not be fetched: {reason}.")),
        }
    }

    async fn keep(&self, started_at: Timestamp, new: &NewFile) -> Done<i64> {
        let work = match Work::begin(self).await? {
            Ok(work) => work,
            Err(before) => return Ok(before),
        };
        match add(self, &work.tx, new).await {
            Ok(file) => note(work, started_at, Ok(file)).await,
            Err(CrmError::Refused(refused)) => {
                drop(work);
                let problem = match refused {
                    Refused::FileThere { id } => format!("The same file already exists. Existing ID: {id}"),
                    Refused::FieldUnfit(field) => format!("The field {field} is not valid."),
                    Refused::NothingCalled(id) => format!("There is no folder {id}."),
                    other => return Err(other.into()),
                };
                self.give_up(started_at, problem).await
            }
            Err(failure) => Err(failure),
        }
    }

    async fn give_up(&self, started_at: Timestamp, problem: String) -> Done<i64> {
        match Work::begin(self).await? {
            Ok(work) => note(work, started_at, Err(problem)).await,
            Err(before) => Ok(before),
        }
    }

    /// What became of a file that was to be fetched, for a week.
    pub async fn fetched(&self, id: &str) -> Done<Fetched> {
        let not_found = || Refused::NothingCalled(id.to_owned());
        let number = crate::crm::parse_id(id).ok_or_else(not_found)?;
        let reader = self.portico.store.reader();
        let row = file_fetches::Entity::find_by_id(number).one(reader).await?.ok_or_else(not_found)?;
        let file = match (row.problem, row.file_id) {
            (Some(problem), _) => Err(problem),
            (None, Some(file)) => Ok(found(reader, self.portico.now(), file).await?),
            (None, None) => Ok(None),
        };
        Ok(Fetched { id: row.id, started_at: Timestamp(row.started_at), finished_at: Timestamp(row.finished_at), file })
    }
}

async fn note(work: Work<'_>, started_at: Timestamp, became: Result<i64, String>) -> Done<i64> {
    let row = file_fetches::ActiveModel {
        file_id: Set(became.as_ref().ok().copied()),
        problem: Set(became.err()),
        started_at: Set(started_at.0),
        finished_at: Set(work.desk.portico.now().0),
        ..Default::default()
    };
    let row = row.insert(&work.tx).await.map_err(Failure::from)?;
    work.finish(row.id).await
}

impl Portico {
    /// Forgets what became of files that were fetched long ago; the files stay.
    pub(super) async fn forget_fetches(&self) -> Outcome<()> {
        let over = file_fetches::Column::FinishedAt.lt(self.now().0 - KEPT);
        file_fetches::Entity::delete_many().filter(over).exec(self.store.writer()).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_as_its_address_ends() {
        for (address, name) in [
            ("https://a.example/b/Fattura%20%C3%A8.pdf?x=1", "Fattura è.pdf"),
            ("https://a.example/b/", "file"),
            ("https://a.example", "file"),
            ("https://a.example/%2e%2e%2fetc", "file"),
        ] {
            assert_eq!(name_of(&Url::parse(address).unwrap()), name, "{address}");
        }
    }
}
