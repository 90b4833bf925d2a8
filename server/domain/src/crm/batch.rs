//! Up to 100 records at once.
//!
//! A batch of writes is all or nothing, unless every item bears a trace id of its own: then what can be done is done, and
//! the rest is named. Records that are not there are named in either case (HubSpot's behaviour).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use model::Timestamp;
use sea_orm::{DatabaseTransaction, TransactionTrait};
use serde::{Deserialize, Serialize};

use super::create::{Made, create, create_tickets};
use super::definitions::Definitions;
use super::draft::NewRecord;
use super::load;
use super::object_types::ObjectType;
use super::read::{By, find};
use super::record::{Record, Wanted};
use super::refused::{CrmError, Done, Refused};
use super::update::{named, update};
use super::work::Work;
use crate::desks::TokenDesk;

/// Records in one batch.
const BATCH_MAX: usize = 100;

/// What is to be done with one record.
#[derive(Clone, Debug)]
pub enum BatchStep {
    Create(NewRecord),
    Update(Keyed),
    /// Change it, or make it where there is none.
    Upsert(Keyed),
}

/// A record, and what is to be written over it.
#[derive(Clone, Debug)]
pub struct Keyed {
    pub by: By,
    pub properties: BTreeMap<String, String>,
}

/// A step with what its sender tells it from the others by.
#[derive(Clone, Debug)]
pub struct BatchItem {
    pub step: BatchStep,
    pub trace: Option<String>,
}

/// What could not be done with one record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BatchProblem {
    pub trace: String,
    pub problem: Refused,
}

/// What a batch did, and what it could not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BatchAnswer {
    pub records: Vec<Record>,
    pub problems: Vec<BatchProblem>,
    /// What was named and is not there.
    pub missing: Vec<String>,
    /// By what their senders tell these from others, where they do.
    #[serde(default)]
    pub missing_traces: Vec<String>,
    pub began: Timestamp,
    pub ended: Timestamp,
}

impl BatchAnswer {
    /// Whether everything was done.
    pub fn is_whole(&self) -> bool {
        self.problems.is_empty() && self.missing.is_empty()
    }
}

/// Between one and so many items.
pub fn check_batch(items: usize, max: usize) -> Result<(), Refused> {
    match items {
        0 => Err(Refused::EmptyBatch),
        _ if items > max => Err(Refused::BatchTooLong { max }),
        _ => Ok(()),
    }
}

impl TokenDesk {
    /// The records that are found so, in the order of the request, each once.
    pub async fn read_records(&self, object_type: ObjectType, by: &[By], wanted: &Wanted) -> Done<BatchAnswer> {
        check_batch(by.len(), BATCH_MAX)?;
        let (reader, began) = (self.portico.store.reader(), self.portico.now());
        let mut ids: Vec<(i64, String)> = Vec::new();
        let mut missing: Vec<String> = Vec::new();
        for by in by {
            match find(reader, object_type, by, wanted.archived).await? {
                Some(id) if ids.iter().any(|(known, _)| *known == id) => {}
                Some(id) => ids.push((id, by.value.clone())),
                None => missing.push(by.value.clone()),
            }
        }
        let numbers: Vec<i64> = ids.iter().map(|(id, _)| *id).collect();
        let records = load::records(reader, object_type, &numbers, wanted).await?;
        missing.extend(ids.into_iter().filter(|(id, _)| records.iter().all(|record| record.id != *id)).map(|(_, name)| name));
        let (problems, missing_traces) = (Vec::new(), Vec::new());
        Ok(BatchAnswer { records, problems, missing, missing_traces, began, ended: self.portico.now() })
    }

    /// Does the steps, in order, in one transaction.
    pub async fn write_records(&self, object_type: ObjectType, items: &[BatchItem]) -> Done<BatchAnswer> {
        check_batch(items.len(), BATCH_MAX)?;
        no_record_twice(items)?;
        let mut work = match Work::begin(self).await? {
            Ok(work) => work,
            Err(before) => return Ok(before),
        };
        let (began, whole) = (self.portico.now(), !every_one_is_traced(items));
        let definitions = Definitions::load(&work.tx, object_type).await?;
        let outcomes = match all_new(items).filter(|_| object_type == ObjectType::Tickets) {
            Some(new) => {
                let made = create_tickets(self, &work.tx, &definitions, &new, whole).await?;
                made.into_iter().map(|made| made.map(|made| (made, None))).collect()
            }
            None => one_by_one(self, &work.tx, object_type, &definitions, items, whole).await?,
        };
        let (mut made, mut problems, mut known) = (Vec::new(), Vec::new(), HashMap::new());
        let (mut missing, mut missing_traces) = (Vec::new(), Vec::new());
        for (outcome, BatchItem { trace, .. }) in outcomes.into_iter().zip(items) {
            match outcome {
                Ok((Made { id, told, values }, new)) => {
                    work.tell(told);
                    known.extend(values.map(|values| (id, values)));
                    made.push((id, new));
                }
                Err(Refused::NotFound { id, .. }) => {
                    missing.push(id);
                    missing_traces.extend(trace.clone());
                }
                Err(problem) => problems.push(BatchProblem { trace: trace.clone().unwrap_or_default(), problem }),
            }
        }
        let ids: Vec<i64> = made.iter().map(|(id, _)| *id).collect();
        let mut seen = BTreeSet::new();
        // Named by its id once, and by its address the other time.
        if let Some(twice) = ids.iter().find(|id| !seen.insert(**id)) {
            return Err(Refused::DuplicateIds(vec![twice.to_string()]).into());
        }
        let mut records = load::written(&work.tx, object_type, &definitions, &ids, known).await?;
        for record in &mut records {
            record.new = made.iter().find(|(id, _)| *id == record.id).and_then(|(_, new)| *new);
        }
        work.finish(BatchAnswer { records, problems, missing, missing_traces, began, ended: self.portico.now() }).await
    }
}

impl BatchStep {
    /// What it writes.
    pub fn properties(&self) -> &BTreeMap<String, String> {
        let (Self::Create(NewRecord { properties, .. })
        | Self::Update(Keyed { properties, .. })
        | Self::Upsert(Keyed { properties, .. })) = self;
        properties
    }
}

/// The records that are to be made, where that is all that is to be done.
fn all_new(items: &[BatchItem]) -> Option<Vec<&NewRecord>> {
    items.iter().map(|item| if let BatchStep::Create(new) = &item.step { Some(new) } else { None }).collect()
}

/// What became of a step; of an upsert, with whether it made the record.
type Outcomes = Vec<Result<(Made, Option<bool>), Refused>>;

/// Each step for itself. `whole`: what is refused ends it, except for records that are not there.
async fn one_by_one(
    desk: &TokenDesk,
    tx: &DatabaseTransaction,
    object_type: ObjectType,
    definitions: &Definitions,
    items: &[BatchItem],
    whole: bool,
) -> Done<Outcomes> {
    let mut outcomes = Vec::with_capacity(items.len());
    for BatchItem { step, .. } in items {
        // What fails must leave nothing behind, and on PostgreSQL not the transaction unusable either.
        let inner = tx.begin().await?;
        match take(desk, &inner, object_type, definitions, step).await {
            Ok(made) => {
                inner.commit().await?;
                outcomes.push(Ok(made));
            }
            // Whoever has the address goes with the batch: no id is told that nobody has then.
            Err(CrmError::Refused(Refused::EmailTaken { .. })) if whole && is_said_before(&items[..outcomes.len()], step) => {
                return Err(Refused::DuplicateIds(address_of(step).into_iter().collect()).into());
            }
            Err(CrmError::Refused(refused)) if !whole || matches!(refused, Refused::NotFound { .. }) => {
                inner.rollback().await?;
                outcomes.push(Err(refused));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(outcomes)
}

/// Whether a step before gives somebody the same address.
fn is_said_before(before: &[BatchItem], step: &BatchStep) -> bool {
    let address = address_of(step).map(|address| address.trim().to_lowercase());
    address.is_some() && before.iter().any(|item| address_of(&item.step).map(|other| other.trim().to_lowercase()) == address)
}

fn address_of(step: &BatchStep) -> Option<String> {
    step.properties().get("email").cloned()
}

/// Answers the record, and of an upsert whether it was made.
async fn take(
    desk: &TokenDesk,
    tx: &DatabaseTransaction,
    object_type: ObjectType,
    definitions: &Definitions,
    step: &BatchStep,
) -> Done<(Made, Option<bool>)> {
    match step {
        BatchStep::Create(new) => Ok((create(desk, tx, object_type, definitions, new).await?, None)),
        BatchStep::Update(Keyed { by, properties }) => {
            if properties.is_empty() {
                return Err(Refused::NothingToUpdate.into());
            }
            let not_found = || Refused::NotFound { object_type, id: by.value.clone() };
            let id = find(tx, object_type, by, false).await?.ok_or_else(not_found)?;
            Ok((update(desk, tx, object_type, id, properties).await.map_err(|error| named(error, object_type, by))?, None))
        }
        BatchStep::Upsert(Keyed { by, properties }) => upsert(desk, tx, object_type, definitions, (by, properties)).await,
    }
}

/// The property that the record is found by need not be among the properties.
async fn upsert(
    desk: &TokenDesk,
    tx: &DatabaseTransaction,
    object_type: ObjectType,
    definitions: &Definitions,
    (by, properties): (&By, &BTreeMap<String, String>),
) -> Done<(Made, Option<bool>)> {
    if by.value.trim().is_empty() {
        return Err(Refused::FieldUnfit("id".to_owned()).into());
    }
    let found = find(tx, object_type, by, false).await?;
    let key = by.property.as_deref().filter(|property| !matches!(*property, "" | "hs_object_id"));
    match (found, key) {
        (Some(id), _) => {
            Ok((update(desk, tx, object_type, id, properties).await.map_err(|error| named(error, object_type, by))?, Some(false)))
        }
        (None, Some(key)) => {
            let mut properties = properties.clone();
            properties.entry(key.to_owned()).or_insert_with(|| by.value.clone());
            let new = NewRecord { properties, links: Vec::new() };
            Ok((create(desk, tx, object_type, definitions, &new).await?, Some(true)))
        }
        (None, None) => Err(Refused::NotFound { object_type, id: by.value.clone() }.into()),
    }
}

/// Of two changes of one record in one batch, which is the last is anybody's guess.
fn no_record_twice(items: &[BatchItem]) -> Result<(), Refused> {
    let (mut seen, mut twice) = (BTreeSet::new(), BTreeSet::new());
    for item in items {
        if let BatchStep::Update(keyed) | BatchStep::Upsert(keyed) = &item.step {
            let key = (keyed.by.property.as_deref(), keyed.by.value.trim().to_lowercase());
            if !seen.insert(key) {
                twice.insert(keyed.by.value.clone());
            }
        }
    }
    if twice.is_empty() { Ok(()) } else { Err(Refused::DuplicateIds(twice.into_iter().collect())) }
}

fn every_one_is_traced(items: &[BatchItem]) -> bool {
    let traces: BTreeSet<&str> =
        items.iter().filter_map(|item| item.trace.as_deref()).filter(|trace| !trace.is_empty()).collect();
    traces.len() == items.len()
}
