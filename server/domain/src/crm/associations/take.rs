//! Taking associations and their labels away.

use std::collections::HashMap;

use model::Fault;
use sea_orm::DatabaseTransaction;

use super::write::{BATCH_MAX, Ends, relink, told_of};
use super::{LinkWanted, PairKinds, same_type};
use crate::audit::Actor;
use crate::contacts::companies;
use crate::crm::association_labels;
use crate::crm::batch::check_batch;
use crate::crm::merge::resolve_all;
use crate::crm::object_types::ObjectType;
use crate::crm::read::parse_id;
use crate::crm::refused::{Done, Refused};
use crate::crm::work::Work;
use crate::desks::TokenDesk;
use crate::failure::{Failure, Outcome};
use crate::helpdesk::associations::{TicketLink, demote as demote_company};
use crate::live::Change;
use crate::notes;
use crate::tickets::access;

/// Takes an association away; one that is not there changes nothing.
async fn unlink(
    desk: &TokenDesk,
    tx: &DatabaseTransaction,
    (from, from_id): (ObjectType, i64),
    (to, to_id): (ObjectType, i64),
) -> Done<Vec<Change>> {
    let ends = Ends::of((from, from_id), (to, to_id)).ok_or(Refused::NotAssociable { from, to })?;
    let outcome = match ends {
        Ends::ContactCompany(contact, company) => {
            let actor = Actor::from(desk.author());
            let removed = companies::remove(tx, desk.portico.now(), actor, contact, company).await;
            removed.map(|was| if was { vec![Change::Access] } else { Vec::new() })
        }
        Ends::TicketContact(ticket, contact) => relink(desk, tx, ticket, TicketLink::RemoveContact(contact)).await,
        Ends::TicketCompany(ticket, company) => relink(desk, tx, ticket, TicketLink::RemoveCompany(company)).await,
        Ends::Note(note, place) => match notes::present(tx, note).await {
            Ok(note) => notes::remove(&desk.portico, tx, desk.author(), &note, place).await,
            Err(failure) => Err(failure),
        },
        Ends::SameType(kind, one, other) => {
            same_type::remove(tx, desk.by(), kind, (one, other)).await.map(|was| told_of(kind, was, [one, other]))
        }
    };
    match outcome {
        Err(Failure::Fault(Fault::NotFound)) => Ok(Vec::new()),
        other => {
            association_labels::take(tx, desk.by(), PairKinds { from, to }, (from_id, to_id), None).await?;
            Ok(other?)
        }
    }
}

/// The records of these numbers, where those of merged ones mean what they were merged into; `None`: not both are numbers.
async fn resolved<'a>(
    tx: &DatabaseTransaction,
    kinds: PairKinds,
    pairs: impl Iterator<Item = (&'a str, &'a str)>,
) -> Outcome<Vec<Option<(i64, i64)>>> {
    let ends: Vec<Option<(i64, i64)>> = pairs.map(|(from, to)| Some((parse_id(from)?, parse_id(to)?))).collect();
    let from = resolve_all(tx, kinds.from, ends.iter().flatten().map(|ends| ends.0)).await?;
    let to = resolve_all(tx, kinds.to, ends.iter().flatten().map(|ends| ends.1)).await?;
    let primary = |of: &HashMap<i64, i64>, id: i64| of.get(&id).copied().unwrap_or(id);
    Ok(ends.into_iter().map(|ends| ends.map(|ends| (primary(&from, ends.0), primary(&to, ends.1)))).collect())
}

/// Two associated records stay so, but not as the primary ones.
async fn demote(desk: &TokenDesk, tx: &DatabaseTransaction, kinds: PairKinds, ends: (i64, i64)) -> Outcome<Vec<Change>> {
    match Ends::of((kinds.from, ends.0), (kinds.to, ends.1)) {
        Some(Ends::ContactCompany(contact, company)) => {
            let changed = companies::demote(tx, desk.by(), contact, company).await?;
            Ok(if changed { vec![Change::Access] } else { Vec::new() })
        }
        Some(Ends::TicketCompany(ticket, company)) => match access::find_to_change(tx, &desk.viewer(), ticket).await {
            Err(Failure::Fault(Fault::NotFound)) => Ok(Vec::new()),
            found => demote_company(&desk.portico, tx, desk.author(), &found?, company).await,
        },
        _ => Ok(Vec::new()),
    }
}

impl TokenDesk {
    /// Takes labels away and leaves the associations. Without their primary one, associations stay as plain ones.
    pub async fn unlabel_all(&self, kinds: PairKinds, wanted: &[LinkWanted]) -> Done<()> {
        check_batch(wanted.len(), BATCH_MAX)?;
        let mut work = match Work::begin(self).await? {
            Ok(work) => work,
            Err(()) => return Ok(()),
        };
        let ends = wanted.iter().map(|one| (one.from.as_str(), one.to.as_str()));
        for (ends, wanted) in resolved(&work.tx, kinds, ends).await?.into_iter().zip(wanted) {
            let Some(ends) = ends else { continue };
            association_labels::take(&work.tx, self.by(), kinds, ends, Some(&wanted.types)).await?;
            let primary = kinds.labels().into_iter().filter(|label| label.primary).map(|label| label.type_id);
            for _ in primary.filter(|type_id| wanted.types.contains(type_id)) {
                let told = demote(self, &work.tx, kinds, ends).await?;
                work.tell(told);
            }
        }
        work.finish(()).await
    }

    /// Takes associations away, whatever labels they bear. Those that are not there, and records that are not, change
    /// nothing.
    pub async fn unlink_all(&self, kinds: PairKinds, pairs: &[(String, String)]) -> Done<()> {
        check_batch(pairs.len(), BATCH_MAX)?;
        let mut work = match Work::begin(self).await? {
            Ok(work) => work,
            Err(()) => return Ok(()),
        };
        let ends = pairs.iter().map(|(from, to)| (from.as_str(), to.as_str()));
        for (from, to) in resolved(&work.tx, kinds, ends).await?.into_iter().flatten() {
            let told = unlink(self, &work.tx, (kinds.from, from), (kinds.to, to)).await?;
            work.tell(told);
        }
        work.finish(()).await
    }
}
