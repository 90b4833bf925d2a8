//! Why records are not described so, in words: properties and their groups, labels, pipelines.

use axum::http::StatusCode;
use domain::PipelineRefusal;
use domain::crm::Refused;

use super::envelope::{Envelope, invalid};

/// `None`: it is about something else.
pub fn of(refused: &Refused) -> Option<Envelope> {
    Some(match refused {
        Refused::Pipeline(refusal) => pipeline(*refusal),
        Refused::NothingCalled(name) => {
            Envelope::new(StatusCode::NOT_FOUND, "OBJECT_NOT_FOUND", "resource not found").about("id", [name.clone()])
        }
        Refused::PropertyTaken(name) => {
            let message = format!("A property named '{name}' already exists.");
            Envelope::new(StatusCode::CONFLICT, "OBJECT_ALREADY_EXISTS", message).about("name", [name.clone()])
        }
        Refused::GroupTaken(name) => {
            let message = format!("A property group named '{name}' already exists.");
            Envelope::new(StatusCode::CONFLICT, "OBJECT_ALREADY_EXISTS", message).about("name", [name.clone()])
        }
        Refused::NoSuchGroup(name) => {
            invalid(format!("The property group {name} does not exist.")).about("groupName", [name.clone()])
        }
        Refused::GroupInUse(name) => {
            invalid(format!("The property group {name} still has properties.")).about("name", [name.clone()])
        }
        Refused::LabelTaken(name) => {
            let message = format!("An association label named '{name}' already exists.");
            Envelope::new(StatusCode::CONFLICT, "OBJECT_ALREADY_EXISTS", message).about("name", [name.clone()])
        }
        Refused::TooManyLabels { max } => invalid(format!("There may be at most {max} association labels between two types.")),
        Refused::PropertyFixed(name) => {
            invalid(format!("{name} is a property defined by HubSpot, whose definition cannot be changed."))
                .about("name", [name.clone()])
        }
        Refused::TooManyProperties { max, unique } => {
            let kind = if *unique { "properties with unique values" } else { "properties" };
            invalid(format!("There may be at most {max} {kind} of one object type."))
        }
        Refused::FieldUnfit(field) => invalid(format!("The field {field} is not valid.")).about("field", [field.clone()]),
        _ => return None,
    })
}

fn pipeline(refusal: PipelineRefusal) -> Envelope {
    invalid(match refusal {
        PipelineRefusal::IdTaken(id) => {
            let message = format!("The id {id} is or was that of another pipeline or stage.");
            return Envelope::new(StatusCode::CONFLICT, "OBJECT_ALREADY_EXISTS", message).about("id", [id.to_string()]);
        }
        PipelineRefusal::LacksStage => "A ticket pipeline needs at least one OPEN and one CLOSED stage.",
        PipelineRefusal::InUse => "Tickets are in it. Move them to another stage first.",
        PipelineRefusal::BuiltIn => "It is one of those that come with the product, which cannot be removed.",
        PipelineRefusal::Label => "The label must be one line of 1 to 100 characters.",
    })
}
