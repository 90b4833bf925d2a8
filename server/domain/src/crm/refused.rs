//! Why a request of an integration is not done. Kinds and values; the sentences, which clients read, are written at the
//! door.

use model::{Fault, Problem};
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};

use super::object_types::ObjectType;
use super::search::SearchProblem;
use crate::failure::{Failure, Outcome};
use crate::pipelines::{PipelineError, PipelineRefusal};
use crate::webhooks::WebhookRefusal;

/// What is wrong with the value of one property.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PropertyProblem {
    pub property: String,
    pub value: String,
    pub problem: ValueProblem,
}

/// Why a value is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ValueProblem {
    /// There is no such property.
    DoesNotExist,
    ReadOnly,
    /// Not one of these.
    NotAnOption(Vec<String>),
    NotAnEmail,
    NotANumber,
    /// Neither a day, nor midnight of one in UTC as milliseconds since 1970.
    NotADate,
    /// Neither an ISO 8601 moment nor milliseconds since 1970.
    NotAMoment,
    NotABoolean,
    NotADomain,
    /// Longer than so many characters.
    TooLong(usize),
    /// Control characters, or line breaks in a line.
    Malformed,
    /// It may not be empty.
    Missing,
}

/// Why a request is not done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Refused {
    /// No record of the kind has the id, or it is archived where a live one is asked for, or the other way round.
    NotFound {
        object_type: ObjectType,
        id: String,
    },
    /// No pipeline, stage, property or owner is called so.
    NothingCalled(String),
    Properties(Vec<PropertyProblem>),
    /// Properties without which no record of the kind is made.
    Required {
        object_type: ObjectType,
        properties: Vec<String>,
    },
    NothingToUpdate,
    /// A live contact has the address already.
    EmailTaken {
        existing: i64,
    },
    /// The pipeline stays as it is.
    Pipeline(PipelineRefusal),
    Webhook(WebhookRefusal),
    /// Another record has the value in a property that no two may have the same of. `record`: which was to get it, if it was
    /// there already.
    ValueTaken {
        object_type: ObjectType,
        property: String,
        value: String,
        record: i64,
        existing: i64,
    },
    /// A group of the name is there already.
    GroupTaken(String),
    /// A property is to be in a group that is not there.
    NoSuchGroup(String),
    /// Properties are in the group.
    GroupInUse(String),
    /// A property of the name is there already.
    PropertyTaken(String),
    /// The property is one of the standard ones, which stay as they are.
    PropertyFixed(String),
    /// There are as many properties as there may be.
    TooManyProperties {
        max: u64,
        unique: bool,
    },
    /// A field of a description that is none.
    FieldUnfit(String),
    /// Records cannot be found by this property.
    NotUnique {
        property: String,
    },
    /// Something is to be associated with a record that is not there.
    NoSuchTarget {
        object_type: ObjectType,
        id: String,
    },
    /// The type is none between these kinds.
    NoSuchLinkType {
        type_id: i64,
    },
    /// Nothing associates these kinds.
    NotAssociable {
        from: ObjectType,
        to: ObjectType,
    },
    /// A record is not associated with itself.
    LinkedWithItself {
        id: i64,
    },
    /// A company would be above itself.
    ParentOfItself {
        id: i64,
    },
    Search(SearchProblem),
    EmptyBatch,
    BatchTooLong {
        max: usize,
    },
    /// The same record twice in one batch.
    DuplicateIds(Vec<String>),
    /// A text may have at most so many characters.
    TextTooLong {
        max: usize,
    },
    /// No staff member is called so, or they are disabled.
    NoSuchAgent(String),
    /// The address is that of no customer of the ticket.
    NoRecipient(String),
    /// A message is to carry a file that is not there.
    NoSuchFile(String),
    /// A message may carry at most so many files.
    TooManyFiles {
        max: usize,
    },
    /// A file may have at most so many bytes.
    FileTooLarge {
        max: usize,
    },
    /// The same bytes are there already, in this file.
    FileThere {
        id: i64,
    },
    /// A label of the name is there already.
    LabelTaken(String),
    /// There are as many labels as there may be.
    TooManyLabels {
        max: u64,
    },
    /// A record is not merged with itself; both numbers may mean one, where they were merged before.
    MergedWithItself {
        id: i64,
    },
    /// Records of this kind are not merged.
    NotMergeable {
        object_type: ObjectType,
    },
    /// The token has not all scopes of a kind of record that a request names beside its own.
    ScopesMissing {
        object_type: ObjectType,
        writes: bool,
    },
    /// The idempotency key belongs to another request.
    KeyOfAnotherRequest,
}

/// A refusal, or trouble.
#[derive(Debug, thiserror::Error)]
pub enum CrmError {
    #[error("refused: {0:?}")]
    Refused(Refused),
    #[error(transparent)]
    Failure(#[from] Failure),
}

pub type Done<T> = Result<T, CrmError>;

impl From<Refused> for CrmError {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<DbErr> for CrmError {
    fn from(error: DbErr) -> Self {
        Self::Failure(error.into())
    }
}

impl From<Fault> for CrmError {
    fn from(fault: Fault) -> Self {
        Self::Failure(fault.into())
    }
}

impl From<PipelineError> for CrmError {
    fn from(error: PipelineError) -> Self {
        match error {
            PipelineError::Refused(refusal) => Refused::Pipeline(refusal).into(),
            PipelineError::Failure(failure) => failure.into(),
        }
    }
}

/// What a verb refused, in the words of properties. `names` has the verb's field and the property for each; a field that
/// is not among them is trouble of ours.
pub fn as_properties<T>(outcome: Outcome<T>, names: &[(&str, &str)], value: impl Fn(&str) -> String) -> Done<T> {
    let errors = match outcome {
        Err(Failure::Fault(Fault::Invalid(errors))) => errors,
        other => return Ok(other?),
    };
    let mut problems = Vec::with_capacity(errors.len());
    for error in errors {
        let Some((_, property)) = names.iter().find(|(field, _)| *field == error.field) else {
            return Err(Failure::internal(format!("a verb refused `{}`, which no property is", error.field)).into());
        };
        problems.push(PropertyProblem {
            property: (*property).to_owned(),
            value: value(property),
            problem: problem_of(property, &error.problem),
        });
    }
    Err(Refused::Properties(problems).into())
}

fn problem_of(property: &str, problem: &Problem) -> ValueProblem {
    match problem {
        Problem::TooLong { max } => ValueProblem::TooLong(*max),
        Problem::Missing => ValueProblem::Missing,
        Problem::Unknown => ValueProblem::NotAnOption(Vec::new()),
        _ if property == "email" => ValueProblem::NotAnEmail,
        _ if property == "domain" => ValueProblem::NotADomain,
        _ => ValueProblem::Malformed,
    }
}
