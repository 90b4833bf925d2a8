//! A believable world to look at and to measure with: companies, contacts and two years of tickets.
//!
//! The same seed makes the same names, subjects and conversations, whatever the numbers of things; dates count back from
//! now. Nothing in it is anybody's: all addresses are under `example.com`, `.org` and `.net`, all telephone numbers are of the
//! range that is kept free for stories. Run again, it adds another world beside the first.

mod conversation;
mod firms;
mod goods;
mod lines;
mod names;
mod people;
mod random;
mod services;
mod topics;

use std::fmt;
use std::sync::Arc;

use model::{Fault, Timestamp, passwords};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde_json::json;
use tokio::sync::mpsc;

use crate::audit;
use crate::failure::{Failure, Outcome};
use crate::import::At;
use crate::import::Progress;
use crate::import::bulk::{Rows, WholeTicket, insert_tickets, reserve};
use crate::keys::fold_key;
use crate::portico::Portico;
use crate::secrets::hash_password;
use crate::tables::{access_groups, audit_events, inboxes, users};
use conversation::{Agent, Requester, Setting};
use people::{Person, Staffing};

const ACTION: &str = "demo";

#[derive(Clone, Debug, Default)]
pub struct DemoOptions {
    pub companies: u64,
    pub contacts: u64,
    pub tickets: u64,
    /// In each ticket, after its description. Internal comments and changes of status come on top.
    pub messages: u64,
    pub seed: u64,
    /// Of every contact. `None`: they have none and nobody can sign in as them.
    pub password: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoReport {
    /// Which world it is, counted from 1.
    pub world: u64,
    pub companies: u64,
    pub contacts: u64,
    pub tickets: u64,
    pub messages: u64,
    /// The addresses of the first contacts, who have most tickets.
    pub examples: Vec<String>,
}

impl fmt::Display for DemoReport {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { world, companies, contacts, tickets, messages, .. } = self;
        writeln!(
            out,
            "World {world}: {companies} companies, {contacts} contacts, {tickets} tickets with {messages} messages each."
        )?;
        if !self.examples.is_empty() {
            writeln!(out, "Some of its contacts: {}.", self.examples.join(", "))?;
        }
        Ok(())
    }
}

/// Rows in one transaction.
const BATCH: u64 = 1000;

/// Makes the world. The contacts are accepted members of the first access group, so they can sign in at a portal that
/// admits invited contacts only. Owners of tickets are the users that there are; without any, nobody owns one.
pub async fn demo(portico: &Portico, options: DemoOptions, progress: &(dyn Fn(Progress) + Send + Sync)) -> Outcome<DemoReport> {
    if let Some(password) = &options.password {
        passwords::check_password(password).map_err(|problem| Fault::invalid("password", problem))?;
    }
    let world = begin(portico, &options).await?;
    let total = options.companies + options.contacts + options.tickets;
    let told = |done| progress(Progress { done, total });
    told(0);
    let companies = write_companies(portico, &options, world, &told).await?;
    let contacts = write_contacts(portico, &options, world, &companies, &told).await?;
    let examples = contacts.examples;
    write_tickets(portico, &options, contacts.requesters, &told).await?;
    let DemoOptions { companies, contacts, tickets, messages, .. } = options;
    Ok(DemoReport { world, companies, contacts, tickets, messages, examples })
}

/// Notes the world in the trail, and by that which one it is.
async fn begin(portico: &Portico, options: &DemoOptions) -> Outcome<u64> {
    let tx = portico.store().begin().await?;
    let before = audit_events::Entity::find().filter(audit_events::Column::Action.eq(ACTION));
    let world = before.filter(audit_events::Column::Object.starts_with("world:")).count(&tx).await? + 1;
    let details = json!({
        "companies": options.companies, "contacts": options.contacts, "tickets": options.tickets,
        "messages": options.messages, "seed": options.seed,
    });
    let entry = audit::Entry::new(audit::Actor::Operator, ACTION, format!("world:{world}")).with(details);
    entry.write(&tx, portico.now()).await?;
    tx.commit().await?;
    Ok(world)
}

/// Numbers in pieces of a batch.
fn batches(count: u64) -> impl Iterator<Item = std::ops::Range<u64>> {
    (0..count.div_ceil(BATCH)).map(move |batch| batch * BATCH..((batch + 1) * BATCH).min(count))
}

/// Two years and more ago, before the first ticket.
fn founded(now: Timestamp, number: u64) -> i64 {
    now.0 - 800 * Timestamp::DAY + i64::try_from(number % 86_400).unwrap_or(0) * 1000
}

/// Answers the ids, by number.
async fn write_companies(portico: &Portico, options: &DemoOptions, world: u64, told: &impl Fn(u64)) -> Outcome<Vec<i64>> {
    let now = portico.now();
    let mut all = Vec::new();
    for batch in batches(options.companies) {
        let tx = portico.store().begin().await?;
        let ids = reserve(&tx, "companies", count(&batch)).await?;
        let mut rows = Rows::of("companies", "id, name, name_key, domain, phone, created_at, updated_at");
        for (number, id) in batch.clone().zip(&ids) {
            let company = people::company(options.seed, world, number);
            let key = fold_key(&company.name);
            let at = founded(now, number);
            rows.push([
                (*id).into(),
                company.name.into(),
                key.into(),
                company.domain.into(),
                company.phone.into(),
                at.into(),
                at.into(),
            ]);
        }
        rows.insert(&tx).await?;
        tx.commit().await?;
        all.extend(ids);
        told(batch.end);
    }
    Ok(all)
}

fn count(batch: &std::ops::Range<u64>) -> usize {
    usize::try_from(batch.end - batch.start).unwrap_or(0)
}

struct Contacts {
    requesters: Vec<Requester>,
    examples: Vec<String>,
}

async fn write_contacts(
    portico: &Portico,
    options: &DemoOptions,
    world: u64,
    companies: &[i64],
    told: &impl Fn(u64),
) -> Outcome<Contacts> {
    // One hash for all: they share the password anyway, and 100,000 hashes would take hours by design.
    let password_hash = match &options.password {
        Some(password) => Some(hash_password(password).await?),
        None => None,
    };
    let group = access_groups::Entity::find().order_by_asc(access_groups::Column::Id).one(portico.store().reader()).await?;
    let group = group.map(|group| group.id);
    let mut staffing = Staffing::of(options.seed, world, options.companies);
    let mut contacts = Contacts { requesters: Vec::new(), examples: Vec::new() };
    for batch in batches(options.contacts) {
        let tx = portico.store().begin().await?;
        let ids = reserve(&tx, "contacts", count(&batch)).await?;
        let mut rows = ContactRows::default();
        for (number, id) in batch.clone().zip(ids) {
            let person = staffing.person(number);
            let employers: Vec<i64> =
                person.companies.iter().filter_map(|number| companies.get(usize::try_from(*number).ok()?).copied()).collect();
            if contacts.examples.len() < 3 {
                contacts.examples.push(person.email.clone());
            }
            contacts.requesters.push(Requester { id, first_name: person.first_name, companies: employers.clone() });
            rows.push(id, person, employers, founded(portico.now(), number), (&password_hash, group));
        }
        rows.insert(&tx).await?;
        tx.commit().await?;
        told(options.companies + batch.end);
    }
    Ok(contacts)
}

/// The rows of contacts, a list for each table.
struct ContactRows {
    contacts: Rows,
    employers: Rows,
    members: Rows,
}

impl Default for ContactRows {
    fn default() -> Self {
        const CONTACT: &str =
            "id, email, first_name, last_name, name_key, last_name_key, phone, password_hash, created_at, updated_at";
        Self {
            contacts: Rows::of("contacts", CONTACT),
            employers: Rows::of("contact_companies", "contact_id, company_id, is_primary"),
            members: Rows::of("access_group_members", "group_id, contact_id, status, created_at"),
        }
    }
}

impl ContactRows {
    fn push(&mut self, id: i64, person: Person, employers: Vec<i64>, at: i64, (hash, group): (&Option<String>, Option<i64>)) {
        for (place, company) in employers.into_iter().enumerate() {
            self.employers.push([id.into(), company.into(), (place == 0).into()]);
        }
        if let Some(group) = group {
            self.members.push([group.into(), id.into(), "ACCEPTED".into(), at.into()]);
        }
        self.contacts.push([
            id.into(),
            person.email.into(),
            person.first_name.into(),
            person.last_name.into(),
            fold_key(&format!("{} {}", person.first_name, person.last_name)).into(),
            fold_key(person.last_name).into(),
            person.phone.into(),
            hash.clone().into(),
            at.into(),
            at.into(),
        ]);
    }

    async fn insert(self, tx: &DatabaseTransaction) -> Outcome<()> {
        self.contacts.insert(tx).await?;
        self.employers.insert(tx).await?;
        self.members.insert(tx).await
    }
}

/// One thread makes up the tickets, while this writes those before.
async fn write_tickets(portico: &Portico, options: &DemoOptions, requesters: Vec<Requester>, told: &impl Fn(u64)) -> Outcome<()> {
    let setting = Arc::new(setting(portico, options, requesters).await?);
    let (sender, mut receiver) = mpsc::channel::<Vec<WholeTicket>>(2);
    let makers = setting.clone();
    let thread = tokio::task::spawn_blocking(move || {
        for batch in batches(makers.tickets) {
            let tickets = batch.map(|number| conversation::ticket(&makers, number)).collect();
            if sender.blocking_send(tickets).is_err() {
                break;
            }
        }
    });
    let mut done = options.companies + options.contacts;
    let mut outcome = Ok(());
    while let Some(tickets) = receiver.recv().await {
        done += tickets.len() as u64;
        outcome = write_batch(portico, tickets, setting.now).await;
        if outcome.is_err() {
            break;
        }
        told(done);
    }
    drop(receiver);
    thread.await.map_err(|error| Failure::internal(error.to_string()))?;
    outcome
}

async fn write_batch(portico: &Portico, tickets: Vec<WholeTicket>, now: Timestamp) -> Outcome<()> {
    let tx = portico.store().begin().await?;
    insert_tickets(&tx, tickets, At { now, import: None }).await?;
    tx.commit().await?;
    Ok(())
}

async fn setting(portico: &Portico, options: &DemoOptions, requesters: Vec<Requester>) -> Outcome<Setting> {
    let reader = portico.store().reader();
    let inbox = inboxes::Entity::find().filter(inboxes::Column::ArchivedAt.is_null()).order_by_asc(inboxes::Column::Id);
    let inbox = inbox.one(reader).await?;
    let users = users::Entity::find().filter(users::Column::DisabledAt.is_null()).order_by_asc(users::Column::Id);
    let agents = users.all(reader).await?.into_iter().map(|user| Agent { id: user.id, name: user.name }).collect();
    let (inbox, team) = inbox.map(|inbox| (inbox.id, inbox.name)).unzip();
    Ok(Setting {
        seed: options.seed,
        now: portico.now(),
        tickets: options.tickets,
        messages: options.messages,
        inbox,
        team: team.unwrap_or_else(|| "Support".to_owned()),
        agents,
        requesters,
    })
}
