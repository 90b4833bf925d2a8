//! Sentences for the model's kinds, for every page. Staff's own are in `staff_words`.

use model::tickets::{Priority, ReplyAbility, SortBy, Tab, Turn};
use model::{Fault, Problem, Refusal};

use crate::t;

/// What went wrong as a whole, and what to do now. The problems of single fields stand at the fields.
pub fn fault_message(fault: &Fault) -> String {
    match fault {
        Fault::NotFound => t!("fault-not-found"),
        Fault::SignedOut => t!("fault-signed-out"),
        Fault::Refused(refusal) => refusal_message(*refusal),
        Fault::Invalid(errors) => t!("fault-invalid", "n" => errors.len()),
        Fault::Busy { retry_after_seconds } => t!("fault-busy", "seconds" => *retry_after_seconds),
        Fault::Offline => t!("fault-offline"),
        Fault::Internal { reference } if reference.is_empty() => t!("fault-internal"),
        Fault::Internal { reference } => t!("fault-internal-reference", "reference" => reference),
    }
}

pub fn refusal_message(refusal: Refusal) -> String {
    match refusal {
        Refusal::WrongCredentials => t!("refusal-wrong-credentials"),
        Refusal::NoAccess => t!("refusal-no-access"),
        Refusal::AwaitsApproval => t!("refusal-awaits-approval"),
        Refusal::Paused => t!("refusal-paused"),
        Refusal::ViewOnly => t!("refusal-view-only"),
        Refusal::TicketClosed => t!("refusal-ticket-closed"),
        Refusal::MayNotClose => t!("refusal-may-not-close"),
        Refusal::MayNotReopen => t!("refusal-may-not-reopen"),
        Refusal::Role => t!("refusal-role"),
        Refusal::Stale => t!("refusal-stale"),
        Refusal::LinkInvalid => t!("refusal-link-invalid"),
        Refusal::AlreadySetUp => t!("refusal-already-set-up"),
        Refusal::InUse => t!("refusal-in-use"),
        // Staff are asked for the proof itself; for customers, signing in is one.
        Refusal::ProofNeeded => t!("fault-signed-out"),
        Refusal::LastOwner => t!("refusal-last-owner"),
    }
}

/// What is wrong with a field, to stand beside it.
pub fn problem_message(problem: &Problem) -> String {
    match problem {
        Problem::Missing => t!("problem-missing"),
        Problem::TooLong { max } => t!("problem-too-long", "max" => *max),
        Problem::TooShort { min } => t!("problem-too-short", "min" => *min),
        Problem::Malformed => t!("problem-malformed"),
        Problem::Reserved => t!("problem-reserved"),
        Problem::Taken => t!("problem-taken"),
        Problem::Unknown => t!("problem-unknown"),
        Problem::NotVerified => t!("problem-not-verified"),
        Problem::TooCommon => t!("problem-too-common"),
        Problem::Wrong => t!("problem-wrong"),
        Problem::NotAdmitted => t!("problem-not-admitted"),
    }
}

/// The heading of a page that cannot be shown.
pub fn fault_title(fault: &Fault) -> String {
    match fault {
        Fault::NotFound => t!("fault-title-not-found"),
        Fault::SignedOut => t!("fault-title-signed-out"),
        Fault::Refused(Refusal::Paused) => t!("fault-title-paused"),
        Fault::Refused(Refusal::LinkInvalid) => t!("fault-title-link"),
        Fault::Refused(_) => t!("fault-title-refused"),
        Fault::Busy { .. } | Fault::Offline => t!("fault-title-busy"),
        Fault::Invalid(_) | Fault::Internal { .. } => t!("fault-title-internal"),
    }
}

/// Whose turn it is, said to the customer.
pub fn turn_label(turn: Turn) -> String {
    match turn {
        Turn::New => t!("turn-new"),
        Turn::Contact => t!("turn-contact"),
        Turn::Us => t!("turn-us"),
        Turn::Closed => t!("turn-closed"),
    }
}

/// What a ticket is about: HubSpot's categories in words, others, which come from imports, as they are.
pub fn category_label(category: &str) -> String {
    let one = |word: &str| match word {
        "PRODUCT_ISSUE" => t!("category-product"),
        "BILLING_ISSUE" => t!("category-billing"),
        "FEATURE_REQUEST" => t!("category-feature"),
        "GENERAL_INQUIRY" => t!("category-general"),
        other => other.to_owned(),
    };
    category.split(';').map(one).collect::<Vec<_>>().join(", ")
}

pub fn priority_label(priority: Priority) -> String {
    match priority {
        Priority::Low => t!("priority-low"),
        Priority::Medium => t!("priority-medium"),
        Priority::High => t!("priority-high"),
        Priority::Urgent => t!("priority-urgent"),
    }
}

pub fn tab_label(tab: Tab) -> String {
    match tab {
        Tab::Mine => t!("tab-mine"),
        Tab::Organization => t!("tab-organization"),
    }
}

pub fn sort_label(sort: SortBy) -> String {
    match sort {
        SortBy::LastActivity => t!("sort-activity"),
        SortBy::Created => t!("sort-created"),
        SortBy::Subject => t!("sort-subject"),
        SortBy::Status => t!("sort-status"),
        SortBy::Id => t!("sort-id"),
    }
}

/// What happens if a reply is posted, said before it is.
pub fn reply_note(ability: ReplyAbility) -> Option<String> {
    match ability {
        ReplyAbility::Posts => None,
        ReplyAbility::PostsAndReopens => Some(t!("reply-reopens")),
        ReplyAbility::FilesLinkedTicket => Some(t!("reply-files-linked")),
        ReplyAbility::No => Some(t!("reply-not-possible")),
    }
}
