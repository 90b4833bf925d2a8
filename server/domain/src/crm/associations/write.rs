//! Associating records, through the verbs that do it at a desk.

use model::{CompanyId, ContactId, Fault, TicketId};
use sea_orm::{DatabaseTransaction, TransactionTrait};
use serde::{Deserialize, Serialize};

use super::read::live;
use super::{LinkedPair, PairKinds, same_type};
use crate::audit::Actor;
use crate::contacts::companies;
use crate::crm::association_labels;
use crate::crm::batch::check_batch;
use crate::crm::links::target_of;
use crate::crm::object_types::ObjectType;
use crate::crm::refused::{CrmError, Done, Refused};
use crate::crm::work::Work;
use crate::desks::TokenDesk;
use crate::failure::{Failure, Outcome};
use crate::helpdesk::associations::{TicketLink, link as link_ticket};
use crate::live::Change;
use crate::notes::{self, Place};
use crate::tickets::access;

/// Pairs in one batch.
pub(super) const BATCH_MAX: usize = 2_000;

/// What a record is to be associated with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub object_type: ObjectType,
    pub id: i64,
    /// As the primary one, in place of any other.
    pub primary: bool,
    /// Numbers of labels beside these.
    pub labels: Vec<i64>,
}

/// Two records that are to be associated. Without types: plainly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkWanted {
    pub from: String,
    pub to: String,
    pub types: Vec<i64>,
}

/// A pair that could not be associated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LinkProblem {
    pub from: String,
    pub to: String,
    pub problem: Refused,
}

/// What a batch of associations did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LinkAnswer {
    pub pairs: Vec<LinkedPair>,
    pub problems: Vec<LinkProblem>,
}

/// Associates a live record with another in the transaction; both must be there.
pub async fn link(
    desk: &TokenDesk,
    tx: &DatabaseTransaction,
    (from, from_id): (ObjectType, i64),
    target: &Target,
) -> Done<Vec<Change>> {
    let no_such = || Refused::NoSuchTarget { object_type: target.object_type, id: target.id.to_string() };
    let id = live(tx, target.object_type, &target.id.to_string()).await?.ok_or_else(no_such)?;
    let target = &Target { id, ..target.clone() };
    let ends = Ends::of((from, from_id), (target.object_type, target.id));
    let outcome = match ends.ok_or(Refused::NotAssociable { from, to: target.object_type })? {
        Ends::ContactCompany(contact, company) => {
            let actor = Actor::from(desk.author());
            let added = companies::add(tx, desk.portico.now(), actor, contact, company, target.primary).await;
            added.map(|()| vec![Change::Access])
        }
        Ends::TicketContact(ticket, contact) => relink(desk, tx, ticket, TicketLink::AddContact(contact)).await,
        Ends::TicketCompany(ticket, company) => {
            relink(desk, tx, ticket, TicketLink::AddCompany { company, primary: target.primary }).await
        }
        Ends::Note(note, place) => {
            let note = notes::present(tx, note).await?;
            notes::add(&desk.portico, tx, (&desk.viewer(), desk.author()), &note, place).await
        }
        Ends::SameType(_, one, other) if one == other => return Err(Refused::LinkedWithItself { id: one }.into()),
        Ends::SameType(kind, one, other) => {
            same_type::add(tx, desk.by(), kind, (one, other)).await.map(|new| told_of(kind, new, [one, other]))
        }
    };
    let told = outcome.map_err(|failure| gone(failure, from, from_id))?;
    put_labels(desk, tx, (from, from_id), target).await?;
    Ok(told)
}

/// What an association of a new ticket with a contact or company, which it was filed with, lacks: its labels. A note and
/// another ticket are associated here as a whole.
pub async fn link_further(
    desk: &TokenDesk,
    tx: &DatabaseTransaction,
    from: (ObjectType, i64),
    target: &Target,
) -> Done<Vec<Change>> {
    if matches!(target.object_type, ObjectType::Notes | ObjectType::Tickets) {
        return link(desk, tx, from, target).await;
    }
    put_labels(desk, tx, from, target).await?;
    Ok(Vec::new())
}

/// Pages of two tickets may show that they are associated; customers' do not.
pub(super) fn told_of(kind: ObjectType, different: bool, records: [i64; 2]) -> Vec<Change> {
    match kind {
        ObjectType::Tickets if different => records.into_iter().map(|id| Change::Internal(TicketId(id))).collect(),
        _ => Vec::new(),
    }
}

async fn put_labels(desk: &TokenDesk, tx: &DatabaseTransaction, (from, from_id): (ObjectType, i64), target: &Target) -> Done<()> {
    for type_id in &target.labels {
        let kinds = PairKinds { from, to: target.object_type };
        association_labels::put(tx, desk.by(), kinds, (from_id, target.id), *type_id).await?;
    }
    Ok(())
}

pub(super) async fn relink(
    desk: &TokenDesk,
    tx: &DatabaseTransaction,
    ticket: TicketId,
    wanted: TicketLink,
) -> Outcome<Vec<Change>> {
    let ticket = access::find_to_change(tx, &desk.viewer(), ticket).await?;
    link_ticket(&desk.portico, tx, desk.author(), &ticket, wanted).await
}

/// What a verb did not find, where the other end was there: this one.
fn gone(failure: Failure, object_type: ObjectType, id: i64) -> CrmError {
    match failure {
        Failure::Fault(Fault::NotFound | Fault::Invalid(_)) => Refused::NotFound { object_type, id: id.to_string() }.into(),
        other => other.into(),
    }
}

/// The two records of an association, whichever was named first.
pub(super) enum Ends {
    ContactCompany(ContactId, CompanyId),
    TicketContact(TicketId, ContactId),
    TicketCompany(TicketId, CompanyId),
    Note(i64, Place),
    SameType(ObjectType, i64, i64),
}

impl Ends {
    pub fn of(one: (ObjectType, i64), other: (ObjectType, i64)) -> Option<Self> {
        use ObjectType::{Companies, Contacts, Notes, Tickets};
        let (first, second) = if one.0 <= other.0 { (one, other) } else { (other, one) };
        match (first.0, second.0) {
            (Contacts, Companies) => Some(Self::ContactCompany(ContactId(first.1), CompanyId(second.1))),
            (Contacts, Tickets) => Some(Self::TicketContact(TicketId(second.1), ContactId(first.1))),
            (Companies, Tickets) => Some(Self::TicketCompany(TicketId(second.1), CompanyId(first.1))),
            (Contacts, Notes) => Some(Self::Note(second.1, Place::Contact(ContactId(first.1)))),
            (Companies, Notes) => Some(Self::Note(second.1, Place::Company(CompanyId(first.1)))),
            (Tickets, Notes) => Some(Self::Note(second.1, Place::Ticket(TicketId(first.1)))),
            (Contacts, Contacts) | (Companies, Companies) | (Tickets, Tickets) => Some(Self::SameType(first.0, one.1, other.1)),
            _ => None,
        }
    }
}

/// One pair of a batch.
async fn one(
    desk: &TokenDesk,
    tx: &DatabaseTransaction,
    kinds: PairKinds,
    wanted: &LinkWanted,
) -> Done<(LinkedPair, Vec<Change>)> {
    let (mut primary, mut labels) = (false, Vec::new());
    for type_id in &wanted.types {
        match target_of(kinds.from, *type_id).filter(|(to, _)| *to == kinds.to) {
            Some((_, is_primary)) => primary |= is_primary,
            None if association_labels::target_of(tx, kinds.from, *type_id).await? == Some(kinds.to) => labels.push(*type_id),
            None => return Err(Refused::NoSuchLinkType { type_id: *type_id }.into()),
        }
    }
    let from = live(tx, kinds.from, &wanted.from).await?;
    let from = from.ok_or_else(|| Refused::NotFound { object_type: kinds.from, id: wanted.from.clone() })?;
    let to = live(tx, kinds.to, &wanted.to).await?;
    let to = to.ok_or_else(|| Refused::NoSuchTarget { object_type: kinds.to, id: wanted.to.clone() })?;
    let target = Target { object_type: kinds.to, id: to, primary, labels };
    let told = link(desk, tx, (kinds.from, from), &target).await?;
    let labels = association_labels::borne(tx, kinds, from).await?.remove(&to).unwrap_or_default();
    Ok((LinkedPair { from, to, primary, labels }, told))
}

impl TokenDesk {
    /// Associates two records; all that is wrong refuses it.
    pub async fn link_records(&self, kinds: PairKinds, wanted: &LinkWanted) -> Done<LinkedPair> {
        let mut work = match Work::begin(self).await? {
            Ok(work) => work,
            Err(before) => return Ok(before),
        };
        let (pair, told) = one(self, &work.tx, kinds, wanted).await?;
        work.tell(told);
        work.finish(pair).await
    }

    /// Associates up to 2,000 pairs; those that cannot be are named, and the others are.
    pub async fn link_all(&self, kinds: PairKinds, wanted: &[LinkWanted]) -> Done<LinkAnswer> {
        check_batch(wanted.len(), BATCH_MAX)?;
        let mut work = match Work::begin(self).await? {
            Ok(work) => work,
            Err(before) => return Ok(before),
        };
        let mut answer = LinkAnswer { pairs: Vec::new(), problems: Vec::new() };
        for wanted in wanted {
            let inner = work.tx.begin().await?;
            match one(self, &inner, kinds, wanted).await {
                Ok((pair, told)) => {
                    inner.commit().await?;
                    work.tell(told);
                    answer.pairs.push(pair);
                }
                Err(CrmError::Refused(problem)) => {
                    inner.rollback().await?;
                    answer.problems.push(LinkProblem { from: wanted.from.clone(), to: wanted.to.clone(), problem });
                }
                Err(error) => return Err(error),
            }
        }
        work.finish(answer).await
    }
}
