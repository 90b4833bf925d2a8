//! `/crm/v4/associations/{from}/{to}/labels`: what associations can be called.

use axum::extract::Path;
use axum::response::Response;
use domain::crm::{LinkWanted, NamedLabel, NewLabel};
use serde_json::{Value, json};

use super::associations::{DEFINED, ends, kinds, label, may};
use super::body::{Input, inputs, lacking, member, objects, optional_text, required_text, types};
use super::door::Caller;
use super::envelope::{Envelope, invalid};
use super::shown;

/// A label beside *Primary*.
pub fn named(label: &NamedLabel) -> Value {
    let category = if label.built_in { DEFINED } else { "USER_DEFINED" };
    json!({ "category": category, "typeId": label.type_id, "label": label.label })
}

/// The built-in ones, and those that were made here.
pub async fn read(Path((from, to)): Path<(String, String)>, caller: Caller) -> Result<Response, Envelope> {
    let kinds = kinds(&from, &to)?;
    may(&caller, kinds, false)?;
    let made = caller.0.association_labels(kinds).await?;
    let all = kinds.labels().iter().map(label).chain(made.iter().map(named)).collect();
    Ok(shown::ok(&shown::list(all, None)))
}

/// Answers both directions, with 200 (HubSpot's behaviour).
pub async fn create(Path((from, to)): Path<(String, String)>, caller: Caller, input: Input) -> Result<Response, Envelope> {
    let kinds = kinds(&from, &to)?;
    may(&caller, kinds, true)?;
    let missing: Vec<&str> = ["label", "name"].into_iter().filter(|name| member(&input.json, name).is_none()).collect();
    if !missing.is_empty() {
        return Err(lacking(&missing));
    }
    let new = NewLabel {
        name: required_text(&input.json, "name")?,
        label: required_text(&input.json, "label")?,
        inverse: optional_text(&input.json, "inverseLabel")?,
    };
    let made = caller.0.once(input.once).add_association_label(kinds, &new).await?;
    Ok(shown::ok(&shown::list(made.iter().map(named).collect(), None)))
}

fn number(text: &str) -> Result<i64, Envelope> {
    text.parse().map_err(|_| invalid("Unable to parse value for path parameter: associationTypeId"))
}

pub async fn update(Path((from, to)): Path<(String, String)>, caller: Caller, input: Input) -> Result<Response, Envelope> {
    let kinds = kinds(&from, &to)?;
    may(&caller, kinds, true)?;
    let type_id = number(&required_text(&input.json, "associationTypeId")?)?;
    let (label, inverse) = (required_text(&input.json, "label")?, optional_text(&input.json, "inverseLabel")?);
    caller.0.change_association_label(kinds, type_id, &label, inverse.as_deref()).await?;
    Ok(shown::nothing())
}

pub async fn delete(Path((from, to, type_id)): Path<(String, String, String)>, caller: Caller) -> Result<Response, Envelope> {
    let kinds = kinds(&from, &to)?;
    may(&caller, kinds, true)?;
    caller.0.remove_association_label(kinds, number(&type_id)?).await?;
    Ok(shown::nothing())
}

/// Takes labels from associations, which stay.
pub async fn batch_archive(Path((from, to)): Path<(String, String)>, caller: Caller, input: Input) -> Result<Response, Envelope> {
    let kinds = kinds(&from, &to)?;
    may(&caller, kinds, true)?;
    let wanted = |item: &Value| {
        let (from, to) = ends(item)?;
        let types = types(objects(item, "types")?)?;
        if types.is_empty() { Err(lacking(&["types"])) } else { Ok(LinkWanted { from, to, types }) }
    };
    let wanted: Vec<LinkWanted> = inputs(&input.json)?.iter().map(wanted).collect::<Result<_, Envelope>>()?;
    caller.0.once(input.once).unlabel_all(kinds, &wanted).await?;
    Ok(shown::nothing())
}
