//! `/crm/v3/owners`: the team.

use axum::extract::{Path, State};
use axum::response::Response;
use domain::Portico;
use domain::crm::Owner;
use model::api_tokens::Scope;
use serde_json::{Value, json};

use super::door::Caller;
use super::envelope::{Envelope, invalid};
use super::query::Query;
use super::shown;

const PAGE: u64 = 100;
const PAGE_MAX: u64 = 500;

fn owner(owner: &Owner) -> Value {
    json!({
        "id": owner.id, "email": owner.email, "type": "PERSON",
        "firstName": owner.first_name, "lastName": owner.last_name,
        "userId": owner.id.0, "userIdIncludingInactive": owner.id.0,
        "createdAt": owner.created_at.iso(), "updatedAt": owner.created_at.iso(),
        "archived": owner.archived, "teams": [],
    })
}

pub async fn list(State(portico): State<Portico>, query: Query, caller: Caller) -> Result<Response, Envelope> {
    caller.require(&[Scope::ReadOwners])?;
    let limit = query.limit(PAGE, PAGE_MAX)?;
    let (email, archived) = (query.one("email"), query.is_true("archived"));
    let (owners, next) = caller.0.owners(email, archived, query.after()?, limit).await?;
    let next = next.map(|next| query.next(&portico, next));
    Ok(shown::ok(&shown::list(owners.iter().map(owner).collect(), next)))
}

pub async fn read(Path(id): Path<String>, query: Query, caller: Caller) -> Result<Response, Envelope> {
    caller.require(&[Scope::ReadOwners])?;
    // Owner and user have one id here.
    match query.one("idProperty") {
        None | Some("id" | "userId") => {}
        Some(other) => return Err(invalid(format!("idProperty must be id or userId, but was {other}"))),
    }
    let found = caller.0.owner(&id, query.is_true("archived")).await?;
    Ok(shown::ok(&owner(&found)))
}
