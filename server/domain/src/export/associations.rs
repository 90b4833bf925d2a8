//! `associations.csv`: which records belong together beside what the other files say: related records of one kind, parent
//! companies, and labels. An association that can be seen from both ends is written from one.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Exporter, ROWS, Table};
use crate::crm::{ObjectType, PARENT_LABEL};
use crate::failure::Outcome;
use crate::tables::{association_labels, companies, labelled_associations, same_type_associations};

/// The kinds whose records can be associated with one another, in the order in which they are written.
const KINDS: [ObjectType; 3] = [ObjectType::Companies, ObjectType::Contacts, ObjectType::Tickets];

pub struct Associations {
    /// Those whose words are written, of the two that each association has from its two ends.
    labels: Vec<association_labels::Model>,
}

/// The association that was written last, and in which part of the file: related records of each kind, parents, then each
/// label.
#[derive(Clone, Copy, Default)]
pub struct Cursor {
    part: usize,
    one: i64,
    other: i64,
}

/// Two records and what the first calls the second.
struct Part<'a> {
    from: ObjectType,
    to: ObjectType,
    label: &'a str,
    pairs: Vec<(i64, i64)>,
}

impl Associations {
    pub async fn load(connection: &impl ConnectionTrait) -> Outcome<Self> {
        let all = association_labels::Entity::find().order_by_asc(association_labels::Column::Id).all(connection).await?;
        let first = |label: &association_labels::Model| label.inverse_id.is_none_or(|inverse| label.id <= inverse);
        Ok(Self { labels: all.into_iter().filter(first).collect() })
    }

    fn parts(&self) -> usize {
        KINDS.len() + 1 + self.labels.len()
    }

    async fn part(&self, exporter: &Exporter, at: Cursor) -> Outcome<Part<'_>> {
        if let Some(kind) = KINDS.get(at.part) {
            return Ok(Part { from: *kind, to: *kind, label: "", pairs: related(exporter, *kind, at).await? });
        }
        let label = at.part.checked_sub(KINDS.len() + 1).and_then(|place| self.labels.get(place));
        let Some(label) = label else {
            let (from, to) = (ObjectType::Companies, ObjectType::Companies);
            return Ok(Part { from, to, label: PARENT_LABEL, pairs: parents(exporter, at).await? });
        };
        let kind = |word: &str| ObjectType::parse(word).unwrap_or(ObjectType::Notes);
        let pairs = labelled(exporter, label, at).await?;
        Ok(Part { from: kind(&label.from_type), to: kind(&label.to_type), label: &label.label, pairs })
    }
}

impl Table for Associations {
    const NAME: &'static str = "associations";
    type Cursor = Cursor;

    fn headers(&self) -> Vec<String> {
        ["From object", "From ID", "To object", "To ID", "Association label"].map(str::to_owned).to_vec()
    }

    async fn page(&self, exporter: &Exporter, after: Cursor) -> Outcome<Vec<(Cursor, Vec<String>)>> {
        let mut at = after;
        while at.part < self.parts() {
            let part = self.part(exporter, at).await?;
            let last = part.pairs.last().copied();
            let rows = rows(exporter, at.part, part).await?;
            // All of a page may be of archived records.
            if !rows.is_empty() {
                return Ok(rows);
            }
            at = match last {
                Some((one, other)) => Cursor { one, other, ..at },
                None => Cursor { part: at.part + 1, ..Cursor::default() },
            };
        }
        Ok(Vec::new())
    }
}

async fn rows(exporter: &Exporter, number: usize, part: Part<'_>) -> Outcome<Vec<(Cursor, Vec<String>)>> {
    let from: HashMap<i64, String> = exporter.records(part.from, part.pairs.iter().map(|pair| pair.0)).await?;
    let to = exporter.records(part.to, part.pairs.iter().map(|pair| pair.1)).await?;
    let row = |(one, other): (i64, i64)| {
        let ends = (from.get(&one)?.clone(), to.get(&other)?.clone());
        let cells = vec![part.from.singular().into(), ends.0, part.to.singular().into(), ends.1, part.label.into()];
        Some((Cursor { part: number, one, other }, cells))
    };
    Ok(part.pairs.into_iter().filter_map(row).collect())
}

/// Behind the one that was written last.
fn behind(from: impl ColumnTrait, to: impl ColumnTrait, at: Cursor) -> Condition {
    Condition::any().add(from.gt(at.one)).add(from.eq(at.one).and(to.gt(at.other)))
}

async fn related(exporter: &Exporter, kind: ObjectType, at: Cursor) -> Outcome<Vec<(i64, i64)>> {
    use same_type_associations::Column as C;
    let rows = same_type_associations::Entity::find()
        .select_only()
        .columns([C::FromId, C::ToId])
        .filter(C::ObjectType.eq(kind.word()))
        .filter(C::FromId.into_expr().lt(C::ToId.into_expr()))
        .filter(behind(C::FromId, C::ToId, at))
        .order_by_asc(C::FromId)
        .order_by_asc(C::ToId)
        .limit(ROWS);
    Ok(rows.into_tuple().all(&exporter.tx).await?)
}

async fn parents(exporter: &Exporter, at: Cursor) -> Outcome<Vec<(i64, i64)>> {
    let rows = companies::Entity::find()
        .select_only()
        .columns([companies::Column::Id, companies::Column::ParentId])
        .filter(companies::Column::ParentId.is_not_null())
        .filter(companies::Column::Id.gt(at.one))
        .order_by_asc(companies::Column::Id)
        .limit(ROWS);
    Ok(rows.into_tuple().all(&exporter.tx).await?)
}

/// By the other end first, because there is an index in that order.
async fn labelled(exporter: &Exporter, label: &association_labels::Model, at: Cursor) -> Outcome<Vec<(i64, i64)>> {
    use labelled_associations::Column as C;
    let mut rows = labelled_associations::Entity::find()
        .select_only()
        .columns([C::FromId, C::ToId])
        .filter(C::LabelId.eq(label.id))
        .filter(behind(C::ToId, C::FromId, Cursor { one: at.other, other: at.one, ..at }));
    // One that is the same from both ends.
    if label.inverse_id == Some(label.id) {
        rows = rows.filter(C::FromId.into_expr().lt(C::ToId.into_expr()));
    }
    Ok(rows.order_by_asc(C::ToId).order_by_asc(C::FromId).limit(ROWS).into_tuple().all(&exporter.tx).await?)
}
