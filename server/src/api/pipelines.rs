//! `/crm/v3/pipelines/{kind}`: the pipelines of tickets.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use domain::crm::{NewPipeline, NewStage, ObjectType, Pipeline, PipelineChange, PipelineStage, StageChange};
use model::api_tokens::Scope;
use serde_json::{Value, json};

use super::body::{Input, member, objects, optional_text, required_text};
use super::door::Caller;
use super::envelope::{Envelope, invalid};
use super::objects::kind;
use super::properties::DESCRIBED_BY;
use super::refusals::PORTAL;
use super::shown;

/// When the pipelines that come with the product were made, as HubSpot has it.
const BEGINNING: &str = "1970-01-01T00:00:00Z";

/// The largest id that can be chosen: what JavaScript can count to, in whole digits.
const ID_MAX: i64 = 999_999_999_999_999;

fn date(at: Option<model::Timestamp>) -> String {
    at.map_or_else(|| BEGINNING.to_owned(), |at| at.iso())
}

fn stage_shown(stage: &PipelineStage) -> Value {
    let state = if stage.closed { "CLOSED" } else { "OPEN" };
    json!({
        "id": stage.id.to_string(), "label": stage.label, "displayOrder": stage.position,
        "metadata": { "ticketState": state, "isClosed": stage.closed.to_string() },
        "archived": false, "createdAt": date(stage.dates.created_at), "updatedAt": date(stage.dates.updated_at),
        "writePermissions": "CRM_PERMISSIONS_ENFORCEMENT",
    })
}

fn pipeline_shown(pipeline: &Pipeline) -> Value {
    let stages: Vec<Value> = pipeline.stages.iter().map(stage_shown).collect();
    json!({
        "id": pipeline.id.to_string(), "label": pipeline.label, "displayOrder": pipeline.position, "stages": stages,
        "archived": false, "createdAt": date(pipeline.dates.created_at), "updatedAt": date(pipeline.dates.updated_at),
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

/// What was done, in HubSpot's three words.
fn change_shown(change: &PipelineChange, id: &str) -> Value {
    let action = match change.action.rsplit_once('_') {
        Some((_, "created")) => "CREATE",
        Some((_, "archived")) => "DELETE",
        _ => "UPDATE",
    };
    json!({
        "portalId": PORTAL, "identifier": id, "action": action, "timestamp": change.at.iso(), "message": change.action,
        "fromUserId": change.user,
    })
}

pub async fn audit(Path((name, id)): Path<(String, String)>, caller: Caller) -> Result<Response, Envelope> {
    let pipeline = one(&caller, &name, &id).await?;
    let changes = caller.0.pipeline_changes("pipeline", pipeline.id).await?;
    Ok(shown::ok(&shown::list(changes.iter().map(|change| change_shown(change, &id)).collect(), None)))
}

pub async fn stage_audit(Path((name, id, stage)): Path<(String, String, String)>, caller: Caller) -> Result<Response, Envelope> {
    let pipeline = one(&caller, &name, &id).await?;
    let found = pipeline.stages.iter().find(|known| known.id.to_string() == stage).ok_or_else(|| not_found(&stage))?;
    let changes = caller.0.pipeline_changes("stage", found.id).await?;
    Ok(shown::ok(&shown::list(changes.iter().map(|change| change_shown(change, &stage)).collect(), None)))
}

/// Who may change the pipelines of tickets, which alone have some.
fn may_change(caller: &Caller, name: &str) -> Result<(), Envelope> {
    let kind = kind(name)?;
    caller.require(&[Scope::WriteTicketSchemas, Scope::Tickets])?;
    if kind == ObjectType::Tickets { Ok(()) } else { Err(invalid("Only tickets have pipelines here.")) }
}

fn position(body: &Value) -> Result<Option<i64>, Envelope> {
    let text = optional_text(body, "displayOrder")?;
    text.map(|text| text.parse().map_err(|_| invalid("`displayOrder` must be a whole number"))).transpose()
}

/// Whether a stage is closed, as its metadata say. `None`: they do not.
fn closed(body: &Value) -> Result<Option<bool>, Envelope> {
    let Some(metadata) = member(body, "metadata") else {
        return Ok(None);
    };
    match optional_text(metadata, "ticketState")?.as_deref() {
        None => Ok(None),
        Some("OPEN") => Ok(Some(false)),
        Some("CLOSED") => Ok(Some(true)),
        Some(other) => Err(invalid(format!("ticketState must be OPEN or CLOSED, but was {other}"))),
    }
}

/// An id that is to be had. Ids are numbers here, as HubSpot's are.
fn chosen(body: &Value, name: &str) -> Result<Option<i64>, Envelope> {
    let text = optional_text(body, name)?.filter(|id| !id.is_empty());
    let number = |text: String| {
        let number = text.parse().ok().filter(|id| (0..=ID_MAX).contains(id));
        number.ok_or_else(|| invalid(format!("`{name}` must be a number of 1 to 15 digits, but was {text}")))
    };
    text.map(number).transpose()
}

fn new_stage(body: &Value) -> Result<NewStage, Envelope> {
    Ok(NewStage {
        id: chosen(body, "stageId")?,
        label: required_text(body, "label")?,
        position: position(body)?.unwrap_or_default(),
        closed: closed(body)?.unwrap_or(false),
    })
}

pub async fn create(Path(name): Path<String>, caller: Caller, input: Input) -> Result<Response, Envelope> {
    may_change(&caller, &name)?;
    let stages = objects(&input.json, "stages")?.iter().map(new_stage).collect::<Result<_, _>>()?;
    let label = required_text(&input.json, "label")?;
    let id = chosen(&input.json, "pipelineId")?;
    let new = NewPipeline { id, label, position: position(&input.json)?.unwrap_or_default(), stages };
    let caller = Caller(caller.0.once(input.once));
    let id = caller.0.create_pipeline(&new).await?;
    Ok(shown::answer(StatusCode::CREATED, &pipeline_shown(&one(&caller, &name, &id.to_string()).await?)))
}

/// A pipeline that is replaced has the stages that are said, where any are; otherwise as [`update`].
pub async fn replace(Path((name, id)): Path<(String, String)>, caller: Caller, input: Input) -> Result<Response, Envelope> {
    may_change(&caller, &name)?;
    if member(&input.json, "stages").is_none() {
        return update(Path((name, id)), caller, input).await;
    }
    // What was read says `id`.
    let stage = |body: &Value| {
        let new = new_stage(body)?;
        Ok(NewStage { id: new.id.or(chosen(body, "id")?), ..new })
    };
    let stages = objects(&input.json, "stages")?.iter().map(stage).collect::<Result<Vec<_>, Envelope>>()?;
    let label = optional_text(&input.json, "label")?;
    caller.0.replace_pipeline(&id, (label.as_deref(), position(&input.json)?), &stages).await?;
    Ok(shown::ok(&pipeline_shown(&one(&caller, &name, &id).await?)))
}

pub async fn update(Path((name, id)): Path<(String, String)>, caller: Caller, input: Input) -> Result<Response, Envelope> {
    may_change(&caller, &name)?;
    let label = optional_text(&input.json, "label")?;
    caller.0.change_pipeline(&id, label.as_deref(), position(&input.json)?).await?;
    Ok(shown::ok(&pipeline_shown(&one(&caller, &name, &id).await?)))
}

pub async fn archive(Path((name, id)): Path<(String, String)>, caller: Caller) -> Result<Response, Envelope> {
    may_change(&caller, &name)?;
    caller.0.archive_pipeline(&id).await?;
    Ok(shown::nothing())
}

async fn one_stage(caller: &Caller, name: &str, id: &str, stage: &str) -> Result<Value, Envelope> {
    let pipeline = one(caller, name, id).await?;
    let found = pipeline.stages.iter().find(|known| known.id.to_string() == stage);
    found.map(stage_shown).ok_or_else(|| not_found(stage))
}

pub async fn create_stage(Path((name, id)): Path<(String, String)>, caller: Caller, input: Input) -> Result<Response, Envelope> {
    may_change(&caller, &name)?;
    let new = new_stage(&input.json)?;
    let caller = Caller(caller.0.once(input.once));
    let stage = caller.0.create_stage(&id, &new).await?;
    Ok(shown::answer(StatusCode::CREATED, &one_stage(&caller, &name, &id, &stage.to_string()).await?))
}

pub async fn update_stage(
    Path((name, id, stage)): Path<(String, String, String)>,
    caller: Caller,
    input: Input,
) -> Result<Response, Envelope> {
    may_change(&caller, &name)?;
    let (label, position, closed) = (optional_text(&input.json, "label")?, position(&input.json)?, closed(&input.json)?);
    caller.0.change_stage(&id, &stage, &StageChange { label, position, closed }).await?;
    Ok(shown::ok(&one_stage(&caller, &name, &id, &stage).await?))
}

pub async fn archive_stage(
    Path((name, id, stage)): Path<(String, String, String)>,
    caller: Caller,
) -> Result<Response, Envelope> {
    may_change(&caller, &name)?;
    caller.0.archive_stage(&id, &stage).await?;
    Ok(shown::nothing())
}
