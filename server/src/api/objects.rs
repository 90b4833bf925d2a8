//! `/crm/v3/objects/{kind}`: one record, and the list.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::Portico;
use domain::crm::{By, NewRecord, ObjectType, Wanted};
use serde_json::Value;

use super::body::{Input, lacking, links, member, optional_text, properties, required_text};
use super::door::Caller;
use super::envelope::{Envelope, invalid};
use super::query::Query;
use super::refusals::scopes_missing;
use super::shown;

/// Kinds that there are none of: programs that list them beside tickets go on.
const NONE_OF: [&str; 3] = ["deal", "deals", "0-3"];
const PAGE: u64 = 10;
const PAGE_MAX: u64 = 100;
/// Where earlier values are asked for, too.
const PAGE_MAX_WITH_HISTORY: u64 = 50;

/// The kind that an address or a body names.
pub fn kind(text: &str) -> Result<ObjectType, Envelope> {
    ObjectType::parse(text).ok_or_else(|| invalid(format!("Unable to infer object type from: {text}")))
}

pub fn origin(portico: &Portico) -> String {
    portico.settings().address.origin()
}

/// What is to be answered of records, as the query says. Kinds of associated records need a scope of their own.
fn wanted(query: &Query, caller: &Caller) -> Result<Wanted, Envelope> {
    let associations = query.kinds("associations");
    may_read_all(caller, &associations)?;
    Ok(Wanted {
        properties: query.list("properties").filter(|names| !names.is_empty()),
        history: query.list("propertiesWithHistory").unwrap_or_default(),
        associations,
        archived: query.is_true("archived"),
    })
}

fn may_read_all(caller: &Caller, kinds: &[ObjectType]) -> Result<(), Envelope> {
    match kinds.iter().find(|kind| !caller.0.may_read(**kind)) {
        Some(kind) => Err(scopes_missing(kind.reading())),
        None => Ok(()),
    }
}

/// `idProperty` and what it is to be.
pub fn by(query: &Query, value: String) -> By {
    By { property: query.one("idProperty").map(str::to_owned), value }
}

pub async fn list(
    State(portico): State<Portico>,
    Path(name): Path<String>,
    query: Query,
    caller: Caller,
) -> Result<Response, Envelope> {
    if NONE_OF.contains(&name.to_ascii_lowercase().as_str()) {
        return Ok(shown::ok(&shown::list(Vec::new(), None)));
    }
    let kind = kind(&name)?;
    caller.require_all(kind.reading())?;
    let wanted = wanted(&query, &caller)?;
    let max = if wanted.history.is_empty() { PAGE_MAX } else { PAGE_MAX_WITH_HISTORY };
    let limit = query.limit(PAGE, max)?;
    let page = caller.0.records(kind, &wanted, query.after()?, limit).await?;
    let origin = origin(&portico);
    let results: Vec<Value> = page.records.iter().map(|record| shown::record(&origin, kind, record)).collect();
    let next = page.next.map(|next| query.next(&portico, next));
    Ok(shown::ok(&shown::list(results, next)))
}

pub async fn create(
    State(portico): State<Portico>,
    Path(name): Path<String>,
    caller: Caller,
    input: Input,
) -> Result<Response, Envelope> {
    let kind = kind(&name)?;
    caller.require_all(kind.writing())?;
    let new = NewRecord { properties: properties(&input.json)?, links: links(&input.json)? };
    let reads = caller.0.may_read(kind);
    let record = caller.0.once(input.once).create_record(kind, &new).await?;
    let record = if reads { record } else { record.alone(kind, new.properties.keys()) };
    Ok(shown::answer(StatusCode::CREATED, &shown::record(&origin(&portico), kind, &record)))
}

pub async fn read(
    State(portico): State<Portico>,
    Path((name, id)): Path<(String, String)>,
    query: Query,
    caller: Caller,
) -> Result<Response, Envelope> {
    let kind = kind(&name)?;
    caller.require_all(kind.reading())?;
    let wanted = wanted(&query, &caller)?;
    let record = caller.0.record(kind, &by(&query, id), &wanted).await?;
    Ok(shown::ok(&shown::record(&origin(&portico), kind, &record)))
}

pub async fn update(
    State(portico): State<Portico>,
    Path((name, id)): Path<(String, String)>,
    query: Query,
    caller: Caller,
    input: Input,
) -> Result<Response, Envelope> {
    let kind = kind(&name)?;
    caller.require_all(kind.writing())?;
    let properties = properties(&input.json)?;
    let record = caller.0.update_record(kind, &by(&query, id), &properties).await?;
    let record = if caller.0.may_read(kind) { record } else { record.alone(kind, properties.keys()) };
    Ok(shown::ok(&shown::record(&origin(&portico), kind, &record)))
}

/// What goes is named by its id: an external id that happens to be the number of another record would take that one away.
pub fn by_id_alone(property: Option<&str>) -> Result<(), Envelope> {
    match property {
        None | Some("" | "hs_object_id") => Ok(()),
        Some(other) => Err(invalid(format!("Records are archived by their id. idProperty {other} cannot be used here."))),
    }
}

/// Makes two records one, and answers it.
pub async fn merge(
    State(portico): State<Portico>,
    Path(name): Path<String>,
    caller: Caller,
    input: Input,
) -> Result<Response, Envelope> {
    let kind = kind(&name)?;
    caller.require_all(kind.writing())?;
    let wanted = ["primaryObjectId", "objectIdToMerge"];
    let missing: Vec<&str> = wanted.into_iter().filter(|name| member(&input.json, name).is_none()).collect();
    if !missing.is_empty() {
        return Err(lacking(&missing));
    }
    let (primary, merged) = (required_text(&input.json, wanted[0])?, required_text(&input.json, wanted[1])?);
    let reads = caller.0.may_read(kind);
    let record = caller.0.once(input.once).merge_records(kind, &primary, &merged).await?;
    let record = if reads { record } else { record.alone(kind, []) };
    Ok(shown::ok(&shown::record(&origin(&portico), kind, &record)))
}

/// Forgets a contact for good.
pub async fn erase(Path(name): Path<String>, caller: Caller, input: Input) -> Result<Response, Envelope> {
    let kind = kind(&name)?;
    if kind != ObjectType::Contacts {
        return Err(invalid("Only contacts can be erased; records of other kinds are archived."));
    }
    caller.require_all(kind.writing())?;
    let property = optional_text(&input.json, "idProperty")?.filter(|property| !property.is_empty());
    let by = By { property, value: required_text(&input.json, "objectId")? };
    caller.0.once(input.once).erase_contact(&by).await?;
    Ok(shown::nothing())
}

pub async fn archive(Path((name, id)): Path<(String, String)>, query: Query, caller: Caller) -> Result<Response, Envelope> {
    let kind = kind(&name)?;
    caller.require_all(kind.writing())?;
    by_id_alone(query.one("idProperty"))?;
    caller.0.archive_record(kind, &id).await?;
    Ok(shown::nothing())
}
