//! What a record's page at the desk shows of its associations with records of its own kind.

use std::collections::HashMap;

use model::related::{RELATED_SHOWN, Related, Relation};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::family;
use crate::contacts::display_name;
use crate::crm::links;
use crate::crm::object_types::ObjectType;
use crate::failure::Outcome;
use crate::tables::{companies, contacts, tickets};
use crate::tickets::access::visible_to;
use crate::tickets::names::title;
use crate::viewer::Viewer;

/// Live ones, the first of them by id; of tickets, those that whoever looks may see.
pub async fn related(
    connection: &impl ConnectionTrait,
    viewer: &Viewer,
    object_type: ObjectType,
    id: i64,
) -> Outcome<Vec<Related>> {
    let found = links::of(connection, (object_type, id), object_type, None, RELATED_SHOWN).await?;
    let ids: Vec<i64> = found.into_iter().map(|link| link.to_id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut names = names(connection, viewer, object_type, &ids).await?;
    let family = match object_type {
        ObjectType::Companies => family::borne(connection, id).await?,
        _ => HashMap::new(),
    };
    let one = |id: i64| {
        let relation = family.get(&id).map_or(Relation::Plain, |labels| family::relation(labels));
        Some(Related { id, name: names.remove(&id)?, relation })
    };
    Ok(ids.into_iter().filter_map(one).collect())
}

async fn names(
    connection: &impl ConnectionTrait,
    viewer: &Viewer,
    object_type: ObjectType,
    ids: &[i64],
) -> Outcome<HashMap<i64, String>> {
    let ids = ids.iter().copied();
    Ok(match object_type {
        ObjectType::Contacts => {
            let found = contacts::Entity::find().filter(contacts::Column::Id.is_in(ids)).all(connection).await?;
            found.iter().map(|contact| (contact.id, display_name(contact))).collect()
        }
        ObjectType::Companies => {
            let found = companies::Entity::find().filter(companies::Column::Id.is_in(ids)).all(connection).await?;
            found.into_iter().map(|company| (company.id, company.name)).collect()
        }
        ObjectType::Tickets => {
            let found = tickets::Entity::find().filter(tickets::Column::Id.is_in(ids)).filter(visible_to(viewer));
            found.all(connection).await?.iter().map(|ticket| (ticket.id, title(ticket.id, &ticket.subject))).collect()
        }
        ObjectType::Notes => HashMap::new(),
    })
}
