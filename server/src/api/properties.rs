//! `/crm/v3/properties/{kind}`: what properties records have.

use axum::extract::Path;
use axum::response::Response;
use domain::crm::{Choice, Definition};
use model::api_tokens::Scope;
use serde_json::{Value, json};

use super::door::Caller;
use super::envelope::Envelope;
use super::objects::kind;
use super::query::Query;
use super::shown;

/// Who may read any kind of record, or how one is described, may read how all are (HubSpot's behaviour).
pub const DESCRIBED_BY: [Scope; 6] = [
    Scope::ReadContacts,
    Scope::ReadCompanies,
    Scope::Tickets,
    Scope::ReadContactSchemas,
    Scope::ReadCompanySchemas,
    Scope::ReadTicketSchemas,
];

/// When the properties that come with the product were made.
const BEGINNING: &str = "1970-01-01T00:00:00Z";

fn property(definition: &Definition) -> Value {
    let option = |(place, option): (usize, &Choice)| json!({ "label": option.label, "value": option.value, "displayOrder": place, "hidden": false, "description": "" });
    let options: Vec<Value> = definition.options.iter().enumerate().map(option).collect();
    json!({
        "name": definition.name, "label": definition.label, "type": definition.kind.word(), "fieldType": definition.field,
        "groupName": definition.group, "description": "", "options": options, "displayOrder": -1,
        "calculated": false, "externalOptions": definition.external_options, "hasUniqueValue": definition.unique,
        "hidden": false, "hubspotDefined": true, "formField": !definition.read_only, "archived": false,
        "modificationMetadata": {
            "archivable": false, "readOnlyDefinition": true, "readOnlyValue": definition.read_only,
        },
        "createdAt": BEGINNING, "updatedAt": BEGINNING,
    })
}

pub async fn list(Path(name): Path<String>, query: Query, caller: Caller) -> Result<Response, Envelope> {
    let kind = kind(&name)?;
    caller.require(&DESCRIBED_BY)?;
    // None of the standard ones can be archived.
    let definitions = if query.is_true("archived") { Vec::new() } else { caller.0.properties(kind) };
    let asked = query.list("properties").unwrap_or_default();
    let wanted = definitions.iter().filter(|definition| asked.is_empty() || asked.contains(&definition.name));
    Ok(shown::ok(&shown::list(wanted.map(property).collect(), None)))
}

pub async fn read(Path((name, wanted)): Path<(String, String)>, caller: Caller) -> Result<Response, Envelope> {
    let kind = kind(&name)?;
    caller.require(&DESCRIBED_BY)?;
    Ok(shown::ok(&property(&caller.0.property(kind, &wanted)?)))
}
