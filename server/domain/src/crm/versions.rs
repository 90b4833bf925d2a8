//! The versions of values: those that were noted, and before them what the first change replaced, or what has never
//! changed, from the record's beginning on.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use model::{Timestamp, TokenId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::object_types::ObjectType;
use super::record::ValueVersion;
use crate::failure::Outcome;
use crate::tables::{api_tokens, property_changes};

/// Versions of one property that are answered.
const VERSIONS: usize = 100;

/// A record whose versions are asked for.
pub struct Beginning {
    pub record: i64,
    /// When it was made.
    pub at: Timestamp,
    /// Who made it, as the audit trail writes it; empty where that is not known.
    pub actor: String,
    /// The properties that are asked for, with what they are now.
    pub values: BTreeMap<String, Option<String>>,
}

/// Newest first, for each property.
pub async fn of(
    connection: &impl ConnectionTrait,
    object_type: ObjectType,
    record: &Beginning,
) -> Outcome<BTreeMap<String, Vec<ValueVersion>>> {
    let changes = property_changes::Entity::find()
        .filter(property_changes::Column::ObjectType.eq(object_type.word()))
        .filter(property_changes::Column::RecordId.eq(record.record))
        .filter(property_changes::Column::Property.is_in(record.values.keys().cloned()))
        .order_by_desc(property_changes::Column::Id)
        .all(connection)
        .await?;
    let actors = changes.iter().map(|change| change.actor.as_str()).chain([record.actor.as_str()]);
    let labels = labels(connection, actors).await?;
    let mut all = BTreeMap::new();
    for (name, now) in &record.values {
        let mine: Vec<&property_changes::Model> = changes.iter().filter(|change| change.property == *name).collect();
        let first = mine.last().map_or_else(|| now.clone(), |change| change.before_value.clone());
        let noted = mine.iter().take(VERSIONS);
        let mut versions: Vec<ValueVersion> =
            noted.map(|change| version(change.after_value.clone(), change.changed_at, &change.actor, &labels)).collect();
        if first.is_some() && versions.len() < VERSIONS {
            versions.push(version(first, record.at.0, &record.actor, &labels));
        }
        all.insert(name.clone(), versions);
    }
    Ok(all)
}

fn version(value: Option<String>, at: i64, actor: &str, labels: &HashMap<String, String>) -> ValueVersion {
    let (source, source_id, user) = source_of(actor);
    let source_label = labels.get(actor).cloned();
    ValueVersion { value: value.unwrap_or_default(), at: Timestamp(at), source: source.to_owned(), source_id, source_label, user }
}

/// HubSpot's words for who changed a value: kind, id, and the user where it is one.
pub fn source_of(actor: &str) -> (&'static str, Option<String>, Option<i64>) {
    match actor.split_once(':') {
        Some(("token", token)) => ("INTEGRATION", Some(token.to_owned()), None),
        Some(("user", user)) => ("CRM_UI", Some(format!("userId:{user}")), user.parse().ok()),
        Some(("contact", contact)) => ("FORM", Some(format!("contactId:{contact}")), None),
        None if actor == "import" => ("IMPORT", None, None),
        _ => ("CRM_UI", None, None),
    }
}

/// What the integrations among these actors are called.
async fn labels<'a>(
    connection: &impl ConnectionTrait,
    actors: impl Iterator<Item = &'a str>,
) -> Outcome<HashMap<String, String>> {
    let tokens: BTreeSet<i64> =
        actors.filter_map(|actor| actor.strip_prefix("token:")?.parse().ok()).map(|TokenId(token)| token).collect();
    if tokens.is_empty() {
        return Ok(HashMap::new());
    }
    let names: Vec<(i64, String)> = api_tokens::Entity::find()
        .select_only()
        .columns([api_tokens::Column::Id, api_tokens::Column::Name])
        .filter(api_tokens::Column::Id.is_in(tokens))
        .into_tuple()
        .all(connection)
        .await?;
    Ok(names.into_iter().map(|(token, name)| (format!("token:{token}"), name)).collect())
}
