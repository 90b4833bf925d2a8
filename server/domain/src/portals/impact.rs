//! What a ticket permission means in numbers: how many contacts would see something, and how many tickets would be seen.
//!
//! Counted, not estimated. Each count walks one covering index in its order, leaving out what is archived, which is
//! looked up in small indexes of its own. On a million tickets that still takes about a second, so an answer
//! that was slow is used again for ten times as long as it took; one that was quick is always made anew.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::{Duration, Instant};

use model::portals::Impact;
use sea_orm::{ConnectionTrait, DbErr, Statement};

use crate::failure::Outcome;
use crate::portico::Portico;

/// What nobody minds waiting for.
const SLOW: Duration = Duration::from_secs(1);

/// The last slow answer, and until when it is good.
#[derive(Default)]
pub struct ImpactMemory(Mutex<Option<(Instant, (Impact, Impact))>>);

const OWN: &str = "FROM ticket_contacts
    WHERE contact_id NOT IN (SELECT id FROM contacts WHERE archived_at IS NOT NULL)
      AND ticket_id NOT IN (SELECT id FROM tickets WHERE archived_at IS NOT NULL)";

/// Contacts with a primary company, both present.
const PRIMARY: &str = "FROM contact_companies
    WHERE is_primary
      AND contact_id NOT IN (SELECT id FROM contacts WHERE archived_at IS NOT NULL)
      AND company_id NOT IN (SELECT id FROM companies WHERE archived_at IS NOT NULL)";

fn own_contacts() -> String {
    format!("SELECT COUNT(*) FROM (SELECT DISTINCT contact_id {OWN}) AS seen")
}

fn own_tickets() -> String {
    format!("SELECT COUNT(*) FROM (SELECT DISTINCT ticket_id {OWN}) AS seen")
}

/// Contacts who have no ticket of their own and whose primary company has one; the others are counted already.
fn only_company_contacts() -> String {
    format!(
        "SELECT COUNT(*) {PRIMARY}
            AND NOT EXISTS (SELECT 1 FROM ticket_contacts AS o WHERE o.contact_id = contact_companies.contact_id
                AND o.ticket_id NOT IN (SELECT id FROM tickets WHERE archived_at IS NOT NULL))
            AND EXISTS (SELECT 1 FROM ticket_companies AS t WHERE t.company_id = contact_companies.company_id
                AND t.ticket_id NOT IN (SELECT id FROM tickets WHERE archived_at IS NOT NULL))"
    )
}

/// Tickets of somebody's primary company that are nobody's own; the others are counted already. The plus sign keeps
/// SQLite from walking company by company, where the tickets come in no order.
fn only_company_tickets() -> String {
    format!(
        "SELECT COUNT(*) FROM (SELECT DISTINCT ticket_id FROM ticket_companies
            WHERE +company_id IN (SELECT company_id {PRIMARY})
              AND ticket_id NOT IN (SELECT id FROM tickets WHERE archived_at IS NOT NULL)
              AND NOT EXISTS (SELECT 1 FROM ticket_contacts AS c WHERE c.ticket_id = ticket_companies.ticket_id
                AND c.contact_id NOT IN (SELECT id FROM contacts WHERE archived_at IS NOT NULL))
        ) AS seen"
    )
}

async fn count(portico: &Portico, sql: String) -> Result<u64, DbErr> {
    let reader = portico.store.reader();
    let row = reader.query_one_raw(Statement::from_string(reader.get_database_backend(), sql)).await?;
    let counted: i64 = row.ok_or_else(|| DbErr::RecordNotFound("a count".to_owned()))?.try_get_by_index(0)?;
    Ok(counted.unsigned_abs())
}

/// The impact of *own* and of *company*, over all contacts.
pub(super) async fn of_permissions(portico: &Portico) -> Outcome<(Impact, Impact)> {
    let started = Instant::now();
    {
        let memory = portico.impact.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((until, answer)) = *memory
            && started < until
        {
            return Ok(answer);
        }
    }
    let (own_contacts, own_tickets, more_contacts, more_tickets) = tokio::try_join!(
        count(portico, own_contacts()),
        count(portico, own_tickets()),
        count(portico, only_company_contacts()),
        count(portico, only_company_tickets()),
    )?;
    let own = Impact { contacts: own_contacts, tickets: own_tickets };
    let company = Impact { contacts: own_contacts + more_contacts, tickets: own_tickets + more_tickets };
    let took = started.elapsed();
    let good_until = (took > SLOW).then(|| (Instant::now() + took * 10, (own, company)));
    *portico.impact.0.lock().unwrap_or_else(PoisonError::into_inner) = good_until;
    Ok((own, company))
}
