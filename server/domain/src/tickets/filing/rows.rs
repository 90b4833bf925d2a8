//! The rows that tickets are filed as.

use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::{Filing, PIPELINE, TABLE, Whose};
use crate::failure::{Failure, Outcome};
use crate::import::bulk::Rows;
use crate::keys::fold_key;
use crate::portico::Portico;
use crate::search::{NewDocument, scope_of, ticket_text};
use crate::tables::{stages, ticket_companies, ticket_contacts, tickets};
use crate::tickets::access;
use crate::tickets::stages::Stages;

const COLUMNS: &str = "id, subject, subject_key, content, pipeline_id, stage_id, turn, is_open, closed_at, priority, category, \
    source, created_by_id, inbox_id, portal_id, follows_id, owner_id, properties, submission_key, version, created_at, \
    updated_at, last_activity_at";

/// A ticket as it is about to be, and whose it is.
pub struct Filed {
    pub ticket: tickets::Model,
    pub contacts: Vec<i64>,
    /// With whether it is the primary one.
    pub companies: Vec<(i64, bool)>,
}

impl Filed {
    pub fn document(&self) -> NewDocument {
        let companies: Vec<i64> = self.companies.iter().map(|(company, _)| *company).collect();
        NewDocument {
            ticket_id: self.ticket.id,
            message_id: None,
            text: ticket_text(&self.ticket.subject, &self.ticket.content),
            scope: scope_of(&self.contacts, &companies),
        }
    }
}

/// What the filings come to.
pub async fn of(portico: &Portico, tx: &DatabaseTransaction, ids: &[i64], filings: &[Filing<'_>]) -> Outcome<Vec<Filed>> {
    // Whoever says where each begins has read the stages already.
    let stages = match filings.iter().all(|filing| filing.stage.is_some()) {
        true => None,
        false => Some(Stages::load(tx).await?),
    };
    let mut filed = Vec::with_capacity(filings.len());
    for (filing, id) in filings.iter().zip(ids) {
        let pipeline = filing.whose.follows().map_or(PIPELINE, |closed| closed.pipeline_id);
        let first = stages.as_ref().and_then(|stages| stages.of(pipeline).find(|stage| stage.turn != "CLOSED"));
        let stage = filing.stage.or(first).ok_or_else(|| Failure::internal("a pipeline without an open stage"))?;
        let (contacts, companies) = people(tx, filing.whose).await?;
        filed.push(Filed { ticket: row(filing, stage, *id, portico.now().0), contacts, companies });
    }
    Ok(filed)
}

fn row(filing: &Filing<'_>, stage: &stages::Model, id: i64, now: i64) -> tickets::Model {
    let (open, follows) = (stage.turn != "CLOSED", filing.whose.follows());
    tickets::Model {
        id,
        subject: filing.subject.to_owned(),
        subject_key: fold_key(filing.subject),
        content: filing.content.to_owned(),
        pipeline_id: stage.pipeline_id,
        stage_id: stage.id,
        turn: stage.turn.clone(),
        is_open: open,
        closed_at: filing.closed.map(|at| at.0).or((!open).then_some(now)),
        priority: filing.priority.map(|priority| priority.word().to_owned()),
        category: filing.category.map(str::to_owned),
        source: filing.source.to_owned(),
        created_by_id: filing.whose.requester(),
        inbox_id: filing.inbox,
        portal_id: filing.portal,
        follows_id: follows.map(|closed| closed.id),
        owner_id: filing.owner.or_else(|| follows.and_then(|closed| closed.owner_id)),
        last_message_id: None,
        properties: "{}".to_owned(),
        external_key: None,
        submission_key: filing.key.map(str::to_owned),
        version: 1,
        created_at: filing.created.map_or(now, |at| at.0),
        updated_at: now,
        last_activity_at: now,
        archived_at: None,
    }
}

type People = (Vec<i64>, Vec<(i64, bool)>);

async fn people(tx: &DatabaseTransaction, whose: Whose<'_>) -> Outcome<People> {
    match whose {
        Whose::Nobodys => Ok((Vec::new(), Vec::new())),
        Whose::Requesters(contact) => {
            let company = access::primary_company(tx, model::ContactId(contact)).await?;
            Ok((vec![contact], company.into_iter().map(|company| (company.id, true)).collect()))
        }
        Whose::Followed { closed, .. } => people_of(tx, closed.id).await,
        Whose::Exactly { contacts, companies } => Ok((contacts.to_vec(), companies.to_vec())),
    }
}

async fn people_of(tx: &DatabaseTransaction, ticket: i64) -> Outcome<People> {
    let contacts = ticket_contacts::Entity::find().filter(ticket_contacts::Column::TicketId.eq(ticket)).all(tx).await?;
    let companies = ticket_companies::Entity::find().filter(ticket_companies::Column::TicketId.eq(ticket)).all(tx).await?;
    Ok((
        contacts.into_iter().map(|row| row.contact_id).collect(),
        companies.into_iter().map(|row| (row.company_id, row.is_primary)).collect(),
    ))
}

/// Answers `false`, and nothing is inserted of any use, where the key of one was used before.
pub async fn insert(tx: &DatabaseTransaction, filed: &[Filed]) -> Outcome<bool> {
    let mut rows = Rows::of(TABLE, COLUMNS).ending("ON CONFLICT (submission_key) DO NOTHING");
    let (mut contacts, mut companies) =
        (Rows::of("ticket_contacts", "ticket_id, contact_id"), Rows::of("ticket_companies", "ticket_id, company_id, is_primary"));
    for Filed { ticket, contacts: own, companies: firms } in filed {
        push(&mut rows, ticket);
        own.iter().for_each(|contact| contacts.push([ticket.id.into(), (*contact).into()]));
        firms.iter().for_each(|(company, primary)| companies.push([ticket.id.into(), (*company).into(), (*primary).into()]));
    }
    match usize::try_from(rows.insert_and_count(tx).await?) {
        Ok(inserted) if inserted == filed.len() => {}
        // Pages, which have keys, file one at a time.
        _ if filed.len() == 1 => return Ok(false),
        _ => return Err(Failure::internal("one of several tickets was filed before")),
    }
    contacts.insert(tx).await?;
    companies.insert(tx).await?;
    Ok(true)
}

fn push(rows: &mut Rows, ticket: &tickets::Model) {
    rows.push([
        ticket.id.into(),
        ticket.subject.as_str().into(),
        ticket.subject_key.as_str().into(),
        ticket.content.as_str().into(),
        ticket.pipeline_id.into(),
        ticket.stage_id.into(),
        ticket.turn.as_str().into(),
        ticket.is_open.into(),
        ticket.closed_at.into(),
        ticket.priority.clone().into(),
        ticket.category.clone().into(),
        ticket.source.as_str().into(),
        ticket.created_by_id.into(),
        ticket.inbox_id.into(),
        ticket.portal_id.into(),
        ticket.follows_id.into(),
        ticket.owner_id.into(),
        ticket.properties.as_str().into(),
        ticket.submission_key.clone().into(),
        ticket.version.into(),
        ticket.created_at.into(),
        ticket.updated_at.into(),
        ticket.last_activity_at.into(),
    ]);
}
