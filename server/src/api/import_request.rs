//! What a file that is to be imported is, as HubSpot's clients say it beside the file.

use domain::crm::ObjectType;
use domain::import::{Choice, Only, Order};
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
    /// Which number of a date is the day, where that is said.
    order: Option<Order>,
    /// Whether only new records are to be written, or only those that are there.
    only: Option<Only>,
    /// As it came.
    pub text: String,
}

impl Wanted {
    /// One CSV file with a header. A row is one record; with columns of several kinds it is a ticket, else a contact, and the
    /// other columns are what it is associated with (HubSpot's behaviour).
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
        let mapped = mappings.iter().map(Mapped::parse).collect::<Result<Vec<_>, _>>()?;
        for (number, column) in mapped.iter().enumerate() {
            if mapped[..number].iter().any(|before| before.name.trim() == column.name.trim()) {
                return Err(invalid(format!("Column {} is mapped twice.", column.name)));
            }
        }
        let is_there = |object_type: &ObjectType| mapped.iter().any(|column| column.object_type == Some(*object_type));
        let mut kinds = [ObjectType::Tickets, ObjectType::Contacts, ObjectType::Companies].into_iter().filter(is_there);
        let rows = kinds.next().ok_or_else(|| invalid("importRequest.files.fileImportPage.columnMappings maps no column."))?;
        let kind = kind_of(rows).ok_or_else(|| invalid("Records of this kind cannot be imported."))?;
        let by_id = mapped.iter().any(|column| column.is_id && column.object_type == Some(rows));
        let columns = mapped.iter().map(|column| Ok((column.name.clone(), column.property_of(rows)?)));
        let columns = columns.collect::<Result<_, Envelope>>()?;
        let alternate = mapped.iter().find(|column| column.is_alternate() && column.object_type == Some(rows));
        let key = if by_id { "record" } else { alternate.map_or("", |column| &column.property) }.to_owned();
        let name = json["name"].as_str().unwrap_or_default().to_owned();
        let (order, only) = (order(&json)?, only(&json, rows)?);
        Ok(Self { name, kind, columns, key, order, only, text: text.to_owned() })
    }

    /// What is to be done with a file of these columns. A column that is to be read has to be there.
    pub fn choice(&self, headers: &[String]) -> Result<Choice, Envelope> {
        let missing = |column: &str| !headers.iter().any(|header| header == column.trim());
        if let Some((column, _)) = self.columns.iter().find(|(column, property)| !property.is_empty() && missing(column)) {
            return Err(invalid(format!("The file has no column {column}. Its columns are: {}.", headers.join(", "))));
        }
        let property = |header: &String| self.columns.iter().find(|(column, _)| column.trim() == header);
        let columns = headers.iter().map(|header| property(header).map(|(_, property)| property.clone()).unwrap_or_default());
        // The numbers of owners in a file are those that the API answers.
        Ok(Choice { columns: columns.collect(), key: self.key.clone(), order: self.order, only: self.only, own_numbers: true })
    }
}

fn order(json: &Value) -> Result<Option<Order>, Envelope> {
    match json["dateFormat"].as_str() {
        None | Some("" | "YEAR_MONTH_DAY") => Ok(None),
        Some("MONTH_DAY_YEAR") => Ok(Some(Order::MonthFirst)),
        Some("DAY_MONTH_YEAR") => Ok(Some(Order::DayFirst)),
        Some(other) => Err(invalid(format!(
            "importRequest.dateFormat must be MONTH_DAY_YEAR, DAY_MONTH_YEAR or YEAR_MONTH_DAY, but was {other}."
        ))),
    }
}

/// Of the records that rows are; what they bring beside is made where it is not there.
fn only(json: &Value, rows: ObjectType) -> Result<Option<Only>, Envelope> {
    let operations = json["importOperations"].as_object();
    let own = operations.and_then(|all| all.iter().find(|(kind, _)| ObjectType::parse(kind) == Some(rows)));
    match own.and_then(|(_, operation)| operation.as_str()) {
        None | Some("UPSERT") => Ok(None),
        Some("CREATE") => Ok(Some(Only::New)),
        Some("UPDATE") => Ok(Some(Only::Present)),
        Some(other) => Err(invalid(format!("importRequest.importOperations must be CREATE, UPDATE or UPSERT, but was {other}."))),
    }
}

/// What is said of one column.
struct Mapped {
    name: String,
    /// `None`: left out.
    object_type: Option<ObjectType>,
    property: String,
    /// The column has the record's own id.
    is_id: bool,
    /// The column has what records are recognised by.
    is_key: bool,
}

impl Mapped {
    fn parse(mapping: &Value) -> Result<Self, Envelope> {
        let name = mapping["columnName"].as_str().ok_or_else(|| invalid("Every column mapping needs a columnName."))?.to_owned();
        if mapping["ignored"].as_bool() == Some(true) {
            return Ok(Self { name, object_type: None, property: String::new(), is_id: false, is_key: false });
        }
        let object = mapping["columnObjectTypeId"].as_str().or_else(|| mapping["columnObjectType"].as_str());
        let object = object.ok_or_else(|| invalid(format!("Column {name} needs a columnObjectTypeId.")))?;
        let object_type = ObjectType::parse(object).filter(|object_type| kind_of(*object_type).is_some());
        let object_type = object_type.ok_or_else(|| invalid(format!("Records of {object} cannot be imported.")))?;
        let property = mapping["propertyName"].as_str().unwrap_or_default().to_owned();
        let id_type = mapping["columnType"].as_str().or(mapping["idColumnType"].as_str());
        let is_id = id_type == Some("HUBSPOT_OBJECT_ID") || property == "hs_object_id";
        let is_key = id_type == Some("HUBSPOT_ALTERNATE_ID");
        Ok(Self { name, object_type: Some(object_type), property, is_id, is_key })
    }

    /// A property with unique values by which records are recognised, in place of what is usual for the kind.
    fn is_alternate(&self) -> bool {
        self.is_key && !matches!(self.property.as_str(), "" | "email" | "domain" | "name" | "hs_object_id" | "hs_ticket_id")
    }

    /// What imports call the column's property where rows are of this kind. Of what rows bring beside themselves, only what
    /// it is recognised by can be said.
    fn property_of(&self, rows: ObjectType) -> Result<String, Envelope> {
        let Some(object_type) = self.object_type else { return Ok(String::new()) };
        if object_type == rows {
            return Ok(if self.is_id { "id".to_owned() } else { self.property.clone() });
        }
        let property = match (object_type, self.property.as_str()) {
            (ObjectType::Companies, _) if self.is_id => "company_records",
            (ObjectType::Companies, "name") => "company",
            (ObjectType::Companies, "domain") => "company_domain",
            (ObjectType::Contacts, _) if self.is_id => "contact_records",
            (ObjectType::Contacts, "email") => "email",
            (ObjectType::Contacts, "firstname") => "first_name",
            (ObjectType::Contacts, "lastname") => "last_name",
            (ObjectType::Contacts, "phone") => "phone",
            _ => {
                return Err(invalid(format!(
                    "Column {}: rows of {} bring {} by what these are recognised by: email, firstname, lastname and phone of \
                     contacts, name and domain of companies, or their ids. Import the other properties with a file of their own.",
                    self.name,
                    rows.word(),
                    object_type.word(),
                )));
            }
        };
        Ok(property.to_owned())
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
