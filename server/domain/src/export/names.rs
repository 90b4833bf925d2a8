//! What other records are called, as it stands in a cell.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::Exporter;
use crate::crm::ObjectType;
use crate::failure::Outcome;
use crate::import::{is_exported_id, tag};
use crate::tables::{companies, contacts, imported_records, tickets};

impl Exporter {
    /// Names of live records, by id.
    pub async fn companies(&self, ids: impl Iterator<Item = i64>) -> Outcome<HashMap<i64, String>> {
        let live: Vec<i64> = companies::Entity::find()
            .select_only()
            .column(companies::Column::Id)
            .filter(companies::Column::Id.is_in(ids))
            .filter(companies::Column::ArchivedAt.is_null())
            .into_tuple()
            .all(&self.tx)
            .await?;
        self.names("companies", live).await
    }

    /// Names of live records, by id.
    pub async fn contacts(&self, ids: impl Iterator<Item = i64>) -> Outcome<HashMap<i64, String>> {
        let live: Vec<i64> = contacts::Entity::find()
            .select_only()
            .column(contacts::Column::Id)
            .filter(contacts::Column::Id.is_in(ids))
            .filter(contacts::Column::ArchivedAt.is_null())
            .into_tuple()
            .all(&self.tx)
            .await?;
        self.names("contacts", live).await
    }

    /// Names of live tickets, by id.
    pub async fn tickets(&self, ids: impl Iterator<Item = i64>) -> Outcome<HashMap<i64, String>> {
        let live: Vec<(i64, Option<String>)> = tickets::Entity::find()
            .select_only()
            .columns([tickets::Column::Id, tickets::Column::ExternalKey])
            .filter(tickets::Column::Id.is_in(ids))
            .filter(tickets::Column::ArchivedAt.is_null())
            .into_tuple()
            .all(&self.tx)
            .await?;
        Ok(live.into_iter().map(|(id, key)| (id, self.ticket(id, key.as_deref()))).collect())
    }

    /// What a ticket is called, which bears its name elsewhere itself.
    pub fn ticket(&self, id: i64, external_key: Option<&str>) -> String {
        self.name(id, external_key.and_then(|key| key.strip_prefix("id:")))
    }

    /// Names of live records of a kind, by id.
    pub async fn records(&self, kind: ObjectType, ids: impl Iterator<Item = i64>) -> Outcome<HashMap<i64, String>> {
        match kind {
            ObjectType::Contacts => self.contacts(ids).await,
            ObjectType::Companies => self.companies(ids).await,
            ObjectType::Tickets => self.tickets(ids).await,
            ObjectType::Notes => Ok(HashMap::new()),
        }
    }

    /// What these records are called.
    pub async fn names(&self, kind: &str, ids: Vec<i64>) -> Outcome<HashMap<i64, String>> {
        called_of(&self.tx, &self.tag, kind, &ids).await
    }
}

/// What a record is called: by the name that it was imported under, if that is one of an export, or else its own.
pub fn called(tag: &str, id: i64, imported: Option<&str>) -> String {
    match imported.filter(|name| is_exported_id(name)) {
        Some(name) => name.to_owned(),
        None => format!("{tag}-{id}"),
    }
}

/// What these records of a kind are called.
pub async fn called_all(connection: &impl ConnectionTrait, kind: &str, ids: &[i64]) -> Outcome<HashMap<i64, String>> {
    called_of(connection, &tag(connection).await?, kind, ids).await
}

async fn called_of(connection: &impl ConnectionTrait, tag: &str, kind: &str, ids: &[i64]) -> Outcome<HashMap<i64, String>> {
    let imported = imported_records::Entity::find()
        .filter(imported_records::Column::Kind.eq(kind))
        .filter(imported_records::Column::RecordId.is_in(ids.iter().copied()))
        .all(connection)
        .await?;
    let imported: HashMap<i64, Option<String>> = imported.into_iter().map(|row| (row.record_id, row.external_id)).collect();
    let name = |id: &i64| (*id, called(tag, *id, imported.get(id).and_then(|name| name.as_deref())));
    Ok(ids.iter().map(name).collect())
}

/// Those that are live, with `;` between.
pub fn joined<'a>(names: &HashMap<i64, String>, ids: impl Iterator<Item = &'a i64>) -> String {
    ids.filter_map(|id| names.get(id)).map(String::as_str).collect::<Vec<_>>().join(";")
}
