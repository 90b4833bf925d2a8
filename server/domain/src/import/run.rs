//! The rows into the database, a batch at a time.

use std::collections::HashSet;

use tokio::sync::mpsc;

use super::columns::Columns;
use super::directory::Directory;
use super::draft::{Action, Draft, Numbered, Overlay, Planned};
use super::error::ImportError;
use super::marks::OWN_NUMBER;
use super::notes::{Instead, Noted, Remark};
use super::plan::{directory, is_about_a_row, plan, store_marks, unplan, writes};
use super::reading::Words;
use super::report::{ImportReport, Reason, Skipped};
use super::step::{Said, Step, Tally};
use super::tickets::NONE;
use super::traces;
use crate::failure::Outcome;
use crate::portico::Portico;

/// Rows in one transaction: other writers wait for no longer than these take.
const BATCH: usize = 500;

/// A row on its way from the reading thread.
pub(super) struct Item<D> {
    pub row: u64,
    pub line: u64,
    pub outcome: Result<D, Reason>,
    pub notes: Vec<Noted>,
}

/// What rows are written with.
pub(super) struct Run<'a> {
    pub portico: &'a Portico,
    pub words: &'a Words,
    pub columns: &'a Columns,
    /// `None`: nothing is kept of the import itself.
    pub step: Option<Step>,
    /// Is told how many rows are settled.
    pub progress: &'a (dyn Fn(u64) + Send + Sync),
    /// Is told of each row that was left out.
    pub skipped: &'a (dyn Fn(&Skipped) + Send + Sync),
}

/// Rows that wait to be written together.
struct Batch<D> {
    rows: Vec<Numbered<D>>,
    said: Said,
    keys: HashSet<String>,
}

impl<D: Draft> Batch<D> {
    fn new() -> Self {
        Self { rows: Vec::new(), said: Said::default(), keys: HashSet::new() }
    }

    /// A record must not stand in a batch twice: the second row is compared with what the first one made.
    fn is_full_for(&self, keys: &[String]) -> bool {
        self.rows.len() + self.said.skipped.len() >= BATCH || keys.iter().any(|key| self.keys.contains(key))
    }
}

impl Run<'_> {
    /// Takes rows until the reading thread has no more.
    pub async fn run<D: Draft>(
        &self,
        rows: &mut mpsc::Receiver<Result<Item<D>, ImportError>>,
        report: &mut ImportReport,
    ) -> Result<(), ImportError> {
        let mut overlay = report.dry_run.then(Overlay::default);
        let mut batch = Batch::new();
        while let Some(item) = rows.recv().await {
            let item = item?;
            let keys = item.outcome.as_ref().map(D::keys).unwrap_or_default();
            if batch.is_full_for(&keys) {
                self.settle(std::mem::replace(&mut batch, Batch::new()), &mut overlay, report).await?;
            }
            report.rows = item.row;
            batch.said.cursor = item.row;
            for noted in item.notes {
                report.notes.add(item.row, &noted);
                batch.said.noted.push((item.row, item.line, noted));
            }
            match item.outcome {
                Ok(draft) => {
                    batch.keys.extend(keys);
                    batch.rows.push(Numbered { row: item.row, line: item.line, draft });
                }
                Err(reason) => batch.said.skipped.push(self.skip(item.row, item.line, reason)),
            }
        }
        if batch.said.cursor > 0 {
            self.settle(batch, &mut overlay, report).await?;
        }
        (self.progress)(report.rows);
        Ok(())
    }

    fn skip(&self, row: u64, line: u64, reason: Reason) -> Skipped {
        Skipped { row, line, column: self.columns.header_of(reason.property()).to_owned(), reason }
    }

    async fn settle<D: Draft>(
        &self,
        batch: Batch<D>,
        overlay: &mut Option<Overlay>,
        report: &mut ImportReport,
    ) -> Result<(), ImportError> {
        let Batch { rows, said, .. } = batch;
        let tally = match overlay {
            Some(overlay) => {
                let tally = self.rehearse(rows, overlay).await?;
                self.note(&tally, &said).await?;
                tally
            }
            None => self.write(rows, &said).await?,
        };
        report.created += tally.created;
        report.updated += tally.updated;
        report.unchanged += tally.unchanged;
        report.contacts_created += tally.contacts;
        report.companies_created += tally.companies;
        let cursor = said.cursor;
        let mut skipped: Vec<Skipped> = said.skipped.into_iter().chain(tally.skipped).collect();
        skipped.sort_by_key(|skipped| skipped.row);
        for skipped in skipped {
            (self.skipped)(&skipped);
            report.skip(skipped);
        }
        for (row, _, noted) in &tally.noted {
            report.notes.add(*row, noted);
        }
        (self.progress)(cursor);
        Ok(())
    }

    /// Notes the batch where there is nothing else to write.
    async fn note(&self, tally: &Tally, said: &Said) -> Result<(), ImportError> {
        let Some(step) = &self.step else { return Ok(()) };
        let tx = self.portico.store().begin().await?;
        step.note(&tx, self.portico.now().0, tally, said).await?;
        tx.commit().await?;
        Ok(())
    }

    /// What the batch would do.
    async fn rehearse<D: Draft>(&self, batch: Vec<Numbered<D>>, overlay: &mut Overlay) -> Outcome<Tally> {
        let reader = self.portico.store().reader();
        let mut planned = plan(reader, self.words, batch).await?;
        let mut again = Vec::new();
        for row in &mut planned {
            if matches!(row.action, Action::Skip(_)) {
                continue;
            }
            if let Some(action) = overlay.action(&row.draft) {
                row.action = action;
                again.extend(self.said_again(row));
            }
            if !matches!(row.action, Action::Skip(_)) {
                overlay.remember(&row.draft);
            }
        }
        let directory = directory(reader, &planned).await?;
        let mut tally = self.tally(&planned);
        tally.noted = again;
        tally.noted.extend(self.not_associated(&planned, &directory));
        let people = directory.missing_people(writes(&planned).flat_map(|row| row.draft.named().people));
        tally.contacts = people.iter().filter(|person| overlay.is_new_person(&person.email)).count() as u64;
        let companies = directory.missing_companies(writes(&planned).flat_map(|row| row.draft.named().companies));
        tally.companies = companies.iter().filter(|company| overlay.is_new_company(&company.key())).count() as u64;
        Ok(tally)
    }

    /// Writes the batch in one transaction. If somebody else wrote the same records meanwhile it is compared anew; if the
    /// database still refuses, each row is tried by itself, so that the one at fault stops none of the others. What was done
    /// so is noted last: a server that dies in between counts some rows as unchanged.
    async fn write<D: Draft>(&self, batch: Vec<Numbered<D>>, said: &Said) -> Result<Tally, ImportError> {
        let reader = self.portico.store().reader();
        let mut planned = plan(reader, self.words, batch).await?;
        for attempt in 0..2 {
            if attempt > 0 {
                planned = plan(reader, self.words, unplan(planned)).await?;
            }
            match self.commit(&planned, Some(said)).await {
                Err(error) if is_about_a_row(&error) => {
                    tracing::warn!(%error, attempt, "a batch of imported rows was refused");
                }
                done => return done,
            }
        }
        let mut total = Tally::default();
        for row in unplan(planned) {
            let single = plan(reader, self.words, vec![row]).await?;
            match self.commit(&single, None).await {
                Err(error) if is_about_a_row(&error) => {
                    total.skipped.extend(single.iter().map(|row| self.skip(row.row, row.line, Reason::Refused)));
                }
                other => total.add(other?),
            }
        }
        self.note(&total, said).await?;
        Ok(total)
    }

    async fn commit<D: Draft>(&self, planned: &[Planned<D>], said: Option<&Said>) -> Result<Tally, ImportError> {
        let (words, mut tally) = (self.words, self.tally(planned));
        let unmarked = planned.iter().any(|row| matches!(row.action, Action::Unchanged { marked: false, .. }));
        if tally.created + tally.updated == 0 && !unmarked {
            if let Some(said) = said {
                self.note(&tally, said).await?;
            }
            return Ok(tally);
        }
        let tx = self.portico.store().begin().await?;
        let mut directory = directory(&tx, planned).await?;
        let people = directory.missing_people(writes(planned).flat_map(|row| row.draft.named().people));
        directory.create_people(&tx, &people, words.at).await?;
        let companies = directory.missing_companies(writes(planned).flat_map(|row| row.draft.named().companies));
        directory.create_companies(&tx, &companies, words.at).await?;
        (tally.contacts, tally.companies) = (people.len() as u64, companies.len() as u64);
        let touched = traces::touched(&tx, words.at, D::KIND.word(), planned.iter().filter_map(Planned::updates)).await?;
        let again = planned.iter().filter(|row| row.updates().is_some_and(|id| touched.contains(&id)));
        tally.noted = again.filter_map(|row| self.said_again(row)).collect();
        tally.noted.extend(self.not_associated(planned, &directory));
        let ids = D::write(&tx, words, planned, &directory).await?;
        store_marks(&tx, words, planned, &ids).await?;
        if let (Some(step), Some(said)) = (&self.step, said) {
            step.note(&tx, self.portico.now().0, &tally, said).await?;
        }
        tx.commit().await?;
        Ok(tally)
    }

    /// To be noted of a row that says something else of a record than a row before it.
    fn said_again<D: Draft>(&self, row: &Planned<D>) -> Option<(u64, u64, Noted)> {
        row.updates()?;
        let (column, value) = match row.draft.external_id() {
            Some(id) => (self.columns.header("id"), id.to_owned()),
            // A key is what it is of, a colon, and the value.
            None => (
                "",
                row.draft
                    .keys()
                    .first()
                    .and_then(|key| key.split_once(':'))
                    .map_or_else(String::new, |(_, value)| value.to_owned()),
            ),
        };
        Some((row.row, row.line, (column.to_owned(), value, Remark::Again)))
    }

    /// To be noted of rows that name a contact or company by a number or an id that there is none of.
    fn not_associated<D: Draft>(&self, planned: &[Planned<D>], directory: &Directory) -> Vec<(u64, u64, Noted)> {
        let mut noted = Vec::new();
        for row in writes(planned) {
            let named = row.draft.named();
            let contacts = named.contact_ids.iter().filter(|id| directory.contact_of_id(id).is_none()).map(|id| ("contact", *id));
            let companies =
                named.company_ids.iter().filter(|id| directory.company_of_id(id).is_none()).map(|id| ("company", *id));
            for (kind, id) in contacts.chain(companies).filter(|(_, id)| *id != NONE) {
                let (property, id) = match id.strip_prefix(OWN_NUMBER) {
                    Some(number) => (format!("{kind}_records"), number),
                    None => (format!("{kind}_ids"), id),
                };
                let remark = Remark::NotUnderstood(Instead::NotAssociated);
                noted.push((row.row, row.line, (self.columns.header(&property).to_owned(), id.to_owned(), remark)));
            }
        }
        noted
    }

    fn tally<D: Draft>(&self, planned: &[Planned<D>]) -> Tally {
        let mut tally = Tally::default();
        for row in planned {
            match &row.action {
                Action::Create => {
                    tally.created += 1;
                    tally.values += row.draft.marks().len();
                }
                Action::Update { news, .. } => {
                    tally.updated += 1;
                    tally.values += news.len() as u64;
                }
                Action::Unchanged { .. } => tally.unchanged += 1,
                Action::Skip(reason) => tally.skipped.push(self.skip(row.row, row.line, reason.clone())),
            }
        }
        tally
    }
}
