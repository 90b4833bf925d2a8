//! Associations as rows of a file say them, and as undoing an import takes them away. Whoever calls tells of them.

use model::Timestamp;
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::{PairKinds, family, same_type};
use crate::audit::Actor;
use crate::companies::parent;
use crate::crm::association_labels::{self, NamedLabel};
use crate::crm::links;
use crate::crm::object_types::ObjectType;
use crate::crm::refused::Done;
use crate::failure::Outcome;
use crate::tables::companies;
use crate::webhooks::capture::Linked;

/// Two records that are there, and what the one calls the other.
#[derive(Clone, Debug)]
pub struct Named {
    pub kinds: PairKinds,
    pub from: i64,
    pub to: i64,
    /// `None`: they are associated, and that is all.
    pub label: Option<NamedLabel>,
}

/// What is so of two records already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State {
    pub associated: bool,
    pub labelled: bool,
    /// The label would put a company above itself.
    pub circle: bool,
}

/// What became different.
#[derive(Debug)]
pub enum Imported {
    Linked(Linked),
    Labelled {
        type_id: i64,
    },
    /// A company is below another one.
    Parent {
        before: Box<companies::Model>,
        after: Box<companies::Model>,
    },
}

pub use association_labels::between as labels;

pub async fn state(connection: &impl ConnectionTrait, named: &Named) -> Outcome<State> {
    let (kinds, from, to) = (named.kinds, named.from, named.to);
    let behind = links::of(connection, (kinds.from, from), kinds.to, Some(to - 1), 1).await?;
    let associated = behind.first().is_some_and(|link| link.to_id == to);
    let Some(label) = &named.label else { return Ok(State { associated, ..State::default() }) };
    let borne = association_labels::borne(connection, kinds, from).await?;
    let labelled = borne.get(&to).is_some_and(|labels| labels.iter().any(|one| one.type_id == label.type_id));
    let circle = match family::of_label((from, to), label.type_id) {
        Some((child, above)) if !labelled => parent::is_circle(connection, child, above).await?,
        _ => false,
    };
    Ok(State { associated, labelled, circle })
}

/// Associates two records of one kind, and gives any two that are associated their label.
pub async fn make(tx: &DatabaseTransaction, now: Timestamp, named: &Named) -> Done<Vec<Imported>> {
    let (kinds, ends) = (named.kinds, (named.from, named.to));
    let mut done = Vec::new();
    if kinds.from == kinds.to && same_type::insert(tx, kinds.from, ends).await? {
        done.push(Imported::Linked(same_type::linked(kinds.from, ends, false)));
    }
    let Some(label) = &named.label else { return Ok(done) };
    match family::of_label(ends, label.type_id) {
        Some((child, above)) => {
            let placed = parent::place(tx, now, child, Some(above)).await?;
            done.extend(placed.map(|(before, after)| Imported::Parent { before: Box::new(before), after: Box::new(after) }));
        }
        None => {
            association_labels::put(tx, (Actor::Operator, now), kinds, ends, label.type_id).await?;
            done.push(Imported::Labelled { type_id: label.type_id });
        }
    }
    Ok(done)
}

/// Two records of one kind are not associated any more.
pub async fn unlink(tx: &DatabaseTransaction, by: (Actor, Timestamp), object_type: ObjectType, ends: (i64, i64)) -> Outcome<()> {
    same_type::remove(tx, by, object_type, ends).await.map(drop)
}

/// An association does not bear the label any more.
pub async fn unlabel(
    tx: &DatabaseTransaction,
    by: (Actor, Timestamp),
    kinds: PairKinds,
    ends: (i64, i64),
    type_id: i64,
) -> Outcome<()> {
    association_labels::take(tx, by, kinds, ends, Some(&[type_id])).await
}
