//! `/crm/v3/associations/…`: the older calls, in which the type of an association is a name.
//!
//! Where two kinds have a primary association, its name is the plain one's without `_unlabeled` (HubSpot's behaviour).

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::Portico;
use domain::crm::{LinkLabel, LinkWanted, LinkedPair, PairKinds, Refused};
use serde_json::{Value, json};

use super::associations::{PAGE, ends, errors_of, kinds, may, status, without};
use super::body::{Input, inputs, required_text};
use super::door::Caller;
use super::envelope::Envelope;
use super::{refusals, shown};

fn name(kinds: PairKinds, label: &LinkLabel) -> String {
    let name = format!("{}_to_{}", kinds.from.singular(), kinds.to.singular());
    let has_primary = kinds.labels().iter().any(|label| label.primary);
    if has_primary && !label.primary { format!("{name}_unlabeled") } else { name }
}

/// The label that a name or a number means.
fn label_of(kinds: PairKinds, text: &str) -> Result<LinkLabel, Envelope> {
    let is_it = |label: &LinkLabel| name(kinds, label).eq_ignore_ascii_case(text) || label.type_id.to_string() == text;
    let unknown = || refusals::of(&Refused::NothingCalled(text.to_owned()));
    kinds.labels().into_iter().find(is_it).ok_or_else(unknown)
}

pub async fn types(Path((from, to)): Path<(String, String)>, caller: Caller) -> Result<Response, Envelope> {
    let kinds = kinds(&from, &to)?;
    may(&caller, kinds, false)?;
    let row = |label: &LinkLabel| json!({ "id": label.type_id.to_string(), "name": name(kinds, label) });
    Ok(shown::ok(&shown::list(kinds.labels().iter().map(row).collect(), None)))
}

pub async fn batch_create(
    State(portico): State<Portico>,
    Path((from, to)): Path<(String, String)>,
    caller: Caller,
    input: Input,
) -> Result<Response, Envelope> {
    let kinds = kinds(&from, &to)?;
    may(&caller, kinds, true)?;
    let mut wanted = Vec::new();
    for item in inputs(&input.json)? {
        let (from, to) = ends(item)?;
        let label = label_of(kinds, &required_text(item, "type")?)?;
        wanted.push(LinkWanted { from, to, types: vec![label.type_id] });
    }
    let began = portico.clock().now();
    let answer = caller.0.once(input.once).link_all(kinds, &wanted).await?;
    let row = |pair: &LinkedPair| {
        let label = kinds.labels_of(pair.primary).into_iter().find(|label| label.primary == pair.primary);
        json!({
            "from": { "id": pair.from.to_string() }, "to": { "id": pair.to.to_string() },
            "type": label.map(|label| name(kinds, &label)),
        })
    };
    let (results, errors) = (answer.pairs.iter().map(row).collect(), errors_of(&answer));
    let status = status(&errors, StatusCode::CREATED);
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
    let wanted: Vec<(String, Option<i64>)> =
        inputs(&input.json)?.iter().map(|item| Ok((required_text(item, "id")?, None))).collect::<Result<_, Envelope>>()?;
    let began = portico.clock().now();
    let read = caller.0.links_of_all(kinds, &wanted, PAGE).await?;
    let others = |pair: &LinkedPair| -> Vec<Value> {
        let labels = kinds.labels_of(pair.primary);
        labels.iter().map(|label| json!({ "id": pair.to.to_string(), "type": name(kinds, label) })).collect()
    };
    let results = read.pages.iter().map(|(from, page)| {
        json!({ "from": { "id": from.to_string() }, "to": page.links.iter().flat_map(others).collect::<Vec<_>>() })
    });
    let results = results.collect();
    let errors: Vec<Value> = read.without.iter().map(|id| without(kinds, id)).collect();
    let status = status(&errors, StatusCode::OK);
    Ok(shown::answer(status, &shown::batch(results, errors, began, portico.clock().now())))
}

pub async fn batch_archive(Path((from, to)): Path<(String, String)>, caller: Caller, input: Input) -> Result<Response, Envelope> {
    let kinds = kinds(&from, &to)?;
    may(&caller, kinds, true)?;
    let pairs: Vec<(String, String)> = inputs(&input.json)?.iter().map(ends).collect::<Result<_, _>>()?;
    caller.0.once(input.once).unlink_all(kinds, &pairs).await?;
    Ok(shown::nothing())
}

/// A record's associations of a kind, by the older name of the call.
pub async fn list(Path((from, id, to)): Path<(String, String, String)>, caller: Caller) -> Result<Response, Envelope> {
    let kinds = kinds(&from, &to)?;
    may(&caller, kinds, false)?;
    let page = caller.0.links_of(kinds, &id, None, PAGE).await?;
    let rows = page.links.iter().flat_map(|pair| {
        let labels = kinds.labels_of(pair.primary);
        labels.into_iter().map(move |label| json!({ "id": pair.to.to_string(), "type": name(kinds, &label) }))
    });
    Ok(shown::ok(&shown::list(rows.collect(), None)))
}

/// Associates two records, and answers the first.
pub async fn put(
    State(portico): State<Portico>,
    Path((from, id, to, other, kind)): Path<(String, String, String, String, String)>,
    caller: Caller,
) -> Result<Response, Envelope> {
    let kinds = kinds(&from, &to)?;
    may(&caller, kinds, true)?;
    let label = label_of(kinds, &kind)?;
    let wanted = LinkWanted { from: id.clone(), to: other, types: vec![label.type_id] };
    caller.0.link_records(kinds, &wanted).await.map_err(super::associations::missing)?;
    let wanted = domain::crm::Wanted { associations: vec![kinds.to], ..domain::crm::Wanted::default() };
    let record = caller.0.record(kinds.from, &domain::crm::By::id(id), &wanted).await?;
    Ok(shown::ok(&shown::record(&super::objects::origin(&portico), kinds.from, &record)))
}

pub async fn delete(
    Path((from, id, to, other, kind)): Path<(String, String, String, String, String)>,
    caller: Caller,
) -> Result<Response, Envelope> {
    let kinds = kinds(&from, &to)?;
    may(&caller, kinds, true)?;
    label_of(kinds, &kind)?;
    caller.0.unlink_all(kinds, &[(id, other)]).await?;
    Ok(shown::nothing())
}
