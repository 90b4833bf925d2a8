//! Sentences for the model's kinds that only staff see.

use model::access::AccessMode;
use model::domains::{DomainKind, Verification, VerificationProblem};
use model::helpdesk::{QueueView, StaffEvent};
use model::inboxes::InboxKind;
use model::people::Role;
use model::portals::{PortalStatus, TicketPermission, WizardStep};

use crate::t;
use crate::words::priority_label;

pub fn role_label(role: Role) -> String {
    match role {
        Role::Agent => t!("role-agent"),
        Role::Admin => t!("role-admin"),
        Role::Owner => t!("role-owner"),
    }
}

/// What somebody with the role does.
pub fn role_hint(role: Role) -> String {
    match role {
        Role::Agent => t!("role-agent-hint"),
        Role::Admin => t!("role-admin-hint"),
        Role::Owner => t!("role-owner-hint"),
    }
}

pub fn view_label(view: QueueView) -> String {
    match view {
        QueueView::Open => t!("view-open"),
        QueueView::Mine => t!("view-mine"),
        QueueView::Unassigned => t!("view-unassigned"),
        QueueView::WaitingOnUs => t!("view-waiting-on-us"),
        QueueView::Closed => t!("view-closed"),
    }
}

/// The stages of an installation's first pipeline as they come, in the reader's words; others are as they were named.
pub fn stage_label(label: String) -> String {
    match label.as_str() {
        "New" => t!("stage-new"),
        "Waiting on contact" => t!("stage-contact"),
        "Waiting on us" => t!("stage-us"),
        "Closed" => t!("stage-closed"),
        _ => label,
    }
}

/// The same for the access group that comes with an installation.
pub fn group_label(name: String) -> String {
    if name == "Invited contacts" { t!("group-invited") } else { name }
}

pub fn portal_status_label(status: PortalStatus) -> String {
    match status {
        PortalStatus::Draft => t!("portal-status-draft"),
        PortalStatus::Live => t!("portal-status-live"),
        PortalStatus::Paused => t!("portal-status-paused"),
        PortalStatus::Archived => t!("portal-status-archived"),
    }
}

pub fn permission_label(permission: TicketPermission) -> String {
    match permission {
        TicketPermission::Own => t!("permission-own"),
        TicketPermission::Company => t!("permission-company"),
    }
}

pub fn access_label(access: AccessMode) -> String {
    match access {
        AccessMode::Invited => t!("access-invited"),
        AccessMode::Register => t!("access-register"),
        AccessMode::SingleSignOn => t!("access-sso"),
    }
}

pub fn access_hint(access: AccessMode) -> String {
    match access {
        AccessMode::Invited => t!("access-invited-hint"),
        AccessMode::Register => t!("access-register-hint"),
        AccessMode::SingleSignOn => t!("access-sso-hint"),
    }
}

/// The step's short name, for the progress.
pub fn step_label(step: WizardStep) -> String {
    match step {
        WizardStep::Name => t!("step-name"),
        WizardStep::Domain => t!("step-domain"),
        WizardStep::Tickets => t!("step-tickets"),
        WizardStep::Access => t!("step-access"),
        WizardStep::Done => t!("step-done"),
    }
}

pub fn inbox_kind_label(kind: InboxKind) -> String {
    match kind {
        InboxKind::Inbox => t!("inbox-kind-inbox"),
        InboxKind::HelpDesk => t!("inbox-kind-help-desk"),
    }
}

pub fn domain_kind_label(kind: DomainKind) -> String {
    match kind {
        DomainKind::System => t!("domain-kind-system"),
        DomainKind::Connected => t!("domain-kind-connected"),
    }
}

pub fn verification_label(verification: &Verification) -> String {
    match verification {
        Verification::Pending => t!("verification-pending"),
        Verification::Verified => t!("verification-verified"),
        Verification::Failed(_) => t!("verification-failed"),
    }
}

/// What the last look at the DNS found, and what to do about it.
pub fn verification_problem(problem: &VerificationProblem) -> String {
    match problem {
        VerificationProblem::NoRecord => t!("verification-no-record"),
        VerificationProblem::OtherValue { found } => t!("verification-other-value", "found" => found),
        VerificationProblem::NoAnswer => t!("verification-no-answer"),
    }
}

/// An event in a ticket's history, as a sentence about its author.
pub fn event_sentence(author: &str, event: &StaffEvent) -> String {
    match event {
        StaffEvent::Created => t!("event-created", "author" => author),
        StaffEvent::StageChanged { from, to } => {
            let (from, to) = (stage_label(from.clone()), stage_label(to.clone()));
            t!("event-stage", "author" => author, "from" => from, "to" => to)
        }
        StaffEvent::Assigned { to: Some(owner) } => t!("event-assigned", "author" => author, "owner" => owner),
        StaffEvent::Assigned { to: None } => t!("event-unassigned", "author" => author),
        StaffEvent::PriorityChanged { to: Some(priority) } => {
            t!("event-priority", "author" => author, "priority" => priority_label(*priority))
        }
        StaffEvent::PriorityChanged { to: None } => t!("event-priority-none", "author" => author),
        StaffEvent::ContactAdded { name } => t!("event-contact-added", "author" => author, "name" => name),
        StaffEvent::ContactRemoved { name } => t!("event-contact-removed", "author" => author, "name" => name),
        StaffEvent::CompanyAdded { name } => t!("event-company-added", "author" => author, "name" => name),
        StaffEvent::CompanyRemoved { name } => t!("event-company-removed", "author" => author, "name" => name),
    }
}
