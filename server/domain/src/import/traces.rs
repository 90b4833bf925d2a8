//! What an import touched, noted in the transaction that touches it, so that the whole of it can be undone.

use std::collections::{BTreeSet, HashMap, HashSet};

use model::Timestamp;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, Set};

use super::ImportKind;
use super::bulk::Rows;
use super::marks::external_ids;
use crate::crm::PairKinds;
use crate::failure::{Failure, Outcome};
use crate::history::ValueChange;
use crate::tables::{import_changes, import_labels, import_links};
use crate::webhooks::capture::Linked;

/// When rows are written, and of which import they are. Without one nothing is noted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At {
    pub now: Timestamp,
    pub import: Option<i64>,
}

/// What changed about a ticket that is no property: who filed it, what other systems say of it, when something last
/// happened.
pub(super) const REQUESTER: &str = "(requester)";
pub(super) const PROPERTIES: &str = "(properties)";
pub(super) const LAST_ACTIVITY: &str = "(last activity)";
/// Before the number of a message of a ticket, whose text became another.
pub(super) const MESSAGE: &str = "(message):";

/// Property, value before, value after.
type Stored = Vec<(String, Option<String>, Option<String>)>;

/// Changes as they are kept.
pub(super) fn parse(text: &str) -> Outcome<Vec<ValueChange>> {
    let stored: Stored = serde_json::from_str(text).map_err(|error| Failure::internal(error.to_string()))?;
    Ok(stored.into_iter().map(|(property, before, after)| ValueChange { property, before, after }).collect())
}

fn text_of(changes: &[ValueChange]) -> Outcome<String> {
    let stored: Stored =
        changes.iter().map(|change| (change.property.clone(), change.before.clone(), change.after.clone())).collect();
    serde_json::to_string(&stored).map_err(|error| Failure::internal(error.to_string()))
}

/// Records were made.
pub(super) async fn made(tx: &DatabaseTransaction, at: At, object_type: &str, ids: &[i64]) -> Outcome<()> {
    let Some(import) = at.import else { return Ok(()) };
    let mut rows = Rows::of("import_changes", "import_id, object_type, record_id, made, changes");
    for id in ids {
        rows.push([import.into(), object_type.into(), (*id).into(), true.into(), "[]".into()]);
    }
    rows.insert(tx).await
}

/// Values of a record became others. A record that the same import made goes as a whole; of one that it changes twice, the
/// value before is that before the first time.
pub(super) async fn changed(
    tx: &impl ConnectionTrait,
    at: At,
    (object_type, id): (&str, i64),
    changes: &[ValueChange],
) -> Outcome<()> {
    let Some(import) = at.import else { return Ok(()) };
    let known = import_changes::Entity::find_by_id((import, object_type.to_owned(), id)).one(tx).await?;
    let mut all = match &known {
        Some(known) if known.made => return Ok(()),
        Some(known) => parse(&known.changes)?,
        None => Vec::new(),
    };
    for change in changes {
        match all.iter_mut().find(|earlier| earlier.property == change.property) {
            Some(earlier) => earlier.after.clone_from(&change.after),
            None => all.push(change.clone()),
        }
    }
    let row = import_changes::ActiveModel {
        import_id: Set(import),
        object_type: Set(object_type.to_owned()),
        record_id: Set(id),
        made: Set(false),
        changes: Set(text_of(&all)?),
        ..Default::default()
    };
    let over = OnConflict::columns([
        import_changes::Column::ImportId,
        import_changes::Column::ObjectType,
        import_changes::Column::RecordId,
    ])
    .update_column(import_changes::Column::Changes)
    .to_owned();
    import_changes::Entity::insert(row).on_conflict(over).exec_without_returning(tx).await?;
    Ok(())
}

/// What files had said about records before this import changed them.
pub(super) async fn marks(tx: &DatabaseTransaction, at: At, object_type: &str, marks: Vec<(i64, String)>) -> Outcome<()> {
    let Some(import) = at.import else { return Ok(()) };
    const COLUMNS: &str = "import_id, object_type, record_id, made, changes, marks, external_id";
    let mut rows = Rows::of("import_changes", COLUMNS).ending(
        "ON CONFLICT (import_id, object_type, record_id) DO UPDATE SET
            external_id = CASE WHEN import_changes.marks IS NULL THEN excluded.external_id ELSE import_changes.external_id END,
            marks = COALESCE(import_changes.marks, excluded.marks)",
    );
    let called: HashMap<i64, String> = match ImportKind::parse(object_type) {
        Some(kind) => external_ids(tx, kind, marks.iter().map(|(id, _)| *id).collect()).await?,
        None => HashMap::new(),
    };
    let mut seen = HashSet::new();
    for (id, marks) in marks.into_iter().filter(|(id, _)| seen.insert(*id)) {
        let called = called.get(&id).cloned();
        rows.push([import.into(), object_type.into(), id.into(), false.into(), "[]".into(), marks.into(), called.into()]);
    }
    rows.insert(tx).await
}

/// Those of the records that the import has made or changed already.
pub(super) async fn touched(
    connection: &impl ConnectionTrait,
    at: At,
    object_type: &str,
    ids: impl Iterator<Item = i64>,
) -> Outcome<HashSet<i64>> {
    let ids: Vec<i64> = ids.collect();
    let (Some(import), false) = (at.import, ids.is_empty()) else { return Ok(HashSet::new()) };
    let known = import_changes::Entity::find()
        .select_only()
        .column(import_changes::Column::RecordId)
        .filter(import_changes::Column::ImportId.eq(import))
        .filter(import_changes::Column::ObjectType.eq(object_type))
        .filter(import_changes::Column::RecordId.is_in(ids));
    Ok(known.into_tuple().all(connection).await?.into_iter().collect())
}

/// Records were associated, or are no more. Associations that a record was made with go with it.
pub(super) async fn linked(tx: &DatabaseTransaction, at: At, links: &[Linked]) -> Outcome<()> {
    let Some(import) = at.import else { return Ok(()) };
    if links.is_empty() {
        return Ok(());
    }
    let mut new = HashSet::new();
    for kind in links.iter().map(|link| link.one.0).collect::<BTreeSet<_>>() {
        let made: Vec<i64> = import_changes::Entity::find()
            .select_only()
            .column(import_changes::Column::RecordId)
            .filter(import_changes::Column::ImportId.eq(import))
            .filter(import_changes::Column::ObjectType.eq(kind.word()))
            .filter(import_changes::Column::RecordId.is_in(links.iter().map(|link| link.one.1)))
            .filter(import_changes::Column::Made.eq(true))
            .into_tuple()
            .all(tx)
            .await?;
        new.extend(made.into_iter().map(|id| (kind, id)));
    }
    let rows = links.iter().filter(|link| !link.primary && !new.contains(&link.one)).map(|link| import_links::ActiveModel {
        import_id: Set(import),
        from_type: Set(link.one.0.word().to_owned()),
        from_id: Set(link.one.1),
        to_type: Set(link.other.0.word().to_owned()),
        to_id: Set(link.other.1),
        removed: Set(link.removed),
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return Ok(());
    }
    let once = OnConflict::new().do_nothing().to_owned();
    import_links::Entity::insert_many(rows).on_conflict(once).exec_without_returning(tx).await?;
    Ok(())
}

/// An association got a label.
pub(super) async fn labelled(
    tx: &DatabaseTransaction,
    at: At,
    kinds: PairKinds,
    (from, to): (i64, i64),
    type_id: i64,
) -> Outcome<()> {
    let Some(import) = at.import else { return Ok(()) };
    let row = import_labels::ActiveModel {
        import_id: Set(import),
        from_type: Set(kinds.from.word().to_owned()),
        from_id: Set(from),
        to_type: Set(kinds.to.word().to_owned()),
        to_id: Set(to),
        type_id: Set(type_id),
    };
    let once = OnConflict::new().do_nothing().to_owned();
    import_labels::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await?;
    Ok(())
}
