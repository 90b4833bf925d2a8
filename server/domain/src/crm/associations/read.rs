//! What a record is associated with.

use sea_orm::ConnectionTrait;

use super::{LinkedPair, PairKinds};
use crate::crm::load::rows;
use crate::crm::merge::resolve;
use crate::crm::object_types::ObjectType;
use crate::crm::read::parse_id;
use crate::crm::refused::{Done, Refused};
use crate::crm::{association_labels, links};
use crate::desks::TokenDesk;
use crate::failure::Outcome;

/// Records in one batch.
const BATCH_MAX: usize = 1_000;

/// Associations of one record, in the order of the other records' ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkPage {
    pub links: Vec<LinkedPair>,
    /// The id after which the next page begins.
    pub next: Option<i64>,
}

/// What a batch read found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkRead {
    pub pages: Vec<(i64, LinkPage)>,
    /// Records, as they were named, that are associated with nothing of the kind, or are not there.
    pub without: Vec<String>,
}

/// The live record of an id as clients write them.
pub async fn live(connection: &impl ConnectionTrait, object_type: ObjectType, id: &str) -> Outcome<Option<i64>> {
    let Some(number) = parse_id(id) else {
        return Ok(None);
    };
    // The number of a merged record is the primary one's.
    let number = resolve(connection, object_type, number).await?;
    let found = rows(connection, object_type, &[number]).await?;
    Ok(found.first().filter(|row| row.archived_at.is_none()).map(|row| row.id))
}

async fn page(
    connection: &impl ConnectionTrait,
    kinds: PairKinds,
    from: i64,
    after: Option<i64>,
    limit: u64,
) -> Outcome<LinkPage> {
    let size = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut found = links::of(connection, (kinds.from, from), kinds.to, after, limit + 1).await?;
    let more = found.len() > size;
    found.truncate(size);
    let next = found.last().filter(|_| more).map(|link| link.to_id);
    let mut borne = association_labels::borne(connection, kinds, from).await?;
    let pair = |link: links::Link| {
        let labels = borne.remove(&link.to_id).unwrap_or_default();
        LinkedPair { from, to: link.to_id, primary: link.is_primary, labels }
    };
    Ok(LinkPage { links: found.into_iter().map(pair).collect(), next })
}

impl TokenDesk {
    /// What a live record is associated with, of a kind: at most `limit` after an id.
    pub async fn links_of(&self, kinds: PairKinds, from: &str, after: Option<i64>, limit: u64) -> Done<LinkPage> {
        let reader = self.portico.store.reader();
        let not_found = || Refused::NotFound { object_type: kinds.from, id: from.to_owned() };
        let from = live(reader, kinds.from, from).await?.ok_or_else(not_found)?;
        Ok(page(reader, kinds, from, after, limit).await?)
    }

    /// The same for up to 1,000 records, with where to go on for each.
    pub async fn links_of_all(&self, kinds: PairKinds, from: &[(String, Option<i64>)], limit: u64) -> Done<LinkRead> {
        super::super::batch::check_batch(from.len(), BATCH_MAX)?;
        let reader = self.portico.store.reader();
        let mut read = LinkRead { pages: Vec::new(), without: Vec::new() };
        for (id, after) in from {
            let page = match live(reader, kinds.from, id).await? {
                Some(from) => Some((from, page(reader, kinds, from, *after, limit).await?)),
                None => None,
            };
            match page {
                // By the number that was asked for: who merged records since asks by both.
                Some((from, page)) if !page.links.is_empty() => read.pages.push((parse_id(id).unwrap_or(from), page)),
                _ => read.without.push(id.clone()),
            }
        }
        Ok(read)
    }
}
