//! The records that new ones are to be associated with.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use crate::crm::association_labels;
use crate::crm::associations::Target;
use crate::crm::draft::NewLink;
use crate::crm::links::{table_of, target_of};
use crate::crm::merge::resolve_all;
use crate::crm::object_types::ObjectType;
use crate::crm::read::parse_id;
use crate::crm::refused::Refused;
use crate::desks::TokenDesk;
use crate::failure::Outcome;

/// Reads what is to be associated with records of a kind. What is known of labels is kept for the next record.
pub struct Targets<'a> {
    from: ObjectType,
    desk: &'a TokenDesk,
    labels: HashMap<i64, Option<ObjectType>>,
}

impl<'a> Targets<'a> {
    pub fn from(from: ObjectType, desk: &'a TokenDesk) -> Self {
        Self { from, desk, labels: HashMap::new() }
    }

    /// An empty list of types is the plain one between the kinds, of which nothing is said then, so it is refused.
    pub async fn named(&mut self, tx: &DatabaseTransaction, links: &[NewLink]) -> Outcome<Result<Vec<Target>, Refused>> {
        let mut targets: Vec<Target> = Vec::new();
        for wanted in links {
            for type_id in &wanted.types {
                let (object_type, primary, label) = match target_of(self.from, *type_id) {
                    Some((to, primary)) => (to, primary, None),
                    None => match self.labelled(tx, *type_id).await? {
                        Some(to) => (to, false, Some(*type_id)),
                        None => return Ok(Err(Refused::NoSuchLinkType { type_id: *type_id })),
                    },
                };
                if let Err(refused) = self.desk.may_name(object_type, true) {
                    return Ok(Err(refused));
                }
                let Some(id) = parse_id(&wanted.to) else {
                    return Ok(Err(Refused::NoSuchTarget { object_type, id: wanted.to.clone() }));
                };
                put(&mut targets, Target { object_type, id, primary, labels: label.into_iter().collect() });
            }
        }
        Ok(Ok(targets))
    }

    async fn labelled(&mut self, tx: &DatabaseTransaction, type_id: i64) -> Outcome<Option<ObjectType>> {
        if let Some(known) = self.labels.get(&type_id) {
            return Ok(*known);
        }
        let found = association_labels::target_of(tx, self.from, type_id).await?;
        self.labels.insert(type_id, found);
        Ok(found)
    }
}

/// Each record once, with all that is said of it.
fn put(targets: &mut Vec<Target>, target: Target) {
    match targets.iter_mut().find(|known| (known.object_type, known.id) == (target.object_type, target.id)) {
        Some(known) => {
            known.primary |= target.primary;
            known.labels.extend(target.labels);
        }
        None => targets.push(target),
    }
}

/// Those of the named records that are there and not archived.
pub struct Live(BTreeSet<(ObjectType, i64)>);

impl Live {
    pub async fn among<'a>(connection: &impl ConnectionTrait, targets: impl Iterator<Item = &'a Target>) -> Outcome<Self> {
        let mut named: BTreeMap<ObjectType, BTreeSet<i64>> = BTreeMap::new();
        for target in targets {
            named.entry(target.object_type).or_default().insert(target.id);
        }
        let mut live = BTreeSet::new();
        for (object_type, ids) in named {
            let table = Alias::new(table_of(object_type));
            let column = |name: &str| Expr::col((table.clone(), Alias::new(name)));
            let mut select = Query::select();
            select.expr_as(column("id"), "id").from(table.clone());
            select.and_where(column("id").is_in(ids)).and_where(column("archived_at").is_null());
            for row in connection.query_all(&select).await? {
                live.insert((object_type, row.try_get("", "id")?));
            }
        }
        Ok(Self(live))
    }

    /// The same, where a merged record's number finds what it was merged into. Only numbers of no live record are looked for.
    pub async fn among_merged(connection: &impl ConnectionTrait, all: Vec<&mut Vec<Target>>) -> Outcome<Self> {
        let mut live = Self::among(connection, all.iter().flat_map(|targets| targets.iter())).await?;
        let mut gone: BTreeMap<ObjectType, BTreeSet<i64>> = BTreeMap::new();
        for target in all.iter().flat_map(|targets| targets.iter()).filter(|target| live.require(target).is_err()) {
            gone.entry(target.object_type).or_default().insert(target.id);
        }
        let mut merged = HashMap::new();
        for (object_type, ids) in gone {
            let found = resolve_all(connection, object_type, ids).await?;
            merged.extend(found.into_iter().map(|(id, primary)| ((object_type, id), primary)));
        }
        if merged.is_empty() {
            return Ok(live);
        }
        for targets in all {
            for mut target in std::mem::take(targets) {
                target.id = merged.get(&(target.object_type, target.id)).copied().unwrap_or(target.id);
                put(targets, target);
            }
            live.0.extend(Self::among(connection, targets.iter()).await?.0);
        }
        Ok(live)
    }

    pub fn require(&self, target: &Target) -> Result<(), Refused> {
        let Target { object_type, id, .. } = *target;
        let there = self.0.contains(&(object_type, id));
        if there { Ok(()) } else { Err(Refused::NoSuchTarget { object_type, id: id.to_string() }) }
    }
}
