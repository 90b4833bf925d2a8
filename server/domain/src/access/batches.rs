//! Adding a list of people at once, and taking it back.

use std::collections::{HashMap, HashSet};

use model::access::{BATCH_MAX, BatchReport, BatchShown, LineProblem, MemberProblem, UNDO_FOR, WrongLine};
use model::people::Role;
use model::{AccessGroupId, BatchId, ContactId, Fault, PortalId, Problem, Refusal};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, Set, Unchanged};
use serde_json::json;

use super::lines::{self, Line, Named};
use super::members::{self, Standing};
use super::{groups, rules};
use crate::audit::{Actor, Entry};
use crate::desks::UserDesk;
use crate::failure::{Failure, Outcome};
use crate::live::Change;
use crate::people::{self, Invitee, Purpose};
use crate::portals;
use crate::tables::{access_batches, access_group_members, contacts, outbox, portal_access_groups};

/// Wrong lines that a report keeps.
const WRONG_SHOWN: usize = 100;
/// Addresses that are looked up in one query.
const PIECE: usize = 500;

pub(super) fn shown(row: access_batches::Model) -> BatchShown {
    let at = model::Timestamp(row.created_at);
    BatchShown {
        id: BatchId(row.id),
        at,
        undone: row.undone_at.is_some(),
        undo_until: at.plus(UNDO_FOR),
        report: serde_json::from_str(&row.report).unwrap_or_default(),
    }
}

/// One transaction: all whom the list names, or nobody. Invitations of more than one wait as long as it can be taken
/// back.
pub(super) async fn add(desk: &UserDesk, group: AccessGroupId, portal: Option<PortalId>, list: &str) -> Outcome<BatchId> {
    desk.require(Role::Admin)?;
    let (named, mut report) = sorted(lines::read(list));
    if named.is_empty() && report.wrong_lines == 0 {
        return Err(Fault::invalid("list", Problem::Missing).into());
    }
    if named.len() > BATCH_MAX {
        return Err(Fault::invalid("list", Problem::TooLong { max: BATCH_MAX }).into());
    }
    let now = desk.portico.now();
    let tx = desk.portico.store.begin().await?;
    if rules::rule_of(&groups::found(&tx, group).await?).is_some() {
        // Who belongs to a group by rule is not a matter of adding.
        return Err(Fault::invalid("list", Problem::Unknown).into());
    }
    let row = access_batches::ActiveModel {
        group_id: Set(group.0),
        portal_id: Set(portal.map(|portal| portal.0)),
        user_id: Set(desk.viewer.user.0),
        report: Set(String::new()),
        created_at: Set(now.0),
        ..Default::default()
    };
    let batch = row.insert(&tx).await?.id;
    let addition = Addition { desk, tx: &tx, group, portal, batch, wait: named.len() > 1 };
    addition.all(named, &mut report).await?;
    let report_text = serde_json::to_string(&report).map_err(|error| Failure::internal(error.to_string()))?;
    let row = access_batches::ActiveModel { id: Unchanged(batch), report: Set(report_text), ..Default::default() };
    row.update(&tx).await?;
    Entry::new(&desk.viewer, "access_group_added", format!("access_group:{group}"))
        .with(json!({ "batch": batch, "added": report.added, "created": report.created }))
        .write(&tx, now)
        .await?;
    tx.commit().await?;
    desk.portico.tell(&[Change::Access]).await;
    Ok(BatchId(batch))
}

/// Each address once, in the order of the list.
fn sorted(lines: Vec<Line>) -> (Vec<Named>, BatchReport) {
    let (mut report, mut seen, mut named) = (BatchReport::default(), HashSet::new(), Vec::new());
    for line in lines {
        match line {
            Ok(one) if seen.insert(one.email.clone()) => named.push(one),
            Ok(_) => report.already += 1,
            Err(wrong) => note(&mut report, wrong.line, wrong.text, wrong.problem),
        }
    }
    (named, report)
}

fn note(report: &mut BatchReport, number: u64, text: String, problem: LineProblem) {
    report.wrong_lines += 1;
    if report.wrong.len() < WRONG_SHOWN {
        report.wrong.push(WrongLine { number, text, problem });
    }
}

struct Addition<'a> {
    desk: &'a UserDesk,
    tx: &'a DatabaseTransaction,
    group: AccessGroupId,
    portal: Option<PortalId>,
    batch: i64,
    /// The letters wait until the list cannot be taken back any more.
    wait: bool,
}

impl Addition<'_> {
    async fn all(&self, named: Vec<Named>, report: &mut BatchReport) -> Outcome<()> {
        let place = self.place().await?;
        for piece in named.chunks(PIECE) {
            let addresses = contacts::Column::Email.is_in(piece.iter().map(|one| one.email.as_str()));
            let known = contacts::Entity::find().filter(addresses).all(self.tx).await?;
            let mut known: HashMap<String, contacts::Model> =
                known.into_iter().filter_map(|contact| Some((contact.email.clone()?, contact))).collect();
            for one in piece {
                let contact = match known.remove(one.email.as_str()) {
                    Some(contact) if contact.disabled_at.is_some() || contact.archived_at.is_some() => {
                        note(report, one.line, one.email.to_string(), LineProblem::Disabled);
                        continue;
                    }
                    Some(contact) => contact,
                    None => {
                        report.created += 1;
                        crate::contacts::insert(self.tx, self.desk.portico.now(), Actor::from(&self.desk.viewer), &one.fields())
                            .await?
                    }
                };
                let added = self.one(&place, &contact).await?;
                if added { report.added += 1 } else { report.already += 1 }
            }
        }
        Ok(())
    }

    /// Where they are invited to: a portal that admits the group and is public.
    async fn place(&self) -> Outcome<Option<portals::Public>> {
        let Some(portal) = self.portal else { return Ok(None) };
        let admits = portal_access_groups::Entity::find_by_id((portal.0, self.group.0)).one(self.tx).await?;
        if admits.is_none() {
            return Err(Fault::invalid("portal", Problem::Unknown).into());
        }
        Ok(Some(portals::public(self.tx, portal).await?))
    }

    async fn one(&self, place: &Option<portals::Public>, contact: &contacts::Model) -> Outcome<bool> {
        let now = self.desk.portico.now();
        let standing = match place {
            Some((_, domain)) => Standing::invited(domain.kind == "SYSTEM"),
            None => Standing { problem: Some(MemberProblem::NoPortal), ..Standing::PENDING },
        };
        let added = members::add(self.tx, now, self.group.0, ContactId(contact.id), standing, Some(self.batch)).await?;
        if let (true, Some((portal, domain))) = (added, place) {
            let invitee = Invitee { portal, domain, contact, not_before: self.wait.then(|| now.plus(UNDO_FOR)) };
            people::write_invitation(self.tx, now, Actor::from(&self.desk.viewer), invitee).await?;
        }
        Ok(added)
    }
}

/// Contacts that were made stay, without access.
pub(super) async fn undo(desk: &UserDesk, batch: BatchId) -> Outcome<u64> {
    desk.require(Role::Admin)?;
    let now = desk.portico.now();
    let tx = desk.portico.store.begin().await?;
    let row = access_batches::Entity::find_by_id(batch.0).lock_exclusive().one(&tx).await?.ok_or(Fault::NotFound)?;
    if row.undone_at.is_some() || now.0 - row.created_at >= UNDO_FOR {
        return Err(Fault::Refused(Refusal::Stale).into());
    }
    let brought = access_group_members::Entity::find()
        .filter(access_group_members::Column::BatchId.eq(batch.0))
        .filter(access_group_members::Column::Status.ne(model::access::MemberStatus::Accepted.word()))
        .all(&tx)
        .await?;
    for member in &brought {
        if let Some(portal) = row.portal_id {
            people::revoke_at(&tx, now, Purpose::Invitation, ContactId(member.contact_id), PortalId(portal)).await?;
            let letters = outbox::Entity::delete_many()
                .filter(outbox::Column::ContactId.eq(member.contact_id))
                .filter(outbox::Column::PortalId.eq(portal))
                .filter(outbox::Column::Letter.eq(model::mail::LetterKind::Invitation.word()))
                .filter(outbox::Column::CreatedAt.gte(row.created_at))
                .filter(outbox::Column::SentAt.is_null());
            letters.exec(&tx).await?;
        }
        access_group_members::Entity::delete_by_id((member.group_id, member.contact_id)).exec(&tx).await?;
    }
    access_batches::Entity::update_many()
        .filter(access_batches::Column::Id.eq(batch.0))
        .col_expr(access_batches::Column::UndoneAt, Expr::value(now.0))
        .exec(&tx)
        .await?;
    Entry::new(&desk.viewer, "access_group_undone", format!("access_group:{}", row.group_id))
        .with(json!({ "batch": batch, "removed": brought.len() }))
        .write(&tx, now)
        .await?;
    tx.commit().await?;
    desk.portico.tell(&[Change::Access]).await;
    Ok(brought.len() as u64)
}
