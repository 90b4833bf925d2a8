//! What a ticket's properties say of its conversation: when the team answered first, when a customer wrote last. HubSpot's
//! names, for those who measure how fast they are.

use model::Timestamp;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};

use crate::audit::Actor;
use crate::crm::store_values;
use crate::crm::{CrmError, Definitions, ObjectType};
use crate::failure::{Failure, Outcome};
use crate::history;
use crate::tables::tickets;

const FIRST_ANSWER: &str = "first_agent_reply_date";
const TIME_TO_ANSWER: &str = "time_to_first_agent_reply";
const LAST_REPLY: &str = "last_reply_date";
const FROM_VISITOR: &str = "hs_last_message_from_visitor";
const ASSIGNED: &str = "hubspot_owner_assigneddate";

/// Notes that a message which customers see was written; `outgoing`: by the team.
pub async fn note(tx: &DatabaseTransaction, actor: Actor, (ticket, at): (i64, i64), outgoing: bool) -> Outcome<()> {
    let before = store_values::of(tx, ObjectType::Tickets, &[ticket]).await?.remove(&ticket).unwrap_or_default();
    let mut said = vec![(FROM_VISITOR, (!outgoing).to_string())];
    match outgoing {
        false => said.push((LAST_REPLY, Timestamp(at).iso())),
        true if !before.contains_key(FIRST_ANSWER) => {
            let created: Option<i64> = tickets::Entity::find()
                .select_only()
                .column(tickets::Column::CreatedAt)
                .filter(tickets::Column::Id.eq(ticket))
                .into_tuple()
                .one(tx)
                .await?;
            said.push((FIRST_ANSWER, Timestamp(at).iso()));
            said.push((TIME_TO_ANSWER, (at - created.unwrap_or(at)).max(0).to_string()));
        }
        true => {}
    }
    write(tx, actor, (ticket, at), Some(before), &said).await
}

/// Notes that the ticket has another owner, or none.
pub async fn assigned(tx: &DatabaseTransaction, actor: Actor, (ticket, at): (i64, i64), owned: bool) -> Outcome<()> {
    let when = if owned { Timestamp(at).iso() } else { String::new() };
    write(tx, actor, (ticket, at), None, &[(ASSIGNED, when)]).await
}

async fn write(
    tx: &DatabaseTransaction,
    actor: Actor,
    (ticket, at): (i64, i64),
    before: Option<store_values::Values>,
    said: &[(&str, String)],
) -> Outcome<()> {
    let definitions = Definitions::of(ObjectType::Tickets);
    let wanted: Vec<_> = said.iter().filter_map(|(name, value)| Some((definitions.get(name)?, value.as_str()))).collect();
    let changes = match store_values::replace(tx, (ObjectType::Tickets, ticket), before, &wanted).await {
        Ok(changes) => changes,
        Err(CrmError::Failure(failure)) => return Err(failure),
        Err(CrmError::Refused(refused)) => return Err(Failure::internal(format!("a value of ours was refused: {refused:?}"))),
    };
    if changes.is_empty() {
        return Ok(());
    }
    history::note(tx, actor, (ObjectType::Tickets, ticket, at), changes).await
}
