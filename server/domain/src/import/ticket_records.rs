//! A ticket's row as records: compared with what is there, and written.

use std::collections::HashMap;

use csv::StringRecord;
use model::Timestamp;
use model::tickets::Priority;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationDef,
};
use serde_json::Value as Json;

use super::ImportKind;
use super::bulk::{WholeMessage, WholeTicket, insert_tickets};
use super::directory::{Directory, Named, join, members, primary_companies};
use super::draft::{Action, Draft, Found, Numbered, Planned, value_keys};
use super::kept::{self, Value};
use super::key::{self, Key};
use super::marks::{self, Marks};
use super::notes::Noted;
use super::plan::writes;
use super::reading::{Reading, Words};
use super::report::Reason;
use super::ticket_updates::update;
use super::tickets::TicketDraft;
use crate::crm::ObjectType;
use crate::failure::{Failure, Outcome};
use crate::tables::{contacts, tickets};

/// A ticket that is there: its number, key and subject, and its requester's number and address.
type Known = (i64, Option<String>, String, Option<i64>, Option<String>);

impl TicketDraft {
    fn dates(&self) -> impl Iterator<Item = Timestamp> {
        [self.created, self.first_response, self.last_activity, self.closed].into_iter().flatten()
    }

    /// When it was made: the file's date, else the earliest that the file knows, else now.
    pub fn created_at(&self, now: Timestamp) -> Timestamp {
        self.created.or_else(|| self.dates().min()).unwrap_or(now)
    }

    pub fn last_activity_at(&self, now: Timestamp) -> Timestamp {
        self.dates().max().unwrap_or(now)
    }

    /// Only of a ticket that is closed, and always of one that is.
    pub fn closed_at(&self, now: Timestamp) -> Option<Timestamp> {
        (self.turn == "CLOSED").then(|| self.closed.unwrap_or_else(|| self.last_activity_at(now)))
    }

    /// The contacts it is associated with, the requester first.
    pub fn contacts(&self, directory: &Directory) -> Vec<i64> {
        let people = self.people.iter().filter_map(|person| directory.contact(&person.email));
        let by_id = self.contact_ids.iter().filter_map(|id| directory.contact_of_id(id));
        distinct(people.chain(by_id))
    }

    /// The requester's id of another system, where that is how the row names them.
    fn requester_id(&self) -> Option<&str> {
        self.contact_ids.first().map(String::as_str).filter(|_| self.people.is_empty())
    }

    /// The companies it is associated with, the primary one first.
    pub fn companies(&self, directory: &Directory) -> Vec<i64> {
        let by_id = self.company_ids.iter().filter_map(|id| directory.company_of_id(id));
        distinct(by_id.chain(self.companies.iter().filter_map(|company| directory.company(company))))
    }

    /// The answer that closed it: what a customer was told, at the time of closing.
    pub fn answer(&self, words: &Words) -> WholeMessage {
        let now = words.now;
        let at = self.closed.unwrap_or_else(|| self.last_activity_at(now)).max(self.created_at(now));
        WholeMessage {
            kind: "MESSAGE",
            direction: Some("OUTGOING"),
            user: self.owner,
            author_name: words.inbox_name.clone().filter(|_| self.owner.is_none()),
            text: self.resolution.clone(),
            key: Some(format!("import:{}:resolution", self.key)),
            at,
            ..Default::default()
        }
    }

    fn whole(&self, words: &Words, directory: &Directory, primary: &HashMap<i64, i64>) -> WholeTicket {
        let contacts = self.contacts(directory);
        let requester = contacts.first().copied();
        let mut companies = self.companies(directory);
        if companies.is_empty() && !self.of_no_company {
            companies.extend(requester.and_then(|requester| primary.get(&requester)));
        }
        let messages = if self.resolution.is_empty() { Vec::new() } else { vec![self.answer(words)] };
        WholeTicket {
            subject: self.subject.clone(),
            content: self.content.clone(),
            pipeline: self.pipeline,
            stage: self.stage,
            turn: self.turn.clone(),
            priority: self.priority.map(Priority::word),
            category: self.category.clone(),
            source: self.source,
            owner: self.owner,
            requester,
            inbox: words.inbox,
            properties: Json::Object(self.properties.clone()).to_string(),
            // Where another thing says which ticket it is, two may bear one number.
            external_key: matches!(words.key, Key::Usual | Key::Foreign).then(|| self.key.clone()),
            created: self.created_at(words.now),
            last_activity: self.last_activity_at(words.now),
            closed: self.closed_at(words.now),
            contacts,
            companies,
            messages,
            // It was, where the ticket comes from.
            read: true,
        }
    }
}

fn distinct(ids: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut distinct = Vec::new();
    for id in ids {
        if !distinct.contains(&id) {
            distinct.push(id);
        }
    }
    distinct
}

impl Draft for TicketDraft {
    const KIND: ImportKind = ImportKind::Tickets;

    fn of(reading: &Reading, cells: &StringRecord, notes: &mut Vec<Noted>) -> Result<Self, Reason> {
        Self::read(reading, cells, notes)
    }

    fn keys(&self) -> Vec<String> {
        [self.key.clone()].into_iter().chain(value_keys(&self.values)).collect()
    }

    fn marks(&self) -> &Marks {
        &self.marks
    }

    fn external_id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    fn values(&self) -> &[Value] {
        &self.values
    }

    fn named(&self) -> Named<'_> {
        Named {
            people: self.people.iter().collect(),
            companies: self.companies.iter().collect(),
            contact_ids: self.contact_ids.iter().map(String::as_str).collect(),
            company_ids: self.company_ids.iter().map(String::as_str).collect(),
        }
    }

    /// Two systems may both have a ticket 1. If neither the subject nor the requester is the same, it is another ticket, and
    /// must not be written over.
    fn identity(&self) -> Option<[&str; 2]> {
        self.id.as_ref()?;
        Some([&self.subject, self.people.first().map_or("", |person| person.email.as_str())])
    }

    async fn find<C: ConnectionTrait>(connection: &C, words: &Words, drafts: &[Numbered<Self>]) -> Outcome<Vec<Option<Found>>> {
        // The usual way is by id already.
        let chosen = if words.key == Key::Foreign { None } else { key::found(connection, &words.key, drafts).await? };
        let own = marks::own_numbers(connection, drafts.iter().filter_map(|row| row.draft.external_id())).await?;
        let those = match &chosen {
            Some(chosen) => Condition::all().add(tickets::Column::Id.is_in(chosen.iter().filter_map(|id| *id))),
            None => Condition::any()
                .add(tickets::Column::ExternalKey.is_in(drafts.iter().map(|row| row.draft.key.as_str())))
                .add(tickets::Column::Id.is_in(own.values().copied())),
        };
        let rows: Vec<Known> = tickets::Entity::find()
            .select_only()
            .columns([tickets::Column::Id, tickets::Column::ExternalKey, tickets::Column::Subject, tickets::Column::CreatedById])
            .column(contacts::Column::Email)
            .join(JoinType::LeftJoin, requester())
            .filter(those)
            .into_tuple()
            .all(connection)
            .await?;
        let marks = marks::load(connection, Self::KIND, rows.iter().map(|row| row.0).collect()).await?;
        let (mut by_key, mut known) = (HashMap::new(), HashMap::new());
        let mut requesters = HashMap::new();
        for (id, key, subject, requester, email) in rows {
            let stored = marks.get(&id);
            // Whoever chose how to recognise tickets is not asked whether it is the same one.
            let identity = (words.key == Key::Usual).then(|| [subject, email.unwrap_or_default()]);
            by_key.insert(key.unwrap_or_default(), id);
            requesters.extend(requester.map(|requester| (id, requester)));
            known.insert(id, Found { id, marks: stored.cloned().unwrap_or_default(), marked: stored.is_some(), identity });
        }
        let usual = |draft: &Self| by_key.get(&draft.key).copied().or_else(|| own.get(draft.external_id()?).copied());
        let chosen = chosen.unwrap_or_else(|| drafts.iter().map(|row| usual(&row.draft)).collect());
        let named = Named { contact_ids: drafts.iter().filter_map(|row| row.draft.requester_id()).collect(), ..Named::default() };
        let directory = Directory::load(connection, &named).await?;
        let found = |(id, row): (Option<i64>, &Numbered<Self>)| {
            let mut found = known.get(&id?).cloned()?;
            let requester = row.draft.requester_id().and_then(|id| directory.contact_of_id(id));
            let is_requesters = requester.is_some() && requester == requesters.get(&found.id).copied();
            // An id that an export of ours has written means one ticket, and a requester may be named by an id.
            if is_requesters || row.draft.external_id().is_some_and(|id| own.contains_key(id)) {
                found.identity = None;
            }
            Some(found)
        };
        Ok(chosen.into_iter().zip(drafts).map(found).collect())
    }

    async fn write(
        tx: &DatabaseTransaction,
        words: &Words,
        planned: &[Planned<Self>],
        directory: &Directory,
    ) -> Outcome<Vec<i64>> {
        join_requesters(tx, words, planned, directory).await?;
        let requesters = writes(planned).filter_map(|row| row.draft.contacts(directory).first().copied()).collect();
        let primary = primary_companies(tx, requesters).await?;
        let new = planned.iter().filter(|row| matches!(row.action, Action::Create));
        let whole = new.clone().map(|row| row.draft.whole(words, directory, &primary)).collect();
        let created = insert_tickets(tx, whole, words.at).await?;
        kept::create(tx, ObjectType::Tickets, &created, new.map(|row| &row.draft.values), words.at).await?;
        let mut created = created.into_iter();
        let mut ids = Vec::new();
        for row in writes(planned) {
            if let Action::Update { id, news, .. } = &row.action {
                update(tx, words, &row.draft, *id, news, directory).await?;
                kept::update(tx, (ObjectType::Tickets, *id), &row.draft.values, news, words.at).await?;
                ids.push(*id);
            } else {
                ids.push(created.next().ok_or_else(|| Failure::internal("a created ticket has no id"))?);
            }
        }
        Ok(ids)
    }
}

/// From a ticket to who filed it.
fn requester() -> RelationDef {
    tickets::Entity::belongs_to(contacts::Entity).from(tickets::Column::CreatedById).to(contacts::Column::Id).into()
}

/// A requester who belongs to no company yet joins the row's company, as their primary one. Who has one keeps it: a row
/// about one ticket must not change which tickets somebody sees.
async fn join_requesters(
    tx: &DatabaseTransaction,
    words: &Words,
    planned: &[Planned<TicketDraft>],
    directory: &Directory,
) -> Outcome<()> {
    let mut pairs = HashMap::new();
    for row in writes(planned) {
        // A ticket whose people are named by their records says nothing of where they belong.
        if row.draft.people.is_empty() {
            continue;
        }
        let (contacts, companies) = (row.draft.contacts(directory), row.draft.companies(directory));
        if let (Some(requester), Some(company)) = (contacts.first(), companies.first()) {
            pairs.entry(*requester).or_insert(*company);
        }
    }
    let taken = members(tx, pairs.keys().copied().collect()).await?;
    join(tx, pairs.into_iter().filter(|(contact, _)| !taken.contains(contact)).collect(), &[], words.at).await
}
