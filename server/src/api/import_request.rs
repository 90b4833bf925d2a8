//! What a file that is to be imported is, as HubSpot's clients say it beside the file.

use domain::crm::ObjectType;
use model::imports::ImportKind;
use serde_json::Value;

use super::envelope::{Envelope, invalid};

/// What the part `importRequest` says.
pub struct Wanted {
    pub name: String,
    pub kind: ImportKind,
    /// Column and property; empty: left out.
    columns: Vec<(String, String)>,
    /// What records are recognised by; empty: as usual.
    pub key: String,
    /// As it came.
    pub text: String,
}

impl Wanted {
    /// One CSV file of one kind of records with a header.
    pub fn parse(text: &str) -> Result<Self, Envelope> {
        let json: Value =
            serde_json::from_str(text).map_err(|error| invalid(format!("The part `importRequest` is not JSON: {error}")))?;
        let files = json["files"].as_array().map(Vec::as_slice).unwrap_or_default();
        let [file] = files else {
            return Err(invalid("importRequest.files must have one file: files of several kinds are several imports here."));
        };
        if file["fileFormat"].as_str().is_some_and(|format| !format.eq_ignore_ascii_case("CSV")) {
            return Err(invalid("importRequest.files.fileFormat must be CSV."));
        }
        let page = &file["fileImportPage"];
        if page["hasHeader"].as_bool() == Some(false) {
            return Err(invalid("importRequest.files.fileImportPage.hasHeader must be true: columns are named by the header."));
        }
        let mappings = page["columnMappings"].as_array().map(Vec::as_slice).unwrap_or_default();
        let (mut kinds, mut columns, mut key) = (Vec::new(), Vec::new(), String::new());
        for mapping in mappings {
            let column = mapping["columnName"].as_str().ok_or_else(|| invalid("Every column mapping needs a columnName."))?;
            if mapping["ignored"].as_bool() == Some(true) {
                columns.push((column.to_owned(), String::new()));
                continue;
            }
            let object = mapping["columnObjectTypeId"].as_str().or_else(|| mapping["columnObjectType"].as_str());
            let object = object.ok_or_else(|| invalid(format!("Column {column} needs a columnObjectTypeId.")))?;
            let kind = ObjectType::parse(object).and_then(kind_of);
            let kind = kind.ok_or_else(|| invalid(format!("Records of {object} cannot be imported.")))?;
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
            let id_type = mapping["columnType"].as_str().or_else(|| mapping["idColumnType"].as_str());
            let property = mapping["propertyName"].as_str().unwrap_or_default();
            if id_type == Some("HUBSPOT_OBJECT_ID") {
                key = "record".to_owned();
                columns.push((column.to_owned(), "id".to_owned()));
            } else {
                columns.push((column.to_owned(), property.to_owned()));
            }
        }
        let [kind] = kinds[..] else {
            return Err(invalid("The columns must be of one kind of records: contacts, companies or tickets."));
        };
        Ok(Self { name: json["name"].as_str().unwrap_or_default().to_owned(), kind, columns, key, text: text.to_owned() })
    }

    /// The property of each column of the file.
    pub fn columns_of(&self, headers: &[String]) -> Vec<String> {
        let property = |header: &String| self.columns.iter().find(|(column, _)| column.trim() == header);
        headers.iter().map(|header| property(header).map(|(_, property)| property.clone()).unwrap_or_default()).collect()
    }
}

fn kind_of(object_type: ObjectType) -> Option<ImportKind> {
    match object_type {
        ObjectType::Companies => Some(ImportKind::Companies),
        ObjectType::Contacts => Some(ImportKind::Contacts),
        ObjectType::Tickets => Some(ImportKind::Tickets),
        ObjectType::Notes => None,
    }
}
