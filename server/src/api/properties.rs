//! `/crm/v3/properties/{kind}`: what properties records have.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::Portico;
use domain::crm::{Choice, Definition, NewProperty, ObjectType, PropertyChange, Refused};
use model::api_tokens::Scope;
use serde_json::{Value, json};

use super::body::{Input, inputs, lacking, member, objects, optional_text, required_text};
use super::door::Caller;
use super::envelope::{Envelope, invalid};
use super::objects::kind;
use super::query::Query;
use super::{refusals, shown};

/// Who may read any kind of record, or how one is described, may read how all are (HubSpot's behaviour).
pub const DESCRIBED_BY: [Scope; 6] = [
    Scope::ReadContacts,
    Scope::ReadCompanies,
    Scope::Tickets,
    Scope::ReadContactSchemas,
    Scope::ReadCompanySchemas,
    Scope::ReadTicketSchemas,
];

fn property(definition: &Definition) -> Value {
    let option = |(place, option): (usize, &Choice)| {
        let order = option.display_order.unwrap_or(i64::try_from(place).unwrap_or(i64::MAX));
        json!({
            "label": option.label, "value": option.value, "displayOrder": order, "hidden": option.hidden,
            "description": option.description,
        })
    };
    let options: Vec<Value> = definition.options.iter().enumerate().map(option).collect();
    let mut shown = json!({
        "name": definition.name, "label": definition.label, "type": definition.kind.word(), "fieldType": definition.field,
        "groupName": definition.group, "description": definition.description, "options": options,
        "displayOrder": definition.display_order, "calculated": false, "externalOptions": definition.external_options,
        "hasUniqueValue": definition.unique, "hidden": definition.hidden, "hubspotDefined": definition.built_in,
        "formField": definition.form_field, "archived": definition.archived_at.is_some(),
        "modificationMetadata": {
            "archivable": !definition.built_in, "readOnlyDefinition": definition.built_in,
            "readOnlyValue": definition.read_only,
        },
        "createdAt": definition.created_at.iso(), "updatedAt": definition.updated_at.iso(),
    });
    if let Some(at) = definition.archived_at {
        shown["archivedAt"] = at.iso().into();
    }
    shown
}

/// Who may change how records of a kind are described.
pub fn changing(kind: ObjectType) -> &'static [Scope] {
    match kind {
        ObjectType::Contacts | ObjectType::Notes => &[Scope::WriteContactSchemas],
        ObjectType::Companies => &[Scope::WriteCompanySchemas],
        ObjectType::Tickets => &[Scope::WriteTicketSchemas, Scope::Tickets],
    }
}

pub async fn list(Path(name): Path<String>, query: Query, caller: Caller) -> Result<Response, Envelope> {
    let kind = kind(&name)?;
    caller.require(&DESCRIBED_BY)?;
    let definitions = caller.0.properties(kind, query.is_true("archived")).await?;
    let asked = query.list("properties").unwrap_or_default();
    let wanted = definitions.iter().filter(|definition| asked.is_empty() || asked.contains(&definition.name));
    Ok(shown::ok(&shown::list(wanted.map(property).collect(), None)))
}

pub async fn read(Path((name, wanted)): Path<(String, String)>, query: Query, caller: Caller) -> Result<Response, Envelope> {
    let kind = kind(&name)?;
    caller.require(&DESCRIBED_BY)?;
    Ok(shown::ok(&property(&caller.0.property(kind, &wanted, query.is_true("archived")).await?)))
}

fn options(body: &Value) -> Result<Vec<Choice>, Envelope> {
    let option = |option: &Value| {
        let value = required_text(option, "value")?;
        Ok(Choice {
            label: optional_text(option, "label")?.unwrap_or_else(|| value.clone()),
            display_order: order(option)?,
            hidden: truth(option, "hidden")?.unwrap_or(false),
            description: optional_text(option, "description")?.unwrap_or_default(),
            value,
        })
    };
    objects(body, "options")?.iter().map(option).collect()
}

fn truth(body: &Value, name: &str) -> Result<Option<bool>, Envelope> {
    match optional_text(body, name)?.map(|text| text.to_ascii_lowercase()).as_deref() {
        None => Ok(None),
        Some("true") => Ok(Some(true)),
        Some("false") => Ok(Some(false)),
        Some(_) => Err(invalid(format!("`{name}` must be true or false"))),
    }
}

pub fn order(body: &Value) -> Result<Option<i64>, Envelope> {
    let text = optional_text(body, "displayOrder")?;
    text.map(|text| text.parse().map_err(|_| invalid("`displayOrder` must be a whole number"))).transpose()
}

fn new_property(body: &Value) -> Result<NewProperty, Envelope> {
    const REQUIRED: [&str; 5] = ["name", "label", "type", "fieldType", "groupName"];
    let missing: Vec<&str> = REQUIRED.into_iter().filter(|name| member(body, name).is_none()).collect();
    if !missing.is_empty() {
        return Err(lacking(&missing));
    }
    if truth(body, "externalOptions")?.unwrap_or(false)
        || optional_text(body, "referencedObjectType")?.is_some_and(|kind| !kind.is_empty())
    {
        return Err(invalid(
            "Properties whose options are other records (externalOptions, referencedObjectType) cannot be added.",
        ));
    }
    Ok(NewProperty {
        name: required_text(body, "name")?,
        label: required_text(body, "label")?,
        kind: required_text(body, "type")?,
        field: required_text(body, "fieldType")?,
        group: required_text(body, "groupName")?,
        description: optional_text(body, "description")?.unwrap_or_default(),
        options: options(body)?,
        display_order: order(body)?.unwrap_or(-1),
        unique: truth(body, "hasUniqueValue")?.unwrap_or(false),
        hidden: truth(body, "hidden")?.unwrap_or(false),
        form_field: truth(body, "formField")?.unwrap_or(false),
    })
}

pub async fn create(Path(name): Path<String>, caller: Caller, input: Input) -> Result<Response, Envelope> {
    let kind = kind(&name)?;
    caller.require(changing(kind))?;
    let new = new_property(&input.json)?;
    let made = caller.0.once(input.once).add_properties(kind, &[new]).await?;
    Ok(shown::answer(StatusCode::CREATED, &made.first().map(property).unwrap_or_default()))
}

pub async fn update(Path((name, wanted)): Path<(String, String)>, caller: Caller, input: Input) -> Result<Response, Envelope> {
    let kind = kind(&name)?;
    caller.require(changing(kind))?;
    let body = &input.json;
    let change = PropertyChange {
        label: optional_text(body, "label")?,
        kind: optional_text(body, "type")?,
        field: optional_text(body, "fieldType")?,
        group: optional_text(body, "groupName")?,
        description: optional_text(body, "description")?,
        options: member(body, "options").map(|_| options(body)).transpose()?,
        display_order: order(body)?,
        hidden: truth(body, "hidden")?,
        form_field: truth(body, "formField")?,
    };
    Ok(shown::ok(&property(&caller.0.change_property(kind, &wanted, &change).await?)))
}

pub async fn archive(Path((name, wanted)): Path<(String, String)>, caller: Caller) -> Result<Response, Envelope> {
    let kind = kind(&name)?;
    caller.require(changing(kind))?;
    caller.0.archive_properties(kind, &[wanted]).await?;
    Ok(shown::nothing())
}

/// The names that a batch is about.
fn names(body: &Value) -> Result<Vec<String>, Envelope> {
    inputs(body)?.iter().map(|item| required_text(item, "name")).collect()
}

pub async fn batch_create(
    State(portico): State<Portico>,
    Path(name): Path<String>,
    caller: Caller,
    input: Input,
) -> Result<Response, Envelope> {
    let kind = kind(&name)?;
    caller.require(changing(kind))?;
    let new: Vec<NewProperty> = inputs(&input.json)?.iter().map(new_property).collect::<Result<_, _>>()?;
    let began = portico.clock().now();
    let made = caller.0.once(input.once).add_properties(kind, &new).await?;
    let results = made.iter().map(property).collect();
    Ok(shown::answer(StatusCode::CREATED, &shown::batch(results, Vec::new(), began, portico.clock().now())))
}

pub async fn batch_read(
    State(portico): State<Portico>,
    Path(name): Path<String>,
    caller: Caller,
    input: Input,
) -> Result<Response, Envelope> {
    let kind = kind(&name)?;
    caller.require(&DESCRIBED_BY)?;
    let (wanted, archived) = (names(&input.json)?, truth(&input.json, "archived")?.unwrap_or(false));
    let began = portico.clock().now();
    let all = caller.0.properties(kind, archived).await?;
    let (mut results, mut errors) = (Vec::new(), Vec::new());
    for name in wanted {
        match all.iter().find(|definition| definition.name == name) {
            Some(definition) => results.push(property(definition)),
            None => errors.push(refusals::of(&Refused::NothingCalled(name)).standard()),
        }
    }
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::MULTI_STATUS };
    Ok(shown::answer(status, &shown::batch(results, errors, began, portico.clock().now())))
}

pub async fn batch_archive(Path(name): Path<String>, caller: Caller, input: Input) -> Result<Response, Envelope> {
    let kind = kind(&name)?;
    caller.require(changing(kind))?;
    caller.0.once(input.once).archive_properties(kind, &names(&input.json)?).await?;
    Ok(shown::nothing())
}
