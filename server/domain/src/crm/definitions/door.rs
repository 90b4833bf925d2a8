//! What an integration may do to the descriptions of records.

use super::custom::found;
use super::write::{add, alter, archive};
use super::{Definition, NewProperty, PropertyChange};
use crate::crm::batch::check_batch;
use crate::crm::object_types::ObjectType;
use crate::crm::refused::{CrmError, Done, Refused};
use crate::crm::work::Work;
use crate::desks::TokenDesk;

/// Properties in one batch.
const BATCH_MAX: usize = 100;

impl TokenDesk {
    /// Adds properties, all or none. A name that a property has is refused; one that an archived property had begins anew.
    pub async fn add_properties(&self, object_type: ObjectType, new: &[NewProperty]) -> Done<Vec<Definition>> {
        check_batch(new.len(), BATCH_MAX)?;
        let work = match Work::begin(self).await? {
            Ok(work) => work,
            Err(names) => return self.named(object_type, names).await,
        };
        for new in new {
            add(self.by(), &work.tx, object_type, new).await?;
        }
        let names: Vec<String> = new.iter().map(|new| new.name.clone()).collect();
        let names = work.finish(names).await?;
        self.named(object_type, names).await
    }

    async fn named(&self, object_type: ObjectType, names: Vec<String>) -> Done<Vec<Definition>> {
        let mut all = Vec::with_capacity(names.len());
        for name in names {
            all.push(found(self.portico.store.reader(), object_type, &name, false).await?);
        }
        Ok(all)
    }

    /// Changes what a property is called and offers. Its type stays, and so do the standard properties.
    pub async fn change_property(&self, object_type: ObjectType, name: &str, wanted: &PropertyChange) -> Done<Definition> {
        let work = match Work::begin::<()>(self).await? {
            Ok(work) => work,
            Err(()) => return found(self.portico.store.reader(), object_type, name, false).await,
        };
        alter(self.by(), &work.tx, object_type, name, wanted).await?;
        work.finish(()).await?;
        found(self.portico.store.reader(), object_type, name, false).await
    }

    /// Archives properties that were added, all or none. Those that are not there change nothing.
    pub async fn archive_properties(&self, object_type: ObjectType, names: &[String]) -> Done<()> {
        check_batch(names.len(), BATCH_MAX)?;
        let work = match Work::begin::<()>(self).await? {
            Ok(work) => work,
            Err(()) => return Ok(()),
        };
        for name in names {
            match archive(self.by(), &work.tx, object_type, name).await {
                Err(CrmError::Refused(Refused::NothingCalled(_))) => {}
                other => other?,
            }
        }
        work.finish(()).await
    }
}
