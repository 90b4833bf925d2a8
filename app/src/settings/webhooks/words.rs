//! What happens to a webhook, in words.

use leptos::prelude::*;
use model::webhooks::{DeliveryProblem, DeliveryRow, DeliveryState, EventKind, EventObject, EventType};

use crate::t;
use crate::ui::{Badge, Time, Tone};

/// HubSpot's word stands beside it.
pub fn event_label(event: EventType) -> String {
    match (event.object, event.kind) {
        (EventObject::Ticket, EventKind::Creation) => t!("webhook-ticket-creation"),
        (EventObject::Ticket, EventKind::PropertyChange) => t!("webhook-ticket-property"),
        (EventObject::Ticket, EventKind::AssociationChange) => t!("webhook-ticket-association"),
        (EventObject::Ticket, EventKind::Restore) => t!("webhook-ticket-restore"),
        (EventObject::Ticket, EventKind::Merge) => t!("webhook-ticket-merge"),
        (EventObject::Ticket, _) => t!("webhook-ticket-deletion"),
        (EventObject::Contact, EventKind::Creation) => t!("webhook-contact-creation"),
        (EventObject::Contact, EventKind::PropertyChange) => t!("webhook-contact-property"),
        (EventObject::Contact, EventKind::AssociationChange) => t!("webhook-contact-association"),
        (EventObject::Contact, EventKind::Restore) => t!("webhook-contact-restore"),
        (EventObject::Contact, EventKind::Merge) => t!("webhook-contact-merge"),
        (EventObject::Contact, EventKind::PrivacyDeletion) => t!("webhook-contact-erasure"),
        (EventObject::Contact, _) => t!("webhook-contact-deletion"),
        (EventObject::Company, EventKind::Creation) => t!("webhook-company-creation"),
        (EventObject::Company, EventKind::PropertyChange) => t!("webhook-company-property"),
        (EventObject::Company, EventKind::AssociationChange) => t!("webhook-company-association"),
        (EventObject::Company, EventKind::Restore) => t!("webhook-company-restore"),
        (EventObject::Company, EventKind::Merge) => t!("webhook-company-merge"),
        (EventObject::Company, _) => t!("webhook-company-deletion"),
        (EventObject::Conversation, EventKind::Creation) => t!("webhook-conversation-creation"),
        (EventObject::Conversation, EventKind::PropertyChange) => t!("webhook-conversation-property"),
        (EventObject::Conversation, EventKind::PrivacyDeletion) => t!("webhook-conversation-erasure"),
        (EventObject::Conversation, EventKind::Deletion) => t!("webhook-conversation-deletion"),
        (EventObject::Conversation, _) => t!("webhook-conversation-message"),
    }
}

pub fn problem_label(problem: &DeliveryProblem) -> String {
    match problem {
        DeliveryProblem::NotAllowed => t!("webhook-not-allowed"),
        DeliveryProblem::Unreachable { reason } => t!("webhook-unreachable", "reason" => reason),
    }
}

/// What was answered last; nothing before the first attempt.
pub fn answer_label(row: &DeliveryRow) -> Option<String> {
    match (&row.problem, row.status) {
        (Some(problem), _) => Some(problem_label(problem)),
        (None, Some(status)) => Some(t!("webhook-answered", "status" => status.to_string())),
        (None, None) => None,
    }
}

#[component]
pub fn State(state: DeliveryState) -> impl IntoView {
    match state {
        DeliveryState::Delivered { .. } => view! { <Badge tone=Tone::Success label=t!("webhook-delivered")/> }.into_any(),
        DeliveryState::Failed { .. } => view! { <Badge tone=Tone::Danger label=t!("webhook-failed")/> }.into_any(),
        DeliveryState::Waiting { next } => {
            let next = next.map(|at| view! { <span class="hint">{t!("webhook-next")} " " <Time at/></span> });
            view! { <span class="cluster"><Badge tone=Tone::Waiting label=t!("webhook-waiting")/> {next}</span> }.into_any()
        }
    }
}
