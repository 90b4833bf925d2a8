//! That a ticket has arrived: said to an address once an hour at most, and never to a machine.

use std::collections::BTreeSet;

use model::Timestamp;
use sea_orm::{ConnectionTrait, Statement, Value};

use crate::failure::Outcome;
use crate::import::bulk::places;

/// `security.md` §3, limits: one for a sender in this time.
const PERIOD: i64 = Timestamp::HOUR;

/// Addresses that no person reads, or that answer by themselves: what stands before the `@`, without its punctuation.
const MACHINES: [&str; 8] = ["mailerdaemon", "postmaster", "noreply", "donotreply", "bounce", "bounces", "autoreply", "listserv"];

/// Which of the addresses, in small letters, may be told now, and notes that they are. However many tickets come at once,
/// one of them may tell an address: the database decides, whichever server asks.
pub async fn may_acknowledge(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    addresses: impl IntoIterator<Item = &str>,
    ours: Option<&str>,
) -> Outcome<BTreeSet<String>> {
    let people = addresses.into_iter().filter(|address| !is_machine(address));
    let people = people.filter(|address| !ours.is_some_and(|ours| ours.eq_ignore_ascii_case(address)));
    // Each once and in order: two servers that tell many people must not wait for each other.
    let people: BTreeSet<String> = people.map(str::to_lowercase).collect();
    if people.is_empty() {
        return Ok(people);
    }
    let backend = tx.get_database_backend();
    let sql = format!(
        "INSERT INTO acknowledgements (address, sent_at) VALUES {} ON CONFLICT (address)
        DO UPDATE SET sent_at = excluded.sent_at WHERE acknowledgements.sent_at <= {} RETURNING address",
        places(backend, people.len(), 2),
        now.0 - PERIOD
    );
    let values = people.into_iter().flat_map(|address| [Value::from(address), now.0.into()]);
    let told = tx.query_all_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    Ok(told.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

fn is_machine(address: &str) -> bool {
    let local = address.split('@').next().unwrap_or_default();
    // What is behind a plus is the owner's own.
    let plain: String = local.split('+').next().unwrap_or_default().chars().filter(char::is_ascii_alphanumeric).collect();
    MACHINES.contains(&plain.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_are_known_by_their_names() {
        for machine in ["MAILER-DAEMON@x.example", "no-reply@x.example", "noreply+12@x.example", "do_not_reply@x", "bounces@x"] {
            assert!(is_machine(machine), "{machine}");
        }
        for person in ["ana@acme.example", "reply@acme.example", "norman@x", "@x", ""] {
            assert!(!is_machine(person), "{person}");
        }
    }
}
