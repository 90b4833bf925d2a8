//! Making records, through the verbs that make them at a desk.

mod people;
mod targets;
mod tickets;

use model::Timestamp;
use sea_orm::DatabaseTransaction;

use super::associations::link;
use super::definitions::{Definition, Definitions};
use super::draft::{Draft, NewRecord};
use super::object_types::ObjectType;
use super::record::Record;
use super::refused::Done;
use super::store_values::{NewValues, Values};
use super::work::Work;
use super::{load, store_values, unique};
use crate::audit::Actor;
use crate::desks::TokenDesk;
use crate::failure::Failure;
use crate::live::Change;
use targets::Targets;

pub use people::{company_fields, contact_fields, email_is_free, taken_meanwhile};
pub use tickets::{create_all as create_tickets, stage_of, ticket_texts};

/// What verbs call the fields of a contact, and their properties.
pub const CONTACT_FIELDS: [(&str, &str); 4] =
    [("email", "email"), ("first_name", "firstname"), ("last_name", "lastname"), ("phone", "phone")];
pub const COMPANY_FIELDS: [(&str, &str); 3] = [("name", "name"), ("domain", "domain"), ("phone", "phone")];
pub const TICKET_FIELDS: [(&str, &str); 4] =
    [("subject", "subject"), ("description", "content"), ("owner", "hubspot_owner_id"), ("stage", "hs_pipeline_stage")];

/// A record and who is to be told of it.
pub struct Made {
    pub id: i64,
    pub told: Vec<Change>,
    /// Its values without a column, where they are known.
    pub values: Option<Values>,
}

impl Made {
    pub fn of(id: i64, told: Vec<Change>) -> Self {
        Self { id, told, values: None }
    }
}

impl TokenDesk {
    /// Makes a record with its associations, or nothing at all.
    pub async fn create_record(&self, object_type: ObjectType, new: &NewRecord) -> Done<Record> {
        let mut work = match Work::begin(self).await? {
            Ok(work) => work,
            Err(before) => return Ok(before),
        };
        let definitions = Definitions::load(&work.tx, object_type).await?;
        let made = create(self, &work.tx, object_type, &definitions, new).await?;
        work.tell(made.told);
        let known = made.values.map(|values| (made.id, values)).into_iter().collect();
        let record = load::written(&work.tx, object_type, &definitions, &[made.id], known).await?.pop();
        work.finish(record.ok_or_else(|| Failure::internal("a record that was just made is gone"))?).await
    }
}

/// Makes a record in the transaction.
pub async fn create(
    desk: &TokenDesk,
    tx: &DatabaseTransaction,
    object_type: ObjectType,
    definitions: &Definitions,
    new: &NewRecord,
) -> Done<Made> {
    if object_type == ObjectType::Tickets {
        let made = create_tickets(desk, tx, definitions, &[new], true).await?.pop();
        return Ok(made.ok_or_else(|| Failure::internal("a ticket that was asked for is neither made nor refused"))??);
    }
    let draft = Draft::read(definitions, &new.properties, |_| None)?;
    let targets = Targets::from(object_type, desk).named(tx, &new.links).await??;
    let mut made = match object_type {
        ObjectType::Contacts => people::contact(desk, tx, &draft).await?,
        ObjectType::Companies => people::company(desk, tx, &draft).await?,
        _ => super::notes::create(desk, tx, &draft).await?,
    };
    keep_values(desk, tx, object_type, made.id, &draft, definitions).await?;
    for target in &targets {
        made.told.extend(link(desk, tx, (object_type, made.id), target).await?);
    }
    Ok(made)
}

/// What has no column, and that an integration made the record.
async fn keep_values(
    desk: &TokenDesk,
    tx: &DatabaseTransaction,
    object_type: ObjectType,
    record: i64,
    draft: &Draft,
    definitions: &Definitions,
) -> Done<()> {
    if matches!(object_type, ObjectType::Contacts | ObjectType::Companies) {
        draft.owner(tx).await?;
    }
    let source = Source::of(desk);
    let new = [NewValues { record, values: source.values(definitions, draft) }];
    if let Some(refused) = unique::claim(tx, object_type, &new).await?.remove(&record) {
        return Err(refused.into());
    }
    store_values::write_new(tx, Actor::from(desk.author()), (object_type, desk.portico.now().0), &new).await?;
    Ok(())
}

/// That an integration made a record, and which.
struct Source([(&'static str, String); 3]);

impl Source {
    fn of(desk: &TokenDesk) -> Self {
        Self([
            ("hs_object_source", "INTEGRATION".to_owned()),
            ("hs_object_source_id", desk.viewer.token.to_string()),
            ("hs_object_source_label", desk.token.name.clone()),
        ])
    }

    /// These values, and those of the draft that have no column.
    fn values<'a>(&'a self, definitions: &'a Definitions, draft: &'a Draft) -> Vec<(&'a Definition, &'a str)> {
        let own = self.0.iter().filter_map(|(name, value)| Some((definitions.get(name)?, value.as_str())));
        own.chain(draft.without_column(definitions)).collect()
    }
}

/// When a record is said to have been made.
pub fn created(draft: &Draft) -> Option<Timestamp> {
    draft.get("createdate").and_then(super::values::moment)
}
