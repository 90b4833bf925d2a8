//! What stories about tickets need beside the cast: small worlds made of rows, large ones made by the database, and a
//! look at the statements that a verb runs.

use std::sync::{Arc, Mutex};

use model::portals::TicketPermission;
use model::{CompanyId, ContactId, PortalId, SessionId, TicketId, UserId};
use sea_orm::{ActiveModelTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, Set, Statement};

use super::events::StoredEvent;
use super::post::{self, Author, Words};
use crate::desks::{ContactDesk, UserDesk};
use crate::failure::{Failure, Outcome};
use crate::keys::fold_key;
use crate::portico::Portico;
use crate::search::{self, NewDocument};
use crate::tables::{
    companies, contact_companies, contacts, domains, messages, outbox, portals, ticket_companies, ticket_contacts, tickets,
};
use crate::viewer::ContactViewer;

/// A small world, by places in its own lists.
#[derive(Clone, Debug)]
pub struct Plan {
    pub contacts: usize,
    /// Whether the company is archived.
    pub companies: Vec<bool>,
    /// Contact, company, primary.
    pub members: Vec<(usize, usize, bool)>,
    pub tickets: Vec<TicketPlan>,
}

#[derive(Clone, Debug)]
pub struct TicketPlan {
    pub archived: bool,
    /// 1 to 4.
    pub stage: i64,
    pub contacts: Vec<usize>,
    /// The first is the primary one.
    pub companies: Vec<usize>,
    pub subject: String,
    pub message: String,
    pub comment: String,
}

/// What became of a plan, in its order.
#[derive(Clone, Debug, Default)]
pub struct Planted {
    pub contacts: Vec<ContactId>,
    pub companies: Vec<CompanyId>,
    pub tickets: Vec<TicketId>,
}

/// Makes the rows of a plan beside all that is there. `user` writes the comments.
pub async fn plant(portico: &Portico, user: UserId, plan: &Plan) -> Outcome<Planted> {
    let tx = portico.store.begin().await?;
    let (now, mut planted) = (portico.now().0, Planted::default());
    for number in 0..plan.contacts {
        let row = contacts::ActiveModel {
            first_name: Set(format!("Contact {number}")),
            created_at: Set(now),
            updated_at: Set(now),
            ..Default::default()
        };
        planted.contacts.push(ContactId(row.insert(&tx).await?.id));
    }
    for archived in &plan.companies {
        let row = companies::ActiveModel {
            name: Set("Company".to_owned()),
            name_key: Set("company".to_owned()),
            created_at: Set(now),
            updated_at: Set(now),
            archived_at: Set(archived.then_some(now)),
            ..Default::default()
        };
        planted.companies.push(CompanyId(row.insert(&tx).await?.id));
    }
    for (contact, company, primary) in &plan.members {
        let row = contact_companies::ActiveModel {
            contact_id: Set(planted.contacts[*contact].0),
            company_id: Set(planted.companies[*company].0),
            is_primary: Set(*primary),
        };
        row.insert(&tx).await?;
    }
    for ticket in &plan.tickets {
        let ticket = plant_ticket(portico, &tx, user, &planted, ticket).await?;
        planted.tickets.push(ticket);
    }
    tx.commit().await?;
    Ok(planted)
}

async fn plant_ticket(
    portico: &Portico,
    tx: &DatabaseTransaction,
    user: UserId,
    planted: &Planted,
    plan: &TicketPlan,
) -> Outcome<TicketId> {
    let now = portico.now().0;
    let turn = ["NEW", "CONTACT", "US", "CLOSED"][usize::try_from(plan.stage - 1).unwrap_or(0)];
    let row = tickets::ActiveModel {
        subject: Set(plan.subject.clone()),
        subject_key: Set(fold_key(&plan.subject)),
        content: Set(String::new()),
        pipeline_id: Set(0),
        stage_id: Set(plan.stage),
        turn: Set(turn.to_owned()),
        is_open: Set(turn != "CLOSED"),
        source: Set("PORTAL".to_owned()),
        properties: Set("{}".to_owned()),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
        last_activity_at: Set(now),
        archived_at: Set(plan.archived.then_some(now)),
        ..Default::default()
    };
    let ticket = row.insert(tx).await?.id;
    plant_words(portico, tx, user, planted, plan, ticket).await?;
    Ok(TicketId(ticket))
}

/// Its associations, and what is written in it.
async fn plant_words(
    portico: &Portico,
    tx: &DatabaseTransaction,
    user: UserId,
    planted: &Planted,
    plan: &TicketPlan,
    ticket: i64,
) -> Outcome<()> {
    for contact in &plan.contacts {
        let row = ticket_contacts::ActiveModel { ticket_id: Set(ticket), contact_id: Set(planted.contacts[*contact].0) };
        row.insert(tx).await?;
    }
    for (place, company) in plan.companies.iter().enumerate() {
        let company_id = Set(planted.companies[*company].0);
        let row = ticket_companies::ActiveModel { ticket_id: Set(ticket), company_id, is_primary: Set(place == 0) };
        row.insert(tx).await?;
    }
    let scope = search::current_scope(tx, ticket).await?;
    let document = NewDocument { ticket_id: ticket, message_id: None, text: plan.subject.clone(), scope };
    search::insert(tx, portico.store.is_sqlite(), &[document]).await?;
    let author = Author::User(user);
    for (internal, text) in [(false, &plan.message), (true, &plan.comment)] {
        let key = author.key(&format!("planted-{ticket}-{internal}"));
        let message = post::write(portico, tx, Words { ticket, author, internal, text, key: &key, note: None }).await?;
        if let (false, Some(message)) = (internal, message) {
            let last = tickets::ActiveModel { id: Set(ticket), last_message_id: Set(Some(message.0)), ..Default::default() };
            last.update(tx).await?;
        }
    }
    post::happened(portico, tx, ticket, author, StoredEvent::Assigned { to: Some(user.0) }, None).await
}

/// The desk of a contact at a portal as if the portal gave this permission.
pub async fn desk_with(
    portico: &Portico,
    portal: PortalId,
    contact: ContactId,
    permission: TicketPermission,
) -> Outcome<ContactDesk> {
    let reader = portico.store.reader();
    let missing = || Failure::internal("not planted");
    let portal_row = portals::Entity::find_by_id(portal.0).one(reader).await?.ok_or_else(missing)?;
    let domain_id = portal_row.domain_id.ok_or_else(missing)?;
    Ok(ContactDesk {
        portico: portico.clone(),
        viewer: ContactViewer { contact, portal, permission, session: SessionId(0), view_only: false },
        contact: contacts::Entity::find_by_id(contact.0).one(reader).await?.ok_or_else(missing)?,
        domain: domains::Entity::find_by_id(domain_id).one(reader).await?.ok_or_else(missing)?,
        portal: portal_row,
    })
}

/// The same desk, for a staff member who only looks.
pub fn only_looking(desk: &ContactDesk) -> ContactDesk {
    let mut desk = desk.clone();
    desk.viewer.view_only = true;
    desk
}

/// Makes many tickets at once (SQLite): of the contact every `every`th, of the company every tenth of those; each with
/// an incoming message, an answer and its search documents.
pub async fn plant_many(portico: &Portico, contact: ContactId, company: CompanyId, tickets: u32, every: u32) -> Outcome<()> {
    let (contact, company, now) = (contact.0, company.0, portico.now().0);
    let numbers = format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {tickets})");
    let base: i64 = 1_000_000;
    let statements = [
        format!(
            "INSERT INTO tickets (id, subject, subject_key, content, pipeline_id, stage_id, turn, is_open, source, version,
                created_at, updated_at, last_activity_at, last_message_id)
             {numbers} SELECT {base} + i, 'Printer ' || i, 'printer ' || i, 'It stopped', 0, 1 + i % 4,
                CASE i % 4 WHEN 0 THEN 'NEW' WHEN 1 THEN 'CONTACT' WHEN 2 THEN 'US' ELSE 'CLOSED' END, i % 4 <> 3, 'PORTAL', 1,
                {now} - i * 1000, {now}, {now} - i * 500, {base} + 2 * i + 1 FROM n"
        ),
        format!(
            "INSERT INTO messages (id, ticket_id, kind, direction, text, created_at)
             {numbers} SELECT {base} + 2 * i + k, {base} + i, 'MESSAGE', CASE k WHEN 0 THEN 'INCOMING' ELSE 'OUTGOING' END,
                'About printer number ' || i, {now} - i * 500 FROM n, (SELECT 0 AS k UNION SELECT 1)"
        ),
        format!("INSERT INTO ticket_contacts (ticket_id, contact_id) {numbers} SELECT {base} + i, {contact} FROM n WHERE i % {every} = 0"),
        format!(
            "INSERT INTO ticket_companies (ticket_id, company_id, is_primary)
             {numbers} SELECT {base} + i, {company}, TRUE FROM n WHERE i % 10 = 0"
        ),
        format!("INSERT INTO search_documents (id, ticket_id) {numbers} SELECT {base} + i, {base} + i FROM n"),
        format!(
            "INSERT INTO search_index (rowid, words, scope) {numbers} SELECT {base} + i, 'printer ' || i || ' it stopped',
                CASE WHEN i % {every} = 0 THEN 'c{contact} ' ELSE '' END || CASE WHEN i % 10 = 0 THEN 'o{company}' ELSE '' END FROM n"
        ),
    ];
    for statement in statements {
        portico.store.writer().execute_unprepared(&statement).await?;
    }
    Ok(())
}

/// The statements that something ran.
#[derive(Clone, Default)]
pub struct Watch(Arc<Mutex<Vec<Statement>>>);

impl Watch {
    /// The same installation, watched.
    pub fn over(&self, portico: &Portico) -> Portico {
        let seen = self.0.clone();
        let mut watched = portico.clone();
        watched.store = portico.store.watched(move |statement| {
            if let Ok(mut seen) = seen.lock() {
                seen.push(statement.clone());
            }
        });
        watched
    }

    pub fn contact(&self, desk: &ContactDesk) -> ContactDesk {
        ContactDesk { portico: self.over(&desk.portico), ..desk.clone() }
    }

    pub fn user(&self, desk: &UserDesk) -> UserDesk {
        UserDesk { portico: self.over(&desk.portico), ..desk.clone() }
    }

    /// What was run since the last time.
    pub fn taken(&self) -> Vec<Statement> {
        self.0.lock().map(|mut seen| std::mem::take(&mut *seen)).unwrap_or_default()
    }
}

/// How SQLite goes about a statement, a step a line.
pub async fn plan_of(portico: &Portico, statement: &Statement) -> Outcome<Vec<String>> {
    let mut explain = statement.clone();
    explain.sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
    let steps = portico.store.reader().query_all_raw(explain).await?;
    steps.iter().map(|step| Ok(step.try_get::<String>("", "detail")?)).collect()
}

/// The letters in the outbox: which, and to whom (`contact:1`, `user:1`).
pub async fn letters(portico: &Portico) -> Outcome<Vec<(String, String)>> {
    let rows = outbox::Entity::find().all(portico.store.reader()).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let contact = row.contact_id.map(|contact| format!("contact:{contact}"));
            let user = row.user_id.map(|user| format!("user:{user}"));
            (row.letter, contact.or(user).unwrap_or_default())
        })
        .collect())
}

/// Adds messages to a ticket, as an import does.
pub async fn add_messages(portico: &Portico, ticket: TicketId, contact: ContactId, count: usize) -> Outcome<()> {
    let rows = (0..count).map(|number| messages::ActiveModel {
        ticket_id: Set(ticket.0),
        kind: Set("MESSAGE".to_owned()),
        direction: Set(Some("INCOMING".to_owned())),
        contact_id: Set(Some(contact.0)),
        text: Set(format!("message {number}")),
        created_at: Set(portico.now().0),
        ..Default::default()
    });
    messages::Entity::insert_many(rows).exec_without_returning(portico.store.writer()).await?;
    Ok(())
}

/// Says how many texts a customer's search reads through; with more, it asks the index. The two find the same.
pub fn read_through(texts: u64) {
    super::found::call_few(texts);
}

/// Rows of queues counted one by one, for the counts to be compared with: open and closed.
pub async fn count_tickets(portico: &Portico) -> Outcome<(u64, u64)> {
    let rows = tickets::Entity::find().all(portico.store.reader()).await?;
    let present = rows.iter().filter(|ticket| ticket.archived_at.is_none());
    let (open, closed): (Vec<_>, Vec<_>) = present.partition(|ticket| ticket.is_open);
    Ok((open.len() as u64, closed.len() as u64))
}
