//! `/crm/v4/objects/…/associations/…` and `/crm/v4/associations/…`.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::Portico;
use domain::crm::{LinkAnswer, LinkLabel, LinkPage, LinkWanted, LinkedPair, ObjectType, PairKinds};
use model::Timestamp;
use model::api_tokens::Scope;
use serde_json::{Value, json};

use super::body::{Input, InputList, inputs, lacking, member, objects, required_text, types, whole};
use super::door::Caller;
use super::envelope::Envelope;
use super::objects::{kind, origin};
use super::query::Query;
use super::{refusals, shown};

pub const PAGE: u64 = 500;
pub const DEFINED: &str = "HUBSPOT_DEFINED";

pub fn kinds(from: &str, to: &str) -> Result<PairKinds, Envelope> {
    Ok(PairKinds::of(kind(from)?, kind(to)?)?)
}

/// The scopes of either end will do (HubSpot's behaviour), where both may be named.
pub fn may(caller: &Caller, kinds: PairKinds, writes: bool) -> Result<(), Envelope> {
    let of = |kind: ObjectType| if writes { kind.writing() } else { kind.reading() };
    for kind in [kinds.from, kinds.to] {
        caller.0.may_name(kind, writes).map_err(|refused| refusals::of(&refused))?;
    }
    let scopes: Vec<Scope> = [of(kinds.from), of(kinds.to)].concat();
    caller.require(&scopes)
}

fn name(label: &LinkLabel) -> Value {
    if label.primary { "Primary".into() } else { Value::Null }
}

pub fn label(label: &LinkLabel) -> Value {
    json!({ "category": DEFINED, "typeId": label.type_id, "label": name(label) })
}

/// An association as its first record has it.
fn linked(kinds: PairKinds, pair: &LinkedPair) -> Value {
    let own = pair.labels.iter().map(super::labels::named);
    let types: Vec<Value> = kinds.labels_of(pair.primary).iter().rev().map(label).chain(own).collect();
    json!({ "toObjectId": pair.to, "associationTypes": types })
}

fn labelled(kinds: PairKinds, pair: &LinkedPair) -> Value {
    let primary = kinds.labels_of(pair.primary).into_iter().filter(|label| label.primary);
    let own = pair.labels.iter().map(|label| Value::from(label.label.as_str()));
    let labels: Vec<Value> = primary.map(|label| name(&label)).chain(own).collect();
    json!({
        "fromObjectTypeId": kinds.from.type_id(), "fromObjectId": pair.from,
        "toObjectTypeId": kinds.to.type_id(), "toObjectId": pair.to, "labels": labels,
    })
}

/// Both directions of a plain association.
fn both_ways(kinds: PairKinds, pair: &LinkedPair) -> [Value; 2] {
    let one = |kinds: PairKinds, from: i64, to: i64| {
        let type_id = kinds.labels_of(false).first().map(|label| label.type_id);
        json!({
            "from": { "id": from.to_string() }, "to": { "id": to.to_string() },
            "associationSpec": { "associationCategory": DEFINED, "associationTypeId": type_id },
        })
    };
    [one(kinds, pair.from, pair.to), one(kinds.inverse(), pair.to, pair.from)]
}

pub async fn list(
    State(portico): State<Portico>,
    Path((from, id, to)): Path<(String, String, String)>,
    query: Query,
    caller: Caller,
) -> Result<Response, Envelope> {
    let kinds = kinds(&from, &to)?;
    may(&caller, kinds, false)?;
    let limit = query.limit(PAGE, PAGE)?;
    let page = caller.0.links_of(kinds, &id, query.after()?, limit).await?;
    let next = page.next.map(|next| query.next(&portico, next));
    Ok(shown::ok(&shown::list(page.links.iter().map(|pair| linked(kinds, pair)).collect(), next)))
}

pub async fn put_default(
    State(portico): State<Portico>,
    Path((from, id, to, other)): Path<(String, String, String, String)>,
    caller: Caller,
) -> Result<Response, Envelope> {
    let kinds = kinds(&from, &to)?;
    may(&caller, kinds, true)?;
    let began = portico.clock().now();
    let pair = caller.0.link_records(kinds, &LinkWanted { from: id, to: other, types: Vec::new() }).await.map_err(missing)?;
    let results = both_ways(kinds, &pair).to_vec();
    Ok(shown::ok(&shown::batch(results, Vec::new(), began, portico.clock().now())))
}

/// What an address names and is not there is not found, where a body's would be invalid.
pub fn missing(error: domain::crm::CrmError) -> Envelope {
    match error {
        domain::crm::CrmError::Refused(domain::crm::Refused::NoSuchTarget { object_type, id }) => {
            refusals::of(&domain::crm::Refused::NotFound { object_type, id })
        }
        other => other.into(),
    }
}

pub async fn put_labelled(
    Path((from, id, to, other)): Path<(String, String, String, String)>,
    caller: Caller,
    InputList(specs): InputList,
) -> Result<Response, Envelope> {
    let kinds = kinds(&from, &to)?;
    may(&caller, kinds, true)?;
    let types = types(&specs)?;
    if types.is_empty() {
        return Err(lacking(&["associationTypeId"]));
    }
    let pair = caller.0.link_records(kinds, &LinkWanted { from: id, to: other, types }).await.map_err(missing)?;
    Ok(shown::answer(StatusCode::CREATED, &labelled(kinds, &pair)))
}

pub async fn delete(
    Path((from, id, to, other)): Path<(String, String, String, String)>,
    caller: Caller,
) -> Result<Response, Envelope> {
    let kinds = kinds(&from, &to)?;
    may(&caller, kinds, true)?;
    caller.0.unlink_all(kinds, &[(id, other)]).await?;
    Ok(shown::nothing())
}

/// `from` and `to` of a pair.
pub fn ends(item: &Value) -> Result<(String, String), Envelope> {
    let end = |name: &str| required_text(member(item, name).ok_or_else(|| lacking(&[name]))?, "id");
    Ok((end("from")?, end("to")?))
}

pub fn errors_of(answer: &LinkAnswer) -> Vec<Value> {
    let problem = |problem: &domain::crm::LinkProblem| {
        let envelope = refusals::of(&problem.problem);
        envelope.about("fromObjectId", [problem.from.clone()]).about("toObjectId", [problem.to.clone()]).standard()
    };
    answer.problems.iter().map(problem).collect()
}

pub fn status(errors: &[Value], whole: StatusCode) -> StatusCode {
    if errors.is_empty() { whole } else { StatusCode::MULTI_STATUS }
}

pub async fn batch_create(
    State(portico): State<Portico>,
    Path((from, to)): Path<(String, String)>,
    caller: Caller,
    input: Input,
) -> Result<Response, Envelope> {
    let kinds = kinds(&from, &to)?;
    may(&caller, kinds, true)?;
    let wanted = |item: &Value| {
        let (from, to) = ends(item)?;
        let types = types(objects(item, "types")?)?;
        if types.is_empty() { Err(lacking(&["types"])) } else { Ok(LinkWanted { from, to, types }) }
    };
    let wanted: Vec<LinkWanted> = inputs(&input.json)?.iter().map(wanted).collect::<Result<_, Envelope>>()?;
    let began = portico.clock().now();
    let answer = caller.0.once(input.once).link_all(kinds, &wanted).await?;
    let (results, errors) = (answer.pairs.iter().map(|pair| labelled(kinds, pair)).collect(), errors_of(&answer));
    let status = status(&errors, StatusCode::CREATED);
    Ok(shown::answer(status, &shown::batch(results, errors, began, portico.clock().now())))
}

pub async fn batch_default(
    State(portico): State<Portico>,
    Path((from, to)): Path<(String, String)>,
    caller: Caller,
    input: Input,
) -> Result<Response, Envelope> {
    let kinds = kinds(&from, &to)?;
    may(&caller, kinds, true)?;
    let wanted = |item: &Value| ends(item).map(|(from, to)| LinkWanted { from, to, types: Vec::new() });
    let wanted: Vec<LinkWanted> = inputs(&input.json)?.iter().map(wanted).collect::<Result<_, Envelope>>()?;
    let began = portico.clock().now();
    let answer = caller.0.once(input.once).link_all(kinds, &wanted).await?;
    let (results, errors) = (answer.pairs.iter().flat_map(|pair| both_ways(kinds, pair)).collect(), errors_of(&answer));
    let status = status(&errors, StatusCode::OK);
    Ok(shown::answer(status, &shown::batch(results, errors, began, portico.clock().now())))
}

pub async fn batch_read(
    State(portico): State<Portico>,
    Path((from, to)): Path<(String, String)>,
    caller: Caller,
    input: Input,
) -> Result<Response, Envelope> {
    let kinds = kinds(&from, &to)?;
    may(&caller, kinds, false)?;
    let wanted: Vec<(String, Option<i64>)> = inputs(&input.json)?.iter().map(wanted).collect::<Result<_, Envelope>>()?;
    let began = portico.clock().now();
    let read = caller.0.links_of_all(kinds, &wanted, PAGE).await?;
    let results = read.pages.iter().map(|(from, page)| row(&origin(&portico), kinds, *from, page)).collect();
    let errors: Vec<Value> = read.without.iter().map(|id| without(kinds, id)).collect();
    let status = status(&errors, StatusCode::OK);
    Ok(shown::answer(status, &shown::batch(results, errors, began, now(&portico))))
}

/// A record whose associations are read, and behind which one.
pub fn wanted(item: &Value) -> Result<(String, Option<i64>), Envelope> {
    let after = whole(item, "after")?.and_then(|after| i64::try_from(after).ok());
    Ok((required_text(item, "id")?, after))
}

/// Where the associations of one record go on.
pub fn paging(origin: &str, (version, kinds): (&str, PairKinds), (from, next): (i64, Option<i64>)) -> Option<Value> {
    let (next, words) = (next?, (kinds.from.word(), kinds.to.word()));
    let link = format!("{origin}/crm/{version}/objects/{}/{from}/associations/{}?after={next}", words.0, words.1);
    Some(json!({ "next": { "after": next.to_string(), "link": link } }))
}

fn now(portico: &Portico) -> Timestamp {
    portico.clock().now()
}

fn row(origin: &str, kinds: PairKinds, from: i64, page: &LinkPage) -> Value {
    let to: Vec<Value> = page.links.iter().map(|pair| linked(kinds, pair)).collect();
    let mut row = json!({ "from": { "id": from.to_string() }, "to": to });
    if let Some(paging) = paging(origin, ("v4", kinds), (from, page.next)) {
        row["paging"] = paging;
    }
    row
}

/// A record without associations is no error of the request, but one of its errors (HubSpot's behaviour).
pub fn without(kinds: PairKinds, id: &str) -> Value {
    let (from, to) = (kinds.from.singular(), kinds.to.singular());
    Envelope::new(StatusCode::NOT_FOUND, "OBJECT_NOT_FOUND", format!("No {to} is associated with {from} {id}."))
        .sub("crm.associations.NO_ASSOCIATIONS_FOUND")
        .about("fromObjectId", [id.to_owned()])
        .about("fromObjectType", [from.to_owned()])
        .about("toObjectType", [to.to_owned()])
        .standard()
}

pub async fn batch_archive(Path((from, to)): Path<(String, String)>, caller: Caller, input: Input) -> Result<Response, Envelope> {
    let kinds = kinds(&from, &to)?;
    may(&caller, kinds, true)?;
    let mut pairs = Vec::new();
    for item in inputs(&input.json)? {
        let from = required_text(member(item, "from").ok_or_else(|| lacking(&["from"]))?, "id")?;
        match member(item, "to").ok_or_else(|| lacking(&["to"]))? {
            Value::Array(others) => {
                for other in others {
                    pairs.push((from.clone(), required_text(other, "id")?));
                }
            }
            other => pairs.push((from, required_text(other, "id")?)),
        }
    }
    caller.0.once(input.once).unlink_all(kinds, &pairs).await?;
    Ok(shown::nothing())
}
