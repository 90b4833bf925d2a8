//! `/crm/v3/associations/…`: the older calls, in which the type of an association is a name.
//!
//! Where two kinds have a primary association, its name is the plain one's without `_unlabeled` (HubSpot's behaviour).

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::Portico;
use domain::crm::{LinkLabel, LinkWanted, LinkedPair, Once, PairKinds};
use serde_json::{Value, json};

use super::associations::{PAGE, ends, errors_of, kinds, may, paging, status, wanted, without};
use super::body::{Input, inputs, optional_text, required_text};
use super::door::Caller;
use super::envelope::{Envelope, invalid};
use super::objects::origin;
use super::query::Query;
use super::shown;

fn name(kinds: PairKinds, label: &LinkLabel) -> String {
    let name = format!("{}_to_{}", kinds.from.singular(), kinds.to.singular());
    let has_primary = kinds.labels().iter().any(|label| label.primary);
    if has_primary && !label.primary { format!("{name}_unlabeled") } else { name }
}

/// A type of association: its number, and its name. Labels that were made here have names, too.
struct Type {
    id: i64,
    name: String,
    /// Made here, and so beside the plain association.
    own: bool,
}

async fn all_types(caller: &Caller, kinds: PairKinds) -> Result<Vec<Type>, Envelope> {
    let built_in = kinds.labels().into_iter().map(|label| Type { id: label.type_id, name: name(kinds, &label), own: false });
    let made = caller.0.association_labels(kinds).await?;
    let made = made.into_iter().map(|label| Type { id: label.type_id, name: label.name, own: true });
    Ok(built_in.chain(made).collect())
}

/// The type that a name or a number means.
fn type_of<'a>(all: &'a [Type], text: &str) -> Result<&'a Type, Envelope> {
    let is_it = |one: &&Type| one.name.eq_ignore_ascii_case(text) || one.id.to_string() == text;
    let unknown = || {
        invalid(format!("{text} is not a valid association type between these object types.")).about("type", [text.to_owned()])
    };
    all.iter().find(is_it).ok_or_else(unknown)
}

pub async fn types(Path((from, to)): Path<(String, String)>, caller: Caller) -> Result<Response, Envelope> {
    let kinds = kinds(&from, &to)?;
    may(&caller, kinds, false)?;
    let row = |one: &Type| json!({ "id": one.id.to_string(), "name": one.name });
    Ok(shown::ok(&shown::list(all_types(&caller, kinds).await?.iter().map(row).collect(), None)))
}

pub async fn batch_create(
    State(portico): State<Portico>,
    Path((from, to)): Path<(String, String)>,
    caller: Caller,
    input: Input,
) -> Result<Response, Envelope> {
    let kinds = kinds(&from, &to)?;
    may(&caller, kinds, true)?;
    let (known, mut wanted, mut names) = (all_types(&caller, kinds).await?, Vec::new(), Vec::new());
    for item in inputs(&input.json)? {
        let (from, to) = ends(item)?;
        let one = type_of(&known, &required_text(item, "type")?)?;
        names.push(one.name.clone());
        wanted.push(LinkWanted { from, to, types: vec![one.id] });
    }
    let began = portico.clock().now();
    let answer = caller.0.once(input.once).link_all(kinds, &wanted).await?;
    // Those that were done are answered in their order; a merged record's number by what it finds.
    let is_done =
        |wanted: &LinkWanted| !answer.problems.iter().any(|problem| (&problem.from, &problem.to) == (&wanted.from, &wanted.to));
    let done = wanted.iter().zip(&names).filter(|(wanted, _)| is_done(wanted)).map(|(_, name)| name);
    let row = |(pair, name): (&LinkedPair, &String)| json!({ "from": { "id": pair.from.to_string() }, "to": { "id": pair.to.to_string() }, "type": name });
    let (results, errors) = (answer.pairs.iter().zip(done).map(row).collect(), errors_of(&answer));
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
    let wanted: Vec<(String, Option<i64>)> = inputs(&input.json)?.iter().map(wanted).collect::<Result<_, Envelope>>()?;
    let began = portico.clock().now();
    let read = caller.0.links_of_all(kinds, &wanted, PAGE).await?;
    let results = read.pages.iter().map(|(from, page)| {
        let others: Vec<Value> = page.links.iter().flat_map(|pair| named(kinds, pair)).collect();
        let mut row = json!({ "from": { "id": from.to_string() }, "to": others });
        if let Some(paging) = paging(&origin(&portico), ("v3", kinds), (*from, page.next)) {
            row["paging"] = paging;
        }
        row
    });
    let results = results.collect();
    let errors: Vec<Value> = read.without.iter().map(|id| without(kinds, id)).collect();
    let status = status(&errors, StatusCode::OK);
    Ok(shown::answer(status, &shown::batch(results, errors, began, portico.clock().now())))
}

pub async fn batch_archive(Path((from, to)): Path<(String, String)>, caller: Caller, input: Input) -> Result<Response, Envelope> {
    let kinds = kinds(&from, &to)?;
    may(&caller, kinds, true)?;
    let (known, mut pairs, mut labelled) = (all_types(&caller, kinds).await?, Vec::new(), Vec::new());
    for item in inputs(&input.json)? {
        let (from, to) = ends(item)?;
        // Without a type, or with a built-in one, the whole association goes.
        match optional_text(item, "type")?.map(|text| type_of(&known, &text)).transpose()? {
            Some(one) if one.own => labelled.push(LinkWanted { from, to, types: vec![one.id] }),
            _ => pairs.push((from, to)),
        }
    }
    take_away(caller, input.once, kinds, pairs, labelled).await
}

/// Associations go, and labels from others that stay. The promise to do it once is kept with whichever is asked for.
async fn take_away(
    caller: Caller,
    once: Option<Once>,
    kinds: PairKinds,
    pairs: Vec<(String, String)>,
    labelled: Vec<LinkWanted>,
) -> Result<Response, Envelope> {
    let desk = caller.0;
    if !labelled.is_empty() {
        desk.clone().once(once.clone().filter(|_| pairs.is_empty())).unlabel_all(kinds, &labelled).await?;
    }
    if !pairs.is_empty() || labelled.is_empty() {
        desk.once(once).unlink_all(kinds, &pairs).await?;
    }
    Ok(shown::nothing())
}

/// The other record of an association, once for each type.
fn named(kinds: PairKinds, pair: &LinkedPair) -> Vec<Value> {
    let built_in = kinds.labels_of(pair.primary).into_iter().map(|label| name(kinds, &label));
    let names = built_in.chain(pair.labels.iter().map(|label| label.name.clone()));
    names.map(|name| json!({ "id": pair.to.to_string(), "type": name })).collect()
}

/// A record's associations of a kind, by the older name of the call.
pub async fn list(
    State(portico): State<Portico>,
    Path((from, id, to)): Path<(String, String, String)>,
    query: Query,
    caller: Caller,
) -> Result<Response, Envelope> {
    let kinds = kinds(&from, &to)?;
    may(&caller, kinds, false)?;
    let page = caller.0.links_of(kinds, &id, query.after()?, query.limit(PAGE, PAGE)?).await?;
    let next = page.next.map(|next| query.next(&portico, next));
    Ok(shown::ok(&shown::list(page.links.iter().flat_map(|pair| named(kinds, pair)).collect(), next)))
}

/// Associates two records, and answers the first.
pub async fn put(
    State(portico): State<Portico>,
    Path((from, id, to, other, kind)): Path<(String, String, String, String, String)>,
    caller: Caller,
) -> Result<Response, Envelope> {
    let kinds = kinds(&from, &to)?;
    may(&caller, kinds, true)?;
    let types = vec![type_of(&all_types(&caller, kinds).await?, &kind)?.id];
    let wanted = LinkWanted { from: id.clone(), to: other, types };
    caller.0.link_records(kinds, &wanted).await.map_err(super::associations::missing)?;
    let wanted = domain::crm::Wanted { associations: vec![kinds.to], ..domain::crm::Wanted::default() };
    let record = caller.0.record(kinds.from, &domain::crm::By::id(id), &wanted).await?;
    let record = if caller.0.may_read(kinds.from) { record } else { record.alone(kinds.from, []) };
    Ok(shown::ok(&shown::record(&super::objects::origin(&portico), kinds.from, &record)))
}

pub async fn delete(
    Path((from, id, to, other, kind)): Path<(String, String, String, String, String)>,
    caller: Caller,
) -> Result<Response, Envelope> {
    let kinds = kinds(&from, &to)?;
    may(&caller, kinds, true)?;
    let known = all_types(&caller, kinds).await?;
    let one = type_of(&known, &kind)?;
    match one.own {
        true => take_away(caller, None, kinds, Vec::new(), vec![LinkWanted { from: id, to: other, types: vec![one.id] }]).await,
        false => take_away(caller, None, kinds, vec![(id, other)], Vec::new()).await,
    }
}
