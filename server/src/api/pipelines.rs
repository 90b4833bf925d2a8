//! `/crm/v3/pipelines/{kind}`: the pipelines of tickets.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::crm::{ObjectType, Pipeline, PipelineStage};
use serde_json::{Value, json};

use super::door::Caller;
use super::envelope::Envelope;
use super::objects::kind;
use super::properties::DESCRIBED_BY;
use super::shown;

/// When the pipelines that come with the product were made, as HubSpot has it.
const BEGINNING: &str = "1970-01-01T00:00:00Z";

fn stage_shown(stage: &PipelineStage) -> Value {
    let state = if stage.closed { "CLOSED" } else { "OPEN" };
    json!({
        "id": stage.id.to_string(), "label": stage.label, "displayOrder": stage.position,
        "metadata": { "ticketState": state, "isClosed": stage.closed.to_string() },
        "archived": false, "createdAt": BEGINNING, "updatedAt": BEGINNING,
        "writePermissions": "CRM_PERMISSIONS_ENFORCEMENT",
    })
}

fn pipeline_shown(pipeline: &Pipeline) -> Value {
    let stages: Vec<Value> = pipeline.stages.iter().map(stage_shown).collect();
    json!({
        "id": pipeline.id.to_string(), "label": pipeline.label, "displayOrder": pipeline.position, "stages": stages,
        "archived": false, "createdAt": BEGINNING, "updatedAt": BEGINNING,
    })
}

fn not_found(id: &str) -> Envelope {
    Envelope::new(StatusCode::NOT_FOUND, "OBJECT_NOT_FOUND", "resource not found").about("id", [id.to_owned()])
}

/// Only tickets have pipelines.
async fn of(caller: &Caller, name: &str) -> Result<Vec<Pipeline>, Envelope> {
    let kind = kind(name)?;
    caller.require(&DESCRIBED_BY)?;
    if kind == ObjectType::Tickets { Ok(caller.0.pipelines().await?) } else { Ok(Vec::new()) }
}

async fn one(caller: &Caller, name: &str, id: &str) -> Result<Pipeline, Envelope> {
    of(caller, name).await?.into_iter().find(|pipeline| pipeline.id.to_string() == id).ok_or_else(|| not_found(id))
}

pub async fn list(Path(name): Path<String>, caller: Caller) -> Result<Response, Envelope> {
    let pipelines = of(&caller, &name).await?;
    Ok(shown::ok(&shown::list(pipelines.iter().map(pipeline_shown).collect(), None)))
}

pub async fn read(Path((name, id)): Path<(String, String)>, caller: Caller) -> Result<Response, Envelope> {
    Ok(shown::ok(&pipeline_shown(&one(&caller, &name, &id).await?)))
}

pub async fn stages(Path((name, id)): Path<(String, String)>, caller: Caller) -> Result<Response, Envelope> {
    let pipeline = one(&caller, &name, &id).await?;
    Ok(shown::ok(&shown::list(pipeline.stages.iter().map(stage_shown).collect(), None)))
}

pub async fn stage(Path((name, id, stage)): Path<(String, String, String)>, caller: Caller) -> Result<Response, Envelope> {
    let pipeline = one(&caller, &name, &id).await?;
    let found = pipeline.stages.iter().find(|known| known.id.to_string() == stage).ok_or_else(|| not_found(&stage))?;
    Ok(shown::ok(&stage_shown(found)))
}
