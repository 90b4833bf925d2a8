//! `/crm/v3/properties/{kind}/groups`: what properties are grouped in.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::crm::PropertyGroup;
use serde_json::{Value, json};

use super::body::{Input, lacking, member, optional_text, required_text};
use super::door::Caller;
use super::envelope::Envelope;
use super::objects::kind;
use super::properties::{DESCRIBED_BY, changing, order};
use super::query::Query;
use super::shown;

fn group(group: &PropertyGroup) -> Value {
    json!({ "name": group.name, "label": group.label, "displayOrder": group.display_order, "archived": group.archived })
}

pub async fn list(Path(name): Path<String>, query: Query, caller: Caller) -> Result<Response, Envelope> {
    let kind = kind(&name)?;
    caller.require(&DESCRIBED_BY)?;
    let groups = caller.0.property_groups(kind, query.is_true("archived")).await?;
    Ok(shown::ok(&shown::list(groups.iter().map(group).collect(), None)))
}

pub async fn read(Path((name, wanted)): Path<(String, String)>, caller: Caller) -> Result<Response, Envelope> {
    let kind = kind(&name)?;
    caller.require(&DESCRIBED_BY)?;
    Ok(shown::ok(&group(&caller.0.property_group(kind, &wanted).await?)))
}

pub async fn create(Path(name): Path<String>, caller: Caller, input: Input) -> Result<Response, Envelope> {
    let kind = kind(&name)?;
    caller.require(changing(kind))?;
    let missing: Vec<&str> = ["name", "label"].into_iter().filter(|name| member(&input.json, name).is_none()).collect();
    if !missing.is_empty() {
        return Err(lacking(&missing));
    }
    let new = PropertyGroup {
        name: required_text(&input.json, "name")?,
        label: required_text(&input.json, "label")?,
        display_order: order(&input.json)?.unwrap_or(-1),
        archived: false,
    };
    let made = caller.0.once(input.once).add_property_group(kind, &new).await?;
    Ok(shown::answer(StatusCode::CREATED, &group(&made)))
}

pub async fn update(Path((name, wanted)): Path<(String, String)>, caller: Caller, input: Input) -> Result<Response, Envelope> {
    let kind = kind(&name)?;
    caller.require(changing(kind))?;
    let label = optional_text(&input.json, "label")?;
    let changed = caller.0.change_property_group(kind, &wanted, label.as_deref(), order(&input.json)?).await?;
    Ok(shown::ok(&group(&changed)))
}

pub async fn archive(Path((name, wanted)): Path<(String, String)>, caller: Caller) -> Result<Response, Envelope> {
    let kind = kind(&name)?;
    caller.require(changing(kind))?;
    caller.0.archive_property_group(kind, &wanted).await?;
    Ok(shown::nothing())
}
