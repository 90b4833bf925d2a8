//! Records, from rows: a page at a time, with a query for each kind of thing however many records.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use model::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::associations::PairKinds;
use super::definitions::Definitions;
use super::facts::{self, Facts};
use super::object_types::ObjectType;
use super::record::{LinkedBriefly, Record, Wanted};
use super::store_values::{self, Values};
use super::versions::{self, Beginning};
use super::{association_labels, links};
use crate::failure::Outcome;
use crate::tables::{companies, contact_companies, contacts, notes, tickets};

/// Associations of one kind that stand in a record.
const LINKS: usize = 100;

/// What is in a record's row, whatever kind it is.
pub struct Row {
    pub id: i64,
    facts: Facts,
    created_at: i64,
    updated_at: i64,
    pub archived_at: Option<i64>,
}

/// The rows of these ids, archived or not, in the order of ids.
pub async fn rows(connection: &impl ConnectionTrait, object_type: ObjectType, ids: &[i64]) -> Outcome<Vec<Row>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids = ids.iter().copied();
    match object_type {
        ObjectType::Contacts => {
            let found = contacts::Entity::find().filter(contacts::Column::Id.is_in(ids)).order_by_asc(contacts::Column::Id);
            contact_rows(connection, found.all(connection).await?).await
        }
        ObjectType::Companies => {
            let found = companies::Entity::find().filter(companies::Column::Id.is_in(ids)).order_by_asc(companies::Column::Id);
            let mut found = found.all(connection).await?;
            let archived = archived_among(connection, found.iter().filter_map(|company| company.parent_id)).await?;
            for company in &mut found {
                company.parent_id = company.parent_id.filter(|parent| !archived.contains(parent));
            }
            Ok(found.iter().map(company_row).collect())
        }
        ObjectType::Tickets => {
            let found = tickets::Entity::find().filter(tickets::Column::Id.is_in(ids)).order_by_asc(tickets::Column::Id);
            Ok(found.all(connection).await?.iter().map(ticket_row).collect())
        }
        ObjectType::Notes => {
            let found = notes::Entity::find().filter(notes::Column::Id.is_in(ids)).order_by_asc(notes::Column::Id);
            Ok(found.all(connection).await?.iter().map(note_row).collect())
        }
    }
}

/// Which of these companies are archived: what is archived is associated with nothing, and nobody's parent.
async fn archived_among(connection: &impl ConnectionTrait, companies: impl Iterator<Item = i64>) -> Outcome<BTreeSet<i64>> {
    let named: BTreeSet<i64> = companies.collect();
    if named.is_empty() {
        return Ok(named);
    }
    let archived: Vec<i64> = companies::Entity::find()
        .select_only()
        .column(companies::Column::Id)
        .filter(companies::Column::Id.is_in(named))
        .filter(companies::Column::ArchivedAt.is_not_null())
        .into_tuple()
        .all(connection)
        .await?;
    Ok(archived.into_iter().collect())
}

async fn contact_rows(connection: &impl ConnectionTrait, found: Vec<contacts::Model>) -> Outcome<Vec<Row>> {
    let primary: Vec<(i64, i64)> = contact_companies::Entity::find()
        .select_only()
        .columns([contact_companies::Column::ContactId, contact_companies::Column::CompanyId])
        .filter(contact_companies::Column::ContactId.is_in(found.iter().map(|contact| contact.id)))
        .filter(contact_companies::Column::IsPrimary.eq(true))
        .into_tuple()
        .all(connection)
        .await?;
    let archived = archived_among(connection, primary.iter().map(|(_, company)| *company)).await?;
    let primary: HashMap<i64, i64> = primary.into_iter().filter(|(_, company)| !archived.contains(company)).collect();
    let row = |contact: &contacts::Model| {
        let mut facts = facts::of_contact(contact);
        if let Some(company) = primary.get(&contact.id) {
            facts.insert("associatedcompanyid", company.to_string());
        }
        Row {
            id: contact.id,
            facts,
            created_at: contact.created_at,
            updated_at: contact.updated_at,
            archived_at: contact.archived_at,
        }
    };
    Ok(found.iter().map(row).collect())
}

fn company_row(company: &companies::Model) -> Row {
    Row {
        id: company.id,
        facts: facts::of_company(company),
        created_at: company.created_at,
        updated_at: company.updated_at,
        archived_at: company.archived_at,
    }
}

fn ticket_row(ticket: &tickets::Model) -> Row {
    Row {
        id: ticket.id,
        facts: facts::of_ticket(ticket),
        created_at: ticket.created_at,
        updated_at: ticket.updated_at,
        archived_at: ticket.archived_at,
    }
}

fn note_row(note: &notes::Model) -> Row {
    Row {
        id: note.id,
        facts: facts::of_note(note),
        created_at: note.created_at,
        updated_at: note.updated_at,
        archived_at: note.archived_at,
    }
}

/// The records of these ids that are archived or not, as is wanted, in the order of the ids. Those that are not are left
/// out.
pub async fn records(
    connection: &impl ConnectionTrait,
    object_type: ObjectType,
    ids: &[i64],
    wanted: &Wanted,
) -> Outcome<Vec<Record>> {
    let definitions = Definitions::load(connection, object_type).await?;
    let mut rows: HashMap<i64, Row> = rows(connection, object_type, ids)
        .await?
        .into_iter()
        .filter(|row| row.archived_at.is_some() == wanted.archived)
        .map(|row| (row.id, row))
        .collect();
    let present: Vec<i64> = rows.keys().copied().collect();
    let mut values = store_values::of(connection, object_type, &present).await?;
    let names = Names::of(object_type, &definitions, wanted);
    let mut records = Vec::with_capacity(ids.len());
    for row in ids.iter().filter_map(|id| rows.remove(id)) {
        let values = values.remove(&row.id).unwrap_or_default();
        let properties = names.properties.iter().map(|name| (name.clone(), value_of(&row, &values, name))).collect();
        let mut record = record(&row, properties);
        if !names.history.is_empty() {
            record.history = Some(versions::of(connection, object_type, &beginning_of(&row, &values, &names.history)).await?);
        }
        if !wanted.associations.is_empty() {
            record.associations = Some(associations(connection, object_type, row.id, &wanted.associations).await?);
        }
        records.push(record);
    }
    Ok(records)
}

/// Records that were just written, in the order of the ids: all that they say, and nothing that is empty. `known`: the
/// values of those that are new, which need not be read again.
pub async fn written(
    connection: &impl ConnectionTrait,
    object_type: ObjectType,
    definitions: &Definitions,
    ids: &[i64],
    mut known: HashMap<i64, Values>,
) -> Outcome<Vec<Record>> {
    let unknown: Vec<i64> = ids.iter().copied().filter(|id| !known.contains_key(id)).collect();
    known.extend(store_values::of(connection, object_type, &unknown).await?);
    let found = rows(connection, object_type, ids).await?.into_iter().filter(|row| row.archived_at.is_none());
    let mut rows: HashMap<i64, Row> = found.map(|row| (row.id, row)).collect();
    let said = |row: &Row| {
        let values = known.get(&row.id).into_iter().flatten().filter(|(name, _)| definitions.get(name).is_some());
        let values = values.map(|(name, value)| (name.clone(), Some(value.clone())));
        // What stands in a column goes before what was kept beside it.
        let columns = row.facts.iter().filter(|(name, _)| definitions.get(name).is_some());
        values.chain(columns.map(|(name, value)| ((*name).to_owned(), Some(value.clone())))).collect()
    };
    let written = ids.iter().filter_map(|id| rows.remove(id)).map(|row| record(&row, said(&row)));
    Ok(written.collect())
}

/// The names of properties that there are, of those that are wanted, and the three that always come.
struct Names {
    properties: BTreeSet<String>,
    history: BTreeSet<String>,
}

impl Names {
    fn of(object_type: ObjectType, definitions: &Definitions, wanted: &Wanted) -> Self {
        let always = ["hs_object_id", object_type.created_property(), object_type.modified_property()].map(str::to_owned);
        let asked: Vec<String> = match &wanted.properties {
            Some(names) => names.clone(),
            None => object_type.default_properties().iter().map(|name| (*name).to_owned()).collect(),
        };
        let known = |names: &[String]| -> BTreeSet<String> {
            names.iter().filter(|name| definitions.get(name).is_some()).cloned().collect()
        };
        let history = known(&wanted.history);
        let mut properties = known(&asked);
        properties.extend(always);
        properties.extend(history.iter().cloned());
        Self { properties, history }
    }
}

/// What the record says now, and what is known of its making.
fn beginning_of(row: &Row, values: &Values, names: &BTreeSet<String>) -> Beginning {
    Beginning {
        record: row.id,
        at: Timestamp(row.created_at),
        actor: values.get("hs_object_source_id").map(|token| format!("token:{token}")).unwrap_or_default(),
        values: names.iter().map(|name| (name.clone(), value_of(row, values, name))).collect(),
    }
}

fn value_of(row: &Row, values: &Values, name: &str) -> Option<String> {
    row.facts.get(name).or_else(|| values.get(name)).cloned()
}

fn record(row: &Row, properties: BTreeMap<String, Option<String>>) -> Record {
    Record {
        id: row.id,
        properties,
        history: None,
        associations: None,
        created_at: Timestamp(row.created_at),
        updated_at: Timestamp(row.updated_at),
        archived_at: row.archived_at.map(Timestamp),
        new: None,
    }
}

async fn associations(
    connection: &impl ConnectionTrait,
    from: ObjectType,
    id: i64,
    kinds: &[ObjectType],
) -> Outcome<BTreeMap<String, LinkedBriefly>> {
    let mut all = BTreeMap::new();
    for to in kinds {
        let Some(types) = links::types_between(from, *to) else {
            continue;
        };
        let mut found = links::of(connection, (from, id), *to, None, LINKS as u64 + 1).await?;
        let more = found.len() > LINKS;
        found.truncate(LINKS);
        let name = format!("{}_to_{}", from.singular(), to.singular());
        let plain = if types.primary.is_some() { format!("{name}_unlabeled") } else { name.clone() };
        let mut linked = LinkedBriefly { results: Vec::new(), next: found.last().filter(|_| more).map(|link| link.to_id) };
        let mut borne = match found.is_empty() {
            true => HashMap::new(),
            false => association_labels::borne(connection, PairKinds { from, to: *to }, id).await?,
        };
        for link in found {
            linked.results.push((link.to_id, plain.clone()));
            if link.is_primary {
                linked.results.push((link.to_id, name.clone()));
            }
            let labels = borne.remove(&link.to_id).unwrap_or_default();
            linked.results.extend(labels.into_iter().map(|label| (link.to_id, label.name)));
        }
        if !linked.results.is_empty() {
            all.insert(to.word().to_owned(), linked);
        }
    }
    Ok(all)
}
