//! Archiving records, through the verbs that archive them.

use model::{CompanyId, ContactId, Fault, TicketId};
use sea_orm::DatabaseTransaction;

use super::batch::check_batch;
use super::object_types::ObjectType;
use super::read::parse_id;
use super::refused::Done;
use super::unique;
use super::work::Work;
use crate::audit::Actor;
use crate::desks::TokenDesk;
use crate::failure::{Failure, Outcome};
use crate::live::Change;
use crate::tickets::access;
use crate::{companies, contacts, helpdesk, notes};

/// Records in one batch.
const BATCH_MAX: usize = 100;

impl TokenDesk {
    /// Archives a record. One that is archived already, or that is not there, changes nothing: a request that comes twice
    /// is no mistake (HubSpot's behaviour).
    pub async fn archive_record(&self, object_type: ObjectType, id: &str) -> Done<()> {
        self.archive_all(object_type, &[id.to_owned()]).await
    }

    /// The same for up to 100 records.
    pub async fn archive_records(&self, object_type: ObjectType, ids: &[String]) -> Done<()> {
        check_batch(ids.len(), BATCH_MAX)?;
        self.archive_all(object_type, ids).await
    }

    async fn archive_all(&self, object_type: ObjectType, ids: &[String]) -> Done<()> {
        let mut work = match Work::begin(self).await? {
            Ok(work) => work,
            Err(()) => return Ok(()),
        };
        for id in ids.iter().filter_map(|id| parse_id(id)) {
            match archive(self, &work.tx, object_type, id).await {
                Ok(told) => work.tell(told),
                Err(Failure::Fault(Fault::NotFound)) => {}
                Err(failure) => return Err(failure.into()),
            }
        }
        work.finish(()).await
    }
}

async fn archive(desk: &TokenDesk, tx: &DatabaseTransaction, object_type: ObjectType, id: i64) -> Outcome<Vec<Change>> {
    let (now, actor) = (desk.portico.now(), Actor::from(desk.author()));
    let told = match object_type {
        ObjectType::Contacts => {
            let contact = contacts::edit::present(tx, ContactId(id)).await?;
            contacts::edit::archive(tx, now, actor, &contact).await?;
            vec![Change::Access]
        }
        ObjectType::Companies => {
            let company = companies::edit::present(tx, CompanyId(id)).await?;
            companies::edit::archive(tx, now, actor, &company).await?;
            vec![Change::Access]
        }
        ObjectType::Tickets => {
            let ticket = access::find_to_change(tx, &desk.viewer(), TicketId(id)).await?;
            helpdesk::archive(&desk.portico, tx, actor, &ticket).await?
        }
        ObjectType::Notes => {
            let note = notes::present(tx, id).await?;
            notes::archive(&desk.portico, tx, actor, &note).await?
        }
    };
    unique::release(tx, object_type, [id]).await?;
    Ok(told)
}
