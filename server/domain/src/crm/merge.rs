//! Merging records: the properties, the labels and the number that is left behind. What else belongs to a record is moved
//! by its own feature.

use std::collections::{BTreeMap, HashMap};

use model::companies::CompanyFields;
use model::contacts::ContactFields;
use model::properties::Values;
use model::{CompanyId, ContactId, Language, TicketId};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};

use super::associations::same_type;
use super::definitions::Definitions;
use super::object_types::ObjectType;
use super::read::{By, find};
use super::record::Record;
use super::refused::{Done, Refused};
use super::update::found;
use super::work::Work;
use super::{association_labels, load, store_values, unique};
use crate::audit::Actor;
use crate::desks::TokenDesk;
use crate::failure::{Failure, Outcome};
use crate::live::Change;
use crate::tables::{companies as company_rows, contacts as contact_rows, merged_records};
use crate::webhooks::capture::Capture;
use crate::{companies, contacts, helpdesk};

/// Where addresses go that a contact had beside its own.
const FURTHER_ADDRESSES: &str = "hs_additional_emails";

/// The record that a number means now: the one that it was merged into, or itself.
pub async fn resolve(connection: &impl ConnectionTrait, object_type: ObjectType, id: i64) -> Outcome<i64> {
    let merged = merged_records::Entity::find_by_id((object_type.word().to_owned(), id)).one(connection).await?;
    Ok(merged.map_or(id, |row| row.primary_id))
}

/// Of these numbers, those of merged records, with the records that they find.
pub async fn resolve_all(
    connection: &impl ConnectionTrait,
    object_type: ObjectType,
    ids: impl IntoIterator<Item = i64>,
) -> Outcome<HashMap<i64, i64>> {
    use merged_records::Column as C;
    let merged = merged_records::Entity::find().filter(C::ObjectType.eq(object_type.word())).filter(C::MergedId.is_in(ids));
    Ok(merged.all(connection).await?.into_iter().map(|row| (row.merged_id, row.primary_id)).collect())
}

impl TokenDesk {
    /// Makes two records one. What the primary one says stays; what it says nothing about is taken from the other, which
    /// is archived and whose number finds the primary one from now on. Notes cannot be merged.
    pub async fn merge_records(&self, object_type: ObjectType, primary: &str, merged: &str) -> Done<Record> {
        let mut work = match Work::begin(self).await? {
            Ok(work) => work,
            Err(before) => return Ok(before),
        };
        let not_found = |id: &str| Refused::NotFound { object_type, id: id.to_owned() };
        let primary_id = find(&work.tx, object_type, &By::id(primary), false).await?.ok_or_else(|| not_found(primary))?;
        let merged_id = find(&work.tx, object_type, &By::id(merged), false).await?.ok_or_else(|| not_found(merged))?;
        if primary_id == merged_id {
            return Err(Refused::MergedWithItself { id: primary_id }.into());
        }
        let told = merge(self, &work.tx, object_type, primary_id, merged_id).await?;
        work.tell(told);
        let definitions = Definitions::load(&work.tx, object_type).await?;
        let record = load::written(&work.tx, object_type, &definitions, &[primary_id], HashMap::new()).await?.pop();
        work.finish(record.ok_or_else(|| Failure::internal("a merged record is gone"))?).await
    }
}

async fn merge(
    desk: &TokenDesk,
    tx: &DatabaseTransaction,
    object_type: ObjectType,
    primary: i64,
    merged: i64,
) -> Done<Vec<Change>> {
    let who = (&desk.viewer(), desk.author());
    let mut further = None;
    let told = match object_type {
        ObjectType::Contacts => {
            let before = found(contacts::edit::present(tx, ContactId(primary)).await, object_type, primary)?;
            let gone = found(contacts::edit::present(tx, ContactId(merged)).await, object_type, merged)?;
            let told = contacts::merge::merge(&desk.portico, tx, who, &before, &gone).await?;
            further = fill_contact(desk, tx, &before, &gone).await?;
            told
        }
        ObjectType::Companies => {
            let before = found(companies::edit::present(tx, CompanyId(primary)).await, object_type, primary)?;
            let gone = found(companies::edit::present(tx, CompanyId(merged)).await, object_type, merged)?;
            let told = companies::merge::merge(&desk.portico, tx, who, &before, &gone).await?;
            fill_company(desk, tx, &before, &gone).await?;
            told
        }
        ObjectType::Tickets => {
            for id in [primary, merged] {
                found(crate::tickets::access::find(tx, who.0, TicketId(id)).await, object_type, id)?;
            }
            helpdesk::merge(&desk.portico, tx, who, TicketId(primary), TicketId(merged)).await?
        }
        ObjectType::Notes => return Err(Refused::NotMergeable { object_type }.into()),
    };
    let moved = fill_values(desk, tx, object_type, primary, merged, further).await?;
    let by = (Actor::from(desk.author()), desk.portico.now());
    same_type::move_all(tx, by, object_type, primary, merged).await?;
    association_labels::move_all(tx, object_type, primary, merged).await?;
    leave_number(desk, tx, object_type, primary, merged).await?;
    if let Some(mut capture) = Capture::begin(tx, Actor::from(desk.author()), desk.portico.now().0).await? {
        capture.merged(object_type, primary, merged, moved);
        capture.write(tx).await?;
    }
    Ok(told)
}

/// Numbers that found the merged record find the primary one, too.
async fn leave_number(
    desk: &TokenDesk,
    tx: &DatabaseTransaction,
    object_type: ObjectType,
    primary: i64,
    merged: i64,
) -> Outcome<()> {
    merged_records::Entity::update_many()
        .filter(merged_records::Column::ObjectType.eq(object_type.word()))
        .filter(merged_records::Column::PrimaryId.eq(merged))
        .col_expr(merged_records::Column::PrimaryId, Expr::value(primary))
        .exec(tx)
        .await?;
    let row = merged_records::ActiveModel {
        object_type: Set(object_type.word().to_owned()),
        merged_id: Set(merged),
        primary_id: Set(primary),
        merged_at: Set(desk.portico.now().0),
    };
    row.insert(tx).await?;
    Ok(())
}

/// What `primary` says, or else `other`.
fn or(primary: &str, other: &str) -> String {
    if primary.is_empty() { other.to_owned() } else { primary.to_owned() }
}

/// Columns of a contact. A contact without an address gets the other one's; otherwise that is a further one, which is
/// answered. To sign in with it, it would have to be theirs.
async fn fill_contact(
    desk: &TokenDesk,
    tx: &DatabaseTransaction,
    before: &contact_rows::Model,
    gone: &contact_rows::Model,
) -> Outcome<Option<String>> {
    let language = before.language.as_deref().or(gone.language.as_deref()).unwrap_or_default();
    let address = before.email.clone().unwrap_or_default();
    let others = gone.email.clone().unwrap_or_default();
    let fields = ContactFields {
        email: or(&address, &others),
        first_name: or(&before.first_name, &gone.first_name),
        last_name: or(&before.last_name, &gone.last_name),
        phone: or(before.phone.as_deref().unwrap_or_default(), gone.phone.as_deref().unwrap_or_default()),
        language: Language::parse(language).ok(),
        values: Values::new(),
    };
    contacts::edit::change(tx, desk.portico.now(), Actor::from(desk.author()), before, &fields, None).await?;
    Ok(Some(others).filter(|others| !others.is_empty() && !address.is_empty()))
}

async fn fill_company(
    desk: &TokenDesk,
    tx: &DatabaseTransaction,
    before: &company_rows::Model,
    gone: &company_rows::Model,
) -> Outcome<()> {
    let fields = CompanyFields {
        name: or(&before.name, &gone.name),
        domain: or(before.domain.as_deref().unwrap_or_default(), gone.domain.as_deref().unwrap_or_default()),
        phone: or(before.phone.as_deref().unwrap_or_default(), gone.phone.as_deref().unwrap_or_default()),
        values: Values::new(),
    };
    companies::edit::change(tx, desk.portico.now(), Actor::from(desk.author()), before, &fields, None).await?;
    Ok(())
}

/// Values without a column: those that the primary record lacks. `further`: an address to be kept beside its own. Answers
/// how many it got.
async fn fill_values(
    desk: &TokenDesk,
    tx: &DatabaseTransaction,
    object_type: ObjectType,
    primary: i64,
    merged: i64,
    further: Option<String>,
) -> Done<usize> {
    let definitions = Definitions::load(tx, object_type).await?;
    let mut all = store_values::of(tx, object_type, &[primary, merged]).await?;
    let (own, others) = (all.remove(&primary).unwrap_or_default(), all.remove(&merged).unwrap_or_default());
    // What no two may have the same of is free first.
    unique::release(tx, object_type, [merged]).await?;
    let mut filled: BTreeMap<String, String> =
        others.into_iter().filter(|(name, _)| !own.contains_key(name) && !name.starts_with("hs_object_source")).collect();
    if let Some(further) = further {
        let before = own.get(FURTHER_ADDRESSES).or(filled.get(FURTHER_ADDRESSES)).cloned().unwrap_or_default();
        let all: Vec<&str> = before.split(';').filter(|one| !one.is_empty()).chain([further.as_str()]).collect();
        filled.insert(FURTHER_ADDRESSES.to_owned(), all.join(";"));
    }
    let values: Vec<_> = filled.iter().filter_map(|(name, value)| Some((definitions.get(name)?, value.as_str()))).collect();
    store_values::write(tx, Actor::from(desk.author()), (object_type, primary, desk.portico.now().0), &values).await?;
    Ok(values.len())
}
