//! What can go wrong, as kinds. The sentence is chosen at the screen, in the reader's language.

use serde::{Deserialize, Serialize};
use server_fn::codec::JsonEncoding;
use server_fn::error::{FromServerFnError, ServerFnErrorErr};

/// The one error that crosses the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// Missing, or not for this viewer: the two look the same.
    NotFound,
    /// There is no session, or it has ended.
    SignedOut,
    /// Understood, and not allowed.
    Refused(Refusal),
    /// Some fields cannot be accepted; everything else was fine.
    Invalid(Vec<FieldError>),
    /// Too many attempts, or the database is not answering. Try again after so many seconds.
    Busy { retry_after_seconds: u32 },
    /// The browser could not reach the server.
    Offline,
    /// Our fault. The reference is in the server's log.
    Internal { reference: String },
}

/// Why something understood was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// E-mail and password do not belong together (or are locked, unknown, disabled: never said which).
    WrongCredentials,
    /// The portal does not let this person in.
    NoAccess,
    /// Registered, and nobody of the team has said yes or no. Said only to who has proved to be that person.
    AwaitsApproval,
    /// The portal is paused.
    Paused,
    /// A staff member is looking at the portal as this contact; nothing may be changed.
    ViewOnly,
    /// This ticket takes no more replies.
    TicketClosed,
    /// Customers of this portal may not close tickets.
    MayNotClose,
    /// This ticket cannot be reopened by the customer any more.
    MayNotReopen,
    /// The role does not allow it.
    Role,
    /// Somebody changed it meanwhile; load it again.
    Stale,
    /// The link was used, revoked, has expired, or never existed.
    LinkInvalid,
    /// The first run is over.
    AlreadySetUp,
    /// Something still uses it.
    InUse,
    /// It is done by people who have just shown who they are.
    ProofNeeded,
    /// There is always an owner.
    LastOwner,
}

/// A field that cannot be accepted, and why. `field` is the form control's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    pub field: String,
    pub problem: Problem,
}

impl FieldError {
    pub fn new(field: &str, problem: Problem) -> Self {
        Self { field: field.to_owned(), problem }
    }
}

/// What is wrong with a field. Lengths are in characters (Unicode scalar values).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    Missing,
    TooLong {
        max: usize,
    },
    TooShort {
        min: usize,
    },
    /// Not in the form that the field needs.
    Malformed,
    /// A word that the product keeps for itself.
    Reserved,
    /// Somebody or something else has it.
    Taken,
    /// Refers to something that does not exist (any more).
    Unknown,
    /// A domain whose ownership has not been proven yet.
    NotVerified,
    /// A password that everybody knows.
    TooCommon,
    /// The current password, or a code, is not right.
    Wrong,
    /// Fine in itself, and not what this place takes: an address at a domain that may not register here.
    NotAdmitted,
}

/// What a server function answers: the transport never fails with it, so a refusal is not an HTTP error and leaves no
/// message in the browser's console.
pub type Answer<T> = Result<T, Fault>;

impl Fault {
    /// One invalid field.
    pub fn invalid(field: &str, problem: Problem) -> Self {
        Self::Invalid(vec![FieldError::new(field, problem)])
    }

    /// The problem of one field, if there is one.
    pub fn problem_of(&self, field: &str) -> Option<&Problem> {
        match self {
            Self::Invalid(errors) => errors.iter().find(|error| error.field == field).map(|error| &error.problem),
            _ => None,
        }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotFound => formatter.write_str("not found"),
            Self::SignedOut => formatter.write_str("signed out"),
            Self::Refused(refusal) => write!(formatter, "refused: {refusal:?}"),
            Self::Invalid(errors) => {
                formatter.write_str("invalid:")?;
                errors.iter().try_for_each(|error| write!(formatter, " {} ({:?})", error.field, error.problem))
            }
            Self::Busy { retry_after_seconds } => write!(formatter, "busy, retry after {retry_after_seconds} s"),
            Self::Offline => formatter.write_str("the server cannot be reached"),
            Self::Internal { reference } => {
                write!(formatter, "internal error, reference {reference}")
            }
        }
    }
}

impl std::error::Error for Fault {}

impl FromServerFnError for Fault {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => Self::Offline,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::invalid("", Problem::Malformed)
            }
            _ => Self::Internal { reference: String::new() },
        }
    }
}

/// Collects field errors so that a form hears of all of them at once.
#[derive(Default)]
pub struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    /// Keeps the value, or notes the field's problem.
    pub fn check<T>(&mut self, field: &str, outcome: Result<T, Problem>) -> Option<T> {
        match outcome {
            Ok(value) => Some(value),
            Err(problem) => {
                self.0.push(FieldError::new(field, problem));
                None
            }
        }
    }

    pub fn add(&mut self, field: &str, problem: Problem) {
        self.0.push(FieldError::new(field, problem));
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The fault of everything noted.
    pub fn into_fault(self) -> Fault {
        Fault::Invalid(self.0)
    }
}
