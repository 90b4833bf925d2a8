//! Parent and child companies, as the labels that HubSpot has for them. They are no rows: a company says which its parent
//! is.

use std::collections::HashMap;

use model::related::Relation;
use model::{CompanyId, Timestamp};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};

use super::PairKinds;
use crate::audit::Actor;
use crate::companies::parent::{self, Adopted};
use crate::crm::association_labels::NamedLabel;
use crate::crm::object_types::ObjectType;
use crate::crm::refused::{Done, Refused};
use crate::failure::Outcome;
use crate::tables::companies;

/// From a parent to a child.
const CHILD: i64 = 13;
/// From a child to its parent.
const PARENT: i64 = 14;
/// What a company calls its parent.
pub const PARENT_LABEL: &str = "Parent Company";

fn child_label() -> NamedLabel {
    NamedLabel { type_id: CHILD, name: "parent_to_child_company".to_owned(), label: "Child Company".to_owned(), built_in: true }
}

fn parent_label() -> NamedLabel {
    NamedLabel { type_id: PARENT, name: "child_to_parent_company".to_owned(), label: PARENT_LABEL.to_owned(), built_in: true }
}

/// Only companies have parents.
pub fn labels(kinds: PairKinds) -> Vec<NamedLabel> {
    match (kinds.from, kinds.to) {
        (ObjectType::Companies, ObjectType::Companies) => vec![child_label(), parent_label()],
        _ => Vec::new(),
    }
}

/// Whether the number is one of these, from this kind.
pub fn is_label(from: ObjectType, type_id: i64) -> bool {
    from == ObjectType::Companies && [CHILD, PARENT].contains(&type_id)
}

/// The parent and the children of a company.
pub async fn borne(connection: &impl ConnectionTrait, company: i64) -> Outcome<HashMap<i64, Vec<NamedLabel>>> {
    let mut borne: HashMap<i64, Vec<NamedLabel>> = HashMap::new();
    let children = companies::Entity::find().select_only().column(companies::Column::Id);
    let children: Vec<i64> = children.filter(companies::Column::ParentId.eq(company)).into_tuple().all(connection).await?;
    for one in children {
        borne.entry(one).or_default().push(child_label());
    }
    if let Some(above) = parent::parent_of(connection, CompanyId(company)).await? {
        borne.entry(above.0).or_default().push(parent_label());
    }
    Ok(borne)
}

/// What another company is to one that calls it so.
pub fn relation(labels: &[NamedLabel]) -> Relation {
    match labels.first().map(|label| label.type_id) {
        Some(PARENT) => Relation::Parent,
        Some(CHILD) => Relation::Child,
        _ => Relation::Plain,
    }
}

/// Who is the child, and who the parent, where the number is that of one of these labels: no other labels bear it.
pub fn of_label(companies: (i64, i64), type_id: i64) -> Option<(CompanyId, CompanyId)> {
    [CHILD, PARENT].contains(&type_id).then(|| ends(companies, type_id))
}

/// Who is the child, and who the parent.
fn ends((from, to): (i64, i64), type_id: i64) -> (CompanyId, CompanyId) {
    let (child, parent) = if type_id == PARENT { (from, to) } else { (to, from) };
    (CompanyId(child), CompanyId(parent))
}

/// Makes one of two associated companies the parent of the other.
pub async fn put(tx: &DatabaseTransaction, by: (Actor, Timestamp), companies: (i64, i64), type_id: i64) -> Done<NamedLabel> {
    let (child, above) = ends(companies, type_id);
    match parent::set(tx, by, child, above).await? {
        Adopted::Done => Ok(if type_id == PARENT { parent_label() } else { child_label() }),
        Adopted::Circle => Err(Refused::ParentOfItself { id: above.0 }.into()),
    }
}

/// Neither is the parent of the other any more, or only not the one that the numbers say.
pub async fn take(
    tx: &DatabaseTransaction,
    by: (Actor, Timestamp),
    companies: (i64, i64),
    type_ids: Option<&[i64]>,
) -> Outcome<()> {
    for type_id in [CHILD, PARENT] {
        if type_ids.is_none_or(|ids| ids.contains(&type_id)) {
            let (child, above) = ends(companies, type_id);
            parent::unset(tx, by, child, above).await?;
        }
    }
    Ok(())
}
