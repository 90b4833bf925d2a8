//! What is to be done with each row of a batch, from what is there.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::directory::{Directory, Named, ids_by_email};
use super::draft::{Action, Draft, Found, Numbered, Planned};
use super::error::ImportError;
use super::key::Key;
use super::reading::Words;
use super::report::Reason;
use super::{Only, kept, marks, traces};
use crate::crm::text_key;
use crate::failure::{Failure, Outcome};

/// Compares the rows with what is there.
pub(super) async fn plan<D: Draft>(
    connection: &impl ConnectionTrait,
    words: &Words,
    batch: Vec<Numbered<D>>,
) -> Outcome<Vec<Planned<D>>> {
    let found = D::find(connection, words, &batch).await?;
    let refusals = D::refusals(connection, &batch).await?;
    let holders = kept::holders(connection, &batch).await?;
    let addresses = ids_by_email(connection, batch.iter().filter_map(|row| row.draft.address())).await?;
    let planned = batch.into_iter().zip(found).zip(refusals).map(|((numbered, found), refusal)| {
        let holder = |property: &str, text: &str| holders.get(&(property.to_owned(), text_key(text))).copied();
        let action = match refusal {
            Some(reason) => Action::Skip(reason),
            None => match taken_address(&numbered.draft, found.as_ref(), &addresses) {
                Some(reason) => Action::Skip(reason),
                None => allowed(words.only, &numbered.draft, action(&words.key, &numbered.draft, found, holder)),
            },
        };
        Planned { row: numbered.row, line: numbered.line, draft: numbered.draft, action }
    });
    Ok(planned.collect())
}

/// The row is not about whoever has its address.
fn taken_address<D: Draft>(draft: &D, found: Option<&Found>, addresses: &HashMap<String, i64>) -> Option<Reason> {
    let address = draft.address()?;
    let holder = addresses.get(address)?;
    let other = found.is_none_or(|found| found.id != *holder);
    other.then(|| Reason::ValueTaken { property: "email".to_owned(), value: address.to_owned() })
}

/// A constraint or a value refused the statement; not that the database is away or full.
pub(super) fn is_about_a_row(error: &ImportError) -> bool {
    match error {
        ImportError::Failure(Failure::Database(error)) => {
            let text = error.to_string();
            error.sql_err().is_some()
                || ["constraint", "invalid byte sequence", "out of range"].iter().any(|words| text.contains(words))
        }
        ImportError::Failure(Failure::Fault(fault)) => matches!(fault, model::Fault::Invalid(_)),
        _ => false,
    }
}

pub(super) fn unplan<D>(planned: Vec<Planned<D>>) -> Vec<Numbered<D>> {
    planned.into_iter().map(|row| Numbered { row: row.row, line: row.line, draft: row.draft }).collect()
}

/// `ids` are of the rows that were written, in their order.
pub(super) async fn store_marks<D: Draft>(
    tx: &DatabaseTransaction,
    words: &Words,
    planned: &[Planned<D>],
    ids: &[i64],
) -> Outcome<()> {
    if !D::REMEMBERED {
        return Ok(());
    }
    let mut ids = ids.iter();
    let (mut new, mut before) = (Vec::new(), Vec::new());
    for row in planned {
        let draft = &row.draft;
        match &row.action {
            Action::Create => {
                let id = ids.next().ok_or_else(|| Failure::internal("a created record has no id"))?;
                new.push((*id, draft.external_id(), draft.marks().clone()));
            }
            Action::Update { id, earlier, .. } => {
                ids.next();
                before.push((*id, earlier.text()));
                new.push((*id, draft.external_id(), draft.marks().after(earlier)));
            }
            Action::Unchanged { id, marked: false } => new.push((*id, draft.external_id(), draft.marks().clone())),
            Action::Unchanged { .. } | Action::Skip(_) => {}
        }
    }
    traces::marks(tx, words.at, D::KIND.word(), before).await?;
    marks::store(tx, D::KIND, new).await
}

fn action<D: Draft>(key: &Key, draft: &D, found: Option<Found>, holder: impl Fn(&str, &str) -> Option<i64>) -> Action {
    let own = found.as_ref().map(|found| found.id);
    let unique = draft.values().iter().filter(|(definition, _)| definition.unique);
    for (definition, text) in unique {
        if holder(&definition.name, text).is_some_and(|holder| Some(holder) != own) {
            return Action::Skip(Reason::ValueTaken { property: definition.name.clone(), value: text.clone() });
        }
    }
    match found {
        Some(found) => compare(draft, found),
        None if *key == Key::Record => Action::Skip(Reason::NoSuchRecord(draft.external_id().unwrap_or_default().to_owned())),
        None => Action::Create,
    }
}

/// What becomes of a row where only some records are to be written.
fn allowed<D: Draft>(only: Option<Only>, draft: &D, action: Action) -> Action {
    let named = || draft.external_id().or(draft.address()).unwrap_or_default().to_owned();
    match (only, &action) {
        (Some(Only::Present), Action::Create) => Action::Skip(Reason::NoSuchRecord(named())),
        (Some(Only::New), Action::Update { .. } | Action::Unchanged { .. }) => Action::Skip(Reason::Existing(named())),
        _ => action,
    }
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

pub(super) async fn directory<D: Draft>(connection: &impl ConnectionTrait, planned: &[Planned<D>]) -> Outcome<Directory> {
    let mut all = Named::default();
    for named in writes(planned).map(|row| row.draft.named()) {
        all.people.extend(named.people);
        all.companies.extend(named.companies);
        all.contact_ids.extend(named.contact_ids);
        all.company_ids.extend(named.company_ids);
    }
    Directory::load(connection, &all).await
}
