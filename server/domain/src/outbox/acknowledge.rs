//! That a ticket has arrived: said to an address once an hour at most, and never to a machine.

use model::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ConnectionTrait, EntityTrait, Set};

use crate::failure::Outcome;
use crate::tables::acknowledgements;

/// `security.md` §3, limits: one for a sender in this time.
const PERIOD: i64 = Timestamp::HOUR;

/// Addresses that no person reads, or that answer by themselves: what stands before the `@`, without its punctuation.
const MACHINES: [&str; 8] = ["mailerdaemon", "postmaster", "noreply", "donotreply", "bounce", "bounces", "autoreply", "listserv"];

/// Whether the address may be told now, and notes that it is. However many tickets come at once, one of them gets `true`:
/// the database decides, whichever server asks.
pub async fn may_acknowledge(tx: &impl ConnectionTrait, now: Timestamp, address: &str, ours: Option<&str>) -> Outcome<bool> {
    if is_machine(address) || ours.is_some_and(|ours| ours.eq_ignore_ascii_case(address)) {
        return Ok(false);
    }
    let row = acknowledgements::ActiveModel { address: Set(address.to_lowercase()), sent_at: Set(now.0) };
    let long_ago = Expr::col((acknowledgements::Entity, acknowledgements::Column::SentAt)).lte(now.0 - PERIOD);
    let once = OnConflict::column(acknowledgements::Column::Address)
        .update_column(acknowledgements::Column::SentAt)
        .action_and_where(long_ago)
        .to_owned();
    Ok(acknowledgements::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await? == 1)
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
