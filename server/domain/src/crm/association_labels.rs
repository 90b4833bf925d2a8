//! Labels that integrations invent for associations: *works for*, *billed through*.
//!
//! A label is made for both directions at once, each with its own words and number. The numbers begin beyond HubSpot's own
//! ones. An association bears any number of labels beside being there; without the association, its labels say nothing.

mod moved;

use std::collections::HashMap;

use model::Timestamp;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, Set, Unchanged,
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::associations::{PairKinds, family};
use super::object_types::ObjectType;
use super::refused::{CrmError, Done, Refused};
use super::work::Work;
use crate::audit::{Actor, Entry};
use crate::desks::TokenDesk;
use crate::failure::{Failure, Outcome};
use crate::tables::{association_labels as labels, labelled_associations as labelled};

pub use moved::{move_all, remove_all};

/// Where the numbers begin: HubSpot's own end far below.
const FIRST: i64 = 1_000;
/// Labels from one kind to another, as in HubSpot.
const MAX: u64 = 50;
const LABEL_MAX: usize = 100;
const NAME_MAX: usize = 100;

/// A label in one direction, beside *Primary*.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedLabel {
    pub type_id: i64,
    /// What programs call it.
    #[serde(default)]
    pub name: String,
    pub label: String,
    /// HubSpot's own, and not made here.
    #[serde(default)]
    pub built_in: bool,
}

/// A label that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLabel {
    /// What programs call it: letters, digits and `_`.
    pub name: String,
    pub label: String,
    /// What it is called from the other end; the same, where nothing is said.
    pub inverse: Option<String>,
}

fn own(row: labels::Model) -> NamedLabel {
    NamedLabel { type_id: FIRST + row.id, name: row.name, label: row.label, built_in: false }
}

/// The label of a number, in its direction.
async fn by_number(connection: &impl ConnectionTrait, kinds: PairKinds, type_id: i64) -> Outcome<Option<labels::Model>> {
    if type_id <= FIRST {
        return Ok(None);
    }
    let found = labels::Entity::find_by_id(type_id - FIRST).one(connection).await?;
    Ok(found.filter(|row| row.from_type == kinds.from.word() && row.to_type == kinds.to.word()))
}

/// The kind at the other end of a label from this kind.
pub async fn target_of(connection: &impl ConnectionTrait, from: ObjectType, type_id: i64) -> Outcome<Option<ObjectType>> {
    if family::is_label(from, type_id) {
        return Ok(Some(ObjectType::Companies));
    }
    if type_id <= FIRST {
        return Ok(None);
    }
    let found = labels::Entity::find_by_id(type_id - FIRST).one(connection).await?;
    Ok(found.filter(|row| row.from_type == from.word()).and_then(|row| ObjectType::parse(&row.to_type)))
}

async fn all(connection: &impl ConnectionTrait, kinds: PairKinds) -> Outcome<Vec<labels::Model>> {
    Ok(labels::Entity::find()
        .filter(labels::Column::FromType.eq(kinds.from.word()))
        .filter(labels::Column::ToType.eq(kinds.to.word()))
        .order_by_asc(labels::Column::Id)
        .all(connection)
        .await?)
}

/// The labels, beside *Primary*, of associations from one kind to the other.
pub async fn between(connection: &impl ConnectionTrait, kinds: PairKinds) -> Outcome<Vec<NamedLabel>> {
    let made = all(connection, kinds).await?.into_iter().map(own);
    Ok(family::labels(kinds).into_iter().chain(made).collect())
}

/// The labels that a record's associations of a kind bear, by the other record.
pub async fn borne(connection: &impl ConnectionTrait, kinds: PairKinds, from: i64) -> Outcome<HashMap<i64, Vec<NamedLabel>>> {
    let mut borne = match family::labels(kinds).is_empty() {
        true => HashMap::new(),
        false => family::borne(connection, from).await?,
    };
    let known = all(connection, kinds).await?;
    if known.is_empty() {
        return Ok(borne);
    }
    let rows = labelled::Entity::find()
        .filter(labelled::Column::FromId.eq(from))
        .filter(labelled::Column::LabelId.is_in(known.iter().map(|label| label.id)))
        .order_by_asc(labelled::Column::LabelId)
        .all(connection)
        .await?;
    for row in rows {
        if let Some(label) = known.iter().find(|label| label.id == row.label_id) {
            borne.entry(row.to_id).or_default().push(own(label.clone()));
        }
    }
    Ok(borne)
}

/// Gives an association a label, from both ends.
pub async fn put(
    tx: &DatabaseTransaction,
    by: (Actor, Timestamp),
    kinds: PairKinds,
    (from, to): (i64, i64),
    type_id: i64,
) -> Done<NamedLabel> {
    if family::is_label(kinds.from, type_id) && kinds.to == ObjectType::Companies {
        return family::put(tx, by, (from, to), type_id).await;
    }
    let label = by_number(tx, kinds, type_id).await?.ok_or(Refused::NoSuchLinkType { type_id })?;
    let there = labelled::ActiveModel { from_id: Set(from), label_id: Set(label.id), to_id: Set(to) };
    let back =
        label.inverse_id.map(|inverse| labelled::ActiveModel { from_id: Set(to), label_id: Set(inverse), to_id: Set(from) });
    use labelled::Column as C;
    let once = OnConflict::columns([C::FromId, C::LabelId, C::ToId]).do_nothing().to_owned();
    let rows: Vec<labelled::ActiveModel> = [Some(there), back].into_iter().flatten().collect();
    labelled::Entity::insert_many(rows).on_conflict(once).exec_without_returning(tx).await?;
    Ok(own(label))
}

/// Takes labels from an association, from both ends: those of the numbers, or all.
pub async fn take(
    tx: &DatabaseTransaction,
    by: (Actor, Timestamp),
    kinds: PairKinds,
    (from, to): (i64, i64),
    type_ids: Option<&[i64]>,
) -> Outcome<()> {
    if !family::labels(kinds).is_empty() {
        family::take(tx, by, (from, to), type_ids).await?;
    }
    let known = all(tx, kinds).await?;
    let meant = known.iter().filter(|label| type_ids.is_none_or(|ids| ids.contains(&(FIRST + label.id))));
    for label in meant {
        labelled::Entity::delete_by_id((from, label.id, to)).exec(tx).await?;
        if let Some(inverse) = label.inverse_id {
            labelled::Entity::delete_by_id((to, inverse, from)).exec(tx).await?;
        }
    }
    Ok(())
}

fn check(new: &NewLabel) -> Result<(String, String), Refused> {
    let unfit = |field: &str| Refused::FieldUnfit(field.to_owned());
    let shaped = !new.name.is_empty()
        && new.name.len() <= NAME_MAX
        && new.name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if !shaped {
        return Err(unfit("name"));
    }
    let label = model::text::line(&new.label, 1, LABEL_MAX).map_err(|_| unfit("label"))?;
    let inverse = new.inverse.as_deref().unwrap_or(&new.label);
    Ok((label, model::text::line(inverse, 1, LABEL_MAX).map_err(|_| unfit("inverseLabel"))?))
}

pub async fn add(by: (Actor, Timestamp), tx: &DatabaseTransaction, kinds: PairKinds, new: &NewLabel) -> Done<Vec<NamedLabel>> {
    let (there, back) = check(new)?;
    let same = kinds.from == kinds.to;
    if (all(tx, kinds).await?.len() as u64) >= MAX {
        return Err(Refused::TooManyLabels { max: MAX }.into());
    }
    let row = |kinds: PairKinds, name: String, label: &str| labels::ActiveModel {
        from_type: Set(kinds.from.word().to_owned()),
        to_type: Set(kinds.to.word().to_owned()),
        name: Set(name),
        label: Set(label.to_owned()),
        created_at: Set(by.1.0),
        ..Default::default()
    };
    let taken = |error: sea_orm::DbErr| match Failure::is_duplicate(&error) {
        true => CrmError::from(Refused::LabelTaken(new.name.clone())),
        false => CrmError::from(error),
    };
    let first = row(kinds, new.name.clone(), &there).insert(tx).await.map_err(taken)?;
    note(by, tx, "association_label_created", FIRST + first.id, &there).await?;
    if same && new.inverse.is_none() {
        // Of two colleagues, each is the other's: one label, whichever end it is seen from.
        return Ok(vec![own(invert(tx, first.id, first.id).await?)]);
    }
    // Between two of one kind both are in the same direction, where no two may have one name.
    let name = if same { format!("{}_inverse", new.name) } else { new.name.clone() };
    let second = row(kinds.inverse(), name, &back).insert(tx).await.map_err(taken)?;
    Ok(vec![own(invert(tx, first.id, second.id).await?), own(invert(tx, second.id, first.id).await?)])
}

/// What a label is called from the other end.
async fn invert(tx: &DatabaseTransaction, label: i64, inverse: i64) -> Outcome<labels::Model> {
    let row = labels::ActiveModel { id: Unchanged(label), inverse_id: Set(Some(inverse)), ..Default::default() };
    Ok(row.update(tx).await?)
}

async fn note(
    (actor, now): (Actor, Timestamp),
    tx: &DatabaseTransaction,
    action: &str,
    type_id: i64,
    label: &str,
) -> Outcome<()> {
    let entry = Entry::new(actor, action, format!("association_label:{type_id}"));
    entry.with(json!({ "label": label })).write(tx, now).await
}

impl TokenDesk {
    /// The labels, beside *Primary*, of associations from one kind to the other.
    pub async fn association_labels(&self, kinds: PairKinds) -> Done<Vec<NamedLabel>> {
        Ok(between(self.portico.store.reader(), kinds).await?)
    }

    /// Makes a label; answers it, and how it is called from the other end.
    pub async fn add_association_label(&self, kinds: PairKinds, new: &NewLabel) -> Done<Vec<NamedLabel>> {
        let work = match Work::begin(self).await? {
            Ok(work) => work,
            Err(before) => return Ok(before),
        };
        let made = add(self.by(), &work.tx, kinds, new).await?;
        work.finish(made).await
    }

    /// Calls a label something else; from the other end, too, where that is said.
    pub async fn change_association_label(&self, kinds: PairKinds, type_id: i64, label: &str, inverse: Option<&str>) -> Done<()> {
        let tx = self.portico.store.begin().await?;
        let row = by_number(&tx, kinds, type_id).await?.ok_or(Refused::NoSuchLinkType { type_id })?;
        let new = NewLabel { name: row.name.clone(), label: label.to_owned(), inverse: inverse.map(str::to_owned) };
        let (there, back) = check(&new)?;
        let set = |id: i64, label: String| {
            let one = labels::Entity::update_many().filter(labels::Column::Id.eq(id));
            one.col_expr(labels::Column::Label, Expr::value(label)).exec(&tx)
        };
        set(row.id, there.clone()).await?;
        if let (Some(other), Some(_)) = (row.inverse_id, inverse) {
            set(other, back).await?;
        }
        note(self.by(), &tx, "association_label_changed", type_id, &there).await?;
        Ok(tx.commit().await?)
    }

    /// Removes a label, from both ends and from every association that bears it. The associations stay.
    pub async fn remove_association_label(&self, kinds: PairKinds, type_id: i64) -> Done<()> {
        let tx = self.portico.store.begin().await?;
        let row = by_number(&tx, kinds, type_id).await?.ok_or(Refused::NoSuchLinkType { type_id })?;
        for id in [Some(row.id), row.inverse_id].into_iter().flatten() {
            labelled::Entity::delete_many().filter(labelled::Column::LabelId.eq(id)).exec(&tx).await?;
            labels::Entity::delete_by_id(id).exec(&tx).await?;
        }
        note(self.by(), &tx, "association_label_removed", type_id, &row.label).await?;
        Ok(tx.commit().await?)
    }
}
