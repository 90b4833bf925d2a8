//! What the domain refused, in HubSpot's words. Integrations cut ids and lists out of these sentences, so they are kept
//! to the letter.

use axum::http::StatusCode;
use domain::crm::{CrmError, ObjectType, PropertyProblem, Refused, SearchProblem, ValueProblem};
use model::Fault;
use model::api_tokens::Scope;
use serde_json::{Value, json};

use super::envelope::{Envelope, invalid, of_status};
use super::{description_refusals, webhook_refusals};

pub use domain::crm::PORTAL;

impl From<CrmError> for Envelope {
    fn from(error: CrmError) -> Self {
        match error {
            CrmError::Refused(refused) => of(&refused),
            CrmError::Failure(failure) => failure.into_fault().into_envelope(),
        }
    }
}

/// A fault of the domain as an envelope.
pub trait IntoEnvelope {
    fn into_envelope(self) -> Envelope;
}

impl IntoEnvelope for Fault {
    fn into_envelope(self) -> Envelope {
        match self {
            Fault::NotFound => Envelope::new(StatusCode::NOT_FOUND, "OBJECT_NOT_FOUND", "resource not found"),
            Fault::Busy { retry_after_seconds } => {
                let mut envelope = of_status(StatusCode::SERVICE_UNAVAILABLE);
                envelope.retry_after = Some(retry_after_seconds);
                envelope
            }
            Fault::Internal { reference } => {
                let message = format!("Something went wrong on our side. Reference: {reference}");
                Envelope::new(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL_ERROR", message)
            }
            other => invalid(other.to_string()),
        }
    }
}

/// What none of the scopes lets a token do.
pub fn scopes_missing(scopes: &[Scope]) -> Envelope {
    const MESSAGE: &str = "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.";
    let words: Vec<&str> = scopes.iter().map(|scope| scope.word()).collect();
    let mut envelope = Envelope::new(StatusCode::FORBIDDEN, "MISSING_SCOPES", MESSAGE);
    envelope.errors.push(json!({
        "message": "One or more of the following scopes are required.",
        "context": { "requiredGranularScopes": words },
    }));
    envelope.with("links", json!({ "scopes": "https://developers.hubspot.com/scopes" }))
}

/// `CONTACT`.
fn upper(object_type: ObjectType) -> String {
    object_type.singular().to_uppercase()
}

pub fn of(refused: &Refused) -> Envelope {
    match refused {
        Refused::NotFound { id, .. } => not_found(id),
        Refused::Properties(problems) => unfit(problems),
        Refused::Required { object_type, properties } => {
            let message = format!("Error creating {}. Some required properties were not set.", upper(*object_type));
            invalid(message).about("properties", properties.clone())
        }
        Refused::NothingToUpdate => invalid("No properties found to update, please provide at least one."),
        Refused::EmailTaken { existing } => {
            Envelope::new(StatusCode::CONFLICT, "CONFLICT", format!("Contact already exists. Existing ID: {existing}"))
        }
        Refused::ValueTaken { object_type, property, value, record, existing } => {
            let kind = upper(*object_type);
            invalid(format!(
                "Cannot set PropertyValueCoordinates{{portalId={PORTAL}, objectTypeId=ObjectTypeId{{legacyObjectType={kind}}}, \
                 propertyName={property}, value={value}}} on {record}. {existing} already has that value."
            ))
        }
        Refused::NotUnique { property } => {
            invalid(format!("Property {property} is not a unique property, so no record can be found by it."))
                .about("idProperty", [property.clone()])
        }
        Refused::Search(problem) => invalid(search(problem)),
        Refused::Webhook(refusal) => webhook_refusals::of(refusal),
        Refused::ScopesMissing { object_type, writes } => {
            scopes_missing(if *writes { object_type.writing() } else { object_type.reading() })
        }
        Refused::KeyOfAnotherRequest => Envelope::new(
            StatusCode::CONFLICT,
            "CONFLICT",
            "This Idempotency-Key was used for another request. Use a new key for a new request.",
        )
        .sub("IDEMPOTENCY_KEY_REUSED"),
        other => of_association(other)
            .or_else(|| of_batch(other))
            .or_else(|| description_refusals::of(other))
            .or_else(|| of_engagement(other))
            .unwrap_or_else(|| of_status(StatusCode::BAD_REQUEST)),
    }
}

fn of_association(refused: &Refused) -> Option<Envelope> {
    Some(match refused {
        Refused::NoSuchTarget { object_type, id } => {
            let kind = match object_type {
                ObjectType::Contacts => "CONTACT",
                ObjectType::Companies => "COMPANY",
                ObjectType::Tickets => "TICKET",
                ObjectType::Notes => "NOTE",
            };
            invalid(format!("{kind}={id} is not valid")).sub("crm.associations.INVALID_OBJECT_IDS").about(kind, [id.clone()])
        }
        Refused::NoSuchLinkType { type_id } => {
            invalid(format!("Association type {type_id} is not valid between these object types."))
                .sub("crm.associations.INVALID_ASSOCIATION_TYPE")
                .about("associationTypeId", [type_id.to_string()])
        }
        Refused::LinkedWithItself { id } => {
            invalid(format!("A record cannot be associated with itself: {id}")).about("toObjectId", [id.to_string()])
        }
        Refused::ParentOfItself { id } => {
            invalid(format!("A company cannot be above itself: {id}")).about("toObjectId", [id.to_string()])
        }
        Refused::NotAssociable { from, to } => invalid(format!("{} cannot be associated with {}.", from.word(), to.word())),
        _ => return None,
    })
}

fn of_batch(refused: &Refused) -> Option<Envelope> {
    Some(match refused {
        Refused::MergedWithItself { id } => {
            invalid(format!("A record cannot be merged with itself: {id}")).about("objectIdToMerge", [id.to_string()])
        }
        Refused::NotMergeable { object_type } => invalid(format!("{} cannot be merged.", object_type.word())),
        Refused::EmptyBatch => invalid("Batch input provided should have at least one object."),
        Refused::BatchTooLong { max } => invalid(format!("Batch input provided should have at most {max} objects.")),
        Refused::DuplicateIds(ids) => {
            invalid(format!("Duplicate IDs found in batch input: [{}]. IDs must be unique", ids.join(", ")))
                .about("ids", ids.clone())
        }
        _ => return None,
    })
}

/// Conversations and files.
fn of_engagement(refused: &Refused) -> Option<Envelope> {
    Some(match refused {
        Refused::TextTooLong { max } => invalid(format!("The text is longer than {max} characters.")),
        Refused::NoSuchAgent(actor) => {
            invalid(format!("{actor} is not an agent who can act here.")).about("actorId", [actor.clone()])
        }
        Refused::NoRecipient(address) => {
            invalid(format!("{address} is not a customer of this thread's ticket. Associate the contact with it first."))
                .about("recipient", [address.clone()])
        }
        Refused::NoSuchFile(id) => invalid(format!("There is no file {id}.")).about("fileId", [id.clone()]),
        Refused::TooManyFiles { max } => invalid(format!("A message may have at most {max} attachments.")),
        Refused::FileTooLarge { .. } => super::upload::too_large(),
        Refused::FileThere { id } => Envelope::new(
            StatusCode::CONFLICT,
            "OBJECT_ALREADY_EXISTS",
            format!("The same file already exists. Existing ID: {id}"),
        ),
        _ => return None,
    })
}

fn not_found(id: &str) -> Envelope {
    let numeric = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    let message = if numeric { "resource not found" } else { "Object not found.  objectId are usually numeric." };
    Envelope::new(StatusCode::NOT_FOUND, "OBJECT_NOT_FOUND", message).about("id", [id.to_owned()])
}

/// Records of a batch that are not there.
pub fn some_missing(object_type: ObjectType, ids: &[String]) -> Envelope {
    let message =
        format!("Could not get some {} objects, they may be deleted or not exist. Check that ids are valid.", upper(object_type));
    Envelope::new(StatusCode::NOT_FOUND, "OBJECT_NOT_FOUND", message).about("ids", ids.to_vec())
}

/// The list in the message is JSON, which clients cut out and read.
fn unfit(problems: &[PropertyProblem]) -> Envelope {
    let list: Vec<Value> = problems
        .iter()
        .map(|problem| {
            let (code, message) = words(problem);
            json!({
                "isValid": false, "message": message, "error": code, "name": problem.property,
                "localizedErrorMessage": message, "portalId": PORTAL,
            })
        })
        .collect();
    let mut envelope = invalid(format!("Property values were not valid: {}", Value::Array(list)));
    for problem in problems {
        let (code, message) = words(problem);
        let context = json!({ "propertyName": [problem.property] });
        envelope.errors.push(json!({ "message": message, "code": code, "context": context }));
    }
    envelope
}

fn words(problem: &PropertyProblem) -> (&'static str, String) {
    let PropertyProblem { property, value, problem } = problem;
    match problem {
        ValueProblem::DoesNotExist => ("PROPERTY_DOESNT_EXIST", format!("Property \"{property}\" does not exist")),
        ValueProblem::ReadOnly => {
            ("READ_ONLY_VALUE", format!("\"{property}\" is a read only property; its value cannot be set."))
        }
        ValueProblem::NotAnOption(options) => {
            ("INVALID_OPTION", format!("{value} was not one of the allowed options: [{}]", options.join(", ")))
        }
        ValueProblem::NotAnEmail => ("INVALID_EMAIL", format!("Email address {value} is invalid")),
        ValueProblem::NotANumber => ("INVALID_INTEGER", format!("{value} was not a valid number.")),
        ValueProblem::NotADate => {
            ("INVALID_DATE", format!("{value} was not a valid date: YYYY-MM-DD, or midnight UTC in epoch milliseconds."))
        }
        ValueProblem::NotAMoment => ("INVALID_DATE", format!("{value} was not a valid date: ISO 8601, or epoch milliseconds.")),
        ValueProblem::NotABoolean => ("INVALID_BOOLEAN", format!("{value} was not a valid boolean.")),
        ValueProblem::NotADomain => ("INVALID_DOMAIN", format!("{value} was not a valid domain name.")),
        ValueProblem::TooLong(max) => ("VALUE_TOO_LONG", format!("The value is longer than {max} characters.")),
        ValueProblem::Malformed => ("INVALID_STRING", "The value has characters that it may not have.".to_owned()),
        ValueProblem::Missing => ("REQUIRED_FIELD", format!("\"{property}\" must have a value.")),
    }
}

fn search(problem: &SearchProblem) -> String {
    match problem {
        SearchProblem::TooManyGroups(max) => format!("A search may have at most {max} filterGroups."),
        SearchProblem::TooManyFilters(6) => "A filterGroup may have at most 6 filters.".to_owned(),
        SearchProblem::TooManyFilters(max) => format!("A search may have at most {max} filters."),
        SearchProblem::TooManyValues(max) => format!("A filter may have at most {max} values."),
        SearchProblem::QueryTooLong(max) => format!("The query is longer than {max} characters."),
        SearchProblem::TooFar(max) => format!("Paging through a search ends at {max} results: after + limit is more."),
        SearchProblem::NoSuchProperty(name) => {
            format!("There was a problem with the request: property {name} does not exist for this object type.")
        }
        SearchProblem::ValueMissing { property, operator } => {
            let wanted = match operator.word() {
                "IN" | "NOT_IN" => "values",
                "BETWEEN" => "value and highValue",
                _ => "a value",
            };
            format!("The operator {} needs {wanted} to compare {property} with.", operator.word())
        }
        SearchProblem::ValueUnfit { property, value } => format!("{value} cannot be compared with the values of {property}."),
        SearchProblem::OperatorUnfit { property, operator } => {
            format!("The operator {} cannot be used with {property}.", operator.word())
        }
    }
}
