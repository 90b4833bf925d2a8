//! The rows into the database, a batch at a time.

use std::collections::HashSet;

use sea_orm::{ConnectionTrait, DatabaseTransaction};
use tokio::sync::mpsc;

use super::directory::Directory;
use super::directory::Named;
use super::draft::{Action, Draft, Found, Numbered, Overlay, Planned};
use super::error::ImportError;
use super::marks;
use super::reading::{Noted, Words};
use super::report::{ImportReport, Reason, Skipped};
use crate::failure::{Failure, Outcome};
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

/// What a batch did, counted once it is committed.
#[derive(Default)]
struct Tally {
    created: u64,
    updated: u64,
    unchanged: u64,
    skipped: Vec<Skipped>,
    contacts: u64,
    companies: u64,
}

/// Takes rows until the reading thread has no more.
pub(super) async fn run<D: Draft>(
    portico: &Portico,
    words: &Words,
    rows: &mut mpsc::Receiver<Result<Item<D>, ImportError>>,
    report: &mut ImportReport,
    progress: &(dyn Fn(u64) + Send + Sync),
) -> Result<(), ImportError> {
    let mut overlay = report.dry_run.then(Overlay::default);
    let mut batch: Vec<Numbered<D>> = Vec::new();
    let mut keys = HashSet::new();
    while let Some(item) = rows.recv().await {
        let item = item?;
        report.rows = item.row;
        for (column, value, instead) in item.notes {
            report.notes.add(item.row, &column, &value, instead);
        }
        let draft = match item.outcome {
            Ok(draft) => draft,
            Err(reason) => {
                report.skipped.push(Skipped { row: item.row, line: item.line, reason });
                continue;
            }
        };
        // A record must not stand in a batch twice: the second row is compared with what the first one made.
        let own = draft.keys();
        if batch.len() == BATCH || own.iter().any(|key| keys.contains(key)) {
            settle(portico, words, std::mem::take(&mut batch), &mut overlay, report).await?;
            keys.clear();
            progress(item.row);
        }
        keys.extend(own);
        batch.push(Numbered { row: item.row, line: item.line, draft });
    }
    settle(portico, words, batch, &mut overlay, report).await?;
    report.skipped.sort_by_key(|skipped| skipped.row);
    progress(report.rows);
    Ok(())
}

async fn settle<D: Draft>(
    portico: &Portico,
    words: &Words,
    batch: Vec<Numbered<D>>,
    overlay: &mut Option<Overlay>,
    report: &mut ImportReport,
) -> Outcome<()> {
    if batch.is_empty() {
        return Ok(());
    }
    let tally = match overlay {
        Some(overlay) => rehearse(portico, batch, overlay).await?,
        None => write(portico, words, batch).await?,
    };
    report.created += tally.created;
    report.updated += tally.updated;
    report.unchanged += tally.unchanged;
    report.contacts_created += tally.contacts;
    report.companies_created += tally.companies;
    report.skipped.extend(tally.skipped);
    Ok(())
}

/// What the batch would do.
async fn rehearse<D: Draft>(portico: &Portico, batch: Vec<Numbered<D>>, overlay: &mut Overlay) -> Outcome<Tally> {
    let reader = portico.store().reader();
    let mut planned = plan(reader, batch).await?;
    for row in &mut planned {
        if let Some(action) = overlay.action(&row.draft) {
            row.action = action;
        }
        if !matches!(row.action, Action::Skip(_)) {
            overlay.remember(&row.draft);
        }
    }
    let directory = directory(reader, &planned).await?;
    let mut tally = tally(&planned);
    let people = directory.missing_people(writes(&planned).flat_map(|row| row.draft.named().people));
    tally.contacts = people.iter().filter(|person| overlay.is_new_person(&person.email)).count() as u64;
    let companies = directory.missing_companies(writes(&planned).flat_map(|row| row.draft.named().companies));
    tally.companies = companies.iter().filter(|company| overlay.is_new_company(&company.key())).count() as u64;
    Ok(tally)
}

/// Writes the batch in one transaction. If somebody else wrote the same records meanwhile it is compared anew; if the
/// database still refuses, each row is tried by itself, so that the one at fault stops none of the others.
async fn write<D: Draft>(portico: &Portico, words: &Words, batch: Vec<Numbered<D>>) -> Outcome<Tally> {
    let mut planned = plan(portico.store().reader(), batch).await?;
    for attempt in 0..2 {
        if attempt > 0 {
            planned = plan(portico.store().reader(), unplan(planned)).await?;
        }
        match commit(portico, words, &planned).await {
            Err(Failure::Database(error)) if is_about_a_row(&error) => {
                tracing::warn!(%error, attempt, "a batch of imported rows was refused");
            }
            done => return done,
        }
    }
    let mut total = Tally::default();
    for row in unplan(planned) {
        let single = plan(portico.store().reader(), vec![row]).await?;
        match commit(portico, words, &single).await {
            Err(Failure::Database(error)) if is_about_a_row(&error) => {
                let skipped = single.iter().map(|row| Skipped { row: row.row, line: row.line, reason: Reason::Refused });
                total.skipped.extend(skipped);
            }
            other => add(&mut total, other?),
        }
    }
    Ok(total)
}

fn add(total: &mut Tally, one: Tally) {
    total.created += one.created;
    total.updated += one.updated;
    total.unchanged += one.unchanged;
    total.contacts += one.contacts;
    total.companies += one.companies;
    total.skipped.extend(one.skipped);
}

/// A constraint or a value refused the statement; not that the database is away or full.
fn is_about_a_row(error: &sea_orm::DbErr) -> bool {
    if error.sql_err().is_some() {
        return true;
    }
    let text = error.to_string();
    text.contains("constraint") || text.contains("invalid byte sequence") || text.contains("out of range")
}

fn unplan<D>(planned: Vec<Planned<D>>) -> Vec<Numbered<D>> {
    planned.into_iter().map(|row| Numbered { row: row.row, line: row.line, draft: row.draft }).collect()
}

async fn commit<D: Draft>(portico: &Portico, words: &Words, planned: &[Planned<D>]) -> Outcome<Tally> {
    let mut tally = tally(planned);
    let unmarked = planned.iter().any(|row| matches!(row.action, Action::Unchanged { marked: false, .. }));
    if tally.created + tally.updated == 0 && !unmarked {
        return Ok(tally);
    }
    let tx = portico.store().begin().await?;
    let mut directory = directory(&tx, planned).await?;
    let people = directory.missing_people(writes(planned).flat_map(|row| row.draft.named().people));
    directory.create_people(&tx, &people, words.now).await?;
    let companies = directory.missing_companies(writes(planned).flat_map(|row| row.draft.named().companies));
    directory.create_companies(&tx, &companies, words.now).await?;
    (tally.contacts, tally.companies) = (people.len() as u64, companies.len() as u64);
    let ids = D::write(&tx, words, planned, &directory).await?;
    store_marks(&tx, planned, &ids).await?;
    tx.commit().await?;
    Ok(tally)
}

/// `ids` are of the rows that were written, in their order.
async fn store_marks<D: Draft>(tx: &DatabaseTransaction, planned: &[Planned<D>], ids: &[i64]) -> Outcome<()> {
    let mut ids = ids.iter();
    let mut new = Vec::new();
    for row in planned {
        let draft = &row.draft;
        match &row.action {
            Action::Create => {
                let id = ids.next().ok_or_else(|| Failure::internal("a created record has no id"))?;
                new.push((*id, draft.external_id(), draft.marks().clone()));
            }
            Action::Update { id, earlier, .. } => {
                ids.next();
                new.push((*id, draft.external_id(), draft.marks().after(earlier)));
            }
            Action::Unchanged { id, marked: false } => new.push((*id, draft.external_id(), draft.marks().clone())),
            Action::Unchanged { .. } | Action::Skip(_) => {}
        }
    }
    marks::store(tx, D::KIND, new).await
}

async fn plan<D: Draft>(connection: &impl ConnectionTrait, batch: Vec<Numbered<D>>) -> Outcome<Vec<Planned<D>>> {
    let found = D::find(connection, &batch).await?;
    let planned = batch.into_iter().zip(found).map(|(numbered, found)| {
        let action = found.map_or(Action::Create, |found| compare(&numbered.draft, found));
        Planned { row: numbered.row, line: numbered.line, draft: numbered.draft, action }
    });
    Ok(planned.collect())
}

fn compare<D: Draft>(draft: &D, found: Found) -> Action {
    if let (Some([one, other]), Some([own_one, own_other])) = (&found.identity, draft.identity())
        && one != own_one
        && other != own_other
    {
        return Action::Skip(Reason::KeyTaken { key: draft.external_id().unwrap_or_default().to_owned(), ticket: found.id });
    }
    let news = draft.marks().news_since(&found.marks);
    if news.is_empty() {
        Action::Unchanged { id: found.id, marked: found.marked }
    } else {
        Action::Update { id: found.id, news, earlier: found.marks }
    }
}

/// The rows that will be written.
pub(super) fn writes<D>(planned: &[Planned<D>]) -> impl Iterator<Item = &Planned<D>> {
    planned.iter().filter(|row| matches!(row.action, Action::Create | Action::Update { .. }))
}

async fn directory<D: Draft>(connection: &impl ConnectionTrait, planned: &[Planned<D>]) -> Outcome<Directory> {
    let mut all = Named::default();
    for named in writes(planned).map(|row| row.draft.named()) {
        all.people.extend(named.people);
        all.companies.extend(named.companies);
        all.contact_ids.extend(named.contact_ids);
        all.company_ids.extend(named.company_ids);
    }
    Directory::load(connection, &all).await
}

fn tally<D>(planned: &[Planned<D>]) -> Tally {
    let mut tally = Tally::default();
    for row in planned {
        match &row.action {
            Action::Create => tally.created += 1,
            Action::Update { .. } => tally.updated += 1,
            Action::Unchanged { .. } => tally.unchanged += 1,
            Action::Skip(reason) => tally.skipped.push(Skipped { row: row.row, line: row.line, reason: reason.clone() }),
        }
    }
    tally
}
