//! `/crm/v3/objects/{kind}/batch/…`: up to 100 records at once.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::Portico;
use domain::crm::{BatchItem, BatchStep, By, Keyed, NewRecord, ObjectType, Wanted};
use serde_json::Value;

use super::body::{Input, inputs, links, optional_text, properties, required_text, texts};
use super::door::Caller;
use super::envelope::Envelope;
use super::objects::{by_id_alone, kind, origin};
use super::query::Query;
use super::shown;

pub async fn read(
    State(portico): State<Portico>,
    Path(name): Path<String>,
    query: Query,
    caller: Caller,
    input: Input,
) -> Result<Response, Envelope> {
    let kind = kind(&name)?;
    caller.require_all(kind.reading())?;
    let property = optional_text(&input.json, "idProperty")?.filter(|property| !property.is_empty());
    let wanted = Wanted {
        properties: Some(texts(&input.json, "properties")?).filter(|names| !names.is_empty()),
        history: texts(&input.json, "propertiesWithHistory")?,
        associations: Vec::new(),
        archived: query.is_true("archived"),
    };
    let by: Vec<By> = inputs(&input.json)?
        .iter()
        .map(|item| Ok(By { property: property.clone(), value: required_text(item, "id")? }))
        .collect::<Result<_, Envelope>>()?;
    let done = caller.0.read_records(kind, &by, &wanted).await?;
    Ok(shown::records(&origin(&portico), kind, StatusCode::OK, &done))
}

/// Does the steps that `step` reads from the inputs.
async fn write(
    portico: &Portico,
    kind: ObjectType,
    caller: Caller,
    input: Input,
    whole: StatusCode,
    step: impl Fn(&Value) -> Result<BatchStep, Envelope>,
) -> Result<Response, Envelope> {
    caller.require_all(kind.writing())?;
    let item = |item: &Value| Ok(BatchItem { step: step(item)?, trace: optional_text(item, "objectWriteTraceId")? });
    let items: Vec<BatchItem> = inputs(&input.json)?.iter().map(item).collect::<Result<_, Envelope>>()?;
    let reads = caller.0.may_read(kind);
    let mut done = caller.0.once(input.once).write_records(kind, &items).await?;
    if !reads {
        let written: Vec<&String> = items.iter().flat_map(|item| item.step.properties().keys()).collect();
        done.records = done.records.into_iter().map(|record| record.alone(kind, written.iter().copied())).collect();
    }
    Ok(shown::records(&origin(portico), kind, whole, &done))
}

fn keyed(item: &Value) -> Result<Keyed, Envelope> {
    let property = optional_text(item, "idProperty")?.filter(|property| !property.is_empty());
    Ok(Keyed { by: By { property, value: required_text(item, "id")? }, properties: properties(item)? })
}

pub async fn create(
    State(portico): State<Portico>,
    Path(name): Path<String>,
    caller: Caller,
    input: Input,
) -> Result<Response, Envelope> {
    let step = |item: &Value| Ok(BatchStep::Create(NewRecord { properties: properties(item)?, links: links(item)? }));
    write(&portico, kind(&name)?, caller, input, StatusCode::CREATED, step).await
}

pub async fn update(
    State(portico): State<Portico>,
    Path(name): Path<String>,
    caller: Caller,
    input: Input,
) -> Result<Response, Envelope> {
    write(&portico, kind(&name)?, caller, input, StatusCode::OK, |item| Ok(BatchStep::Update(keyed(item)?))).await
}

pub async fn upsert(
    State(portico): State<Portico>,
    Path(name): Path<String>,
    caller: Caller,
    input: Input,
) -> Result<Response, Envelope> {
    write(&portico, kind(&name)?, caller, input, StatusCode::OK, |item| Ok(BatchStep::Upsert(keyed(item)?))).await
}

pub async fn archive(Path(name): Path<String>, caller: Caller, input: Input) -> Result<Response, Envelope> {
    let kind = kind(&name)?;
    caller.require_all(kind.writing())?;
    by_id_alone(optional_text(&input.json, "idProperty")?.as_deref())?;
    let one = |item: &Value| {
        by_id_alone(optional_text(item, "idProperty")?.as_deref())?;
        required_text(item, "id")
    };
    let ids: Vec<String> = inputs(&input.json)?.iter().map(one).collect::<Result<_, _>>()?;
    caller.0.once(input.once).archive_records(kind, &ids).await?;
    Ok(shown::nothing())
}
