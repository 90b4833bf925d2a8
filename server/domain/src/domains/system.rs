//! The system domain: the host that the server itself runs on, as the settings have it.

use model::{Language, Timestamp};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set, Unchanged};

use crate::failure::{Failure, Outcome};
use crate::portico::Portico;
use crate::tables::domains;

/// Makes the system domain, or follows a change of the setting. It needs no proof: whoever writes the settings runs the
/// machine. A host that is connected already cannot become the system's as well.
pub(crate) async fn keep(tx: &impl ConnectionTrait, portico: &Portico) -> Outcome<()> {
    let host = portico.settings.address.host.clone();
    let now = portico.now();
    let system = domains::Entity::find().filter(domains::Column::Kind.eq("SYSTEM")).one(tx).await?;
    let written = match system {
        Some(system) if system.host == host => return Ok(()),
        Some(system) => {
            let row = domains::ActiveModel { id: Unchanged(system.id), host: Set(host.clone()), ..Default::default() };
            row.update(tx).await.map(|_| ())
        }
        None => insert(tx, &host, now).await,
    };
    match written {
        Err(error) if Failure::is_duplicate(&error) => {
            Err(Failure::internal(format!("the public address is set to {host}, which is a connected domain already")))
        }
        outcome => Ok(outcome?),
    }
}

/// Two servers that start for the first time at once make one row.
async fn insert(tx: &impl ConnectionTrait, host: &str, now: Timestamp) -> Result<(), DbErr> {
    let row = domains::ActiveModel {
        host: Set(host.to_owned()),
        kind: Set("SYSTEM".to_owned()),
        verification: Set("VERIFIED".to_owned()),
        primary_language: Set(Language::default().tag().to_owned()),
        verified_at: Set(Some(now.0)),
        created_at: Set(now.0),
        ..Default::default()
    };
    let once = OnConflict::column(domains::Column::Host).do_nothing().to_owned();
    domains::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await.map(|_| ())
}
