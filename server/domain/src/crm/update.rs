//! Changing records, through the verbs that change them at a desk.

use std::collections::{BTreeMap, HashMap};

use model::tickets::Priority;
use model::{CompanyId, ContactId, StageId, TicketId};
use sea_orm::DatabaseTransaction;

use super::create::{
    Made, TICKET_FIELDS, company_fields, contact_fields, created, email_is_free, stage_of, taken_meanwhile, ticket_texts,
};
use super::definitions::{Definition, Definitions};
use super::draft::Draft;
use super::object_types::ObjectType;
use super::read::{By, find};
use super::record::Record;
use super::refused::{CrmError, Done, Refused, as_properties};
use super::work::Work;
use super::{load, store_values};
use crate::audit::Actor;
use crate::desks::TokenDesk;
use crate::failure::{Failure, Outcome};
use crate::helpdesk::change::{TicketChange, change};
use crate::live::Change;
use crate::tickets::access;
use crate::tickets::stages::Stages;
use crate::{access as entry, companies as company_feature, contacts as contact_feature};

impl TokenDesk {
    /// Writes properties over those of a record; empty text clears. Refused without any property.
    pub async fn update_record(&self, object_type: ObjectType, by: &By, properties: &BTreeMap<String, String>) -> Done<Record> {
        let mut work = match Work::begin(self).await? {
            Ok(work) => work,
            Err(before) => return Ok(before),
        };
        if properties.is_empty() {
            return Err(Refused::NothingToUpdate.into());
        }
        let not_found = || Refused::NotFound { object_type, id: by.value.clone() };
        let id = find(&work.tx, object_type, by, false).await?.ok_or_else(not_found)?;
        let made = update(self, &work.tx, object_type, id, properties).await.map_err(|error| named(error, object_type, by))?;
        work.tell(made.told);
        let definitions = Definitions::load(&work.tx, object_type).await?;
        let record = load::written(&work.tx, object_type, &definitions, &[made.id], HashMap::new()).await?.pop();
        work.finish(record.ok_or_else(|| Failure::internal("a record that was just changed is gone"))?).await
    }
}

/// A record that is not there, by what the client called it.
pub fn named(error: CrmError, object_type: ObjectType, by: &By) -> CrmError {
    match error {
        CrmError::Refused(Refused::NotFound { .. }) => Refused::NotFound { object_type, id: by.value.clone() }.into(),
        other => other,
    }
}

/// What a verb does not find, as a record that is not there.
pub fn found<T>(outcome: Outcome<T>, object_type: ObjectType, id: i64) -> Done<T> {
    match outcome {
        Err(Failure::Fault(model::Fault::NotFound)) => Err(Refused::NotFound { object_type, id: id.to_string() }.into()),
        other => Ok(other?),
    }
}

/// Changes a live record in the transaction.
pub async fn update(
    desk: &TokenDesk,
    tx: &DatabaseTransaction,
    object_type: ObjectType,
    id: i64,
    properties: &BTreeMap<String, String>,
) -> Done<Made> {
    match object_type {
        ObjectType::Contacts => contact(desk, tx, id, properties).await,
        ObjectType::Companies => company(desk, tx, id, properties).await,
        ObjectType::Tickets => ticket(desk, tx, id, properties).await,
        ObjectType::Notes => super::notes::update(desk, tx, id, properties).await,
    }
}

/// Writes what has no column; answers whether anything became different.
pub async fn write_values(
    desk: &TokenDesk,
    tx: &DatabaseTransaction,
    (object_type, id): (ObjectType, i64),
    draft: &Draft,
    definitions: &Definitions,
) -> Done<bool> {
    let values: Vec<(&Definition, &str)> = draft.without_column(definitions).collect();
    store_values::write(tx, Actor::from(desk.author()), (object_type, id, desk.portico.now().0), &values).await
}

/// What a client wrote over a record. Options that are added (`;two`) need what is there: of properties without a column it
/// is looked up, where any is added to.
async fn read(
    tx: &DatabaseTransaction,
    (object_type, id): (ObjectType, i64),
    definitions: &Definitions,
    properties: &BTreeMap<String, String>,
    column: impl Fn(&str) -> Option<String>,
) -> Done<Draft> {
    let values = match properties.values().any(|value| value.starts_with(';')) {
        true => store_values::of(tx, object_type, &[id]).await?.remove(&id).unwrap_or_default(),
        false => BTreeMap::new(),
    };
    Ok(Draft::read(definitions, properties, |name| column(name).or_else(|| values.get(name).cloned()))?)
}

async fn contact(desk: &TokenDesk, tx: &DatabaseTransaction, id: i64, properties: &BTreeMap<String, String>) -> Done<Made> {
    let object_type = ObjectType::Contacts;
    let definitions = Definitions::load(tx, object_type).await?;
    let before = found(contact_feature::edit::present(tx, ContactId(id)).await, object_type, id)?;
    let draft = read(tx, (object_type, id), &definitions, properties, |_| None).await?;
    draft.owner(tx).await?;
    let fields = contact_fields(&draft, Some(&before))?;
    email_is_free(tx, &fields.email, Some(id)).await?;
    write_values(desk, tx, (object_type, id), &draft, &definitions).await?;
    let actor = Actor::from(desk.author());
    let changed = contact_feature::edit::change(tx, desk.portico.now(), actor, &before, &fields, created(&draft)).await;
    let after = taken_meanwhile(desk, &fields.email, changed).await?;
    let readdressed = before.email != after.email;
    let told = if readdressed || entry::follows_properties(tx).await? { vec![Change::Access] } else { Vec::new() };
    Ok(Made::of(id, told))
}

async fn company(desk: &TokenDesk, tx: &DatabaseTransaction, id: i64, properties: &BTreeMap<String, String>) -> Done<Made> {
    let object_type = ObjectType::Companies;
    let definitions = Definitions::load(tx, object_type).await?;
    let before = found(company_feature::edit::present(tx, CompanyId(id)).await, object_type, id)?;
    let draft = read(tx, (object_type, id), &definitions, properties, |_| None).await?;
    draft.owner(tx).await?;
    let fields = company_fields(&draft, Some(&before))?;
    write_values(desk, tx, (object_type, id), &draft, &definitions).await?;
    let actor = Actor::from(desk.author());
    company_feature::edit::change(tx, desk.portico.now(), actor, &before, &fields, created(&draft)).await?;
    let told = if entry::follows_properties(tx).await? { vec![Change::Access] } else { Vec::new() };
    Ok(Made::of(id, told))
}

async fn ticket(desk: &TokenDesk, tx: &DatabaseTransaction, id: i64, properties: &BTreeMap<String, String>) -> Done<Made> {
    let object_type = ObjectType::Tickets;
    let definitions = Definitions::load(tx, object_type).await?;
    let before = found(access::find_to_change(tx, &desk.viewer(), TicketId(id)).await, object_type, id)?;
    let category = |name: &str| before.category.clone().filter(|_| name == "hs_ticket_category");
    let draft = read(tx, (object_type, id), &definitions, properties, category).await?;
    let stages = Stages::load(tx).await?;
    let stage = stage_of(&stages, &draft, Some(before.pipeline_id))?;
    let (subject, content) = ticket_texts(&draft)?;
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let wanted = TicketChange {
        pipeline: stage.map(|stage| stage.pipeline_id),
        stage: stage.map(|stage| StageId(stage.id)),
        owner: draft.owner(tx).await?,
        priority: draft.get("hs_ticket_priority").map(Priority::parse),
        subject,
        content,
        category: draft.get("hs_ticket_category").map(some),
        source: draft.get("source_type").map(str::to_owned),
        created: created(&draft),
        closed: draft.get("closed_date").map(super::values::moment),
        touched: write_values(desk, tx, (object_type, id), &draft, &definitions).await?,
    };
    let changed = change(&desk.portico, tx, desk.author(), &before, &wanted).await;
    let told = as_properties(changed, &TICKET_FIELDS, |name| draft.over(name, None))?;
    Ok(Made::of(id, told.into_iter().collect()))
}
