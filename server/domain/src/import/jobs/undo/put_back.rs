//! What an import changed, put back: each value that is still what the import made of it.

use model::{ContactId, Fault, TicketId};
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};

mod company;

use super::made::staff;
use super::{Settled, Undoing};
use crate::contacts as contact_feature;
use crate::crm::{Definition, Definitions, ObjectType, facts, moment, store_values};
use crate::failure::{Failure, Outcome};
use crate::history::{self, ValueChange};
use crate::import::traces::{LAST_ACTIVITY, MESSAGE, PROPERTIES, REQUESTER};
use crate::keys::fold_key;
use crate::live::Change;
use crate::search;
use crate::tables::{contacts, import_changes, messages, stages, tickets};
use crate::tickets::access;

pub async fn put_back(
    undoing: &Undoing<'_>,
    tx: &DatabaseTransaction,
    row: &import_changes::Model,
    told: &mut Vec<Change>,
) -> Outcome<Settled> {
    let changes = Undoing::changes_of(row)?;
    if changes.is_empty() {
        return Ok(Settled::Undone);
    }
    let (kind, outcome) = match row.object_type.as_str() {
        "contacts" => (ObjectType::Contacts, contact(undoing, tx, row.record_id, &changes).await),
        "companies" => (ObjectType::Companies, company::company(undoing, tx, row.record_id, &changes).await),
        _ => (ObjectType::Tickets, ticket(undoing, tx, row.record_id, &changes, told).await),
    };
    let left = match outcome {
        Err(Failure::Fault(Fault::NotFound)) => return Ok(Settled::Kept("gone")),
        left => left?,
    };
    let left = values(undoing, tx, (kind, row.record_id), left).await?;
    Ok(if left { Settled::Kept("changed") } else { Settled::Undone })
}

/// What became of a value since the import made something of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Since {
    Still,
    /// It is as before the import: it was put back, here or by hand.
    Back,
    Other,
}

fn since(change: &ValueChange, now: Option<&String>) -> Since {
    if now == change.after.as_ref() {
        Since::Still
    } else if now == change.before.as_ref() {
        Since::Back
    } else {
        Since::Other
    }
}

/// Changes of a record that no column is about, and whether a column was changed since.
type Left<'a> = (Vec<&'a ValueChange>, bool);

/// Puts values without a column back. Answers whether anything was changed since.
async fn values(
    undoing: &Undoing<'_>,
    tx: &DatabaseTransaction,
    (kind, id): (ObjectType, i64),
    (others, mut changed): Left<'_>,
) -> Outcome<bool> {
    if others.is_empty() {
        return Ok(changed);
    }
    let definitions = Definitions::load(tx, kind).await?;
    let now = store_values::of(tx, kind, &[id]).await?.remove(&id).unwrap_or_default();
    let mut wanted: Vec<(&Definition, &str)> = Vec::new();
    for change in others {
        match (definitions.get(&change.property), since(change, now.get(&change.property))) {
            (Some(definition), Since::Still) => wanted.push((definition, change.before.as_deref().unwrap_or_default())),
            (Some(_), Since::Back) => {}
            _ => changed = true,
        }
    }
    match store_values::replace(tx, (kind, id), Some(now), &wanted).await {
        Ok(changes) => history::note(tx, undoing.actor, (kind, id, undoing.portico.now().0), changes).await?,
        // Somebody else has the value now.
        Err(crate::crm::CrmError::Refused(_)) => changed = true,
        Err(crate::crm::CrmError::Failure(failure)) => return Err(failure),
    }
    Ok(changed)
}

/// Parts the changes: those of columns that are still so, which are to be put back, and the rest.
fn still_so<'a>(facts: &crate::crm::Facts, columns: &[&str], changes: &'a [ValueChange]) -> (Vec<&'a ValueChange>, Left<'a>) {
    let (mut back, mut others, mut changed) = (Vec::new(), Vec::new(), false);
    for change in changes {
        let name = change.property.as_str();
        if !columns.contains(&name) {
            if !name.starts_with('(') {
                others.push(change);
            }
        } else {
            match since(change, facts.get(name)) {
                Since::Still => back.push(change),
                Since::Back => {}
                Since::Other => changed = true,
            }
        }
    }
    (back, (others, changed))
}

async fn contact<'a>(undoing: &Undoing<'_>, tx: &DatabaseTransaction, id: i64, changes: &'a [ValueChange]) -> Outcome<Left<'a>> {
    let before = contact_feature::edit::present(tx, ContactId(id)).await?;
    const COLUMNS: [&str; 5] = ["email", "firstname", "lastname", "phone", "hs_language"];
    let (mut back, mut left) = still_so(&facts::of_contact(&before), &COLUMNS, changes);
    if let Some(address) = back.iter().find(|change| change.property == "email").and_then(|change| change.before.as_deref()) {
        let taken = contacts::Entity::find().filter(contacts::Column::Email.eq(address)).one(tx).await?.is_some();
        if taken {
            back.retain(|change| change.property != "email");
            left.1 = true;
        } else {
            contact_feature::edit::readdress(tx, undoing.portico.now(), &before, address).await?;
        }
    }
    if back.is_empty() {
        return Ok(left);
    }
    let (mut first, mut last) = (before.first_name.clone(), before.last_name.clone());
    let mut row: contacts::ActiveModel = before.clone().into();
    for change in back {
        let value = change.before.clone();
        match change.property.as_str() {
            "firstname" => first = value.unwrap_or_default(),
            "lastname" => last = value.unwrap_or_default(),
            "hs_language" => row.language = Set(value),
            "email" => row.email = Set(value),
            _ => row.phone = Set(value),
        }
    }
    row.name_key = Set(fold_key(&format!("{first} {last}")));
    row.last_name_key = Set(fold_key(&last));
    (row.first_name, row.last_name) = (Set(first), Set(last));
    row.updated_at = Set(undoing.portico.now().0);
    let after = row.update(tx).await?;
    history::contact(tx, undoing.actor, &before, &after).await?;
    Ok(left)
}

const TICKET: [&str; 10] = [
    "subject",
    "content",
    "hs_pipeline",
    "hs_pipeline_stage",
    "hs_ticket_priority",
    "hs_ticket_category",
    "source_type",
    "hubspot_owner_id",
    "closed_date",
    "createdate",
];

async fn ticket<'a>(
    undoing: &Undoing<'_>,
    tx: &DatabaseTransaction,
    id: i64,
    changes: &'a [ValueChange],
    told: &mut Vec<Change>,
) -> Outcome<Left<'a>> {
    let before = access::find_to_change(tx, &staff(), TicketId(id)).await?;
    let (back, mut left) = still_so(&facts::of_ticket(&before), &TICKET, changes);
    let mut row: tickets::ActiveModel = (*before).clone().into();
    for change in back {
        left.1 |= !set(tx, &mut row, change).await?;
    }
    for change in changes.iter().filter(|change| change.property.starts_with('(')) {
        left.1 |= !set_beside(undoing, tx, &mut row, &before, change).await?;
    }
    row.updated_at = Set(undoing.portico.now().0);
    row.version = Set(before.version + 1);
    let after = row.update(tx).await?;
    history::ticket(tx, undoing.actor, &before, &after).await?;
    if after.subject != before.subject || after.content != before.content {
        let text = search::ticket_text(&after.subject, &after.content);
        search::replace(tx, undoing.portico.store().is_sqlite(), id, None, text).await?;
    }
    told.push(Change::Ticket(TicketId(id)));
    Ok(left)
}

/// Answers whether it could be put back: a stage may be gone by now.
async fn set(tx: &DatabaseTransaction, row: &mut tickets::ActiveModel, change: &ValueChange) -> Outcome<bool> {
    let value = change.before.clone();
    let number = value.as_deref().and_then(|text| text.parse::<i64>().ok());
    let at = value.as_deref().and_then(moment).map(|at| at.0);
    match change.property.as_str() {
        "subject" => {
            let subject = value.unwrap_or_default();
            row.subject_key = Set(fold_key(&subject));
            row.subject = Set(subject);
        }
        "content" => row.content = Set(value.unwrap_or_default()),
        // The stage says it.
        "hs_pipeline" => {}
        "hs_pipeline_stage" => {
            let stage = stages::Entity::find_by_id(number.unwrap_or_default()).one(tx).await?;
            let Some(stage) = stage.filter(|stage| stage.archived_at.is_none()) else { return Ok(false) };
            row.pipeline_id = Set(stage.pipeline_id);
            row.stage_id = Set(stage.id);
            row.is_open = Set(stage.turn != "CLOSED");
            row.turn = Set(stage.turn);
        }
        "hs_ticket_priority" => row.priority = Set(value),
        "hs_ticket_category" => row.category = Set(value),
        "source_type" => row.source = Set(value.unwrap_or_default()),
        "hubspot_owner_id" => row.owner_id = Set(number),
        "closed_date" => row.closed_at = Set(at),
        _ => row.created_at = Set(at.unwrap_or_default()),
    }
    Ok(true)
}

/// What is no property of a ticket.
async fn set_beside(
    undoing: &Undoing<'_>,
    tx: &DatabaseTransaction,
    row: &mut tickets::ActiveModel,
    before: &tickets::Model,
    change: &ValueChange,
) -> Outcome<bool> {
    match change.property.as_str() {
        REQUESTER => {
            let since = since(change, before.created_by_id.map(|id| id.to_string()).as_ref());
            if since == Since::Still {
                row.created_by_id = Set(change.before.as_deref().and_then(|id| id.parse().ok()));
            }
            Ok(since != Since::Other)
        }
        PROPERTIES => {
            let was = change.before.clone().unwrap_or_else(|| "{}".to_owned());
            let since = since(&ValueChange { before: Some(was.clone()), ..change.clone() }, Some(&before.properties));
            if since == Since::Still {
                row.properties = Set(was);
            }
            Ok(since != Since::Other)
        }
        LAST_ACTIVITY => {
            let since = since(change, Some(&before.last_activity_at.to_string()));
            if since == Since::Still {
                row.last_activity_at = Set(change.before.as_deref().and_then(|at| at.parse().ok()).unwrap_or_default());
            }
            // What happened since is as it should be.
            Ok(true)
        }
        property => match property.strip_prefix(MESSAGE).and_then(|id| id.parse::<i64>().ok()) {
            Some(message) => set_text(undoing, tx, before.id, message, change).await,
            None => Ok(true),
        },
    }
}

async fn set_text(undoing: &Undoing<'_>, tx: &DatabaseTransaction, ticket: i64, id: i64, change: &ValueChange) -> Outcome<bool> {
    let Some(message) = messages::Entity::find_by_id(id).one(tx).await? else { return Ok(true) };
    match since(change, Some(&message.text)) {
        Since::Still => {}
        Since::Back => return Ok(true),
        Since::Other => return Ok(false),
    }
    let Some(text) = change.before.clone() else { return Ok(true) };
    let mut row: messages::ActiveModel = message.into();
    row.text = Set(text.clone());
    row.update(tx).await?;
    search::replace(tx, undoing.portico.store().is_sqlite(), ticket, Some(id), text).await?;
    Ok(true)
}
