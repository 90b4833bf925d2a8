//! What a file said about a record when it was last imported, property by property.
//!
//! Only what the file itself changed since then is written again. So a second run of the same file changes nothing,
//! also where people have gone on working with what the first one made.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::ImportKind;
use super::bulk::Rows;
use super::key;
use crate::failure::Outcome;
use crate::tables::{imported_records, installation};

/// A short hash for each property that a row says something about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(BTreeMap<String, String>);

/// FNV-1a, 64 bits: whether one value is still the same, not which it is. Written out here, because what is stored must
/// mean the same in every later version.
fn short_hash(text: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in text.as_bytes() {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:x}")
}

impl Marks {
    /// Notes what the row says; nothing, if the cell is empty.
    pub fn note(&mut self, property: &str, value: &str) {
        if !value.is_empty() {
            self.0.insert(property.to_owned(), short_hash(value));
        }
    }

    /// How many properties the row says something about.
    pub fn len(&self) -> u64 {
        self.0.len() as u64
    }

    pub fn parse(text: &str) -> Self {
        Self(serde_json::from_str(text).unwrap_or_default())
    }

    pub fn text(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }

    /// The properties about which this row says something new.
    pub fn news_since(&self, earlier: &Self) -> Vec<String> {
        self.0.iter().filter(|(property, hash)| earlier.0.get(*property) != Some(hash)).map(|(name, _)| name.clone()).collect()
    }

    /// What is known after this row: its own marks, and the earlier ones of properties that it does not mention.
    pub fn after(&self, earlier: &Self) -> Self {
        let mut both = earlier.0.clone();
        both.extend(self.0.clone());
        Self(both)
    }
}

/// The marks of records.
pub(super) async fn load(connection: &impl ConnectionTrait, kind: ImportKind, ids: Vec<i64>) -> Outcome<HashMap<i64, Marks>> {
    let rows = imported_records::Entity::find()
        .filter(imported_records::Column::Kind.eq(kind.word()))
        .filter(imported_records::Column::RecordId.is_in(ids))
        .all(connection)
        .await?;
    Ok(rows.into_iter().map(|row| (row.record_id, Marks::parse(&row.marks))).collect())
}

/// The records that were imported under these ids of another system.
pub(super) async fn by_external_id(
    connection: &impl ConnectionTrait,
    kind: ImportKind,
    ids: Vec<String>,
) -> Outcome<HashMap<String, i64>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut own = own_numbers(connection, ids.iter().map(String::as_str)).await?;
    if kind != ImportKind::Messages && !own.is_empty() {
        let present = key::present(connection, kind, own.values().copied().collect()).await?;
        own.retain(|_, number| present.contains(number));
    }
    let rows = imported_records::Entity::find()
        .filter(imported_records::Column::Kind.eq(kind.word()))
        .filter(imported_records::Column::ExternalId.is_in(ids))
        .all(connection)
        .await?;
    let imported = rows.into_iter().filter_map(|row| Some((row.external_id?, row.record_id)));
    Ok(own.into_iter().chain(imported).collect())
}

/// The ids under which records were imported, of those that were.
pub(super) async fn external_ids(
    connection: &impl ConnectionTrait,
    kind: ImportKind,
    ids: Vec<i64>,
) -> Outcome<HashMap<i64, String>> {
    let rows = imported_records::Entity::find()
        .filter(imported_records::Column::Kind.eq(kind.word()))
        .filter(imported_records::Column::RecordId.is_in(ids))
        .all(connection)
        .await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.record_id, row.external_id?))).collect())
}

/// What this installation writes before the numbers of its records in an export, so that no other system's number is
/// taken for one of its own: when it was made, in base 36.
pub(crate) async fn tag(connection: &impl ConnectionTrait) -> Outcome<String> {
    let row = installation::Entity::find().one(connection).await?;
    let mut number = row.map_or(0, |row| row.created_at.unsigned_abs());
    let mut digits = Vec::new();
    while digits.is_empty() || number > 0 {
        digits.push(char::from_digit((number % 36) as u32, 36).unwrap_or('0'));
        number /= 36;
    }
    Ok(digits.into_iter().rev().collect())
}

/// Whether an id is one that an export has written, of whichever installation.
pub(crate) fn is_exported_id(id: &str) -> bool {
    let parts = id.split_once('-');
    parts.is_some_and(|(tag, number)| {
        let is_tag = tag.len() >= 7 && tag.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase());
        is_tag && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Before an id that was said to be a number here. No cell of a file can begin so: control characters are taken out of ids.
pub(super) const OWN_NUMBER: &str = "\u{1}";

/// Those of the ids that are said to be numbers here, or that an export of this very installation has written, and the
/// numbers that they mean.
pub(super) async fn own_numbers<'a>(
    connection: &impl ConnectionTrait,
    ids: impl Iterator<Item = &'a str>,
) -> Outcome<HashMap<String, i64>> {
    let ids: Vec<&str> = ids.collect();
    let said = ids.iter().filter_map(|id| Some(((*id).to_owned(), id.strip_prefix(OWN_NUMBER)?.parse().ok()?)));
    let mut numbers: HashMap<String, i64> = said.collect();
    let tagged: Vec<(&str, &str, i64)> = ids
        .into_iter()
        .filter_map(|id| {
            let (tag, number) = id.split_once('-')?;
            Some((id, tag, number.parse::<i64>().ok()?))
        })
        .collect();
    if tagged.is_empty() {
        return Ok(numbers);
    }
    let own = tag(connection).await?;
    numbers.extend(tagged.into_iter().filter(|(_, tag, _)| *tag == own).map(|(id, _, number)| (id.to_owned(), number)));
    Ok(numbers)
}

/// Marks to be stored, with the record's id here and there.
pub(super) type NewMarks<'a> = (i64, Option<&'a str>, Marks);

pub(super) async fn store(tx: &DatabaseTransaction, kind: ImportKind, marks: Vec<NewMarks<'_>>) -> Outcome<()> {
    let mut rows = Rows::of("imported_records", "kind, record_id, external_id, marks").ending(
        "ON CONFLICT (kind, record_id) DO UPDATE SET marks = excluded.marks,
            external_id = COALESCE(excluded.external_id, imported_records.external_id)",
    );
    // A statement may write a record once only; the later row is the newer word.
    let newest: BTreeMap<i64, _> = marks.into_iter().map(|(id, external_id, marks)| (id, (external_id, marks))).collect();
    for (id, (external_id, marks)) in newest {
        rows.push([kind.word().into(), id.into(), external_id.map(str::to_owned).into(), marks.text().into()]);
    }
    rows.insert(tx).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_file_changed_is_news() {
        let marks = |pairs: &[(&'static str, &str)]| {
            let mut marks = Marks::default();
            pairs.iter().for_each(|(property, value)| marks.note(property, value));
            Marks::parse(&marks.text())
        };
        let first = marks(&[("subject", "a"), ("stage", "1"), ("owner", "")]);
        assert!(first.news_since(&first).is_empty());
        let second = marks(&[("subject", "b"), ("owner", "9")]);
        assert_eq!(second.news_since(&first), ["owner", "subject"]);
        assert!(first.news_since(&second.after(&first)) == ["subject"]);
    }
}
