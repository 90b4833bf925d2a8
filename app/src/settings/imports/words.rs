//! Sentences for what imports know only as kinds.

use model::imports::{FileProblem, ImportKind, ImportProperty, ImportState, RowProblem};

use crate::t;
use crate::ui::Tone;

pub fn kind_label(kind: ImportKind) -> String {
    match kind {
        ImportKind::Companies => t!("import-companies"),
        ImportKind::Contacts => t!("import-contacts"),
        ImportKind::Tickets => t!("import-tickets"),
        ImportKind::Messages => t!("import-messages"),
        ImportKind::Associations => t!("import-associations"),
    }
}

pub fn state_badge(state: ImportState) -> (Tone, String) {
    match state {
        ImportState::Ready => (Tone::Waiting, t!("import-state-ready")),
        ImportState::Rehearsing => (Tone::Waiting, t!("import-state-rehearsing")),
        ImportState::Running => (Tone::Waiting, t!("import-state-running")),
        ImportState::Done => (Tone::Success, t!("import-state-done")),
        ImportState::Failed => (Tone::Danger, t!("import-state-failed")),
        ImportState::Stopped => (Tone::Neutral, t!("import-state-stopped")),
        ImportState::Undoing => (Tone::Waiting, t!("import-state-undoing")),
        ImportState::Undone => (Tone::Neutral, t!("import-state-undone")),
    }
}

/// What is wrong with a file, and where.
pub fn file_problem(problem: &FileProblem) -> String {
    let line = problem.line;
    match problem.word.as_str() {
        "workbook" | "old-workbook" => t!("import-file-workbook"),
        "pdf" => t!("import-file-pdf"),
        "compressed" => t!("import-file-compressed"),
        "empty" => t!("import-file-empty"),
        "empty-header" => t!("import-file-no-header"),
        "open-quote" | "endless-row" => t!("import-file-quote", "line" => line),
        "zero-byte" => t!("import-file-zero", "line" => line),
        "no-text" => t!("import-file-no-text", "line" => line),
        "upload" => t!("import-file-upload"),
        "interrupted" => t!("import-file-interrupted"),
        "internal" => t!("import-file-internal"),
        _ => problem.detail.clone(),
    }
}

/// Why a row, or a value in it, was left out.
pub fn reason(problem: &RowProblem) -> String {
    match problem.reason.as_str() {
        "empty" => t!("import-reason-empty"),
        "missing" => t!("import-reason-missing"),
        "ragged" => t!("import-reason-ragged"),
        "bad-email" => t!("import-reason-email"),
        "bad-domain" => t!("import-reason-domain"),
        "key-taken" => t!("import-reason-key"),
        "no-such-record" => t!("import-reason-record"),
        "existing" => t!("import-reason-existing"),
        "value-taken" => t!("import-reason-value"),
        "no-such-ticket" => t!("import-reason-ticket"),
        "unknown-visibility" => t!("import-reason-visibility"),
        "unknown-object" => t!("import-reason-object"),
        "unknown-label" => t!("import-reason-label"),
        "unfit-pair" => t!("import-reason-pair"),
        "not-associated" if problem.left_out => t!("import-reason-not-associated"),
        "circle" => t!("import-reason-circle"),
        "not-understood" => t!("import-reason-not-understood"),
        "left-out" => t!("import-note-left-out"),
        "no-date" => t!("import-note-date"),
        "no-domain" => t!("import-note-domain"),
        "default-pipeline" => t!("import-note-pipeline"),
        "first-stage" => t!("import-note-first-stage"),
        "own-stage" => t!("import-note-own-stage"),
        "taken-as-closed" => t!("import-note-closed"),
        "no-priority" => t!("import-note-priority"),
        "source-form" => t!("import-note-source"),
        "unassigned" => t!("import-note-unassigned"),
        "cut" => t!("import-note-cut"),
        "no-contact" => t!("import-note-no-contact"),
        "not-associated" => t!("import-note-no-record"),
        "again" => t!("import-reason-again"),
        "undated" => t!("import-reason-undated"),
        _ => t!("import-reason-refused"),
    }
}

/// Why undoing left a record.
pub fn kept_why(why: &str) -> String {
    match why {
        "changed" => t!("import-kept-changed"),
        "in-use" => t!("import-kept-in-use"),
        "answered" => t!("import-kept-answered"),
        "account" => t!("import-kept-account"),
        _ => t!("import-kept-gone"),
    }
}

pub fn object_label(object_type: &str, id: i64) -> String {
    match object_type {
        "contacts" => t!("import-contact-number", "id" => id),
        "companies" => t!("import-company-number", "id" => id),
        "tickets" => t!("import-ticket-number", "id" => id),
        _ => t!("import-message-number", "id" => id),
    }
}

/// A property that was added has a label of its own; ours are in the reader's words.
pub fn property_label(property: &ImportProperty) -> String {
    if let Some(label) = &property.label {
        return label.clone();
    }
    match property.name.as_str() {
        "id" => t!("import-property-id"),
        "email" => t!("import-property-email"),
        "name" => t!("import-property-name"),
        "first_name" => t!("import-property-first-name"),
        "last_name" => t!("import-property-last-name"),
        "phone" => t!("import-property-phone"),
        "language" => t!("import-property-language"),
        "domain" => t!("import-property-domain"),
        "company" => t!("import-property-company"),
        "company_domain" => t!("import-property-company-domain"),
        "company_records" => t!("import-property-company-records"),
        "company_ids" => t!("import-property-company-ids"),
        "primary_company" => t!("import-property-primary-company"),
        "contact" => t!("import-property-contact"),
        "contact_records" => t!("import-property-contact-records"),
        "contact_ids" => t!("import-property-contact-ids"),
        "created" => t!("import-property-created"),
        "subject" => t!("import-property-subject"),
        "content" => t!("import-property-content"),
        "stage" => t!("import-property-stage"),
        "pipeline" => t!("import-property-pipeline"),
        "priority" => t!("import-property-priority"),
        "category" => t!("import-property-category"),
        "source" => t!("import-property-source"),
        "closed" => t!("import-property-closed"),
        "last_activity" => t!("import-property-last-activity"),
        "first_response" => t!("import-property-first-response"),
        "resolution" => t!("import-property-resolution"),
        "owner" => t!("import-property-owner"),
        "ticket_id" => t!("import-property-ticket-id"),
        "visibility" => t!("import-property-visibility"),
        "direction" => t!("import-property-direction"),
        "text" => t!("import-property-text"),
        "from_object" => t!("import-property-from-object"),
        "from_id" => t!("import-property-from-id"),
        "to_object" => t!("import-property-to-object"),
        "to_id" => t!("import-property-to-id"),
        "label" => t!("import-property-label"),
        other => other.to_owned(),
    }
}

/// What records can be recognised by.
pub fn key_label(kind: ImportKind, key: &ImportProperty) -> String {
    match (kind, key.name.as_str()) {
        (ImportKind::Companies, "") => t!("import-key-company"),
        (ImportKind::Contacts, "") => t!("import-key-contact"),
        (ImportKind::Tickets, "") => t!("import-key-ticket"),
        (ImportKind::Messages, "") => t!("import-key-message"),
        (ImportKind::Associations, _) => t!("import-key-association"),
        (_, "id") => t!("import-key-id"),
        (_, "record") => t!("import-key-record"),
        _ => property_label(key),
    }
}
